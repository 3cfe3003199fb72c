"""One theme: what it is for, where it stands, its money and its actions from all sections."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from ... import urls
from ..pagination import Series, in_series
from ..plan_index import ActionLine, Catalogue, SectionTag, ThemeTag, allocated_in
from .status import Segment, StatusCount, status_bar, status_counts

__all__ = ["ThemeDetail", "theme_details", "theme_pages"]


class ThemeDetail(NamedTuple):
    """What the page of one theme shows."""

    theme: ThemeTag
    total: int
    counts: tuple[StatusCount, ...]
    allocated: Decimal | None
    with_amount: int
    sections: tuple[tuple[SectionTag, tuple[ActionLine, ...]], ...]
    """The sections in which the theme has actions, with those of this page."""
    overdue: int
    overdue_address: str
    """The list of the theme's actions whose review is late."""
    bar: tuple[Segment, ...]
    """The counts as a bar as wide as its chart."""
    series: Series | None = None


def theme_details(catalogue: Catalogue) -> Iterator[ThemeDetail]:
    """Give the page of every theme, those without actions included."""
    for theme in catalogue.themes.values():
        lines = catalogue.by_theme[theme.id]
        counts = status_counts(catalogue.statuses.values(), lines, theme=theme.id)
        yield ThemeDetail(
            theme,
            len(lines),
            counts,
            allocated_in(funding for line in lines for funding in line.funding),
            sum(line.allocated is not None for line in lines),
            _by_section(catalogue, lines),
            sum(line.overdue is not None for line in lines),
            urls.actions_where(theme=theme.id, late="yes"),
            status_bar(counts, len(lines)),
        )


def theme_pages(catalogue: Catalogue) -> Iterator[ThemeDetail]:
    """Give the page of every theme, and further pages of those with many actions."""
    for detail in theme_details(catalogue):
        lines = catalogue.by_theme[detail.theme.id]
        ids = [line.link.id for line in lines]
        for series, members in in_series(lines, detail.theme.address, ids):
            yield detail._replace(sections=_by_section(catalogue, members), series=series)


def _by_section(
    catalogue: Catalogue, lines: Sequence[ActionLine]
) -> tuple[tuple[SectionTag, tuple[ActionLine, ...]], ...]:
    """Give lines by the sections that have any, in the order of the document."""
    groups: dict[str, list[ActionLine]] = {}
    for line in lines:
        groups.setdefault(line.section.id, []).append(line)
    return tuple(
        (section, tuple(groups[section.id]))
        for section in catalogue.sections.values()
        if section.id in groups
    )
