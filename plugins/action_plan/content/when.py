"""When something is or was: a day, or a longer time in the words that people write."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from ..formatting import day
from ..messages import quoted
from .days import LONGEST_TIME, is_day, parse_day
from .parsers import QUOTES, parse_text, slugify

__all__ = [
    "MEANS",
    "When",
    "is_of_a_financial_year",
    "number_and_time",
    "parse_past_time",
    "parse_planned_time",
]

MEANS = " = "
"""What is between words that cannot be read as a time, and what they mean."""
_YEAR = re.compile(r"[12]\d{3}")
_NUMBER_AND_TIME = re.compile(
    r"([-−]?\d[\d.,]*(?: ?%| per ?cent)?)[,;:]?(?: ?\(| )(?:(?:in|at|on|as at) )?(.+?)\)*", re.ASCII
)
_ANY_MONTH = 4
"""With which a time can be read that is of a financial year, where only that it is one matters."""
_IN_FIGURES = re.compile(r"\d{1,2}[/.-]\d{1,2}[/.-]\d", re.ASCII)


@dataclass(frozen=True, slots=True, order=True)
class When:
    """A time from its first day to its last, in the words it is written in.

    Times are in the order of their last days, and of their first where they end together.
    """

    last: date
    """Its last day; `date.max` where it has no end, such as that of "ongoing"."""
    first: date
    """Its first day; `date.min` where only its end is known, such as that of "by March 2025"."""
    text: str = ""
    """The words it is written in; none where it is a day, which is printed in one form."""
    means: str = ""
    """What these words mean, where that is written behind them, as in "Year 1 = 2025/26"."""

    @classmethod
    def on_day(cls, day: date) -> When:
        """Return a day of the calendar as a time."""
        return cls(day, day)

    def __str__(self) -> str:
        """Return the time as files have it: `2025-03-31`, or the words it is written in."""
        if self.means:
            return f"{self.text}{MEANS}{self.means}"
        return self.text or self.last.isoformat()

    @property
    def day(self) -> date | None:
        """The day, where it is written as one."""
        return None if self.text else self.last

    @property
    def in_words(self) -> str:
        """The time as pages print it: `31 March 2025`, or the words it is written in.

        Words that name no year are printed with what they mean: `Within 12 weeks (6 October 2025)`.
        """
        if self.means and _YEAR.search(self.means) and not _YEAR.search(self.text):
            return f"{self.text} ({self._meant.in_words})"
        return self.text or day(self.last)

    @property
    def in_sentence(self) -> str:
        """The time as a sentence goes on with it: `on 31 March 2025`, `in spring 2025`."""
        if not self.text:
            return f"on {day(self.last)}"
        if self.means:
            return f"{self._meant.in_sentence} (“{self.text}”)"
        from .written_times import in_sentence  # noqa: PLC0415 - few plans need it

        return in_sentence(self.text)

    @property
    def of_report(self) -> str:
        """The same of a report for that time: `on 31 March 2025`, `for January to June 2025`."""
        words = self.in_sentence
        return f"for {words.removeprefix('from ')}" if words.startswith("from ") else words

    @property
    def _meant(self) -> When:
        """The time in the words of what it means."""
        return When(self.last, self.first, "" if is_day(self.means) else self.means)

    @property
    def first_day(self) -> date | None:
        """Its first day, where one is known."""
        return None if self.first == date.min else self.first

    @property
    def last_day(self) -> date | None:
        """Its last day, where it has one."""
        return None if self.last == date.max else self.last

    @property
    def days(self) -> tuple[date, date]:
        """Its first and last day: two wordings of one time have the same."""
        return self.first, self.last

    @property
    def key(self) -> str:
        """The time in addresses: `2025-03-31`, `q3-2025-26`."""
        return slugify(self.text) if self.text else self.last.isoformat()


def parse_planned_time(found: object, first_month: int | None = None) -> When:
    """Return when something is to be: a day, a longer time, "by …", "from …" or "ongoing".

    `first_month` is that in which the plan's financial years begin, where it is known. Raises
    `ValueError` for what cannot be read, or in two ways, with what to write instead.
    """
    return _read(parse_text(found).strip(QUOTES).strip(), first_month, is_past=False)


@lru_cache(maxsize=4096)  # most actions share a few days
def _read(text: str, first_month: int | None, *, is_past: bool) -> When:
    if is_day(text):
        return When.on_day(parse_day(text))
    if MEANS in text:
        return _explained(text, first_month)
    from .written_times import read_time  # noqa: PLC0415 - few plans need it

    if len(text) <= LONGEST_TIME and (read := read_time(text, first_month)):
        return When(*read)
    from .time_problems import not_a_time  # noqa: PLC0415 - only where one is wrong

    raise ValueError(not_a_time(text, first_month, is_past=is_past))


def _explained(text: str, first_month: int | None) -> When:
    """Return the time that words are said to mean, with these words as what is shown of it.

    Raises `ValueError` where that is no time, or where the words can be read and are another one.
    """
    words, _, means = (part.strip() for part in text.rpartition(MEANS))
    meant = _read(means, first_month, is_past=False)
    if not any(map(str.isalpha, words)) or _IN_FIGURES.match(words):
        raise ValueError(
            f"{quoted(words)} has no words that say when. Write only what it means:"
            f" {quoted(str(meant))}."
        )
    try:
        read = _read(words, first_month, is_past=False)
    except ValueError:
        return When(meant.last, meant.first, words, str(meant))
    if (read.first, read.last) != (meant.first, meant.last):
        raise ValueError(
            f"{quoted(words)} and {quoted(means)} are two times. Write the one that is meant."
        )
    return read


def parse_past_time(found: object, first_month: int | None = None) -> When:
    """Return when something was: a day, or a longer time of which both ends are known.

    Raises `ValueError` for anything else, with what to write instead.
    """
    when = _read(parse_text(found).strip(QUOTES).strip(), first_month, is_past=True)
    if when.first_day is None or when.last_day is None:
        from .time_problems import not_in_the_past  # noqa: PLC0415 - only where one is wrong

        raise ValueError(not_in_the_past(when.text))
    return when


def number_and_time(text: str) -> tuple[str, str] | None:
    """Return a number and the time behind it, as in `50 by 2030` or `0 (2025)`, if it is that."""
    found = _NUMBER_AND_TIME.fullmatch(text) if len(text) <= LONGEST_TIME else None
    if not found:
        return None
    try:
        parse_planned_time(found[2], _ANY_MONTH)
    except ValueError:
        return None
    return found[1], found[2]


def is_of_a_financial_year(when: When) -> bool:
    """Whether the days that are meant depend on the month in which financial years begin."""
    if not when.text:
        return False
    by_april, by_july = (parse_planned_time(when.means or when.text, month) for month in (4, 7))
    return by_april != by_july
