"""What is wrong with the entries of lists, where one runs into another or is of another list."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from ..messages import listed, quoted
from .block import Block, Location, Value
from .models import Record, record_in
from .record_fields import (
    OF_ONE_FORM,
    accepts,
    as_group,
    fields_of,
    meant_field,
    needed_fields,
    required_fields,
)
from .vocabulary import Vocabulary

__all__ = ["unclear_entries"]

_EQUALS = re.compile(r"([a-z_]+) ?= ?(\S+)")
_THOUSANDS = re.compile(r"\d{3}(?!\d)")
_NO_SPACE = re.compile(r"([a-z_]+):[^\s/]")


def unclear_entries(
    model: type[Record], block: Block, vocabulary: Vocabulary
) -> Iterator[tuple[Location, str]]:
    """Return, once a list of records, an entry that is not one of its own, and what to do."""
    for place, record, items in _lists(model, (), block.values):
        if len(place) == 1 and (message := _texts_alone(model, place[0], items, vocabulary)):
            yield (*place, 0), message
            continue
        before: set[str] = set()
        for index, item in enumerate(items):
            keys = set(item) if isinstance(item, dict) else set()
            if len(place) == 1 and (other := _other_list(model, place[0], keys)):
                block.doubtful.add(other)
                yield (
                    (*place, index),
                    f'is an entry of "{other}:". Move it there with all its lines.',
                )
                break
            message = _value_for_a_name(record, item, (*place, index), block, vocabulary)
            if message := message or _unclear_entry(record, item, (*place, index), block, before):
                yield (*place, index), message
                break
            before = keys or before


def _lists(
    model: type[Record], place: Location, values: Mapping[str, Value]
) -> Iterator[tuple[Any, type[Record], list[Any]]]:
    """Return every list of records of a record, and of those within it, with its place."""
    for name, field in fields_of(model).items():
        record, items = record_in(field.annotation), values.get(name)
        if record and isinstance(items, dict):
            yield from _lists(record, (*place, name), items)
        if record is None or not isinstance(items, list):
            continue
        yield (*place, name), record, items
        for index, item in enumerate(items):
            if isinstance(item, dict):
                yield from _lists(record, (*place, name, index), item)


def _value_for_a_name(
    record: type[Record], item: object, place: Location, block: Block, vocabulary: Vocabulary
) -> str:
    """Return what is wrong with an entry that has a value where a name should be, or nothing."""
    if not isinstance(item, dict):
        return ""
    names = fields_of(record)
    for key in item.keys() - names:
        written = block.written.get((*place, key), key)
        rest, missing = item[key], [name for name in required_fields(record) if name not in item]
        if len(item) > 1:
            missing = [name for name in missing if name in OF_ONE_FORM]
        is_no_name = written != key and not meant_field(key, [*names])
        name = next((n for n in missing if accepts(record, n, written, vocabulary)), "")
        if not is_no_name or not name:
            continue
        others = [
            n
            for n in ("value", "status", "address", "stage", "what")
            if n in names and n not in item
        ]
        other = next((n for n in others if accepts(record, n, rest, vocabulary)), "")
        message = f'{quoted(written)} is no name of a field. Write "{name}: {written}"'
        if not rest:
            return f"{message}."
        if not isinstance(rest, str):
            return f"{message}, and below it what is behind its colon, each with its name."
        if other:
            return f'{message} and below it "{other}: {rest}".'
        return f"{message}, and {quoted(rest)} on a line of its own, behind the name of its field."
    return ""


def _unclear_entry(
    record: type[Record], item: object, place: Location, block: Block, before: set[str]
) -> str:
    """Return what is wrong with an entry that is not one of its own, or nothing.

    `before` are the fields of the entry above it.
    """
    if isinstance(item, str) and (found := _EQUALS.match(item)):
        return (
            f'{quoted(item)} has "=" where a colon belongs. Write "{found[1]}: {found[2]}", and'
            " each further field on a line of its own."
        )
    if isinstance(item, str) and (found := _NO_SPACE.match(item)) and found[1] in fields_of(record):
        return f'{quoted(item)} has no space after its colons. Write "{found[1]}: …".'
    if not isinstance(item, dict):
        return ""
    keys = set(item)
    unknown = keys - fields_of(record).keys()
    if (
        len(unknown) == 1
        and not keys & set(needed_fields(record))
        and not any(meant_field(key, list(fields_of(record))) for key in unknown)
    ):
        wanted = [f'"{key}: …"' for key in needed_fields(record)]
        name = next(iter(unknown))
        written = block.written.get((*place, name), name)
        return (
            f"{quoted(written)} is no field of an entry here. Write {listed(wanted)},"
            f"{' each' * (len(wanted) > 1)} on a line of its own."
        )
    first, *_ = [*required_fields(record), ""]
    if first and before and first not in keys and not keys & before:
        return (
            f'each "- " starts a new entry, and this one has no "{first}". Delete the "- " in front'
            f' of "{next(iter(item), "")}" and of each line that belongs to the entry above; leave'
            " as many spaces."
        )
    return ""


def _texts_alone(model: type[Record], name: str, items: list[Any], vocabulary: Vocabulary) -> str:
    """Return what to write of a list whose entries are all texts, or nothing."""
    if len(items) < 2 or not all(isinstance(item, str) for item in items):
        return ""
    if any(map(_EQUALS.match, items)) or any(map(_NO_SPACE.match, items)):
        return ""
    first = items[0]
    for item in items[1:]:  # a comma between brackets has divided a number
        if not (first[-1:].isdigit() and _THOUSANDS.match(item)):
            break
        first = f"{first},{item}"
    as_fields = as_group(model, (name, 0), first, vocabulary)
    return f"{quoted(first)} is not a group of fields. {as_fields} Likewise each line below it."


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
