"""Front matter: a file's YAML as plain values, each with its line, and the body below it.

Every scalar stays the text that was written (`4.10.1`, `NO` and `2026-02-30` alike): what a
value means is decided when it is validated.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING, Any

import yaml

from ..messages import quoted
from ..problems import Problem
from .block import LISTS, Block, Location, Value, dotted, field_name
from .braces import Unnamed, list_in_braces
from .characters import forbidden_characters, has_visible
from .comments import dropped_at_its_end, dropped_below
from .fences import front_matter_end, front_matter_start, wrong_fence

if TYPE_CHECKING:
    from .groups import Group

__all__ = [
    "Block",
    "Location",
    "Value",
    "dotted",
    "field_name",
    "front_matter",
    "parse_yaml",
    "plain_spaces",
]

_DEEPEST = 8
# In this site's own plan the largest file has 9,000 characters of fields, 125 fields and items of
# lists, and values of up to 425 characters.
_MOST_CHARACTERS = 250_000
_MOST_ENTRIES = 5_000
_LONGEST_NAME = 100
_LONGEST_VALUE = 10_000
# What word processors write for a space; YAML takes it for a letter.
_SPACES = str.maketrans(dict.fromkeys("\u00a0\u2007\u202f", " "))


def front_matter(path: str, text: str) -> tuple[Block, list[Problem]]:
    """Return the values between a file's `---` lines and the body below, and all problems."""
    lines = text.split("\n")
    start = front_matter_start(lines)
    number = front_matter_end(lines) if start else 0
    if wrong := wrong_fence(path, lines, start, number):
        return Block(path, is_readable=False), [wrong]
    fields = "\n".join(lines[start : number - 1]) + "\n"
    block, problems = parse_yaml(path, fields, first_line=start + 1)
    block.body = "\n".join(lines[number:])
    block.body_line = number + 1
    block.end_line = number
    return block, problems


def plain_spaces(text: str) -> str:
    """Return text with each kind of space replaced by the one that YAML knows."""
    return text if text.isascii() else text.translate(_SPACES)


def parse_yaml(
    path: str, text: str, first_line: int = 1, as_written: Collection[Location] = ()
) -> tuple[Block, list[Problem]]:
    """Return a YAML mapping, whose first line is `first_line` of the file, and all problems.

    The mappings at the locations `as_written` have keys that are no names of fields.
    """
    text = plain_spaces(text)
    builder = _Builder(path, text, first_line, as_written)
    try:
        builder.build()
    except _CannotGoOnError:
        builder.block.is_readable = False
    except yaml.YAMLError as error:
        from .yaml_problems import yaml_problem  # noqa: PLC0415 - few files need it

        problem = yaml_problem(path, text, first_line, error, builder.problems[-1:])
        others = (found for found in builder.problems if found.line != problem.line)
        builder.problems = [*others, problem]
        builder.block.is_readable = False
    builder.block.wrong = {(problem.line, problem.field) for problem in builder.problems}
    if not all(problem.field for problem in builder.problems):
        builder.block.is_readable = False
    return builder.block, builder.problems


class _CannotGoOnError(Exception):
    """What comes next in the text cannot be read; the reason is in the builder's problems."""


class _Builder:
    """Builds values from YAML's events, which have lines, anchors, tags and repeated keys.

    Not from nodes (`yaml.compose`): they have lost anchors and tags, and composing them crashes
    on brackets that are nested deeply enough.
    """

    def __init__(
        self, path: str, text: str, first_line: int, as_written: Collection[Location]
    ) -> None:
        self.path = path
        self.first_line = first_line
        self.as_written = as_written
        self.text = text
        self.source = text.split("\n") if "#" in text else []
        # yaml.parse() asks three times for each event; the parser itself returns them one by one.
        self.events: Iterator[Any] = iter(yaml.CBaseLoader(text).get_event, None)
        self.block = Block(path)
        self.problems: list[Problem] = []
        self.entries = 0

    def build(self) -> None:
        for event in self.events:
            kind = type(event)
            if kind is yaml.MappingStartEvent and not self.block.lines:
                self._check_node(event, ())
                self._mapping((), self.block.values, in_braces=event.flow_style)
            elif kind in (yaml.ScalarEvent, yaml.AliasEvent) or isinstance(
                event, yaml.CollectionStartEvent
            ):
                if kind is yaml.ScalarEvent and event.value == "":
                    continue
                message = 'this is no list of fields. Write them as "name: value", one on a line.'
                self._line_problem(event, (), message)
                return

    def _problem(
        self, event: Any, location: Location, message: str, index: int | None = None
    ) -> None:
        name = next((part for part in reversed(location) if isinstance(part, str)), "")
        line = self.first_line + (event.start_mark.line if index is None else index)
        self.problems.append(Problem(self.path, line, name, message))

    def _line_problem(self, event: Any, location: Location, message: str) -> None:
        """Report what a line itself shows to be wrong with it, or else the message."""
        from .yaml_problems import line_advice  # noqa: PLC0415 - few files need it

        line = self.text.split("\n")[event.start_mark.line]
        advice = line_advice(line)
        self._problem(event, location, f"{quoted(line)} {advice}" if advice else message)

    def _check_amount(self, event: Any, location: Location) -> None:
        """Go on only while the fields, and items of lists, are as many as a file may have."""
        self.entries += 1
        if self.entries > _MOST_ENTRIES:
            amount = f"{_MOST_ENTRIES:,} fields and items of lists"
        elif event.start_mark.index > _MOST_CHARACTERS:
            amount = f"{_MOST_CHARACTERS:,} characters of fields"
        else:
            return
        message = f"with this line, the file has over {amount}. Delete what is not needed."
        self._problem(event, location, message)
        raise _CannotGoOnError

    def _check_node(self, event: Any, location: Location) -> None:
        if event.anchor is not None:
            message = (
                f'"&{event.anchor}" is not allowed: YAML would drop it.'
                " Put the whole value in double quotes."
            )
            self._problem(event, location, message)
        if event.tag == "!":
            message = (
                '"!" is not allowed: YAML would drop it. Put the whole value in double quotes.'
            )
            self._problem(event, location, message)
        elif event.tag is not None:
            message = (
                f"the YAML tag {quoted(event.tag)} is not allowed."
                " Put the whole value in double quotes."
            )
            self._problem(event, location, message)

    def _check_name(self, event: Any, location: Location) -> None:
        """Go on only with the name of a field that may be one."""
        self._check_amount(event, location)
        if len(event.value) > _LONGEST_NAME:
            message = f"{quoted(event.value)} is over {_LONGEST_NAME} characters long for a name."
            self._problem(event, location, message)
            raise _CannotGoOnError
        self._check_scalar(event, location)

    def _check_scalar(self, event: Any, location: Location) -> None:
        """In double quotes, YAML makes characters of escapes that nobody sees in the file."""
        if event.anchor is not None or event.tag is not None:
            self._check_node(event, location)
        if len(event.value) > _LONGEST_VALUE:
            message = f"is over {_LONGEST_VALUE:,} characters long. Shorten it."
            self._problem(event, location, message)
            raise _CannotGoOnError
        # A value of nothing that can be seen is empty, which is a problem of its field.
        if event.style == '"' and has_visible(event.value):
            for message in forbidden_characters(event.value).values():
                self._problem(event, location, message)

    def _mapping(
        self, location: Location, values: dict[str, Value], *, in_braces: bool
    ) -> list[Value]:
        """Read a mapping into `values`; return what is in it instead, where nothing has a name."""
        last: tuple[Any, str] = (None, "")
        lines = self.block.lines
        unnamed: list[Unnamed] = []
        group: Group | None = None
        for event in self.events:
            kind = type(event)
            if kind is yaml.MappingEndEvent:
                return self._without_names(location, values, unnamed) if unnamed else []
            if kind is not yaml.ScalarEvent:
                self._line_problem(event, location, "a field's name must be plain text.")
                raise _CannotGoOnError
            self._check_name(event, location)
            key = event.value.strip() if location in self.as_written else field_name(event.value)
            place = (*location, key)
            if group and group.takes(key, values):
                self._add_to_group(event, (*location, group.name), values, key)
                continue
            group = None
            if key in values:
                self._read_again(event, place, values)
                continue
            lines[place] = event.start_mark.line + self.first_line
            if key != event.value:
                self.block.written[place] = event.value
            values[key] = found = self._value(next(self.events), place)
            if in_braces and found == "" and not self._has_colon(event):
                del lines[place], values[key]
                if not unnamed or unnamed[-1].last is not last[0]:
                    unnamed.append(Unnamed(*last))
                unnamed[-1].events.append(event)
                continue
            last = event, key
            if isinstance(found, str) and not in_braces:
                group = self._group_above(event, place, found)
        return []

    def _read_again(self, event: Any, place: Location, values: dict[str, Value]) -> None:
        """Report a field that is there already, and keep its value where that one has none."""
        lines, key = self.block.lines, str(place[-1])
        is_empty = values[key] == ""
        self._repeated(event, place, is_empty=is_empty)
        # Its value is checked as any other, and else forgotten.
        self.block.lines = lines if is_empty else {}
        found = self._value(next(self.events), place)
        self.block.lines = lines
        if is_empty:
            values[key] = found

    def _group_above(self, event: Any, place: Location, found: str) -> Group | None:
        """Return the group of fields of which nothing was found, if the field is one of a group."""
        key = str(place[-1])
        if found == "":
            from .groups import group_at  # noqa: PLC0415 - few files need it

            return group_at(place[:-1], key)
        if key in LISTS and "- " in found:
            self._check_list(event, place)
        return None

    def _add_to_group(
        self, event: Any, location: Location, values: dict[str, Value], key: str
    ) -> None:
        """Read a field into the group above it, for which it has too few spaces in front."""
        group = values[str(location[-1])]
        if not isinstance(group, dict):
            message = (
                "the lines below it have too few spaces in front."
                " Put two more in front of each that belongs to it."
            )
            self.problems.append(self.block.problem(location, message))
            values[str(location[-1])] = group = {}
        place = (*location, event.value.strip() if location in self.as_written else key)
        self.block.lines[place] = event.start_mark.line + self.first_line
        group[str(place[-1])] = self._value(next(self.events), place)

    def _check_list(self, event: Any, location: Location) -> None:
        """A list ends up in one text, where something is beside its name."""
        name = event.end_mark
        line, *below = self.text.split("\n")[name.line : name.line + 2]
        beside = line[name.column :].lstrip(" :")
        if beside and beside[0] not in "\"'" and below and below[0].lstrip().startswith("- "):
            from .first_lines import beside_a_list  # noqa: PLC0415 - few files need it

            self._problem(event, location, beside_a_list(beside))
            self.block.doubtful.add(str(location[0]))

    def _without_names(
        self, location: Location, values: dict[str, Value], unnamed: list[Unnamed]
    ) -> list[Value]:
        """Report values between braces that have no name; put into `values` what is meant.

        Return them all, where none has a name, as the list that they seem to be.
        """
        name = location[-1] if location else ""
        if not values and isinstance(name, str):
            pieces: list[str] = [event.value for event in unnamed[0].events]
            self._problem(unnamed[0].events[0], location, list_in_braces(name, ", ".join(pieces)))
            return [*pieces]
        for run in unnamed:
            meant, message = run.meant(self.text, values.get(run.name))
            for written, value in meant.items():
                values[field_name(written)] = [*value] if isinstance(value, list) else value
                place = (*location, field_name(written))
                self.block.lines.setdefault(place, self.block.line(location))
            place = (*location, *filter(None, (next(iter(meant), run.name),)))
            self._problem(run.last or run.events[0], place, message)
            if not meant:
                self.block.doubtful |= {".".join(map(str, location)), *map(str, location[:1])}
        return []

    def _has_colon(self, event: Any) -> bool:
        """Whether a colon is behind a name: between braces there may be none."""
        end = event.end_mark.index
        return self.text[end : end + _LONGEST_NAME].lstrip()[:1] == ":"

    def _repeated(self, event: Any, place: Location, *, is_empty: bool) -> None:
        """Report a repeated field; in a list, once for the entry that runs into the next."""
        line = self.block.line(place)
        first = f"first on line {line}"
        if is_empty:
            message = f"is written twice ({first}, with nothing behind it). Delete line {line}."
            self._problem(event, place, message)
            return
        if place[-1] in LISTS:
            message = (
                f"is written twice ({first}). Where both are meant, write each on a line of its"
                f' own that starts with "- ", below one "{place[-1]}:".'
            )
            self._problem(event, place, message)
            self.block.doubtful.add(str(place[0]))
            return
        if len(place) < 3 or not isinstance(place[-2], int):
            self._problem(event, place, f"is written twice ({first}). Keep one of the two.")
            self.block.doubtful.add(str(place[0]))
            return
        entry = ".".join(map(str, place[:-1]))
        if entry not in self.block.doubtful:
            name = str(place[-1]).replace("_", " ")
            message = (
                f'is written twice in one entry ({first}). Where a new entry starts, write "- "'
                f' in front, like "- {name}: …"; else keep one of the two.'
            )
            self._problem(event, place, message)
        self.block.doubtful |= {entry, str(place[0])}

    def _value(self, event: Any, location: Location) -> Value:
        kind = type(event)
        if kind is yaml.ScalarEvent:
            self._check_scalar(event, location)
            if self.source and not event.style:
                self._check_cut(event, location)
            if event.style == "|":
                self.block.literal.add(location)
            value: str = event.value
            return value
        if kind is yaml.AliasEvent:
            message = (
                f'"*{event.anchor}" is not allowed: YAML reads it as a reference.'
                " Put the whole value in double quotes."
            )
            self._problem(event, location, message)
            return f"*{event.anchor}"
        self._check_node(event, location)
        if len(location) > _DEEPEST:
            self._problem(event, location, "is nested too deeply.")
            # Going on would take time that grows with the square of the depth.
            raise _CannotGoOnError
        if kind is yaml.SequenceStartEvent:
            items: list[Value] = []
            for item in self.events:
                if type(item) is yaml.SequenceEndEvent:
                    break
                self._check_amount(item, location)
                place = (*location, len(items))
                self.block.lines[place] = item.start_mark.line + self.first_line
                items.append(self._value(item, place))
            return items
        values: dict[str, Value] = {}
        return self._mapping(location, values, in_braces=event.flow_style) or values

    def _check_cut(self, event: Any, location: Location) -> None:
        """A plain value ends where a `#` follows a space: `item # 9` would lose its end."""
        start, end = event.start_mark, event.end_mark
        rest = self.source[end.line : end.line + 2]
        cut = rest[0][end.column :].strip() if rest else ""
        is_name = not event.value and len(location) < 2
        if message := dropped_at_its_end(cut, is_name=is_name):
            self._problem(event, location, message)
        elif rest[1:] and "#" in rest[1] and event.value:
            in_front = self.source[start.line][: start.column]
            if message := dropped_below(rest[1], in_front):
                self._problem(event, location, message, end.line + 1)
