"""The status overview: how many actions have each status, by theme and by section."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import NamedTuple

from ... import urls
from ...content.outline import Outline
from ...hosting import Hosting
from ..embeds import embed
from ..figures import rounding_note
from ..page import Menu, Page
from ..pagination import PAGE_SIZE
from ..plan_index import ActionRef, ActionSummary, PlanIndex
from ..status_counts import Segment, StatusCount, status_bar, status_counts

__all__ = [
    "StatusList",
    "StatusOverview",
    "StatusRow",
    "StatusTable",
    "page_urls",
    "pages",
    "status_overview",
]

_EMBED_HEIGHT = 300
"""Pixels that the small page needs in a frame 320 pixels wide."""


class StatusList(NamedTuple):
    """The actions that have one status, for readers without script: as many as a page holds."""

    counted: StatusCount
    actions: tuple[ActionRef, ...]

    @property
    def is_complete(self) -> bool:
        """Whether all actions of the status are named."""
        return len(self.actions) == self.counted.number


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusRow:
    """The counts of one theme or section; `url` is its page or list."""

    title: str
    url: str
    counts: tuple[StatusCount, ...]
    total: int
    list_url: str
    bar: tuple[Segment, ...]
    """The counts as a bar; the longest row of the table is as wide as the chart."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusTable:
    """Rows of counts by status, with the sums of the columns."""

    caption: str
    heading: str
    rows: tuple[StatusRow, ...]
    totals: tuple[StatusCount, ...]
    total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class _Group:
    """The actions of one theme or section, its URLs, and what narrows lists to it."""

    title: str
    url: str
    list_url: str
    choices: dict[str, str]
    lines: Sequence[ActionSummary]


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusOverview:
    """What the status page shows."""

    total: int
    counts: tuple[StatusCount, ...]
    rounding_note: str
    by_theme: StatusTable
    by_section: StatusTable
    overdue: tuple[ActionSummary, ...]
    """The actions whose review is overdue, the longest without an update first.

    As many as a page holds.
    """
    overdue_count: int
    overdue_url: str
    """The list of all of them."""
    review_every: int
    bar: tuple[Segment, ...]
    lists: tuple[StatusList, ...]
    """Every status with its actions, those without any included."""

    @property
    def overdue_is_complete(self) -> bool:
        """Whether all overdue actions are named here."""
        return len(self.overdue) == self.overdue_count


def page_urls(_outline: Outline) -> tuple[str, ...]:
    """Return the URL of the overview."""
    return (urls.STATUS,)


def pages(plan_index: PlanIndex, hosting: Hosting) -> Iterator[Page[StatusOverview]]:
    """Return the overview, and a small page of its totals for other sites."""
    plan = plan_index.plan
    overview = status_overview(plan_index)
    embed_title = f"Status of the {plan.title}"
    yield Page(
        url=urls.STATUS,
        template="status",
        title="Status overview",
        short_title="Status",
        menu=Menu.NAVIGATION,
        summary=f"Where the actions in the {plan.title} stand, by theme and by section.",
        view=overview,
        updated=plan_index.updated,
        embed=embed(urls.EMBED_STATUS, embed_title, _EMBED_HEIGHT, hosting.base_url),
    )
    yield Page(
        url=urls.EMBED_STATUS,
        template="embed_status",
        title=embed_title,
        summary=f"Where the actions in the {plan.title} stand.",
        crumbs=(),
        view=overview,
        updated=plan_index.updated,
        canonical=urls.STATUS,
    )


def status_overview(plan_index: PlanIndex) -> StatusOverview:
    """Return what the overview shows: counts in all, by theme and by section; overdue reviews."""
    totals = status_counts(plan_index.statuses.values(), plan_index.lines)
    by_theme = [
        _Group(
            title=theme.title,
            url=theme.url,
            list_url=theme.list_url,
            choices={"theme": theme.id},
            lines=plan_index.by_theme[theme.id],
        )
        for theme in plan_index.themes.values()
    ]
    by_section = [
        _Group(
            title=section.title,
            url=section.list_url,
            list_url=section.list_url,
            choices={"section": section.id},
            lines=plan_index.by_section[section.id],
        )
        for section in plan_index.sections.values()
    ]
    total = len(plan_index.lines)
    return StatusOverview(
        total=total,
        counts=totals,
        rounding_note=rounding_note([count.percentage for count in totals]),
        by_theme=StatusTable(
            caption="Actions by theme and status",
            heading="Theme",
            rows=_rows(plan_index, by_theme),
            totals=totals,
            total=total,
        ),
        by_section=StatusTable(
            caption="Actions by section and status",
            heading="Section",
            rows=_rows(plan_index, by_section),
            totals=totals,
            total=total,
        ),
        overdue=plan_index.overdue[:PAGE_SIZE],
        overdue_count=len(plan_index.overdue),
        overdue_url=urls.actions_where(late="yes"),
        review_every=plan_index.plan.review_every,
        bar=status_bar(totals, total),
        lists=tuple(StatusList(count, _with_status(plan_index, count)) for count in totals),
    )


def _with_status(plan_index: PlanIndex, count: StatusCount) -> tuple[ActionRef, ...]:
    """Return the actions counted, as many as a page holds."""
    links = (line.link for line in plan_index.lines if line.status is count.status)
    return tuple(islice(links, PAGE_SIZE))


def _rows(plan_index: PlanIndex, groups: Sequence[_Group]) -> tuple[StatusRow, ...]:
    longest = max(len(group.lines) for group in groups)
    rows = []
    for group in groups:
        counts = status_counts(plan_index.statuses.values(), group.lines, **group.choices)
        rows.append(
            StatusRow(
                title=group.title,
                url=group.url,
                counts=counts,
                total=len(group.lines),
                list_url=group.list_url,
                bar=status_bar(counts, longest),
            )
        )
    return tuple(rows)
