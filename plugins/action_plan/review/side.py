"""One of two states of the content that are compared, as far as both can be read."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from operator import attrgetter
from typing import TypeVar

from ..content.loading import PartialContent
from ..content.models import Action
from ..content.plan_models import Status
from ..formatting import NOT_REPORTED
from .changes import Money
from .in_words import Leaf, leaves

__all__ = ["AmountOf", "Side", "Snapshot", "allocated", "spent"]

T = TypeVar("T")
AmountOf = Callable[[Action], Decimal | None]
"""Returns one of an action's amounts, if it has that."""
allocated: AmountOf = attrgetter("allocated")
"""Returns the sum of the counted amounts, or `None` where there is none."""

_NONE = {"sections": "no section", "statuses": NOT_REPORTED, "themes": "no theme"}
"""What is said where an action names no item of a table."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """One state of a content folder, as far as it can be read."""

    content: PartialContent
    documents: Mapping[str, str]
    """The SHA-256 of each file of content/source/, by its name there."""


class Side:
    """One of two states of the content, with the words that it has for statuses and themes."""

    def __init__(self, snapshot: Snapshot, other: Snapshot) -> None:
        self.content = snapshot.content
        # Where one side has no plan that can be read, that of the other takes its place.
        self.plan = snapshot.content.plan or other.content.plan
        currencies = (state.content.vocabulary.currency for state in (snapshot, other))
        self.currency = next(filter(None, currencies), "")
        statuses = self.plan.statuses if self.plan else ()
        self.apart = {status.id for status in statuses if status.is_apart}
        self.actions = _comparable(snapshot.content.actions, other.content, "actions/{}.md")
        self.pages = _comparable(snapshot.content.pages, other.content, "pages/{}.md")
        self.documents = _comparable(snapshot.documents, other.content, "source/{}")

    def label(self, table: str, key: str | None) -> str:
        """Return what a theme, section or status is called, or its id where there is none."""
        if key is None:
            return _NONE[table]
        for item in getattr(self.plan, table) if self.plan else ():
            if item.id == key:
                return str(item.label if isinstance(item, Status) else item.title)
        return key

    def themes(self, keys: Sequence[str]) -> tuple[str, ...]:
        """Return what several themes are called."""
        return tuple(self.label("themes", key) for key in keys)

    def leaves(self, value: object) -> tuple[Leaf, ...]:
        """Return the single values within a value."""
        return tuple(leaves(value, self.currency))

    def money(self, key: str, amount_of: AmountOf) -> Money | None:
        """Return an amount of an action, if it is there, has one and is in totals."""
        amount = amount_of(self.actions[key]) if key in self.actions else None
        if amount is not None and self.actions[key].status in self.apart:
            return None
        return Money(amount, self.currency) if amount is not None else None

    def total(self, amount_of: AmountOf) -> Money:
        """Return the sum of an amount of all actions."""
        amounts = (money.amount for key in self.actions if (money := self.money(key, amount_of)))
        return Money(sum(amounts, Decimal(0)), self.currency)

    def about(self, key: str) -> tuple[Leaf, ...]:
        """Return an action in short."""
        action = self.actions[key]
        money = self.money(key, allocated)
        paid = f", {money} allocated" if money else ""
        theme, status = self.label("themes", action.theme), self.label("statuses", action.status)
        return (("", f"{theme}; {status}{paid}"),)


def _comparable(values: Mapping[str, T], other: PartialContent, file: str) -> dict[str, T]:
    """Return the values but for those whose files cannot be read in the other state.

    What cannot be read on one side is neither new nor gone. `file` is where the file of a value
    is, with `{}` for its name.
    """
    return {
        name: value for name, value in values.items() if not other.is_unknown(file.format(name))
    }


def spent(action: Action) -> Decimal | None:
    """Return what is reported as spent, or `None` where nothing is."""
    amounts = [line.spent for line in action.funding if line.spent is not None]
    return sum(amounts, Decimal(0)) if amounts else None
