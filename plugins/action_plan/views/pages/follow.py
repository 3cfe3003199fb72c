"""How to hear of changes: by the publisher's own e-mail, in a feed reader, in a calendar."""

from __future__ import annotations

from collections.abc import Iterator

from ... import urls
from ...content.models import NamedAddress
from ...frozen import frozen
from ..action_summary import Link
from ..page import Menu, Page
from ..plan_index import PlanIndex

__all__ = ["Follow", "pages"]


@frozen
class Follow:
    """What the page shows."""

    service: NamedAddress | None
    """The publisher's own news by e-mail."""
    feeds: tuple[Link, ...]
    """The feed of the plan, then that of each theme."""
    calendar: Link | None
    """The calendar of due dates, where actions have any."""


def pages(plan_index: PlanIndex, _hosting: object) -> Iterator[Page[Follow]]:
    """Return the page."""
    plan = plan_index.plan
    themes = plan_index.themes.values()
    due = plan_index.content.outline.has_due_dates
    yield Page(
        url=urls.FOLLOW,
        template="follow",
        title="Follow this plan",
        short_title="Follow",
        menu=Menu.ABOUT_PLAN,
        summary=f"How to hear of updates to the {plan.title} without coming back to look.",
        view=Follow(
            service=plan.follow,
            feeds=(
                Link("The whole plan", urls.feed()),
                *(Link(theme.title, urls.feed(theme.url)) for theme in themes),
            ),
            calendar=Link("All due dates", urls.CALENDAR) if due else None,
        ),
    )
