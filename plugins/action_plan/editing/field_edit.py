"""Single fields of a file written, replaced or taken away, and not one other byte touched."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import Any

import yaml

from ..content.front_matter import Location, field_name
from ..content.models import Action, FundingLine, Record
from .yaml_text import Edit, EditRefused, YamlText, is_text, written

__all__ = ["Values", "with_values"]

Values = Mapping[Location, str]
"""What is written where: `("due",)`, or a field of an item of a list, `("funding", 0, "spent")`."""

_MODELS: Mapping[str, type[Record]] = {"": Action, "funding": FundingLine}
"""The records whose fields are written, by the list that holds them."""


def with_values(content: bytes, values: Values) -> bytes:
    """Return an action's file with these values; an empty one takes its field away.

    A new field goes behind the one that it follows in the records. Raises `EditRefused`.
    """
    if not values:
        return content
    text = YamlText(content)
    return text.edited(
        edit
        for where, group in groupby(values.items(), lambda item: item[0][:-1])
        for edit in _edits(text, where, {str(place[-1]): value for place, value in group})
    )


def _edits(text: YamlText, where: Location, values: Mapping[str, str]) -> Iterator[Edit]:
    """Return the edits of one group of fields; what is new behind one field is one edit."""
    mapping = _mapping(text, where)
    flow = bool(mapping.flow_style) or text.flow_root
    found = {field_name(key.value): (key, value) for key, value in mapping.value if is_text(key)}
    order = list(_MODELS[str(where[0]) if where else ""].model_fields)
    added: dict[str, list[str]] = {}
    for name in sorted(values, key=order.index):
        if name in found:
            yield from _edit(text, *found[name], values[name], flow=flow)
        elif values[name]:
            before = [other for other in order[: order.index(name)] if other in found]
            if not before:
                raise EditRefused(f'has no line above which "{name}" could be written.', name)
            added.setdefault(before[-1], []).append(f"{name}: {written(values[name], flow=flow)}")
    for name, lines in added.items():
        key, value = found[name]
        if flow:
            at = text.at(value.end_mark)
            yield at, at, "".join(f", {line}" for line in lines)
        else:
            at = text.starts[text.last_line(value) + 2]
            indent = " " * int(key.start_mark.column)
            yield at, at, "".join(f"{indent}{line}{text.new_line}" for line in lines)


def _mapping(text: YamlText, where: Location) -> Any:
    """Return the group of fields at a location: the file's own, or an item of a list."""
    if not where:
        return text.root
    name, index = where
    listed = text.fields.get(str(name))
    items = listed.value if isinstance(listed, yaml.SequenceNode) else [listed]
    item = items[int(index)] if int(index) < len(items) else None
    if not isinstance(item, yaml.MappingNode):
        raise EditRefused(f'has "{name}" in a form that only people can edit.', str(name))
    return item


def _edit(text: YamlText, key: Any, value: Any, new: str, *, flow: bool) -> Iterator[Edit]:
    """Return the edit of a field that is there, or none where it already has the value."""
    name = field_name(key.value)
    if not is_text(value):
        raise EditRefused(f'has "{name}" in a form that only people can edit.', str(name))
    if new and value.value != new:
        yield text.replaced(value, new, flow=flow)
    elif not new:
        if flow:
            raise EditRefused(f'has "{name}" in braces, where only people can delete it.', name)
        first = text.starts[int(key.start_mark.line) + 1]
        yield first, text.starts[text.last_line(value) + 2], ""
