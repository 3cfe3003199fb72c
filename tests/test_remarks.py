"""What is probably not meant: said by the check, the changes and publishing, and hindering none."""

from __future__ import annotations

import dataclasses
import shutil
from datetime import date
from pathlib import Path

import pytest
from action_plan.checks.reading import read_content
from conftest import FIRST, HARBOUR, Project
from other_plans import other_plan

TODAY = date(2026, 1, 1)
A_7 = "actions/A-7.md"


@pytest.mark.parametrize(
    ("old", "new", "remark"),
    [
        (
            "spent: 12,500.50",
            "spent: 72,500",
            "11: funding.spent: is more than the amount it was spent from. Check both.",
        ),
        (
            "spent_as_at: 2025-06-30",
            "spent_as_at: 2015-06-30",
            "12: funding.spent_as_at: 2015-06-30 is before the plan's period, which starts on"
            " 2025-01-01. Check the year.",
        ),
        (
            "lead: Harbour",
            "  - date: 2025-03-30\n    status: Under way\n    note: Begun.\nlead: Harbour",
            "24: updates.date: 2025-03-30 is out of order: the update above it is of 2025-06-30."
            " Move it, or check its date.",
        ),
        (
            "The contract was let.",
            "To be confirmed.",
            '17: "To be confirmed" is printed for residents. Write what is known, or leave it out,'
            " unless the document itself says so.",
        ),
        (
            "Boats can land",
            "### Harbour master\n\nAwaiting confirmation. Boats can land",
            '42: "Awaiting confirmation" is printed for residents. Write what is known, or leave it'
            " out, unless the document itself says so.",
        ),
        (
            "Repair the old quay:\n\n-",
            "Repair the old quay:\n-",
            '34: "- the north side, and" seems to be of a list, and is read as part of one'
            ' paragraph. Leave an empty line above the list, and start each line of it with "- ".',
        ),
        (
            "Boats can land",
            "Room for 5*3*2 boats, which can land",
            '40: "5*3*2" loses its asterisks, which make italics. Write × to multiply, or a'
            " backslash in front of each.",
        ),
        (
            'title: Repair the "old" quay <safely>',
            "title: A short title, written for the site",
            '3: title: "A short title, written for the site" is the guide\'s example. Write this'
            " action's own words.",
        ),
        (
            "lead: Harbour master's office",
            "lead: Jane Smith (jane.smith@harbour.example)",
            '24: lead: "jane.smith@harbour.example" seems to be a person. Residents read it, and it'
            " is in the data for good: write a role or a team, and its mailbox.",
        ),
        (
            "lead: Harbour master's office",
            "lead: Harbour master; Town clerk",
            '24: lead: "Harbour master; Town clerk" is read as one. Where it is several, write each'
            ' on a line of its own that starts with "- ".',
        ),
        (
            "partners: [Fishers' guild, HTC boat club]",
            "partners: Fishers' guild, HTC boat club, Trinity House",
            '25: partners: "Fishers\' guild, HTC boat club, Trinity House" is read as one. Where it'
            ' is several, write each on a line of its own that starts with "- ".',
        ),
        (
            "lead: Harbour master's office",
            "lead:\n  -Harbour master\n  -Town clerk",
            '25: "Harbour master" and what is below it are read as one. Where they are several,'
            ' start each line with "- ".',
        ),
        (
            "  - kind: officer time",
            "  - amount: 5,000\n  - amount: 5,000",
            "14: funding: is there twice, with the same words. Keep one, if it is one.",
        ),
        (
            "  - kind: officer time",
            "  - kind: bid\n    amount: 1.2",
            "14: funding.amount: is 1.20 and no more. Where thousands or millions are meant, write"
            " it in full, like 1,200,000, or with the word, like 1.2m.",
        ),
        (
            "- mailto:harbour@harbour.example",
            "- https://harbour.example/minutes/30-june",
            '23: updates.evidence: "https://harbour.example/minutes/30-june" is there twice. Keep'
            " one.",
        ),
        (
            "The contract was let.",
            "The contract was let, see [the report](https://www.example.org/report).",
            '17: updates.note: "https://www.example.org/report" is the guide\'s example. Write the'
            " address that is meant, in Markdown or alone.",
        ),
    ],
)
def test_what_is_probably_not_meant(tmp_path: Path, old: str, new: str, remark: str) -> None:
    content = Path(shutil.copytree(HARBOUR, tmp_path / "content"))
    path = content / A_7
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")

    remarks = read_content(content, TODAY).remarks

    assert [str(found) for found in remarks] == [f"content/{A_7}:{remark}"]


def test_a_plan_may_be_adopted_before_its_period_begins(tmp_path: Path) -> None:
    """What happened since the day of its document is no wrong year."""
    content = Path(shutil.copytree(HARBOUR, tmp_path / "content"))
    for name, old, new in (
        ("plan.yml", "date: 2025-01-15", "date: November 2024"),
        (A_7, "spent_as_at: 2025-06-30", "spent_as_at: 2024-11-01"),
    ):
        path = content / name
        path.write_text(path.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")

    assert read_content(content, TODAY).remarks == ()


@pytest.mark.parametrize(
    ("old", "new", "remark"),
    [
        (
            "date: 2024-09-17",
            "date: September 2024",
            '11: updates.date: "September 2024" is not a date of one day, as that of every other'
            " update is. Write the day, where it is known.",
        ),
        (
            "    evidence:",
            "  - date: 2026-11-20\n    note: Reviewed.\n    evidence:",
            "14: updates.status: is in every other update. Use one of: Not yet started, In"
            " progress, Complete, Paused, Stopped. Leave it out only where nobody said how far"
            " delivery has come.",
        ),
        (
            "status: Not",
            "due: Q4 2026\nstatus: Not",
            '6: due: "Q4 2026" is not a date with one reading where years are financial: it is read'
            " as October to December 2026. For one of a financial year, write it like"
            ' "Q4 2026/27".',
        ),
    ],
)
def test_what_one_action_of_many_has_alone(tmp_path: Path, old: str, new: str, remark: str) -> None:
    """Twenty updates have a day and a status, so that one without has perhaps lost them."""
    content = Path(shutil.copytree(FIRST, tmp_path / "content"))
    path = content / "actions/1.2.2.md"
    path.write_text(path.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")

    remarks = read_content(content, date(2026, 11, 24)).remarks

    assert [str(found) for found in remarks] == [f"content/actions/1.2.2.md:{remark}"]


def test_the_small_plan_is_as_it_is_meant() -> None:
    assert read_content(HARBOUR, TODAY).remarks == ()


def test_the_check_prints_remarks_and_passes(harbour: Project) -> None:
    harbour.replace("content/actions/A-7.md", "The contract was let.", "Costs TBC.")

    checked = harbour.action_plan("check")

    assert checked.returncode == 0
    remark, last = checked.stdout.splitlines()
    assert remark.startswith('content/actions/A-7.md:17: "TBC" is printed for residents.')
    assert last.endswith(" actions read, no problem found, 1 remark: look at each.")


def test_an_action_copied_under_another_id_is_named(tmp_path: Path) -> None:
    content = Path(shutil.copytree(HARBOUR, tmp_path / "content"))
    copied = (content / A_7).read_text(encoding="utf-8").replace("id: A-7", "id: A-8")
    (content / "actions" / "A-8.md").write_text(copied, encoding="utf-8")

    assert (
        "content/actions/A-8.md:2: id: title and text are those of A-7.md, too."
        " Write this action's own."
    ) in map(str, read_content(content, TODAY).remarks)


def test_an_action_that_is_not_in_the_document_is_named(tmp_path: Path) -> None:
    """Ids are found there with brackets and spaces, too, and not within longer ones."""
    plan = other_plan("irish")
    added = {"id": "GL-0", "title": "Climate action team", "theme": "GL"}
    dataclasses.replace(plan, actions=[*plan.actions, added]).write(tmp_path / "content")

    remarks = [str(remark) for remark in read_content(tmp_path / "content", TODAY).remarks]

    assert remarks == [
        "content/actions/GL-0.md:2: GL-0 is not in the source document. If it joined the plan"
        ' later, write "added:" with the day it did.'
    ]
