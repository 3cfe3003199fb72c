"""Columns of actions that a plan declares itself: the parts of their texts."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

from ..content.models import Action, Part, Plan
from .cells import Value

__all__ = ["Declared", "columns_after", "columns_in_place"]

_ABOUT = {
    "impact": ("What it is to achieve", "The wall can be seen at night."),
    "funding": ("What it needs", "10,000 from the harbour fund."),
}
"""What a part says that is about something, with an example."""
_IN_PLACE = ("intended_impact", "resources")
"""The columns that have had their place since all plans had them."""


class Declared(NamedTuple):
    """A column that a plan declares: its name, meaning, example, JSON Schema and values."""

    name: str
    description: str
    example: str
    schema: Mapping[str, Any]
    value: Callable[[Action], Value]


def columns_in_place(plan: Plan) -> Iterator[Declared]:
    """Return the columns of declared parts that follow the fields of every action."""
    for name in _IN_PLACE:
        yield from (_part(part) for part in plan.parts if part.id == name)


def columns_after(plan: Plan) -> Iterator[Declared]:
    """Return the columns of all else that the plan declares, which come last."""
    yield from (_part(part) for part in plan.parts if part.id not in _IN_PLACE)


def _part(part: Part) -> Declared:
    says, example = _ABOUT.get(part.about or "", (f"“{part.title}”", ""))
    return Declared(
        name=part.id,
        description=f"{says}, as the document words it",
        example=example,
        schema={
            "type": "string" if part.required else ["string", "null"],
            "contentMediaType": "text/markdown",
        },
        value=lambda action: action.parts.get(part.id),
    )
