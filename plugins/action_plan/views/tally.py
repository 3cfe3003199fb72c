"""Actions counted by status, and the counts as the segments of a bar."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from .. import urls
from .figures import percentages
from .plan_index import ActionSummary, StatusTag

__all__ = ["Segment", "StatusCount", "status_bar", "status_counts"]

_FITS_LABEL = 7
"""Per cent of a chart's width that a segment needs for its number to fit inside."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusCount:
    """How many actions have a status: the count, its share in per cent and the list behind it."""

    status: StatusTag
    number: int
    percentage: Decimal
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """A count in a bar: where it starts, its middle and its width, in per cent of the chart."""

    status: StatusTag
    number: int
    url: str
    """The list of the actions counted."""
    start: Decimal
    middle: Decimal
    width: Decimal
    fits_label: bool
    """The segment is wide enough for its number."""


def status_counts(
    statuses: Iterable[StatusTag], lines: Sequence[ActionSummary], **choices: str
) -> tuple[StatusCount, ...]:
    """Count lines by status, in the plan's order; `choices` narrow the lists the counts lead to."""
    tally = Counter(line.status.id for line in lines)
    tags = tuple(statuses)
    shares = percentages([tally[tag.id] for tag in tags])
    return tuple(
        StatusCount(
            status=tag,
            number=tally[tag.id],
            percentage=share,
            url=urls.actions_where(**choices, status=tag.id),
        )
        for tag, share in zip(tags, shares, strict=True)
    )


def status_bar(counts: Iterable[StatusCount], width: int) -> tuple[Segment, ...]:
    """Return the counts that are not 0 as a bar, in a chart as wide as `width` actions."""
    segments = []
    counted = 0
    for count in counts:
        if count.number:
            start = _share(counted, width)
            counted += count.number
            share = _share(counted, width) - start
            segments.append(
                Segment(
                    status=count.status,
                    number=count.number,
                    url=count.url,
                    start=start,
                    middle=start + share / 2,
                    width=share,
                    fits_label=share >= _FITS_LABEL,
                )
            )
    return tuple(segments)


def _share(part: int, total: int) -> Decimal:
    return (Decimal(part) * 100 / Decimal(total)).quantize(Decimal("0.01"))
