"""The rules of what a plan declares of its own: the parts and the facets of its actions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from ..messages import quoted
from .front_matter import Location, field_name
from .models import Action, has_fields
from .parsers import fold
from .plan_models import Plan

__all__ = ["broken_declarations"]

_NAMES_TAKEN = frozenset(
    (
        *("address", "allocated", "discontinued", "late", "overdue_for_review", "status_since"),
        *("updated", "again", "aim", "amount", "counted", "evidence", "overdue", "partner", "q"),
        *("sort", "main", "partly", "themes"),
    )
)
"""Columns of the data that are no fields of actions, and what their list has by that name."""


def broken_declarations(plan: Plan) -> Iterator[tuple[Location, str]]:
    """Return where a plan, perhaps incomplete, declares what it cannot, and what to do."""
    yield from _names_are_free(plan)
    yield from _no_two_parts_are_about_one_thing(plan)
    yield from _values_are_listed_once(plan)


def _items(plan: Plan, table: str) -> Sequence[Any]:
    return getattr(plan, table) if has_fields(plan, table) else ()


def _names_are_free(plan: Plan) -> Iterator[tuple[Location, str]]:
    """A part or a facet must not have the name of anything else."""
    parts: set[str] = set()
    for table in ("parts", "facets"):
        for index, item in enumerate(_items(plan, table)):
            name = field_name(item.id) if has_fields(item, "id") else ""
            if name in Action.model_fields or name in _NAMES_TAKEN:
                message = (
                    f"{quoted(item.id)} means something else in action files or in the data."
                    " Choose another id."
                )
                yield (table, index, "id"), message
            elif table == "parts":
                parts.add(name)
            elif name in parts:
                yield (table, index, "id"), f"{quoted(item.id)} is used twice. Each needs its own."


def _no_two_parts_are_about_one_thing(plan: Plan) -> Iterator[tuple[Location, str]]:
    """A part must not be about what another is about."""
    about: set[str] = set()
    for index, part in enumerate(_items(plan, "parts")):
        found = part.about if has_fields(part, "about") else None
        if found in about:
            message = f"another part is about {found} already. Keep one, and delete this line."
            yield ("parts", index, "about"), message
        elif found:
            about.add(found)


def _values_are_listed_once(plan: Plan) -> Iterator[tuple[Location, str]]:
    """No two values of a facet may be written alike."""
    for index, facet in enumerate(_items(plan, "facets")):
        seen: set[str] = set()
        values: Sequence[str] = facet.values if has_fields(facet, "values") else ()
        if len(values) == 1 and any(mark in values[0] for mark in ",;/"):
            message = (
                f"{quoted(values[0])} is one value. Write each of several on a line of its own that"
                ' starts with "- ".'
            )
            yield ("facets", index, "values"), message
        for place, value in enumerate(values):
            if fold(value) in seen:
                message = f"{quoted(value)} is used twice. Each needs its own."
                yield ("facets", index, "values", place), message
            seen.add(fold(value))
