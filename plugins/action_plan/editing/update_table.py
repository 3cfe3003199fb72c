"""Tables of updates, as CSV or a workbook: one action a row, columns by name in any order."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from ..content.update_sheet import SHEET_NAME
from ..messages import quoted
from ..problems import Problem
from .ods import CONTENT, ods_sheets
from .spreadsheet import (
    Archive,
    Cell,
    CellKind,
    Sheet,
    SpreadsheetError,
    as_texts_have_them,
    is_archive,
)
from .table_columns import is_heading
from .table_rows import Rows, read_rows
from .table_text import DIVIDERS, MOST_ABOVE, read_text, text_table
from .update_request import UpdateRequest
from .xlsx import WORKBOOK, xlsx_sheets

__all__ = ["read_table", "table_requests"]

_MIB = 1024 * 1024
_LARGEST = 10 * _MIB
"""Bytes of a table: one row for each of 10,000 actions takes a fifth of them."""
_LONGEST = 32_767
"""Characters of a cell, as many as one of Excel can have."""
_OLD_OR_LOCKED = b"\xd0\xcf\x11\xe0"
"""How workbooks begin that Excel wrote before 2007, or that have a password."""
_OF_OTHER_PROGRAMS = (b"%PDF", b"<html", b"<!DOCTYPE", b"<?xml", b"{\\rtf")
"""How files begin that are named as tables, and are texts or pages."""
_DIVIDED = re.compile(f"[{''.join(DIVIDERS)}]")
_UNKNOWN_FORMAT = (
    "is no table that can be read here. Save it as an Excel workbook (.xlsx) without a password,"
    " as .ods or as CSV."
)


class _Table(NamedTuple):
    """The rows of a table from the one that names the columns."""

    place: str
    """The file, and the sheet, as problems name them."""
    rows: Rows
    divider: str = ""
    """What divides columns, in a text."""
    above: Rows = ()
    """The rows above it."""


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
    return table_requests(name, content)


def table_requests(name: str, content: bytes) -> tuple[list[UpdateRequest], list[Problem]]:
    """Return the requests of a table by its content, and everything wrong with the table itself."""
    problems: list[Problem] = []
    try:
        table = _table(name, content, problems)
    except SpreadsheetError as error:
        problems.append(Problem(name, 1, "", str(error)))
        return [], problems
    above = _above(table)
    return [*above, *read_rows(table.place, table.rows, table.divider, problems)], problems


def _above(table: _Table) -> Iterator[UpdateRequest]:
    """Return the rows above the one that names the columns, which may be updates by mistake."""
    for line, cells in table.above:
        written, *others = _DIVIDED.split(cells[min(cells)].text) if cells else ("",)
        is_divided_otherwise = table.divider and others and any(map(str.isdigit, written))
        if len(cells) > 1 or is_divided_otherwise:
            asked = {"id": written.strip(' "')}
            yield UpdateRequest(asked, {"id": "id"}, table.place, line, is_above=True)


def _table(name: str, content: bytes, problems: list[Problem]) -> _Table:
    """Return the table of a file; note what is wrong with a text, raise for a workbook."""
    if is_archive(content):
        return _of_workbook(name, Archive(content))
    if content.startswith((_OLD_OR_LOCKED, *_OF_OTHER_PROGRAMS)):
        raise SpreadsheetError(_UNKNOWN_FORMAT)
    text, found = read_text(name, content)
    problems += found
    table = text_table(name, text, is_heading, problems)
    above = [(line, _cells(row)) for line, row in table.above]
    return _Table(name, ((n, _cells(row)) for n, row in table.rows), table.divider, above)


def _cells(row: list[str]) -> dict[int, Cell]:
    """Return the values of a row of a text by their columns."""
    kind = CellKind.TEXT if len(row) > 1 else CellKind.ONE_VALUE
    return {index: Cell(text, kind) for index, text in enumerate(row) if text.strip()}


def _of_workbook(name: str, archive: Archive) -> _Table:
    """Return the table of the sheet that has one; raise `SpreadsheetError` where not one has."""
    if WORKBOOK in archive.names:
        sheets = xlsx_sheets(archive)
    elif CONTENT in archive.names:
        sheets = ods_sheets(archive)
    else:
        raise SpreadsheetError(_UNKNOWN_FORMAT)
    made_for_it = [sheet for sheet in sheets if sheet.name == SHEET_NAME]
    filled = {s.name: rows for s in made_for_it or sheets if (rows := _rows(s))}
    starts = {sheet: start for sheet, rows in filled.items() if (start := _start(rows)) >= 0}
    found = {sheet: filled[sheet] for sheet in starts or filled}
    if len(found) > 1:
        names = ", ".join(map(quoted, found))
        raise SpreadsheetError(
            f"has several sheets, and it is not clear which has the updates: {names}."
            " Save the one with the updates as a workbook of its own."
        )
    for sheet, rows in found.items():
        start = starts.get(sheet, 0)
        return _Table(f"{name}, sheet {quoted(sheet)}", rows[start:], above=rows[:start])
    return _Table(name, ())


def _rows(sheet: Sheet) -> list[tuple[int, Mapping[int, Cell]]]:
    """Return the rows of a sheet; raise `SpreadsheetError` where a cell is longer than Excel's."""
    rows = []
    for line, cells in sheet.rows():
        if any(len(cell.text) > _LONGEST for cell in cells.values()):
            raise SpreadsheetError(
                f"has over {_LONGEST:,} characters in a cell of row {line}. Shorten it."
            )
        rows.append((line, as_texts_have_them(cells)))
    return rows


def _start(rows: Sequence[tuple[int, Mapping[int, Cell]]]) -> int:
    """Return which of the first rows names the columns, or -1 where none does."""
    for index, (_, cells) in enumerate(rows[:MOST_ABOVE]):
        if is_heading([cell.text for cell in cells.values()]):
            return index
    return -1
