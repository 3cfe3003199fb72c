"""Which items of two lists are the same: by what they say, never by their place alone."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from itertools import product
from typing import Any, NamedTuple, TypeVar

from ..content.models import Record, Update
from ..content.plan_models import ActionTheme, Facet, Part, Redirect, Section, Status
from .in_words import leaves

__all__ = ["IN_ANY_ORDER", "KNOWN_BY_ID", "Matches", "match"]

T = TypeVar("T", bound=Hashable)

KNOWN_BY_ID: Mapping[type[Record], str] = {
    Section: "section",
    ActionTheme: "theme",
    Status: "status",
    Part: "part",
    Facet: "facet",
    Redirect: "redirect",
}
"""The records in lists that are the same where their ids are, and what each is called."""

IN_ANY_ORDER: frozenset[type[object]] = frozenset((Redirect,))
"""The records in lists whose order nobody sees."""

_MOST_PAIRS = 10_000
"""Pairs of items whose likeness is looked at; of more, those at the same place are paired."""


class Matches(NamedTuple):
    """The items of two lists by their numbers, from 0."""

    pairs: tuple[tuple[int, int], ...]
    """What is the same item before and after, in the order of before."""
    gone: tuple[int, ...]
    new: tuple[int, ...]


def match(before: Sequence[T], after: Sequence[T]) -> Matches:
    """Return which items are the same: first those that are equal, then the most alike."""
    places: dict[T, list[int]] = defaultdict(list)
    for place in reversed(range(len(after))):
        places[after[place]].append(place)
    pairs, gone = [], []
    for place, item in enumerate(before):
        if places[item]:
            pairs.append((place, places[item].pop()))
        else:
            gone.append(place)
    new = sorted(place for left in places.values() for place in left)
    alike = _most_alike(before, after, gone, new)
    reworded = set(alike.values())
    return Matches(
        pairs=tuple(sorted([*pairs, *alike.items()])),
        gone=tuple(place for place in gone if place not in alike),
        new=tuple(place for place in new if place not in reworded),
    )


def _most_alike(
    before: Sequence[T], after: Sequence[T], gone: Sequence[int], new: Sequence[int]
) -> dict[int, int]:
    """Return pairs of items that are not equal and can be the same, the most alike first."""
    old_words = {place: _words(before[place]) for place in gone}
    new_words = {place: _words(after[place]) for place in new}
    ranked = [
        (-_likeness(old_words[a], new_words[b]), abs(a - b), a + b, a, b)
        for a, b in _candidates(before, after, gone, new)
        if _can_be_same(before[a], after[b])
    ]
    found: dict[int, int] = {}
    taken: set[int] = set()
    for *_, a, b in sorted(ranked):
        if a not in found and b not in taken:
            found[a] = b
            taken.add(b)
    return found


def _candidates(
    before: Sequence[Any], after: Sequence[Any], gone: Sequence[int], new: Sequence[int]
) -> Iterable[tuple[int, int]]:
    if gone and type(before[gone[0]]) in KNOWN_BY_ID:
        places = {after[place].id: place for place in reversed(new)}
        return [(a, places[before[a].id]) for a in gone if before[a].id in places]
    many = len(gone) * len(new) > _MOST_PAIRS
    return zip(gone, new, strict=False) if many else product(gone, new)


def _can_be_same(before: Any, after: Any) -> bool:
    if isinstance(before, Update):
        return bool(before.date == after.date or (before.note and before.note == after.note))
    return True


def _words(item: object) -> Counter[str]:
    return Counter(word for _, text in leaves(item, "") for word in text.split())


def _likeness(before: Counter[str], after: Counter[str]) -> float:
    """Return the share of words that two items have in common."""
    return (before & after).total() / max((before | after).total(), 1)
