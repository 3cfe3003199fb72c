"""The picture that other sites show where somebody shares a page: the plan's marks and figures."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ..content.fields import Stage
from ..frozen import frozen
from .marks import Marks, marks
from .plan_index import PlanIndex
from .verdict import verdict

__all__ = ["HEIGHT", "WIDTH", "SharePicture", "share_picture"]

WIDTH, HEIGHT = 1200, 630
"""Pixels, as sites that show such pictures ask for."""
_MARGIN = 72
_INSIDE = WIDTH - 2 * _MARGIN
_GAP, _SPACE = 32, 14
"""Between the words and the marks, and between words."""
_LARGEST, _SMALLEST = 72, 8
"""The side of a mark's place, where there is room, and below which nobody can tell the stages."""

_LETTERS = re.compile(r"[ -~\u00a0-\u024f\u0370-\u052f\u1e00-\u1eff\u2010-\u203a\u20a0-\u20bf]*")
"""What the font of the theme can draw: Latin, Greek and Cyrillic."""
_WIDTHS = (
    (re.compile(r"[ijlftrI.,:;'’|!()\[\] -]"), 0.43),
    (re.compile(r"[mwMWÆŒæœ@%–—…\u0410-\u042f]"), 1.0),
    (re.compile(r"[A-Z\u00c0-\u00de]"), 0.78),
)
"""About how wide letters are, by the size of the text, rounded up; any other is `_OTHER`."""
_OTHER = 0.66


class Line(NamedTuple):
    """A line of text: its words, the size of its letters and the place of its foot."""

    text: str
    size: int
    y: int


class PlacedMark(NamedTuple):
    """A mark: its stage and the place of its upper left corner."""

    stage: Stage
    x: int
    y: int


@frozen
class SharePicture:
    """What the picture shows, and where."""

    publisher: tuple[Line, ...]
    title: tuple[Line, ...]
    marks: tuple[PlacedMark, ...]
    side: int
    """The side of a mark."""
    figures: tuple[Line, ...]
    note: tuple[Line, ...]
    alt: str
    """What the picture says, in words."""
    width: int = WIDTH
    height: int = HEIGHT
    margin: int = _MARGIN


def share_picture(plan_index: PlanIndex) -> SharePicture:
    """Return the picture of a plan, of the day of its newest update.

    Words in letters that the font has not are left out: sites show the title beside the picture.
    """
    plan = plan_index.plan
    field = marks(plan_index)
    figures = verdict(plan_index).delivery
    publisher = _lines(plan.publisher, 30, 1, _MARGIN)
    title = _lines(plan.title, 60, 2, _foot(publisher, _MARGIN) + _SPACE)
    # What is below the marks, placed as if at the top and then moved down as far as there is room.
    said = _lines(figures, 38, 2, _MARGIN)
    end = _foot(said, _MARGIN) + _SPACE
    note = _lines(field.note, 24, 1, end)
    down = HEIGHT - _MARGIN - _foot(note, end)
    top = _foot(title, _foot(publisher, _MARGIN)) + _GAP
    side, placed = _placed(field, top, _MARGIN + down - _GAP)
    return SharePicture(
        publisher=publisher,
        title=title,
        marks=placed,
        side=side,
        figures=_moved(said, down),
        note=_moved(note, down) if placed else (),
        alt=f"{plan.title}, {plan.publisher}. {figures}",
    )


def _moved(lines: Sequence[Line], down: int) -> tuple[Line, ...]:
    return tuple(line._replace(y=line.y + down) for line in lines)


def _foot(lines: Sequence[Line], otherwise: int) -> int:
    """Return where lines end, with room for letters that go below the line."""
    return lines[-1].y + lines[-1].size // 4 if lines else otherwise


def _width(text: str) -> float:
    return sum(
        next((width for letters, width in _WIDTHS if letters.match(letter)), _OTHER)
        for letter in text
    )


def _lines(text: str, size: int, most: int, top: int) -> tuple[Line, ...]:
    """Return a text in lines that fit the picture's width; what goes beyond `most` is cut."""
    if not text or not _LETTERS.fullmatch(text):
        return ()
    room = _INSIDE / size
    lines = _wrapped(text, room)
    # Lines about as long as each other: not one word alone on the last.
    narrower = (_wrapped(text, room * share / 20) for share in range(10, 20))
    lines = next((found for found in narrower if len(found) == len(lines)), lines)
    shown = [_cut(line, room, more=False) for line in lines[:most]]
    if len(lines) > most:
        shown[-1] = _cut(lines[most - 1], room, more=True)
    step = size * 6 // 5
    return tuple(
        Line(line, size, top + size * 4 // 5 + number * step) for number, line in enumerate(shown)
    )


def _wrapped(text: str, room: float) -> list[str]:
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if _width(longer) <= room or not lines[-1]:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def _cut(line: str, room: float, *, more: bool) -> str:
    """Return a line, cut where it is too wide or `more` would follow, which dots then say."""
    if not more and _width(line) <= room:
        return line
    while _width(f"{line}…") > room:
        line = line[:-1]
    return f"{line.rstrip(' ,.;:–-')}…"


def _placed(field: Marks, top: int, bottom: int) -> tuple[int, tuple[PlacedMark, ...]]:
    """Return the side of a mark, and all in rows, as large as there is room for; or none.

    Between themes a place is free.
    """
    themes = [theme.stages for theme in field.themes if theme.stages]
    for place in range(_LARGEST, _SMALLEST - 1, -1):
        columns, rows = _INSIDE // place, (bottom - top) // place
        cells = tuple(_cells(themes, columns))
        if cells[-1][2] < rows:
            return place * 3 // 4, tuple(
                PlacedMark(stage, _MARGIN + column * place, top + row * place)
                for stage, column, row in cells
            )
    return 0, ()


def _cells(themes: Sequence[Sequence[Stage]], columns: int) -> Iterator[tuple[Stage, int, int]]:
    """Yield each mark with its column and row; a theme stays in one row where that has room."""
    number = 0
    for stages in themes:
        if columns - number % columns < len(stages) <= columns:
            number += -number % columns
        for stage in stages:
            yield stage, number % columns, number // columns
            number += 1
        if number % columns:
            number += 1
