"""What residents will see change between two states of the content, record by record."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any, TypeVar

from .. import urls
from ..formatting import day, money
from ..natural_order import natural_key

if TYPE_CHECKING:
    from ..content.loading import PartialContent
    from ..content.models import Action, FundingLine, Page, Plan, Record, Update

__all__ = ["ActionChange", "Changes", "Difference", "MoneyChange", "UpdateChange", "compare"]

T = TypeVar("T")

_WORDS = {"text": "what was promised", "intended_impact": "intended impact"}

_UNSHOWN = frozenset(("id", "status", "updates"))


@dataclass(frozen=True, slots=True)
class Difference:
    """Something in words before and after; `None` where it was not, or no longer is, there."""

    what: str
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class UpdateChange:
    """An update that is new, or one of the past that is reworded or taken away."""

    date: date
    status: str
    note: str
    evidence: tuple[str, ...]
    kind: str
    """`new`, `changed` or `removed`."""


@dataclass(frozen=True, slots=True)
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


@dataclass(frozen=True, slots=True)
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
        # Where one side has no plan that can be read, the words of the other stand in.
        self.plan_before = before.plan or after.plan
        self.plan_after = after.plan or before.plan
        plan = self.plan_after
        self.currency = plan.currency if plan else ""

    def changes(self) -> Changes:
        """Return everything that changes."""
        # An action whose file one side cannot be read is neither new nor gone.
        before = _without(self.before.actions, self.after.unreadable)
        after = _without(self.after.actions, self.before.unreadable)
        both = [key for key in after if key in before]
        actions = (self._action(before[key], after[key]) for key in both)
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
            plan=tuple(_plan_differences(self.before.plan, self.after.plan)),
            pages=tuple(_page_differences(self.before.pages, self.after.pages)),
            vanishing=self._vanishing(),
            currency=self.currency,
        )

    def _label(self, status: str, plan: Plan | None) -> str:
        labels = {known.id: known.label for known in plan.statuses} if plan else {}
        return labels.get(status, status)

    def _about(self, action: Action, plan: Plan | None) -> str:
        allocated = action.allocated
        paid = f", {money(allocated, self.currency)} allocated" if allocated is not None else ""
        theme = _title("themes", action.theme, plan)
        return f"{theme}; {self._label(action.status, plan)}{paid}"

    def _action(self, before: Action, after: Action) -> ActionChange:
        return ActionChange(
            after.id,
            after.title,
            self._label(before.status, self.plan_before),
            self._label(after.status, self.plan_after),
            before.status != after.status,
            tuple(self._updates(before.updates, after.updates)),
            tuple(self._fields(before, after)),
        )

    def _updates(self, before: Sequence[Update], after: Sequence[Update]) -> Iterator[UpdateChange]:
        gone, new = _left_over(before, after), _left_over(after, before)
        days_gone = Counter(update.date for update in gone)
        for update in new:
            rewritten = days_gone[update.date] > 0
            days_gone[update.date] -= 1
            kind = "changed" if rewritten else "new"
            yield self._update(update, kind, self.plan_after)
        days_new = Counter(update.date for update in new)
        for update in gone:
            days_new[update.date] -= 1
            if days_new[update.date] < 0:
                yield self._update(update, "removed", self.plan_before)

    def _update(self, update: Update, kind: str, plan: Plan | None) -> UpdateChange:
        label = self._label(update.status, plan)
        return UpdateChange(update.date, label, update.note, update.evidence, kind)

    def _fields(self, before: Action, after: Action) -> Iterator[Difference]:
        for name in type(after).model_fields:
            old, new = getattr(before, name), getattr(after, name)
            if name in _UNSHOWN or old == new:
                continue
            if name in ("theme", "section"):
                old = _title(f"{name}s", old, self.plan_before)
                new = _title(f"{name}s", new, self.plan_after)
            what = _WORDS.get(name, name.replace("_", " "))
            yield Difference(what, self._shown(old), self._shown(new))

    def _shown(self, value: Any) -> str | None:
        """Return a field's value in words; nothing for what is not there."""
        if isinstance(value, tuple):
            return "; ".join(filter(None, map(self._shown, value))) or None
        if isinstance(value, date):
            return day(value)
        if isinstance(value, Decimal):
            return money(value, self.currency)
        if hasattr(value, "spent_as_at"):
            return self._funding(value)
        if hasattr(value, "model_fields_set"):
            return _record_in_words(value)
        return " ".join(str(value).split()) if value is not None else None

    def _funding(self, line: FundingLine) -> str:
        parts = [
            money(line.amount, self.currency) if line.amount is not None else "",
            line.kind,
            line.year or "",
            f"from {line.source}" if line.source else "",
            f"{money(line.spent, self.currency)} spent" if line.spent is not None else "",
            f"by {day(line.spent_as_at)}" if line.spent_as_at else "",
            f"({line.note})" if line.note else "",
        ]
        return " ".join(filter(None, parts))

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
        old = Counter(self._label(action.status, self.plan_before) for action in before)
        new = Counter(self._label(action.status, self.plan_after) for action in after)
        if old == new:
            return ()
        plans = [plan for plan in (self.plan_after, self.plan_before) if plan]
        labels = dict.fromkeys(status.label for plan in plans for status in plan.statuses)
        labels |= dict.fromkeys([*new, *old])
        rows = [(label, old[label], new[label]) for label in labels if old[label] or new[label]]
        return (*rows, ("All actions", old.total(), new.total()))

    def _vanishing(self) -> tuple[str, ...]:
        gone = _addresses(self.before) - _addresses(self.after)
        files = (name.rpartition("/")[2].removesuffix(".md") for name in self.after.unreadable)
        kept = {urls.action(stem) for stem in files}
        return tuple(sorted(gone - kept, key=natural_key))


def _title(name: str, key: str, plan: Plan | None) -> str:
    """Return the title of a theme or section by its id, or the id where the plan has none."""
    titles = {item.id: str(item.title) for item in getattr(plan, name)} if plan else {}
    return titles.get(key, key)


def _without(actions: Mapping[str, Action], unreadable: Sequence[str]) -> dict[str, Action]:
    skipped = {name.rpartition("/")[2].removesuffix(".md") for name in unreadable}
    return {key: action for key, action in actions.items() if key not in skipped}


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


def _addresses(content: PartialContent) -> set[str]:
    found = {urls.action(key) for key in content.actions}
    found |= {urls.page(key) for key in content.pages}
    if content.plan:
        found |= {urls.theme(theme.id) for theme in content.plan.themes}
        found.add(urls.source(content.plan.source_document.file))
        found |= {redirect.old_address for redirect in content.plan.redirects}
    return found


def _record_in_words(record: Record) -> str:
    parts = (str(value) for value in record.model_dump().values() if value is not None)
    return ", ".join(" ".join(part.split()) for part in parts)


def _plan_differences(before: Plan | None, after: Plan | None) -> Iterator[Difference]:
    """Return what changes in plan.yml, item by item and part by part."""
    if before is None or after is None:
        return
    for name in type(after).model_fields:
        old, new = getattr(before, name), getattr(after, name)
        what = name.replace("_", " ")
        if old == new:
            continue
        if isinstance(new, tuple):
            yield from _items(name, old, new)
        elif isinstance(new, dict):
            yield from _parts(what, old, new)
        elif old is not None and hasattr(new, "model_dump"):
            yield from _parts(what, old.model_dump(), new.model_dump())
        else:
            yield Difference(what, _in_words(old), _in_words(new))


def _parts(what: str, before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[Difference]:
    for part in dict.fromkeys([*before, *after]):
        old, new = _in_words(before.get(part)), _in_words(after.get(part))
        if old != new:
            yield Difference(f"{what}, {part.replace('_', ' ')}", old, new)


def _items(name: str, before: Sequence[Any], after: Sequence[Any]) -> Iterator[Difference]:
    """Return what changes in the plan's sections, themes, statuses or redirects."""
    noun = {"statuses": "status"}.get(name, name.removesuffix("s"))
    old, new = ({item.id: item for item in items} for items in (before, after))
    for key in dict.fromkeys([*new, *old]):
        first, second = old.get(key), new.get(key)
        if first != second:
            yield Difference(f"{noun} {key}", _in_words(first), _in_words(second))
    if list(old) != list(new) and set(old) == set(new):
        yield Difference(f"order of the {name}", ", ".join(old), ", ".join(new))


def _in_words(value: Any) -> str | None:
    if value is None:
        return None
    if hasattr(value, "model_fields_set"):
        return _record_in_words(value)
    if isinstance(value, dict):
        value = tuple(value.values())
    if isinstance(value, (list, tuple)):
        return ", ".join(filter(None, map(_in_words, value)))
    return day(value) if isinstance(value, date) else " ".join(str(value).split())


def _page_differences(
    before: Mapping[str, Page], after: Mapping[str, Page]
) -> Iterator[Difference]:
    for key in sorted({*before, *after}, key=natural_key):
        old, new = before.get(key), after.get(key)
        if old != new:
            pair = [
                " ".join(f"{page.title} {page.text}".split()) if page else None
                for page in (old, new)
            ]
            yield Difference(urls.page(key), *pair)
