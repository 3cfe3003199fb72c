"""The issue form that takes a table of updates: from its text to requests."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime

from ..editing.update_request import UpdateRequest
from ..editing.update_table import table_requests
from ..messages import quoted
from ..problems import Problem

__all__ = ["is_table_form", "read_table_form"]

_LABEL = "Table of updates"
"""What `.github/ISSUE_TEMPLATE/table.yml` calls its field."""
_HEADING = f"### {_LABEL}"
_BACKTICKS = "```"
_FENCE = re.compile(r"```[a-z]*\s*")
_NO_TABLE = (
    "is not between two lines of three backticks any more. Press Edit, and put such a line above"
    " the first row and one below the last."
)
_SEVERAL = (
    "has a line of three backticks between its rows, as if it were several. Put all rows into one"
    " table, with one such line above the first and one below the last."
)
_OUTSIDE = "{} is {} the table, where nothing is read. Delete it, or put it into the table."


def is_table_form(body: str) -> bool:
    """Whether an issue's text was written with the form for tables."""
    return _HEADING in body.splitlines()


def read_table_form(body: str, asked_at: datetime) -> tuple[list[UpdateRequest], list[Problem]]:
    """Return the requests of the table in an issue's text, and what is wrong with the table.

    A row without a date is of the day on which the issue was opened.
    """
    lines = body.replace("\r\n", "\n").split("\n")
    heading = next((number for number, line in enumerate(lines) if line == _HEADING), 0)
    fences = [n for n, line in enumerate(lines) if n > heading and _FENCE.fullmatch(line)]
    last = max((number for number, line in enumerate(lines) if _BACKTICKS in line), default=0)
    if not fences or last <= fences[0] or not lines[last].rstrip().endswith(_BACKTICKS):
        return [], [Problem(_LABEL, 1, "", _NO_TABLE)]
    first = fences[0]
    found = [
        *_outside("above", lines[:heading]),
        *_outside("above", lines[heading + 1 : first]),
        *_outside("below", lines[last + 1 :]),
    ]
    rows = [*lines[first + 1 : last], lines[last].rstrip().removesuffix(_BACKTICKS)]
    filled = [number for number, row in enumerate(rows) if row.strip()]
    for number in filled[:1] + filled[-1:]:
        if _FENCE.fullmatch(rows[number]):  # around what was pasted
            rows[number] = ""
    if any(map(_FENCE.fullmatch, rows)):
        found.append(_SEVERAL)
    if found:
        return [], [Problem(_LABEL, 1, "", message) for message in found]
    requests, problems = table_requests(_LABEL, "\n".join(rows).encode())
    return [replace(request, asked_at=asked_at) for request in requests], problems


def _outside(where: str, lines: Iterable[str]) -> Iterator[str]:
    """Return what is wrong with the first of some lines outside the table that says anything."""
    if written := next((line for line in lines if line.strip()), ""):
        yield _OUTSIDE.format(quoted(written), where)
