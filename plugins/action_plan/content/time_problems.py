"""Why a text is no time, and what to write instead; loaded only where one cannot be read."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import suppress
from datetime import date, timedelta

from ..formatting import MONTHS
from ..messages import nearest, quoted
from .days import LONGEST_TIME, is_day, month_number, parse_day, read_otherwise
from .parsers import says_nothing
from .written_times import MONTH_NAMES, SEASONS, plain_form, read_time

__all__ = ["not_a_time", "not_in_the_past"]

_EXPLAINED = ' Or write behind these words what they mean, like "Year 1 = 2025/26".'
_MOST_WORDS = 16
"""Words of a text in which a time is looked for, to be suggested."""
_NOT_KNOWN = re.compile(
    r"(?:tb[acd]|to be (?:confirmed|agreed|determined|decided|advised|announced))\b.*"
    r"|(?:in the )?(?:short|medium|mid|long|near)(?:er)?(?:[ -]term)?(?: ?\(.*\))?"
    r"|immediate(?:ly)?|asap|as soon as .*"
    r"|not known|unknown|unclear|no date|not (?:yet )?(?:set|agreed|decided)|\?+"
    r"|(?:subject to|depend(?:s|ent|ing)(?: up)? ?on|pending|awaiting) .*"
)
_NOT_YET = re.compile(
    rf"{_NOT_KNOWN.pattern}|(?:anticipated|estimated|expected|forecast|planned|scheduled|due)\b.*"
    r"|n|no\b.*|false|never|not (?:yet|done|started)\b.*|pending|in progress"
    r"|under ?way|ongoing"
)
_SOON = re.compile(r"immediate|asap|as soon as|(?:in the )?(?:short|medium|mid|long|near)")
"""How words begin that mean a time, though not which."""
_LETTER_FOR_A_DIGIT = re.compile(r"(?<=\d)[OoIl](?![A-Za-z])|(?<![A-Za-z])[OoIl](?=\d)", re.ASCII)
_LOOKS_LIKE = str.maketrans("OoIl", "0011")
_A_YEAR = re.compile(r"\bfy ?\d\d|\b20\d\d\b", re.IGNORECASE)
"""A year that may be meant, though it cannot be read."""
_SERIAL = re.compile(r"\d{5}(?:\.\d+)?", re.ASCII)
_DAYS_SINCE_1900 = (36_526, 73_050)
"""Days of this century as spreadsheets count them, from 30 December 1899."""
_COUNT = r"(?:\d+|an?|one|two|three|four|five|six|seven|eight|nine|ten|twelve|eighteen)"
_HOW_LONG = re.compile(
    rf"(?:(?:with)?in|after|for|(?:no|not) (?:more|later|longer) than|by)? ?"
    rf"(?:the (?:next|first) )?{_COUNT}(?: ?(?:-|to|or) ?{_COUNT})?[ -]"
    r"(?:working |business |calendar )?(?:days?|weeks?|months?|years?)\b.*"
)
"""A deadline that depends on another day: "Within three months of the report"."""
_FINISHED = re.compile(r"(?:now )?(?:completed?|done|finished|delivered|achieved|closed)|yes|true")
_YEAR = r"(?:\d{4}|\d{2})(?:[/–-]\d{2,4})?"
_YEAR_ALONE = re.compile(rf"(?:de )?({_YEAR})")
_MONTH_IN_FIGURES = re.compile(
    r"(?P<month>0?[1-9]|1[0-2])[/.-](?P<year>20\d\d)"
    r"|(?P<before>20\d\d)[/.](?P<behind>0?[1-9]|1[0-2])",
    re.ASCII,
)
_NO_QUARTER = re.compile(r"\b(?:q[05-9]|h[03-9])\b|\b[05-9]q\d", re.IGNORECASE | re.ASCII)
_MOVED = re.compile(
    r"\b(?:was|were|originally|previously|formerly|moved|revised|extended|now)\b", re.IGNORECASE
)
"""What says that one of two dates no longer holds."""
_WITHOUT_YEAR = re.compile(
    rf"(?:(?:in|by|from|before|since|until|the|early|mid|late|end|of|w/c|week commencing)[ -])*"
    r"(?:\d{1,2}(?:st|nd|rd|th)?(?: of|)[ -])?"
    rf"(?:{MONTH_NAMES}|q[1-4]|h[12]|{'|'.join(SEASONS)}|(?:financial )?year(?:[ -]end)?|fy)"
)
_IN_FIGURES = re.compile(r"\d{1,2}[/.]\d{1,2}[/.]\d{2,4}", re.ASCII)
_MONTH_AND_TWO_DIGITS = re.compile(rf"({MONTH_NAMES})\.?[ -]'?(\d\d)", re.ASCII)
_YEAR_CUT_SHORT = re.compile(r"(?<= )'?(?=\d\d$)", re.ASCII)
_MONTHS_AND_TWO_DIGITS = re.compile(
    rf"\b({MONTH_NAMES})\.?[ -]'?(\d\d)(?![\d-])", re.IGNORECASE | re.ASCII
)
_ADJECTIVE = re.compile(
    r"(?:bi-?|half[- ])?"
    r"(?:annual|yearly|quarterly|monthly|weekly|termly|daily|continuous|permanent) "
    r"(?!(?:from|until|till|to|in|by|since|through)\b)\w",
    re.IGNORECASE,
)
"""A word that describes the next one: an "Annual report 2024/25" has an end."""
_LONG_WORD = re.compile(r"[A-Za-z]{4,}")
Reads = Callable[[str], date | None]
"""Returns the last day of a time, or `None` of what is none: see `_last_day`."""
_WORDS = (*MONTHS, *SEASONS, "quarter", "half", "ongoing", "financial", "onwards")


def not_a_time(text: str, first_month: int | None, *, is_past: bool = False) -> str:
    """Return why a text is no time that can be read, and what to write instead."""
    if is_past and (says_nothing(text) or _NOT_YET.fullmatch(plain_form(text))):
        return f"{not_in_the_past(text)} Where it has not happened yet, leave it out."
    if is_past and _FINISHED.fullmatch(plain_form(text)):
        return f"{quoted(text)} is not a date. Write the day it was done, like 2024-09-17."
    reasons = (
        *(_a_day_otherwise, _in_figures_alone, _known_words, _nearly),
        *(_with_and_without_end, _more_than_a_time),
    )
    for reason in reasons if len(text) <= LONGEST_TIME else ():
        if message := reason(text, lambda part: _last_day(part, first_month, is_past=is_past)):
            return message
    explained = _EXPLAINED if any(map(str.isalpha, text)) else ""
    others = "" if is_past else ", by end of 2025, ongoing"
    return (
        f"{quoted(text)} is not a date. Write it as YYYY-MM-DD, like 2024-09-17, or as the plan"
        f" has it: March 2025, Q3 2024/25, spring 2025, 2024/25{others}.{explained}"
    )


def not_in_the_past(text: str) -> str:
    """Return what to write where a time does not say when something was."""
    return (
        f"{quoted(text)} does not say when it was. Write the day, or the time it was in, like"
        " 2024-09-17, September 2024 or Q2 2024/25."
    )


def _last_day(part: str, first_month: int | None, *, is_past: bool) -> date | None:
    """Return the last day of a time, `date.max` of one without end, or `None` of what is none."""
    with suppress(ValueError):
        read = read_time(part, first_month)
        if read and not (is_past and (date.max in read or date.min in read)):
            return read[0]
    return None


def _a_day_otherwise(text: str, reads: Reads) -> str:
    """Return what to write for a day in another form, such as one in figures alone."""
    digits = _LETTER_FOR_A_DIGIT.sub(lambda found: found[0].translate(_LOOKS_LIKE), text)
    if digits != text and (reads(digits) or is_day(digits)):
        return (
            f"{quoted(text)} is not a date: it has a letter in the place of a digit. Write"
            f" {quoted(digits)}."
        )
    in_figures = _IN_FIGURES.search(text)
    try:
        if any(read_otherwise(text)):
            parse_day(text)
        elif in_figures:
            parse_day(in_figures[0])
    except ValueError as error:
        return str(error)
    return ""


def _in_figures_alone(text: str, _reads: Reads) -> str:
    """Return what to write for a month in figures, or a spreadsheet's own number for a day."""
    days = int(text.partition(".")[0]) if _SERIAL.fullmatch(text) else 0
    if _DAYS_SINCE_1900[0] <= days <= _DAYS_SINCE_1900[1]:
        day = (date(1899, 12, 30) + timedelta(days=days)).isoformat()
        return f"{quoted(text)} is not a date: spreadsheets count days so. Write it as {day}."
    if figures := _MONTH_IN_FIGURES.fullmatch(text):
        number, year = figures["month"] or figures["behind"], figures["year"] or figures["before"]
        month = f"{MONTHS[int(number) - 1]} {year}"
        return f"{quoted(text)} is not a date. Write the month in words: {month}."
    if _NO_QUARTER.search(text):
        return (
            f"{quoted(text)} is not a date: a year has the quarters Q1 to Q4, and the halves H1 and"
            " H2."
        )
    return ""


def _known_words(text: str, _reads: Reads) -> str:
    """Return what to write for words that people often have where a date belongs."""
    plain = plain_form(text)
    if _FINISHED.fullmatch(plain):
        return (
            f"{quoted(text)} is not a date. Write the day it was to be done, or leave the line"
            ' out; that it is done belongs in an update, or under "done" of a milestone.'
        )
    if _HOW_LONG.fullmatch(plain) and not _A_YEAR.search(text):
        return (
            f"{quoted(text)} is not a date: it says how long, and not until when. Write behind"
            ' these words the day on which that is over, like "Within 12 weeks = 6 October 2025".'
        )
    if says_nothing(text) or _NOT_KNOWN.fullmatch(plain):
        explained = _EXPLAINED if _SOON.match(plain) else ""
        return (
            f"{quoted(text)} is not a date. Where no time is known, leave the line out; what is"
            f" known instead belongs in a note or the text.{explained}"
        )
    if short := _MONTH_AND_TWO_DIGITS.fullmatch(plain):
        month = MONTHS[month_number(short[1]) - 1]
        return (
            f'{quoted(text)} is not a date with one reading. Write "{month} 20{short[2]}" for the'
            f' month, or the day with its year, like "{short[2]} {month} 2025".'
        )
    if _WITHOUT_YEAR.fullmatch(plain):
        return (
            f"{quoted(text)} is not a date: it does not say of which year. Write it with its year,"
            " like March 2025, Q3 2024/25 or end of 2025."
        )
    return ""


def _nearly(text: str, reads: Reads) -> str:
    """Return the time that is meant where a word is misspelled, or a year has two digits."""
    spelled = _LONG_WORD.sub(lambda word: _spelled(word[0]), text)
    months = _MONTHS_AND_TWO_DIGITS.sub(r"\1 20\2", spelled)
    for meant in (spelled, _YEAR_CUT_SHORT.sub("20", spelled), months):
        if meant != text and reads(meant):
            return f"{quoted(text)} is not a date. Did you mean {quoted(meant)}?"
    return ""


def _spelled(word: str) -> str:
    """Return the word of a time that is nearest to another of the same first letter, if any is."""
    near = nearest(word, _WORDS) or word
    return near if near[0].casefold() == word[0].casefold() else word


def _with_and_without_end(text: str, reads: Reads) -> str:
    """Return what to write for a time without end that has another beside it, or nothing.

    So "Ongoing, review March 2026" has, and "Ongoing, reviewed annually".
    """
    ends = {part: last for part in _times_within(text, reads) if (last := reads(part))}
    dated = [part for part, last in ends.items() if last < date.max]
    endless = [
        part
        for part, last in ends.items()
        if last == date.max and not _ADJECTIVE.match(text, max(0, text.find(part)))
    ]
    if not endless:
        return ""
    first = min(endless, key=text.find)
    if dated:
        end = max(dated, key=lambda part: ends[part])
        return (
            f"{quoted(text)} is not one date: it says {quoted(first)} and {quoted(end)}. Write"
            f" {quoted(first)} if it has no end, or {quoted(end)} if it is to be done by then, and"
            " the rest in a note or the text."
        )
    if _A_YEAR.search(text):
        return ""  # which is when it ends, though it is not clear which one is meant
    return (
        f"{quoted(text)} is not a date alone. Write only {quoted(first)} here, and the rest in a"
        " note or the text."
    )


def _more_than_a_time(text: str, reads: Reads) -> str:
    """Return what of a text is a time, or two."""
    within = [part.removeprefix("year ") for part in _times_within(text, reads)]
    # The words of "Annual report 2024/25" that are open-ended are no time of their own.
    within = [part for part in within if any(map(str.isdigit, part))] or within
    years = [found[1] for part in within if (found := _YEAR_ALONE.fullmatch(part))]
    explained = ""
    if len(years) == len(within):
        # The rest may say which part of it is meant, in words that are not known here.
        within, explained = years, _EXPLAINED
    rest = text.replace(within[0], "", 1) if len(within) == 1 else ""
    if _A_YEAR.search(rest):
        return ""  # which is when it ends, though it is not clear which one is meant
    if rest and explained:
        return _perhaps_a_part(text, within[0], rest)
    if len(within) == 1:
        return (
            f"{quoted(text)} is not a date alone. Write only {quoted(within[0])} here, and the rest"
            " in a note or the text."
        )
    if within and _MOVED.search(text):
        return (
            f"{quoted(text)} is not one date: it says {quoted(within[0])} and {quoted(within[1])}."
            ' Write the one that holds now here, and the first one as "first_due: …"; an update'
            " says when it was moved and why."
        )
    if within:
        return (
            f"{quoted(text)} is not one date: it says {quoted(within[0])} and {quoted(within[1])}."
            " Write the one by which all of it is to be done; earlier ones are milestones."
            f"{explained}"
        )
    return ""


def _perhaps_a_part(text: str, year: str, rest: str) -> str:
    """Return what to write for a year with other words, which may say which part of it is meant."""
    if any(map(str.isdigit, rest)):
        return (
            f"{quoted(text)} is not a date that can be read: it may be a part of {quoted(year)}."
            ' Write behind these words what they mean, like "Year 1 = 2025/26".'
        )
    return (
        f"{quoted(text)} is not a date. Write the day, or the month it is in with its year, like"
        f" March 2025; or {quoted(year)} alone, where all of that year is meant.{_EXPLAINED}"
    )


def _times_within(text: str, reads: Reads) -> list[str]:
    """Return the times among the words of a text, those of most words first."""
    words = [word.strip("()[];:,.*?").removeprefix("~") for word in text.split()][:_MOST_WORDS]
    found: list[str] = []
    taken: set[int] = set()
    for length in range(len(words), 0, -1):
        for start in range(len(words) - length + 1):
            places = range(start, start + length)
            part = " ".join(words[start : start + length])
            is_number = part.isdigit() and len(part) != len("2024")
            if not taken.isdisjoint(places) or is_number or " and " in part:
                continue
            if reads(part):
                taken.update(places)
                found.append(part)
    return found
