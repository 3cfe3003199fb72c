"""The plan at a glance."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from ..plan_index import PlanIndex
from .budget import BudgetSummary
from .status import Segment, StatusCount, StatusOverview
from .themes import ThemeDetail, theme_details
from .updates import UpdateDay, by_day

__all__ = ["Home", "home"]

_LATEST = 5


class Home(NamedTuple):
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


def home(plan_index: PlanIndex, status: StatusOverview, budget: BudgetSummary) -> Home:
    """Return the first page."""
    days = by_day(plan_index.updates)
    first_only = len(days) == 1
    return Home(
        total=status.total,
        counts=tuple(count for count in status.counts if count.number),
        allocated=budget.total,
        with_amount=budget.action_count,
        themes=tuple(
            theme._replace(bar=row.bar)
            for theme, row in zip(theme_details(plan_index), status.by_theme.rows, strict=True)
        ),
        latest=by_day(plan_index.updates[:_LATEST]),
        latest_day_count=len(days[0].entries),
        latest_is_first=first_only,
        overdue=len(plan_index.overdue),
        bar=status.bar,
    )
