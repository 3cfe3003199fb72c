"""How a row of a table is divided into values, and what is wrong with that."""

from __future__ import annotations

import re
from collections.abc import Mapping

from ..messages import quoted
from .spreadsheet import Cell
from .table_columns import Columns
from .table_text import DIVIDERS

__all__ = ["misshapen", "what_else_divides"]

_OTHER_QUOTES = {"“": "”", "„": "“”", "«": "»", "‘": "’", "'": "'"}
"""Quotes that programs write in the place of straight double ones, by those that begin them."""
_MAY_BE_ID = re.compile(r"(?:(?:action|number|no\.?|#) ?)?\S+", re.IGNORECASE)
_NOT_STRAIGHT = (
    "{} and {} are read as two values, because their quotes are not straight double ones. Write the"
    ' value that has {} in it between two of these: ".'
)


def misshapen(cells: Mapping[int, Cell], columns: Columns, divider: str) -> str:
    """Return what is wrong with the values of a row, however they read, or nothing."""
    return (_in_other_quotes(cells, divider) if divider else "") or _unnamed(
        cells, columns, divider
    )


def what_else_divides(written: str, own: str) -> str:
    """Return what is behind an id and divides values in other texts than this, or nothing."""
    for divider in (found for found in DIVIDERS if found != own):
        action_id, found, _ = written.partition(divider)
        if found and _MAY_BE_ID.fullmatch(action_id.strip()):
            return divider
    return ""


def _in_other_quotes(cells: Mapping[int, Cell], divider: str) -> str:
    """Return what is wrong with a value that was divided in quotes that CSV does not know."""
    begun = ""
    for text in (cell.text.strip() for cell in cells.values()):
        if begun and text[-1] in _OTHER_QUOTES[begun[0]]:
            found = (quoted(begun), quoted(text), DIVIDERS.get(divider, divider))
            return _NOT_STRAIGHT.format(*found)
        if text[0] in _OTHER_QUOTES and not {*text[1:]} & {*_OTHER_QUOTES[text[0]]}:
            begun = text
    return ""


def _unnamed(cells: Mapping[int, Cell], columns: Columns, divider: str) -> str:
    """Return what is wrong with a row that has values in columns without a name, if it is."""
    named = columns.asked.keys() | columns.before.keys()
    unnamed = [index for index in cells if index not in named and cells[index].text]
    if not unnamed:
        return ""
    if divider and unnamed[-1] > max(named):
        return (
            f"the row has {unnamed[-1] + 1} values for {max(named) + 1} columns. Put values"
            f" with {DIVIDERS.get(divider, divider)} in double quotes."
        )
    found = quoted(cells[unnamed[0]].text)
    return f"{found} is in a column without a name. Name the column, or delete what is in it."
