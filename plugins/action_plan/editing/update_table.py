"""Tables of updates: CSV as spreadsheets save it, one update a row, columns by name."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path

from ..content.decoding import decode
from ..content.front_matter import field_name
from ..messages import did_you_mean, quoted
from ..problems import Problem
from .update_request import COLUMNS, NEEDED, UpdateRequest

__all__ = ["read_table"]

_MIB = 1024 * 1024
_LARGEST = 10 * _MIB
"""Bytes of a table: one row for each of 10,000 actions takes a fifth of them."""
_DELIMITERS = {";": "a semicolon", "\t": "a tab", ",": "a comma"}
"""What divides columns: semicolons where the comma is for decimals, tabs in what was copied."""
_SEPARATOR = "sep="
"""How Excel says in a first line of its own what divides the columns."""
_QUOTES = (
    "the double quotes of this row do not pair. Put a value in one pair of them,"
    " and write those within it twice."
)
_SEVERAL_LINES = (
    "a value goes on in the next line. Write it on one line, or close its double quotes."
)
_TOO_LONG = "a value has over {most:,} characters. Shorten it, or close its double quotes."


def read_table(path: Path) -> tuple[list[UpdateRequest], list[Problem]]:
    """Return the requests of a table, and everything wrong with the table itself."""
    name = path.name
    try:
        with path.open("rb") as file:
            content = file.read(_LARGEST + 1)
    except OSError as error:
        return [], [Problem(name, 1, "", f"cannot be read: {error.strerror}.")]
    if len(content) > _LARGEST:
        message = f"the table is {path.stat().st_size / _MIB:.1f} MiB large. Keep it under 10 MiB."
        return [], [Problem(name, 1, "", message)]
    text, problems = decode(name, content)
    if problems:
        return [], problems
    delimiter, first = _layout(text)
    rows = _rows(name, text, delimiter, first, problems)
    line, names = next(rows, (1, []))
    columns = [field_name(column) for column in names]
    if columns:
        problems += _column_problems(name, line, columns)
    if problems:
        return [], problems
    requests: list[UpdateRequest] = []
    for line, row in rows:
        if len(row) > len(columns):
            message = (
                f"the row has {len(row)} values for {len(columns)} columns."
                f" Put values with {_DELIMITERS.get(delimiter, delimiter)} in double quotes."
            )
            problems.append(Problem(name, line, "", message))
        else:
            values = dict(zip(columns, row, strict=False))
            requests.append(UpdateRequest(values, {c: c for c in COLUMNS}, name, line))
    if not requests and not problems:
        problems.append(Problem(name, line, "", "has no rows. Write one update a row."))
    return requests, problems


def _layout(text: str) -> tuple[str, int]:
    """Return what divides the columns, and how many lines come before the row of their names."""
    lines = text.split("\n")
    first = next((number for number, line in enumerate(lines) if line.strip()), 0)
    declared = lines[first].removeprefix(_SEPARATOR)
    if lines[first].startswith(_SEPARATOR) and len(declared) == 1 and declared != '"':
        return declared, first + 1
    return next((found for found in _DELIMITERS if found in lines[first]), ","), first


def _rows(
    name: str, text: str, delimiter: str, first: int, problems: list[Problem]
) -> Iterator[tuple[int, list[str]]]:
    """Yield each row that is not empty, with its line; note those that cannot be divided.

    Empty cells at the end of a row, which spreadsheets add, are left out. Behind quotes that do
    not pair nobody can know where a row begins, so no more is read.
    """
    lines = io.StringIO("\n".join(text.split("\n")[first:]))
    rows = csv.reader(lines, delimiter=delimiter, strict=True)
    line = first + 1
    try:
        for row in rows:
            while row and not row[-1].strip():
                row.pop()
            if any("\n" in cell for cell in row):
                problems.append(Problem(name, line, "", _SEVERAL_LINES))
            elif row:
                yield line, row
            line = first + rows.line_num + 1
    except csv.Error as error:
        is_long = str(error).startswith("field larger")
        message = _TOO_LONG.format(most=csv.field_size_limit()) if is_long else _QUOTES
        problems.append(Problem(name, line, "", message))


def _column_problems(name: str, line: int, columns: list[str]) -> Iterator[Problem]:
    for index, column in enumerate(columns):
        if column not in COLUMNS:
            message = f"{quoted(column)} is not a column. Use {', '.join(COLUMNS)}."
            yield Problem(name, line, "", f"{message}{did_you_mean(column, COLUMNS)}")
        elif column in columns[:index]:
            yield Problem(name, line, "", f"the column {quoted(column)} is there twice. Keep one.")
    for column in NEEDED:
        if column not in columns:
            message = f"the column {quoted(column)} is missing. The first row names the columns."
            yield Problem(name, line, "", message)
