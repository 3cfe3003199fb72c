"""The index of a plan: every action joined with the plan's words, once, for all views."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from .. import urls
from .figures import age, host_of

if TYPE_CHECKING:
    from ..content.loading import Content
    from ..content.models import Action, FundingLine

__all__ = [
    "ActionRef",
    "ActionSummary",
    "Evidence",
    "FeedLink",
    "Funding",
    "Overdue",
    "PlanIndex",
    "SectionGroup",
    "SectionTag",
    "StatusTag",
    "ThemeTag",
    "UpdateEntry",
    "allocated_in",
    "newest_day",
]

K = TypeVar("K")
V = TypeVar("V")

_DONE = "done"
_FINISHED = (_DONE, "ended")
"""The stages in which nothing more is expected of an action."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusTag:
    """A status as it is shown: word, mark and colour (`stage`), meaning, and its list."""

    id: str
    label: str
    stage: str
    meaning: str
    url: str

    @property
    def is_done(self) -> bool:
        """Whether an action with this status was carried out."""
        return self.stage == _DONE

    @property
    def is_finished(self) -> bool:
        """Whether an action with this status was carried out or has ended without."""
        return self.stage in _FINISHED


@dataclass(frozen=True, slots=True, kw_only=True)
class ThemeTag:
    """A theme with its page and its list."""

    id: str
    title: str
    summary: str
    url: str
    list_url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionTag:
    """A section of the document with its list."""

    id: str
    title: str
    summary: str | None
    list_url: str


class ActionRef(NamedTuple):
    """An action by name."""

    id: str
    title: str
    url: str


class FeedLink(NamedTuple):
    """A feed: where it is and whose updates it has."""

    title: str
    url: str


class Evidence(NamedTuple):
    """Where something can be seen: a URL and the words of the link to it."""

    url: str
    title: str


class UpdateEntry(NamedTuple):
    """A dated entry; `before` is the status until then, or `None` where it is the first."""

    date: date
    action: ActionRef
    before: StatusTag | None
    status: StatusTag
    note: str
    evidence: tuple[Evidence, ...]
    number: int
    """Which of the action's updates of that day it is, from 1."""

    @property
    def changed(self) -> bool:
        """Whether the status became another one."""
        return self.before is not None and self.before.id != self.status.id


class Overdue(NamedTuple):
    """A review that is overdue: when the last update was, and how long ago in words."""

    updated: date
    age: str


class Funding(NamedTuple):
    """A line of funding with its action; only an allocated amount counts in totals."""

    action: ActionRef
    amount: Decimal | None
    kind: str
    year: str | None
    source: str | None
    note: str | None
    spent: Decimal | None
    spent_as_at: date | None
    counted_amount: Decimal | None
    """The amount, where it is part of the plan's allocated total."""

    @property
    def counted(self) -> bool:
        """Whether the amount is part of the plan's allocated total."""
        return self.counted_amount is not None

    @property
    def source_and_note(self) -> str:
        """Whose money it is, and what else is known about it."""
        return ". ".join(filter(None, (self.source, self.note)))


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionSummary:
    """An action as one line of any list."""

    link: ActionRef
    theme: ThemeTag
    section: SectionTag
    status: StatusTag
    status_note: str | None
    since: date
    updated: date
    overdue: Overdue | None
    allocated: Decimal | None
    funding: tuple[Funding, ...]
    history: tuple[UpdateEntry, ...]
    """Updates, newest first."""
    action: Action

    @property
    def texts(self) -> tuple[str, ...]:
        """The action's words: the document's own, and the notes of its updates."""
        action = self.action
        notes = (entry.note for entry in self.history)
        return (action.text, action.intended_impact, action.resources, *notes)

    @property
    def search_words(self) -> str:
        """The words the action is found by, in lower case."""
        return " ".join(" ".join(self.texts).split()).casefold()


class SectionGroup(NamedTuple):
    """A section with some of its actions."""

    section: SectionTag
    lines: tuple[ActionSummary, ...]


class PlanIndex:
    """Every action as a line, and the lines of each theme and section."""

    def __init__(self, content: Content) -> None:
        self.content = content
        self.plan = content.plan
        self.statuses = {
            status.id: StatusTag(
                id=status.id,
                label=status.label,
                stage=status.stage,
                meaning=status.meaning,
                url=urls.actions_where(status=status.id),
            )
            for status in content.plan.statuses
        }
        self.themes = {
            theme.id: ThemeTag(
                id=theme.id,
                title=theme.title,
                summary=theme.summary,
                url=urls.theme(theme.id),
                list_url=urls.actions_where(theme=theme.id),
            )
            for theme in content.plan.themes
        }
        self.sections = {
            section.id: SectionTag(
                id=section.id,
                title=section.title,
                summary=section.summary,
                list_url=urls.actions_where(section=section.id),
            )
            for section in content.plan.sections
        }
        self.links = {
            action.id: ActionRef(action.id, action.title, urls.action(action.id))
            for action in content.actions
        }
        self.lines = tuple(self._line(action) for action in content.actions)
        self.ids = tuple(self.links)

    def _line(self, action: Action) -> ActionSummary:
        link = self.links[action.id]
        history = self._history(action, link)
        status = self.statuses[action.status]
        since = history[-1].date
        for entry in history:
            if entry.status is not status:
                break
            since = entry.date
        funding = tuple(_funding(line, link) for line in action.funding)
        return ActionSummary(
            link=link,
            theme=self.themes[action.theme],
            section=self.sections[action.section],
            status=status,
            status_note=action.status_note,
            since=since,
            updated=history[0].date,
            overdue=self._overdue(status, history[0].date),
            allocated=action.allocated,
            funding=funding,
            history=history,
            action=action,
        )

    def _history(self, action: Action, link: ActionRef) -> tuple[UpdateEntry, ...]:
        entries: list[UpdateEntry] = []
        before: StatusTag | None = None
        for update in sorted(action.updates, key=lambda update: update.date):
            status = self.statuses[update.status]
            evidence = tuple(Evidence(url, host_of(url)) for url in update.evidence)
            same_day = bool(entries) and entries[-1].date == update.date
            number = entries[-1].number + 1 if same_day else 1
            entries.append(
                UpdateEntry(
                    date=update.date,
                    action=link,
                    before=before,
                    status=status,
                    note=update.note,
                    evidence=evidence,
                    number=number,
                )
            )
            before = status
        return tuple(reversed(entries))

    def _overdue(self, status: StatusTag, updated: date) -> Overdue | None:
        """An action is overdue after `review_every` days with no update, unless it is finished."""
        today = self.content.today
        if status.is_finished or (today - updated).days <= self.plan.review_every:
            return None
        return Overdue(updated, age(updated, today))

    @cached_property
    def by_theme(self) -> dict[str, tuple[ActionSummary, ...]]:
        """The lines of each theme by its id, those without any included."""
        return _grouped(self.themes, ((line.theme.id, line) for line in self.lines))

    @cached_property
    def by_section(self) -> dict[str, tuple[ActionSummary, ...]]:
        """The lines of each section by its id, those without any included."""
        return _grouped(self.sections, ((line.section.id, line) for line in self.lines))

    def in_sections(self, lines: Iterable[ActionSummary]) -> tuple[SectionGroup, ...]:
        """Return lines by section in the document's order, the sections without any included."""
        groups = _grouped(self.sections, ((line.section.id, line) for line in lines))
        return tuple(SectionGroup(self.sections[key], group) for key, group in groups.items())

    @property
    def updated(self) -> date:
        """The day of the newest update."""
        return self.updates[0].date

    @cached_property
    def updates(self) -> tuple[UpdateEntry, ...]:
        """Every update of the plan, newest first; those of one day in the order of the actions."""
        entries = [entry for line in self.lines for entry in line.history]
        return tuple(sorted(entries, key=lambda entry: entry.date, reverse=True))

    @cached_property
    def overdue(self) -> tuple[ActionSummary, ...]:
        """The actions whose review is overdue, the longest without an update first."""
        overdue = [line for line in self.lines if line.overdue]
        return tuple(sorted(overdue, key=lambda line: line.updated))

    @cached_property
    def related(self) -> dict[str, tuple[ActionRef, ...]]:
        """The actions that belong with each, whichever of the two files says so."""
        pairs: dict[str, dict[str, None]] = {}
        for action in self.content.actions:
            for other in action.related:
                pairs.setdefault(action.id, {})[other] = None
                pairs.setdefault(other, {})[action.id] = None
        return {
            key: tuple(link for link in map(self.links.__getitem__, others))
            for key, others in pairs.items()
        }

    @cached_property
    def replaces(self) -> dict[str, tuple[ActionRef, ...]]:
        """The actions that each one replaced."""
        return _grouped(
            (),
            (
                (action.superseded_by, self.links[action.id])
                for action in self.content.actions
                if action.superseded_by
            ),
        )


def _grouped(keys: Iterable[K], items: Iterable[tuple[K, V]]) -> dict[K, tuple[V, ...]]:
    groups: dict[K, list[V]] = {key: [] for key in keys}
    for key, item in items:
        groups.setdefault(key, []).append(item)
    return {key: tuple(group) for key, group in groups.items()}


def _funding(line: FundingLine, link: ActionRef) -> Funding:
    return Funding(
        action=link,
        amount=line.amount,
        kind=line.kind,
        year=line.year,
        source=line.source,
        note=line.note,
        spent=line.spent,
        spent_as_at=line.spent_as_at,
        counted_amount=line.counted_amount,
    )


def allocated_in(funding: Iterable[Funding]) -> Decimal | None:
    """Return the exact sum of the allocated amounts, or `None` where no amount is stated."""
    amounts = [line.counted_amount for line in funding if line.counted_amount is not None]
    return sum(amounts, Decimal(0)) if amounts else None


def newest_day(lines: Iterable[ActionSummary]) -> date | None:
    """Return the day of the newest update of actions, or `None` where there is no action."""
    return max((line.updated for line in lines), default=None)
