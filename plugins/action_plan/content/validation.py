"""From values to a record: every field is validated, and every problem has plain words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated, Any, TypeVar, get_args

from pydantic import BaseModel, TypeAdapter, ValidationError
from pydantic.fields import FieldInfo

from ..messages import did_you_mean, nearest, one_of, quoted
from ..problems import Problem
from .fields import Vocabulary
from .front_matter import Block, Location
from .models import Record
from .parsers import EmptyValue

__all__ = ["has_fields", "is_complete", "valid_field", "validate_record"]

R = TypeVar("R", bound=Record)


def has_fields(record: Record, *names: str) -> bool:
    """Whether a record has these fields: one with problems has its valid fields alone."""
    fields = record.__dict__
    for name in names:  # noqa: SIM110 - called some thirty times a file, and `all` takes twice as long
        if name not in fields:
            return False
    return True


def is_complete(record: Record) -> bool:
    """Whether a record, and all records within it, have all their fields."""
    for name in type(record).model_fields:
        if not has_fields(record, name):
            return False
        value = getattr(record, name)
        for item in value if isinstance(value, tuple) else (value,):
            if isinstance(item, Record) and not is_complete(item):
                return False
    return True


def validate_record(
    model: type[R],
    block: Block,
    path: str,
    context: Vocabulary,
    extra: Mapping[str, str] | None = None,
) -> tuple[R, list[Problem]]:
    """Return the record that a block describes, and the problems of its fields.

    `extra` are fields that the block must not have. A field with a problem is left out of the
    record, so that rules can look at the others: see `has_fields`.
    """
    extra = extra or {}
    found = {**block.values, **extra}
    taken = [name for name in block.values if name in extra]
    try:
        record = model.model_validate(found, context=context)
    except ValidationError as error:
        details: list[Any] = list(error.errors(include_url=False))
        record = _salvage(model, found, {tuple(detail["loc"]) for detail in details}, context)
    else:
        details = []
    details += [{"type": "extra_forbidden", "loc": (name,)} for name in taken]
    return record, list(_problems(model, path, block, details, frozenset(extra)))


def valid_field(model: type[Record], name: str, block: Block, context: Vocabulary) -> Any:
    """Return the value of one field of a block, or `None` where it is missing or not valid."""
    try:
        return _validated(model.model_fields[name], block.values[name], context)
    except (KeyError, ValidationError):
        return None


def _validated(field: FieldInfo, found: Any, context: Vocabulary) -> Any:
    annotation: Any = field.annotation
    for metadata in reversed(field.metadata):
        annotation = Annotated[annotation, metadata]
    return TypeAdapter(annotation).validate_python(found, context=context)


def _salvage(
    model: type[R], found: Mapping[str, Any], broken: set[Location], context: Vocabulary
) -> R:
    """Return a record of the fields that have no problem; `broken` are the locations that do."""
    kept: dict[str, Any] = {}
    for name, field in model.model_fields.items():
        key = field.alias or name
        below = {location[1:] for location in broken if location[0] == key}
        if below:
            kept |= _salvage_items(name, field, found.get(key), below, context)
        elif key in found:
            kept[name] = _validated(field, found[key], context)
        elif not field.is_required():
            kept[name] = field.get_default(call_default_factory=True)
    record = model.model_construct(set(kept), **kept)
    for name in model.model_fields.keys() - kept.keys():
        record.__dict__.pop(name, None)  # a default would pass for what the file says
    return record


def _salvage_items(
    name: str, field: FieldInfo, found: Any, broken: set[Location], context: Vocabulary
) -> dict[str, Any]:
    """Return a field that holds records with what is valid of them, or nothing."""
    model = _record_in(field.annotation)
    if model is not None and isinstance(found, list):
        broken_in: dict[str | int, set[Location]] = {}
        for index, *rest in broken - {()}:
            broken_in.setdefault(index, set()).add(tuple(rest))
        items = (
            _salvage(model, item, broken_in.get(index, set()), context)
            for index, item in enumerate(found)
            if isinstance(item, dict) and (index,) not in broken
        )
        return {name: tuple(items)}
    if model is not None and isinstance(found, dict) and () not in broken:
        return {name: _salvage(model, found, broken, context)}
    return {}


def _problems(
    model: type[Record], path: str, block: Block, details: list[Any], hidden: frozenset[str]
) -> Iterator[Problem]:
    """Return each problem once: a misspelled field is not reported as missing, too."""
    locations = [tuple(detail["loc"]) for detail in details]
    around = {location[:end] for location in locations for end in range(len(location))}
    meant = {
        (*detail["loc"][:-1], near)
        for detail in details
        if detail["type"] == "extra_forbidden"
        and (near := nearest(str(detail["loc"][-1]), list(_fields(_owner(model, detail["loc"])))))
    }
    for detail, location in zip(details, locations, strict=True):
        if detail["type"] == "missing" and location in meant:
            continue
        if detail["type"] == "too_short" and location in around:
            continue
        yield _problem(model, path, block, detail, hidden)


def _problem(
    model: type[Record], path: str, block: Block, detail: Any, hidden: frozenset[str]
) -> Problem:
    location: Location = tuple(detail["loc"])
    kind = detail["type"]
    if kind == "extra_forbidden":
        found = str(location[-1])
        names = [name for name in _fields(_owner(model, location)) if name not in hidden]
        message = f"is not a field here.{did_you_mean(found, names) or ' ' + one_of(names)}"
    elif kind == "missing":
        message = f'is missing. Write "{location[-1]}" with {_wanted(_field(model, location))}.'
    elif kind == "value_error" and isinstance(detail["ctx"]["error"], EmptyValue):
        info = _field(model, location)
        or_not = "" if info.is_required() else ", or delete the line"
        message = f"is empty. Write {_wanted(info)}{or_not}."
    elif kind == "value_error":
        message = str(detail["ctx"]["error"])
    elif kind == "too_short":
        message = "is empty. Write at least one."
    elif kind in ("tuple_type", "list_type"):
        message = (
            f'{_shown(detail["input"])} is not a list. Write each on a line that starts with "- ".'
        )
    elif kind in ("model_type", "dict_type", "model_attributes_type"):
        message = (
            f'{_shown(detail["input"])} is not a group of fields. Write each as "name: value".'
        )
    else:
        message = f"cannot be read: {detail['msg']}."
    line = block.line(location)
    if location[-1] == "[key]":  # pydantic's word for the key of a mapping, not its value
        location = location[:-2]
    field = ".".join(part for part in location if isinstance(part, str))
    return Problem(path, line, field, message)


def _wanted(field: FieldInfo) -> str:
    """Return what is to be written for a field, from its description and example."""
    words = field.description or "Its value"
    example = f', for example "{field.examples[0]}"' if field.examples else ""
    return f"{words[0].lower()}{words[1:]}{example}"


def _shown(found: object) -> str:
    return quoted(found) if isinstance(found, str) and found else "what is written here"


def _field(model: type[Record], location: Location) -> FieldInfo:
    """Return the field at a location, or the mapping that the location is in."""
    owner: type[Record] | None = model
    for part in location:
        if isinstance(part, str) and owner:
            found = _fields(owner)[part]
            owner = _record_in(found.annotation)
    return found


def _fields(model: type[Record]) -> dict[str, FieldInfo]:
    """Return the fields of a record by the name that files have for them."""
    return {field.alias or name: field for name, field in model.model_fields.items()}


def _owner(model: type[Record], location: Location) -> type[Record]:
    """Return the record class that the last part of a location is a field of."""
    owner = model
    for part in location[:-1]:
        if isinstance(part, str) and part in _fields(owner):
            owner = _record_in(_fields(owner)[part].annotation) or owner
    return owner


def _record_in(annotation: Any) -> type[Record] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation if issubclass(annotation, Record) else None
    for part in get_args(annotation):
        found = _record_in(part)
        if found is not None:
            return found
    return None
