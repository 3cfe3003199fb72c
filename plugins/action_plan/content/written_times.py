"""Times as people write them: which days "Q3 2025/26", "spring 2025" or "by end of 2025" mean.

Loaded only where a plan has such: days of the calendar need none of it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

from ..formatting import MONTHS, financial_year
from ..messages import quoted
from .days import check_year, is_day, month_number, parse_day
from .translated_times import in_english

__all__ = ["MONTH_NAMES", "SEASONS", "in_sentence", "plain_form", "read_time"]

Span = tuple[date, date]
"""A first and a last day; `date.min` and `date.max` where there is none."""

_FOR_EXAMPLE = 'like "financial_year_begins: April"'
_ONE_DAY = timedelta(days=1)
_LONGEST = 100
"""Characters of a text that can be a time."""

_DASHES = str.maketrans(dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212", "-"))
MONTH_NAMES = "|".join(f"{month[:3]}(?:{month[3:]})?" for month in MONTHS).casefold() + "|sept"
SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}
"""The month in which each begins, as meteorologists north of the equator count."""
_ORDINALS = {"first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3}
_ORDINALS |= {"fourth": 4, "4th": 4, "last": 0}

_ORDINAL = re.compile(rf"(?:the )?({'|'.join(_ORDINALS)}) (quarter|half)\b")
_NUMBERED = re.compile(r"\b(quarter|qtr|half|q)\.? ?([1-4])\b")
_FINANCIAL = re.compile(r"\b(?:the )?(?:fy|financial year|fiscal year) ?(?=\d)")
_CALENDAR = re.compile(r"\b(?:(?:the )?(?:calendar )?year |cy ?)(?=\d)")
_UNIT = re.compile(
    rf"(?:(?P<part>{MONTH_NAMES}|q[1-4]|h[12]|{'|'.join(SEASONS)})\.?,?(?: of)?[ /-]?)?"
    r"(?P<financial>fy )?(?P<year>\d{4}|(?<=fy )\d{2}(?!\d)|\d{2}(?=[/-]))"
    r"(?: ?(?P<mark>[/-]) ?(?P<second>\d{4}|\d{2}))?(?:,?[ /-]?(?P<later>q[1-4]|h[12])|)",
    re.ASCII,
)
_END = re.compile(r"(?:at )?(?:the )?(?:year[ -])?end(?: of|-| )(?: ?the )? ?(?P<rest>.+)")
_ONWARDS = re.compile(r"(?P<rest>.+?),? (?:onwards?|(?:and|to|until|-) (?:beyond|on[- ]?going))")
_DAY_IN_WORDS = re.compile(
    rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?: of)? (?P<month>{MONTH_NAMES})\.?,? (?P<year>\d{{4}})"
    rf"|(?P<month_>{MONTH_NAMES})\.? (?P<day_>\d{{1,2}})(?:st|nd|rd|th)?,? (?P<year_>\d{{4}})",
    re.ASCII,
)
_AROUND: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], Span], Span | None]], ...] = (
    (
        re.compile(r"(?:by|until|till|up to|no later than|not later than) (?:the )?(?P<rest>.+)"),
        lambda _, span: (date.min, span[1]),
    ),
    (
        re.compile(r"before (?:the )?(?P<rest>.+)"),
        lambda _, span: (date.min, span[0] - _ONE_DAY),
    ),
    (re.compile(r"(?:in|during|throughout|within) (?:the )?(?P<rest>.+)"), lambda _, span: span),
    (_END, lambda _, span: (span[1], span[1])),
    (
        re.compile(
            r"(?:the )?(?P<which>early|mid|late|(?:beginning|start|middle) of)(?:-| )(?:in |the )?"
            r"(?P<rest>.+)"
        ),
        lambda found, span: _third(found["which"], span),
    ),
    (
        re.compile(r"(?:(?:on[- ]?going )?(?:from|since)|starting(?: in| from| on)?) (?P<rest>.+)"),
        lambda _, span: (span[0], date.max),
    ),
    (_ONWARDS, lambda _, span: (span[0], date.max)),
)
"""What is written around a time, and what of it is meant then."""
_FROM_TO = re.compile(r"from (.+ (?:to|until|till|-) .+)")
_BETWEEN = re.compile(r"between (.+)")
_SEPARATOR = re.compile(r" (?:to|until|and|or|&|-) |-|/")
_YEAR_AT_THE_END = re.compile(r"(?:fy )?\d{4}(?: ?[/-] ?\d{2,4})?$", re.ASCII)
_ISO_MONTH = re.compile(r"\d{4}-\d{2}", re.ASCII)
_OPEN = re.compile(
    r"on[- ]?going|continuous(?:ly)?|continuing|continual(?:ly)?|permanent(?:ly)?|open-ended"
    r"|no end date|daily|(?:(?:\d+|half|two|three|six|bi)[- ]?)?(?:annual(?:ly)?|yearly|quarterly"
    r"|monthly|weekly|termly)|every (?:\d+|two|three|four|six) (?:years|months|weeks)"
    rf"|(?:each|every) (?:year|quarter|month|week|(?:half )?term|{MONTH_NAMES}|{'|'.join(SEASONS)})"
    r"|(?:once|twice) (?:a|each|every|per) (?:year|quarter|month|week|term)"
)
_NEEDS_NO_IN = frozenset(
    (
        *("at", "before", "between", "by", "during", "from", "in", "no", "not", "since"),
        *("starting", "throughout", "till", "until", "up", "within"),
    )
)


def read_time(text: str, first_month: int | None) -> tuple[date, date, str] | None:
    """Return the last and the first day that a text means, and the text as it is to be shown.

    `first_month` is that in which the plan's financial years begin, where it is known. Returns
    `None` for what cannot be read; raises `ValueError` for what can be read in two ways.
    """
    plain = plain_form(text)
    if day := _day(plain):
        return day, day, ""
    reader = _Reader(text, first_month)
    span = reader.read(plain) if len(plain) <= _LONGEST else None
    if span is None and len(plain) <= _LONGEST:
        english = in_english(plain)
        if day := _day(english):
            return day, day, ""
        span = reader.read(english) if english != plain else None
    if span is None:
        return None
    if _ISO_MONTH.fullmatch(plain) and _months(span[0].year, span[0].month, 1) == span:
        text = f"{MONTHS[span[0].month - 1]} {span[0].year}"
    return span[1], span[0], text


def in_sentence(text: str) -> str:
    """Return a time's text as a sentence goes on with it: `in spring 2025`, `by end of 2025`."""
    plain = plain_form(text)
    is_open = _OPEN.fullmatch(plain) is not None
    if not is_open and (english := in_english(plain)) != plain:
        # Of another language the words stay as they are, behind an English one where it needs that.
        before = in_sentence(english).removesuffix(english)
        return text if before.startswith("at") else f"{before}{text}"
    first, _, rest = text.partition(" ")
    word = first.strip(".,").casefold()
    if not re.match(rf"(?:{MONTH_NAMES})(?![a-z])|[qh]\.?\d|qtr|[cf]y", word):
        text = f"{first[0].lower()}{first[1:]}{f' {rest}' if rest else ''}"
    if is_open or word in _NEEDS_NO_IN:
        return text
    if _ONWARDS.fullmatch(plain_form(text)) or " to " in text or " - " in text:
        return f"from {text}"
    if _END.fullmatch(plain_form(text)):
        return f"at the {text}" if text.startswith("end of") else f"at {text}"
    return f"in {text}"


def plain_form(text: str) -> str:
    """Return a text in lower case, with one kind of dash, space and word for each meaning."""
    plain = " ".join(text.translate(_DASHES).casefold().split())
    plain = _ORDINAL.sub(lambda m: f"{m[2][0]}{_ORDINALS[m[1]] or 4 - 2 * (m[2] == 'half')}", plain)
    plain = _NUMBERED.sub(lambda m: f"{m[1][0]}{m[2]}", plain)
    return _CALENDAR.sub("", _FINANCIAL.sub("fy ", plain))


def _day(plain: str) -> date | None:
    """Return the day of the calendar that a text means, if it is one."""
    if is_day(plain):
        return parse_day(plain)
    found = _DAY_IN_WORDS.fullmatch(plain)
    if found is None:
        return None
    day, month, year = (found[name] or found[f"{name}_"] for name in ("day", "month", "year"))
    check_year(int(year), plain, "2024-09-17")
    try:
        return date(int(year), month_number(month), int(day))
    except ValueError:
        return None


def _months(year: int, month: int, count: int) -> Span:
    """Return the time of some months, the first of which may be beyond the twelfth of the year."""
    first, following = (
        date(year + (at - 1) // 12, (at - 1) % 12 + 1, 1) for at in (month, month + count)
    )
    return first, following - _ONE_DAY


class _Reader:
    """Reads the times of one text."""

    def __init__(self, text: str, first_month: int | None) -> None:
        self.text = text
        self.first_month = first_month
        self._closed_times: dict[str, Span | None] = {}
        """What parts of the text mean, each read once: "1-2-3-4" can be divided in many ways."""

    def read(self, plain: str) -> Span | None:
        """Return the time that a text means, or `None`; raise where it has two readings."""
        if _OPEN.fullmatch(plain):
            return date.min, date.max
        if found := _UNIT.fullmatch(plain):
            return self._unit(found)
        if (found := _FROM_TO.fullmatch(plain)) and (span := self._range(found[1])):
            return span
        for pattern, meant in _AROUND:
            if (found := pattern.fullmatch(plain)) and (span := self._closed(found["rest"])):
                return meant(found, span)
        found = _BETWEEN.fullmatch(plain)
        return self._range(found[1] if found else plain)

    def _closed(self, plain: str) -> Span | None:
        """Return the day or the time that a text means, if both ends of it are known."""
        if plain not in self._closed_times:
            day = _day(plain)
            span = (day, day) if day else self.read(plain)
            is_closed = span and span[0] != date.min and span[1] != date.max
            self._closed_times[plain] = span if is_closed else None
        return self._closed_times[plain]

    def _range(self, plain: str) -> Span | None:
        """Return the time from one to another; the first may leave out the year of the other."""
        for found in _SEPARATOR.finditer(plain):
            left, right = plain[: found.start()], plain[found.end() :]
            year = _YEAR_AT_THE_END.search(right)
            if year and not re.search(r"\d{4}", left):
                left = f"{left} {year[0]}"
            last = self._closed(right)
            first = self._closed(left) if last else None
            if first and last and first < last:
                return first[0], last[1]
        return None

    def _unit(self, found: re.Match[str]) -> Span | None:
        """Return the month, quarter, half, season, year or financial year that was found."""
        part, later = found["part"] or "", found["later"] or ""
        if part and later:
            return None
        part = part or later
        year = int(found["year"]) + (2000 if len(found["year"]) == 2 else 0)
        check_year(year, self.text, "2025")
        if found["second"]:
            return self._of_two_years(year, found, part)
        if found["financial"] or part == "winter":
            words = part.upper() if found["financial"] else part
            readings = (f"{words} {financial_year(begun)}".lstrip() for begun in (year - 1, year))
            raise self._two_readings(*readings)
        return _part_of(part, year, 1)

    def _of_two_years(self, year: int, found: re.Match[str], part: str) -> Span | None:
        """Return the time of a year that is named by two, or the month of `2025-03`."""
        second = found["second"]
        follows = f"{year + 1}".endswith(second)
        bare = not part and not found["financial"]
        if len(found["year"]) == 2 and (len(second) == 4 or (bare and int(found["year"]) <= 12)):
            return None
        if bare and found["mark"] == "-" and len(found["year"]) == 4:
            iso = len(second) == 2 and int(second) <= 12
            if iso or (len(second) == 4 and int(second) > year):
                return self._joined_by_a_hyphen(year, int(second), follows=follows)
        return self._financial_year(year, part, bare=bare) if follows else None

    def _joined_by_a_hyphen(self, year: int, second: int, *, follows: bool) -> Span | None:
        """Return the month of `2025-03` or the years of `2024-2027`: other pairs are refused."""
        is_month = second <= 12
        if follows:
            other = f"{MONTHS[second - 1]} {year}" if is_month else f"{year} to {second}"
            raise self._two_readings(financial_year(year), other)
        if is_month:
            return _months(year, second, 1) if second else None
        check_year(second, self.text, "2025")
        return date(year, 1, 1), date(second, 12, 31)

    def _financial_year(self, year: int, part: str, *, bare: bool) -> Span:
        """Return the financial year that begins in a year, or a part of it."""
        if part == "winter":
            return _months(year, 12, 3)
        if part and part[0] not in "qh":
            words = part if part in SEASONS else MONTHS[month_number(part) - 1]
            raise self._two_readings(f"{words} {year}", f"{words} {year + 1}")
        if self.first_month is None:
            raise ValueError(
                f"{quoted(self.text)} is of a financial year, and its first month is not known"
                " here. Write the day, or the month and year, like March 2025; or"
                f" write that first month into content/plan.yml, {_FOR_EXAMPLE}."
            )
        if self.first_month > 1:
            return _part_of(part, year, self.first_month)
        if not bare:
            raise ValueError(
                f"{quoted(self.text)} is not a date with one reading: it is of a financial year,"
                " and those of this plan begin in January. Write the months that are meant, like"
                ' "October to December 2025", or write into content/plan.yml in which month they'
                f" begin, {_FOR_EXAMPLE}."
            )
        # A plan whose years are those of the calendar means two of them.
        return date(year, 1, 1), date(year + 1, 12, 31)

    def _two_readings(self, first: str, second: str) -> ValueError:
        has_words = any(map(str.isalpha, self.text))
        kept = f' To keep the words as they are: "{self.text} = {first}".' if has_words else ""
        return ValueError(
            f'{quoted(self.text)} is not a date with one reading. Write "{first}" or "{second}",'
            f" whichever is meant.{kept}"
        )


def _part_of(part: str, year: int, first_month: int) -> Span:
    """Return a part of the year that begins in a month, or that whole year."""
    if not part:
        return _months(year, first_month, 12)
    if part[0] in "qh" and part[1:].isdigit():
        count = 3 if part[0] == "q" else 6
        return _months(year, first_month + count * (int(part[1]) - 1), count)
    if part in SEASONS:
        return _months(year, SEASONS[part], 3)
    return _months(year, month_number(part), 1)


def _third(which: str, span: Span) -> Span | None:
    """Return the first, middle or last third of a time: of its months, or of the month's days."""
    place = {"early": 0, "beginning of": 0, "start of": 0, "late": 2}.get(which, 1)
    first, last = span
    count = (last.year - first.year) * 12 + last.month - first.month + 1
    if count >= 3:
        return _months(first.year, first.month + count // 3 * place, count // 3)
    if count > 1 or last == first:
        return None
    return first.replace(day=1 + 10 * place), last if place == 2 else first.replace(
        day=10 + 10 * place
    )
