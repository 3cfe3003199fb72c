"""The body of an action's file: the action's text, what it is to achieve, what it needs."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from ..problems import Problem
from ..messages import nearest, quoted
from .parsers import fold

if TYPE_CHECKING:
    from .front_matter import Block

__all__ = ["BodyPart", "split_body"]

_HEADINGS = {"intended_impact": "Intended impact", "resources": "Resources"}
_FOLDED = {fold(heading): name for name, heading in _HEADINGS.items()}
_ATX = re.compile(r" {0,3}#{1,6}[ \t]*(?P<words>.*?)[ \t]*#*[ \t]*")
_UNDERLINE = re.compile(r"(?:=+|-+)[ \t]*")


class BodyPart(NamedTuple):
    """One part of a body: its Markdown, and the line of the file where that starts."""

    text: str
    line: int


_SECOND = "second"
"""Stands for a part whose heading was there before; what is below it is passed over."""
_MISSING = 'the heading "## {}" is missing. Write it above what the document says of it.'
_EMPTY = {
    "text": "the action's text is missing. Write it below the front matter.",
    "intended_impact": 'nothing stands below "## Intended impact". Write what the document says.',
    "resources": 'nothing stands below "## Resources". Write what the document says.',
}


def split_body(path: str, block: Block) -> tuple[dict[str, BodyPart], list[Problem]]:
    """Return the parts `text`, `intended_impact` and `resources` of a body, and what is missing."""
    lines = block.body.split("\n")
    problems: list[Problem] = []
    starts = [("text", 0, 0)]
    for index, line in enumerate(lines):
        words, length = _heading(lines, index)
        name, problem = _section_named(words) if words else (None, "")
        if name and name in [start[0] for start in starts]:
            problem, name = "stands twice. Keep one, with all that belongs below it.", _SECOND
        if problem:
            problems.append(Problem(path, block.body_line + index, "", f"{quoted(line)} {problem}"))
        if name:
            starts.append((name, index, index + length))
    ends = [heading for _, heading, _ in starts[1:]] + [len(lines)]
    parts: dict[str, BodyPart] = {}
    for (name, heading, start), end in zip(starts, ends, strict=True):
        text = "\n".join(lines[start:end])
        before = text[: len(text) - len(text.lstrip())].count("\n")
        if name == _SECOND:
            continue
        parts[name] = BodyPart(text.strip("\n").rstrip(), block.body_line + start + before)
        if not text.strip():
            problems.append(Problem(path, block.body_line + heading, "", _EMPTY[name]))
    for name, words in _HEADINGS.items():
        if name not in parts:
            problems.append(Problem(path, block.body_line, "", _MISSING.format(words)))
    return parts, problems


def _heading(lines: list[str], index: int) -> tuple[str, int]:
    """Return the words of the heading that starts at a line and its length in lines, or nothing."""
    line = lines[index]
    matched = _ATX.fullmatch(line) if "#" in line else None
    if matched:
        return matched["words"], 1
    below = lines[index + 1] if index + 1 < len(lines) else ""
    if below[:1] in ("=", "-") and _UNDERLINE.fullmatch(below):
        return line.strip(), 2
    return "", 0


def _section_named(words: str) -> tuple[str | None, str]:
    """Return the section a heading's words mean, and what is wrong with its spelling."""
    named = _FOLDED.get(fold(words.rstrip(":")))
    if named is not None:
        return named, ""
    near = nearest(words, list(_HEADINGS.values()))
    for name, heading in _HEADINGS.items():
        if heading == near:
            return name, f'is an unknown heading. Did you mean "## {heading}"?'
    return None, ""
