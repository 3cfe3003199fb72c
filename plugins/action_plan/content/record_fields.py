"""The fields of records as files have them, for messages: by name, by place, and as written."""

from __future__ import annotations

import re
from itertools import chain
from typing import get_args, get_origin

from pydantic.fields import FieldInfo

from ..messages import listed, nearest, one_of, quoted
from . import parsers
from .block import Location
from .fields import FUNDING_KINDS, REFERS_TO
from .models import Record, is_needed, record_in
from .other_words import OTHER_WORDS
from .vocabulary import Vocabulary
from .when import number_and_time

__all__ = [
    "as_group",
    "field_at",
    "fields_of",
    "meant_field",
    "needed_fields",
    "owner_of",
    "required_fields",
    "wanted_value",
]

_NEAR = 0.75
"""How much of a field's name is the same where it is misspelled: "location" is no "section"."""
_SAID_ALONE = ("title", "label", "note", "value")
"""Fields that are meant where a text is in the place of a group of fields."""


def fields_of(model: type[Record]) -> dict[str, FieldInfo]:
    """Return the fields of a record by the name that files have for them."""
    return {field.alias or name: field for name, field in model.model_fields.items()}


def field_at(model: type[Record], location: Location) -> FieldInfo:
    """Return the field at a location, or the mapping that the location is in."""
    owner: type[Record] | None = model
    for part in location:
        if isinstance(part, str) and owner:
            found = fields_of(owner)[part]
            owner = record_in(found.annotation)
    return found


def owner_of(model: type[Record], location: Location) -> type[Record]:
    """Return the record class that the last part of a location is a field of."""
    owner = model
    for part in location[:-1]:
        if isinstance(part, str) and part in fields_of(owner):
            owner = record_in(fields_of(owner)[part].annotation) or owner
    return owner


def required_fields(record: type[Record]) -> list[str]:
    """Return the fields that a record must have, by their declarations or by a rule."""
    return [name for name, field in fields_of(record).items() if is_needed(field)]


def needed_fields(record: type[Record]) -> list[str]:
    """Return the fields that a record must have, or its first where it needs none."""
    return required_fields(record) or [*fields_of(record)][:1]


def meant_field(found: str, names: list[str]) -> str | None:
    """Return the field that another word for it, or another spelling of it, means."""
    other = next((name for name in OTHER_WORDS.get(found, ()) if name in names), None)
    word = next((word for word in found.split("_") if word in names), None)
    return other or nearest(found, names, cutoff=_NEAR) or word


def wanted_value(field: FieldInfo, vocabulary: Vocabulary) -> str:
    """Return what is to be written for a field, from its description and example.

    Of a list of groups, these are the fields that each must have, and those that it may have of
    which the description says so.
    """
    words = field.description or "Its value"
    record = record_in(field.annotation)
    if record and get_origin(field.annotation) is tuple and (needed := required_fields(record)):
        said = re.findall(r"\w+", words)
        others = [name for name in fields_of(record) if name in said and name not in needed]
        perhaps = f", and perhaps {listed(map(quoted, others))}" if others else ""
        return f"{listed(map(quoted, needed))} of each{perhaps}"
    words = words if words[1:2].isupper() else f"{words[0].lower()}{words[1:]}"  # but for SHA-256
    of_optional = (getattr(part, "__metadata__", ()) for part in get_args(field.annotation))
    for item in chain(field.metadata, *of_optional):
        table = getattr(item, "output_schema", {}).get(REFERS_TO, "")
        known = getattr(vocabulary, table, None) if table else None
        if known:
            return f"{words}. {one_of(known.labels.values())}".rstrip(".")
    example = f', for example "{field.examples[0]}"' if field.examples else ""
    return f"{words}{example}"


def as_group(model: type[Record], location: Location, found: object) -> str:
    """Return how a group of fields is written, with the text that was found in its place."""
    last = location[-1]
    record = record_in(field_at(model, location).annotation)
    if last == "target" and isinstance(found, list):
        return (
            "Write the last target here, with no hyphen in front, and those before it below"
            ' "interim targets:".'
        )
    if record is None or not isinstance(found, str) or not found:
        return 'Write each as "name: value".'
    needed = needed_fields(record)
    is_address = "://" in found or "@" in found
    of = "address" if is_address and "address" in needed else ""
    of = of or next((name for name in _SAID_ALONE if name in needed), needed[0])
    if of == "amount" and not any(map(str.isdigit, found)):
        is_kind = parsers.fold(found) in map(parsers.fold, FUNDING_KINDS)
        of, needed = ("kind", ["kind"]) if is_kind else ("note", ["kind", "note"])
    value = "…" if found.casefold() in ("yes", "no", "true", "false") else found
    values = {name: value if name == of else "…" for name in needed}
    time = next((name for name in ("due", "date") if name in fields_of(record)), "")
    if "value" in values and time and (number := number_and_time(found)):
        values |= dict(zip(("value", time), number, strict=True))
    fields = [f'"{name}: {text}"' for name, text in values.items()]
    if isinstance(last, int):
        first, *below = (f'"- {fields[0][1:]}', *fields[1:])
        return f"Write {first}{' and below it ' if below else ''}{', '.join(below)}."
    return f"Write below it, with spaces in front, {', '.join(fields)}."
