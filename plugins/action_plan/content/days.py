"""Days and years: `2024-09-17`, `2024/25`; any other form is refused with what to write."""

from __future__ import annotations

import re
from datetime import date

from ..formatting import YEARS
from ..messages import quoted
from .parsers import HYPHENS, QUOTES, parse_text

__all__ = ["check_year", "is_day", "parse_day", "parse_year"]

_DAY = re.compile(
    r"(\d{4})-(\d{2})-(\d{2})(?:[T ]00?:00(?::00(?:\.0+)?)?(?:Z|[+-]00:?00)?)?", re.ASCII
)
"""A day, perhaps with the time that programs add where there is none."""
_YEAR = re.compile(r"(\d{4}|\d{2})(?:\s*[/–-]\s*(\d{4}|\d{2}))?", re.ASCII)
_YEARS = re.compile(r"(\S+?)\s*(?:\bto\b|[–—-])\s*(\S+)")


def is_day(text: str) -> bool:
    """Whether a text has the form `YYYY-MM-DD`, whether or not the calendar has that day."""
    return _DAY.fullmatch(text.translate(HYPHENS)) is not None


def parse_day(found: object) -> date:
    """Return the day of `YYYY-MM-DD`; raise for any other form, because 03/04 has two readings."""
    text = parse_text(found).strip(QUOTES)
    matched = _DAY.fullmatch(text.translate(HYPHENS))
    if matched:
        year, month, day = map(int, matched.groups())
    else:
        from .day_problems import not_a_day, read_otherwise  # noqa: PLC0415 - few files need it

        year, month, day = read_otherwise(text)
        if message := not_a_day(text, year, month, day):
            raise ValueError(message)
    check_year(year, text, "2024-09-17")
    try:
        return date(year, month, day)
    except ValueError:
        from .day_problems import not_in_the_calendar  # noqa: PLC0415 - as above

        raise ValueError(not_in_the_calendar(text, year, month, day)) from None


def check_year(year: int, text: str, example: str) -> None:
    """Raise `ValueError` for a year that no plan can mean."""
    if year in YEARS:
        return
    when = (
        f"it is before {YEARS[0]}" if year < YEARS[0] else f"it is in the future, after {YEARS[-1]}"
    )
    raise ValueError(
        f"{quoted(text)} has a year that cannot be meant: {when}."
        f" Check each digit, and write it like {example}."
    )


def parse_year(found: object) -> str:
    """Return a year as `2024` or `2024/25`, or several as `2024/25 to 2026/27`."""
    text = parse_text(found).strip(QUOTES)
    matched = _YEAR.fullmatch(text)
    if matched is None and (several := _YEARS.fullmatch(text)):
        first, last = map(parse_year, several.groups())
        if len(first) != len(last) or first >= last:
            raise ValueError(
                f"{quoted(text)} does not go from one year to a later one."
                " Write both alike, like 2024/25 to 2026/27."
            )
        return f"{first} to {last}"
    if matched is None or (matched[2] is None and len(matched[1]) == 2):
        raise ValueError(
            f"{quoted(text)} is not a year. Write it like 2024/25, or like 2024;"
            " several like 2024/25 to 2026/27."
        )
    first = matched[1] if len(matched[1]) == 4 else f"20{matched[1]}"
    check_year(int(first), text, "2024/25")
    if matched[2] is None:
        return first
    following = f"{int(first) + 1:04d}"
    if not following.endswith(matched[2]):
        raise ValueError(
            f"{quoted(text)} is not one year. Did you mean {first}/{following[2:]}?"
            " Write several like 2024/25 to 2026/27."
        )
    return f"{first}/{following[2:]}"
