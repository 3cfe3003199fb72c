"""One theme: what it is for, where it stands, its money and its actions from all sections."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from .catalogue import ActionLine, Catalogue, SectionTag, ThemeTag, allocated_in
from .status import Segment, StatusCount, status_bar, status_counts

__all__ = ["ThemeDetail", "theme_details"]


@dataclass(frozen=True, slots=True)
class ThemeDetail:
    """What the page of one theme shows."""

    theme: ThemeTag
    count: int
    counts: tuple[StatusCount, ...]
    allocated: Decimal | None
    with_amount: int
    sections: tuple[tuple[SectionTag, tuple[ActionLine, ...]], ...]
    """The sections in which the theme has actions."""
    overdue: int
    bar: tuple[Segment, ...]
    """The counts as a bar as wide as its chart."""


def theme_details(catalogue: Catalogue) -> Iterator[ThemeDetail]:
    """Give the page of every theme, those without actions included."""
    for theme in catalogue.themes.values():
        lines = catalogue.by_theme[theme.id]
        sections = (
            (section, tuple(line for line in lines if line.section is section))
            for section in catalogue.sections.values()
        )
        counts = status_counts(catalogue.statuses.values(), lines, theme=theme.id)
        yield ThemeDetail(
            theme,
            len(lines),
            counts,
            allocated_in(funding for line in lines for funding in line.funding),
            sum(line.allocated is not None for line in lines),
            tuple((section, members) for section, members in sections if members),
            sum(line.overdue is not None for line in lines),
            status_bar(counts, len(lines)),
        )
