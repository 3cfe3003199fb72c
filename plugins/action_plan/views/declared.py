"""Columns of actions that not every plan has: parts of texts, facets, further themes and leads."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

from ..content.fields import REFERS_TO
from ..content.models import Action
from ..content.plan_models import Facet, Part, Plan
from .cells import Value, cell

if TYPE_CHECKING:
    from ..content.loading import Content

__all__ = ["Declared", "columns_after", "columns_in_place"]

_ABOUT = {
    "impact": ("What it is to achieve", "The wall can be seen at night."),
    "funding": ("What it needs", "10,000 from the harbour fund."),
}
"""What a part says that is about something, with an example."""
_NONE_YET = "none yet"
_LONGEST_EXAMPLE = 40
_IN_PLACE = ("intended_impact", "resources")
"""The columns that have had their place since all plans had them."""


_FURTHER: Mapping[str, tuple[Mapping[str, Any], Callable[[Action], tuple[str, ...]]]] = {
    "other_themes": (
        {"type": "string", REFERS_TO: "themes"},
        lambda action: action.other_themes,
    ),
    "other_leads": ({"type": "string"}, lambda action: action.other_leads),
}
"""What an action has several of, below the first: the schema of each, and its values."""


class Declared(NamedTuple):
    """A column that not every plan has: its name, meaning, example, JSON Schema and values."""

    name: str
    description: str
    example: str
    schema: Mapping[str, Any]
    value: Callable[[Action], Value]


def columns_in_place(plan: Plan) -> Iterator[Declared]:
    """Return the columns of declared parts that follow the fields of every action."""
    for name in _IN_PLACE:
        yield from (_part(part) for part in plan.parts if part.id == name)


def columns_after(content: Content) -> Iterator[Declared]:
    """Return the columns of all else that the plan has, which come last."""
    columns = [_part(part) for part in content.plan.parts if part.id not in _IN_PLACE]
    columns += map(_facet, content.plan.facets)
    for name, (schema, value) in _FURTHER.items():
        if any(map(value, content.actions)):
            description = Action.model_fields[name].description or ""
            columns.append(
                Declared(name, description, "", {"type": "array", "items": schema}, value)
            )
    for column in columns:
        yield column._replace(example=column.example or _example(column, content.actions))


def _example(column: Declared, actions: Iterable[Action]) -> str:
    """Return the beginning of what the first action has that has anything in a column."""
    found = next((value for value in map(column.value, actions) if value), _NONE_YET)
    first = cell(found).partition("\n")[0]
    if len(first) <= _LONGEST_EXAMPLE:
        return first
    return f"{first[:_LONGEST_EXAMPLE].rsplit(' ', 1)[0][: _LONGEST_EXAMPLE - 1]}…"


def _facet(facet: Facet) -> Declared:
    few = f", one of: {'; '.join(facet.values)}" if facet.values else ""
    single = {"type": ["string", "null"]}
    several = {"type": "array", "items": {"type": "string"}}
    return Declared(
        name=facet.id,
        description=f"“{facet.title}”{few}",
        example=next(iter(facet.values), ""),
        schema=several if facet.several else single,
        value=partial(_values, facet),
    )


def _values(facet: Facet, action: Action) -> tuple[str, ...] | str | None:
    found = action.facets.get(facet.id, ())
    return found if facet.several else next(iter(found), None)


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
