"""Changes: what differs between two states of the content, in words and as amounts."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from ..content.models import Update
from .in_words import Leaf, in_words

__all__ = [
    "ActionChange",
    "Changes",
    "Difference",
    "Money",
    "MoneyChange",
    "PageToSee",
    "UpdateChange",
]


@dataclass(frozen=True, slots=True)
class Difference:
    """What a thing is before and after, in words; nothing where it is not there."""

    what: str
    before: tuple[Leaf, ...]
    after: tuple[Leaf, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class UpdateChange:
    """An update that is new, or one of the past that is changed or taken away."""

    kind: str
    """`new`, `changed` or `removed`."""
    update: Update
    """As it was; where it is new, as it is."""
    status: str
    """The label of its status."""
    differences: tuple[Difference, ...] = ()
    """What is changed about it."""
    before_others: int = 0
    """How many of the updates that were there already are later than this new one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionChange:
    """What changes about one action that was there before and still is, or all of a new one."""

    id: str
    title: str
    status: str
    status_before: str
    """Empty where the status is as before."""
    kept_note: str
    """What qualifies a new status as it did the one before."""
    updates: tuple[UpdateChange, ...]
    order: tuple[Difference, ...]
    """The days whose updates are in another order."""
    differences: tuple[Difference, ...]


class Money(NamedTuple):
    """An amount, and the code of its currency."""

    amount: Decimal
    currency: str

    def __str__(self) -> str:
        return in_words(self.amount, self.currency)


@dataclass(frozen=True, slots=True)
class MoneyChange:
    """What an action, or the plan, has allocated or spent before and after."""

    title: str
    before: Money | None
    after: Money | None

    @property
    def difference(self) -> Money | None:
        """What is added, or `None` where the two are of different currencies."""
        currencies = {found.currency for found in (self.before, self.after) if found}
        if len(currencies) != 1:
            return None
        first, last = (found.amount if found else Decimal(0) for found in (self.before, self.after))
        return Money(last - first, currencies.pop())


class PageToSee(NamedTuple):
    """The URL of a page within the site, and whether there was none before."""

    url: str
    is_new: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """All that residents will see change."""

    added: tuple[ActionChange, ...]
    removed: tuple[Difference, ...]
    actions: tuple[ActionChange, ...]
    money: tuple[MoneyChange, ...]
    """What each action has allocated, where that changes."""
    total: MoneyChange
    spent: tuple[MoneyChange, ...]
    """What is reported as spent of each action's money, where that changes."""
    total_spent: MoneyChange
    counts: tuple[tuple[str, int, int], ...]
    """Status, actions before and after, where any of the counts changes; the total last."""
    watched: tuple[tuple[str, int, int], ...]
    """How many actions are overdue for review, and late, where that changes."""
    effects: tuple[str, ...]
    """What follows for residents, in sentences, where the words that differ do not show it."""
    plan: tuple[Difference, ...]
    pages: tuple[Difference, ...]
    documents: tuple[Difference, ...]
    vanishing: tuple[str, ...]
    pages_to_see: tuple[PageToSee, ...]
    """The pages of actions, and the others, that are new or changed."""

    def __bool__(self) -> bool:
        return any(
            getattr(self, name) for name in self.__slots__ if name not in ("total", "total_spent")
        )
