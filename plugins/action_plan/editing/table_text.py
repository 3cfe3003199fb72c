"""Tables as text: CSV as spreadsheets save it, in each encoding and with each divider."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from ..content.decoding import decode
from ..problems import Problem

__all__ = ["DIVIDERS", "MOST_ABOVE", "TextTable", "read_text", "text_table"]

DIVIDERS = {";": "a semicolon", "\t": "a tab", ",": "a comma", "|": "a vertical bar"}
"""What divides columns: semicolons where the comma is for decimals, tabs in what was copied, bars
in tables of Markdown.
"""
_RULER = " :-"
"""What the row below the names of the columns has in Markdown."""
_DECLARED = "sep="
"""How Excel says in a first line of its own what divides the columns."""
MOST_ABOVE = 50
"""Lines or rows above the one with the names of the columns, in which it is looked for."""
_MOST_LINES = 200_000
"""Lines of a table: an action has one, and nobody fills in more. They are counted before they are
read, because a file of some megabytes can have millions of them."""
_UTF_8_IN_PART = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}")
_NOT_SURE = re.compile(
    r"[^\x00-\x7f\xa0£€’‘“”–—…•·½¼¾°§©®™×²³ß-öø-ÿÀ-ÏÑ-ÖØ-Ý]|(?<=[a-zß-öø-ÿ])[À-ÏÑ-ÖØ-Ý]"
)
"""What nobody means in Excel's own CSV: the bytes are of MS-DOS or of a Macintosh."""
_ENCODING = (
    "is not UTF-8 text, and it is not clear what its letters beyond A to Z are. Save it as"
    ' "CSV UTF-8 (Comma delimited)", or as an Excel workbook (.xlsx).'
)
_TOO_MANY_LINES = (
    f"has over {_MOST_LINES:,} lines. Copy the rows that have changes into a new table."
)
_QUOTES = (
    "the double quotes of this row do not pair. Put a value in one pair of them,"
    " and write those within it twice."
)
_SEVERAL_LINES = (
    "a value goes on in the next line. Write it on one line, or close its double quotes."
)
_TOO_LONG = "a value has over {most:,} characters. Shorten it, or close its double quotes."


def read_text(name: str, content: bytes) -> tuple[str, list[Problem]]:
    """Return the text of a table, and what is wrong with its bytes.

    They are UTF-8, or UTF-16 as Excel's "Unicode text", or Windows-1252 as its CSV on Windows.
    """
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        content = content.decode("utf-16", errors="replace").encode()
    elif not _is_utf_8(content):
        text = content.decode("cp1252", errors="replace")
        if _UTF_8_IN_PART.search(content) or _NOT_SURE.search(text):
            return "", [Problem(name, 1, "", _ENCODING)]
        content = text.encode()
    if max(content.count(b"\n"), content.count(b"\r")) > _MOST_LINES:
        return "", [Problem(name, 1, "", _TOO_MANY_LINES)]
    return decode(name, content)


def _is_utf_8(content: bytes) -> bool:
    try:
        content.decode()
    except UnicodeDecodeError:
        return False
    return True


class TextTable(NamedTuple):
    """The rows of a text from the one that names the columns."""

    divider: str
    """What divides the columns."""
    rows: Iterator[tuple[int, list[str]]]
    """Each row that is not empty, with its line."""
    above: list[tuple[int, list[str]]]
    """The rows above the one that names the columns."""


def text_table(
    name: str, text: str, is_heading: Callable[[list[str]], bool], problems: list[Problem]
) -> TextTable:
    """Return the table of a text; the first row names the columns, or is the first of all.

    Rows that cannot be divided are noted.
    """
    lines = text.split("\n")
    divider, first = _layout(lines, is_heading)
    above = [(number, line.split(divider)) for number, line in enumerate(lines[:first], start=1)]
    return TextTable(divider, _rows(name, lines[first:], divider, first, problems), above)


def _layout(lines: list[str], is_heading: Callable[[list[str]], bool]) -> tuple[str, int]:
    """Return what divides the columns, and how many lines come before the row of their names."""
    first = next((number for number, line in enumerate(lines) if line.strip()), 0)
    declared = lines[first].removeprefix(_DECLARED)
    if lines[first].startswith(_DECLARED) and len(declared) == 1 and declared != '"':
        return declared, first + 1
    for number, line in enumerate(lines[first : first + MOST_ABOVE], start=first):
        for divider in DIVIDERS:
            if is_heading([name.strip().strip('"') for name in line.split(divider)]):
                return divider, number
    return next((found for found in DIVIDERS if found in lines[first]), ","), first


def _rows(
    name: str, lines: list[str], divider: str, above: int, problems: list[Problem]
) -> Iterator[tuple[int, list[str]]]:
    """Yield each row that is not empty, with its line; note those that cannot be divided.

    Of the empty cells at the end of a row, which spreadsheets add, one is left. Behind quotes that
    do not pair nobody can know where a row begins, so no more is read.
    """
    tidied = (f"{_with_quotes_first(line, divider)}\n" for line in lines)
    rows = csv.reader(tidied, delimiter=divider, strict=True)
    line = above + 1
    try:
        for row in rows:
            while len(row) > 1 and not (row[-1].strip() or row[-2].strip()):
                row.pop()
            if any("\n" in cell for cell in row):
                problems.append(Problem(name, line, "", _SEVERAL_LINES))
            elif "".join(row).strip(_RULER):
                yield line, row
            line = above + rows.line_num + 1
    except csv.Error as error:
        is_long = str(error).startswith("field larger")
        message = _TOO_LONG.format(most=csv.field_size_limit()) if is_long else _QUOTES
        problems.append(Problem(name, line, "", message))


def _with_quotes_first(line: str, divider: str) -> str:
    """Return a line without spaces between what divides values and the quotes around a value.

    With spaces there, CSV has quotes for letters of the value, and divides it.
    """
    if ' "' not in line or not re.search(rf'(?:^|{re.escape(divider)}) +"', line):
        return line
    read = csv.reader([line], delimiter=divider, strict=True, skipinitialspace=True)
    written = io.StringIO()
    try:
        csv.writer(written, delimiter=divider, lineterminator="").writerows(read)
    except csv.Error:
        return line
    return written.getvalue()
