"""Every update, newest first, day by day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from ... import formatting, urls
from ...content.markdown_text import MarkdownText
from ...content.when import When
from ..action_summary import Link, UpdateEntry
from ..page import Menu, Page, page_of_list
from ..pagination import Pagination, paginate
from ..plan_index import PlanIndex, grouped

__all__ = ["FirstReports", "UpdateDay", "UpdateHistory", "by_day", "pages"]


_MANY = 5
"""First reports in the same words that are shown as one."""


class FirstReports(NamedTuple):
    """The first reports of many actions on one day, in the same words."""

    date: When
    note: MarkdownText
    evidence: tuple[Link, ...]
    documents: tuple[str, ...]
    entries: tuple[UpdateEntry, ...]

    @property
    def title(self) -> str:
        """What they are."""
        return f"First statuses of {formatting.count(len(self.entries), 'action')}"


class UpdateDay(NamedTuple):
    """The updates of one day, or of another time however it is written."""

    date: When
    entries: tuple[UpdateEntry, ...]
    anchor: str
    """What follows `day-` in the id of its heading."""

    @property
    def other_wordings(self) -> tuple[When, ...]:
        """The time in other words than `date`, where entries have any."""
        return tuple(dict.fromkeys(entry.date for entry in self.entries))[1:]

    @property
    def first_reports(self) -> tuple[FirstReports, ...]:
        """Those of its entries that are shown as one, because they say the same of many actions."""
        same = grouped(
            ((entry.note, entry.evidence, entry.documents), entry)
            for entry in self.entries
            if entry.status and not (entry.before or entry.due or entry.correction)
        )
        return tuple(
            FirstReports(self.date, *said, entries)
            for said, entries in same.items()
            if len(entries) >= _MANY
        )

    @property
    def others(self) -> tuple[UpdateEntry, ...]:
        """Its other entries."""
        shown = {entry for reports in self.first_reports for entry in reports.entries}
        return tuple(entry for entry in self.entries if entry not in shown)


class UpdateHistory(NamedTuple):
    """What the page of updates shows."""

    days: tuple[UpdateDay, ...]
    pagination: Pagination


def by_day(entries: Iterable[UpdateEntry]) -> tuple[UpdateDay, ...]:
    """Return entries, which are in the order of their days, day by day."""
    days = grouped((entry.date.days, entry) for entry in entries)
    anchors: set[str] = set()
    found = []
    for group in days.values():
        date = group[0].date
        # "Year 1" may mean another time in each of two actions.
        anchor = f"{date.key}-{date.first}-{date.last}" if date.key in anchors else date.key
        anchors.add(anchor)
        found.append(UpdateDay(date, group, anchor))
    return tuple(found)


def pages(plan_index: PlanIndex, _hosting: object) -> Iterator[Page[UpdateHistory]]:
    """Return the page of all updates, or several where there are many; where none is, no page."""
    updates = plan_index.updates
    if not updates:
        return
    for pagination, entries in paginate(updates, urls.UPDATES, lambda x: formatting.day(x.date)):
        first = Page(
            url=urls.UPDATES,
            template="updates",
            title="Updates",
            menu=Menu.NAVIGATION,
            summary=f"Every recorded update to the {plan_index.plan.title}, newest first.",
            view=UpdateHistory(by_day(entries), pagination),
            updated=entries[0].date,
        )
        yield page_of_list(first, pagination)
