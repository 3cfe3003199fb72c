"""What is wrong with fields, in plain words; loaded only where a field has a problem."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain
from typing import Any, get_args

from pydantic.fields import FieldInfo

from ..messages import THE_SAME, nearest, one_of, quoted
from ..problems import Problem
from . import parsers
from .characters import has_visible
from .fields import FUNDING_KINDS, REFERS_TO
from .front_matter import Block, Location, dotted, field_name
from .models import FIRST_OF, Record, is_needed, record_in
from .other_words import ELSEWHERE, OTHER_WORDS
from .parsers import EmptyValue
from .vocabulary import Vocabulary
from .when import number_and_time

__all__ = ["field_problems"]

_UNNAMED = frozenset(("text", "parts", "facets", "slug", *FIRST_OF))
"""Fields that nobody writes by their name."""
_EQUALS = re.compile(r"([a-z_]+) ?= ?(\S+)")
_NEAR = 0.75
"""How much of a field's name is the same where it is misspelled: "location" is no "section"."""
_LISTS = ("tuple_type", "list_type")
"""Pydantic's words for values that are no lists."""
_GROUPS = ("model_type", "dict_type", "model_attributes_type")
"""Its words for values that are no groups of fields."""
_SAID_ALONE = ("title", "label", "note", "value")
"""Fields that are meant where a text is in the place of a group of fields."""
_KEY = "[key]"
"""Pydantic's word for the key of a mapping, not its value."""


def field_problems(
    model: type[Record],
    block: Block,
    details: list[Any],
    hidden: frozenset[str],
    vocabulary: Vocabulary,
) -> list[Problem]:
    """Return each problem that pydantic's `details` are of once.

    A misspelled field is not reported as missing, too, and nothing twice that was wrong with the
    block itself. `hidden` are fields that the block must not have.
    """
    problems: list[Problem] = []
    lists = set()
    for location, message in _unclear_entries(model, block):
        line = block.line(location)
        problems.append(Problem(block.name, line, str(location[0]), message))
        lists.add(location[0])
    block.doubtful.update(map(str, lists))
    details = [detail for detail in details if detail["loc"][0] not in lists]
    if "facets" in hidden and vocabulary.facets is None:  # each of the fields may be one
        details = [d for d in details if d["type"] != "extra_forbidden" or len(d["loc"]) > 1]
    locations = [tuple(detail["loc"]) for detail in details]
    keys = {location[:-1] for location in locations if location[-1] == _KEY}
    parents = {location[:end] for location in locations for end in range(len(location))}
    meant = {
        (*detail["loc"][:-1], near)
        for detail in details
        if detail["type"] == "extra_forbidden"
        and (near := _meant(str(detail["loc"][-1]), list(_fields(_owner(model, detail["loc"])))))
    }
    block.doubtful.update(str(name[0]) for name in meant)
    # An entry that is none is left out, so that the others are not all that there is.
    block.doubtful.update(str(where[0]) for where in locations if _is_entry(model, where))
    for detail, location in zip(details, locations, strict=True):
        if detail["type"] == "missing" and location in meant:
            continue
        if detail["type"] == "too_short" and location in parents:
            continue
        if location in keys:  # its value is of nothing
            continue
        message = _message(model, detail, hidden, vocabulary)
        problems.append(_problem(block, _as_written(detail), message))
    new = [p for p in problems if (p.line, p.field.rpartition(".")[2]) not in block.wrong]
    return list(_of_one_status_once(new))


def _is_entry(model: type[Record], location: Location) -> bool:
    """Whether a location is that of an entry of a list of records, not of a value in a list."""
    if not isinstance(location[-1], int):
        return False
    field = _fields(_owner(model, location[:-1])).get(str(location[-2]))
    return field is None or record_in(field.annotation) is not None


def _of_one_status_once(problems: list[Problem]) -> Iterator[Problem]:
    """Return the problems, those of one wrong status as one that names both lines."""
    first = next((problem for problem in problems if problem.field == "status"), None)
    again = [
        other
        for other in problems
        if first and other.field == "updates.status" and other.message == first.message
    ]
    repeated = frozenset(map(id, again))
    for problem in problems:
        if problem is first and again:
            lines = " and ".join(str(other.line) for other in again)
            message = f"{problem.message}{THE_SAME}line {lines}."
            yield Problem(problem.path, problem.line, problem.field, message)
        elif id(problem) not in repeated:
            yield problem


def _unclear_entries(model: type[Record], block: Block) -> Iterator[tuple[Location, str]]:
    """Return, once a list of records, an entry that is not one of its own, and what to do."""
    for name, field in _fields(model).items():
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
    unknown = keys - _fields(record).keys()
    if (
        len(unknown) == 1
        and not keys & set(_needed(record))
        and not any(_meant(key, list(_fields(record))) for key in unknown)
    ):
        wanted = " and ".join(f'"{key}: …"' for key in _needed(record))
        return (
            f"{quoted(next(iter(unknown)).replace('_', ' '))} is no field of an entry here. Write"
            f" {wanted}, each on a line of its own."
        )
    first, *_ = [*_required(record), ""]
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
    as_fields = _as_fields(model, {"loc": (name, 0), "input": items[0]})
    return f"{quoted(items[0])} is not a group of fields. {as_fields} Likewise each line below it."


def _other_list(model: type[Record], name: str, keys: set[str]) -> str:
    """Return another list whose entries have all of these fields, as one's own have not."""
    record = record_in(_fields(model)[name].annotation)
    if record is None or len(keys - _fields(record).keys()) < 2:
        return ""
    lists = (
        (other, of_other)
        for other, field in _fields(model).items()
        if (of_other := record_in(field.annotation)) and of_other is not record
    )
    return next((other for other, of_other in lists if keys <= _fields(of_other).keys()), "")


def _required(record: type[Record]) -> list[str]:
    return [name for name, field in _fields(record).items() if is_needed(field)]


def _needed(record: type[Record]) -> list[str]:
    """Return the fields that a record must have, or the first where it needs none."""
    return _required(record) or [*_fields(record)][:1]


def _meant(found: str, names: list[str]) -> str | None:
    """Return the field that another word for it, or another spelling of it, means."""
    other = next((name for name in OTHER_WORDS.get(found, ()) if name in names), None)
    word = next((word for word in found.split("_") if word in names), None)
    return other or nearest(found, names, cutoff=_NEAR) or word


def _problem(block: Block, location: Location, message: str) -> Problem:
    """Return a problem at the line of a field; that of a mapping's key is one of the mapping."""
    field = location[:-2] if location[-1:] == (_KEY,) else location
    return Problem(block.name, block.line(location), dotted(field), message)


def _message(
    model: type[Record], detail: Any, hidden: frozenset[str], vocabulary: Vocabulary
) -> str:
    """Return what is wrong with a field, and what to write."""
    location: Location = tuple(detail["loc"])
    kind = detail["type"]
    if kind == "extra_forbidden":
        message = _unknown(model, location, hidden, vocabulary)
    elif location == ("slug",):
        name = parsers.slugify(detail["input"]) or "contact"
        message = (
            f"the file's name {quoted(detail['input'])} cannot be part of an address."
            f" Rename the file to {name}.md."
        )
    elif kind == "missing":
        info = _field(model, location)
        message = f'is missing. Write "{location[-1]}" with {_wanted(info, vocabulary)}.'
    elif kind == "value_error" and isinstance(detail["ctx"]["error"], EmptyValue):
        message = _empty(_field(model, location), detail["input"], vocabulary)
    elif kind == "value_error":
        message = str(detail["ctx"]["error"])
    elif kind == "too_short" or (kind in _LISTS and detail["input"] == ""):
        message = (
            f"is empty. Write {_wanted(_field(model, location), vocabulary)};"
            ' start each on a line of its own with "- ".'
        )
    elif kind in _LISTS + _GROUPS:
        message = _not_as_declared(model, detail, vocabulary)
    else:
        message = f"cannot be read: {detail['msg']}."
    return message


def _unknown(
    model: type[Record], location: Location, hidden: frozenset[str], vocabulary: Vocabulary
) -> str:
    """Return what is wrong with a field that is not known, and what to write."""
    names = [name for name in _fields(_owner(model, location)) if name not in hidden]
    is_of_action = "facets" in hidden and len(location) == 1
    facets = vocabulary.facets or () if is_of_action else ()
    names += (field_name(facet.id) for facet in facets)
    elsewhere = ELSEWHERE.get((_owner(model, location).__name__, str(location[-1])))
    message = f"is not a field here. {elsewhere or _instead(str(location[-1]), names, model)}"
    if not is_of_action or one_of(names) not in message:
        return message
    return (
        f'{message} A property by which the plan sorts its actions is declared under "facets" of'
        " plan.yml."
    )


def _not_as_declared(model: type[Record], detail: Any, vocabulary: Vocabulary) -> str:
    """Return what is wrong with a value that is no list, or no group of fields."""
    field, found = _field(model, tuple(detail["loc"])), detail["input"]
    says_none = isinstance(found, str) and parsers.says_nothing(found) and not is_needed(field)
    if detail["type"] in _LISTS:
        if says_none:
            return f"{_shown(found)} is not a list. Where there is none, delete the line."
        return (
            f"{_shown(found)} is not a list."
            f' Write each on a line that starts with "- "{_like(model, detail)}.'
        )
    if says_none:
        return _empty(field, found, vocabulary)
    return f"{_shown(found)} is not a group of fields. {_as_fields(model, detail)}"


def _as_fields(model: type[Record], detail: Any) -> str:
    """Return how a group of fields is written, with the text that was found in its place."""
    *outer, last = detail["loc"]
    record = record_in(_field(model, (*outer, last)).annotation)
    found = detail["input"]
    if last == "target" and isinstance(found, list):
        return (
            "Write the last target here, with no hyphen in front, and those before it below"
            ' "interim targets:".'
        )
    if record is None or not isinstance(found, str) or not found:
        return 'Write each as "name: value".'
    needed = _needed(record)
    is_address = "://" in found or "@" in found
    of = "address" if is_address and "address" in needed else ""
    of = of or next((name for name in _SAID_ALONE if name in needed), needed[0])
    if of == "amount" and not any(map(str.isdigit, found)):
        is_kind = parsers.fold(found) in map(parsers.fold, FUNDING_KINDS)
        of, needed = ("kind", ["kind"]) if is_kind else ("note", ["kind", "note"])
    value = "…" if found.casefold() in ("yes", "no", "true", "false") else found
    values = {name: value if name == of else "…" for name in needed}
    time = next((name for name in ("due", "date") if name in _fields(record)), "")
    if "value" in values and time and (number := number_and_time(found)):
        values |= dict(zip(("value", time), number, strict=True))
    fields = [f'"{name}: {text}"' for name, text in values.items()]
    if isinstance(last, int):
        first, *below = (f'"- {fields[0][1:]}', *fields[1:])
        return f"Write {first}{' and below it ' if below else ''}{', '.join(below)}."
    return f"Write below it, with spaces in front, {', '.join(fields)}."


def _like(model: type[Record], detail: Any) -> str:
    """Return how the first line of a list is written of the text that was found in its place."""
    location, found = tuple(detail["loc"]), detail["input"]
    if record_in(_field(model, location).annotation) is None or not isinstance(found, str):
        return ""
    as_item = _as_fields(model, {"loc": (*location, 0), "input": found})
    return f", like {as_item.removeprefix('Write ').rstrip('.')}"


def _as_written(detail: Any) -> Location:
    """Return where a file has what a field has: the second lead for the first of the others.

    A page's slug is in no field: it is the file's name.
    """
    location = tuple(detail["loc"])
    if location == ("slug",) and detail["type"] != "extra_forbidden":
        return ()
    first = FIRST_OF.get(str(location[0])) if len(location) > 1 else None
    return (first, *(int(place) + 1 for place in location[1:])) if first else location


def _empty(info: FieldInfo, found: object, vocabulary: Vocabulary) -> str:
    """Return what to write where a field says nothing, in words or without any."""
    wanted = _wanted(info, vocabulary)
    or_not = ". Or delete the line" if " Use one of: " in wanted else ", or delete the line"
    says = ""
    if isinstance(found, str) and has_visible(found):
        says = f"{quoted(found)} says nothing, so that the field "
    return f"{says}is empty. Write {wanted}{'' if is_needed(info) else or_not}."


def _instead(found: str, names: list[str], model: type[Record]) -> str:
    """Return what to write instead of a field that is not known."""
    if found in _fields(model) and found not in names and found not in _UNNAMED:
        whose = model.__name__.lower()
        return f'It belongs to the {whose}: write "{found}: …" with no space in front.'
    if found in FIRST_OF:
        return f'Write each below "{FIRST_OF[found]}:", on a line of its own that starts with "- ".'
    near = _meant(found, names)
    if near and found != "correction":
        return f'Did you mean "{near}"?'
    within = [
        name
        for name, field in _fields(model).items()
        if (record := record_in(field.annotation)) and found in _fields(record)
    ]
    if within and not set(_fields(model)) - set(names) - _UNNAMED:
        places = " or ".join(f'"{name}:"' for name in within[:2])
        return f"It belongs to an entry below {places}, with as many spaces in front as its lines."
    return (
        f"{one_of(names)} If the line goes on with the value above it, put that whole value in"
        " double quotes."
    )


def _wanted(field: FieldInfo, vocabulary: Vocabulary) -> str:
    """Return what is to be written for a field, from its description and example."""
    words = field.description or "Its value"
    words = words if words[1:2].isupper() else f"{words[0].lower()}{words[1:]}"  # but for SHA-256
    of_optional = (getattr(part, "__metadata__", ()) for part in get_args(field.annotation))
    for item in chain(field.metadata, *of_optional):
        table = getattr(item, "output_schema", {}).get(REFERS_TO, "")
        known = getattr(vocabulary, table, None) if table else None
        if known:
            return f"{words}. {one_of(known.labels.values())}".rstrip(".")
    example = f', for example "{field.examples[0]}"' if field.examples else ""
    return f"{words}{example}"


def _shown(found: object) -> str:
    return quoted(found) if isinstance(found, str) and found else "what is written here"


def _field(model: type[Record], location: Location) -> FieldInfo:
    """Return the field at a location, or the mapping that the location is in."""
    owner: type[Record] | None = model
    for part in location:
        if isinstance(part, str) and owner:
            found = _fields(owner)[part]
            owner = record_in(found.annotation)
    return found


def _fields(model: type[Record]) -> dict[str, FieldInfo]:
    """Return the fields of a record by the name that files have for them."""
    return {field.alias or name: field for name, field in model.model_fields.items()}


def _owner(model: type[Record], location: Location) -> type[Record]:
    """Return the record class that the last part of a location is a field of."""
    owner = model
    for part in location[:-1]:
        if isinstance(part, str) and part in _fields(owner):
            owner = record_in(_fields(owner)[part].annotation) or owner
    return owner
