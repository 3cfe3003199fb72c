"""What is wrong with fields, in plain words; loaded only where a field has a problem."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from pydantic.fields import FieldInfo

from ..messages import listed, names_choices, one_of, quoted
from ..problems import OfPlanError, PlanCause, Problem
from . import parsers
from .characters import has_visible
from .entry_problems import unclear_entries
from .front_matter import Block, Location, dotted, field_name
from .models import FIRST_OF, Record, is_needed, record_in
from .other_words import ELSEWHERE, OTHER_WORDS
from .parsers import EmptyValue
from .record_fields import (
    as_group,
    field_at,
    fields_of,
    meant_field,
    needed_fields,
    owner_of,
    wanted_value,
)
from .vocabulary import Vocabulary

__all__ = ["field_problems"]

_UNNAMED = frozenset(("text", "parts", "facets", "slug", *FIRST_OF))
"""Fields that nobody writes by their name."""
_LISTS = ("tuple_type", "list_type")
"""Pydantic's words for values that are no lists."""
_GROUPS = ("model_type", "dict_type", "model_attributes_type")
"""Its words for values that are no groups of fields."""
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
    lists: set[Location] = set()
    for location, message in unclear_entries(model, block, vocabulary):
        line, field = block.line(location), dotted(location)
        problems.append(Problem(block.name, line, field, message))
        lists.add(location[: location.index(field.rpartition(".")[2]) + 1])
    block.doubtful.update(str(location[0]) for location in lists)
    details = [d for d in details if not any(tuple(d["loc"])[: len(p)] == p for p in lists)]
    if "facets" in hidden and vocabulary.facets is None:  # each of the fields may be one
        details = [d for d in details if d["type"] != "extra_forbidden" or len(d["loc"]) > 1]
    locations = [tuple(detail["loc"]) for detail in details]
    keys = {location[:-1] for location in locations if location[-1] == _KEY}
    parents = {location[:end] for location in locations for end in range(len(location))}
    meant = {
        (*detail["loc"][:-1], near)
        for detail in details
        if detail["type"] == "extra_forbidden"
        and (
            near := meant_field(
                str(detail["loc"][-1]), list(fields_of(owner_of(model, detail["loc"])))
            )
        )
    }
    beside = _beside_their_groups(details)
    meant.update(beside.values())
    block.doubtful.update(str(name[0]) for name in meant)
    # An entry that is none is left out, so that the others are not all that there is.
    block.doubtful.update(str(where[0]) for where in locations if _is_entry(model, where))
    for detail, location in zip(details, locations, strict=True):
        if detail["type"] == "missing" and (
            location in meant or ".".join(map(str, location[:-1])) in block.doubtful
        ):
            continue
        if detail["type"] == "too_short" and location in parents:
            continue
        if location in keys:  # its value is of nothing
            continue
        message, cause = _message(model, block, detail, hidden, vocabulary)
        if detail["type"] == "extra_forbidden" and location in beside:
            group = beside[location][0]
            message, cause = (
                f'is not a field here. It belongs to "{group}:": put two more spaces in front.',
                None,
            )
        problems.append(_problem(block, _as_written(detail), message, cause))
    new = [p for p in problems if (p.line, p.field.rpartition(".")[2]) not in block.wrong]
    return list(_of_one_status_once(new))


def _beside_their_groups(details: list[Any]) -> dict[Location, Location]:
    """Return each unknown field that a group lacks, which has too few spaces in front of it."""
    unknown = {tuple(d["loc"]) for d in details if d["type"] == "extra_forbidden"}
    missing = (tuple(d["loc"]) for d in details if d["type"] == "missing")
    return {loc[1:]: loc for loc in missing if len(loc) == 2 and loc[1:] in unknown}


def _is_entry(model: type[Record], location: Location) -> bool:
    """Whether a location is that of an entry of a list of records, not of a value in a list."""
    if not isinstance(location[-1], int):
        return False
    field = fields_of(owner_of(model, location[:-1])).get(str(location[-2]))
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
            yield replace(problem, also_on=tuple(other.line for other in again))
        elif id(problem) not in repeated:
            yield problem


def _problem(block: Block, location: Location, message: str, cause: PlanCause | None) -> Problem:
    """Return a problem at the line of a field; that of a mapping's key is one of the mapping."""
    field = location[:-2] if location[-1:] == (_KEY,) else location
    return Problem(block.name, block.line(location), dotted(field), message, cause=cause)


def _message(
    model: type[Record],
    block: Block,
    detail: Any,
    hidden: frozenset[str],
    vocabulary: Vocabulary,
) -> tuple[str, PlanCause | None]:
    """Return what is wrong with a field, and what to write; and what it may come from."""
    location: Location = tuple(detail["loc"])
    kind, cause = detail["type"], None
    if kind == "extra_forbidden":
        message, cause = _unknown(model, block, location, hidden, vocabulary)
    elif location == ("slug",):
        name = parsers.slugify(detail["input"]).strip("._-") or "contact"
        message = (
            f"the file's name {quoted(detail['input'])} cannot be part of an address."
            f" Rename the file to {name}.md."
        )
    elif kind == "missing":
        info = field_at(model, location)
        message = f'is missing. Write "{location[-1]}" with {wanted_value(info, vocabulary)}.'
    elif kind == "value_error" and isinstance(detail["ctx"]["error"], EmptyValue):
        info = field_at(model, location)
        is_item = isinstance(location[-1], int) and location in block.lines
        if is_item and isinstance(detail["input"], str) and has_visible(detail["input"]):
            message = (
                f"{quoted(detail['input'])} says nothing. Write in more words what it means, or"
                " take it out of the list."
            )
        else:
            message = _empty(info, detail["input"], vocabulary)
    elif kind == "value_error":
        error = detail["ctx"]["error"]
        message, cause = str(error), error.cause if isinstance(error, OfPlanError) else None
    elif kind == "too_short" or (kind in _LISTS and detail["input"] == ""):
        message = (
            f"is empty. Write {wanted_value(field_at(model, location), vocabulary)};"
            ' start each on a line of its own with "- ".'
        )
    elif kind in _LISTS + _GROUPS:
        message = _not_as_declared(model, block, detail, vocabulary)
    else:
        message = f"cannot be read: {detail['msg']}."
    return message, cause


def _unknown(
    model: type[Record],
    block: Block,
    location: Location,
    hidden: frozenset[str],
    vocabulary: Vocabulary,
) -> tuple[str, PlanCause | None]:
    """Return what is wrong with a field that is not known, and what to write; and the cause."""
    names = [name for name in fields_of(owner_of(model, location)) if name not in hidden]
    is_of_action = "facets" in hidden and len(location) == 1
    facets = vocabulary.facets or () if is_of_action else ()
    names += (field_name(facet.id) for facet in facets)
    for part in vocabulary.parts or () if is_of_action else ():
        if location[0] in (field_name(part.id), field_name(part.title)):
            message = f'is not a field here. Write it as text, below the heading "## {part.title}".'
            return message, None
    if elsewhere := ELSEWHERE.get(owner_of(model, location).__name__, {}).get(str(location[-1])):
        return f"is not a field here. {elsewhere}", None
    instead, cause = _instead(location, names, model, block)
    message = f"is not a field here. {instead}"
    if is_of_action and cause == PlanCause("field"):
        message = (
            f'{message} A property by which the plan sorts its actions is declared under "facets"'
            " of plan.yml."
        )
    return message, cause if len(location) == 1 else None


def _not_as_declared(model: type[Record], block: Block, detail: Any, vocabulary: Vocabulary) -> str:
    """Return what is wrong with a value that is no list, or no group of fields."""
    location, found = tuple(detail["loc"]), detail["input"]
    field = field_at(model, location)
    kind = "list" if detail["type"] in _LISTS else "group of fields"
    if isinstance(found, str) and not is_needed(field):
        if parsers.says_nothing(found) and kind != "list":
            return _empty(field, found, vocabulary)
        if parsers.says_nothing(found) or found.casefold() in ("no", "false"):
            return f"{_shown(found)} is not a {kind}. Where there is none, delete the line."
    if kind != "list":
        if isinstance(found, list) and isinstance(location[-1], str) and location[-1] != "target":
            return f"is a group of fields, and {_as_one_group(found)}"
        as_fields = as_group(model, location, found, vocabulary)
        return f"{_shown(found)} is not a {kind}. {as_fields}"
    if isinstance(found, dict) and (as_entry := _as_one_entry(model, block, location, found)):
        return f"what is written here is not a list. {as_entry}"
    like = ""
    if record_in(field.annotation) and isinstance(found, str) and found.lstrip()[:1] != "-":
        as_item = as_group(model, (*location, 0), found, vocabulary)
        like = f", like {as_item.removeprefix('Write ').rstrip('.')}"
    return f'{_shown(found)} is not a list. Write each on a line that starts with "- "{like}.'


def _as_one_entry(
    model: type[Record], block: Block, location: Location, found: dict[str, object]
) -> str:
    """Return how fields in the place of a list of groups are written, or nothing."""
    record = record_in(field_at(model, location).annotation)
    if record is None or not found:
        return ""
    if not fields_of(record).keys() & found.keys():
        first, *others = needed_fields(record)
        rest = [f'"{name}: …"' for name in others]
        below_it = f" and below it {listed(rest)}" if rest else ""
        return f'Write each as "- {first}: …"{below_it}.'
    lines = {block.line((*location, name)) for name in found}
    if len(lines - {block.line(location)}) < len(found):  # in braces, they are on one line
        return 'Write "- " in front of its brace, on a line of its own.'
    return (
        f'Write "- " in front of "{next(iter(found))}", and two more spaces in front of each line'
        " below it."
    )


def _as_one_group(found: list[Any]) -> str:
    """Return what to do with a list in the place of a group of fields."""
    names = [name for item in found for name in (item if isinstance(item, dict) else ())]
    if names and len(names) == len(set(names)):
        return 'no list. Write two spaces in place of each "- ".'
    return f'{len(found)} are written. Keep one, with two spaces in place of its "- ".'


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
    wanted = wanted_value(info, vocabulary)
    or_not = ". Or delete the line" if names_choices(wanted) else ", or delete the line"
    says = ""
    if isinstance(found, str) and has_visible(found):
        says = f"{quoted(found)} says nothing, so that the field "
    return f"{says}is empty. Write {wanted}{'' if is_needed(info) else or_not}."


def _instead(
    location: Location, names: list[str], model: type[Record], block: Block
) -> tuple[str, PlanCause | None]:
    """Return what to write instead of a field that is not known, and the cause it may have."""
    found = str(location[-1])
    near = meant_field(found, names)
    # A group has rather a field of its own by another name than one of the file.
    is_of_group = len(location) > 1 and near in OTHER_WORDS.get(found, ())
    if found in {*fields_of(model)} - {*names, *_UNNAMED} and not is_of_group:
        whose = model.__name__.lower()
        if found in block.values:
            line = block.line((found,))
            return f"It belongs to the {whose}, which has it on line {line}: keep one.", None
        return f'It belongs to the {whose}: write "{found}: …" with no space in front.', None
    if found in FIRST_OF:
        first = FIRST_OF[found]
        return f'Write each below "{first}:", on a line of its own that starts with "- ".', None
    if near and found != "correction":
        return f'Did you mean "{near}"?', PlanCause("field", near)
    within = [
        name
        for name, field in fields_of(model).items()
        if (record := record_in(field.annotation)) and found in fields_of(record)
    ]
    if within and not set(fields_of(model)) - set(names) - _UNNAMED:
        places = " or ".join(f'"{name}:"' for name in within[:2])
        return (
            f"It belongs to an entry below {places}, with as many spaces in front as its lines.",
            None,
        )
    message = (
        f"{one_of(names)} If the line goes on with the value above it, put that whole value in"
        " double quotes."
    )
    return message, PlanCause("field")


def _shown(found: object) -> str:
    return quoted(found) if isinstance(found, str) and found else "what is written here"
