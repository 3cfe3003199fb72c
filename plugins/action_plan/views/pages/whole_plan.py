"""The whole plan, to read through or to print."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from ... import urls
from ...frozen import frozen
from ..action_facts import ActionFacts
from ..action_summary import ActionSummary, Group, newest_day
from ..marks import Marks, marks
from ..page import Menu, Page, page_of_list
from ..pagination import Pagination, paginate
from ..plan_index import PlanIndex, grouped
from ..verdict import Verdict, verdict

__all__ = ["WholePlan", "pages"]


@frozen
class WholePlan:
    """What a page of the whole plan shows."""

    verdict: Verdict
    today: date
    """The day of which the page is: what it says of the time that has passed depends on it."""
    marks: Marks | None
    """The marks of the plan, at its head alone."""
    is_reported: bool
    """Whether any action has a status."""
    has_amounts: bool
    """Whether any amount is allocated."""
    sections: tuple[tuple[Group, tuple[tuple[Group, tuple[ActionFacts, ...]], ...]], ...]
    """Sections, and in each the themes that have actions in it."""
    pagination: Pagination

    @property
    def actions(self) -> tuple[ActionSummary, ...]:
        """The actions in the order of the page."""
        return tuple(
            facts.action for _, themes in self.sections for _, found in themes for facts in found
        )


def pages(plan_index: PlanIndex, _hosting: object) -> Iterator[Page[WholePlan]]:
    """Return the whole plan as the document orders it, page by page where it is a long one."""
    ordered = [action for actions in plan_index.by_section.values() for action in actions]
    in_words = verdict(plan_index)
    field = marks(plan_index)
    for pagination, actions in paginate(ordered, urls.PLAN):
        first = Page(
            url=urls.PLAN,
            template="plan",
            title="The whole plan",
            short_title="Whole plan",
            menu=Menu.NAVIGATION,
            summary=f"The {plan_index.plan.title} in full, to read through or to print.",
            view=WholePlan(
                verdict=in_words,
                today=plan_index.content.today,
                marks=field if pagination.is_first else None,
                is_reported=plan_index.is_reported,
                has_amounts=plan_index.has_amounts,
                sections=tuple(_sections(actions, plan_index)),
                pagination=pagination,
            ),
            updated=newest_day(actions),
        )
        yield page_of_list(first, pagination)


def _sections(
    actions: Iterable[ActionSummary], plan_index: PlanIndex
) -> Iterator[tuple[Group, tuple[tuple[Group, tuple[ActionFacts, ...]], ...]]]:
    """Return actions by section and theme, each as its first action comes."""
    facts = (ActionFacts(action=action, plan_index=plan_index) for action in actions)
    for section, found in grouped((item.action.section, item) for item in facts).items():
        yield section, tuple(grouped((item.action.theme, item) for item in found).items())
