"""What public bodies' plans need of the model, case by case, each at the plan it was found in."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from action_plan.checks.reading import read_content
from action_plan.review.between import changes_between
from action_plan.views.action_facts import ActionFacts
from action_plan.views.action_summary import ActionSummary
from action_plan.views.budget import budget_summary
from action_plan.views.measures import measure_sums
from action_plan.views.plan_index import PlanIndex
from conftest import PLANS, replace_in
from other_plans import other_plan

FIRST = PLANS / "first" / "content"
TODAY = date(2026, 11, 24)
NOT_BEGUN = "  - label: Not yet started\n"
NOT_KNOWN = "  - {label: Not known, meaning: Nobody has reported on it yet., stage: unknown}\n"
MOVE = """\
  - date: 2026-06-30
    due: 2027-06-30
    note: The trainers cannot come before.
---
Investment"""


@pytest.fixture
def other(tmp_path: Path) -> Callable[[str], PlanIndex]:
    """Return what reads another body's plan by its name, as of the day of its site."""

    def read(name: str) -> PlanIndex:
        plan = other_plan(name)
        plan.write(tmp_path / "content")
        return PlanIndex(read_content(tmp_path / "content", date.fromisoformat(plan.day)))

    return read


def action(plan_index: PlanIndex, action_id: str) -> ActionSummary:
    return next(found for found in plan_index.actions if found.link.id == action_id)


def first_plan(folder: Path, *edits: tuple[str, str, str]) -> Path:
    """Return a copy of the first plan with changes, each a file, the old words and the new."""
    content = Path(shutil.copytree(FIRST, folder / "content"))
    for name, old, new in edits:
        replace_in(content / name, old, new)
    return content


def test_a_deadline_is_put_off_with_a_dated_note(tmp_path: Path) -> None:
    """Without one it is to be mended; residents see the first date, each move, and when."""
    file = "actions/1.2.2.md"
    status = "status: Not yet started\nfunding"
    first, later = (f"due: {year}-06-30\n{status}" for year in (2026, 2027))
    before = first_plan(tmp_path / "before", (file, status, first))
    silent = first_plan(tmp_path / "silent", (file, status, later))
    later = f"first_due: 2026-06-30\n{later}"
    edits = ((file, status, later), (file, "---\nInvestment", MOVE))
    moved = first_plan(tmp_path / "moved", *edits)

    plan_index = PlanIndex(read_content(moved, TODAY))
    (entry,) = action(plan_index, "1.2.2").moves

    assert "no update says why it moved" in changes_between(before, silent)
    assert "Fix this" not in changes_between(before, moved)
    assert [str(x) for x in (entry.date, entry.due_before, entry.due)] == [
        *("2026-06-30", "2026-06-30", "2027-06-30"),
    ]


def test_not_known_is_not_not_started(tmp_path: Path) -> None:
    """It has a stage of its own, and nobody is asked for a review of it."""
    content = first_plan(
        tmp_path,
        ("plan.yml", NOT_BEGUN, NOT_KNOWN + NOT_BEGUN),
        ("actions/1.2.2.md", "status: Not yet started", "status: Not known"),
    )
    plan_index = PlanIndex(read_content(content, TODAY))
    unknown, waiting = (action(plan_index, name) for name in ("1.2.2", "1.2.3"))

    assert (unknown.status.stage, waiting.status.stage) == ("unknown", "waiting")
    assert (unknown.overdue, bool(waiting.overdue)) == (None, True)


def test_outlines_need_no_report_and_their_quantities_are_added_up(
    other: Callable[[str], PlanIndex],
) -> None:
    """What is paid elsewhere is no sum, and what nobody has reported is not overdue."""
    plan_index = other("outlines")
    (abatement,) = measure_sums(plan_index.actions)

    assert (abatement.target, abatement.unit) == (Decimal(157_876), "tonnes CO2e")
    assert str(abatement.due) == "2030"
    assert not plan_index.has_amounts
    assert (plan_index.overdue, plan_index.updates) == ((), ())
    assert not any(found.record.parts for found in plan_index.actions)


def test_milestones_that_were_put_off_say_so(other: Callable[[str], PlanIndex]) -> None:
    _, staff = action(other("milestones"), "2").milestones

    assert staff.in_words.endswith("At first it was due on 30 September 2020.")
    assert staff.record.note == "Date changed because of the pandemic."


def test_a_rating_of_all_reports_can_differ_from_the_last(
    other: Callable[[str], PlanIndex],
) -> None:
    """A round of reports is a time, ids are as they are printed, and numbers have names."""
    plan_index = other("ratings")
    rated = action(plan_index, "B1")

    assert [entry.date.text for entry in rated.history] == ["2017/2018", "2015/2016", "2013"]
    assert rated.status.label == "Nicht umgesetzt (rot)"
    assert rated.record.facets["gesamtbewertung"] == ("orange",)
    assert rated.record.facets["potenzial"] == ("3",)
    assert [found.link.url for found in plan_index.actions] == [
        *("actions/B1/", "actions/b5-6/", "actions/u1/"),
    ]


def test_an_action_of_many_bodies_has_the_answer_of_each(
    other: Callable[[str], PlanIndex],
) -> None:
    """Below headings, which are in the outline of the page; what is awaited is remarked on."""
    plan_index = other("bodies")
    shared = action(plan_index, "02")
    (commitments,) = shared.parts
    leads = ActionFacts(action=shared, plan_index=plan_index).leads

    assert commitments.text.html.linked.count("<h3>") == 3
    assert [name.title for name in leads] == [
        *("Cabinet Office", "Department for Communities", "Department of Health"),
    ]
    assert [remark.message.partition(" is")[0] for remark in plan_index.content.remarks] == [
        '"Awaiting confirmation"'
    ]


def test_projects_that_were_not_chosen_are_in_no_sum(other: Callable[[str], PlanIndex]) -> None:
    """Amounts are read as spreadsheets save them, and votes are numbers with a name."""
    plan_index = other("participatory")

    assert budget_summary(plan_index).total == Decimal("82250.5")
    assert action(plan_index, "183").discontinued == "set apart"
    assert [
        f"{measure.title}: {measure.readings[0].value}"
        for found in plan_index.actions
        for measure in found.record.measures
    ] == ["Głosy: 1204", "Głosy: 33", "Głosy: 12"]
