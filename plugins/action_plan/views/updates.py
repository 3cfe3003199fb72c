"""Every update, newest first, day by day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from .catalogue import Catalogue, UpdateEntry

__all__ = ["UpdateDay", "UpdateHistory", "by_day", "update_history"]


@dataclass(frozen=True, slots=True)
class UpdateDay:
    """The updates of one day."""

    date: date
    entries: tuple[UpdateEntry, ...]


@dataclass(frozen=True, slots=True)
class UpdateHistory:
    """What the page of updates shows."""

    days: tuple[UpdateDay, ...]
    count: int


def by_day(entries: Iterable[UpdateEntry]) -> tuple[UpdateDay, ...]:
    """Gather entries that stand in the order of days."""
    return tuple(
        UpdateDay(day, tuple(group))
        for day, group in groupby(entries, key=lambda entry: entry.date)
    )


def update_history(catalogue: Catalogue) -> UpdateHistory:
    """Give the page of all updates."""
    return UpdateHistory(by_day(catalogue.updates), len(catalogue.updates))
