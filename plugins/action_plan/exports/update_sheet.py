"""The workbook's sheet for officers: one action a row, to be filled in and brought back."""

from __future__ import annotations

from datetime import date
from typing import Any

from ..content.update_sheet import SHEET_NAME, updatable_values
from ..formatting import YEARS
from .context import ExportContext

__all__ = ["add_update_sheet"]

_HOW = (
    "Fill in the white columns of the actions that have news, and leave the others empty. Then"
    " bring this file back as CONTRIBUTING.md says: only what you have filled in is changed."
)
_NO_COMMIT = "not known"
_CURRENT = (
    ("id", 10),
    ("title", 40),
    ("status", 16),
    ("last update", 12),
    ("status note", 24),
    ("lead", 20),
    ("due", 14),
)
"""What is said of an action, locked, each with its width; what is asked for is compared with it."""
_ASKED = (
    ("new status", 18, "Choose one. The same as before says that it was reviewed."),
    ("date", 13, "The day it happened. Leave it empty for the day on which the file is read."),
    ("note", 50, "What was done or found, in one or two sentences. Residents read it."),
    ("evidence", 30, "The address where residents can see it, or several with spaces between."),
    ("new status note", 24, 'A qualifier of the status, or "none" to delete the one there.'),
    ("new lead", 20, 'A role or team, never a private person; or "none".'),
    ("new due", 14, 'When it is to be done now; or "none".'),
)
"""The columns to fill in, each with its width and what is said of it."""
_HEADING_ROW = 4
_LOCKED = {"bg_color": "#ECECEC", "text_wrap": True, "valign": "top"}
_OPEN = {"locked": False, "num_format": "@", "text_wrap": True, "valign": "top"}
"""Text as it is typed: Excel makes a formula of "- begun", and a number of 1.10."""
_DAY = {"num_format": "yyyy-mm-dd", "align": "left"}
_HEADING = {"bold": True, "bottom": 1, "valign": "top", "text_wrap": True}


def add_update_sheet(book: Any, context: ExportContext) -> None:
    """Add the sheet to a workbook that has the table of statuses.

    Nothing to be filled in is filled in already, so that nothing is changed by accident.
    """
    sheet = book.add_worksheet(SHEET_NAME)
    sheet.write_string(0, 0, SHEET_NAME, book.add_format({"bold": True}))
    sheet.write_string(1, 0, _HOW)
    sheet.write_string(2, 0, f"Made from commit: {context.commit or _NO_COMMIT}")
    locked, heading = book.add_format(_LOCKED), book.add_format({**_LOCKED, **_HEADING})
    locked_day = book.add_format({**_LOCKED, **_DAY})
    for column, (name, width) in enumerate(_CURRENT):
        sheet.write_string(_HEADING_ROW, column, name, heading)
        sheet.set_column(column, column, width, locked)
    labels = {status.id: status.label for status in context.plan.statuses}
    actions = context.plan_index.actions
    for row, summary in enumerate(actions, start=_HEADING_ROW + 1):
        status, *others = updatable_values(summary.record, labels.__getitem__).values()
        sheet.write_string(row, 0, summary.link.id)
        sheet.write_string(row, 1, summary.link.title)
        sheet.write_string(row, 2, status)
        if summary.updated and summary.updated.day:
            sheet.write_datetime(row, 3, summary.updated.day, locked_day)
        elif summary.updated:
            sheet.write_string(row, 3, summary.updated.in_words)
        for column, value in enumerate(others, start=4):
            if value:
                sheet.write_string(row, column, value)
    _add_open_columns(book, sheet, _HEADING_ROW + len(actions), len(labels))
    sheet.freeze_panes(_HEADING_ROW + 1, 2)
    sheet.autofilter(_HEADING_ROW, 0, _HEADING_ROW + len(actions), len(_CURRENT + _ASKED) - 1)
    sheet.protect("", {"autofilter": True, "format_columns": True, "format_rows": True})


def _add_open_columns(book: Any, sheet: Any, last_row: int, statuses: int) -> None:
    """Add the columns that are filled in, with what may be written into their cells."""
    heading = book.add_format(_HEADING)
    open_text, open_day = book.add_format(_OPEN), book.add_format({**_OPEN, **_DAY})
    for column, (name, width, message) in enumerate(_ASKED, start=len(_CURRENT)):
        rule: dict[str, Any] = {"validate": "any"}
        if name == "new status" and statuses:
            rule = {"validate": "list", "source": f"=statuses!$B$2:$B${statuses + 1}"}
        elif name == "date":
            first = date(YEARS[0], 1, 1)
            rule = {"validate": "date", "criteria": "between", "minimum": first}
            rule["maximum"] = "=TODAY()"
        sheet.write_string(_HEADING_ROW, column, name, heading)
        sheet.set_column(column, column, width, open_day if name == "date" else open_text)
        rule |= {"input_title": name, "input_message": message}
        sheet.data_validation(_HEADING_ROW + 1, column, last_row, column, rule)
