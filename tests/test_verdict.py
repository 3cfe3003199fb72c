"""The verdict: true sentences for every plan, made of counts alone."""

from __future__ import annotations

import re
import shutil
from datetime import date
from pathlib import Path

import pytest
from action_plan.checks.reading import read_content
from action_plan.hosting import Hosting
from action_plan.views.pages import action, budget, checkable
from action_plan.views.pages.status import status_overview
from action_plan.views.plan_index import PlanIndex
from action_plan.views.verdict import verdict
from conftest import HARBOUR

ACTION = """---
id: {id}
title: Repair the quay
theme: harbour
section: wishes
status: {status}
updates:
  - date: {day}
    status: {status}
    note: As reported.
{more}---
The quay.

## Intended impact

A quay.

## Resources

Stone.
"""
FREE = ""
FUNDED = "funding:\n  - amount: 1,000\n"
SPENT = "funding:\n  - amount: 1,000\n    spent: 250\n    spent_as_at: 2025-01-01\n"
ANOTHER_BODY = "funding:\n  - amount: 1,000\n    kind: external\n    source: The trust\n"
NO_MONEY = "No allocated amount is stated."
RUNS = "The plan’s time, 2025, ends on 31 December 2025."
ENDED = "The plan’s time, 2025, ended on 31 December 2025."
MOVED = "    due: 2025-11-30\nfirst_due: 2025-10-31\ndue: 2025-11-30\n"
DUE = "due: 2025-04-30\n"
READING = "measures: [{title: Boats, readings: [{date: July 2025, value: 3}]}]\n"
SPENT_LATER = SPENT.replace("2025-01-01", "2025-12-01")
STEP_DONE = "milestones: [{title: The stone is cut, done: 2025-12-01}]\n"
CORRECTED = "  - {date: 2025-12-01, correction: yes, note: That was another quay.}\n"
TWICE = CORRECTED.replace("correction: yes, ", "")
TODAY = date(2025, 3, 1)
REPLACED = "superseded_by: A-1\n"


@pytest.mark.parametrize(
    ("actions", "today", "sentences"),
    [
        pytest.param(
            [("Planned", "2025-03-01", FREE)] * 3,
            date(2025, 3, 2),
            f"None of the 3 actions is reported begun, as of 1 March 2025. {RUNS} {NO_MONEY}",
            id="none begun",
        ),
        pytest.param(
            [("Planned", "2025-03-01", FREE)],
            date(2025, 4, 30),
            f"The one action is reported as “Planned”, as of 1 March 2025. {RUNS} {NO_MONEY}",
            id="one action, 60 days after its report",
        ),
        pytest.param(
            [("Under way", "2025-03-01", FREE)],
            date(2025, 5, 1),
            "The one action is reported as “Under way”, as of 1 March 2025."
            f" Nothing has been reported since, for 2 months. {RUNS} {NO_MONEY}",
            id="one action, 61 days after its report",
        ),
        pytest.param(
            [("Done", "2025-03-01", SPENT)],
            date(2028, 3, 1),
            f"The one action is reported as “Done”, as of 1 March 2025. {ENDED}"
            " €1,000 is allocated for it; €250 is reported as spent.",
            id="one action, done: no further report is awaited",
        ),
        pytest.param(
            [("Dropped", "2025-03-01", FUNDED)],
            date(2025, 3, 1),
            f"The one action is reported as “Dropped”, as of 1 March 2025. {RUNS}"
            " €1,000 is allocated for it; spending is not reported.",
            id="one action, stopped",
        ),
        pytest.param(
            [("Done", "2025-03-01", FREE), ("Done", "2025-02-01", FUNDED)],
            date(2025, 12, 31),
            f"Both actions are reported complete, as of 1 March 2025. {RUNS}"
            " €1,000 is allocated for 1 action; spending is not reported.",
            id="all of two done, on the last day of the plan",
        ),
        pytest.param(
            [("Done", "2025-03-01", FREE)] * 3,
            date(2026, 1, 1),
            f"All 3 actions are reported complete, as of 1 March 2025. {ENDED} {NO_MONEY}",
            id="all of three done, the day after the last of the plan",
        ),
        pytest.param(
            [("Dropped", "2024-10-01", FREE), ("Planned", "2024-10-02", FREE)],
            date(2024, 12, 1),
            "Neither of the 2 actions is reported complete, as of 2 October 2024."
            " 1 action will not be carried out. The plan’s time, 2025, begins on 1 January 2025."
            f" {NO_MONEY}",
            id="a stopped action before the plan begins",
        ),
        pytest.param(
            [("Planned", "2024-12-31", FREE), ("Planned", "2024-12-31", FREE)],
            date(2025, 1, 1),
            f"Neither of the 2 actions is reported begun, as of 31 December 2024. {RUNS}"
            f" {NO_MONEY}",
            id="neither of two begun, on the first day of the plan",
        ),
        pytest.param(
            [
                ("Done", "2025-12-30", FUNDED),
                ("On hold", "2025-01-01", SPENT),
                ("Under way", "2025-02-01", ANOTHER_BODY),
            ],
            date(2028, 1, 1),
            "1 of 3 actions is reported complete, as of 30 December 2025. Nothing has been reported"
            f" since, for more than 2 years. {ENDED}"
            " €2,000 is allocated for 2 actions; €250 is reported as spent, for 1 of 2 amounts.",
            id="long ended, spending known in part, another body's money",
        ),
        pytest.param(
            [("Done", "2025-12-30", FREE)] * 2 + [("Planned", "2025-12-30", FREE)],
            date(2026, 1, 1),
            f"2 of 3 actions are reported complete, as of 30 December 2025. {ENDED} {NO_MONEY}",
            id="most done",
        ),
        pytest.param(
            [
                ("Under way", "2025-06-30", FREE),
                ("Under way", "2025-04-01", FREE),
                ("Under way", "2025-04-02", FREE),
            ],
            date(2025, 7, 1),
            "None of the 3 actions is reported complete, as of 30 June 2025. 1 action is overdue"
            f" for review, with no update for more than 90 days. {RUNS} {NO_MONEY}",
            id="one reported long ago, the newest just now",
        ),
        pytest.param(
            [
                ("Under way", "2025-05-01", DUE),
                ("Done", "2025-05-01", DUE),
                ("Dropped", "2025-05-01", DUE),
            ],
            date(2025, 5, 1),
            "1 of 3 actions is reported complete, as of 1 May 2025. 1 action will not be carried"
            " out. 1 action"
            f" is late: past the day it was due, and not finished. {RUNS} {NO_MONEY}",
            id="late is what goes on",
        ),
        pytest.param(
            [("Under way", "2025-05-01", DUE), ("Planned", "2025-05-01", DUE)],
            date(2025, 5, 1),
            "Neither of the 2 actions is reported complete, as of 1 May 2025. 2 actions are late:"
            f" past the day they were due, and not finished. {RUNS} {NO_MONEY}",
            id="two late",
        ),
        pytest.param(
            [("Under way", "2025-05-01", MOVED)] * 2,
            date(2025, 5, 1),
            "Neither of the 2 actions is reported complete, as of 1 May 2025. The due dates of 2"
            f" actions were moved. {RUNS} {NO_MONEY}",
            id="two moved",
        ),
        pytest.param(
            [("Under way", "2025-04-30", DUE)],
            date(2025, 4, 30),
            f"The one action is reported as “Under way”, as of 30 April 2025. {RUNS} {NO_MONEY}",
            id="not late on the day it is due",
        ),
        pytest.param(
            [("Under way", "2025-05-01", FUNDED), ("Done", "2025-05-01", f"{REPLACED}{FUNDED}")],
            date(2025, 5, 1),
            "1 of 2 actions is reported complete, as of 1 May 2025. 1 action was replaced by"
            f" another. {RUNS} €2,000 is allocated for 2 actions, of which €1,000 for an action"
            " that was replaced; spending is not reported.",
            id="done and replaced",
        ),
        pytest.param(
            [("Done", "2025-03-01", FREE)] + [("Planned", "2025-02-01", REPLACED)] * 2,
            date(2025, 12, 31),
            "1 of 3 actions is reported complete, as of 1 March 2025. 2 actions were replaced by"
            f" others. {RUNS} {NO_MONEY}",
            id="nothing more to report",
        ),
        pytest.param(
            [("Done", "2025-03-01", FREE), ("", "2025-02-01", FREE)],
            date(2025, 12, 31),
            "1 of 2 actions is reported complete, as of 1 March 2025. It is not reported yet where"
            " 1 action stands. Nothing has been reported since 1 March 2025, for 9 months."
            f" {RUNS} {NO_MONEY}",
            id="one not reported, and nothing for long",
        ),
        pytest.param(
            [("", "2025-03-01", FREE)],
            date(2025, 12, 31),
            "It is not reported yet where the one action stands. Nothing has been reported since"
            f" 1 March 2025, for 9 months. {RUNS} {NO_MONEY}",
            id="an update without a status, and nothing for long",
        ),
    ],
)
def test_the_verdict_of_a_plan(
    tmp_path: Path, actions: list[tuple[str, str, str]], today: date, sentences: str
) -> None:
    plan_index = plan_of(tmp_path, actions, today)

    assert verdict(plan_index).of_plan == sentences


@pytest.mark.parametrize(
    ("more", "reporting"),
    [
        (FREE, "Nothing has been reported since, for 9 months."),
        (CORRECTED, "Nothing has been reported since, for 9 months."),
        (READING, "Nothing has been reported since July 2025, for 5 months."),
        *(
            (more, "1 action is overdue for review, with no update for more than 90 days.")
            for more in (SPENT_LATER, STEP_DONE)
        ),
    ],
)
def test_whatever_is_reported_ends_the_silence(tmp_path: Path, more: str, reporting: str) -> None:
    """A reading, spending and a milestone do, a correction does not; a review is an update."""
    plan_index = plan_of(tmp_path, [("Under way", "2025-03-01", more)], date(2025, 12, 31))
    said = verdict(plan_index)

    assert said.delivery == "The one action is reported as “Under way”, as of 1 March 2025."
    assert said.reporting == reporting
    assert [action.overdue for action in plan_index.actions] == ["9 months ago"]


def test_a_report_is_of_the_time_that_it_is_for(tmp_path: Path) -> None:
    plan_index = plan_of(tmp_path, [("Under way", "January to March 2025", FREE)], date(2026, 1, 1))

    (report,) = status_overview(plan_index).overdue_days
    assert report.title == "1 action was last reported for January to March 2025, 9 months ago"


@pytest.mark.parametrize(
    ("lines", "how"),
    [
        ([FUNDED], ": by theme and section, and line by line."),
        ([FUNDED, f"{FUNDED}    year: 2025\n"], ": by theme, section and year, and line by line."),
        ([FUNDED.replace("1,000", "0")], ", line by line."),
    ],
)
def test_the_budget_is_described_by_the_tables_it_has(
    tmp_path: Path, lines: list[str], how: str
) -> None:
    actions = [("Done", "2025-03-01", line) for line in lines]
    (page,) = budget.pages(plan_of(tmp_path, actions, date(2025, 3, 1)), Hosting())

    assert page.summary == f"The money allocated in the Harbour Town Plan{how}"


@pytest.mark.parametrize(
    ("lines", "sentence"),
    [
        ([FREE], ""),
        ([ANOTHER_BODY], ""),
        ([FUNDED], "Spending is not reported for the one amount."),
        ([FUNDED] * 2, "Spending is not reported for either of the 2 amounts."),
        ([FUNDED] * 3, "Spending is not reported for any of the 3 amounts."),
        ([SPENT], "€250 is reported as spent by 1 January 2025."),
        ([SPENT, SPENT.replace("01-01", "02-01")], "€500 is reported as spent by 1 February 2025."),
        (
            [SPENT, FUNDED, FUNDED],
            "€250 is reported as spent by 1 January 2025, for 1 of 3 amounts;"
            " for the rest, spending is not reported.",
        ),
    ],
)
def test_what_is_said_of_spending(tmp_path: Path, lines: list[str], sentence: str) -> None:
    today = date(2025, 3, 1)
    plan_index = plan_of(tmp_path, [("Done", "2025-03-01", line) for line in lines], today)

    assert verdict(plan_index).of_money == (f"{sentence} {RUNS}".strip())


def test_a_part_without_actions_has_no_verdict(tmp_path: Path) -> None:
    today = date(2025, 3, 1)
    plan_index = plan_of(tmp_path, [("Done", "2025-03-01", FREE)], today)

    assert verdict(plan_index, ()).of_part == ""


def plan_of(tmp_path: Path, actions: list[tuple[str, str, str]], today: date) -> PlanIndex:
    """Return a plan of actions, each of a status or none, the day of its report, and more."""
    content = Path(shutil.copytree(HARBOUR, tmp_path / "content"))
    for path in (*(content / "actions").iterdir(), *(content / "pages").iterdir()):
        path.unlink()
    plan = content / "plan.yml"
    plan.write_text(
        plan.read_text("utf-8").replace("date: 2025-01-15", "date: 2024-01-15"), "utf-8"
    )
    for number, (status, day, more) in enumerate(actions, start=1):
        action = ACTION.format(id=f"A-{number}", status=status, day=day, more=more)
        action = action if status else re.sub(r" *status: \n", "", action)
        (content / "actions" / f"A-{number}.md").write_text(action, encoding="utf-8")
    return PlanIndex(read_content(content, today))


def test_a_correction_is_no_second_report(tmp_path: Path) -> None:
    """Whether an action was reported more than once can be checked by what was reported."""
    actions = [("Done", "2025-03-01", CORRECTED), ("Done", "2025-03-01", TWICE)]
    (page,) = checkable.pages(plan_of(tmp_path, actions, date(2026, 1, 1)), Hosting())

    counted = {counted.check.question: counted.number for counted in page.view.counted}
    assert counted["More than one report"] == 1


def test_an_action_without_a_text_is_described_by_its_first_part(tmp_path: Path) -> None:
    plan_of(tmp_path, [("Done", "2025-03-01", FREE)], TODAY)
    path = tmp_path / "content" / "actions" / "A-1.md"
    path.write_text(path.read_text("utf-8").replace("The quay.\n", ""), "utf-8")

    page, _ = action.pages(PlanIndex(read_content(tmp_path / "content", TODAY)), Hosting())
    assert page.summary == "Done. Intended impact: A quay."
