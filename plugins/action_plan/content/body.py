"""The body below the front matter: an action's has a text and parts, a page's is one text."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from ..messages import nearest, quoted
from ..problems import PlanCause, Problem
from .front_matter import Block, Location
from .markdown import headings_in_words
from .parsers import fold
from .plan_models import Part
from .residue import misplaced_field

__all__ = ["BodyPart", "page_body", "split_body"]

_ATX = re.compile(r" {0,3}(?P<marks>#{1,6})(?P<words>.*)")
_WITHIN = 3
"""The level of the headings within a text."""
_MOST_HEADINGS = 200
_UNDERLINE = re.compile(r"(?:=+|-+)[ \t]*")


class BodyPart(NamedTuple):
    """One part of a body: its Markdown, and the line of the file on which that starts."""

    text: str
    line: int


_SECOND = "second"
"""The name of a part whose heading was there before; it is left out."""
_MISSING = 'the heading "## {}" is missing. Write it above what the document says of it.'
_EMPTY = 'there is nothing below "## {}". Write what the document says{}.'


class _Heading(NamedTuple):
    """A heading: the place of its line, its words, its length in lines and its level."""

    place: int
    words: str
    length: int
    level: int


def split_body(
    block: Block, declared: Sequence[Part] | None
) -> tuple[dict[Location, BodyPart], list[Problem]]:
    """Return the text of a body and the parts below its headings, and what is missing.

    `declared` are the parts of the plan, or `None` where plan.yml does not say.
    """
    lines = block.body.split("\n")
    headings = _headings(lines)
    titles = {part.id: part.title for part in declared or ()}
    if unreadable := _unreadable(block, lines, headings, titles):
        return {}, [unreadable]
    if declared is None:
        titles = {fold(h.words): h.words for h in headings if h.level < _WITHIN}
    needed = [part.id for part in declared or () if part.required]
    starts, problems = _starts(block, lines, headings, titles, needed)
    ends = [above for _, above, _ in starts[1:]] + [len(lines)]
    optional = {part.id for part in declared or () if not part.required}
    found: dict[Location, BodyPart] = {}
    for (name, above, start), end in zip(starts, ends, strict=True):
        if name == _SECOND:
            continue
        part = _part("\n".join(lines[start:end]), block.body_line + start)
        found[("parts", name) if name else ("text",)] = part
        is_reported = any(problem.line == block.body_line + above for problem in problems)
        if not part.text and name and not is_reported:
            or_not = ", or delete the heading" if name in optional else ""
            message = _EMPTY.format(titles[name], or_not)
            problems.append(Problem(block.name, block.body_line + above, "", message))
    for required in declared or ():
        if required.required and ("parts", required.id) not in found:
            place, message, cause = _missing(required.title, lines)
            line = block.body_line + place
            problems.append(Problem(block.name, line, "", message, cause=cause))
    return found, problems


def _unreadable(
    block: Block, lines: list[str], headings: list[_Heading], titles: Mapping[str, str]
) -> Problem | None:
    """Return the problem of a body that is not divided into parts: fields in it, or too much."""
    for index, written in enumerate(lines):
        if ":" in written and (message := misplaced_field(written)):
            block.doubtful |= {"status", "updates"}
            return Problem(block.name, block.body_line + index, "", message)
    if len(headings) > _MOST_HEADINGS:
        message = f"the text has over {_MOST_HEADINGS} headings."
        message = f"{message} {headings_in_words(titles.values())}".rstrip()
        line = block.body_line + headings[_MOST_HEADINGS].place
        return Problem(block.name, line, "", message)
    return None


def _missing(title: str, lines: list[str]) -> tuple[int, str, PlanCause | None]:
    """Return where no heading has a title the place of the line to change, and what is wrong."""
    for place, line in enumerate(lines):
        if fold(line.strip(" \t#*_:>\\")) == fold(title.strip("# :")):
            wanted = f'Write "## {title}" at the start of the line.'
            return place, f"{quoted(line)} is not read as a heading. {wanted}", None
    return 0, _MISSING.format(title), PlanCause("required", title)


def _starts(
    block: Block,
    lines: list[str],
    headings: list[_Heading],
    titles: Mapping[str, str],
    needed: list[str],
) -> tuple[list[tuple[str, int, int]], list[Problem]]:
    """Return each part with the places of its heading and its text, and the wrong headings.

    The first is the text, and has no name.
    """
    problems: list[Problem] = []
    starts = [("", 0, 0)]
    ids = {fold(title.lstrip("# ").rstrip(":")): part_id for part_id, title in titles.items()}
    names = [ids.get(fold(heading.words.rstrip(":"))) for heading in headings]
    unknown = [
        index
        for index, (heading, name) in enumerate(zip(headings, names, strict=True))
        if name is None and heading.level != _WITHIN
    ]
    near = {index: _near(headings[index].words, titles) for index in unknown}
    missing = [name for name in needed if name not in {*names, *near.values()}]
    others = [index for index in unknown if not near[index] and headings[index].level < _WITHIN]
    if len(missing) == len(others) == 1:
        near[others[0]] = missing[0]
    for index, heading in enumerate(headings):
        name, problem, cause = names[index], "", None
        if meant := near.get(index):
            name, problem = meant, f'is an unknown heading. Did you mean "## {titles[meant]}"?'
            cause = PlanCause("heading", titles[meant])
        if name in [start[0] for start in starts]:
            problem, name = "is there twice. Keep one, with all that belongs below it.", _SECOND
            cause = None
        if problem:
            message = f"{quoted(lines[heading.place])} {problem}"
            line = block.body_line + heading.place
            problems.append(Problem(block.name, line, "", message, cause=cause))
        if name:
            starts.append((name, heading.place, heading.place + heading.length))
    return starts, problems


def page_body(block: Block) -> dict[Location, BodyPart]:
    """Return the text, which is all of a page's body; it may be empty."""
    return {("text",): _part(block.body, block.body_line)}


def _part(text: str, line: int) -> BodyPart:
    """Return a text without the blank lines around it; `line` is that on which it starts."""
    blank = len(text) - len(text.lstrip()) if text.strip() else 0
    start = text.rfind("\n", 0, blank) + 1
    return BodyPart(text[start:].rstrip(), line + text.count("\n", 0, blank))


def _headings(lines: list[str]) -> list[_Heading]:
    """Return every heading."""
    found = (_heading(lines, index) for index in range(len(lines)))
    return [heading for heading in found if heading and heading.words]


def _heading(lines: list[str], index: int) -> _Heading | None:
    """Return the heading that starts at a line, if one does."""
    line = lines[index]
    matched = _ATX.fullmatch(line) if "#" in line else None
    if matched:
        words = matched["words"].rstrip(" \t").rstrip("#").strip(" \t")
        return _Heading(index, words, 1, len(matched["marks"]))
    below = lines[index + 1] if index + 1 < len(lines) else ""
    if below[:1] in ("=", "-") and _UNDERLINE.fullmatch(below):
        return _Heading(index, line.strip(), 2, 1 if below[0] == "=" else 2)
    return None


def _near(words: str, titles: Mapping[str, str]) -> str | None:
    """Return the part whose title is spelled nearly so, or whose last word is among the words."""
    ids = {title: part_id for part_id, title in titles.items()}
    like = [title for title in ids if title.split()[-1].rstrip("s").casefold() in words.casefold()]
    near = nearest(words, list(ids)) or next(iter(like), None)
    return ids[near] if near else None
