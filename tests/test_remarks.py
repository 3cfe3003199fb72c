"""What is probably not meant: said by the check, the changes and publishing, and hindering none."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest
from action_plan.checks.reading import read_content
from conftest import HARBOUR, Project

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
            "24: updates.date: 2025-03-30 is older or newer than its place among the updates says:"
            " the one above it is of 2025-06-30. Check the date.",
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


def test_the_small_plan_is_as_it_is_meant() -> None:
    assert read_content(HARBOUR, TODAY).remarks == ()


def test_the_check_prints_remarks_and_passes(harbour: Project) -> None:
    harbour.replace("content/actions/A-7.md", "The contract was let.", "Costs TBC.")

    checked = harbour.action_plan("check")

    assert checked.returncode == 0
    remark, last = checked.stdout.splitlines()
    assert remark.startswith('content/actions/A-7.md:17: "TBC" is printed for residents.')
    assert last.endswith(" actions read, no problem found, 1 remark: look at each.")
