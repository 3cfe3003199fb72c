"""The list of all actions, and what it can be narrowed by."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ... import urls
from ...content.models import Status
from ...hosting import Hosting
from ..page import Menu, Page, page_of_list
from ..pagination import Pagination, paginate
from ..plan_index import Group, GroupedActions, PlanIndex, newest_day

__all__ = ["SHORT_TITLE", "ActionList", "pages"]

SHORT_TITLE = "Actions"


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionList:
    """What a page of the list of actions shows, and what the list can be narrowed by."""

    statuses: tuple[Status, ...]
    themes: tuple[Group, ...]
    all_sections: tuple[Group, ...]
    """What the list can be narrowed by, wherever in it a section begins."""
    sections: GroupedActions
    """Sections without any actions are named where the list has one page."""
    pagination: Pagination


def pages(plan_index: PlanIndex, _hosting: Hosting) -> Iterator[Page[ActionList]]:
    """Return the list of all actions, page by page."""
    for pagination, actions in paginate(plan_index.actions, urls.ACTIONS):
        sections = plan_index.in_sections(actions).items()
        first = Page(
            url=urls.ACTIONS,
            template="actions",
            title="All actions",
            short_title=SHORT_TITLE,
            menu=Menu.NAVIGATION,
            summary=f"Every action in the {plan_index.plan.title}: its theme, status and funding.",
            view=ActionList(
                statuses=tuple(plan_index.statuses.values()),
                themes=tuple(plan_index.themes.values()),
                all_sections=tuple(plan_index.sections.values()),
                sections=tuple(
                    (section, found) for section, found in sections if found or not pagination.pages
                ),
                pagination=pagination,
            ),
            updated=newest_day(actions),
        )
        yield page_of_list(first, pagination)
