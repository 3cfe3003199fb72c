"""The index of a plan: every action joined with the plan's words, once, for all views."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from itertools import islice, takewhile
from operator import attrgetter
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeVar

from .. import formatting, urls
from ..content.markdown import MarkdownText, SiteHtml
from ..content.models import Status
from .figures import age, host_of
from .milestones import MilestoneItem, milestone_items, milestones_in_words

if TYPE_CHECKING:
    from ..content.evidence import EvidenceAddress
    from ..content.loading import Content
    from ..content.models import Action, ActionTheme, FundingLine, Part, Section, Update
    from ..content.when import When

__all__ = [
    "IN_TIME",
    "NOT_REPORTED",
    "ActionRef",
    "ActionSummary",
    "Discontinued",
    "FundingItem",
    "Group",
    "GroupedActions",
    "LateMilestones",
    "Link",
    "PartText",
    "PlanIndex",
    "UpdateEntry",
    "grouped",
    "in_totals",
    "newest_day",
]

K = TypeVar("K")
V = TypeVar("V")

_SENTENCE_END = re.compile(r"(?<=[.!?]) ")
_WORD = re.compile(r"\w+(?:[./-]\w+)*")
_THOUSANDS = re.compile(r",(?=\d{3}\b)|(?<=\d)\.00\b")
_LONG_YEAR = re.compile(r"\b20(?=\d\d/\d\d\b)")
_LONG_NOTE = 600
"""Characters of a note above which lists of updates show its first paragraph."""
_FILLERS = frozenset(("a", "and", "for", "from", "in", "of", "the", "to"))


IN_TIME = attrgetter("date.last", "date.first", "date.text")
"""The order of entries: by their last days; those of one time stay together."""
_OF_LAST_UPDATE = attrgetter("updated.last", "updated.first", "updated.text")


class _NotReported(Status):
    """What takes the place of a status where none is reported yet; no plan has it."""

    @property
    def id(self) -> str:
        """What narrows lists to such actions: no label of a plan can become this."""
        return urls.NONE

    @property
    def is_awaited(self) -> bool:
        """Whether such an action can be late: nobody has said that it is not finished."""
        return False


NOT_REPORTED: Status = _NotReported.model_construct(
    label=formatting.NOT_REPORTED,
    meaning="It is not reported yet where these actions stand. This is no status of the plan.",
    stage="unreported",
)

Discontinued = Literal["replaced", "stopped", "set apart"]
"""Why an action does not go on: another replaced it, it ended without being carried out, or its
status sets it apart, as one that was not chosen, and leaves it out of totals."""


class Link(NamedTuple):
    """A link: the words it is shown by, and where it leads."""

    title: str
    url: str


class PartText(NamedTuple):
    """A part of an action's text, below its heading."""

    part: Part
    text: MarkdownText


class ActionRef(NamedTuple):
    """An action by name."""

    id: str
    title: str
    url: str
    slug: str
    """The id in URLs."""


class Group(NamedTuple):
    """A theme of the plan, or a section of the document, with its page."""

    kind: Literal["theme", "section"]
    id: str
    title: str
    summary: str
    """What it is about, or nothing."""
    url: str
    has_others: bool = False
    """Whether actions are listed in it, too, that are counted elsewhere."""
    text: MarkdownText | None = None
    """What the document says of it."""

    @property
    def list_url(self) -> str:
        """The list of the actions that are counted in it."""
        return self.list_where()

    def list_where(self, **choices: str) -> str:
        """Return the URL of the list of the actions counted in it, narrowed by choices."""
        key = "counted" if self.has_others else self.kind
        return urls.actions_where(**{key: self.id}, **choices)


class UpdateEntry(NamedTuple):
    """A dated entry; `before` is the status until then, or `None` where it is the first."""

    date: When
    action: ActionRef
    before: Status | None
    status: Status | None
    """The status, where it was reported."""
    note: MarkdownText
    evidence: tuple[Link, ...]
    number: int
    """Which of the action's updates of that day it is, from 1."""
    due_before: When | None
    """When the action was due until then, where the entry moved that."""
    due: When | None
    """When it was due from then on, likewise."""
    correction: bool
    """Whether it says that the record was wrong."""

    @property
    def first_paragraph(self) -> MarkdownText | None:
        """The first paragraph of a note that is too long for a list of updates, else `None`."""
        start, end, rest = self.note.html.linked.partition("</p>")
        if len(self.note) <= _LONG_NOTE or not rest or not start.startswith("<p>"):
            return None
        return MarkdownText(self.note, SiteHtml(start + end))

    @property
    def changed(self) -> bool:
        """Whether the status became another one."""
        return self.status is not None and self.before not in (None, self.status)

    @property
    def moved(self) -> bool:
        """Whether the action became due at another time, and no record was wrong before."""
        return self.due is not None and not self.correction


class FundingItem(NamedTuple):
    """A line of funding as it is shown beside the document's own words."""

    line: FundingLine
    note: str
    """Its note; empty where the document's own words have its sentences."""
    unreported: bool
    """Spending is reported for other amounts of the action, and not for this one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionSummary:
    """An action as it is shown in any list, and its record."""

    link: ActionRef
    theme: Group
    other_themes: tuple[Group, ...]
    """The themes that it is listed in, too, and not counted in."""
    section: Group
    status: Status
    since: When | None
    """The day on which the status was first reported; every report since has it, too."""
    reported: When | None
    """The day of the newest report that has the status, or `None` where it is not known."""
    updated: When | None
    """The day of the newest update, or `None` where there is none."""
    is_awaited: bool
    """Whether reports of it are awaited, until it is finished or replaced."""
    overdue: str | None
    """How long ago the last update was, where the review is overdue."""
    is_overdue: bool | None
    """Whether it is, or `None` where the plan promises no reviews."""
    late: str | None
    """How long ago the action was due, where that day has passed and it goes on."""
    replaced_by: ActionRef | None
    """The action that replaced it."""
    allocated: Decimal | None
    history: tuple[UpdateEntry, ...]
    """Updates, newest first."""
    parts: tuple[PartText, ...]
    """The parts of its text that it has, in the plan's order."""
    milestones: tuple[MilestoneItem, ...]
    """In the order in which they are due."""
    record: Action

    @property
    def is_reported(self) -> bool:
        """Whether it is reported where delivery stands."""
        return self.status is not NOT_REPORTED

    @property
    def moves(self) -> tuple[UpdateEntry, ...]:
        """The updates that moved the date when it is due, newest first."""
        return tuple(entry for entry in self.history if entry.moved)

    @property
    def themes(self) -> tuple[Group, ...]:
        """Every theme that it is listed in; the first is where it is counted."""
        return (self.theme, *self.other_themes)

    @property
    def is_closed(self) -> bool:
        """Whether no report of it is awaited: it is finished, or another replaced it."""
        return self.status.is_finished or self.replaced_by is not None

    @property
    def milestones_in_words(self) -> str:
        """How many of its milestones are done and late, where it has any."""
        return milestones_in_words(self.milestones) if self.milestones else ""

    def about(self, what: str) -> PartText | None:
        """Return the part of its text that is about `impact` or `funding`, if it has one."""
        return next((part for part in self.parts if part.part.about == what), None)

    @property
    def resources(self) -> MarkdownText | None:
        """The document's own words on what pays for it."""
        part = self.about("funding")
        return part.text if part else None

    @property
    def other_parts(self) -> tuple[PartText, ...]:
        """The parts of its text but for that on what pays for it."""
        return tuple(part for part in self.parts if part.part.about != "funding")

    @property
    def is_apart(self) -> bool:
        """Whether the action is shown, and left out of totals."""
        return self.status.stage == "apart"

    @property
    def funding(self) -> tuple[FundingItem, ...]:
        """What pays for it, without what the document's own words say beside it."""
        lines = self.record.funding
        said = _sentences(self.resources.html.words) if self.resources else set()
        reported = any(line.spent is not None for line in lines)
        return tuple(
            FundingItem(
                line=line,
                note=note if _sentences(note := line.note or "") - said else "",
                unreported=reported and line.can_be_spent and line.spent is None,
            )
            for line in lines
        )

    @property
    def funding_is_quoted(self) -> bool:
        """Whether the document's own words on what pays for it say just what its lines do."""
        lines = self.record.funding
        if self.resources is None or not lines:
            return self.resources is not None
        parts = (
            (line.amount, line.kind, line.of, line.year, line.source, line.note) for line in lines
        )
        said = " ".join(str(part) for line in parts for part in line if part is not None)
        return _content_words(self.resources.html.words) == _content_words(said)

    @property
    def spending_unreported(self) -> bool:
        """Whether amounts are stated, and nothing is reported as spent of any."""
        lines = [line for line in self.record.funding if line.can_be_spent]
        return bool(lines) and all(line.spent is None for line in lines)

    @property
    def discontinued(self) -> Discontinued | None:
        """Why the action does not go on, if it does not.

        Its money is part of every sum, which says so, unless it is set apart; a replaced action is
        not reviewed any more.
        """
        if self.is_apart:
            return "set apart"
        if self.replaced_by:
            return "replaced"
        return "stopped" if self.status.stage == "ended" else None

    @property
    def texts(self) -> tuple[str, ...]:
        """The action's words: the document's own, and the notes of its updates."""
        record = self.record
        notes = (entry.note for entry in self.history)
        return (record.text, *(part.text for part in self.parts), *notes)


GroupedActions = tuple[tuple[Group, tuple[ActionSummary, ...]], ...]
"""Themes or sections, each with actions of it."""


LateMilestones = tuple[tuple[ActionSummary, MilestoneItem], ...]
"""Milestones that are late, each with its action."""


class PlanIndex:
    """Every action of a plan as it is shown, and the actions of each theme and section."""

    def __init__(self, content: Content) -> None:
        self.content = content
        self.plan = content.plan
        closed = content.plan.closed
        self.is_closed = closed is not None and content.today > closed.date
        """Whether the plan is no longer kept: then no action is late or overdue for review."""
        self.statuses = {status.id: status for status in content.plan.statuses}
        """The plan's statuses, and after them what actions have that none is reported of yet."""
        if not all(action.status for action in content.actions):
            self.statuses[NOT_REPORTED.id] = NOT_REPORTED
        others = {theme for action in content.actions for theme in action.other_themes}
        self.themes = {
            theme.id: _group("theme", theme, urls.theme(theme.id), has_others=theme.id in others)
            for theme in content.plan.themes
        }
        self.sections = {
            section.id: _group("section", section, urls.section(section.id))
            for section in content.plan.sections
        }
        title = "Without a section" if content.plan.sections else ""
        without = urls.actions_where(section=urls.NONE)
        self.no_section = Group("section", urls.NONE, title, "", without)
        """What takes the place of a section for actions that are in none."""
        self.links = {
            action.id: ActionRef(action.id, action.title, urls.action(action.slug), action.slug)
            for action in content.actions
        }
        self.actions = tuple(map(self._summary, content.actions))

    def _summary(self, action: Action) -> ActionSummary:
        status = self.statuses[action.status or urls.NONE]
        history = self._history(action)
        reports = [entry for entry in history if entry.status]
        same = [entry.date for entry in takewhile(lambda x: x.status is status, reports)]
        updated = history[0].date if history else None
        replaced_by = self.links[action.superseded_by] if action.superseded_by else None
        is_open = replaced_by is None and not self.is_closed
        goes_on = is_open and status.is_awaited
        is_awaited = goes_on or (is_open and status is NOT_REPORTED)
        overdue = self._overdue(updated) if is_awaited else None
        return ActionSummary(
            link=self.links[action.id],
            theme=self.themes[action.theme],
            other_themes=tuple(self.themes[theme] for theme in action.other_themes),
            section=self.sections[action.section] if action.section else self.no_section,
            status=status,
            since=same[-1] if same else None,
            reported=same[0] if same else None,
            updated=updated,
            is_awaited=is_awaited,
            overdue=overdue,
            is_overdue=None if self.plan.review_every is None else overdue is not None,
            late=self._late(action.due) if goes_on else None,
            replaced_by=replaced_by,
            allocated=action.allocated,
            history=history,
            parts=tuple(
                PartText(part, action.parts[part.id])
                for part in self.plan.parts
                if part.id in action.parts
            ),
            milestones=milestone_items(action.milestones, self.content.today, goes_on=goes_on),
            record=action,
        )

    def _history(self, action: Action) -> tuple[UpdateEntry, ...]:
        entries: list[UpdateEntry] = []
        before: Status | None = None
        due = action.first_due
        evidence = _named_evidence(action.updates)
        for update in sorted(action.updates, key=lambda update: update.date.last):
            last = entries[-1] if entries else None
            status = self.statuses[update.status] if update.status else None
            moves = update.due is not None and update.due != due
            entries.append(
                UpdateEntry(
                    date=update.date,
                    action=self.links[action.id],
                    before=before,
                    status=status,
                    note=update.note,
                    evidence=evidence[update.date, update.evidence],
                    number=last.number + 1 if last and last.date.key == update.date.key else 1,
                    due_before=due if moves else None,
                    due=update.due if moves else None,
                    correction=update.correction,
                )
            )
            before = status or before
            due = update.due or due
        return tuple(reversed(entries))

    def _overdue(self, updated: When | None) -> str | None:
        """Return how long ago the last update was, where that is over `review_every` days."""
        today, every = self.content.today, self.plan.review_every
        if updated is None or every is None or (today - updated.last).days <= every:
            return None
        return age(updated.last, today)

    def _late(self, due: When | None) -> str | None:
        """Return how long ago the last day was on which the action was due, where it has passed."""
        today = self.content.today
        return age(due.last, today) if due is not None and due.last < today else None

    def in_sections(
        self, actions: Iterable[ActionSummary]
    ) -> dict[Group, tuple[ActionSummary, ...]]:
        """Return actions by section in the document's order, the sections without any included.

        Those in no section come last.
        """
        return grouped(((action.section, action) for action in actions), self.sections.values())

    @cached_property
    def by_section(self) -> dict[Group, tuple[ActionSummary, ...]]:
        """The actions of each section, those without any included."""
        return self.in_sections(self.actions)

    @cached_property
    def by_theme(self) -> dict[Group, tuple[ActionSummary, ...]]:
        """The actions counted in each theme, the themes without any included."""
        return grouped(((action.theme, action) for action in self.actions), self.themes.values())

    @cached_property
    def by_counted_theme(self) -> dict[Group, tuple[ActionSummary, ...]]:
        """The same, but for themes whose actions are all counted in others."""
        return {
            theme: actions
            for theme, actions in self.by_theme.items()
            if actions or theme not in self.also_in_theme
        }

    @cached_property
    def only_days(self) -> bool:
        """Whether every time that the plan has is a day of the calendar."""
        known = self.plan.source_document.date
        return not (known and known.text) and not any(
            time.text for action in self.content.actions for time in _times(action)
        )

    @cached_property
    def also_in_theme(self) -> dict[Group, tuple[ActionSummary, ...]]:
        """The actions listed in a theme, and counted in another; only themes that have any."""
        return grouped((theme, action) for action in self.actions for theme in action.other_themes)

    @property
    def updated(self) -> When | None:
        """The day of the newest update, or `None` where there is none."""
        return self.updates[0].date if self.updates else None

    @property
    def has_money(self) -> bool:
        """Whether the plan says anything of what pays for its actions."""
        return self.content.outline.has_money

    @property
    def is_reported(self) -> bool:
        """Whether it is reported of any action where delivery stands."""
        return self.content.outline.has_reports

    @cached_property
    def has_amounts(self) -> bool:
        """Whether any amount is allocated to an action."""
        return any(action.allocated is not None for action in self.actions)

    @cached_property
    def updates(self) -> tuple[UpdateEntry, ...]:
        """Every update of the plan, newest first; those of one day in the order of the actions."""
        entries = [entry for action in self.actions for entry in action.history]
        return tuple(sorted(entries, key=IN_TIME, reverse=True))

    @cached_property
    def overdue(self) -> tuple[ActionSummary, ...]:
        """The actions whose review is overdue, the longest without an update first."""
        overdue = [action for action in self.actions if action.overdue]
        return tuple(sorted(overdue, key=_OF_LAST_UPDATE))

    @cached_property
    def late(self) -> tuple[ActionSummary, ...]:
        """The actions that are past the day they were due, the longest first."""
        late = [action for action in self.actions if action.late]
        return tuple(sorted(late, key=lambda x: x.record.due.last if x.record.due else date.max))

    @property
    def reviewed_note(self) -> str:
        """What is to be said where the plan promises reviews, and none is overdue, else nothing."""
        if not self.plan.review_every or not self.updates or self.is_closed:
            return ""
        days = formatting.count(self.plan.review_every, "day")
        if any(not action.history for action in self.actions):
            return f"Every unfinished action that was reported on had an update in the last {days}."
        return f"Every unfinished action had an update in the last {days}."

    @cached_property
    def moved(self) -> tuple[ActionSummary, ...]:
        """The actions of which the date when they are due was moved."""
        return tuple(action for action in self.actions if action.moves)

    @cached_property
    def late_milestones(self) -> LateMilestones:
        """The milestones that are late, the longest first; each with its action."""
        late = [
            (action, item)
            for action in self.actions
            for item in action.milestones
            if item.state == "late"
        ]
        return tuple(sorted(late, key=lambda found: found[1].last_day))

    @property
    def review_note(self) -> str:
        """What is to be said beside reviews where an action was replaced, else nothing."""
        if not any(action.replaced_by and not action.is_apart for action in self.actions):
            return ""
        return (
            "An action that was replaced keeps its last status in every count,"
            " and is no longer reviewed."
        )

    @cached_property
    def related(self) -> dict[str, tuple[ActionRef, ...]]:
        """The actions that belong with each, whichever of the two files says so."""
        pairs = dict.fromkeys(
            pair
            for action in self.content.actions
            for other in action.related
            for pair in ((action.id, other), (other, action.id))
        )
        return grouped((key, self.links[other]) for key, other in pairs)

    @cached_property
    def replaces(self) -> dict[str, tuple[ActionRef, ...]]:
        """The actions that each one replaced."""
        return grouped(
            (action.superseded_by, self.links[action.id])
            for action in self.content.actions
            if action.superseded_by
        )


def _named_evidence(
    updates: Sequence[Update],
) -> dict[tuple[When, tuple[EvidenceAddress, ...]], tuple[Link, ...]]:
    """Return the links to the evidence of updates, by their day and what is linked to.

    A link has its title, or else its host. Links of one day that lead to different pages have
    different names (WCAG 2.2, 2.4.4): those that would not are numbered.
    """
    titled = [
        (update.date, address.words or host_of(address), address)
        for update in updates
        for address in update.evidence
    ]
    named: dict[tuple[When, str], tuple[EvidenceAddress, ...]] = {}
    if len({(day, title) for day, title, _ in titled}) < len(titled):
        named = grouped(((day, title), address) for day, title, address in titled)
    links = iter(titled)
    return {
        (update.date, update.evidence): tuple(
            _evidence_link(title, address, named.get((day, title), ()))
            for day, title, address in islice(links, len(update.evidence))
        )
        for update in updates
    }


def _evidence_link(title: str, address: str, alike: Sequence[str]) -> Link:
    different = list(dict.fromkeys(alike))
    if len(different) > 1:
        title += f" ({different.index(address) + 1} of {len(different)})"
    return Link(title, address)


def _group(
    kind: Literal["theme", "section"],
    record: ActionTheme | Section,
    url: str,
    *,
    has_others: bool = False,
) -> Group:
    text = getattr(record, "text", None)
    return Group(kind, record.id, record.title, record.summary or "", url, has_others, text)


def _times(action: Action) -> Iterator[When]:
    """Return every time that an action's record has."""
    found: list[When | None] = [action.starts, action.due, action.first_due, action.added]
    for update in action.updates:
        found += (update.date, update.due)
    found += (line.spent_as_at for line in action.funding)
    for milestone in action.milestones:
        found += (milestone.due, milestone.done)
    for measure in action.measures:
        found.append(measure.baseline.date if measure.baseline else None)
        found.append(measure.target.due if measure.target else None)
        found += (reading.date for reading in measure.readings)
    return filter(None, found)


def grouped(pairs: Iterable[tuple[K, V]], keys: Iterable[K] = ()) -> dict[K, tuple[V, ...]]:
    """Return the values of each key; first those of `keys`, which may have none."""
    groups: dict[K, list[V]] = {key: [] for key in keys}
    for key, value in pairs:
        groups.setdefault(key, []).append(value)
    return {key: tuple(group) for key, group in groups.items()}


def _content_words(text: str) -> set[str]:
    """Return the words and figures of a text, in whichever of the usual forms they are written."""
    plain = _LONG_YEAR.sub("", _THOUSANDS.sub("", text)).casefold()
    return set(_WORD.findall(plain)) - _FILLERS


def _sentences(text: str) -> set[str]:
    return set(_SENTENCE_END.split(text))


def in_totals(actions: Iterable[ActionSummary]) -> tuple[ActionSummary, ...]:
    """Return the actions that are part of totals: all but those that are set apart."""
    return tuple(action for action in actions if not action.is_apart)


def newest_day(actions: Iterable[ActionSummary]) -> When | None:
    """Return the day of the newest update of actions, or `None` where there is none."""
    known = (action.updated for action in actions if action.updated)
    return max(known, key=lambda when: when.last, default=None)
