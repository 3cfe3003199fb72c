"""Requests for an update, as a command, a table or a form makes them."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from ..content.addresses import split_addresses
from ..content.front_matter import field_name
from ..messages import did_you_mean, quoted
from ..problems import Problem

__all__ = ["NEEDED", "UpdateRequest", "read_table"]

_LARGEST_TABLE = 10 * 1024 * 1024
"""Bytes of a table: one row for each of 10,000 actions takes a fifth of them."""
_COLUMNS = ("id", "status", "note", "date", "evidence")
NEEDED = {
    "id": "is missing. Write the id of the action, like 4.2.1.",
    "status": 'is missing. Write where delivery stands now, or "no change".',
    "note": "is missing. Say what was done or found, in one or two sentences.",
}
"""What a request must have, and the message where it is empty."""


@dataclass(frozen=True, slots=True)
class UpdateRequest:
    """An update somebody asks for, in their own words; `file` and `line` are those of a table."""

    values: Mapping[str, str]
    """Text by `id`, `status`, `note`, `date` and `evidence`."""
    names: Mapping[str, str]
    """What the place the values come from calls each of them."""
    file: str = ""
    line: int = 1

    def value(self, name: str) -> str:
        """Return a value on one line, empty where nothing is asked for."""
        return " ".join(self.values.get(name, "").split())

    @property
    def evidence(self) -> tuple[str, ...]:
        """The addresses where it can be seen, or what was written instead of any."""
        return split_addresses(self.value("evidence"))

    def problem(self, name: str, message: str) -> Problem:
        """Return a problem of one value, under the name its author knows."""
        return Problem(self.file, self.line, self.names[name], message)

    def names_no_action(self, ids: Sequence[str]) -> Problem:
        """Return the problem of an id that is none of these."""
        found = self.value("id")
        return self.problem("id", f"{quoted(found)} is not an action.{did_you_mean(found, ids)}")

    def beside(self, problem: Problem) -> Problem:
        """Return a problem of the file that the request changes, at the row of a table."""
        if not self.file:
            return problem
        return Problem(self.file, self.line, "", f"with this row, {problem}")


def read_table(path: Path) -> tuple[list[UpdateRequest], list[Problem]]:
    """Return the requests of a table (CSV, one a row, columns by name), and its problems."""
    name = path.name
    try:
        size = path.stat().st_size
        if size > _LARGEST_TABLE:
            message = f"the table is {size / 1024 / 1024:.1f} MiB large. Keep it under 10 MiB."
            return [], [Problem(name, 1, "", message)]
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        return [], [Problem(name, 1, "", f"cannot be read: {error.strerror}.")]
    except UnicodeDecodeError:
        message = "is not UTF-8 text. Save it as CSV with the encoding UTF-8."
        return [], [Problem(name, 1, "", message)]
    head = text.split("\n", 1)[0]
    # Spreadsheets divide columns by semicolons where the comma is for decimals.
    rows = csv.reader(text.splitlines(keepends=True), delimiter=";" if ";" in head else ",")
    columns = [field_name(column) for column in next(rows, [])]
    problems = list(_column_problems(name, columns))
    requests: list[UpdateRequest] = []
    start = rows.line_num + 1
    for row in rows:
        line, start = start, rows.line_num + 1
        if not any(cell.strip() for cell in row):
            continue
        if len(row) > len(columns):
            message = (
                f"the row has {len(row)} values for {len(columns)} columns."
                " Put values with a comma in double quotes."
            )
            problems.append(Problem(name, line, "", message))
            continue
        values = dict(zip(columns, row, strict=False))
        requests.append(UpdateRequest(values, {c: c for c in _COLUMNS}, name, line))
    if not requests and not problems:
        problems.append(Problem(name, 1, "", "has no rows. Write one update a row."))
    return requests, problems


def _column_problems(name: str, columns: list[str]) -> Iterator[Problem]:
    for index, column in enumerate(columns):
        if column not in _COLUMNS:
            message = f"{quoted(column)} is not a column. Use {', '.join(_COLUMNS)}."
            yield Problem(name, 1, "", f"{message}{did_you_mean(column, _COLUMNS)}")
        elif column in columns[:index]:
            yield Problem(name, 1, "", f"the column {quoted(column)} is there twice. Keep one.")
    for column in NEEDED:
        if column not in columns:
            message = f"the column {quoted(column)} is missing. The first row names the columns."
            yield Problem(name, 1, "", message)
