"""The verdict: true sentences for every plan, made of counts alone."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest
from action_plan.checks.reading import read_content
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
{funding}---
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
NO_MONEY = "No amount is allocated."
RUNS = "The plan’s time, 2025, ends on 31 December 2025."


@pytest.mark.parametrize(
    ("actions", "today", "sentences"),
    [
        (
            [("Planned", "2025-03-01", FREE)] * 3,
            date(2025, 3, 2),
            f"None of 3 actions is reported begun, as of 1 March 2025. {RUNS} {NO_MONEY}",
        ),
        (
            [("Planned", "2025-03-01", FREE)],
            date(2025, 4, 30),
            f"The one action is reported not begun, as of 1 March 2025. {RUNS} {NO_MONEY}",
        ),
        (
            [("Under way", "2025-03-01", FREE)],
            date(2025, 5, 1),
            "The one action is reported not complete, as of 1 March 2025."
            f" Nothing has been reported since, for 2 months. {RUNS} {NO_MONEY}",
        ),
        (
            [("Done", "2025-03-01", SPENT)],
            date(2025, 3, 1),
            f"The one action is reported complete, as of 1 March 2025. {RUNS}"
            " €1,000 is allocated for 1 action; €250 is reported as spent.",
        ),
        (
            [("Done", "2025-03-01", FREE), ("Done", "2025-02-01", FUNDED)],
            date(2025, 3, 1),
            f"All 2 actions are reported complete, as of 1 March 2025. {RUNS}"
            " €1,000 is allocated for 1 action; spending is not reported.",
        ),
        (
            [("Dropped", "2024-10-01", FREE), ("Planned", "2024-10-02", FREE)],
            date(2024, 12, 1),
            "None of 2 actions is reported complete, as of 2 October 2024. The plan’s time, 2025,"
            f" begins on 1 January 2025. {NO_MONEY}",
        ),
        (
            [
                ("Done", "2025-12-30", FUNDED),
                ("On hold", "2025-01-01", SPENT),
                ("Under way", "2025-02-01", ANOTHER_BODY),
            ],
            date(2028, 1, 1),
            "1 of 3 actions is reported complete, as of 30 December 2025. Nothing has been reported"
            " since, for more than 2 years. The plan’s time, 2025, ended on 31 December 2025."
            " €2,000 is allocated for 2 actions; €250 is reported as spent.",
        ),
        (
            [("Done", "2025-12-30", FREE)] * 2 + [("Planned", "2025-12-30", FREE)],
            date(2026, 1, 1),
            "2 of 3 actions are reported complete, as of 30 December 2025."
            f" The plan’s time, 2025, ended on 31 December 2025. {NO_MONEY}",
        ),
    ],
)
def test_the_verdict_of_a_plan(
    tmp_path: Path, actions: list[tuple[str, str, str]], today: date, sentences: str
) -> None:
    content = Path(shutil.copytree(HARBOUR, tmp_path / "content"))
    for path in (*(content / "actions").iterdir(), *(content / "pages").iterdir()):
        path.unlink()
    for number, (status, day, funding) in enumerate(actions, start=1):
        action = ACTION.format(id=f"A-{number}", status=status, day=day, funding=funding)
        (content / "actions" / f"A-{number}.md").write_text(action, encoding="utf-8")
    plan_index = PlanIndex(read_content(content, today))

    assert verdict(plan_index.plan, plan_index.actions, today).of_plan == sentences
