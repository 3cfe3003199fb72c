"""The money of actions that do not go on: part of every sum, and said apart beside it."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import get_args

from ..formatting import money, noun_of, number
from .action_summary import ActionSummary, Discontinued

__all__ = ["of_which"]


def of_which(amounts: Iterable[tuple[ActionSummary, Decimal]], currency: str) -> str:
    """Return what is to be said of a sum in which actions that do not go on have a part.

    `of which £75,000 for an action that was stopped`; nothing where none has.
    """
    found = [(action, amount) for action, amount in amounts if amount and action.discontinued]
    parts = []
    for why in get_args(Discontinued):
        of_kind = [(action, amount) for action, amount in found if action.discontinued == why]
        if of_kind:
            count = len({action.link.id for action, _ in of_kind})
            whose = noun_of(
                count, f"an action that was {why}", f"{number(count)} actions that were {why}"
            )
            total = sum((amount for _, amount in of_kind), Decimal(0))
            parts.append(f"{money(total, currency)} for {whose}")
    return f"of which {' and '.join(parts)}" if parts else ""
