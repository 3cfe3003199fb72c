"""Workbooks of LibreOffice: .ods, which is XML in an archive (OpenDocument 1.3, Part 3)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import partial

from .spreadsheet import (
    COVERED,
    Archive,
    Cell,
    CellKind,
    CellReader,
    Rows,
    Sheet,
    day_cell,
    number_cell,
    percent_cell,
)

__all__ = ["CONTENT", "ods_sheets"]

CONTENT = "content.xml"
"""What an archive has that is a workbook of LibreOffice, or another document of it."""
_OFFICE = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
_TABLE = "urn:oasis:names:tc:opendocument:xmlns:table:1.0"
_LIBRE_OFFICE = "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"
_TEXT = "urn:oasis:names:tc:opendocument:xmlns:text:1.0"
_LINK = "http://www.w3.org/1999/xlink"
_STYLE = "urn:oasis:names:tc:opendocument:xmlns:style:1.0"
_CELLS = ("table-cell", "covered-table-cell")
_OF_SHEETS = ("style", "table", "table-column", "table-properties", "text-properties")
_FIGURES = re.compile(r"\d+")


def ods_sheets(archive: Archive) -> list[Sheet]:
    """Return the sheets of a workbook that people see."""
    tables = _Tables()
    archive.parse(CONTENT, tables)
    return [Sheet(name, partial(_rows, rows)) for name, rows in tables.found]


def _rows(rows: list[tuple[int, dict[int, Cell]]]) -> Rows:
    yield from rows


class _Tables(CellReader):
    """The cells of all sheets.

    A row or a cell that is repeated is in the file once. Only what is empty is repeated in a
    table of updates, but for rows and cells that somebody has filled in alike.
    """

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, list[tuple[int, dict[int, Cell]]]]] = []
        self._row = self._column = 0
        self._cells: dict[int, Cell] = {}
        self._rows_alike = 1
        self._attributes: Mapping[str, str] = {}
        self._parts: list[str] = []
        self._paragraphs = 0
        self._comments = 0
        """How deep the elements of a comment on a cell are."""
        self._rows: list[tuple[int, dict[int, Cell]]] = []
        self._style = ""
        self._hidden_styles: set[str] = set()
        """The styles of sheets that nobody sees."""
        self._crossed_out_styles: set[str] = set()
        """The styles of cells and of words that have a line through them."""
        self._is_crossed_out = False
        self._address = ""
        self._columns = 0
        self._merged_until: dict[int, int] = {}
        """The last row of cells that are one, by their columns."""

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if self._comments or name == "annotation":
            self._comments += 1
        elif name in _OF_SHEETS:
            self._start_sheet(name, attributes)
        elif name == "table-row":
            self._rows_alike = int(attributes.get(f"{_TABLE} number-rows-repeated", "1"))
            self._column, self._cells = 0, {}
            self.row_is_hidden = _is_hidden(attributes)
        elif name in _CELLS:
            self._attributes = attributes
            self._parts, self._paragraphs = [], 0
            style = attributes.get(f"{_TABLE} style-name")
            self._is_crossed_out = style in self._crossed_out_styles
            self._address = ""
        elif name == "a":
            self._address = attributes.get(f"{_LINK} href", "")
        elif name == "span":
            style = attributes.get(f"{_TEXT} style-name")
            self._is_crossed_out |= style in self._crossed_out_styles
        elif name == "p":
            self._parts += ["\n"] if self._paragraphs else []
            self._paragraphs += 1
        elif name == "s":
            self._parts.append(" ")
        elif name in ("line-break", "tab"):
            self._parts.append("\n" if name == "line-break" else "\t")

    def _start_sheet(self, name: str, attributes: Mapping[str, str]) -> None:
        """Take note of a sheet, its style or its columns."""
        if name == "style":
            self._style = attributes[f"{_STYLE} name"]
        elif name == "table":
            self._rows, self._row, self._columns = [], 0, 0
            self.hidden_columns, self._merged_until = set(), {}
            if attributes.get(f"{_TABLE} style-name") not in self._hidden_styles:
                self.found.append((attributes[f"{_TABLE} name"], self._rows))
        elif name == "table-column":
            end = self._columns + int(attributes.get(f"{_TABLE} number-columns-repeated", "1"))
            if _is_hidden(attributes):
                self.make(end - self._columns)
                self.hidden_columns.update(range(self._columns, end))
            self._columns = end
        elif name == "text-properties":
            if attributes.get(f"{_STYLE} text-line-through-style", "none") != "none":
                self._crossed_out_styles.add(self._style)
        elif attributes.get(f"{_TABLE} display") == "false":
            self._hidden_styles.add(self._style)

    def text(self, data: str) -> None:
        if self._paragraphs and not self._comments:
            self._parts.append(data)

    def end(self, name: str) -> None:
        if self._comments:
            self._comments -= 1
        elif name in _CELLS:
            repeated = int(self._attributes.get(f"{_TABLE} number-columns-repeated", "1"))
            columns = range(self._column, self._column + repeated)
            if name == "covered-table-cell":
                self._cover(columns)
            else:
                cell = self._cell("".join(self._parts))
                self._fill(
                    columns,
                    cell._replace(is_crossed_out=self._is_crossed_out, address=self._address),
                )
            self._column += repeated
            self._paragraphs = 0
        elif name == "table-row":
            if self._cells:
                self.make(self._rows_alike)
                rows = range(self._row + 1, self._row + 1 + self._rows_alike)
                self._rows.extend((row, self._cells) for row in rows)
            self._row += self._rows_alike

    def _fill(self, columns: range, cell: Cell) -> None:
        """Take note of a cell, and of how far it is one with those below."""
        rows = int(self._attributes.get(f"{_TABLE} number-rows-spanned", "1"))
        if rows > 1:
            wide = int(self._attributes.get(f"{_TABLE} number-columns-spanned", "1"))
            self.make(wide)
            spanned = range(columns.start, columns.start + wide)
            self._merged_until.update(dict.fromkeys(spanned, self._row + rows))
            cell = cell._replace(kind=CellKind.MERGED)
        if cell.text.strip():
            self.make(len(columns))
            self._cells.update(dict.fromkeys(columns, self.as_seen(cell, columns.start)))

    def _cover(self, columns: range) -> None:
        """Take note of cells that are one with another, where that is of a row above."""
        if self._merged_until:
            self.make(len(columns))
            below = (c for c in columns if self._merged_until.get(c, 0) > self._row)
            self._cells.update(dict.fromkeys(below, COVERED))

    def _cell(self, shown: str) -> Cell:
        kind = self._attributes.get(f"{_OFFICE} value-type", "string")
        if self._attributes.get(f"{_LIBRE_OFFICE} value-type") == "error":
            return Cell(shown, CellKind.ERROR)
        if kind == "date":
            day = self._attributes[f"{_OFFICE} date-value"][:10]
            figures = _FIGURES.findall(shown)
            has_words = any(letter.isalpha() for letter in shown)
            is_year = figures == [day[:4]] and not has_words
            is_month = len(figures) + has_words == 2 and figures[-1] in (day[:4], day[2:4])
            return day_cell(day, shows_day=not (is_month or is_year), shows_month=not is_year)
        if kind == "percentage":
            return percent_cell(float(self._attributes[f"{_OFFICE} value"]))
        if kind in ("float", "currency"):
            return number_cell(float(self._attributes[f"{_OFFICE} value"]))
        return Cell(shown)


def _is_hidden(attributes: Mapping[str, str]) -> bool:
    """Whether a row or a column is hidden, by hand or by a filter."""
    return attributes.get(f"{_TABLE} visibility") in ("collapse", "filter")
