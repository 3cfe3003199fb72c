"""How templates print values: amounts, days, numbers and plurals, the same everywhere."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from decimal import Decimal
from typing import Protocol

__all__ = [
    "CURRENCY_SYMBOLS",
    "MONTHS",
    "NOT_REPORTED",
    "YEARS",
    "HasWords",
    "before_note",
    "count",
    "day",
    "filters",
    "financial_year",
    "full_stop",
    "funding_kind",
    "money",
    "noun_of",
    "number",
    "percent",
    "quantity",
    "separator",
]

CURRENCY_SYMBOLS = {"GBP": "£", "EUR": "€", "USD": "$"}
"""The symbol of a currency by its ISO 4217 code; any other is written with its code."""

NOT_REPORTED = "Not reported yet"
"""What is said in the place of a status where none is reported yet."""

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
"""The months, as the site prints them and as officers may write them."""


YEARS = range(1900, 2200)
"""Years that can be meant: others are slips, such as 0204 for 2024, or 9999 for no year."""


def financial_year(first: int) -> str:
    """Return the financial year that begins in a year, in figures: `2024/25`."""
    return f"{first}/{(first + 1) % 100:02d}"


class HasWords(Protocol):
    """A time that is written in words of its own."""

    @property
    def in_words(self) -> str:
        """The words."""


def money(amount: Decimal, currency: str | None) -> str:
    """Return an amount as people write it: `£100,000`, `€1,250.50`, `CHF 900`; or `900` alone."""
    digits = f"{abs(amount):,.2f}".removesuffix(".00")
    sign = "−" if amount < 0 else ""
    code = f"{currency}\N{NO-BREAK SPACE}" if currency else ""
    return f"{sign}{CURRENCY_SYMBOLS.get(currency or '', code)}{digits}"


def day(value: date | HasWords) -> str:
    """Return a date as people write it, whatever the machine's locale: `17 September 2024`.

    Another time has words of its own.
    """
    if isinstance(value, date):
        return f"{value.day} {MONTHS[value.month - 1]} {value.year}"
    return value.in_words


def number(value: int) -> str:
    """Return a whole number with its thousands divided: `2,000`."""
    return f"{value:,}"


def quantity(value: Decimal | int) -> str:
    """Return a number that is no money, to its last digit: `143,140`, `−2.5`."""
    return f"{Decimal(value):,f}".replace("-", "−")


def percent(value: Decimal) -> str:
    """Return a share in per cent: `65%`."""
    return f"{value}%"


def count(value: int, noun: str, nouns: str = "") -> str:
    """Return a number with its noun: `1 action`, `20 actions`."""
    return f"{number(value)} {noun_of(value, noun, nouns)}"


def noun_of(value: int, noun: str, nouns: str = "") -> str:
    """Return a noun as it goes with a number that is printed apart from it: `action`."""
    return noun if value == 1 else nouns or f"{noun}s"


_FUNDING_KINDS = {
    "bid": "bid, not secured",
    "elsewhere": "costs stated elsewhere",
    "estimate": "estimated cost",
}


def funding_kind(kind: str) -> str:
    """Return a kind of funding in words that say what it is: `bid, not secured`."""
    return _FUNDING_KINDS.get(kind, kind)


def full_stop(text: str) -> str:
    """Return what a sentence ends with after a text: nothing where the text itself ends it."""
    return "" if text.endswith((".", "!", "?", "…", "。")) else "."


def before_note(name: str, note: str) -> str:
    """Return what is between a name and a note on it: a semicolon where no new sentence begins."""
    return "; " if note[:1].islower() else f"{full_stop(name)} "


def separator(titles: Iterable[str]) -> str:
    """Return what is between titles in a line: a semicolon where one of them has a comma."""
    return "; " if any("," in title for title in titles) else ", "


def filters(currency: str | None) -> dict[str, Callable[..., str]]:
    """Return the filters that templates print with, by name; amounts in the plan's currency."""
    return {
        "money": lambda amount: money(amount, currency),
        "day": day,
        "full_stop": full_stop,
        "funding_kind": funding_kind,
        "number": number,
        "percent": percent,
        "quantity": quantity,
        "count_of": count,
        "noun_of": noun_of,
        "separator": separator,
    }
