"""Days in other forms than `YYYY-MM-DD`, and what to write instead; loaded only where one is."""

from __future__ import annotations

import re
from datetime import date

from ..formatting import MONTHS
from ..messages import quoted
from .parsers import HYPHENS

__all__ = ["not_a_day", "not_in_the_calendar", "read_otherwise"]

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


def not_a_day(text: str, year: int, month: int, day: int) -> str:
    """Return how to write the day that a text means, or any day where that is not sure.

    Nothing is returned for a day that the calendar has not.
    """
    meant = _if_a_day(year, month, day)
    if day and not meant:
        return ""
    how = ", like 2024-09-17"
    if day:
        how = f": {meant}"
    elif year:
        how = f": the year first ({year}-…), then the month, then the day"
    return f"{quoted(text)} is not a date. Write it as YYYY-MM-DD{how}."


def not_in_the_calendar(text: str, year: int, month: int, day: int) -> str:
    """Return what to check of a day that the calendar has not."""
    swapped = _if_a_day(year, day, month)
    return (
        f"{quoted(text)} is not a day of the calendar."
        f" Check the year, month and day (YYYY-MM-DD)."
        f"{f' Did you mean {swapped}?' if swapped else ''}"
    )


def _if_a_day(year: int, month: int, day: int) -> str:
    """Return the day as `2024-09-17` if the calendar has it, else nothing."""
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return ""


def _in_full(year: str) -> int:
    return int(year) if len(year) == 4 else 2000 + int(year)
