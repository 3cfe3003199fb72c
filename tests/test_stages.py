"""The stages of a status that say nobody knows, or that an action is left out of totals."""

from __future__ import annotations

import re
import shutil
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from action_plan.checks.reading import read_content
from action_plan.views.budget import budget_summary
from action_plan.views.pages.status import status_overview
from action_plan.views.plan_index import PlanIndex
from action_plan.views.tally import tallies
from conftest import HARBOUR_DAY, PLANS, Project, replace_in

STAGES = PLANS / "stages" / "content"
"""Projects of a vote: one chosen, one of which nothing is known, two not chosen."""
TODAY = date(2026, 1, 1)


@pytest.fixture(scope="module")
def plan_index() -> PlanIndex:
    return PlanIndex(read_content(STAGES, TODAY))


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Project:
    project = Project(tmp_path_factory.mktemp("stages") / "project", STAGES)
    project.replace("content/actions/183.md", "due: 2023-06-30\n", "")
    half = "{date: January to June 2022, status: Chosen"
    project.replace("content/actions/180.md", "{date: 2022-10-31, status: Chosen", half)
    wrong = "status: Chosen, note: 33 votes.}\n  - {date: 2022-11-30, correction: yes, "
    project.replace("content/actions/181.md", "{date: 2022-10-31, ", "{date: 2022-10-31, " + wrong)
    project.build(HARBOUR_DAY)
    return project


def test_nothing_is_said_of_reviews_where_only_what_is_apart_was_replaced(tmp_path: Path) -> None:
    content = Path(shutil.copytree(STAGES, tmp_path / "content"))
    path = content / "actions" / "182.md"
    replace_in(path, "\n---\n", "\nsuperseded_by: '180'\n---\n", 1)

    assert PlanIndex(read_content(content, TODAY)).review_note == ""


@pytest.mark.parametrize("gone", [(), ("\nstatus: Not known", " status: Not known,")])
def test_what_nobody_knows_is_not_said_to_be_in_time(tmp_path: Path, gone: tuple[str, ...]) -> None:
    """Where its day has passed, whether its status says so or it has none."""
    content = Path(shutil.copytree(STAGES, tmp_path / "content"))
    edits = [("180", "due: 2023-06-30", "due: 2026-06-30"), *(("181", old, "") for old in gone)]
    for name, old, new in edits:
        path = content / "actions" / f"{name}.md"
        replace_in(path, old, new)

    assert PlanIndex(read_content(content, TODAY)).late_note == (
        "No action is known to be late. 2 of 2 actions have a due date."
        " The due date of 1 action has passed, and it is not known whether it is done."
    )


@pytest.mark.parametrize(
    ("file", "more"),
    [
        ("actions/181.md", "---\nsuperseded_by: '180'\n"),
        ("plan.yml", "closed: {date: 2022-12-31}\n"),
    ],
)
def test_of_what_nobody_keeps_it_is_not_asked_whether_it_is_late(
    tmp_path: Path, file: str, more: str
) -> None:
    content = Path(shutil.copytree(STAGES, tmp_path / "content"))
    path = content / file
    path.write_text(more + path.read_text(encoding="utf-8").removeprefix("---\n"), "utf-8")

    assert not any(x.may_be_late for x in PlanIndex(read_content(content, TODAY)).actions)


def test_what_is_set_apart_is_in_no_total(plan_index: PlanIndex) -> None:
    overview = status_overview(plan_index)
    summary = budget_summary(plan_index)
    tally = overview.tally

    assert tally.total == 2
    assert [(count.status.label, count.number) for count in tally.bar] == [
        *(("Chosen", 1), ("Not known", 1)),
    ]
    assert [(count.status.label, count.number) for count in tally.apart] == [("Not chosen", 2)]
    assert [count.percentage for count in tally.counted] == [50, 50]
    assert tally.allocated == summary.total == Decimal("82250.5")
    assert (summary.with_amount, summary.without_amount) == (2, 0)
    assert [tally.total for _, tally in tallies(plan_index, plan_index.by_theme)] == [2, 0]
    assert [action.discontinued for action in plan_index.actions] == [
        *(None, None, "set apart", "set apart"),
    ]
    assert overview.verdict.of_plan == (
        "Neither of the 2 actions is reported complete, as of 31 October 2022."
        " Nothing has been reported since, for more than 3 years."
        " It is not known where 1 action stands."
        " Not counted: 2 actions with the status “Not chosen”."
        " 1 action is late: past the day it was due, and not finished."
        " The plan’s time, 2022, ended on 31 December 2022."
        " €82,250.50 is allocated for 2 actions; spending is not reported."
    )


def test_what_is_not_known_is_neither_overdue_nor_late(plan_index: PlanIndex) -> None:
    chosen, unknown, *apart = plan_index.actions

    assert chosen.overdue
    assert chosen.late
    assert [action.overdue or action.late for action in (unknown, *apart)] == [None, None, None]


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("status", "All 2 actions"),
        ("status", "Not counted: 2 Not chosen"),
        ("", "2 actions 1 Chosen 1 Not known Not counted: 2 Not chosen"),
        ("plan", "1 Chosen 1 Not known Not counted: 2 Not chosen"),
        ("themes/sport", "Not counted: 1 Not chosen"),
        ("budget", "182 Trees in a school yard set apart Not counted, 2022 €200,000"),
        (
            "actions/181",
            "The due date of this action has passed, and it is not known whether it is done.",
        ),
        ("actions/180", "Status: Chosen reported for January to June 2022"),
        ("actions/181", "Status: Not known as corrected on 30 November 2022"),
        ("status", "as of 31 October 2022. Nothing has been reported since, for more than 3"),
        ("actions/183", "In the document’s words Sports ground."),
        ("actions/183", "This action is part of no count and no sum of the plan."),
        ("actions", "€200,000 not counted"),
        ("actions/183", "€200,000 not counted, 2022 In the document’s words"),
        ("plan", "Not chosen €200,000 not counted"),
        ("plan", "€200,000 not counted, 2022"),
        ("embed/actions/183", "€200,000 not counted"),
        ("embed/status", "Where the 2 actions stand"),
    ],
)
def test_pages_show_what_is_set_apart_beside_the_figures(
    built: Project, address: str, said: str
) -> None:
    assert said in built.words(address)


def test_what_is_set_apart_was_not_promised_and_lacks_nothing(built: Project) -> None:
    """Other actions that name nobody say so."""
    asked = ("What was promised", "In the plan", "The plan names nobody", "The plan gives no date")

    assert [words in built.words("actions/183") for words in asked] == [False] * 4
    assert [words in built.words("actions/180") for words in asked] == [*[True] * 3, False]


def test_a_theme_of_which_nothing_is_counted_has_actions(built: Project) -> None:
    assert "No actions" not in built.words("status")


def test_data_say_what_is_not_counted(built: Project) -> None:
    counted = [row["counted"] for row in built.rows("funding")]
    actions = (built.output / "data" / "actions.csv").read_text("utf-8-sig")

    assert counted == ["true", "true", "false", "false"]
    assert actions.count("set apart") == 2


def test_each_stage_has_a_mark_and_a_colour_of_its_own(built: Project) -> None:
    """Only a plan that has the stage has the shapes of its mark on each page."""
    html = built.page("status")
    sheet = (built.output / "theme" / "site.css").read_text("utf-8")

    for stage in ("unknown", "apart"):
        assert f'id="mark-{stage}"' in html
        assert re.search(rf'<use href="#mark-{stage}"', html)
        assert f".ap-mark--{stage}" in sheet
    assert ".ap-bar__part--unknown" in sheet
    assert 'class="ap-bar__part ap-bar__part--unknown"' in html
    assert "ap-bar__part--apart" not in html
