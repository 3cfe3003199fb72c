"""The whole plan, to read through or to print."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from ... import urls
from ...content.outline import Outline
from ...hosting import Hosting
from ..page import Menu, Page, page_of_list
from ..pagination import Pagination, paginate
from ..plan_index import ActionSummary, PlanIndex, SectionTag, ThemeTag, newest_day
from .action import ActionText, action_text

__all__ = ["PlanPart", "WholePlan", "page_urls", "pages"]


class PlanPart(NamedTuple):
    """One theme's actions within a section, with their words."""

    theme: ThemeTag
    actions: tuple[tuple[ActionSummary, ActionText], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class WholePlan:
    """What a page of the whole plan shows: sections, in them themes, in them actions."""

    sections: tuple[tuple[SectionTag, tuple[PlanPart, ...]], ...]
    series: Pagination | None

    @property
    def lines(self) -> tuple[ActionSummary, ...]:
        """The actions of all sections, in the order of the page."""
        return tuple(
            line for _, parts in self.sections for part in parts for line, _ in part.actions
        )


def page_urls(_outline: Outline) -> tuple[str, ...]:
    """Return the URL of the whole plan."""
    return (urls.PLAN,)


def pages(plan_index: PlanIndex, _hosting: Hosting) -> Iterator[Page[WholePlan]]:
    """Return the whole plan as the document orders it, page by page where it is a long one."""
    ordered = [line for lines in plan_index.by_section.values() for line in lines]
    ids = [line.link.id for line in ordered]
    for series, lines in paginate(ordered, urls.PLAN, ids):
        first = Page(
            url=urls.PLAN,
            template="plan",
            title="The whole plan",
            short_title="Whole plan",
            menu=Menu.NAVIGATION,
            summary=f"The {plan_index.plan.title} in full, to read through or to print.",
            view=WholePlan(sections=_sections(plan_index, lines), series=series),
            updated=newest_day(lines),
        )
        yield page_of_list(first, series)


def _sections(
    plan_index: PlanIndex, lines: Sequence[ActionSummary]
) -> tuple[tuple[SectionTag, tuple[PlanPart, ...]], ...]:
    """Return lines by section and theme; a theme is named where it has actions."""
    sections: dict[str, dict[str, list[tuple[ActionSummary, ActionText]]]] = {}
    for line in lines:
        themes = sections.setdefault(line.section.id, {})
        themes.setdefault(line.theme.id, []).append((line, action_text(line)))
    return tuple(
        (
            plan_index.sections[section_id],
            tuple(
                PlanPart(plan_index.themes[theme_id], tuple(actions))
                for theme_id, actions in themes.items()
            ),
        )
        for section_id, themes in sections.items()
    )
