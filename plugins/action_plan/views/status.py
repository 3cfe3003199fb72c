"""The status overview: how many actions stand where, by theme and by section."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from .. import addresses
from .catalogue import ActionLine, Catalogue, StatusTag
from .figures import percentages, rounding_note

__all__ = ["StatusCount", "StatusOverview", "StatusRow", "StatusTable", "status_counts", "status_overview"]


@dataclass(frozen=True, slots=True)
class StatusCount:
    """How many actions have a status: the count, its share in per cent and the list behind it."""

    status: StatusTag
    count: int
    percentage: Decimal
    address: str


@dataclass(frozen=True, slots=True)
class StatusRow:
    """The counts of one theme or section; `address` is its page or list."""

    title: str
    address: str
    counts: tuple[StatusCount, ...]
    total: int
    list_address: str


@dataclass(frozen=True, slots=True)
class StatusTable:
    """Rows of counts by status, with the sums of the columns."""

    caption: str
    heading: str
    rows: tuple[StatusRow, ...]
    totals: tuple[StatusCount, ...]
    total: int


@dataclass(frozen=True, slots=True)
class StatusOverview:
    """What the status page shows."""

    total: int
    counts: tuple[StatusCount, ...]
    rounding_note: str
    by_theme: StatusTable
    by_section: StatusTable
    overdue: tuple[ActionLine, ...]
    review_every: int


def status_counts(
    statuses: Iterable[StatusTag], lines: Sequence[ActionLine], **choices: str
) -> tuple[StatusCount, ...]:
    """Count lines by status, in the plan's order; `choices` narrow the lists the counts lead to."""
    tally = Counter(line.status.id for line in lines)
    tags = tuple(statuses)
    shares = percentages([tally[tag.id] for tag in tags])
    return tuple(
        StatusCount(tag, tally[tag.id], share, addresses.actions_where(**choices, status=tag.id))
        for tag, share in zip(tags, shares, strict=True)
    )


def status_overview(catalogue: Catalogue) -> StatusOverview:
    """Give the status page: counts in all, by theme, by section, and the reviews that are late."""
    tags = tuple(catalogue.statuses.values())
    totals = status_counts(tags, catalogue.lines)
    by_theme = tuple(
        StatusRow(
            theme.title,
            theme.address,
            status_counts(tags, catalogue.by_theme[theme.id], theme=theme.id),
            len(catalogue.by_theme[theme.id]),
            theme.list_address,
        )
        for theme in catalogue.themes.values()
    )
    by_section = tuple(
        StatusRow(
            section.title,
            section.list_address,
            status_counts(tags, catalogue.by_section[section.id], section=section.id),
            len(catalogue.by_section[section.id]),
            section.list_address,
        )
        for section in catalogue.sections.values()
    )
    total = len(catalogue.lines)
    return StatusOverview(
        total,
        totals,
        rounding_note([count.percentage for count in totals]),
        StatusTable("Actions by theme and status", "Theme", by_theme, totals, total),
        StatusTable("Actions by section and status", "Section", by_section, totals, total),
        catalogue.overdue,
        catalogue.plan.review_every,
    )
