"""The plan at a glance."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from ... import formatting, urls
from ...content.outline import Outline
from ...hosting import Hosting
from ..page import HOME, Menu, Page
from ..plan_index import PlanIndex, allocated_in
from ..status_counts import Segment, StatusCount, status_bar, status_counts
from .themes import ThemeDetail, theme_details
from .updates import UpdateDay, by_day

__all__ = ["Home", "page_urls", "pages"]

_LATEST = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Home:
    """What the first page shows."""

    total: int
    counts: tuple[StatusCount, ...]
    """The statuses that at least one action has."""
    allocated: Decimal
    with_amount: int
    themes: tuple[ThemeDetail, ...]
    """Every theme; the bar of the largest is as wide as the chart."""
    latest: tuple[UpdateDay, ...]
    """The newest updates, day by day."""
    latest_day_count: int
    """How many updates the newest day has."""
    latest_is_first: bool
    """All updates are of one day: nothing has changed since the plan began."""
    overdue: int
    bar: tuple[Segment, ...]
    """The counts as a bar as wide as its chart."""

    @property
    def total_noun(self) -> str:
        """The noun that follows the total."""
        return formatting.noun_of(self.total, "action")

    @property
    def updates_label(self) -> str:
        """The words of the link to the updates."""
        if not self.latest_is_first:
            return "All updates"
        if self.latest_day_count == 1:
            return "See the update"
        return f"See all {formatting.count(self.latest_day_count, 'update')}"


def page_urls(_outline: Outline) -> tuple[str, ...]:
    """Return the URL of the first page."""
    return (urls.HOME,)


def pages(plan_index: PlanIndex, _hosting: Hosting) -> Iterator[Page[Home]]:
    """Return the first page."""
    plan = plan_index.plan
    yield Page(
        url=urls.HOME,
        template="home",
        title=plan.title,
        short_title=HOME.title,
        menu=Menu.NAVIGATION,
        summary=plan.introduction,
        crumbs=(),
        view=_home(plan_index),
        updated=plan_index.updated,
    )


def _home(plan_index: PlanIndex) -> Home:
    lines = plan_index.lines
    counts = status_counts(plan_index.statuses.values(), lines)
    themes = tuple(theme_details(plan_index))
    longest = max(theme.total for theme in themes)
    days = by_day(plan_index.updates)
    return Home(
        total=len(lines),
        counts=tuple(count for count in counts if count.number),
        allocated=allocated_in(funding for line in lines for funding in line.funding) or Decimal(0),
        with_amount=sum(line.allocated is not None for line in lines),
        themes=tuple(replace(theme, bar=status_bar(theme.counts, longest)) for theme in themes),
        latest=by_day(plan_index.updates[:_LATEST]),
        latest_day_count=len(days[0].entries),
        latest_is_first=len(days) == 1,
        overdue=len(plan_index.overdue),
        bar=status_bar(counts, len(lines)),
    )
