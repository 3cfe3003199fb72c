"""One theme: what it is for, where it stands, its money and its actions from all sections."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from ... import urls
from ..pagination import Pagination, paginate
from ..plan_index import ActionSummary, PlanIndex, SectionTag, ThemeTag, allocated_in
from .status import Segment, StatusCount, status_bar, status_counts

__all__ = ["ThemeDetail", "theme_details", "theme_pages"]


class ThemeDetail(NamedTuple):
    """What the page of one theme shows."""

    theme: ThemeTag
    total: int
    counts: tuple[StatusCount, ...]
    allocated: Decimal | None
    with_amount: int
    sections: tuple[tuple[SectionTag, tuple[ActionSummary, ...]], ...]
    """The sections in which the theme has actions, with those of this page."""
    overdue: int
    overdue_address: str
    """The list of the theme's actions whose review is late."""
    bar: tuple[Segment, ...]
    """The counts as a bar as wide as its chart."""
    series: Pagination | None = None


def theme_details(plan_index: PlanIndex) -> Iterator[ThemeDetail]:
    """Return the page of every theme, those without actions included."""
    for theme in plan_index.themes.values():
        lines = plan_index.by_theme[theme.id]
        counts = status_counts(plan_index.statuses.values(), lines, theme=theme.id)
        yield ThemeDetail(
            theme,
            len(lines),
            counts,
            allocated_in(funding for line in lines for funding in line.funding),
            sum(line.allocated is not None for line in lines),
            _by_section(plan_index, lines),
            sum(line.overdue is not None for line in lines),
            urls.actions_where(theme=theme.id, late="yes"),
            status_bar(counts, len(lines)),
        )


def theme_pages(plan_index: PlanIndex) -> Iterator[ThemeDetail]:
    """Return the page of every theme, and further pages of those with many actions."""
    for detail in theme_details(plan_index):
        lines = plan_index.by_theme[detail.theme.id]
        ids = [line.link.id for line in lines]
        for series, members in paginate(lines, detail.theme.address, ids):
            yield detail._replace(sections=_by_section(plan_index, members), series=series)


def _by_section(
    plan_index: PlanIndex, lines: Sequence[ActionSummary]
) -> tuple[tuple[SectionTag, tuple[ActionSummary, ...]], ...]:
    """Return lines by the sections that have any, in the order of the document."""
    groups: dict[str, list[ActionSummary]] = {}
    for line in lines:
        groups.setdefault(line.section.id, []).append(line)
    return tuple(
        (section, tuple(groups[section.id]))
        for section in plan_index.sections.values()
        if section.id in groups
    )
