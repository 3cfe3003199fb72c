"""Updates of one time stand together, in whichever of its wordings they are dated."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest
from action_plan.checks.reading import read_content
from action_plan.exports.tag_uris import entry_name
from action_plan.hosting import Hosting
from action_plan.views.pages import updates
from action_plan.views.pages.updates import by_day
from action_plan.views.plan_index import PlanIndex
from conftest import FIRST, Project, replace_in

TODAY = date(2026, 1, 1)
SECOND_QUARTERS = """\
  - {date: Q2 2025, note: The first.}
  - {date: "q2 2025", note: The second.}
  - {date: 30 June 2025, note: Of its last day.}
  - {date: Q2 2025, note: The third.}
  - {date: Year 1 = Q3 2025, note: The fourth.}
lead: Harbour"""


def days(content: Path) -> list[tuple[str, list[str], int]]:
    """Return the anchor of each day of the page of updates, its wordings and how many it has."""
    (page,) = updates.pages(PlanIndex(read_content(content, TODAY)), Hosting())
    return [
        (
            day.anchor,
            [day.date.in_words, *(x.in_words for x in day.other_wordings)],
            len(day.entries),
        )
        for day in page.view.days
    ]


def test_wordings_of_one_time_are_one_heading(harbour: Project) -> None:
    """The heading has each wording; a day that ends the time, and words of two times, do not."""
    harbour.replace("content/actions/A-7.md", "lead: Harbour", SECOND_QUARTERS)
    harbour.replace(
        "content/actions/US0113.2.md", "date: 2025-10-01", "date: Year 1 = November 2025"
    )

    found = days(harbour.root / "content")

    assert found[0] == ("year-1", ["Year 1 (November 2025)"], 1)
    assert found[1] == ("year-1-2025-07-01-2025-09-30", ["Year 1 (Q3 2025)"], 1)
    assert ("2025-06-30", ["30 June 2025"], 2) in found
    assert ("q2-2025", ["Q2 2025", "q2 2025"], 3) in found


def test_entries_of_one_action_have_ids_of_their_own(harbour: Project) -> None:
    """However often the wording changes between them."""
    harbour.replace("content/actions/A-7.md", "lead: Harbour", SECOND_QUARTERS)

    plan_index = PlanIndex(read_content(harbour.root / "content", TODAY))

    names = [entry_name(entry) for entry in plan_index.updates]
    assert len(set(names)) == len(names)
    assert "actions/A-7/q2-2025/3" in names


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param("  - date:", "  - correction: yes\n    date:", id="a correction"),
        pytest.param("status: In progress", "", id="a note without a status"),
        pytest.param(
            "updates:",
            "updates:\n  - {date: 2024-01-09, status: Not yet started, note: Adopted.}",
            id="a second report",
        ),
    ],
)
def test_what_is_no_first_report_is_by_itself(tmp_path: Path, old: str, new: str) -> None:
    """Though it says in the same words what others say of the actions they report first."""
    content = Path(shutil.copytree(FIRST, tmp_path / "content"))
    path = content / "actions" / "1.2.1.md"
    replace_in(path, old, new)

    day, *_ = by_day(PlanIndex(read_content(content, date(2026, 11, 24))).updates)

    assert [len(reports.entries) for reports in day.first_reports] == [19]
    assert [entry.action.id for entry in day.others] == ["1.2.1"]
