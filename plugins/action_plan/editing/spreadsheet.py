"""Spreadsheets: the cells of a workbook, with what kind of value each of them has.

Read here and not by a library, because an error such as #N/A is to be named, where libraries have
an empty cell, and because a small file must not fill the memory by its last cell or by what it
unpacks to.
"""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from decimal import Decimal
from enum import Enum
from io import BytesIO
from typing import Literal, NamedTuple
from xml.parsers import expat

from ..content.decoding import without_stray_spaces
from ..formatting import MONTHS

__all__ = [
    "COVERED",
    "Archive",
    "Cell",
    "CellKind",
    "CellReader",
    "Rows",
    "Sheet",
    "SpreadsheetError",
    "XmlReader",
    "as_texts_have_them",
    "day_cell",
    "is_archive",
    "number_cell",
    "percent_cell",
]

_MOST_UNPACKED = 64 * 1024 * 1024
"""Bytes of all that is read of a file: the workbook of 10,000 actions has half of them."""
_MOST_ELEMENTS = 2_000_000
"""Elements of XML of all that is read of a file, of which a second has time for a million."""
_TOO_LARGE = (
    "is too large when it is unpacked. Copy the rows that have changes into a new workbook."
)
_DAMAGED = "cannot be read: it is damaged. Open it in a spreadsheet, and save it as .xlsx again."


class SpreadsheetError(Exception):
    """The file cannot be read as a spreadsheet; carries in plain words what to do."""


class CellKind(Enum):
    """What a cell holds."""

    TEXT = "text"
    NUMBER = "number"
    DATE = "date"
    ERROR = "error"
    MERGED = "merged"
    """One with cells of other rows; of these, only the first has the text."""
    ONE_VALUE = "one value"
    """The whole row of a text that nothing divides."""


class Cell(NamedTuple):
    """A cell that is not empty: its value as text, a date as YYYY-MM-DD."""

    text: str
    kind: CellKind = CellKind.TEXT
    hidden_with: Literal["", "row", "column"] = ""
    """What of the sheet is hidden, so that nobody sees the cell."""
    is_crossed_out: bool = False
    """There is a line through it, or through a part of it."""
    address: str = ""
    """Where its words lead."""


COVERED = Cell("", CellKind.MERGED)
"""A cell below another that it is one with."""


Rows = Iterator[tuple[int, Mapping[int, Cell]]]
"""Rows with their number as people see it, each with its cells by column, from 0."""


class Sheet(NamedTuple):
    """A sheet that people see: its name, and its rows, read when they are asked for."""

    name: str
    rows: Callable[[], Rows]


def number_cell(value: float) -> Cell:
    """Return a number as people see it: with 15 digits, and none behind a point where it is whole.

    Of a number in a workbook there is no more (ECMA-376, Part 1, 18.17.5.2).
    """
    return Cell(f"{Decimal(f'{value:.15g}'):f}", CellKind.NUMBER)


def as_texts_have_them(cells: Mapping[int, Cell]) -> Mapping[int, Cell]:
    """Return the cells of a row with one kind of line end and no stray spaces, as of a text.

    One that has nothing else is empty, and left out.
    """
    if all(cell.text.isprintable() for cell in cells.values()):
        return cells
    tidied = {
        index: cell._replace(text=without_stray_spaces("\n".join(cell.text.splitlines())))
        for index, cell in cells.items()
    }
    return {
        index: cell
        for index, cell in tidied.items()
        if cell.text.strip() or cell.kind is CellKind.MERGED
    }


def percent_cell(value: float) -> Cell:
    """Return a number as people see it where the format of its cell is that of percent."""
    return Cell(f"{number_cell(value * 100).text}%", CellKind.NUMBER)


def day_cell(day: str, *, shows_day: bool = True, shows_month: bool = True) -> Cell:
    """Return a day, or the month or year that was typed, where the cell shows no more of it.

    A spreadsheet makes the first day of March 2026, where `March 2026` is typed.
    """
    if not shows_month and day.endswith("-01-01"):
        return Cell(day[:4], CellKind.DATE)
    if shows_month and not shows_day and day.endswith("-01"):
        return Cell(f"{MONTHS[int(day[5:7]) - 1]} {day[:4]}", CellKind.DATE)
    return Cell(day, CellKind.DATE)


class XmlReader:
    """What reads a document of XML: it gets each element's start, text and end, in their order."""

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """Take note of an element, by its local name; its attributes have their namespaces."""

    def text(self, data: str) -> None:
        """Take note of a piece of text."""

    def end(self, name: str) -> None:
        """Take note that an element has ended."""


class CellReader(XmlReader):
    """What reads cells, of which no more are made than a table of updates needs."""

    def __init__(self) -> None:
        self.row_is_hidden = False
        self.hidden_columns: set[int] = set()
        self._made = 0

    def make(self, count: int) -> None:
        """Count what is made of cells, rows and columns; raise `SpreadsheetError` for too many."""
        self._made += count
        if self._made > _MOST_ELEMENTS:
            raise SpreadsheetError(_TOO_LARGE)

    def as_seen(self, cell: Cell, column: int) -> Cell:
        """Return a cell of the row with what is hidden of the sheet, so that nobody sees it."""
        if self.row_is_hidden:
            return cell._replace(hidden_with="row")
        return cell._replace(hidden_with="column") if column in self.hidden_columns else cell


def is_archive(content: bytes) -> bool:
    """Whether a file is packed as workbooks are."""
    return content.startswith(b"PK\x03\x04")


class Archive:
    """A packed file, of which no more is unpacked and read than a table of updates needs."""

    def __init__(self, content: bytes) -> None:
        with _damage_named():
            self._files = zipfile.ZipFile(BytesIO(content))
        self.names = frozenset(self._files.namelist())
        self._unpacked = self._elements = 0

    def parse(self, name: str, reader: XmlReader) -> None:
        """Have a document of the archive read; raise `SpreadsheetError` where it cannot be."""
        with _damage_named():
            info = self._files.getinfo(name)
            if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
                raise SpreadsheetError(_DAMAGED)  # only these two are unpacked piece by piece
            with self._files.open(info) as file:
                data = file.read(_MOST_UNPACKED - self._unpacked + 1)
            self._unpacked += len(data)
            if self._unpacked > _MOST_UNPACKED:
                raise SpreadsheetError(_TOO_LARGE)
            parser = expat.ParserCreate(namespace_separator=" ")
            parser.buffer_text = True
            parser.StartDoctypeDeclHandler = _refuse_document_type
            parser.StartElementHandler = lambda name, found: self._start(reader, name, found)
            parser.CharacterDataHandler = reader.text
            parser.EndElementHandler = lambda name: reader.end(name.rpartition(" ")[2])
            parser.Parse(data, True)  # noqa: FBT003 - all there is

    def _start(self, reader: XmlReader, name: str, attributes: Mapping[str, str]) -> None:
        self._elements += 1
        if self._elements > _MOST_ELEMENTS:
            raise SpreadsheetError(_TOO_LARGE)
        reader.start(name.rpartition(" ")[2], attributes)


def _refuse_document_type(*_declared: object) -> None:
    """Spreadsheets declare no document type, which could have text that grows when it is read."""
    raise SpreadsheetError(_DAMAGED)


@contextmanager
def _damage_named() -> Iterator[None]:
    """Raise `SpreadsheetError` for whatever a damaged file brings about while it is read."""
    try:
        yield
    except (
        *(zipfile.BadZipFile, zlib.error, struct.error, expat.ExpatError, EOFError, OSError),
        *(ArithmeticError, LookupError, RuntimeError, StopIteration, ValueError),
    ) as error:
        raise SpreadsheetError(_DAMAGED) from error
