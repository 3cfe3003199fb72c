"""Lists of actions that end where a page is full, and lead to the list of all."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from ..formatting import noun_of, number
from .action_summary import ActionSummary
from .pagination import PAGE_SIZE

__all__ = ["MOST_LISTED", "ReportDay", "ShortList", "by_report", "short_list"]

MOST_LISTED = PAGE_SIZE


class ShortList(NamedTuple):
    """As many actions of a list as a page holds, for readers without script."""

    actions: Sequence[ActionSummary]
    total: int
    url: str
    """The list of all of them."""

    @property
    def is_complete(self) -> bool:
        """Whether all are named."""
        return len(self.actions) == self.total


class ReportDay(NamedTuple):
    """Actions that were last reported on the same day."""

    title: str
    actions: tuple[ActionSummary, ...]


def short_list(actions: Sequence[ActionSummary], url: str) -> ShortList:
    """Return the first of some actions, with the URL of the list of all of them."""
    return ShortList(actions[:MOST_LISTED], len(actions), url)


def by_report(overdue: ShortList) -> Iterator[ReportDay]:
    """Return overdue actions by the day of their last report, each with what is to be said."""
    for last_report, group in groupby(overdue.actions, key=lambda action: action.last_report):
        actions = tuple(group)
        total = len(actions)
        on_day = f"{last_report.of_report}, {actions[0].overdue}"
        title = noun_of(
            total,
            f"1 action was last reported {on_day}",
            f"{number(total)} actions were last reported {on_day}",
        )
        if total == overdue.total == 2:
            title = f"Both were last reported {on_day}"
        elif total == overdue.total > 2:
            title = f"All {number(total)} were last reported {on_day}"
        yield ReportDay(title, actions)
