"""One theme: what it is for, its statuses, its money and its actions from all sections."""

from __future__ import annotations

from collections.abc import Iterator

from ... import urls
from ...formatting import full_stop
from ...frozen import frozen
from ..action_summary import ActionSummary, Group, GroupedActions, Link, newest_day
from ..page import Page, neighbours, page_of_list
from ..pagination import Pagination, paginate
from ..plan_index import PlanIndex
from ..tally import Tally, tally
from ..verdict import Verdict, verdict
from .budget import without_amount_url

__all__ = ["ThemeDetail", "pages"]


@frozen
class ThemeDetail:
    """What a page of one theme shows."""

    theme: Group
    verdict: Verdict
    tally: Tally
    sections: GroupedActions
    """The sections in which the theme has actions, with those of this page."""
    others: tuple[ActionSummary, ...]
    """The actions of this page that are in the theme, too, and counted in another."""
    late_url: str
    """The list of the theme's actions that are past the day they were due."""
    overdue_url: str
    """The list of the theme's actions whose review is overdue."""
    has_money: bool
    """Whether the plan says anything of what pays for its actions."""
    without_amount_url: str
    """Where the budget has the first of its actions that lack an amount, or nothing."""
    previous: Group | None
    """The theme before it in the plan."""
    next: Group | None
    pagination: Pagination


def pages(plan_index: PlanIndex, _hosting: object) -> Iterator[Page[ThemeDetail]]:
    """Return the page of every theme, and further pages of those with many actions."""
    themes = plan_index.themes.values()
    for theme, (previous, following) in zip(themes, neighbours(themes), strict=True):
        actions = plan_index.by_theme[theme]
        figures = tally(plan_index, actions, theme)
        in_words = verdict(plan_index, actions)
        has_amount = figures.allocated is not None
        no_amount_url = "" if has_amount else without_amount_url(plan_index, actions)
        others = plan_index.also_in_theme.get(theme, ())
        in_short = f"{theme.title}{full_stop(theme.title)}"
        if actions or others:
            in_short += f" Actions of the {plan_index.plan.title}."
        for pagination, listed in paginate((*actions, *others), theme.url):
            counted = [action for action in listed if action.theme is theme]
            sections = plan_index.in_sections(counted).items()
            first = Page(
                url=theme.url,
                template="theme",
                title=theme.title,
                summary=theme.summary or in_short,
                view=ThemeDetail(
                    theme=theme,
                    verdict=in_words,
                    tally=figures,
                    sections=tuple((section, found) for section, found in sections if found),
                    others=tuple(action for action in listed if action.theme is not theme),
                    late_url=theme.list_where(late="yes"),
                    overdue_url=theme.list_where(overdue="yes"),
                    has_money=plan_index.has_money,
                    without_amount_url=no_amount_url,
                    previous=previous,
                    next=following,
                    pagination=pagination,
                ),
                updated=newest_day(listed),
                feed=Link(theme.title, urls.feed(theme.url)),
            )
            yield page_of_list(first, pagination)
