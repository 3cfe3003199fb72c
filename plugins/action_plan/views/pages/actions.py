"""The list of all actions, and what it can be narrowed by."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from ... import urls
from ...content.outline import Outline
from ...hosting import Hosting
from ..page import Menu, Page, page_of_list
from ..pagination import Pagination, is_first, paginate
from ..plan_index import ActionSummary, PlanIndex, SectionTag, StatusTag, ThemeTag, newest_day

__all__ = ["SHORT_TITLE", "ActionList", "SectionGroup", "page_urls", "pages"]

SHORT_TITLE = "Actions"


class SectionGroup(NamedTuple):
    """A section with those of its actions that a page lists."""

    section: SectionTag
    lines: tuple[ActionSummary, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionList:
    """What a page of the list of actions shows, and what the list can be narrowed by."""

    lines: tuple[ActionSummary, ...]
    statuses: tuple[StatusTag, ...]
    themes: tuple[ThemeTag, ...]
    sections: tuple[SectionTag, ...]
    groups: tuple[SectionGroup, ...]
    """The lines by section; a section without actions has none, and is on an only page alone."""
    total: int
    """All actions, on whatever page."""
    series: Pagination | None

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
            address=urls.ACTIONS,
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
    groups: dict[str, list[ActionSummary]] = {}
    for line in lines:
        groups.setdefault(line.section.id, []).append(line)
    sections = tuple(tag for tag in plan_index.sections.values() if not series or tag.id in groups)
    return ActionList(
        lines=lines,
        statuses=tuple(plan_index.statuses.values()),
        themes=tuple(plan_index.themes.values()),
        sections=sections,
        groups=tuple(SectionGroup(tag, tuple(groups.get(tag.id, ()))) for tag in sections),
        total=len(plan_index.lines),
        series=series,
    )
