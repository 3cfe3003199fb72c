"""The list of all actions, and what it can be narrowed by."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ... import urls
from ...content.outline import Outline
from ...hosting import Hosting
from ..page import Menu, Page, page_of_list
from ..pagination import Pagination, is_first, paginate
from ..plan_index import (
    ActionSummary,
    PlanIndex,
    SectionGroup,
    SectionTag,
    StatusTag,
    ThemeTag,
    newest_day,
)

__all__ = ["SHORT_TITLE", "ActionList", "page_urls", "pages"]

SHORT_TITLE = "Actions"


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionList:
    """What a page of the list of actions shows, and what the list can be narrowed by."""

    lines: tuple[ActionSummary, ...]
    statuses: tuple[StatusTag, ...]
    themes: tuple[ThemeTag, ...]
    groups: tuple[SectionGroup, ...]
    """The lines by section; sections without any are named where the list has one page."""
    total: int
    """All actions, on whatever page."""
    series: Pagination | None

    @property
    def sections(self) -> tuple[SectionTag, ...]:
        """The sections of the groups."""
        return tuple(group.section for group in self.groups)

    @property
    def is_first(self) -> bool:
        """Whether this is the page with the form."""
        return is_first(self.series)


def page_urls(_outline: Outline) -> tuple[str, ...]:
    """Return the URL of the list."""
    return (urls.ACTIONS,)


def pages(plan_index: PlanIndex, _hosting: Hosting) -> Iterator[Page[ActionList]]:
    """Return the list of all actions, page by page."""
    for series, lines in paginate(plan_index.lines, urls.ACTIONS, plan_index.ids):
        first = Page(
            url=urls.ACTIONS,
            template="actions",
            title="All actions",
            short_title=SHORT_TITLE,
            menu=Menu.NAVIGATION,
            summary=f"Every action in the {plan_index.plan.title}: its theme, status and funding.",
            view=_list(plan_index, series, tuple(lines)),
            updated=newest_day(lines),
        )
        yield page_of_list(first, series)


def _list(
    plan_index: PlanIndex, series: Pagination | None, lines: tuple[ActionSummary, ...]
) -> ActionList:
    groups = plan_index.in_sections(lines)
    return ActionList(
        lines=lines,
        statuses=tuple(plan_index.statuses.values()),
        themes=tuple(plan_index.themes.values()),
        groups=tuple(group for group in groups if group.lines or series is None),
        total=len(plan_index.lines),
        series=series,
    )
