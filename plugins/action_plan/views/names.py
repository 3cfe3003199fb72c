"""Names that lists of actions are narrowed by: who leads one, who takes part, its facets."""

from __future__ import annotations

from typing import NamedTuple

from .. import urls
from ..content.models import Action, Facet
from ..content.parsers import fold

__all__ = ["Name", "leads", "named", "partners"]


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


def leads(action: Action) -> tuple[Name, ...]:
    """Return who leads an action."""
    return tuple(Name("lead", title) for title in action.leads)


def partners(action: Action) -> tuple[Name, ...]:
    """Return who else takes part in an action."""
    return tuple(Name("partner", title) for title in action.partners)


def named(facet: Facet, action: Action) -> tuple[Name, ...]:
    """Return what an action has of a facet."""
    return tuple(Name(facet.id, value) for value in action.facets.get(facet.id, ()))
