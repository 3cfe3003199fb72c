"""What residents will see change between two states of the content, record by record.

Everything that differs is found, and what could not be read on both sides is left out: whoever
prints the changes says what that was.
"""

from __future__ import annotations

from bisect import bisect
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import chain, groupby
from typing import Any

from .. import urls
from ..content.models import Action, Record, Update
from ..formatting import day
from ..natural_order import natural_key
from .changes import ActionChange, Changes, Difference, MoneyChange, PageToSee, UpdateChange
from .effects import what_follows
from .in_words import (
    declared_in_words,
    differ,
    field_in_words,
    item_in_words,
    leaves,
    with_days,
    within,
)
from .matching import IN_ANY_ORDER, KNOWN_BY_ID, match
from .side import AmountOf, Side, Snapshot, allocated, spent
from .vanishing import find_vanishing

__all__ = ["compare"]


_SHOWN_ELSEWHERE = ("status", "updates")
"""Fields of actions that are not compared as one of many."""

_DECLARED = ("parts", "facets")
"""Fields of actions that have a value for each item of the plan's list of that name."""

_NAMED_BY = {"theme": "themes", "section": "sections", "status": "statuses"}
"""Fields that have the id of an item of the plan, and the table with what it is called."""

_IN_FILE = "updates in the file, which pages sort by day"


def compare(before: Snapshot, after: Snapshot) -> Changes:
    """Return what changes for residents; what could not be read on both sides is left out."""
    return _Comparison(before, after).changes()


class _Comparison:
    """The comparison of two states of the content."""

    def __init__(self, before: Snapshot, after: Snapshot) -> None:
        self.before, self.after = Side(before, after), Side(after, before)
        unread = (*before.content.unreadable, *after.content.unreadable)
        is_limited = any(name.startswith("content/actions") for name in unread)
        self.limit = " that could be compared" if is_limited else ""

    def changes(self) -> Changes:
        """Return everything that changes."""
        before, after = self.before, self.after
        both = [self._action(key) for key in after.actions if key in before.actions]
        changed = [
            change
            for change in both
            if change.updates or change.order or change.differences or change.status_before
        ]
        added = [self._new_action(key) for key in after.actions if key not in before.actions]
        pages = {key: tuple(self._page(key)) for key in {*before.pages, *after.pages}}
        names = sorted((key for key in pages if pages[key]), key=natural_key)
        follows = what_follows(before.content.whole, after.content.whole)
        return Changes(
            added=tuple(added),
            removed=tuple(
                Difference(_name(action), before.about(key), ())
                for key, action in before.actions.items()
                if key not in after.actions
            ),
            actions=tuple(changed),
            money=tuple(self._money(allocated)),
            total=self._total(allocated),
            spent=tuple(self._money(spent)),
            total_spent=self._total(spent),
            counts=self._counts(),
            watched=follows.watched,
            effects=follows.effects,
            plan=tuple(self._plan()),
            pages=tuple(chain.from_iterable(pages[key] for key in names)),
            documents=tuple(self._values("", before.documents, after.documents)),
            vanishing=find_vanishing(before.content, after.content),
            pages_to_see=(
                *(PageToSee(urls.action(change.id), is_new=True) for change in added),
                *(PageToSee(urls.action(change.id), is_new=False) for change in changed),
                *(
                    PageToSee(urls.page(key), is_new=key not in before.pages)
                    for key in names
                    if key in after.pages
                ),
            ),
        )

    def _action(self, key: str) -> ActionChange:
        before, after = self.before.actions[key], self.after.actions[key]
        statuses = self._labels("statuses", before.status, after.status)
        updates, order = self._updates(before.updates, after.updates)
        is_new = before.status != after.status
        is_kept = is_new and before.status_note == after.status_note
        return ActionChange(
            id=after.id,
            title=after.title,
            status=statuses[1],
            status_before=statuses[0] if is_new else "",
            kept_note=(after.status_note or "") if is_kept else "",
            updates=updates,
            order=order,
            differences=tuple(self._fields("", before, after, _SHOWN_ELSEWHERE)),
        )

    def _new_action(self, key: str) -> ActionChange:
        """Return all that is said of an action that was not there."""
        action = self.after.actions[key]
        nothing: dict[str, Any] = {
            name: type(value)() if isinstance(value, dict | tuple) else None
            for name, value in action
        }
        return ActionChange(
            id=action.id,
            title=action.title,
            status=self.after.label("statuses", action.status),
            status_before="",
            kept_note="",
            updates=self._updates((), action.updates)[0],
            order=(),
            differences=(
                *self._names_of(action),
                *self._fields(
                    "",
                    Action.model_construct(**nothing),
                    action,
                    ("id", "title", *_NAMED_BY, *_SHOWN_ELSEWHERE),
                ),
            ),
        )

    def _names_of(self, action: Action) -> Iterator[Difference]:
        """Return what the theme and the section are called of an action that was not there."""
        for name, table in _NAMED_BY.items():
            key = getattr(action, name)
            if key is not None and name not in _SHOWN_ELSEWHERE:
                words = self.after.leaves(self.after.label(table, key))
                yield Difference(field_in_words(Action, name), (), words)

    def _updates(
        self, before: Sequence[Update], after: Sequence[Update]
    ) -> tuple[tuple[UpdateChange, ...], tuple[Difference, ...]]:
        """Return which updates are new, changed or gone, and which days have another order.

        They are compared in the order in which they are shown.
        """
        old_places, new_places = _by_day(before), _by_day(after)
        old, new = [before[n] for n in old_places], [after[n] for n in new_places]
        matches = match(old, new)
        kept = sorted(j for _, j in matches.pairs)
        changes = []
        for i, j in matches.pairs:
            differences = tuple(self._fields("", old[i], new[j]))
            if differences:
                changes.append(
                    (j, _update_change("changed", old[i], self.before, differences=differences))
                )
        for j in matches.new:
            later = len(kept) - bisect(kept, j)
            changes.append((j, _update_change("new", new[j], self.after, before_others=later)))
        changes.sort(key=lambda change: change[0])
        changes += [(i, _update_change("removed", old[i], self.before)) for i in matches.gone]
        same_day = [(i, j) for i, j in matches.pairs if old[i].date == new[j].date]
        days = groupby(same_day, key=lambda pair: old[pair[0]].date)
        order = [list(_order(f"updates of {day(date)}", old, [*pairs])) for date, pairs in days]
        in_file = sorted((old_places[i], new_places[j]) for i, j in same_day)
        return (
            tuple(change for _, change in changes),
            tuple(chain.from_iterable(order)) or tuple(_order(_IN_FILE, before, in_file)),
        )

    def _fields(
        self, what: str, before: Record, after: Record, left_out: Collection[str] = ()
    ) -> Iterator[Difference]:
        """Return the fields in which two records of one type differ."""
        for name in (*type(after).model_fields, *type(after).model_computed_fields):
            old, new = getattr(before, name), getattr(after, name)
            if name not in left_out and differ(old, new):
                if isinstance(after, Action) and name in _DECLARED:
                    yield from self._declared(name, old, new)
                    continue
                if name == "evidence_titles":
                    old, new = _titles_of_both(before, after)
                elif name == "other_themes":
                    old, new = self.before.themes(old), self.after.themes(new)
                elif name in _NAMED_BY:
                    old, new = self._labels(_NAMED_BY[name], old, new)
                yield from self._values(within(what, field_in_words(type(after), name)), old, new)

    def _declared(
        self, table: str, old: Mapping[str, Any], new: Mapping[str, Any]
    ) -> Iterator[Difference]:
        """Return how the values differ that an action has of what the plan declares."""
        titles = {
            key: (self.after if key in new else self.before).label(table, key)
            for key in dict.fromkeys([*old, *new])
        }
        often = Counter(map(str.casefold, titles.values()))
        for key, title in titles.items():
            is_sure = often[title.casefold()] == 1
            what = declared_in_words(key, title) if is_sure else f"{title} ({key})"
            yield from self._values(what, old.get(key), new.get(key))

    def _labels(self, table: str, old: str | None, new: str | None) -> tuple[str, str]:
        """Return what two items are called, with the ids of two that have the same name."""
        before, after = self.before.label(table, old), self.after.label(table, new)
        if old != new and before == after:
            return f"{before} ({old})", f"{after} ({new})"
        return before, after

    def _values(self, what: str, old: Any, new: Any) -> Iterator[Difference]:
        """Return the differences of two values, each in as small a part of them as there is."""
        if isinstance(old, dict) and isinstance(new, dict):
            for key in dict.fromkeys([*old, *new]):
                yield from self._values(within(what, key), old.get(key), new.get(key))
        elif not differ(old, new):
            return
        elif isinstance(old, Record) and isinstance(new, Record):
            yield from self._fields(what, old, new)
        elif isinstance(old, tuple) and isinstance(new, tuple):
            yield from self._items(what, old, new)
        else:
            before, after = self.before.leaves(old), self.after.leaves(new)
            if not before and not after:  # an empty text, where there was none
                return
            if before == after:  # a time, where financial years begin in another month from now on
                before, after = with_days(old), with_days(new)
            yield Difference(what, before, after)

    def _items(
        self, what: str, before: Sequence[Any], after: Sequence[Any]
    ) -> Iterator[Difference]:
        """Return how two lists differ: items that are changed, new or gone, and their order."""
        matches = match(before, after)
        labels = _labels_of_pairs(what, before, after, matches.pairs)
        for (i, j), label in zip(matches.pairs, labels, strict=True):
            yield from self._values(label, before[i], after[j])
        for j in matches.new:
            yield Difference(_item_label(what, after, j), (), self.after.leaves(after[j]))
        for i in matches.gone:
            yield Difference(_item_label(what, before, i), self.before.leaves(before[i]), ())
        if type(next(iter(after), None)) not in IN_ANY_ORDER:
            yield from _order(what, before, matches.pairs)

    def _money(self, amount_of: AmountOf) -> Iterator[MoneyChange]:
        before, after = self.before, self.after
        for key in sorted({*before.actions, *after.actions}, key=natural_key):
            old, new = before.money(key, amount_of), after.money(key, amount_of)
            if old != new:
                yield MoneyChange(_name(after.actions.get(key) or before.actions[key]), old, new)

    def _total(self, amount_of: AmountOf) -> MoneyChange:
        totals = (side.total(amount_of) for side in (self.before, self.after))
        return MoneyChange(f"Total{self.limit}", *totals)

    def _counts(self) -> tuple[tuple[str, int, int], ...]:
        old, new = (
            Counter(side.label("statuses", action.status) for action in side.actions.values())
            for side in (self.before, self.after)
        )
        if old == new:
            return ()
        plans = [plan for plan in (self.after.plan, self.before.plan) if plan]
        labels = dict.fromkeys(status.label for plan in plans for status in plan.statuses)
        labels |= dict.fromkeys([*new, *old])
        rows = [(label, old[label], new[label]) for label in labels if old[label] or new[label]]
        return (*rows, (f"All actions{self.limit}", old.total(), new.total()))

    def _plan(self) -> Iterator[Difference]:
        """Return what changes in plan.yml, item by item and part by part."""
        before, after = self.before.content.plan, self.after.content.plan
        if before is not None and after is not None:
            yield from self._fields("", before, after)

    def _page(self, key: str) -> Iterator[Difference]:
        """Return what changes of a page."""
        old, new = self.before.pages.get(key), self.after.pages.get(key)
        yield from self._values(f"/{urls.page(key)}", old, new)


def _titles_of_both(before: Any, after: Any) -> tuple[dict[str, str], dict[str, str]]:
    """Return the titles that two records have of the addresses of evidence that are in both."""
    old, new = (
        {address: address.words for address in record.evidence if address.words}
        for record in (before, after)
    )
    both = {*before.evidence} & {*after.evidence}
    return (
        {address: words for address, words in old.items() if address in both},
        {address: words for address, words in new.items() if address in both},
    )


def _name(action: Action) -> str:
    return f"{action.id} {action.title}"


def _update_change(kind: str, update: Update, side: Side, **rest: Any) -> UpdateChange:
    label = side.label("statuses", update.status) if update.status else ""
    return UpdateChange(kind=kind, update=update, status=label, **rest)


def _by_day(updates: Sequence[Update]) -> list[int]:
    """Return the places of updates in the order in which they are shown."""
    return sorted(range(len(updates)), key=lambda place: updates[place].date.last)


def _item_label(what: str, items: Sequence[Any], place: int) -> str:
    """Return what an item is called that is only in one of two lists: by its place there."""
    noun = KNOWN_BY_ID.get(type(items[place]))
    label = f"{noun} {items[place].id}" if noun else what
    return label if len(items) == 1 else f"{label}, {place + 1} of {len(items)}"


def _labels_of_pairs(
    what: str,
    before: Sequence[Any],
    after: Sequence[Any],
    pairs: Sequence[tuple[int, int]],
) -> Iterator[str]:
    """Return what items are called that are in two lists: by id or name, else by place."""
    old, new = (list(map(item_in_words, items)) for items in (before, after))
    often, still = Counter(old), Counter(new)
    for i, j in pairs:
        is_sure = often[old[i]] == 1 and still[old[i]] == (old[i] == new[j])
        if noun := KNOWN_BY_ID.get(type(after[j])):
            yield f"{noun} {after[j].id}"
        elif old[i] and is_sure:
            yield within(what.rpartition(", ")[0], old[i])
        else:
            yield _item_label(what, after, j)


def _order(
    what: str, items: Sequence[object], pairs: Sequence[tuple[int, int]]
) -> Iterator[Difference]:
    """Return how the items of a list are in another order, each with its number before."""
    if [j for _, j in pairs] != sorted(j for _, j in pairs):
        named = [(j, f"({number}) {_title(items[i])}") for number, (i, j) in enumerate(pairs, 1)]
        orders = (" ".join(name for _, name in order) for order in (named, sorted(named)))
        before, after = ((("", order),) for order in orders)
        yield Difference(f"order of the {what}", before, after)


def _title(item: Any) -> str:
    """Return the words by which an item of a list is known."""
    if isinstance(item, Update):
        return str(item.note or item.date)
    if type(item) in KNOWN_BY_ID:
        return str(item.id)
    return next(leaves(item, ""))[1]
