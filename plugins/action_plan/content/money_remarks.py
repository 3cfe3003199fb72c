"""Remarks on money: amounts and spending that are probably not meant as they are."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from .models import Action, has_fields, items_with
from .rules import Violation
from .vocabulary import Vocabulary

__all__ = ["MONEY_REMARKS"]

_SMALL = 100
"""An amount below which nothing that is planned costs: it has decimals where it is cut short."""

_YEARS_BEFORE, _YEARS_AFTER = 5, 25
"""Years before and after the start of a plan of which hardly any of its money is."""
_FEWEST_LINES = 3
"""Lines of funding of which one can be the sum of the others."""


def _spending_is_within_its_amount(action: Action, _vocabulary: Vocabulary) -> Iterator[Violation]:
    """`spent` should not be more than the amount."""
    for index, line in items_with(action, "funding", "amount", "spent"):
        if line.amount is not None and line.spent is not None and line.spent > line.amount:
            message = "is more than the amount it was spent from. Check both."
            yield ("funding", index, "spent"), message


def _amounts_are_in_full(action: Action, _vocabulary: Vocabulary) -> Iterator[Violation]:
    """An amount should not be nothing or a few coins: `1.2` was perhaps of millions."""
    for index, line in items_with(action, "funding", "amount"):
        amount = line.amount
        if amount == 0:
            message = (
                "is nothing, and is shown as an amount. Where none is set aside, write its kind in"
                ' place of it, like "kind: officer time".'
            )
            yield ("funding", index, "amount"), message
        elif amount is not None and amount < _SMALL and amount % 1:
            yield (
                ("funding", index, "amount"),
                f"is {amount} and no more. Where thousands or millions are meant, write it in full,"
                f" like {amount * 1_000_000:,.0f}, or with the word, like {amount.normalize()}m.",
            )


def _no_line_is_the_sum_of_the_others(
    action: Action, _vocabulary: Vocabulary
) -> Iterator[Violation]:
    """Money should be written line by line, or as its sum: else it is counted twice."""
    if not has_fields(action, "funding") or len(action.funding) < _FEWEST_LINES:
        return
    amounts = {
        index: line.counted_amount
        for index, line in items_with(action, "funding", "amount", "kind")
        if line.counted_amount
    }
    if len(amounts) < _FEWEST_LINES:
        return
    half = sum(amounts.values()) / 2
    for index, amount in amounts.items():
        if amount == half:
            yield (
                ("funding", index, "amount"),
                "is as much as the other lines together. If it is their sum, delete it: the money"
                " is counted twice.",
            )


def _money_is_of_years_near_the_plan(action: Action, vocabulary: Vocabulary) -> Iterator[Violation]:
    """The year of an amount should not be long before the plan began, nor long after."""
    start = vocabulary.period_start.year
    for index, line in items_with(action, "funding", "year") if start > 1 else ():
        years = line.year.split(" to ") if line.year else ()
        near = range(start - _YEARS_BEFORE, start + _YEARS_AFTER + 1)
        if years and not any(int(year[:4]) in near for year in years):
            message = (
                f"{line.year} is far from the plan's period, which starts in {start}. Check it."
            )
            yield ("funding", index, "year"), message


MONEY_REMARKS: tuple[Callable[[Action, Vocabulary], Iterator[Violation]], ...] = (
    _spending_is_within_its_amount,
    _amounts_are_in_full,
    _no_line_is_the_sum_of_the_others,
    _money_is_of_years_near_the_plan,
)
