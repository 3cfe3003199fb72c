"""What is wrong with the entries of lists, where one runs into another or is of another list."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from ..messages import listed, quoted
from .front_matter import Block, Location
from .models import Record, record_in
from .record_fields import as_group, fields_of, meant_field, needed_fields, required_fields

__all__ = ["unclear_entries"]

_EQUALS = re.compile(r"([a-z_]+) ?= ?(\S+)")


def unclear_entries(model: type[Record], block: Block) -> Iterator[tuple[Location, str]]:
    """Return, once a list of records, an entry that is not one of its own, and what to do."""
    for name, field in fields_of(model).items():
        record, items = record_in(field.annotation), block.values.get(name)
        if record is None or not isinstance(items, list):
            continue
        if message := _texts_alone(model, name, items):
            yield (name, 0), message
            continue
        before: set[str] = set()
        for index, item in enumerate(items):
            keys = set(item) if isinstance(item, dict) else set()
            if other := _other_list(model, name, keys):
                block.doubtful.add(other)
                yield (name, index), f'is an entry of "{other}:". Move it there with all its lines.'
                break
            if message := _unclear_entry(record, item, before):
                yield (name, index), message
                break
            before = keys or before


def _unclear_entry(record: type[Record], item: object, before: set[str]) -> str:
    """Return what is wrong with an entry that is not one of its own, or nothing.

    `before` are the fields of the entry above it.
    """
    if isinstance(item, str) and (found := _EQUALS.match(item)):
        return (
            f'{quoted(item)} has "=" where a colon belongs. Write "{found[1]}: {found[2]}", and'
            " each further field on a line of its own."
        )
    if not isinstance(item, dict):
        return ""
    keys = set(item)
    unknown = keys - fields_of(record).keys()
    if (
        len(unknown) == 1
        and not keys & set(needed_fields(record))
        and not any(meant_field(key, list(fields_of(record))) for key in unknown)
    ):
        wanted = listed([f'"{key}: …"' for key in needed_fields(record)])
        return (
            f"{quoted(next(iter(unknown)).replace('_', ' '))} is no field of an entry here. Write"
            f" {wanted}, each on a line of its own."
        )
    first, *_ = [*required_fields(record), ""]
    if first and before and first not in keys and not keys & before:
        return (
            f'each "- " starts a new entry, and this one has no "{first}". Delete the "- " in front'
            f' of "{next(iter(item), "")}" and of each line that belongs to the entry above; leave'
            " as many spaces."
        )
    return ""


def _texts_alone(model: type[Record], name: str, items: list[Any]) -> str:
    """Return what to write of a list whose entries are all texts, or nothing."""
    if len(items) < 2 or not all(isinstance(item, str) for item in items):
        return ""
    if any(map(_EQUALS.match, items)):
        return ""
    as_fields = as_group(model, (name, 0), items[0])
    return f"{quoted(items[0])} is not a group of fields. {as_fields} Likewise each line below it."


def _other_list(model: type[Record], name: str, keys: set[str]) -> str:
    """Return another list whose entries have all of these fields, as one's own have not."""
    record = record_in(fields_of(model)[name].annotation)
    if record is None or len(keys - fields_of(record).keys()) < 2:
        return ""
    lists = (
        (other, of_other)
        for other, field in fields_of(model).items()
        if (of_other := record_in(field.annotation)) and of_other is not record
    )
    return next((other for other, of_other in lists if keys <= fields_of(of_other).keys()), "")
