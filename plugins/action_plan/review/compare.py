"""What residents will see change between two states of the content, record by record."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import PurePosixPath
from typing import Any, TypeVar

from .. import urls
from ..checks.site_files import site_files
from ..content.loading import PartialContent
from ..content.models import (
    Action,
    ActionTheme,
    Page,
    Plan,
    Record,
    Redirect,
    Section,
    Status,
    Update,
)
from ..formatting import money
from ..natural_order import natural_key
from ..views.site_file import Kind
from .in_words import in_words

__all__ = ["ActionChange", "Changes", "Difference", "MoneyChange", "UpdateChange", "compare"]

T = TypeVar("T")
R = TypeVar("R", bound=Record)

_WORDS = {"text": "what was promised", "intended_impact": "intended impact"}

_SHOWN_ELSEWHERE = frozenset(("id", "status", "updates"))

_ITEMS: Mapping[type[Record], str] = {
    Section: "section",
    ActionTheme: "theme",
    Status: "status",
    Redirect: "redirect",
}
"""The records of the plan that are compared one by one, by their id, and what each is called."""


@dataclass(frozen=True, slots=True)
class Difference:
    """Something in words before and after; `None` where it was not, or no longer is, there."""

    what: str
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class UpdateChange:
    """An update that is new, or one of the past that is reworded or taken away."""

    kind: str
    """`new`, `changed` or `removed`."""
    update: Update
    status: str
    """The label of its status."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionChange:
    """What changes about one action that was there before and still is."""

    id: str
    title: str
    status_before: str
    status_after: str
    status_changes: bool
    updates: tuple[UpdateChange, ...]
    differences: tuple[Difference, ...]


@dataclass(frozen=True, slots=True)
class MoneyChange:
    """What an action, or the plan, has allocated before and after, in the plan's money."""

    title: str
    before: Decimal | None
    after: Decimal | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """All that residents will see change."""

    added: tuple[Difference, ...]
    removed: tuple[Difference, ...]
    actions: tuple[ActionChange, ...]
    money: tuple[MoneyChange, ...]
    total: MoneyChange
    counts: tuple[tuple[str, int, int], ...]
    """Status, actions before and after, where any of the counts changes; the total last."""
    plan: tuple[Difference, ...]
    pages: tuple[Difference, ...]
    vanishing: tuple[str, ...]
    currency: str

    def __bool__(self) -> bool:
        return any((self.added, self.removed, self.actions, self.plan, self.pages, self.vanishing))


def compare(before: PartialContent, after: PartialContent) -> Changes:
    """Return what changes for residents; what could not be read on both sides is left out."""
    return _Comparison(before, after).changes()


class _Comparison:
    """Two states of the content, with the words that each has for its statuses and themes."""

    def __init__(self, before: PartialContent, after: PartialContent) -> None:
        self.before, self.after = before, after
        # Where one side has no plan that can be read, that of the other takes its place.
        self.plan_before = before.plan or after.plan
        self.plan_after = after.plan or before.plan
        self.currency = self.plan_after.currency if self.plan_after else ""

    def changes(self) -> Changes:
        """Return everything that changes."""
        before = _comparable(self.before.actions, self.after, "actions")
        after = _comparable(self.after.actions, self.before, "actions")
        pages_before = _comparable(self.before.pages, self.after, "pages")
        pages_after = _comparable(self.after.pages, self.before, "pages")
        actions = (self._action(before[key], after[key]) for key in after if key in before)
        return Changes(
            added=tuple(
                Difference(_name(after[key]), None, self._about(after[key], self.plan_after))
                for key in after
                if key not in before
            ),
            removed=tuple(
                Difference(_name(before[key]), self._about(before[key], self.plan_before), None)
                for key in before
                if key not in after
            ),
            actions=tuple(
                change
                for change in actions
                if change.updates or change.differences or change.status_changes
            ),
            money=tuple(self._money(before, after)),
            total=MoneyChange("Total", _total(before.values()), _total(after.values())),
            counts=self._counts(before.values(), after.values()),
            plan=tuple(_plan_differences(self.before.plan, self.after.plan, self.currency)),
            pages=tuple(_page_differences(pages_before, pages_after)),
            vanishing=self._vanishing(),
            currency=self.currency,
        )

    def _about(self, action: Action, plan: Plan | None) -> str:
        allocated = action.allocated
        paid = f", {money(allocated, self.currency)} allocated" if allocated is not None else ""
        theme = _label("themes", action.theme, plan)
        return f"{theme}; {_label('statuses', action.status, plan)}{paid}"

    def _action(self, before: Action, after: Action) -> ActionChange:
        return ActionChange(
            id=after.id,
            title=after.title,
            status_before=_label("statuses", before.status, self.plan_before),
            status_after=_label("statuses", after.status, self.plan_after),
            status_changes=before.status != after.status,
            updates=tuple(self._updates(before.updates, after.updates)),
            differences=tuple(self._fields(before, after)),
        )

    def _updates(self, before: Sequence[Update], after: Sequence[Update]) -> Iterator[UpdateChange]:
        gone, new = _left_over(before, after), _left_over(after, before)
        days_gone = Counter(update.date for update in gone)
        for update in new:
            kind = "changed" if days_gone[update.date] > 0 else "new"
            days_gone[update.date] -= 1
            yield _update_change(kind, update, self.plan_after)
        days_new = Counter(update.date for update in new)
        for update in gone:
            days_new[update.date] -= 1
            if days_new[update.date] < 0:
                yield _update_change("removed", update, self.plan_before)

    def _fields(self, before: Action, after: Action) -> Iterator[Difference]:
        for name in type(after).model_fields:
            old, new = getattr(before, name), getattr(after, name)
            if name in _SHOWN_ELSEWHERE or old == new:
                continue
            if name in ("theme", "section"):
                old = _label(f"{name}s", old, self.plan_before)
                new = _label(f"{name}s", new, self.plan_after)
            what = _WORDS.get(name, name.replace("_", " "))
            yield _difference(what, old, new, self.currency)

    def _money(
        self, before: Mapping[str, Action], after: Mapping[str, Action]
    ) -> Iterator[MoneyChange]:
        for key in sorted({*before, *after}, key=natural_key):
            old = before[key].allocated if key in before else None
            new = after[key].allocated if key in after else None
            if old != new:
                yield MoneyChange(_name(after.get(key) or before[key]), old, new)

    def _counts(
        self, before: Iterable[Action], after: Iterable[Action]
    ) -> tuple[tuple[str, int, int], ...]:
        old = Counter(_label("statuses", action.status, self.plan_before) for action in before)
        new = Counter(_label("statuses", action.status, self.plan_after) for action in after)
        if old == new:
            return ()
        plans = [plan for plan in (self.plan_after, self.plan_before) if plan]
        labels = dict.fromkeys(status.label for plan in plans for status in plan.statuses)
        labels |= dict.fromkeys([*new, *old])
        rows = [(label, old[label], new[label]) for label in labels if old[label] or new[label]]
        return (*rows, ("All actions", old.total(), new.total()))

    def _vanishing(self) -> tuple[str, ...]:
        """Return the URLs at which there will be nothing: no page, no document, no redirect."""
        kept = {urls.save_as(url) for url in _urls(self.after)}
        before = sorted(_urls(self.before), key=natural_key)
        return tuple(url for url in before if urls.save_as(url) not in kept)


def _label(table: str, key: str, plan: Plan | None) -> str:
    """Return what a theme, section or status is called, or its id where the plan has none."""
    for item in getattr(plan, table) if plan else ():
        if item.id == key:
            return str(item.label if isinstance(item, Status) else item.title)
    return key


def _update_change(kind: str, update: Update, plan: Plan | None) -> UpdateChange:
    label = _label("statuses", update.status, plan)
    return UpdateChange(kind=kind, update=update, status=label)


def _comparable(records: Mapping[str, R], other: PartialContent, folder: str) -> dict[str, R]:
    """Return the records of a folder but for those whose files cannot be read in the other state.

    What cannot be read on one side is neither new nor gone.
    """
    paths = map(PurePosixPath, other.unreadable)
    unread = {path.stem for path in paths if path.parent.name == folder}
    return {key: record for key, record in records.items() if key not in unread}


def _name(action: Action) -> str:
    return f"{action.id} {action.title}"


def _left_over(items: Sequence[T], others: Sequence[T]) -> list[T]:
    """Return the items that the others do not have, each as often as it is more."""
    left = list(others)
    found = []
    for item in items:
        if item in left:
            left.remove(item)
        else:
            found.append(item)
    return found


def _total(actions: Iterable[Action]) -> Decimal:
    return sum((action.allocated or Decimal(0) for action in actions), Decimal(0))


def _urls(content: PartialContent) -> set[str]:
    """Return the URLs that residents may have saved, those of unreadable files among them."""
    kinds = (Kind.PAGE, Kind.REDIRECT, Kind.COPY)
    return {file.url for file in site_files(content.outline) if file.exists and file.kind in kinds}


def _difference(what: str, before: object, after: object, currency: str) -> Difference:
    words = (in_words(value, currency) or None for value in (before, after))
    return Difference(what, *words)


def _plan_differences(
    before: Plan | None, after: Plan | None, currency: str
) -> Iterator[Difference]:
    """Return what changes in plan.yml, item by item and part by part."""
    if before is None or after is None:
        return
    for name in type(after).model_fields:
        old, new = getattr(before, name), getattr(after, name)
        what = name.replace("_", " ")
        if old == new:
            continue
        if isinstance(new, tuple) and all(type(item) in _ITEMS for item in (*old, *new)):
            yield from _items(what, old, new, currency)
        elif isinstance(old, (dict, Record)) and isinstance(new, (dict, Record)):
            yield from _parts(what, dict(old), dict(new), currency)
        else:
            yield _difference(what, old, new, currency)


def _parts(
    what: str, before: Mapping[str, Any], after: Mapping[str, Any], currency: str
) -> Iterator[Difference]:
    for part in dict.fromkeys([*before, *after]):
        old, new = before.get(part), after.get(part)
        if old != new:
            yield _difference(f"{what}, {part.replace('_', ' ')}", old, new, currency)


def _items(
    name: str, before: Sequence[Any], after: Sequence[Any], currency: str
) -> Iterator[Difference]:
    """Return what changes in the plan's sections, themes, statuses or redirects."""
    old, new = ({item.id: item for item in items} for items in (before, after))
    noun = _ITEMS[type((*after, *before)[0])]
    for key in dict.fromkeys([*new, *old]):
        first, second = old.get(key), new.get(key)
        if first != second:
            yield _difference(f"{noun} {key}", first, second, currency)
    if list(old) != list(new) and set(old) == set(new):
        yield Difference(f"order of the {name}", ", ".join(old), ", ".join(new))


def _page_differences(
    before: Mapping[str, Page], after: Mapping[str, Page]
) -> Iterator[Difference]:
    for key in sorted({*before, *after}, key=natural_key):
        old, new = before.get(key), after.get(key)
        if old != new:
            before_text, after_text = (
                f"{page.title} {page.text}" if page else None for page in (old, new)
            )
            yield _difference(f"/{urls.page(key)}", before_text, after_text, "")
