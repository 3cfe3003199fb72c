"""The body below the front matter: an action's has three parts, a page's is one."""

from __future__ import annotations

import re
from typing import NamedTuple

from ..messages import nearest, quoted
from ..problems import Problem
from .front_matter import Block
from .parsers import fold
from .residue import misplaced_field

__all__ = ["BodyPart", "page_body", "split_body"]

_PARTS = {"Intended impact": "intended_impact", "Resources": "resources"}
"""The part below each heading."""
_FOLDED = {fold(heading): name for heading, name in _PARTS.items()}
_ATX = re.compile(r" {0,3}#{1,6}(?P<words>.*)")
_MOST_HEADINGS = 200
_UNDERLINE = re.compile(r"(?:=+|-+)[ \t]*")


class BodyPart(NamedTuple):
    """One part of a body: its Markdown, and the line of the file on which that starts."""

    text: str
    line: int


_SECOND = "second"
"""The name of a part whose heading was there before; it is left out."""
_MISSING = 'the heading "## {}" is missing. Write it above what the document says of it.'
_EMPTY = {
    "text": "the action's text is missing. Write it below the front matter.",
    "intended_impact": 'there is nothing below "## Intended impact". Write what the document says.',
    "resources": 'there is nothing below "## Resources". Write what the document says.',
}


def split_body(path: str, block: Block) -> tuple[dict[str, BodyPart], list[Problem]]:
    """Return the parts `text`, `intended_impact` and `resources` of a body, and what is missing."""
    lines = block.body.split("\n")
    for index, written in enumerate(lines):
        if ":" in written and (message := misplaced_field(written)):
            block.doubtful |= {"status", "updates"}
            return {}, [Problem(path, block.body_line + index, "", message)]
    headings = _headings(lines)
    if len(headings) > _MOST_HEADINGS:
        message = (
            f"the text has over {_MOST_HEADINGS} headings."
            ' The headings are "## Intended impact" and "## Resources".'
        )
        line = block.body_line + headings[_MOST_HEADINGS][0]
        return {}, [Problem(path, line, "", message)]
    starts, problems = _starts(path, block, lines, headings)
    ends = [above for _, above, _ in starts[1:]] + [len(lines)]
    parts: dict[str, BodyPart] = {}
    for (name, above, start), end in zip(starts, ends, strict=True):
        if name == _SECOND:
            continue
        parts[name] = _part("\n".join(lines[start:end]), block.body_line + start)
        if not parts[name].text:
            problems.append(Problem(path, block.body_line + above, "", _EMPTY[name]))
    for heading, name in _PARTS.items():
        if name not in parts:
            problems.append(Problem(path, block.body_line, "", _MISSING.format(heading)))
    return parts, problems


def _starts(
    path: str, block: Block, lines: list[str], headings: list[tuple[int, str, int]]
) -> tuple[list[tuple[str, int, int]], list[Problem]]:
    """Return each part with the places of its heading and its text, and the wrong headings."""
    problems: list[Problem] = []
    starts = [("text", 0, 0)]
    for index, words, length in headings:
        name, problem = _part_named(words)
        if name in [start[0] for start in starts]:
            problem, name = "is there twice. Keep one, with all that belongs below it.", _SECOND
        if problem:
            message = f"{quoted(lines[index])} {problem}"
            problems.append(Problem(path, block.body_line + index, "", message))
        if name:
            starts.append((name, index, index + length))
    return starts, problems


def page_body(_path: str, block: Block) -> tuple[dict[str, BodyPart], list[Problem]]:
    """Return the part `text`, which is all of a page's body; it may be empty."""
    return {"text": _part(block.body, block.body_line)}, []


def _part(text: str, line: int) -> BodyPart:
    """Return a text without the blank lines around it; `line` is that on which it starts."""
    blank = len(text) - len(text.lstrip())
    start = text.rfind("\n", 0, blank) + 1
    return BodyPart(text[start:].rstrip(), line + text.count("\n", 0, blank))


def _headings(lines: list[str]) -> list[tuple[int, str, int]]:
    """Return the place of each heading, its words, and its length in lines."""
    found = ((index, *_heading(lines, index)) for index in range(len(lines)))
    return [heading for heading in found if heading[1]]


def _heading(lines: list[str], index: int) -> tuple[str, int]:
    """Return the words of the heading that starts at a line and its length in lines, or nothing."""
    line = lines[index]
    matched = _ATX.fullmatch(line) if "#" in line else None
    if matched:
        return matched["words"].rstrip(" \t").rstrip("#").strip(" \t"), 1
    below = lines[index + 1] if index + 1 < len(lines) else ""
    if below[:1] in ("=", "-") and _UNDERLINE.fullmatch(below):
        return line.strip(), 2
    return "", 0


def _part_named(words: str) -> tuple[str | None, str]:
    """Return the part that a heading's words mean, and what is wrong with its spelling."""
    named = _FOLDED.get(fold(words.rstrip(":")))
    like = [part for part in _PARTS if part.split()[-1].rstrip("s").casefold() in words.casefold()]
    near = None if named else nearest(words, list(_PARTS)) or next(iter(like), None)
    if near is None:
        return named, ""
    return _PARTS[near], f'is an unknown heading. Did you mean "## {near}"?'
