"""The values of records in words, as approvers read them: one entry for each type there is."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from ..content.amounts import Number
from ..content.evidence import EvidenceAddress
from ..content.models import (
    Action,
    Baseline,
    FundingLine,
    Measure,
    Milestone,
    NamedAddress,
    Reading,
    Record,
    Target,
)
from ..content.plan_models import AccessibilityTest
from ..content.when import When
from ..formatting import day, money, number, quantity

__all__ = [
    "Leaf",
    "declared_in_words",
    "differ",
    "field_in_words",
    "in_words",
    "item_in_words",
    "leaves",
    "with_days",
    "within",
]

Leaf = tuple[str, str]
"""A single value in words, after the name of its field within what it is part of, if any."""

_FIELDS: Mapping[tuple[type[Record], str], str] = {
    (Action, "text"): "what was promised",
    (FundingLine, "of"): "capital or revenue",
}
"""Fields that are called otherwise than in files."""


def field_in_words(model: type[Record], name: str) -> str:
    """Return what a field of a record is called: `status note`."""
    return _FIELDS.get((model, name), name.strip("_").replace("_", " "))


def declared_in_words(key: str, title: str) -> str:
    """Return what is called by a title of the plan: by its id where that is the same words."""
    words = key.replace("_", " ")
    return words if words.casefold() == title.casefold() else title


def within(whole: str, part: str) -> str:
    """Return what a part of something is called: `contact, title`."""
    return f"{whole}, {part}" if whole else part


def item_in_words(item: object) -> str:
    """Return what an item of a list is called by its title or its time; nothing without these."""
    words = _ITEMS.get(type(item))
    return words(item) if words else ""


def with_days(time: When) -> tuple[Leaf, ...]:
    """Return a time in the words it is written in, with the days that these mean."""
    days = [day(end) for end in (time.first_day, time.last_day) if end]
    return (("", f"{time} ({' to '.join(days)})"),)


def in_words(value: object, currency: str) -> str:
    """Return a single value in words; no two values of a type have the same words.

    Raises `TypeError` for a value of a type that nobody has found words for.
    """
    for kind in type(value).__mro__:
        if kind in _WORDS:
            return _WORDS[kind](value, currency)
    raise TypeError(f"there are no words for a {type(value).__name__}: add them to {__name__}")


def differ(before: object, after: object) -> bool:
    """Whether two values differ, or are only printed otherwise.

    As numbers, 1.50 and 1.5 are equal, and so are addresses, whatever is found there.
    """
    if before != after:
        return True
    first = next(iter(before), None) if isinstance(before, tuple) else before
    is_measured = isinstance(first, (Measure, Baseline, Target, Reading, Number))
    return is_measured and [*leaves(before, "")] != [*leaves(after, "")]


def leaves(value: object, currency: str, name: str = "") -> Iterator[Leaf]:
    """Return every single value within a value, but for the ids by which records are named."""
    if isinstance(value, Record):
        for field in type(value).model_fields:
            if field not in ("id", "slug"):
                below = within(name, field_in_words(type(value), field))
                yield from leaves(getattr(value, field), currency, below)
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from leaves(item, currency, within(name, key))
    elif isinstance(value, tuple):
        for index, item in enumerate(value, 1):
            yield from leaves(item, currency, f"{name} {index}".strip() if len(value) > 1 else name)
    elif value not in (None, ""):
        yield name, in_words(value, currency)


_ITEMS: Mapping[type, Callable[[Any], str]] = {
    Milestone: lambda milestone: f"milestone “{milestone.title}”",
    Measure: lambda measure: f"measure “{measure.title}”",
    NamedAddress: lambda link: f"link “{link.title}”",
    Reading: lambda reading: f"reading of {day(reading.date)}",
    Target: lambda target: f"interim target due {target.due.in_sentence}" if target.due else "",
    AccessibilityTest: lambda test: f"test of {day(test.date)}",
}
"""What an item of a list is called in front of what changes about it, by its type."""
_WORDS: Mapping[type, Callable[[Any, str], str]] = {
    str: lambda text, _: text,
    EvidenceAddress: lambda found, _: f"{found.words}: {found}" if found.words else str(found),
    bool: lambda value, _: "yes" if value else "no",
    int: lambda value, _: number(value),
    date: lambda value, _: day(value),
    When: lambda value, _: str(value) if value.means else day(value),
    Number: lambda value, _: quantity(value),
    Decimal: lambda amount, currency: " ".join(money(amount, currency).split()),
}
"""By type; a value of a class that is not here is put as one of the class it is made from."""
