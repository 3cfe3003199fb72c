"""Days and years: `2024-09-17`, `2024/25`; any other form is refused with what to write."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import date

from ..formatting import MONTHS, YEARS, financial_year
from ..messages import quoted
from .parsers import HYPHENS, QUOTES, parse_text

__all__ = [
    "LONGEST_TIME",
    "check_year",
    "is_day",
    "month_number",
    "parse_day",
    "parse_year",
    "read_otherwise",
]

LONGEST_TIME = 200
"""Characters of a text that can be a time: those of a longer one are not looked at."""
_DAY = re.compile(
    r"(\d{4})-(\d{2})-(\d{2})(?:[T ]00?:00(?::00(?:\.0+)?)?(?:Z|[+-]00:?00)?)?", re.ASCII
)
"""A day, perhaps with the time that programs add where there is none."""
# Patterns of other forms are compiled by `re` when a file has one: nearly none does.
_AROUND_A_DAY = (
    r"^(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,?\s+|[T ,]+\d{1,2}[:.]\d{2}.*$|[.,;?*-]$|(?<=\d)Z$"
)
"""What people and programs write around a day: its name, a time, a full stop."""
_OTHER_DAY = (
    r"(\d{1,2}) ?[/.–− -] ?(\d{1,2}) ?[/.–− -] ?(\d{4}|\d{2})"
    r"|(\d{4}) ?[/.–− -] ?(\d{1,2}) ?[/.–− -] ?(\d{1,2})|(\d{4})(\d{2})(\d{2})"
)
_DAY_IN_WORDS = (
    r"(?:(\d{1,2})(?:(?:st|nd|rd|th)?[ -](?:of )?|(?=[A-Z])))?([A-Za-z]{3,9})\.?,?"
    r"(?:[ -]'?|(?=\d{4}))(?:(\d{1,2})(?:st|nd|rd|th)?,? )?(\d{4}|\d{2})"
)
_YEAR = re.compile(r"(\d{4}|\d{2})(?:\s*[/–-]\s*(\d{4}|\d{2}))?", re.ASCII)
_FINANCIAL = re.compile(r"\b(?:fy|(?:financial|fiscal) year) ?(?=\d)", re.IGNORECASE | re.ASCII)
_YEARS = re.compile(r"(\S+?)\s*(?:\bto\b|[–—-])\s*(\S+)")


def is_day(text: str) -> bool:
    """Whether a text has the form `YYYY-MM-DD`, whether or not the calendar has that day."""
    return _DAY.fullmatch(text.translate(HYPHENS)) is not None


def parse_day(found: object) -> date:
    """Return the day of `YYYY-MM-DD`; raise for any other form, because 03/04 has two readings."""
    text = parse_text(found).strip(QUOTES)
    matched = _DAY.fullmatch(text.translate(HYPHENS))
    year, month, day = map(int, matched.groups()) if matched else read_otherwise(text)
    meant = _if_a_day(year, month, day)
    if not matched and (meant or not day):
        how = ", like 2024-09-17"
        if meant:
            how = f": {meant}{_with_the_year_first(text)}"
        elif year:
            how = f": the year first ({year}-…), then the month, then the day"
        raise ValueError(f"{quoted(text)} is not a date. Write it as YYYY-MM-DD{how}.")
    check_year(year, text, "2024-09-17")
    if meant is None:
        swapped = _if_a_day(year, day, month)
        raise ValueError(
            f"{quoted(text)} is not a day of the calendar."
            f" Check the year, month and day (YYYY-MM-DD)."
            f"{f' Did you mean {swapped}?' if swapped else ''}"
        )
    return meant


def read_otherwise(text: str) -> tuple[int, int, int]:
    """Return the year, month and day of another form; 0 for each that it does not say for sure."""
    bare = re.sub(_AROUND_A_DAY, "", text, flags=re.IGNORECASE)
    if in_words := re.fullmatch(_DAY_IN_WORDS, bare, re.ASCII):
        before, name, behind, year = in_words.groups()
        if (month := month_number(name)) and (before is None) != (behind is None):
            return _in_full(year), month, int(before or behind)
    elif other := re.fullmatch(_OTHER_DAY, bare.translate(HYPHENS), re.ASCII):
        first, second, year, *year_first = other.groups()
        if any(year_first):
            in_full, month, day = filter(None, year_first)
            return int(in_full), int(month), int(day)
        if int(second) > 12 >= int(first):
            return _in_full(year), int(first), int(second)
        is_sure = int(first) > 12 or first == second
        return _in_full(year), int(second) if is_sure else 0, int(first) if is_sure else 0
    return 0, 0, 0


def month_number(name: str) -> int:
    """Return the number of a month by the first three letters of its name, or 0."""
    names = ("", *(month[:3].casefold() for month in MONTHS))
    return names.index(name[:3].casefold()) if name[:3].casefold() in names else 0


def _if_a_day(year: int, month: int, day: int) -> date | None:
    """Return the day if the calendar has it."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _with_the_year_first(text: str) -> str:
    """Return, after a comma, the other day that 26-11-20 may be, or nothing."""
    found = re.fullmatch(r"([2-9]\d)-(\d\d)-(\d\d)", text, re.ASCII)
    other = _if_a_day(*map(int, (f"20{found[1]}", found[2], found[3]))) if found else None
    return f", or {other}" if other else ""


def _in_full(year: str) -> int:
    return int(year) if len(year) == 4 else 2000 + int(year)


def check_year(year: int, text: str, example: str) -> None:
    """Raise `ValueError` for a year that no plan can mean."""
    if year in YEARS:
        return
    if year < YEARS[0]:
        raise ValueError(
            f"{quoted(text)} has a year that cannot be meant: it is before {YEARS[0]}. Check each"
            f" digit, and write it like {example}."
        )
    raise ValueError(
        f"{quoted(text)} has a year that cannot be meant: it is in the future, after {YEARS[-1]}."
        f" Check each digit, and write it like {example}."
    )


def parse_year(found: object) -> str:
    """Return a year as `2024` or `2024/25`, or several as `2024/25 to 2026/27`."""
    text = parse_text(found).strip(QUOTES)
    matched = _YEAR.fullmatch(text)
    several = None if matched else _YEARS.fullmatch(text)
    parts = [_YEAR.fullmatch(part) for part in several.groups()] if several else []
    if several and all(parts) and len({bool(part and part[2]) for part in parts}) == 1:
        first, last = map(parse_year, several.groups())
        if len(first) != len(last) or first >= last:
            raise ValueError(
                f"{quoted(text)} does not go from one year to a later one."
                " Write both alike, like 2024/25 to 2026/27."
            )
        return f"{first} to {last}"
    if message := _named_as_financial(text, _FINANCIAL.sub("", text)):
        raise ValueError(message)
    if matched is None or (matched[2] is None and len(matched[1]) == 2):
        words = any(map(str.isalpha, text))
        raise ValueError(
            f"{quoted(text)} is not a year. Write it like 2024/25, or like 2024;"
            f" several like 2024/25 to 2026/27.{' Other words belong in a note.' if words else ''}"
        )
    first = matched[1] if len(matched[1]) == 4 else f"20{matched[1]}"
    check_year(int(first), text, "2024/25")
    if matched[2] is None:
        return first
    year = financial_year(int(first))
    following = f"{int(first) + 1:04d}"
    if not following.endswith(matched[2]):
        is_range = len(matched[2]) == len(first) and matched[2] > following
        meant = f"{first} to {matched[2]}" if is_range else year
        raise ValueError(
            f"{quoted(text)} is not one year. Did you mean {meant}?"
            " Write several like 2024/25 to 2026/27."
        )
    return year


def _named_as_financial(text: str, year: str) -> str:
    """Return what to write for `FY2024/25` or `FY25`, whose figures are `year`, or nothing."""
    if year == text:
        return ""
    if year.isdecimal() and len(year) in (2, 4):
        readings = [financial_year(begun) for begun in (_in_full(year) - 1, _in_full(year))]
        return (
            f'{quoted(text)} is not a year. Write "{readings[0]}" or "{readings[1]}", whichever is'
            " meant."
        )
    with suppress(ValueError):
        if "/" in (meant := parse_year(year)):
            return f'{quoted(text)} is not a year. Write only "{meant}".'
    several = _YEARS.fullmatch(year)
    if not several or not all(part.isdecimal() for part in several.groups()):
        return ""
    first, last = map(_in_full, several.groups())
    readings = [f"{financial_year(first - n)} to {financial_year(last - n)}" for n in (1, 0)]
    return (
        f'{quoted(text)} is not a year. Write "{readings[0]}" or "{readings[1]}", whichever is'
        " meant."
    )
