"""Figures: percentages that say what the counts say, and spans of time in words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from ..formatting import count

__all__ = ["age", "host_of", "percentages", "rounding_note", "span", "sum_of"]

_PERCENT_STEPS = (Decimal(1), Decimal("0.1"))


def percentages(parts: Sequence[int | Decimal]) -> tuple[Decimal, ...]:
    """Return each part's share of their sum in per cent, each rounded to the nearest.

    Whole numbers where those add up to 100, else tenths where those do, else whole numbers
    that are said not to add up (`rounding_note`): a share is never bent to make a sum.
    """
    total = sum(parts)
    if not total:
        return tuple(Decimal(0) for _ in parts)
    exact = [Decimal(part) * 100 / Decimal(total) for part in parts]
    rounded = [
        tuple(share.quantize(step, ROUND_HALF_UP) for share in exact) for step in _PERCENT_STEPS
    ]
    return next((shares for shares in rounded if sum(shares) == 100), rounded[0])


def sum_of(amounts: Iterable[Decimal | None]) -> Decimal | None:
    """Return the exact sum of the amounts that are stated, or `None` where none is."""
    stated = [amount for amount in amounts if amount is not None]
    return sum(stated, Decimal(0)) if stated else None


def rounding_note(shares: Sequence[Decimal]) -> str:
    """Return the sentence that explains percentages which do not add up to 100, else nothing."""
    total = sum(shares)
    if not total or total == 100:
        return ""
    return f"Percentages are rounded to whole numbers, so they add up to {total}% here."


def age(day: date, today: date) -> str:
    """Return how long ago a day was, in words that are never too long: `more than 2 years ago`."""
    days = (today - day).days
    if days <= 0:
        return "today"
    return "yesterday" if days == 1 else f"{span(day, today)} ago"


def span(day: date, today: date) -> str:
    """Return the time from a day until today, in words that are never too long."""
    months = (today.year - day.year) * 12 + today.month - day.month - (today.day < day.day)
    if months < 2:
        return count((today - day).days, "day")
    if months < 12:
        return count(months, "month")
    years = count(months // 12, "year")
    exactly = (today.month, today.day) == (day.month, day.day)
    return years if exactly else f"more than {years}"


def host_of(url: str) -> str:
    """Return the words for a URL that has no title: its host, or the mailbox."""
    rest = url.partition("://")[2] or url.partition(":")[2]
    return re.split("[/?#]", rest, maxsplit=1)[0]
