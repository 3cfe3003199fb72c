"""The status overview: how many actions stand where, by theme and by section."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from decimal import Decimal
from itertools import islice
from typing import NamedTuple

from ... import urls
from ..figures import percentages, rounding_note
from ..pagination import PAGE_SIZE
from ..plan_index import ActionRef, ActionSummary, PlanIndex, StatusTag

__all__ = [
    "Segment",
    "StatusCount",
    "StatusList",
    "StatusOverview",
    "StatusRow",
    "StatusTable",
    "status_bar",
    "status_counts",
    "status_overview",
]

_FITS_LABEL = 7
"""Per cent of a chart's width that a number needs to stand inside its segment."""


class StatusCount(NamedTuple):
    """How many actions have a status: the count, its share in per cent and the list behind it."""

    status: StatusTag
    number: int
    percentage: Decimal
    address: str


class Segment(NamedTuple):
    """A status in a bar: where it starts, its middle and its width, in per cent of the chart."""

    status: StatusTag
    number: int
    start: Decimal
    middle: Decimal
    width: Decimal
    fits_label: bool
    """The segment is wide enough for its number."""


class StatusList(NamedTuple):
    """The actions that have one status, for readers without script: as many as a page holds."""

    counted: StatusCount
    actions: tuple[ActionRef, ...]

    @property
    def is_complete(self) -> bool:
        """Whether all actions of the status are named."""
        return len(self.actions) == self.counted.number


class StatusRow(NamedTuple):
    """The counts of one theme or section; `address` is its page or list."""

    title: str
    address: str
    counts: tuple[StatusCount, ...]
    total: int
    list_address: str
    bar: tuple[Segment, ...]
    """The counts as a bar; the longest row of the table is as wide as the chart."""


class _Group(NamedTuple):
    """The actions of one theme or section, its addresses, and what narrows lists to it."""

    title: str
    address: str
    list_address: str
    choices: dict[str, str]
    lines: Sequence[ActionSummary]


class StatusTable(NamedTuple):
    """Rows of counts by status, with the sums of the columns."""

    caption: str
    heading: str
    rows: tuple[StatusRow, ...]
    totals: tuple[StatusCount, ...]
    total: int


class StatusOverview(NamedTuple):
    """What the status page shows."""

    total: int
    counts: tuple[StatusCount, ...]
    rounding_note: str
    by_theme: StatusTable
    by_section: StatusTable
    overdue: tuple[ActionSummary, ...]
    """The actions whose review is late, the longest silent first: as many as a page holds."""
    overdue_count: int
    overdue_is_whole: bool
    """All of them are named here."""
    overdue_address: str
    """The list of all of them."""
    review_every: int
    bar: tuple[Segment, ...]
    lists: tuple[StatusList, ...]
    """Every status with its actions, those without any included."""


def status_counts(
    statuses: Iterable[StatusTag], lines: Sequence[ActionSummary], **choices: str
) -> tuple[StatusCount, ...]:
    """Count lines by status, in the plan's order; `choices` narrow the lists the counts lead to."""
    tally = Counter(line.status.id for line in lines)
    tags = tuple(statuses)
    shares = percentages([tally[tag.id] for tag in tags])
    return tuple(
        StatusCount(tag, tally[tag.id], share, urls.actions_where(**choices, status=tag.id))
        for tag, share in zip(tags, shares, strict=True)
    )


def status_bar(counts: Iterable[StatusCount], whole: int) -> tuple[Segment, ...]:
    """Return counts as the segments of a bar in a chart as wide as `whole` actions."""
    segments = []
    before = 0
    for count in counts:
        if count.number:
            start, end = _share(before, whole), _share(before + count.number, whole)
            width = end - start
            segments.append(
                Segment(
                    count.status,
                    count.number,
                    start,
                    start + width / 2,
                    width,
                    width >= _FITS_LABEL,
                )
            )
        before += count.number
    return tuple(segments)


def _share(part: int, whole: int) -> Decimal:
    return (Decimal(part) * 100 / Decimal(whole)).quantize(Decimal("0.01"))


def status_overview(plan_index: PlanIndex) -> StatusOverview:
    """Return the status page: counts in all, by theme, by section, and the overdue reviews."""
    tags = tuple(plan_index.statuses.values())
    totals = status_counts(tags, plan_index.lines)
    by_theme = _rows(
        tags,
        [
            _Group(
                theme.title,
                theme.address,
                theme.list_address,
                {"theme": theme.id},
                plan_index.by_theme[theme.id],
            )
            for theme in plan_index.themes.values()
        ],
    )
    by_section = _rows(
        tags,
        [
            _Group(
                section.title,
                section.list_address,
                section.list_address,
                {"section": section.id},
                plan_index.by_section[section.id],
            )
            for section in plan_index.sections.values()
        ],
    )
    total = len(plan_index.lines)
    return StatusOverview(
        total,
        totals,
        rounding_note([count.percentage for count in totals]),
        StatusTable("Actions by theme and status", "Theme", by_theme, totals, total),
        StatusTable("Actions by section and status", "Section", by_section, totals, total),
        plan_index.overdue[:PAGE_SIZE],
        len(plan_index.overdue),
        len(plan_index.overdue) <= PAGE_SIZE,
        urls.actions_where(late="yes"),
        plan_index.plan.review_every,
        status_bar(totals, total),
        tuple(
            StatusList(
                count,
                tuple(
                    islice(
                        (line.link for line in plan_index.lines if line.status is count.status),
                        PAGE_SIZE,
                    )
                ),
            )
            for count in totals
        ),
    )


def _rows(tags: Sequence[StatusTag], groups: Sequence[_Group]) -> tuple[StatusRow, ...]:
    longest = max(len(group.lines) for group in groups)
    rows = []
    for group in groups:
        counts = status_counts(tags, group.lines, **group.choices)
        rows.append(
            StatusRow(
                group.title,
                group.address,
                counts,
                len(group.lines),
                group.list_address,
                status_bar(counts, longest),
            )
        )
    return tuple(rows)
