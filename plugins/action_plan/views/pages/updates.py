"""Every update, newest first, day by day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import NamedTuple

from ... import formatting, urls
from ...content.outline import Outline
from ...hosting import Hosting
from ..page import Menu, Page, page_of_list
from ..pagination import Pagination, paginate
from ..plan_index import PlanIndex, UpdateEntry

__all__ = ["UpdateDay", "UpdateHistory", "by_day", "page_urls", "pages"]


class UpdateDay(NamedTuple):
    """The updates of one day."""

    date: date
    entries: tuple[UpdateEntry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class UpdateHistory:
    """What the page of updates shows."""

    days: tuple[UpdateDay, ...]
    total: int
    """All updates, on whatever page."""
    series: Pagination | None


def by_day(entries: Iterable[UpdateEntry]) -> tuple[UpdateDay, ...]:
    """Return entries, which are in the order of their days, day by day."""
    return tuple(
        UpdateDay(day, tuple(group))
        for day, group in groupby(entries, key=lambda entry: entry.date)
    )


def page_urls(_outline: Outline) -> tuple[str, ...]:
    """Return the URL of the updates."""
    return (urls.UPDATES,)


def pages(plan_index: PlanIndex, _hosting: Hosting) -> Iterator[Page[UpdateHistory]]:
    """Return the page of all updates, or several where there are many."""
    updates = plan_index.updates
    days = [formatting.day(entry.date) for entry in updates]
    for series, entries in paginate(updates, urls.UPDATES, days):
        first = Page(
            url=urls.UPDATES,
            template="updates",
            title="Updates",
            menu=Menu.NAVIGATION,
            summary=f"Every recorded update to the {plan_index.plan.title}, newest first.",
            view=UpdateHistory(days=by_day(entries), total=len(updates), series=series),
            updated=entries[0].date,
        )
        yield page_of_list(first, series)
