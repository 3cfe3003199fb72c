"""The rows of a table of updates: what each of them asks for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date

from ..content.characters import forbidden_characters
from ..formatting import count
from ..messages import quoted
from ..problems import Problem
from .spreadsheet import Cell, CellKind
from .table_columns import FOR_PEOPLE, Columns
from .table_text import DIVIDERS
from .update_request import MADE_A_DAY, UpdateRequest

__all__ = ["Rows", "read_rows"]

Rows = Iterable[tuple[int, Mapping[int, Cell]]]
"""Rows by their numbers as people see them, each with its cells by column."""

_MOST_ROWS = 2_000
_MOST_NAMED = 10
"""Rows that one message names."""
_DAYS = ("date", "due")
"""The columns of days."""
_MONTHS = 12
_IN_FIGURES = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}|\d{2})", re.ASCII)
"""A day in which day and month can be taken for each other."""
_FORMULA = re.compile(r'=(?:"([^"]*)"$)?')
"""How a formula begins, or a text that is to stay one."""
_FORMULA_LEFT = (
    'starts with "=", as formulas of a spreadsheet do. Write the words or the value that is meant.'
)
_MERGED = "the cell is one with those below it. Unmerge it, and write the value in each row."
_NO_ROWS = "has no rows. Write one update a row."
_NONE_FILLED_IN = "no row asks for anything. Fill in what is new, one action a row."
_TOO_MANY = f"has updates in over {_MOST_ROWS:,} rows. Divide it into several tables."


def read_rows(place: str, rows: Rows, divider: str, problems: list[Problem]) -> list[UpdateRequest]:
    """Return the request of each row that asks for something; note what is wrong with the rows.

    The first names the columns. `problems` may get more while the rows are read.
    """
    found = iter(rows)
    first, headings = next(found, (1, {}))
    if problems:
        return []
    if not headings:
        problems.append(Problem(place, first, "", _NO_ROWS))
        return []
    columns = Columns({index: cell.text for index, cell in headings.items() if cell.text})
    named = " ".join(cell.text for cell in headings.values())
    found_wrong = [*forbidden_characters(named).values()] or columns.problems()
    problems += (Problem(place, first, "", message) for message in found_wrong)
    if problems:
        return []
    reader = _Reader(place, columns, divider, problems)
    line = first
    for line, cells in found:
        reader.read(line, cells)
        if len(reader.requests) > _MOST_ROWS:
            problems.append(Problem(place, line, "", _TOO_MANY))
            return []
    reader.note_doubts(first)
    if not reader.requests and not problems:
        problems.append(Problem(place, line, "", _NO_ROWS if line == first else _NONE_FILLED_IN))
    return reader.requests


class _Reader:
    """Reads row by row; what is doubtful in many rows is one problem of the table."""

    def __init__(self, place: str, columns: Columns, divider: str, problems: list[Problem]) -> None:
        self.place, self.columns, self.divider = place, columns, divider
        self.problems = problems
        self.requests: list[UpdateRequest] = []
        self._ids: dict[int, Cell] = {}
        """Ids that a spreadsheet may have changed, by their rows."""
        self._days: dict[int, dict[int, str]] = {}
        """Dates with two readings, by their columns and rows."""
        self._hidden_rows: list[int] = []
        """Rows that nobody sees, and that ask for something."""
        self._in_hidden: dict[str, dict[int, str]] = {}
        """What is asked for in columns that nobody sees, by their names and by its row."""

    def read(self, line: int, cells: Mapping[int, Cell]) -> None:
        """Note what a row asks for, and what is wrong with it."""
        if message := self._unnamed(cells):
            self._note(line, "", message)
            return
        columns = self.columns
        values: dict[str, str] = {}
        names = {index: name for index, name in columns.asked.items() if index in cells}
        asked = {name: cells[index] for index, name in names.items()}
        if (
            self._is_merged(line, asked)
            or asked.keys() <= {"id", *FOR_PEOPLE}
            or self._is_hidden(line, asked)
        ):
            return
        for index, name in names.items():
            cell = cells[index]
            if cell.kind is CellKind.ERROR:
                self._note(line, name, _error(cell))
                return
            if name not in FOR_PEOPLE and (hidden := forbidden_characters(cell.text)):
                for message in hidden.values():
                    self._note(line, name, message)
                return
            if self.divider and (formula := _FORMULA.match(cell.text)):
                if formula[1] is None:
                    self._note(line, name, _FORMULA_LEFT)
                    return
                cell = Cell(formula[1])
            values[name] = self._day(line, index, cell) if name in _DAYS else cell.text
            if name == "id" and _is_changed(cell):
                self._ids[line] = cell
                return
        before = {
            name: " ".join(cells[index].text.split()) if index in cells else ""
            for index, name in columns.before.items()
        }
        request = UpdateRequest(values, columns.labels, self.place, line, before or None)
        self.requests.append(request)

    def _unnamed(self, cells: Mapping[int, Cell]) -> str:
        """Return what is wrong with a row that has values in columns without a name, if it is."""
        named = self.columns.asked.keys() | self.columns.before.keys()
        unnamed = [index for index in cells if index not in named and cells[index].text]
        if not unnamed:
            return ""
        if self.divider and unnamed[-1] > max(named):
            return (
                f"the row has {unnamed[-1] + 1} values for {max(named) + 1} columns. Put values"
                f" with {DIVIDERS.get(self.divider, self.divider)} in double quotes."
            )
        found = quoted(cells[unnamed[0]].text)
        return f"{found} is in a column without a name. Name the column, or delete what is in it."

    def _is_merged(self, line: int, asked: Mapping[str, Cell]) -> bool:
        """Whether any cell is one with those of other rows, which is noted once."""
        merged = {
            name: cell.text
            for name, cell in asked.items()
            if cell.kind is CellKind.MERGED and name not in FOR_PEOPLE
        }
        for name in [name for name, text in merged.items() if text][:1]:
            self._note(line, name, _MERGED)
        return bool(merged)

    def _is_hidden(self, line: int, asked: Mapping[str, Cell]) -> bool:
        """Whether anything is asked for where nobody sees it, which is noted."""
        hidden = {
            name: cell
            for name, cell in asked.items()
            if cell.hidden_with and name not in ("id", *FOR_PEOPLE)
        }
        if any(cell.hidden_with == "row" for cell in hidden.values()):
            self._hidden_rows.append(line)
        else:
            for name, cell in hidden.items():
                self._in_hidden.setdefault(name, {})[line] = cell.text
        return bool(hidden)

    def _day(self, line: int, index: int, cell: Cell) -> str:
        """Return a day as YYYY-MM-DD where it is sure, else as it is written."""
        found = _IN_FIGURES.fullmatch(cell.text.strip())
        if cell.kind is not CellKind.TEXT or not found:
            return cell.text
        day_first = self.columns.day_first.get(index)
        first, second, written = map(int, found.groups())
        if day_first is None and min(first, second) <= _MONTHS < max(first, second):
            day_first = first > second
        if day_first is None:
            self._days.setdefault(index, {})[line] = cell.text.strip()
            return ""
        day, month = (first, second) if day_first else (second, first)
        try:
            return date(written if written > 99 else 2000 + written, month, day).isoformat()
        except ValueError:
            return cell.text

    def _note(self, line: int, name: str, message: str) -> None:
        """Note what is wrong in a row, and in which column, by its name or empty."""
        label = self.columns.labels[name] if name else ""
        self.problems.append(Problem(self.place, line, label, message))

    def note_doubts(self, heading: int) -> None:
        """Note, once for all rows, what cannot be sure."""
        if self._ids:
            line, cell = next(iter(self._ids.items()))
            message = (
                f"{quoted(cell.text)} is a day here, not text{_others(self._ids)}: {MADE_A_DAY}"
                if cell.kind is CellKind.DATE
                else f"{quoted(cell.text)} is a number here, not text{_others(self._ids)}: whether"
                " the id ends in a zero cannot be seen. Give the column the format Text, and type"
                " these ids again."
            )
            self._note(line, "id", message)
        if self._hidden_rows:
            others = len(self._hidden_rows) - 1
            too = f", as {count(others, 'other row is', 'other rows are')}" if others else ""
            self._note(
                self._hidden_rows[0],
                "",
                f"the row is hidden{too}, and asks for something. Show all rows, where there is a"
                " filter by clearing it, and delete what is not meant.",
            )
        for name, values in self._in_hidden.items():
            line, value = next(iter(values.items()))
            self._note(
                heading,
                name,
                f"the column is hidden, and has {quoted(value)} in row {line}{_others(values)}."
                " Show it, or delete it where it is not meant.",
            )
        for index, days in self._days.items():
            line, found = next(iter(days.items()))
            name = self.columns.asked[index]
            label = self.columns.labels[name]
            self._note(
                heading,
                name,
                f"it is not clear whether the day or the month comes first: {quoted(found)} in row"
                f" {line}{_others(days)}. Write 2024-09-17, or name the column"
                f' "{label} (dd/mm/yyyy)" or "{label} (mm/dd/yyyy)".',
            )


def _is_changed(cell: Cell) -> bool:
    """Whether an id may have been another before a spreadsheet took it for a number or a day."""
    return cell.kind is CellKind.DATE or (
        cell.kind is CellKind.NUMBER and not cell.text.isdecimal()
    )


def _error(cell: Cell) -> str:
    return (
        f"{quoted(cell.text)} is what a spreadsheet has where it cannot calculate. Write what is"
        " meant."
    )


def _others(found: Mapping[int, object]) -> str:
    """Return in how many other rows there is the like, where there is."""
    return f", as in {count(len(found) - 1, 'other row')}" if len(found) > 1 else ""
