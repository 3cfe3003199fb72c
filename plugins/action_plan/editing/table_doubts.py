"""What is doubtful in a table of updates: each kind of doubt is one problem, however many rows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from ..formatting import count
from ..messages import quoted
from ..problems import Problem
from .spreadsheet import Cell, CellKind
from .table_columns import Columns
from .table_text import DIVIDERS
from .update_request import MADE_A_DAY

__all__ = ["Doubts", "kept_in_quotes"]

_OTHER_DIVIDER = (
    "{} is divided by {}{}, and the row that names the columns by {}. Divide all rows in one way."
)
_IN_QUOTES = (
    "{} is in double quotes as a whole{}, and so it is one value. Delete them: they go only around"
    " a value that has {} in it."
)
_LEFT_OUT = re.compile(r"#\s")
"""How a row begins that is to be left out: one that has the number of an action has no space."""


def kept_in_quotes(written: str, divider: str, others: str = "") -> str:
    """Return what is wrong with a row that is in double quotes as a whole, as some others are."""
    return _IN_QUOTES.format(quoted(written), others, DIVIDERS.get(divider, divider))


class Doubts:
    """What is doubtful, row by row."""

    def __init__(self, place: str, columns: Columns, divider: str) -> None:
        self._place, self._columns, self._divider = place, columns, divider
        self.asking: dict[int, str] = {}
        """Ids of what asks for something, by their rows."""
        self.ids: dict[int, Cell] = {}
        """Ids that a spreadsheet may have changed, by their rows."""
        self.days: dict[int, dict[int, str]] = {}
        """Dates with two readings, by their columns and rows."""
        self.divided: dict[str, dict[int, str]] = {}
        """Rows that something else divides, by that, or that quotes keep whole, and their ids."""
        self.hidden_rows: list[int] = []
        """Rows that nobody sees, and that ask for something."""
        self.in_hidden: dict[str, dict[int, str]] = {}
        """What is asked for in columns that nobody sees, by their names and by its row."""

    def problems(self, heading: int) -> Iterator[Problem]:
        """Return what is doubtful; `heading` is the row that names the columns."""
        yield from self._of_ids()
        yield from self._of_dividers()
        yield from self._of_hidden(heading)
        yield from self._of_days(heading)

    def _problem(self, line: int, name: str, message: str) -> Problem:
        return Problem(self._place, line, self._columns.labels[name] if name else "", message)

    def _of_ids(self) -> Iterator[Problem]:
        if self.ids:
            line, cell = next(iter(self.ids.items()))
            message = (
                f"{quoted(cell.text)} is a day here, not text{_others(self.ids)}: {MADE_A_DAY}"
                if cell.kind is CellKind.DATE
                else f"{quoted(cell.text)} is a number here, not text{_others(self.ids)}: whether"
                " the id ends in a zero cannot be seen. Give the column the format Text, and type"
                " these ids again."
            )
            yield self._problem(line, "id", message)
        marked = {line: found for line, found in self.asking.items() if found.startswith("#")}
        if len(marked) < len(self.asking) or any(map(_LEFT_OUT.match, marked.values())):
            for line, found in [*marked.items()][:1]:
                message = (
                    f"{quoted(found)} begins with a number sign{_others(marked)}: rows that are to"
                    " be left out begin so. Delete the row, or the sign."
                )
                yield self._problem(line, "id", message)

    def _of_dividers(self) -> Iterator[Problem]:
        own = DIVIDERS.get(self._divider, self._divider)
        for divider, rows in self.divided.items():
            line, written = next(iter(rows.items()))
            others = _others(rows)
            message = _OTHER_DIVIDER.format(quoted(written), DIVIDERS[divider], others, own)
            if divider == self._divider:
                message = kept_in_quotes(written, divider, others)
            yield self._problem(line, "", message)

    def _of_hidden(self, heading: int) -> Iterator[Problem]:
        if self.hidden_rows:
            others = len(self.hidden_rows) - 1
            too = f", as {count(others, 'other row is', 'other rows are')}" if others else ""
            message = (
                f"the row is hidden{too}, and asks for something. Show all rows, where there is a"
                " filter by clearing it, and delete what is not meant."
            )
            yield self._problem(self.hidden_rows[0], "", message)
        for name, values in self.in_hidden.items():
            line, value = next(iter(values.items()))
            message = (
                f"the column is hidden, and has {quoted(value)} in row {line}{_others(values)}."
                " Show it, or delete it where it is not meant."
            )
            yield self._problem(heading, name, message)

    def _of_days(self, heading: int) -> Iterator[Problem]:
        for index, days in self.days.items():
            line, found = next(iter(days.items()))
            name = self._columns.asked[index]
            label = self._columns.labels[name]
            message = (
                f"it is not clear whether the day or the month comes first: {quoted(found)} in row"
                f" {line}{_others(days)}. Write 2024-09-17, or name the column"
                f' "{label} (dd/mm/yyyy)" or "{label} (mm/dd/yyyy)".'
            )
            yield self._problem(heading, name, message)


def _others(found: Mapping[int, object]) -> str:
    """Return in how many other rows there is the like, where there is."""
    return f", as in {count(len(found) - 1, 'other row')}" if len(found) > 1 else ""
