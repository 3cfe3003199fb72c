"""plan.xlsx: a sheet for each table, with real dates and numbers."""

from __future__ import annotations

import io
from collections.abc import Iterable
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from ..content.models import Plan
from ..views.cells import cell
from ..views.tables import Column, Table

__all__ = ["LONGEST_CELL", "workbook"]

LONGEST_CELL = 32_767
"""Characters a cell can hold; a longer text ends in `_CUT`."""

_CUT = " … (cut here: a cell holds no more; whole in plan.json)"
_NARROWEST, _WIDEST = 8, 60
_LOOKED_AT = 200
"""Rows whose values decide how wide a column is."""
_DAY = {"num_format": "yyyy-mm-dd", "align": "left", "valign": "top"}
_NUMBER = {"num_format": "#,##0.00", "valign": "top"}
_TEXT = {"valign": "top"}
_HEADING = {"bold": True, "bottom": 1, "valign": "top"}


def workbook(
    plan: Plan, made: date, tables: Iterable[tuple[Table, list[tuple[Any, ...]]]]
) -> bytes:
    """Return the workbook; `made` stands in it as its date, so that the clock does not."""
    import xlsxwriter  # noqa: PLC0415 - it loads while another processor prints pages

    file = io.BytesIO()
    # In memory, so that no name of a temporary file and no time of one can get in.
    # Text has the workbook's own format, for naming one in each cell takes a tenth of the time.
    book = xlsxwriter.Workbook(file, {"in_memory": True, "default_format_properties": _TEXT})
    book.set_properties(
        {
            "title": plan.title,
            "author": plan.publisher,
            "comments": f"{plan.licence.title}, {plan.licence.address}",
            "created": datetime.combine(made, time()),
        }
    )
    formats = {"day": book.add_format(_DAY), "number": book.add_format(_NUMBER)}
    heading = book.add_format(_HEADING)
    for table, rows in tables:
        sheet = book.add_worksheet(table.name)
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, len(rows), len(table.columns) - 1)
        for index, column in enumerate(table.columns):
            sheet.write_string(0, index, column.name, heading)
            form = formats.get(_format_of(column))
            sheet.set_column(
                index, index, _width(column, [row[index] for row in rows[:_LOOKED_AT]]), form
            )
            for number, row in enumerate(rows, start=1):
                value = row[index]
                if value is not None and value != ():
                    _write(sheet, number, index, value, form)
    book.close()
    return file.getvalue()


def _format_of(column: Column) -> str:
    if column.item.get("format") == "date":
        return "day"
    return "number" if column.schema["type"] == "number" else "text"


def _write(sheet: Any, row: int, column: int, value: Any, form: Any) -> None:
    """Write a value as what it is: spreadsheets then sort and sum it."""
    if isinstance(value, bool):
        sheet.write_boolean(row, column, value, form)
    elif isinstance(value, date):
        sheet.write_datetime(row, column, value, form)
    elif isinstance(value, (Decimal, int)):
        sheet.write_number(row, column, float(value), form)
    else:
        text = cell(value)
        if len(text) > LONGEST_CELL:
            text = text[: LONGEST_CELL - len(_CUT)] + _CUT
        sheet.write_string(row, column, text, form)


def _width(column: Column, values: list[Any]) -> int:
    """Return a column's width in characters: that of its longest value, within reason."""
    longest = max((len(cell(value)) for value in values), default=0)
    # Room for the button of the filter beside the name.
    return min(max(longest + 2, len(column.name) + 4, _NARROWEST), _WIDEST)
