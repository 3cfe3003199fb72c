"""The values of records in words, as approvers read them: one entry for each type there is."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from ..content.models import FundingLine, Record
from ..formatting import day, money, number

__all__ = ["in_words"]


def in_words(value: object, currency: str) -> str:
    """Return a value in words on one line, empty where it has none.

    Raises `TypeError` for a value of a type that nobody has found words for.
    """
    for kind in type(value).__mro__:
        if kind in _WORDS:
            return _WORDS[kind](value, currency)
    raise TypeError(f"there are no words for a {type(value).__name__}: add them to {__name__}")


def _record(record: Record, currency: str) -> str:
    fields = (getattr(record, name) for name in type(record).model_fields)
    return ", ".join(filter(None, (in_words(value, currency) for value in fields)))


def _funding(line: FundingLine, currency: str) -> str:
    parts = [
        in_words(line.amount, currency),
        line.kind,
        line.year or "",
        f"from {line.source}" if line.source else "",
        f"{money(line.spent, currency)} spent" if line.spent is not None else "",
        f"by {day(line.spent_as_at)}" if line.spent_as_at else "",
        f"({line.note})" if line.note else "",
    ]
    return " ".join(filter(None, parts))


def _list(items: tuple[object, ...], currency: str) -> str:
    return "; ".join(filter(None, (in_words(item, currency) for item in items)))


def _mapping(values: Mapping[str, object], currency: str) -> str:
    return "; ".join(f"{name}: {in_words(value, currency)}" for name, value in values.items())


_WORDS: Mapping[type, Callable[[Any, str], str]] = {
    type(None): lambda _, __: "",
    str: lambda text, _: " ".join(text.split()),
    bool: lambda value, _: "yes" if value else "no",
    int: lambda value, _: number(value),
    date: lambda value, _: day(value),
    Decimal: money,
    tuple: _list,
    dict: _mapping,
    FundingLine: _funding,
    Record: _record,
}
"""By type; a value of a class that is not here is put as one of the class it is made from."""
