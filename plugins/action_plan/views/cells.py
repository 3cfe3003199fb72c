"""Cells: a value as the text of a table's cell."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

__all__ = ["LIST_SEPARATOR", "Value", "cell"]

Value = str | int | Decimal | date | tuple[str, ...] | None
"""What a cell may hold."""

_FORMULA = re.compile(r'(^[ "]*|[;\t\r\n][ "]*)(?=[-=+@＝＋－＠﹦﹢﹣﹫\t\r])')
"""Before what makes spreadsheets take a cell's text for a formula, which could do harm.

Signs of full width and small ones do so in spreadsheets set to Chinese, Japanese or Korean. Where
a semicolon divides cells, as in German, a new cell begins behind each, and at each line.
"""
_BEGIN_CELLS = (";", "\n", "\t", "\r")
"""Behind what a new cell may begin within a text."""

LIST_SEPARATOR = "\n"
"""Between the values of a list: no single value has it, for each is one line."""

_WORDS = {None: "", True: "true", False: "false"}


def cell(value: Value) -> str:
    """Return a value as text: ISO dates, plain numbers, a list one value a line, nothing for none.

    What a spreadsheet would take for a formula gets an apostrophe in front.
    """
    if isinstance(value, str):
        # Most texts begin with a letter and are of one line: this is found out much faster.
        is_plain = value[:1].isalnum() and not any(map(value.__contains__, _BEGIN_CELLS))
        return value if is_plain else _FORMULA.sub(r"\1'", value)
    if value is None or isinstance(value, bool):
        return _WORDS[value]
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(int(value)) if value == value.to_integral_value() else f"{value:f}"
    if isinstance(value, tuple):
        return cell(LIST_SEPARATOR.join(value))
    return str(value)
