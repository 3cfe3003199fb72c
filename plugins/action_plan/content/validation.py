"""From values to a record: every field is validated, and what has no problem is kept."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from pydantic import ValidationError
from pydantic.fields import FieldInfo

from ..problems import Problem
from .facets import take_facets
from .front_matter import Block, Location
from .models import FIRST_OF, Record, record_in, validated
from .vocabulary import Vocabulary

__all__ = ["first_and_others", "valid_field", "validate_record"]

R = TypeVar("R", bound=Record)


def first_and_others(block: Block, extra: Mapping[str, Any]) -> dict[str, Any]:
    """Return the fields that are not written as such, with what a block has several of.

    Of these, the block keeps the first.
    """
    filled = dict(extra)
    for others, first in FIRST_OF.items():
        written = block.values.get(first)
        if others in extra and isinstance(written, list):
            block.values[first], *filled[others] = written or [""]
    return filled


def validate_record(
    model: type[R],
    block: Block,
    vocabulary: Vocabulary,
    extra: Mapping[str, Any] | None = None,
) -> tuple[R, list[Problem]]:
    """Return the record that a block describes, and the problems of its fields.

    `extra` are fields that the block must not have. A field with a problem is left out of the
    record, so that rules can look at the others: see `has_fields`.
    """
    extra = dict(extra or {})
    facet_problems: list[Problem] = []
    if "facets" in extra:
        extra["facets"], facet_problems = take_facets(block, vocabulary)
    found = {**block.values, **extra}
    taken = [name for name in block.values if name in extra]
    try:
        record = model.model_validate(found, context=vocabulary)
    except ValidationError as error:
        details: list[Any] = list(error.errors(include_url=False))
        record = _salvage(model, found, {tuple(detail["loc"]) for detail in details}, vocabulary)
    else:
        details = []
    details += [{"type": "extra_forbidden", "loc": (name,)} for name in taken]
    problems: list[Problem] = []
    if details:
        from .field_problems import field_problems  # noqa: PLC0415 - few files have any

        problems = field_problems(model, block, details, frozenset(extra), vocabulary)
    if facet_problems:
        record.__dict__.pop("facets", None)
    return record, [*problems, *facet_problems]


def valid_field(model: type[Record], name: str, block: Block, vocabulary: Vocabulary) -> Any:
    """Return the value of one field of a block, or `None` where it is missing or not valid."""
    try:
        return validated(model.model_fields[name], block.values[name], vocabulary)
    except (KeyError, ValidationError):
        return None


def _salvage(
    model: type[R], found: Mapping[str, Any], broken: set[Location], vocabulary: Vocabulary
) -> R:
    """Return a record of the fields that have no problem; `broken` are the locations that do."""
    kept: dict[str, Any] = {}
    for name, field in model.model_fields.items():
        key = field.alias or name
        below = {location[1:] for location in broken if location[0] == key}
        if below:
            kept |= _salvage_items(name, field, found.get(key), below, vocabulary)
        elif key in found:
            kept[name] = validated(field, found[key], vocabulary)
        elif not field.is_required():
            kept[name] = field.get_default(call_default_factory=True)
    record = model.model_construct(set(kept), **kept)
    for name in model.model_fields.keys() - kept.keys():
        record.__dict__.pop(name, None)  # a default would pass for what the file says
    return record


def _salvage_items(
    name: str, field: FieldInfo, found: Any, broken: set[Location], vocabulary: Vocabulary
) -> dict[str, Any]:
    """Return a field that holds records with what is valid of them, or nothing."""
    model = record_in(field.annotation)
    if () in broken:  # not of the kind that the field holds
        return {}
    if model is not None and isinstance(found, list):
        broken_in: dict[str | int, set[Location]] = {}
        for index, *rest in broken:
            broken_in.setdefault(index, set()).add(tuple(rest))
        items = (
            _salvage(model, item, broken_in.get(index, set()), vocabulary)
            for index, item in enumerate(found)
            if isinstance(item, dict) and (index,) not in broken
        )
        return {name: tuple(items)}
    if model is not None and isinstance(found, dict):
        return {name: _salvage(model, found, broken, vocabulary)}
    return {}
