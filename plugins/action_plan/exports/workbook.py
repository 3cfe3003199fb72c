"""plan.xlsx: a sheet for each table, with real dates and numbers, and one for officers."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time
from decimal import Decimal
from functools import partial
from typing import Any

from .. import urls
from ..views.cells import Value, cell
from ..views.tables import AS_WRITTEN, Column
from .context import ExportContext, ExportFile
from .update_sheet import add_update_sheet

__all__ = ["files"]

_LONGEST = 32_767
"""Characters a cell can hold; a longer text ends in `_CUT`."""

_CUT = " … (cut here: a cell holds no more; complete in plan.json)"
_NARROWEST, _WIDEST = 8, 60
_LOOKED_AT = 200
"""Rows whose values decide how wide a column is."""
_DAY = {"num_format": "yyyy-mm-dd", "align": "left", "valign": "top"}
_NUMBER = {"num_format": "#,##0.00", "valign": "top"}
_TEXT = {"valign": "top"}
_HEADING = {"bold": True, "bottom": 1, "valign": "top"}


def files(context: ExportContext) -> Iterator[ExportFile]:
    """Return plan.xlsx."""
    yield ExportFile(url=urls.data("plan.xlsx"), make=partial(_workbook, context))


def _workbook(context: ExportContext) -> bytes:
    """Return the workbook, dated by the newest update and not by the clock."""
    import xlsxwriter  # noqa: PLC0415 - it loads while another processor prints pages

    plan = context.plan

    file = io.BytesIO()
    # In memory, so that no name of a temporary file and no time of one can get in.
    # Text has the workbook's own format, for naming one in each cell takes a tenth of the time.
    book = xlsxwriter.Workbook(file, {"in_memory": True, "default_format_properties": _TEXT})
    book.set_properties(
        {
            "title": plan.title,
            "author": plan.publisher,
            "comments": f"{plan.licence.title}, {plan.licence.address}" if plan.licence else "",
            "created": datetime.combine(
                (context.plan_index.updated or plan.known_since).last, time()
            ),
        }
    )
    formats = {"day": book.add_format(_DAY), "number": book.add_format(_NUMBER)}
    heading = book.add_format(_HEADING)
    for table, rows in context.filled_tables:
        sheet = book.add_worksheet(table.name)
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, len(rows), len(table.columns) - 1)
        for index, column in enumerate(table.columns):
            sheet.write_string(0, index, column.name, heading)
            width = _width(column, (row[index] for row in rows[:_LOOKED_AT]))
            sheet.set_column(index, index, width, formats.get(_format_of(column)))
            for number, row in enumerate(rows, start=1):
                value = row[index]
                if value is not None and value != ():
                    _write(sheet, number, index, value)
    add_update_sheet(book, context)
    book.close()
    return file.getvalue()


def _format_of(column: Column) -> str:
    if column.item.get("format") == "date" or AS_WRITTEN in column.item:
        return "day"
    return "number" if column.schema["type"] == "number" else "text"


def _write(sheet: Any, row: int, column: int, value: Value) -> None:
    """Write a value by its type, for spreadsheets to sort and sum; its column has the format."""
    if isinstance(value, bool):
        sheet.write_boolean(row, column, value)
    elif isinstance(value, date):
        sheet.write_datetime(row, column, value)
    elif isinstance(value, (Decimal, int)) and Decimal(f"{float(value):.16G}") == value:
        # That is how a workbook has a number; one of more digits is written out as text.
        sheet.write_number(row, column, float(value))
    else:
        text = cell(value)
        if len(text) > _LONGEST:
            text = text[: _LONGEST - len(_CUT)] + _CUT
        sheet.write_string(row, column, text)


def _width(column: Column, values: Iterable[Value]) -> int:
    """Return a column's width in characters: that of its longest value, within reason."""
    longest = max((len(cell(value)) for value in values), default=0)
    # Room for the button of the filter beside the name.
    return min(max(longest + 2, len(column.name) + 4, _NARROWEST), _WIDEST)
