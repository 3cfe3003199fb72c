"""Text with line numbers: a content file's bytes become plain values that know their lines.

Every scalar stays the text that was written (`1.10.1`, `NO` and `2026-02-30` alike): what a
value means is the schema's business.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import yaml

from .problems import Problem, quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["LARGEST_FILE", "Block", "Location", "Value", "decode", "front_matter", "parse_yaml"]

Location = tuple[str | int, ...]
Value = str | list["Value"] | dict[str, "Value"]

LARGEST_FILE = 1024 * 1024
"""Bytes a content file may have: an action's text is a few thousand."""

_DEEPEST = 8
_FENCE = re.compile(r"-{3}[ \t]*")
_MERGE_CONFLICT = re.compile(r"(?:<{7}|>{7}|\|{7})(?: |$)|={7}$")
_CUT_BY_COMMENT = re.compile(r"[^\s]\s+#(?=[^\s#])")
_OPENING_QUOTE = re.compile(r"""^[^#'"]*[:\-]\s+(?P<quote>["'])""")
_BIDIRECTIONAL = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


@dataclass(slots=True)
class Block:
    """A YAML mapping as plain values, with the line of each key and item, and the text below it.

    `lines` maps a location, such as `("updates", 0, "note")`, to its 1-based line in the file.
    """

    values: dict[str, Value] = field(default_factory=dict)
    lines: dict[Location, int] = field(default_factory=dict)
    body: str = ""
    body_line: int = 1
    end_line: int = 1

    def line(self, location: Location) -> int:
        """Give the line of a location, or of the nearest place above it that has one."""
        while location and location not in self.lines:
            location = location[:-1]
        return self.lines.get(location, 1)


def decode(path: str, content: bytes) -> tuple[str, list[Problem]]:
    """Give a file's text with `\\n` line ends and no BOM, and what is wrong with its bytes.

    Text is empty where it cannot be read at all.
    """
    if len(content) > LARGEST_FILE:
        size = f"{len(content) / LARGEST_FILE:.1f} MiB"
        return "", [Problem(path, 1, "", f"the file is {size} large. Keep it under 1 MiB.")]
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        return "", [
            Problem(
                path,
                line,
                "",
                f"byte 0x{content[error.start]:02x} is not UTF-8 text."
                " Save the file with the encoding UTF-8.",
            )
        ]
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text, list(_unfit_characters(path, text)) + list(_merge_conflicts(path, text))


def _unfit_characters(path: str, text: str) -> Iterator[Problem]:
    if text.isascii() and text.replace("\n", "").replace("\t", "").isprintable():
        return
    for number, line in enumerate(text.split("\n"), start=1):
        if line.isprintable():
            continue
        for character in dict.fromkeys(line):
            if character == "\t" or (
                unicodedata.category(character) not in ("Cc", "Cs", "Co", "Cn", "Zl", "Zp")
                and character not in _BIDIRECTIONAL
            ):
                continue
            yield Problem(
                path,
                number,
                "",
                f"the invisible character U+{ord(character):04X} is not allowed."
                " Delete it, or type the line again.",
            )


def _merge_conflicts(path: str, text: str) -> Iterator[Problem]:
    marked = [
        (number, line)
        for number, line in enumerate(text.split("\n"), start=1)
        if line[:7] in ("<<<<<<<", ">>>>>>>", "=======", "|||||||") and _MERGE_CONFLICT.match(line)
    ]
    if any(line.startswith(("<<<<<<<", ">>>>>>>")) for _, line in marked):
        yield Problem(
            path,
            marked[0][0],
            "",
            "two versions of this file were not merged."
            ' Keep one version and delete the lines that start "<<<<<<<", "=======" and ">>>>>>>".',
        )


def front_matter(path: str, text: str) -> tuple[Block, list[Problem]]:
    """Split a file into the values between its `---` lines and the body below, with problems."""
    lines = text.split("\n")
    if not _FENCE.fullmatch(lines[0]):
        first = 'Write "---" alone on the first line, then the fields, then "---" again.'
        return Block(), [Problem(path, 1, "", f"the file does not start with front matter. {first}")]
    for number, line in enumerate(lines[1:], start=2):
        if line.startswith("---") and _FENCE.fullmatch(line):
            break
    else:
        return Block(), [
            Problem(path, 1, "", 'the front matter does not end. Write "---" alone below its fields.')
        ]
    block, problems = parse_yaml(path, "\n".join(lines[1 : number - 1]) + "\n", first_line=2)
    block.body = "\n".join(lines[number:])
    block.body_line = number + 1
    block.end_line = number
    return block, problems


def parse_yaml(path: str, text: str, first_line: int = 1) -> tuple[Block, list[Problem]]:
    """Read a YAML mapping whose first line is `first_line` of the file, with its problems."""
    builder = _Builder(path, text, first_line)
    try:
        builder.build()
    except yaml.YAMLError as error:
        builder.problems.append(_not_yaml(path, text, first_line, error))
    return builder.block, builder.problems


class _Builder:
    """Builds values from YAML events: the one pass that sees lines, anchors and repeated keys."""

    def __init__(self, path: str, text: str, first_line: int) -> None:
        self.path = path
        self.first_line = first_line
        self.text = text
        self.source = text.split("\n") if "#" in text else None
        self.events = yaml.parse(text, Loader=yaml.CBaseLoader)
        self.block = Block()
        self.problems: list[Problem] = []

    def build(self) -> None:
        for event in self.events:
            kind = type(event)
            if kind is yaml.MappingStartEvent and not self.block.lines:
                self._check_node(event)
                self._mapping((), self.block.values)
            elif kind in (yaml.ScalarEvent, yaml.AliasEvent) or isinstance(
                event, yaml.CollectionStartEvent
            ):
                if kind is yaml.ScalarEvent and event.value == "":
                    continue
                self._problem(event, (), 'Write fields as "name: value", one on a line.')
                return

    def _problem(self, event: yaml.Event, location: Location, message: str) -> None:
        name = next((part for part in reversed(location) if isinstance(part, str)), "")
        line = event.start_mark.line + self.first_line
        self.problems.append(Problem(self.path, line, name, message))

    def _check_node(self, event: yaml.Event, location: Location = ()) -> None:
        if event.anchor is not None:
            self._problem(
                event,
                location,
                f'"&{event.anchor}" is not allowed: YAML would drop it.'
                " Put the whole value in double quotes.",
            )
        if event.tag is not None and event.tag != "!":
            self._problem(
                event,
                location,
                f"the YAML tag {quoted(event.tag)} is not allowed."
                " Put the whole value in double quotes.",
            )

    def _mapping(self, location: Location, values: dict[str, Value]) -> None:
        lines = self.block.lines
        for event in self.events:
            kind = type(event)
            if kind is yaml.MappingEndEvent:
                return
            if kind is not yaml.ScalarEvent:
                self._problem(event, location, "a field's name must be plain text.")
                self._skip(event)
                self._value(next(self.events), location, discard=True)
                continue
            self._check_node(event, location)
            key = event.value.strip().replace(" ", "_").replace("-", "_").casefold()
            if location == ("glossary",):
                key = event.value.strip()
            place = (*location, key)
            line = event.start_mark.line + self.first_line
            if key in values:
                self._problem(
                    event,
                    place,
                    f"is written twice (first on line {lines[place]}). Keep one of the two.",
                )
                self._value(next(self.events), place, discard=True)
                continue
            lines[place] = line
            values[key] = self._value(next(self.events), place)

    def _value(self, event: yaml.Event, location: Location, discard: bool = False) -> Value:
        kind = type(event)
        if kind is yaml.ScalarEvent:
            self._check_node(event, location)
            if self.source is not None and event.style is None and not discard:
                self._check_cut(event, location)
            value: str = event.value
            return value
        if kind is yaml.AliasEvent:
            self._problem(
                event,
                location,
                f'"*{event.anchor}" is not allowed: YAML reads it as a reference.'
                " Put the whole value in double quotes.",
            )
            return ""
        self._check_node(event, location)
        if len(location) > _DEEPEST:
            self._problem(event, location, "is nested too deeply.")
            self._skip(event)
            return ""
        if kind is yaml.SequenceStartEvent:
            items: list[Value] = []
            for item in self.events:
                if type(item) is yaml.SequenceEndEvent:
                    return items
                place = (*location, len(items))
                if not discard:
                    self.block.lines[place] = item.start_mark.line + self.first_line
                items.append(self._value(item, place, discard))
        values: dict[str, Value] = {}
        if discard:
            self._skip(event)
        else:
            self._mapping(location, values)
        return values

    def _check_cut(self, event: yaml.Event, location: Location) -> None:
        """A plain value ends where a `#` follows a space: `see item #9` would lose its end."""
        assert self.source is not None
        end = event.end_mark
        cut = self.source[end.line][end.column :].strip() if end.line < len(self.source) else ""
        if len(cut) > 1 and cut[0] == "#" and not cut[1].isspace() and cut[1] != "#":
            self._problem(
                event,
                location,
                f"YAML drops {quoted(cut)} from this line as a comment."
                " Put the value in double quotes, or write a space after # for a comment.",
            )

    def _skip(self, event: yaml.Event) -> None:
        """Pass over the rest of a collection, however deep, without building it."""
        depth = int(isinstance(event, yaml.CollectionStartEvent))
        while depth:
            event = next(self.events)
            depth += isinstance(event, yaml.CollectionStartEvent)
            depth -= isinstance(event, yaml.CollectionEndEvent)


def _not_yaml(path: str, text: str, first_line: int, error: yaml.YAMLError) -> Problem:
    """Say in an officer's words why YAML could not be read, at the line that is to be changed."""
    if not isinstance(error, yaml.MarkedYAMLError) or error.problem_mark is None:
        return Problem(path, first_line, "", f"the fields cannot be read: {_flat(error)}.")
    source = text.split("\n")
    index = min(error.problem_mark.line, len(source) - 1)
    words = f"{error.context or ''} {error.problem or ''}"
    unclosed = _unclosed_quote(source, index)
    if unclosed is not None:
        index, quote = unclosed
        advice = (
            f"has a quote {quote} without its partner."
            f" Start and end the value with {quote}, and use none within."
        )
    elif "tab" in words or "\t" in source[index][: len(source[index]) - len(source[index].lstrip())]:
        advice = "starts with a tab. Use spaces in front of fields, never a tab."
    elif "mapping values are not allowed" in words:
        advice = (
            "has a second colon, which YAML reads as another field."
            " Put the value in double quotes, like name: \"Parks: North\"."
        )
    elif "could not find expected ':'" in words:
        index = error.context_mark.line if error.context_mark else index
        advice = 'has no colon. Write fields as "name: value", or indent the line to go on with the one above.'
    elif "cannot start any token" in words:
        advice = "has a value that starts with a sign YAML keeps for itself. Put the value in double quotes."
    else:
        advice = (
            f"cannot be read ({_flat(words)})."
            ' Check that fields stand under each other as "name: value"'
            " and that values with : # & * ! | > % @ are in double quotes."
        )
    line = source[index].strip()
    return Problem(path, index + first_line, "", f"{quoted(line)} {advice}" if line else advice)


def _unclosed_quote(source: list[str], last: int) -> tuple[int, str] | None:
    for index, line in enumerate(source[: last + 1]):
        found = _OPENING_QUOTE.match(line)
        if found and line.count(found["quote"]) % 2:
            return index, found["quote"]
    return None


def _flat(words: object) -> str:
    return " ".join(str(words).split())
