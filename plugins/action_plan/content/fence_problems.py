"""What is wrong with the `---` around a file's fields; loaded only where something is."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..messages import quoted
from ..problems import Problem
from .fences import is_fence

__all__ = ["wrong_fence"]

_FIELD = re.compile(r"[^\W\dA-Z]{2,20}:(?:\s|$)")
_FIRST_FIELD = re.compile(r"(?:id|title):\s")
_ALMOST_FENCE = re.compile(r"(?:-{1,2}|-{4,}|[–—―−_*=~]+)\s*")
_IN_FIELDS = re.compile(r"[\s#-]|[^\W\d]{2,20}[:=]|[^\W\d_]+ [^\W\d_A-Z]+:\s")
"""How a line among the fields starts."""


def wrong_fence(path: str, lines: Sequence[str], start: int, end: int) -> Problem | None:
    """Return what is wrong with the `---` on two lines of a file, 0 where there is none."""
    if not start:
        return _without_start(path, lines)
    return _wrong_end(path, lines, end) if end else _without_end(path, lines, start)


def _without_start(path: str, lines: Sequence[str]) -> Problem:
    first = next((number for number, line in enumerate(lines) if line.strip()), None)
    if first is None:
        message = 'the file is empty, and does not start with "---". Write it anew, or delete it.'
        return Problem(path, 1, "", message)
    for number, line in enumerate(lines[:-1]):
        if is_fence(line) and _FIELD.match(lines[number + 1]):
            message = (
                f'{quoted(lines[first])} is above the first "---". Delete it, or move it below the'
                ' second "---", where the text is.'
            )
            return Problem(path, first + 1, "", message)
    message = (
        "the file does not start with front matter."
        ' Write "---" alone on the first line, then the fields, then "---" again.'
    )
    return Problem(path, 1, "", message)


def _without_end(path: str, lines: Sequence[str], start: int) -> Problem:
    for number, line in enumerate(lines[start:], start + 1):
        if line and _ALMOST_FENCE.fullmatch(line):
            message = f'{quoted(line)} does not end the front matter. Write three hyphens, "---".'
            return Problem(path, number, "", message)
        if is_fence(line.lstrip()):
            message = 'this "---" has spaces in front. Delete them.'
            return Problem(path, number, "", message)
        if line.strip() and not _IN_FIELDS.match(line):
            message = (
                f"the front matter does not end above {quoted(line)}."
                ' Write "---" alone between its fields and the text.'
            )
            return Problem(path, number, "", message)
    message = 'the front matter does not end. Write "---" alone below its fields.'
    return Problem(path, 1, "", message)


def _wrong_end(path: str, lines: Sequence[str], number: int) -> Problem | None:
    """Return the problem of a `---` within the fields, or of a file that is there twice."""
    following = next((line for line in lines[number:] if line.strip()), "")
    again = [n for n, line in enumerate(lines[number:-1], number + 1) if line[:3] == "---"]
    for n in again:
        if is_fence(lines[n - 1]) and _FIRST_FIELD.match(lines[n]):
            message = "the file is here twice: from this line on it starts again. Keep one of them."
            return Problem(path, n, "", message)
    if again and is_fence(lines[again[0] - 1]) and _FIELD.match(following):
        message = f'this "---" is among the fields, above {quoted(following)}. Delete this line.'
        return Problem(path, number, "", message)
    return None
