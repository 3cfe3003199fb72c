"""Every update, newest first, day by day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import groupby
from typing import NamedTuple

from ... import formatting, urls
from ..pagination import Pagination, paginate
from ..plan_index import PlanIndex, UpdateEntry

__all__ = ["UpdateDay", "UpdateHistory", "by_day", "update_histories"]


class UpdateDay(NamedTuple):
    """The updates of one day."""

    date: date
    entries: tuple[UpdateEntry, ...]


class UpdateHistory(NamedTuple):
    """What the page of updates shows."""

    days: tuple[UpdateDay, ...]
    total: int
    """All updates, on whatever page."""
    series: Pagination | None


def by_day(entries: Iterable[UpdateEntry]) -> tuple[UpdateDay, ...]:
    """Gather entries that stand in the order of days."""
    return tuple(
        UpdateDay(day, tuple(group))
        for day, group in groupby(entries, key=lambda entry: entry.date)
    )


def update_histories(plan_index: PlanIndex) -> Iterator[UpdateHistory]:
    """Return the page of all updates, or several where there are many."""
    updates = plan_index.updates
    days = [formatting.day(entry.date) for entry in updates]
    for series, entries in paginate(updates, urls.UPDATES, days):
        yield UpdateHistory(by_day(entries), len(updates), series)
