"""The fields of records as files have them, for messages: by name, by place, and as written."""

from __future__ import annotations

import re
from itertools import chain
from typing import get_args, get_origin

from pydantic import ValidationError
from pydantic.fields import FieldInfo

from ..messages import listed, nearest, one_of, quoted
from . import parsers
from .block import Location
from .fields import FUNDING_KINDS, REFERS_TO
from .models import Record, is_needed, record_in, validated
from .other_words import OTHER_WORDS
from .vocabulary import Vocabulary
from .when import number_and_time

__all__ = [
    "OF_ONE_FORM",
    "accepts",
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
OF_ONE_FORM = ("date", "until", "value", "amount")
"""Fields that take few texts, so that one which they take is of them."""
_SAID_ALONE = ("title", "label", "note", "value")
"""Fields that are meant where a text is in the place of a group of fields."""
_ID_AND_TITLE = re.compile(r"(?P<id>\S+) (?:[-–—|=]|->) (?P<title>.+)")
"""An id with its title in one line, such as `sea-wall - Sea wall`."""
_LONGEST = 200
"""Characters of a text that is offered as the value of a field."""


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
    words = (field.description or "Its value").replace("Used in", "What is used in", 1)
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


def accepts(record: type[Record], name: str, found: object, vocabulary: Vocabulary) -> bool:
    """Whether a text would be right as the value of a record's field."""
    try:
        validated(fields_of(record)[name], found, vocabulary)
    except (KeyError, ValidationError):
        return False
    return True


def as_group(model: type[Record], location: Location, found: object, vocabulary: Vocabulary) -> str:
    """Return how a group of fields is written, with the text that was found in its place.

    The text is only offered for a field that takes it.
    """
    last = location[-1]
    record = record_in(field_at(model, location).annotation)
    if last == "target" and isinstance(found, list):
        return (
            "Write the last target here, with no hyphen in front, and those before it below"
            ' "interim targets:".'
        )
    if record is None or not isinstance(found, str) or not found:
        return 'Write each as "name: value".'
    values = _meant(record, " ".join(found.split()), vocabulary)
    fields = [f'"{name}: {text}"' for name, text in values.items()]
    no_number = (
        " A value is a number; where none is known, delete the line."
        if values.get("value") == "…"
        else ""
    )
    if isinstance(last, int):
        first, *below = (f'"- {fields[0][1:]}', *fields[1:])
        below_it = f" and below it {', '.join(below)}" if below else ""
        return f"Write {first}{below_it}.{no_number}"
    return f"Write below it, with spaces in front, {', '.join(fields)}.{no_number}"


def _meant(record: type[Record], found: str, vocabulary: Vocabulary) -> dict[str, str]:
    """Return the fields of a group, `…` where a text says nothing of them."""
    needed = needed_fields(record)
    values = dict.fromkeys(needed, "…")
    if found.casefold() in ("yes", "true") or len(found) > _LONGEST or not found.isprintable():
        return values
    time = next((name for name in ("due", "date") if name in fields_of(record)), "")
    if "value" in values and time and (number := number_and_time(found)):
        value = number[0] if accepts(record, "value", number[0], vocabulary) else "…"
        return values | {"value": value, time: number[1]}
    if "address" in values:
        words = found.split()
        addresses = [word.strip("(),;<>") for word in words if "://" in word or "@" in word]
        if len(addresses) == 1:
            address = addresses[0]
            is_mail = "://" not in address and not address.startswith("mailto:")
            address = f"mailto:{address}" if is_mail else address
            title = found.replace(addresses[0], "").strip(" ,;:()<>–-")
            if accepts(record, "address", address, vocabulary):
                return values | {"title": title or "…", "address": address}
    if needed == ["amount"] and parsers.fold(found) in map(parsers.fold, FUNDING_KINDS):
        return {"kind": found}
    names = [name for name in (*OF_ONE_FORM, *_SAID_ALONE, *needed) if name in needed]
    of = next((name for name in names if accepts(record, name, found, vocabulary)), "note")
    pair = _ID_AND_TITLE.fullmatch(found) if needed[:2] == ["id", "title"] else None
    is_of_none = of not in values and "note" not in fields_of(record)
    if pair or is_of_none or "://" in found:
        return values | (pair.groupdict() if pair else {})
    if of == "note" and needed == ["amount"] and not any(map(str.isdigit, found)):
        values = {"kind": "…"}
    return values | {of: found}
