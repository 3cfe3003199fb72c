"""Workbooks of LibreOffice: .ods, which is XML in an archive (OpenDocument 1.3, Part 3)."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from .spreadsheet import (
    MOST_ELEMENTS,
    TOO_LARGE,
    Archive,
    Cell,
    CellKind,
    Rows,
    Sheet,
    SpreadsheetError,
    XmlReader,
    number_cell,
)

__all__ = ["CONTENT", "ods_sheets"]

CONTENT = "content.xml"
"""What an archive has that is a workbook of LibreOffice, or another document of it."""
_OFFICE = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
_TABLE = "urn:oasis:names:tc:opendocument:xmlns:table:1.0"
_LIBRE_OFFICE = "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"
_CELLS = ("table-cell", "covered-table-cell")


def ods_sheets(archive: Archive) -> list[Sheet]:
    """Return the sheets of a workbook."""
    tables = _Tables()
    archive.parse(CONTENT, tables)
    return [Sheet(name, partial(_rows, rows)) for name, rows in tables.found]


def _rows(rows: list[tuple[int, dict[int, Cell]]]) -> Rows:
    yield from rows


class _Tables(XmlReader):
    """The cells of all sheets.

    A row or a cell that is repeated is in the file once. Only what is empty is repeated in a
    table of updates, but for rows and cells that somebody has filled in alike.
    """

    def __init__(self) -> None:
        self.found: list[tuple[str, list[tuple[int, dict[int, Cell]]]]] = []
        self._row = self._column = 0
        self._cells: dict[int, Cell] = {}
        self._rows_alike = 1
        self._made = 0
        self._attributes: Mapping[str, str] = {}
        self._parts: list[str] = []
        self._paragraphs = 0
        self._comments = 0
        """How deep the elements of a comment on a cell are."""

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if self._comments or name == "annotation":
            self._comments += 1
        elif name == "table":
            self.found.append((attributes[f"{_TABLE} name"], []))
            self._row = 0
        elif name == "table-row":
            self._rows_alike = int(attributes.get(f"{_TABLE} number-rows-repeated", "1"))
            self._column, self._cells = 0, {}
        elif name in _CELLS:
            self._attributes = attributes
            self._parts, self._paragraphs = [], 0
        elif name == "p":
            self._parts += ["\n"] if self._paragraphs else []
            self._paragraphs += 1
        elif name == "s":
            self._parts.append(" ")
        elif name in ("line-break", "tab"):
            self._parts.append("\n" if name == "line-break" else "\t")

    def text(self, data: str) -> None:
        if self._paragraphs and not self._comments:
            self._parts.append(data)

    def end(self, name: str) -> None:
        if self._comments:
            self._comments -= 1
        elif name in _CELLS:
            repeated = int(self._attributes.get(f"{_TABLE} number-columns-repeated", "1"))
            cell = self._cell("".join(self._parts))
            if cell.text.strip():
                self._make(repeated)
                columns = range(self._column, self._column + repeated)
                self._cells.update(dict.fromkeys(columns, cell))
            self._column += repeated
            self._paragraphs = 0
        elif name == "table-row":
            if self._cells:
                self._make(self._rows_alike)
                rows = range(self._row + 1, self._row + 1 + self._rows_alike)
                self.found[-1][1].extend((row, self._cells) for row in rows)
            self._row += self._rows_alike

    def _make(self, count: int) -> None:
        """Count what is made of cells and rows; raise `SpreadsheetError` for too many."""
        self._made += count
        if self._made > MOST_ELEMENTS:
            raise SpreadsheetError(TOO_LARGE)

    def _cell(self, shown: str) -> Cell:
        kind = self._attributes.get(f"{_OFFICE} value-type", "string")
        if self._attributes.get(f"{_LIBRE_OFFICE} value-type") == "error":
            return Cell(shown, CellKind.ERROR)
        if kind == "date":
            return Cell(self._attributes[f"{_OFFICE} date-value"][:10], CellKind.DATE)
        if kind in ("float", "percentage", "currency"):
            return number_cell(float(self._attributes[f"{_OFFICE} value"]))
        return Cell(shown)
