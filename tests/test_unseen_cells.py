"""Workbooks whose cells are not all seen, or are seen otherwise than they are saved.

What nobody sees is never applied in silence: it is named once. A cell is read as it is seen.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from action_plan.editing.update_table import read_table
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font
from test_workbooks import ods, refused

HEADING = ("id", "status", "note", "date", "due")
ROWS = (("A-7", "Done", "Lit.", "2025-12-01"), ("A-10", "Done", "Cut.", "2025-12-02"))
PLACE = '{}, sheet "Updates":'
CELL = "<table:table-cell{}><text:p>{}</text:p></table:table-cell>"


def workbook(change: Callable[[Any], object], *rows: tuple[Any, ...]) -> bytes:
    """Return an .xlsx of these rows below the names of the columns, changed."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Updates"
    for row in (HEADING, *(rows or ROWS)):
        sheet.append(row)
    change(sheet)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def ods_row(*cells: str, attributes: str = "") -> str:
    found = "".join(cell if cell.startswith("<") else CELL.format("", cell) for cell in cells)
    return f"<table:table-row{attributes}>{found}</table:table-row>"


def ods_sheet(*rows: str, columns: str = "") -> bytes:
    return ods(f'<table:table table:name="Updates">{columns}{"".join(rows)}</table:table>')


def hide_row(sheet: Any) -> None:
    sheet.row_dimensions[3].hidden = True


def hide_both_rows(sheet: Any) -> None:
    sheet.row_dimensions[2].hidden = sheet.row_dimensions[3].hidden = True


def hide_an_empty_row(sheet: Any) -> None:
    sheet.append(("A-9",))
    sheet.row_dimensions[4].hidden = True


def hide_column(sheet: Any) -> None:
    sheet.column_dimensions["D"].hidden = True


HIDDEN_ROW = (
    "3: the row is hidden, and asks for something. Show all rows, where there is a filter by"
    " clearing it, and delete what is not meant."
)
HIDDEN_COLUMN = (
    '1: date: the column is hidden, and has "2025-12-01" in row 2, as in 1 other row. Show it, or'
    " delete it where it is not meant."
)


def cross_out_row(sheet: Any) -> None:
    for cell in sheet[3]:
        cell.font = Font(strike=True)


def cross_out_words(sheet: Any) -> None:
    crossed_out = TextBlock(InlineFont(strike=True), "Torn down.")
    sheet["C3"].value = CellRichText("Cut. ", crossed_out)


def not_cross_out(sheet: Any) -> None:
    sheet["C3"].value = CellRichText("Cut.", TextBlock(InlineFont(strike=False, b=True), ""))
    sheet["F3"].font = Font(strike=True)


def link_evidence(sheet: Any) -> None:
    sheet["E1"].value, sheet["E3"].value = "evidence", "Minutes"
    sheet["E3"].hyperlink = "https://harbour.example/minutes"


CROSSED_OUT = (
    "3: {} is crossed out, or a part of it is. Delete what is not meant, and the line through the"
    " rest."
)
BEHIND = (
    '3: evidence: "Minutes" has its address behind it, where it is not read. Write'
    " https://harbour.example/minutes instead."
)
CROSSED_OUT_STYLE = (
    '<style:style xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" style:name="T1">'
    '<style:text-properties style:text-line-through-style="solid"/></style:style>'
)
SPAN = '<text:span text:style-name="T1">Torn down.</text:span>'
LINK = (
    '<text:a xmlns:x="http://www.w3.org/1999/xlink" x:href="https://harbour.example/minutes">'
    "Minutes</text:a>"
)
MERGED = "2: {}: the cell is one with those below it. Unmerge it, and write the value in each row."


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("u.xlsx", workbook(hide_row), HIDDEN_ROW),
        (
            "u.xlsx",
            workbook(hide_both_rows),
            HIDDEN_ROW.replace("3: the row is hidden", "2: the row is hidden, as 1 other row is"),
        ),
        ("u.xlsx", workbook(hide_column), HIDDEN_COLUMN),
        ("u.xlsx", workbook(lambda s: s.merge_cells("A2:A3")), MERGED.format("id")),
        ("u.xlsx", workbook(lambda s: s.merge_cells("B2:D3")), MERGED.format("status")),
        (
            "u.xlsx",
            workbook(lambda _: None, (date(2025, 7, 1), *ROWS[0][1:])),
            '2: id: "2025-07-01" is a day here, not text: a spreadsheet has made a day of an id.'
            " Give the column the format Text, and type the ids again.",
        ),
        (
            "u.ods",
            ods_sheet(
                ods_row(*HEADING),
                ods_row(*ROWS[0]),
                ods_row(*ROWS[1], attributes=' table:visibility="filter"'),
            ),
            HIDDEN_ROW,
        ),
        ("u.xlsx", workbook(cross_out_row), CROSSED_OUT.format('id: "A-10"')),
        ("u.xlsx", workbook(cross_out_words), CROSSED_OUT.format('note: "Cut. Torn down."')),
        ("u.xlsx", workbook(link_evidence), BEHIND),
        (
            "u.xlsx",
            workbook(lambda s: s.cell(1, 5, "lead"), ROWS[0], (*ROWS[1], "Parks\nTown clerk")),
            '3: lead: "Parks Town clerk" is on several lines. Write one, on one line; several leads'
            " can only be written in the action's file.",
        ),
        (
            "u.ods",
            ods(
                f'{CROSSED_OUT_STYLE}<table:table table:name="Updates">{ods_row(*HEADING)}'
                f"{ods_row(*ROWS[0])}{ods_row('A-10', 'Done', f'Cut. {SPAN}')}</table:table>"
            ),
            CROSSED_OUT.format('note: "Cut. Torn down."'),
        ),
        (
            "u.ods",
            ods(
                f'{CROSSED_OUT_STYLE}<table:table table:name="Updates">{ods_row(*HEADING)}'
                f"{ods_row(*ROWS[0])}"
                f"""{ods_row("A-10", "Done", CELL.format(' table:style-name="T1"', "Cut."))}"""
                "</table:table>"
            ),
            CROSSED_OUT.format('note: "Cut."'),
        ),
        (
            "u.ods",
            ods_sheet(
                ods_row("id", "status", "note", "evidence"),
                ods_row("A-7", "Done", "Lit."),
                ods_row("A-10", "Done", "Cut.", CELL.format("", LINK)),
            ),
            BEHIND,
        ),
        (
            "u.ods",
            ods_sheet(
                *(ods_row(*row) for row in (HEADING, *ROWS)),
                columns='<table:table-column table:number-columns-repeated="3"/>'
                '<table:table-column table:visibility="collapse"/>',
            ),
            HIDDEN_COLUMN,
        ),
        (
            "u.ods",
            ods_sheet(
                ods_row(*HEADING),
                ods_row("A-7", CELL.format(' table:number-rows-spanned="2"', "Done"), "Lit."),
                ods_row("A-10", "<table:covered-table-cell/>", "Cut."),
            ),
            MERGED.format("status"),
        ),
    ],
)
def test_what_nobody_sees_is_named(tmp_path: Path, name: str, content: bytes, message: str) -> None:
    assert refused(tmp_path, content, name) == [PLACE.format(name) + message]


def asked(folder: Path, content: bytes, name: str) -> list[tuple[str, ...]]:
    """Return what each row asks for, by the order of the columns."""
    (folder / name).write_bytes(content)
    requests, problems = read_table(folder / name)
    assert [*map(str, problems)] == []
    return [tuple(filter(None, map(request.value, HEADING))) for request in requests]


@pytest.mark.parametrize(
    "change",
    [
        lambda s: setattr(s.auto_filter, "ref", "A1:E3"),
        lambda s: setattr(s.column_dimensions["E"], "hidden", True),
        lambda s: setattr(s.column_dimensions["A"], "hidden", True),
        not_cross_out,
        hide_an_empty_row,
        lambda s: (s.append(("Quays",)), s.merge_cells("A4:E4")),
        lambda s: (s.insert_rows(1, 2), s.merge_cells("A1:E2")),
        lambda s: s.merge_cells("D2:E2"),
        lambda s: s.merge_cells("G1:H3"),
        lambda s: setattr(s.protection, "sheet", True),
        lambda s: s.parent.create_sheet("Notes", 0).append(("of mine",)),
    ],
)
def test_what_asks_for_nothing_may_be_hidden_or_merged(
    tmp_path: Path, change: Callable[[Any], object]
) -> None:
    assert asked(tmp_path, workbook(change), "u.xlsx") == [*ROWS]


def test_a_sheet_of_libreoffice_that_nobody_sees_is_left_out(tmp_path: Path) -> None:
    hidden = (
        '<style:style xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"'
        ' style:name="ta2"><style:table-properties table:display="false"/></style:style>'
        f'<table:table table:name="Old" table:style-name="ta2">{ods_row(*HEADING)}'
        f"{ods_row(*ROWS[0])}</table:table>"
    )
    seen = "".join(ods_row(*row) for row in (HEADING, ROWS[1]))

    content = ods(f'{hidden}<table:table table:name="Updates">{seen}</table:table>')

    assert asked(tmp_path, content, "u.ods") == [ROWS[1]]


@pytest.mark.parametrize(
    ("value", "code", "seen"),
    [
        (date(2026, 3, 1), "mmm-yy", "March 2026"),
        (date(2026, 3, 1), "[$-809]mmmm yyyy;@", "March 2026"),
        (date(2026, 1, 1), "yyyy", "2026"),
        (date(2026, 3, 14), "mmm-yy", "2026-03-14"),
        (date(2026, 3, 1), "dd/mm/yy", "2026-03-01"),
        (0.5, "0%", "50%"),
        (0.075, "0.00%", "7.5%"),
        (0.5, "h:mm", "12:00"),
        (7250.5, "#,##0.00", "7250.5"),
    ],
)
def test_a_cell_is_read_as_it_is_seen(tmp_path: Path, value: Any, code: str, seen: str) -> None:
    """A month that is typed is saved as its first day, and 50 % as a half."""

    def change(sheet: Any) -> None:
        sheet["E2"].value = value
        sheet["E2"].number_format = code

    assert asked(tmp_path, workbook(change, ROWS[0]), "u.xlsx") == [(*ROWS[0], seen)]


@pytest.mark.parametrize(
    ("attributes", "shown", "seen"),
    [
        (' office:value-type="date" office:date-value="2026-03-01"', "Mar 26", "March 2026"),
        (' office:value-type="date" office:date-value="2026-03-01"', "03/2026", "March 2026"),
        (' office:value-type="date" office:date-value="2026-01-01"', "2026", "2026"),
        (' office:value-type="date" office:date-value="2026-03-01"', "1 March", "2026-03-01"),
        (' office:value-type="date" office:date-value="2026-03-01"', "01/03/26", "2026-03-01"),
        (' office:value-type="percentage" office:value="0.5"', "50%", "50%"),
    ],
)
def test_a_cell_of_libreoffice_is_read_as_it_is_seen(
    tmp_path: Path, attributes: str, shown: str, seen: str
) -> None:
    row = ods_row(*ROWS[0], CELL.format(attributes, shown))

    assert asked(tmp_path, ods_sheet(ods_row(*HEADING), row), "u.ods") == [(*ROWS[0], seen)]
