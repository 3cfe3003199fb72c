"""Milestones: the state of each, in words; late ones are counted apart from late actions."""

from __future__ import annotations

import re
import shutil
from datetime import date
from pathlib import Path

import pytest
from action_plan.checks.reading import read_content
from action_plan.exports import ical
from action_plan.exports.context import ExportContext
from action_plan.hosting import Hosting
from action_plan.views.action_summary import ActionSummary
from action_plan.views.names import Name
from action_plan.views.pages import actions
from action_plan.views.pages.status import status_overview
from action_plan.views.plan_index import PlanIndex
from conftest import HARBOUR, HARBOUR_DAY, TESTS, Project, lay_over


def plan_index(folder: Path, today: date, *edits: tuple[str, str]) -> PlanIndex:
    """Return the small plan with milestones, changed in action A-7, as it is on a day."""
    content = Path(shutil.copytree(HARBOUR, folder / "content"))
    lay_over(content, TESTS / "cases" / "milestones-and-measures.yml")
    path = content / "actions" / "A-7.md"
    text = path.read_text("utf-8")
    for old, new in edits:
        assert old in text
        text = text.replace(old, new)
    path.write_text(text, "utf-8")
    return PlanIndex(read_content(content, today))


def quay(index: PlanIndex) -> ActionSummary:
    return next(action for action in index.actions if action.link.id == "A-7")


def test_milestones_are_in_the_order_in_which_they_are_due(tmp_path: Path) -> None:
    """Each says its state in words; the one without a date comes last."""
    action = quay(plan_index(tmp_path, date(2025, 11, 1)))

    assert [(item.record.title, item.state, item.in_words) for item in action.milestones] == [
        (
            "The contract is let",
            "done",
            "Done in February 2025; due on 31 January 2025.",
        ),
        (
            "The north side is done",
            "late",
            "Late: due in Q3 2025, 32 days ago, and not reported done.",
        ),
        ("The south side is done", "due", "Due in spring 2026."),
        ("The quay is opened", "due", "The plan gives no date."),
    ]
    assert action.milestones_in_words == "1 of 4 milestones done, 1 late"
    assert action.late is None


@pytest.mark.parametrize(
    ("first", "words"),
    [
        ("spring 2026", "Due in spring 2026."),
        ("2025-12-24", "Due in spring 2026. At first it was due on 24 December 2025."),
        ("by end of 2025", "Due in spring 2026. At first it was due by end of 2025."),
    ],
)
def test_a_milestone_that_moved_says_when_it_was_due_at_first(
    tmp_path: Path, first: str, words: str
) -> None:
    due = "due: spring 2026"
    index = plan_index(tmp_path, date(2025, 11, 1), (due, f"{due}, first_due: {first}"))

    assert quay(index).milestones[2].in_words == words


@pytest.mark.parametrize(
    ("today", "late"), [(date(2025, 12, 31), 0), (date(2026, 1, 1), 1), (date(2026, 6, 1), 2)]
)
def test_a_milestone_is_late_from_the_day_after_its_last(
    tmp_path: Path, today: date, late: int
) -> None:
    index = plan_index(tmp_path, today, ("due: Q3 2025", "due: Q4 2025"))

    assert len(index.late_milestones) == late
    assert [action.link.id for action in index.late] == ["A-7"]


def test_of_an_action_that_does_not_go_on_no_milestone_is_late(tmp_path: Path) -> None:
    index = plan_index(tmp_path, date(2026, 6, 1), ("related: A-10\n", "superseded_by: A-10\n"))

    assert {item.state for item in quay(index).milestones} == {"done", "left"}
    assert quay(index).milestones[1].in_words == "Not reported done; due in Q3 2025."
    assert index.late_milestones == ()


def test_the_status_page_lists_late_milestones_apart(tmp_path: Path) -> None:
    overview = status_overview(plan_index(tmp_path, date(2026, 1, 1)))

    assert [item.record.title for _, item in overview.late_milestones] == ["The north side is done"]
    assert overview.late_milestones_total == 1
    assert [action.link.id for action in overview.late.actions] == ["A-7"]


def test_what_was_done_and_has_no_due_date_is_in_its_place(tmp_path: Path) -> None:
    action = quay(
        plan_index(
            tmp_path,
            date(2025, 11, 1),
            ("title: The quay is opened", "title: The stone is chosen\n    done: 2024-12-03"),
        )
    )

    first, *_ = action.milestones
    assert first.in_words == "Done on 3 December 2024."


def test_milestones_are_counted_apart_in_the_verdict(tmp_path: Path) -> None:
    """Late ones and moved ones, each in words of their own; the status page lists the moved."""
    index = plan_index(
        tmp_path,
        date(2026, 6, 1),
        ("due: spring 2026", "due: spring 2026, first_due: 2025-12-24, note: The stone is late."),
    )
    overview = status_overview(index)

    assert overview.verdict.lateness == (
        "1 action is late: past the day it was due, and not finished."
        " 2 milestones are late: past the day they were due, and not reported done."
        " The due date of 1 milestone was moved."
    )
    (moved,) = overview.moved_milestones
    assert (moved[0].link.id, moved[1].record.title) == ("A-7", "The south side is done")
    assert overview.moved == ()


def test_who_is_to_do_a_milestone_leads_to_the_action(tmp_path: Path) -> None:
    """The heading of the list is true of those who lead actions, milestones, or both."""
    guild, master = "Fishers' guild", "Harbour master's office"
    index = plan_index(
        tmp_path,
        date(2025, 11, 1),
        ("title: The quay is opened", f"title: The quay is opened\n    lead: {guild}"),
        ("- {title: The south side is done,", f"- {{title: The south side, lead: {master},"),
    )
    (page,) = actions.pages(index, Hosting())
    leads = next(choice for choice in page.view.choices if choice.key == "lead").options[2:]

    assert {
        option.label: option.heading for option in leads if option.label in (guild, master)
    } == {
        guild: f"{{count}} {{noun}} with milestones led by “{guild}”",
        master: f"{{count}} {{noun}} led, or with milestones led, by “{master}”",
    }
    assert "lead=fishers'-guild" in page.view.listed(quay(index)).named.split()
    assert quay(index).milestones[-1].lead == Name("lead", guild)


def test_a_plan_that_dates_milestones_alone_says_so(tmp_path: Path) -> None:
    index = plan_index(tmp_path, date(2025, 11, 1), ("due: 2025-11-30\n", ""))

    assert index.late_note.startswith("The plan gives dates by which milestones are due, and none")


def test_milestones_are_in_the_calendar(tmp_path: Path) -> None:
    """With ids of their titles, so that they stay where others come and go."""
    index = plan_index(tmp_path, date(2026, 1, 1))
    (file,) = ical.files(ExportContext(plan_index=index, base_url="https://a.example/"))
    lines = file.content().decode().replace("\r\n ", "").splitlines()

    assert [line.rpartition("/")[2] for line in lines if line.startswith("UID:")] == [
        "due",
        "milestone-the-contract-is-let",
        "milestone-the-north-side-is-done",
        "milestone-the-south-side-is-done",
    ]
    assert "SUMMARY:Milestone done: The contract is let (A-7 Repair the" in "\n".join(lines)
    assert "DESCRIPTION:Due in spring 2026. Status: Under way" in lines
    assert "URL:https://a.example/actions/A-7/#milestones" in lines
    assert "SUMMARY:Due: A-7 Repair the" in "\n".join(lines)


def test_nothing_of_what_is_done_is_due_in_the_calendar(tmp_path: Path) -> None:
    index = plan_index(tmp_path, date(2026, 1, 1), ("status: Under way", "status: Done"))
    (file,) = ical.files(ExportContext(plan_index=index, base_url="https://a.example/"))

    said = re.findall("SUMMARY:(.*?: [^A(]*)", file.content().decode().replace("\r\n ", ""))
    assert said == [
        "Done: ",
        "Milestone done: The contract is let ",
        "Milestone not reported done: The north side is done ",
        "Milestone not reported done: The south side is done ",
    ]


def test_pages_show_milestones(harbour: Project) -> None:
    lay_over(harbour.root / "content", TESTS / "cases" / "milestones-and-measures.yml")
    harbour.build(HARBOUR_DAY)

    action = harbour.words("actions/A-7")
    assert "Milestones 1 of 4 milestones done, 1 late. The contract is let Done in" in action
    assert "The north side is done Late: due in Q3 2025, 3 months ago" in action
    assert "not reported done. Before the storms." in action
    assert "Baseline 31 December 2024 4 Reading 30 June 2025 The count" in action
    assert "Target by end of 2026 1,250.25" in action
    assert "Fishers who say that they are safe What Value Values none stated" in action
    whole = harbour.words("plan")
    assert "Milestones 1 of 4 milestones done, 1 late. The contract is let Done in" in whole
    assert "Late: due in Q3 2025, 3 months ago, and not reported done. Before the storms." in whole
    assert "reading 12 (September 2025); target 1,250.25 (by end of 2026)" in whole
    assert "Fishers who say that they are safe : no values stated" in whole
    listed = harbour.words("actions")
    assert "1 of 4 milestones done, 1 late" in listed
    status = harbour.words("status")
    assert "Late milestones 1 milestone not done and past the day of being due" in status
    assert "Berths in use by end of 2026 A-7" in status
    assert "1,260.25 berths" in status
    checkable = harbour.words("checkable")
    assert "A step, and by when it is to be done 1 3" in checkable
    assert "A number to be reached 2 2" in checkable


def test_a_plan_without_any_says_nothing_of_them(built_harbour: Project) -> None:
    assert not (built_harbour.output / "data" / "milestones.csv").exists()
    for page in ("status", "checkable", "actions", "actions/A-7", "plan", "data"):
        text = built_harbour.words(page).casefold()
        assert "milestone" not in text
        assert "measures" not in text
