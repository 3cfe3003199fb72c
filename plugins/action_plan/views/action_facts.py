"""What is stated of one action, wherever it is shown in full."""

from __future__ import annotations

from ..formatting import count
from ..frozen import frozen
from .action_summary import ActionSummary
from .measures import MeasureItem, measure_items
from .names import FacetNames, Name, facets, leads, partners
from .plan_index import PlanIndex

__all__ = ["ActionFacts"]


@frozen
class ActionFacts:
    """An action with the names, numbers and times stated of it, looked up when they are printed."""

    action: ActionSummary
    plan_index: PlanIndex

    @property
    def leads(self) -> tuple[Name, ...]:
        """Who leads it."""
        return leads(self.action.record)

    @property
    def partners(self) -> tuple[Name, ...]:
        """Who else takes part."""
        return partners(self.action.record)

    @property
    def facets(self) -> tuple[FacetNames, ...]:
        """Its facets, with what it has of each."""
        return facets(self.action.record, self.plan_index.plan)

    @property
    def measures(self) -> tuple[MeasureItem, ...]:
        """The numbers that it is to move."""
        return measure_items(self.action.record.measures)

    @property
    def times_moved(self) -> str:
        """How often the date when it is due was moved, in words."""
        times = len(self.action.moves)
        return "once" if times == 1 else count(times, "time")
