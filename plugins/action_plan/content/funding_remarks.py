"""What is probably not meant in how the money of an action is written, line by line."""

from __future__ import annotations

from collections.abc import Iterator

from .models import Action, has_fields, items_with
from .rules import Violation
from .vocabulary import Vocabulary

__all__ = ["no_line_is_the_sum_of_the_others"]

_FEWEST = 3
"""Lines of which one can be the sum of the others."""


def no_line_is_the_sum_of_the_others(
    action: Action, _vocabulary: Vocabulary
) -> Iterator[Violation]:
    """Money should be written line by line, or as its sum: else it is counted twice."""
    if not has_fields(action, "funding") or len(action.funding) < _FEWEST:
        return
    amounts = {
        index: line.counted_amount
        for index, line in items_with(action, "funding", "amount", "kind")
        if line.counted_amount
    }
    if len(amounts) < _FEWEST:
        return
    half = sum(amounts.values()) / 2
    for index, amount in amounts.items():
        if amount == half:
            yield (
                ("funding", index, "amount"),
                "is as much as the other lines together. If it is their sum, delete it: the money"
                " is counted twice.",
            )
