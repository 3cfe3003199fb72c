"""Names that lists of actions are narrowed by: who leads one, who takes part, its facets."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from .. import urls
from ..content.models import Action
from ..content.parsers import fold
from ..content.plan_models import Facet, Plan
from ..natural_order import natural_key

__all__ = [
    "FacetNames",
    "Name",
    "each_once",
    "facets",
    "leads",
    "milestone_leads",
    "named",
    "partners",
]


class Name(NamedTuple):
    """A name, and what it is the name of."""

    key: str
    """What narrows lists to it: `lead`."""
    title: str

    @property
    def value(self) -> str:
        """What all spellings of the name have in common, with no space in it."""
        return fold(self.title)

    @property
    def url(self) -> str:
        """The list of the actions that have the name."""
        return urls.actions_where(**{self.key: self.value})


class FacetNames(NamedTuple):
    """A facet, and what an action has of it."""

    facet: Facet
    names: tuple[Name, ...]


def leads(action: Action) -> tuple[Name, ...]:
    """Return who leads an action."""
    return tuple(Name("lead", title) for title in action.leads)


def milestone_leads(action: Action) -> tuple[Name, ...]:
    """Return who is to do milestones of an action."""
    return tuple(Name("lead", step.lead) for step in action.milestones if step.lead)


def partners(action: Action) -> tuple[Name, ...]:
    """Return who else takes part in an action."""
    return tuple(Name("partner", title) for title in action.partners)


def named(facet: Facet, action: Action) -> tuple[Name, ...]:
    """Return what an action has of a facet."""
    return tuple(Name(facet.id, value) for value in action.facets.get(facet.id, ()))


def facets(action: Action, plan: Plan) -> tuple[FacetNames, ...]:
    """Return the facets that an action has, in the plan's order."""
    found = (FacetNames(facet, named(facet, action)) for facet in plan.facets)
    return tuple(item for item in found if item.names)


def each_once(names: Iterable[Name], order: Sequence[str] = ()) -> dict[str, str]:
    """Return the title of each name by what all its spellings have in common.

    First those in an order, then the others as people sort them.
    """
    found: dict[str, str] = {}
    for name in names:
        found.setdefault(name.value, name.title)
    first = [value for value in map(fold, order) if value in found]
    return {value: found[value] for value in (*first, *sorted(found, key=natural_key))}
