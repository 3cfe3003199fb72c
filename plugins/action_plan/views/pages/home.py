"""The plan at a glance."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from ... import formatting, urls
from ...content.plan_models import Plan
from ...frozen import frozen
from ..action_summary import Group
from ..marks import Marks, marks
from ..page import HOME, Menu, Page
from ..plan_index import PlanIndex
from ..tally import Tally, tallies, tally
from ..verdict import Verdict, verdict
from .updates import UpdateDay, by_day

__all__ = ["Home", "pages"]

_LATEST = 5


class ThemeInShort(NamedTuple):
    """A theme with its own actions counted, and how many it has that are counted in others."""

    group: Group
    tally: Tally
    others: int

    @property
    def actions_in_words(self) -> str:
        """How many actions it has; of those that are counted in others only where it has no own."""
        if self.others and not self.tally.total:
            return f"{formatting.count(self.others, 'action')}, counted in another theme"
        return formatting.count(self.tally.total, "action")


@frozen
class Home:
    """What the first page shows."""

    verdict: Verdict
    marks: Marks
    tally: Tally
    reviewed_note: str
    """What is to be said of reviews where none is overdue, if anything."""
    themes: tuple[ThemeInShort, ...]
    themes_note: str
    """What is to be said beside these counts, where any action has several themes."""
    latest: tuple[UpdateDay, ...]
    """The newest updates, day by day."""
    latest_is_first: bool
    """All updates are of one day: nothing has changed since the plan began."""
    updates_label: str
    """The words of the link to all of them."""
    review_note: str
    """What is to be said beside the overdue reviews, if anything."""


def pages(plan_index: PlanIndex, _hosting: object) -> Iterator[Page[Home]]:
    """Return the first page."""
    plan = plan_index.plan
    is_first = _is_first(plan_index)
    yield Page(
        url=urls.HOME,
        template="home",
        title=plan.title,
        short_title=HOME.title,
        menu=Menu.NAVIGATION,
        summary=plan.in_brief or plan.introduction or _in_short(plan),
        crumbs=(),
        view=Home(
            verdict=verdict(plan_index),
            marks=marks(plan_index),
            tally=tally(plan_index, plan_index.actions),
            themes=tuple(
                ThemeInShort(theme, figures, len(plan_index.also_in_theme.get(theme, ())))
                for theme, figures in tallies(plan_index, plan_index.by_theme)
            ),
            themes_note=plan_index.themes_note,
            latest=by_day(plan_index.updates[:_LATEST]),
            latest_is_first=is_first,
            updates_label=_updates_label(len(plan_index.updates), is_first=is_first),
            review_note=plan_index.review_note,
            reviewed_note=plan_index.reviewed_note,
        ),
        updated=plan_index.updated,
    )


def _is_first(plan_index: PlanIndex) -> bool:
    """Whether all updates are the first of their actions, on one day."""
    return (
        len(by_day(plan_index.updates)) == 1
        and all(entry.status for entry in plan_index.updates)
        and all(action.history for action in plan_index.actions)
    )


def _updates_label(number: int, *, is_first: bool) -> str:
    if not is_first:
        return "All updates"
    return formatting.noun_of(
        number,
        "See the update of that day",
        f"See the {formatting.number(number)} updates of that day",
    )


def _in_short(plan: Plan) -> str:
    if plan.names_publisher:
        return f"The {plan.title}{formatting.full_stop(plan.title)}"
    return f"The {plan.title} of {plan.publisher}{formatting.full_stop(plan.publisher)}"
