"""One theme: what it is for, its statuses, its money and its actions from all sections."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from ... import formatting, urls
from ...content.outline import Outline
from ...hosting import Hosting
from ..page import Page, page_of_list
from ..pagination import Pagination, is_first, paginate
from ..plan_index import (
    ActionSummary,
    FeedLink,
    PlanIndex,
    SectionGroup,
    ThemeTag,
    allocated_in,
    newest_day,
)
from ..status_counts import Segment, StatusCount, status_bar, status_counts

__all__ = ["ThemeDetail", "page_urls", "pages", "theme_details"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ThemeDetail:
    """What the page of one theme shows."""

    theme: ThemeTag
    total: int
    counts: tuple[StatusCount, ...]
    allocated: Decimal | None
    with_amount: int
    sections: tuple[SectionGroup, ...]
    """The sections in which the theme has actions, with those of this page."""
    overdue: int
    overdue_url: str
    """The list of the theme's actions whose review is overdue."""
    bar: tuple[Segment, ...]
    """The counts as a bar as wide as its chart."""
    series: Pagination | None = None

    @property
    def total_noun(self) -> str:
        """The noun that follows the total."""
        return formatting.noun_of(self.total, "action")

    @property
    def is_first(self) -> bool:
        """Whether this is the page with the figures."""
        return is_first(self.series)


def theme_details(plan_index: PlanIndex) -> Iterator[ThemeDetail]:
    """Return what is shown of every theme, those without actions included."""
    for theme in plan_index.themes.values():
        lines = plan_index.by_theme[theme.id]
        counts = status_counts(plan_index.statuses.values(), lines, theme=theme.id)
        yield ThemeDetail(
            theme=theme,
            total=len(lines),
            counts=counts,
            allocated=allocated_in(funding for line in lines for funding in line.funding),
            with_amount=sum(line.allocated is not None for line in lines),
            sections=_by_section(plan_index, lines),
            overdue=sum(line.overdue is not None for line in lines),
            overdue_url=urls.actions_where(theme=theme.id, late="yes"),
            bar=status_bar(counts, len(lines)),
        )


def page_urls(outline: Outline) -> Iterator[str]:
    """Return the URL of each theme."""
    return map(urls.theme, outline.themes)


def pages(plan_index: PlanIndex, _hosting: Hosting) -> Iterator[Page[ThemeDetail]]:
    """Return the page of every theme, and further pages of those with many actions."""
    for detail in theme_details(plan_index):
        theme = detail.theme
        lines = plan_index.by_theme[theme.id]
        ids = [line.link.id for line in lines]
        for series, listed in paginate(lines, theme.url, ids):
            first = Page(
                url=theme.url,
                template="theme",
                title=theme.title,
                summary=theme.summary,
                view=replace(detail, sections=_by_section(plan_index, listed), series=series),
                updated=newest_day(listed),
                feed=FeedLink(theme.title, urls.feed(theme.url)),
            )
            yield page_of_list(first, series)


def _by_section(plan_index: PlanIndex, lines: Sequence[ActionSummary]) -> tuple[SectionGroup, ...]:
    """Return lines by the sections that have any."""
    return tuple(group for group in plan_index.in_sections(lines) if group.lines)
