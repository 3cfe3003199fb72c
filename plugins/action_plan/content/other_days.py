"""Days in other forms than `YYYY-MM-DD`, and what to write instead; loaded only where one is."""

from __future__ import annotations

import re

from ..formatting import MONTHS
from ..messages import quoted
from .days import HYPHENS, if_a_day

__all__ = ["not_a_day", "read_otherwise"]

_AROUND_A_DAY = re.compile(
    r"^(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,?\s+|[T ,]+\d{1,2}[:.]\d{2}.*$|[.,;]$",
    re.IGNORECASE,
)
"""What people and programs write around a day: its name, a time, a full stop."""
_OTHER_DAY = re.compile(
    r"(\d{1,2})[/.–− -](\d{1,2})[/.–− -](\d{4}|\d{2})"
    r"|(\d{4})[/.–− -](\d{1,2})[/.–− -](\d{1,2})|(\d{4})(\d{2})(\d{2})",
    re.ASCII,
)
_DAY_IN_WORDS = re.compile(
    r"(?:(\d{1,2})(?:st|nd|rd|th)?[ -](?:of )?)?([A-Za-z]{3,9})\.?,?[ -]"
    r"(?:(\d{1,2})(?:st|nd|rd|th)?,? )?(\d{4}|\d{2})",
    re.ASCII,
)


def not_a_day(text: str) -> str:
    """Return that a text is no day, and how to write the one it means, where that is sure."""
    return (
        f"{quoted(text)} is not a date. Write it as YYYY-MM-DD"
        f"{_suggested_day(*read_otherwise(text))}."
    )


def read_otherwise(text: str) -> tuple[int, int, int]:
    """Return the year, month and day of another form; 0 for each that it does not say for sure."""
    bare = _AROUND_A_DAY.sub("", text)
    if in_words := _DAY_IN_WORDS.fullmatch(bare):
        before, name, behind, year = in_words.groups()
        months = [month[:3].casefold() for month in MONTHS]
        if name[:3].casefold() in months and (before is None) != (behind is None):
            return _in_full(year), months.index(name[:3].casefold()) + 1, int(before or behind)
    elif other := _OTHER_DAY.fullmatch(bare.translate(HYPHENS)):
        first, second, year, *year_first = other.groups()
        if any(year_first):
            in_full, month, day = filter(None, year_first)
            return int(in_full), int(month), int(day)
        if int(second) > 12 >= int(first):
            return _in_full(year), int(first), int(second)
        is_sure = int(first) > 12 or first == second
        return _in_full(year), int(second) if is_sure else 0, int(first) if is_sure else 0
    return 0, 0, 0


def _in_full(year: str) -> int:
    return int(year) if len(year) == 4 else 2000 + int(year)


def _suggested_day(year: int, month: int, day: int) -> str:
    """Return `: 2024-09-17` where what was written has one reading, else how to write it."""
    if day:
        return f": {if_a_day(year, month, day)}"
    if year:
        return f": the year first ({year}-…), then the month, then the day"
    return ", like 2024-09-17"
