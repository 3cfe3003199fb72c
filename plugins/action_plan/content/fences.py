"""The `---` above and below a file's fields: their lines, and what is wrong with them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..messages import quoted
from ..problems import Problem

__all__ = ["front_matter_end", "front_matter_start", "wrong_fence"]

_FENCE = re.compile(r"-{3}[ \t\u00a0]*")
# Patterns of what is wrong are compiled by `re` when a file has it: nearly none does.
_FIELD = r"[^\W\dA-Z]{2,20}:(?:\s|$)"
_FIRST_FIELD = r"(?:id|title):\s"
_ALMOST_FENCE = r"(?:-{1,2}|-{4,}|[–—―−_*=~]+|- - -)\s*|---+\s*[^\s-].*"
_IN_FIELDS = r"[\s#-]|[^\W\d]{2,20}[:=]|[^\W\d_]+ [^\W\d_A-Z]+:\s"
"""How a line among the fields starts."""


def _is_fence(line: str) -> bool:
    """Whether a line is the `---` above or below the fields."""
    return line[:3] == "---" and _FENCE.fullmatch(line) is not None


def front_matter_start(lines: Sequence[str]) -> int:
    """Return the 1-based line of the `---` that starts the front matter, or 0 where there is none.

    There may be empty lines above it.
    """
    for number, line in enumerate(lines, 1):
        if line.strip():
            return number if _is_fence(line) else 0
    return 0


def front_matter_end(lines: Sequence[str]) -> int:
    """Return the 1-based line of the `---` that ends the front matter, or 0 where there is none."""
    start = front_matter_start(lines)
    return next((n for n, line in enumerate(lines[start:], start + 1) if _is_fence(line)), 0)


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
        if _is_fence(line) and re.match(_FIELD, lines[number + 1]):
            message = (
                f'{quoted(lines[first])} is above the first "---". Delete it, or move it below the'
                ' second "---", where the text is.'
            )
            return Problem(path, first + 1, "", message)
    if re.fullmatch(_ALMOST_FENCE, lines[first]):
        message = (
            f"{quoted(lines[first])} is not the line above the fields. Write three hyphens,"
            ' "---", and nothing else.'
        )
        return Problem(path, first + 1, "", message)
    message = (
        "the file does not start with front matter."
        ' Write "---" alone on the first line, then the fields, then "---" again.'
    )
    return Problem(path, 1, "", message)


def _without_end(path: str, lines: Sequence[str], start: int) -> Problem:
    for number, line in enumerate(lines[start:], start + 1):
        if line and re.fullmatch(_ALMOST_FENCE, line):
            message = f'{quoted(line)} does not end the front matter. Write three hyphens, "---".'
            return Problem(path, number, "", message)
        if _is_fence(line.lstrip()):
            message = 'this "---" has spaces in front. Delete them.'
            return Problem(path, number, "", message)
        if line.strip() and not re.match(_IN_FIELDS, line):
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
        if _is_fence(lines[n - 1]) and re.match(_FIRST_FIELD, lines[n]):
            message = "the file is here twice: from this line on it starts again. Keep one of them."
            return Problem(path, n, "", message)
    if again and _is_fence(lines[again[0] - 1]) and re.match(_FIELD, following):
        message = f'this "---" is among the fields, above {quoted(following)}. Delete this line.'
        return Problem(path, number, "", message)
    return None
