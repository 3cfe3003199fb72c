"""Facets: properties by which a plan sorts its actions, as action files have them."""

from __future__ import annotations

from collections.abc import Mapping

from ..messages import one_of, quoted
from ..problems import OfPlanError, Problem
from .front_matter import Block, Value, field_name
from .parsers import EmptyValue, fold, parse_choice, parse_facet_value
from .plan_models import Facet
from .vocabulary import Vocabulary

__all__ = ["take_facets"]


def take_facets(
    block: Block, vocabulary: Vocabulary
) -> tuple[dict[str, tuple[str, ...]], list[Problem]]:
    """Take the facets out of a block; return the values of each by its id, and the problems."""
    taken: dict[str, tuple[str, ...]] = {}
    problems: list[Problem] = []
    for facet in vocabulary.facets or ():
        name = field_name(facet.id)
        if name not in block.values:
            continue
        written = block.values.pop(name)
        items = written or [""] if isinstance(written, list) else [written]
        if len(items) > 1 and not facet.several:
            message = f"takes one value, and {len(items)} are written. Keep one."
            problems.append(block.problem((name,), message))
            continue
        choices = {fold(value): value for value in facet.values}
        values: dict[str, str] = {}
        for index, item in enumerate(items):
            cause = None
            try:
                value = _value(facet, choices, item)
                is_there = fold(value) in values
                message = f"{quoted(value)} is named twice. Keep one." if is_there else ""
                values.setdefault(fold(value), value)
            except ValueError as error:
                message = str(error)
                cause = error.cause if isinstance(error, OfPlanError) else None
            if message:
                problems.append(block.problem((name, index), message, cause))
        taken[facet.id] = tuple(values.values())
    return taken, problems


def _value(facet: Facet, choices: Mapping[str, str], found: Value) -> str:
    """Return a value of a facet, one of `choices` if there are any; raise where it is none."""
    try:
        text = parse_facet_value(found)
    except EmptyValue:
        if isinstance(found, str) and fold(found) in choices:
            return choices[fold(found)]
        which = f" {one_of(facet.values)}" if choices else ""
        raise ValueError(
            f"is empty. Write what the plan says, or delete the line.{which}"
        ) from None
    if not choices:
        return text
    if ("," in text or ";" in text) and fold(text) not in choices:
        if facet.several:
            raise ValueError(
                f"{quoted(text)} seems to be several. Write each on a line of its own that starts"
                ' with "- ".'
            )
        parts = text.replace(";", ",").split(",")
        if all(fold(part) in choices for part in parts):
            raise ValueError(f"takes one value, and {len(parts)} are written. Keep one.")
    return parse_choice(text, choices, facet.values, f"a value of {quoted(facet.title)}")
