"""The rows of a table of updates: what each of them asks for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from ..content.characters import forbidden_characters
from ..messages import printable, quoted
from ..problems import Problem
from .spreadsheet import Cell, CellKind
from .table_columns import FOR_PEOPLE, Columns
from .table_doubts import Doubts, kept_in_quotes
from .table_shape import misshapen, what_else_divides
from .update_request import NONE_FILLED_IN, UpdateRequest

__all__ = ["Rows", "read_rows"]

Rows = Iterable[tuple[int, Mapping[int, Cell]]]
"""Rows by their numbers as people see them, each with its cells by column."""

_MOST_ROWS = 2_000
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
_CROSSED_OUT = (
    "{} is crossed out, or a part of it is. Delete what is not meant, and the line through the"
    " rest."
)
_ADDRESS_BEHIND = "{} has its address behind it, where it is not read. Write {} instead."
_ON_LINES = (
    "{} is on several lines. Write one, on one line; several leads can only be written in the"
    " action's file."
)
_MERGED = "the cell is one with those below it. Unmerge it, and write the value in each row."
_NO_ROWS = "has no rows. Write one update a row."
_TOO_NARROW = re.compile(r"#{3,}")
"""What a spreadsheet shows of a day or a number where the column is too narrow."""
_NOT_SHOWN = (
    "{} is what a spreadsheet shows where a column is too narrow. Write what is meant, or widen the"
    " column before you save or copy the table."
)
_ERROR = "{} is what a spreadsheet has where it cannot calculate. Write what is meant."
_IS_ONE_WORD = re.compile(r"\s*[^\s;,|]*\s*")
"""An id alone, or a word such as Total."""
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
    if len(headings) == 1 and divider and divider in named:
        found_wrong = [kept_in_quotes(named, divider)]
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
    problems += reader.doubts.problems(first)
    requests = [*reader.requests, *reader.idle]
    if not requests and not problems:
        problems.append(Problem(place, line, "", _NO_ROWS if line == first else NONE_FILLED_IN))
    return requests


class _Reader:
    """Reads row by row; what is doubtful in many rows is one problem of the table."""

    def __init__(self, place: str, columns: Columns, divider: str, problems: list[Problem]) -> None:
        self.place, self.columns, self.divider = place, columns, divider
        self.problems = problems
        self.requests: list[UpdateRequest] = []
        self.idle: list[UpdateRequest] = []
        """Rows that ask for nothing, and whose id may be more than one."""
        self.doubts = Doubts(place, columns, divider)

    def read(self, line: int, cells: Mapping[int, Cell]) -> None:
        """Note what a row asks for, and what is wrong with it."""
        columns = self.columns
        if message := misshapen(cells, columns, self.divider):
            self._note(line, "", message)
            return
        asked = {name: cells[index] for index, name in columns.asked.items() if index in cells}
        if self._is_merged(line, asked):
            return
        if asked.keys() <= {"id", *FOR_PEOPLE}:
            self._keep_idle(line, cells)
            return
        if self._is_hidden(line, asked) or not self._are_sure(line, asked):
            return
        values = {
            name: self._day(line, index, self._as_typed(cells[index]))
            if name in _DAYS
            else self._as_typed(cells[index]).text
            for index, name in columns.asked.items()
            if index in cells
        }
        before = {
            name: " ".join(cells[index].text.split()) if index in cells else ""
            for index, name in columns.before.items()
        }
        request = self._request(line, values, before=before or None)
        written = values.get("id", "").strip()
        self.doubts.asking[line] = written
        lacks = bool(request.missing)
        if not (lacks and self._is_divided_otherwise(line, written, is_one_value=False)):
            self.requests.append(request)

    def _request(self, line: int, values: Mapping[str, str], **more: Any) -> UpdateRequest:
        names = self.columns.labels
        return UpdateRequest(values, names, self.place, line, divider=self.divider, **more)

    def _as_typed(self, cell: Cell) -> Cell:
        """Return a cell without what keeps a spreadsheet from changing its text, `="4.10"`."""
        found = _FORMULA.match(cell.text) if self.divider else None
        return Cell(found[1]) if found and found[1] is not None else cell

    def _are_sure(self, line: int, asked: Mapping[str, Cell]) -> bool:
        """Whether each cell has a value as somebody typed it; where not, that is noted."""
        for name, cell in asked.items():
            if cell.is_crossed_out and name not in FOR_PEOPLE:
                self._note(line, name, _CROSSED_OUT.format(quoted(cell.text)))
                return False
        for name, cell in asked.items():
            messages = [*self._wrong_with(name, cell)]
            for message in messages:
                self._note(line, name, message)
            is_changed = name == "id" and _is_changed(cell)
            if is_changed:
                self.doubts.ids[line] = cell
            if messages or is_changed:
                return False
        return True

    def _wrong_with(self, name: str, cell: Cell) -> Iterator[str]:
        """Return what is wrong with a cell of a column, whatever the plan has."""
        if cell.kind is CellKind.ERROR:
            yield _ERROR.format(quoted(cell.text))
        if name not in FOR_PEOPLE:
            yield from forbidden_characters(cell.text).values()
            if _TOO_NARROW.fullmatch(cell.text.strip()):
                yield _NOT_SHOWN.format(quoted(cell.text))
        if name == "evidence" and cell.address and "://" not in cell.text:
            yield _ADDRESS_BEHIND.format(quoted(cell.text), printable(cell.address))
        if name == "lead" and "\n" in cell.text.strip():
            yield _ON_LINES.format(quoted(cell.text))
        if self.divider and (formula := _FORMULA.match(cell.text)) and formula[1] is None:
            yield _FORMULA_LEFT

    def _keep_idle(self, line: int, cells: Mapping[int, Cell]) -> None:
        """Keep a row that asks for nothing where it has more than an id, or nothing divides it."""
        whole = [cell for cell in cells.values() if cell.kind is CellKind.ONE_VALUE]
        written = [cell for cell in (cells.get(self.columns.id_column), *whole) if cell]
        if whole and self._is_divided_otherwise(line, whole[0].text, is_one_value=True):
            return
        if whole or not all(_IS_ONE_WORD.fullmatch(cell.text) for cell in written):
            values = {"id": written[0].text}
            self.idle.append(self._request(line, values, is_one_value=bool(whole)))

    def _is_divided_otherwise(self, line: int, written: str, *, is_one_value: bool) -> bool:
        """Whether the id of a row has more than the id in it, behind what divides values."""
        own = "" if is_one_value else self.divider
        divider = what_else_divides(written, own) if self.divider else ""
        if divider:
            self.doubts.divided.setdefault(divider, {})[line] = written
        return bool(divider)

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
            self.doubts.hidden_rows.append(line)
        else:
            for name, cell in hidden.items():
                self.doubts.in_hidden.setdefault(name, {})[line] = cell.text
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
            self.doubts.days.setdefault(index, {})[line] = cell.text.strip()
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


def _is_changed(cell: Cell) -> bool:
    """Whether an id may have been another before a spreadsheet took it for a number or a day."""
    return cell.kind is CellKind.DATE or (
        cell.kind is CellKind.NUMBER and not cell.text.isdecimal()
    )
