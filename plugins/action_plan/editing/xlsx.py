"""Workbooks of Excel: .xlsx, which is XML in an archive (ECMA-376, Part 1)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, timedelta
from functools import partial
from posixpath import normpath
from string import ascii_uppercase

from .spreadsheet import (
    COVERED,
    Archive,
    Cell,
    CellKind,
    CellReader,
    Rows,
    Sheet,
    XmlReader,
    day_cell,
    number_cell,
    percent_cell,
)

__all__ = ["WORKBOOK", "xlsx_sheets"]

WORKBOOK = "xl/workbook.xml"
"""What an archive has that is a workbook of Excel."""
_DATE_FORMATS = frozenset((*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)))
"""The built-in formats of dates and times (18.8.30), those of East Asia among them."""
_BUILT_IN = {9: "%", 10: "%", 17: "my", **dict.fromkeys((18, 19, 20, 21), "hm")}
"""The letters of built-in formats that are not of days."""
_MINUTES = 24 * 60
_NO_CODE = re.compile(r'"[^"]*"|\\.|[_*].|\[[^\]]*\]')
"""What is in the code of a format and no part of a date: texts, spaces, colours."""
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
"""How a character is written that XML cannot have (22.9.2.19)."""
_FIRST_DAYS = {False: date(1899, 12, 30), True: date(1904, 1, 1)}
"""The day 0 of a workbook that counts from 1900, or from 1904 as on a Macintosh. Excel's 1900 has a
29 February, so that this is right from March of that year on."""
_MOST_LETTERS = 3
"""Letters of a column: XFD is the last."""
_CELL = re.compile(r"([A-Z]{1,3})(\d{1,7})(?!\d)", re.ASCII)
"""The place of a cell."""
_TRUE = ("1", "true")
_TRUTH = {"0": "FALSE", "1": "TRUE"}
_NO_RESULT = Cell("=", CellKind.ERROR)
"""A formula that was never calculated."""


def xlsx_sheets(archive: Archive) -> list[Sheet]:
    """Return the sheets of a workbook that people see."""
    book, targets = _Book(), _Targets()
    archive.parse(WORKBOOK, book)
    archive.parse("xl/_rels/workbook.xml.rels", targets)
    styles, texts = _Styles(), _Texts()
    for name, reader in (("xl/styles.xml", styles), ("xl/sharedStrings.xml", texts)):
        if name in archive.names:
            archive.parse(name, reader)
    return [
        Sheet(
            name,
            partial(
                _rows,
                archive,
                targets.found.get(key, ""),
                _Cells(texts, styles, _FIRST_DAYS[book.counts_from_1904]),
            ),
        )
        for name, key in book.sheets
    ]


def _rows(archive: Archive, name: str, cells: _Cells) -> Rows:
    folder, _, file = name.rpartition("/")
    addresses, targets = f"{folder}/_rels/{file}.rels", _Targets()
    archive.parse(name, cells)
    if cells.links and addresses in archive.names:
        archive.parse(addresses, targets)
        cells.add_addresses(targets.written)
    yield from cells.rows.items()


class _Book(XmlReader):
    """The sheets of a workbook, and from where it counts days."""

    def __init__(self) -> None:
        self.sheets: list[tuple[str, str]] = []
        """The name of each sheet that is not hidden, and what its file is called by."""
        self.counts_from_1904 = False

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "sheet" and attributes.get("state", "visible") == "visible":
            key = next(found for key, found in attributes.items() if key.endswith(" id"))
            self.sheets.append((attributes["name"], key))
        elif name == "workbookPr":
            self.counts_from_1904 = attributes.get("date1904") in _TRUE


class _Targets(XmlReader):
    """The files of the sheets by what they are called by."""

    def __init__(self) -> None:
        self.found: dict[str, str] = {}
        self.written: dict[str, str] = {}
        """The same as they are written, such as addresses of pages."""

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "Relationship":
            path = self.written[attributes["Id"]] = attributes["Target"]
            absolute = path.removeprefix("/") if path.startswith("/") else normpath(f"xl/{path}")
            self.found[attributes["Id"]] = absolute


class _Styles(XmlReader):
    """The formats of cells: the letters of dates that each has, `d` alone if unknown, or `%`."""

    def __init__(self) -> None:
        self.formats: list[str] = []
        self.crossed_out: list[bool] = []
        """Whether each has a line through its text."""
        self._fonts: list[bool] = []
        self._codes = dict(_BUILT_IN)
        self._is_of_cells = self._is_of_fonts = False

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "numFmt":
            self._codes[int(attributes["numFmtId"])] = _letters(attributes["formatCode"])
        elif name == "fonts":
            self._is_of_fonts = True
        elif name == "font" and self._is_of_fonts:
            self._fonts.append(False)
        elif self._is_of_fonts and _crosses_out(name, attributes):
            self._fonts[-1] = True
        elif name == "cellXfs":
            self._is_of_cells = True
        elif name == "xf" and self._is_of_cells:
            number = int(attributes.get("numFmtId", "0"))
            unknown = "d" if number in _DATE_FORMATS else ""
            self.formats.append(self._codes.get(number, unknown))
            font = int(attributes.get("fontId", "0"))
            self.crossed_out.append(font < len(self._fonts) and self._fonts[font])

    def end(self, name: str) -> None:
        if name == "fonts":
            self._is_of_fonts = False
        elif name == "cellXfs":
            self._is_of_cells = False


def _crosses_out(name: str, attributes: Mapping[str, str]) -> bool:
    return name == "strike" and attributes.get("val", "1") in _TRUE


def _letters(code: str) -> str:
    """Return what the code of a format has of day, month, year, time and percent."""
    code = _NO_CODE.sub("", code).casefold()
    return "".join(letter for letter in "dmyhs%" if letter in code)


class _Texts(XmlReader):
    """The texts that cells share, without how they are pronounced (`rPh`)."""

    def __init__(self) -> None:
        self.found: list[str] = []
        self.crossed_out: set[int] = set()
        """Which of them have a line through a part."""
        self._parts: list[str] = []
        self._is_text = self._is_pronunciation = False

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "rPh":
            self._is_pronunciation = True
        elif _crosses_out(name, attributes):
            self.crossed_out.add(len(self.found))
        self._is_text = name == "t" and not self._is_pronunciation

    def text(self, data: str) -> None:
        if self._is_text:
            self._parts.append(data)

    def end(self, name: str) -> None:
        self._is_text = False
        if name == "rPh":
            self._is_pronunciation = False
        elif name == "si":
            self.found.append(_unescaped("".join(self._parts)))
            self._parts.clear()


class _Cells(CellReader):
    """The cells of one sheet."""

    def __init__(self, texts: _Texts, styles: _Styles, first_day: date) -> None:
        super().__init__()
        self.rows: dict[int, dict[int, Cell]] = {}
        self.links: list[tuple[str, str]] = []
        """Cells that lead to a page, and what its address is called by."""
        self._texts, self._styles, self._first_day = texts, styles, first_day
        self._row = 0
        self._column = -1
        self._attributes: Mapping[str, str] = {}
        self._parts: list[str] = []
        self._is_value = self._is_pronunciation = self._is_formula = False
        self._is_crossed_out = False

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "row":
            self._row = int(attributes.get("r", self._row + 1))
            self._column = -1
            self.row_is_hidden = attributes.get("hidden") in _TRUE
        elif name == "col" and attributes.get("hidden") in _TRUE:
            columns = range(int(attributes["min"]) - 1, int(attributes["max"]))
            self.make(len(columns))
            self.hidden_columns.update(columns)
        elif name == "mergeCell":
            first, _, last = attributes["ref"].partition(":")
            self._merge(first, last or first)
        elif name == "hyperlink":
            keys = [found for key, found in attributes.items() if key.endswith(" id")]
            self.links += ((attributes["ref"], key) for key in keys)
        elif name == "c":
            letters = attributes.get("r", "").rstrip("0123456789")
            self._column = _column(letters) if letters else self._column + 1
            self._attributes = attributes
            self._parts.clear()
            self._is_formula = False
            style = int(attributes.get("s", "0"))
            crossed_out = self._styles.crossed_out
            self._is_crossed_out = style < len(crossed_out) and crossed_out[style]
        elif name == "rPh":
            self._is_pronunciation = True
        elif name == "f":
            self._is_formula = True
        elif _crosses_out(name, attributes):
            self._is_crossed_out = True
        self._is_value = name in ("v", "t") and not self._is_pronunciation

    def text(self, data: str) -> None:
        if self._is_value:
            self._parts.append(data)

    def end(self, name: str) -> None:
        self._is_value = False
        if name == "rPh":
            self._is_pronunciation = False
        elif name == "c":
            cell = self._cell("".join(self._parts))
            if self._is_crossed_out:
                cell = cell._replace(is_crossed_out=True)
            if cell.text.strip():
                self.rows.setdefault(self._row, {})[self._column] = self.as_seen(cell, self._column)

    def add_addresses(self, addresses: Mapping[str, str]) -> None:
        """Add to each cell where it leads."""
        for place, key in self.links:
            if found := _CELL.match(place):
                cells, column = self.rows.get(int(found[2]), {}), _column(found[1])
                if column in cells:
                    cells[column] = cells[column]._replace(address=addresses.get(key, ""))

    def _cell(self, written: str) -> Cell:
        kind = self._attributes.get("t", "n")
        if not written and self._is_formula and kind != "str":
            return _NO_RESULT
        if kind in ("e", "d"):
            return Cell(written, CellKind.ERROR) if kind == "e" else day_cell(written[:10])
        if kind == "n" and written:
            return self._number(float(written))
        if kind == "s" and written:
            is_crossed_out = int(written) in self._texts.crossed_out
            return Cell(self._texts.found[int(written)], is_crossed_out=is_crossed_out)
        return Cell(_TRUTH.get(written, written) if kind == "b" else _unescaped(written))

    def _merge(self, first: str, last: str) -> None:
        """Mark cells that are one, of several rows; of one row, only the first can be seen."""
        left, right = (_column(corner.rstrip("0123456789")) for corner in (first, last))
        top, bottom = (int(corner.lstrip(ascii_uppercase)) for corner in (first, last))
        bottom = min(bottom, max(self.rows, default=0))
        self.make((right - left + 1) * max(bottom - top + 1, 0))
        for row in range(top, bottom + 1):
            cells = self.rows.get(row, {})
            for column in range(left, right + 1):
                if bottom == top:
                    if column > left:
                        cells.pop(column, None)
                elif (row, column) == (top, left) and column in cells:
                    cells[column] = cells[column]._replace(kind=CellKind.MERGED)
                elif cells:
                    cells[column] = COVERED

    def _number(self, number: float) -> Cell:
        style = int(self._attributes.get("s", "0"))
        formats = self._styles.formats
        letters = formats[style] if style < len(formats) else ""
        if "%" in letters:
            return percent_cell(number)
        if not letters or number < 0:
            return number_cell(number)
        if number < 1 and "h" in letters:
            minutes = round(number * _MINUTES)
            return Cell(f"{minutes // 60:02}:{minutes % 60:02}")
        if number < 1:
            return number_cell(number)
        day = str(self._first_day + timedelta(days=int(number)))
        is_of_days = "d" in letters or "y" not in letters
        return day_cell(day, shows_day=is_of_days, shows_month=is_of_days or "m" in letters)


def _column(letters: str) -> int:
    """Return the number of a column, from 0, by its letters, of which there are at most three."""
    if len(letters) > _MOST_LETTERS:
        raise ValueError(letters[:_MOST_LETTERS])
    number = 0
    for letter in letters:
        number = number * 26 + int(letter, 36) - 9
    return number - 1


def _unescaped(text: str) -> str:
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text
