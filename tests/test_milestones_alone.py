"""A plan of which only milestones are reported, as those of the police and of health services are.

What it says of time has no end ("ongoing"), and of money only what is expected to be paid.
"""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from action_plan.checks.reading import read_content
from action_plan.content.models import Reading
from action_plan.content.when import When
from action_plan.hosting import Hosting
from action_plan.views.pages import budget, checkable
from action_plan.views.plan_index import PlanIndex
from action_plan.views.verdict import verdict
from conftest import PLANS

TODAY = date(2026, 1, 1)
FIELDS = """\
due: ongoing
funding: [{amount: 5, kind: estimate}]
milestones:
  - {title: The stones are bought, due: June 2025, done: 2025-05-12}
  - {title: The path is open, due: May 2026}
measures: [{title: Walkers, target: {value: 40}}]
---
"""


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> PlanIndex:
    content = Path(shutil.copytree(PLANS / "bare" / "content", tmp_path_factory.mktemp("a") / "c"))
    action, plan = content / "actions" / "1.md", content / "plan.yml"
    action.write_text(action.read_text("utf-8").removesuffix("---\n") + FIELDS, "utf-8")
    plan.write_text(f"{plan.read_text('utf-8')}\ncurrency: GBP\n", "utf-8")
    return PlanIndex(read_content(content, TODAY))


def test_what_is_reported_is_said_first(index: PlanIndex) -> None:
    said = verdict(index)

    assert said.delivery == (
        "It is not reported yet where any of the 4 actions stands."
        " 1 of 2 milestones is reported done."
    )


@pytest.mark.parametrize(
    ("others", "said"),
    [
        (0, "A reading is reported of the one measure."),
        (1, "A reading is reported of 1 of 2 measures."),
    ],
)
def test_what_was_measured_is_said_where_no_status_is(
    index: PlanIndex, others: int, said: str
) -> None:
    action, *rest = index.content.actions
    reading = Reading.model_construct(date=When.on_day(date(2025, 9, 30)), value=Decimal(12))
    measured = action.measures[0].model_copy(update={"readings": (reading,)})
    measures = (measured, *action.measures * others)
    changed = action.model_copy(update={"measures": measures, "milestones": ()})

    assert verdict(PlanIndex(replace(index.content, actions=(changed, *rest)))).delivery == (
        f"It is not reported yet where any of the 4 actions stands. {said}"
    )


@pytest.mark.parametrize(
    ("today", "said"),
    [
        (TODAY, "Due in May 2026."),
        (date(2026, 6, 1), "Not reported done; due in May 2026."),
    ],
)
def test_only_what_is_past_its_day_is_said_not_to_be_reported(
    index: PlanIndex, today: date, said: str
) -> None:
    """Whether it is late, nobody knows."""
    action, *_ = PlanIndex(replace(index.content, today=today)).actions

    assert [item.in_words for item in action.milestones] == [
        "Done on 12 May 2025; due in June 2025.",
        said,
    ]
    assert action.milestones_in_words == "1 of 2 milestones done"


def test_what_has_no_end_is_no_due_date(index: PlanIndex) -> None:
    """Nobody can check by when it is to be done, and it cannot be late."""
    (page,) = checkable.pages(index, Hosting())

    counted = {counted.check.question: counted.number for counted in page.view.counted}
    assert counted == {
        "Who is to do it": 0,
        "By when it is to be done": 0,
        "How much money is allocated": 0,
        "A step, and by when it is to be done": 1,
        "A number to be reached": 1,
    }
    assert index.late_note == (
        "The plan gives dates by which milestones are due, and none by which an action is, so that"
        " no action can be called late."
    )


def test_the_budget_is_not_said_to_have_what_it_lacks(index: PlanIndex) -> None:
    (page,) = budget.pages(index, Hosting())

    assert page.summary == f"What the {index.plan.title} says of what pays for its actions."
