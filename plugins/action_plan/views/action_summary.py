"""An action as it is shown: its record joined with the plan's words, and its history."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import islice
from operator import attrgetter
from typing import TYPE_CHECKING, Literal, NamedTuple

from .. import formatting, urls
from ..content.markdown_text import MarkdownText, SiteHtml
from ..content.plan_models import Status
from ..frozen import frozen
from .figures import host_of
from .funding import Funding, FundingItem
from .milestones import MilestoneItem, milestones_in_words

if TYPE_CHECKING:
    from ..content.evidence import EvidenceAddress
    from ..content.models import Action, Update
    from ..content.plan_models import Part
    from ..content.when import When

__all__ = [
    "IN_TIME",
    "NOT_REPORTED",
    "NO_NOTE",
    "ActionRef",
    "ActionSummary",
    "Discontinued",
    "FundingItem",
    "Group",
    "GroupedActions",
    "Link",
    "MilestonesOfActions",
    "PartText",
    "UpdateEntry",
    "evidence_links",
    "in_totals",
    "latest",
    "newest_day",
    "of_which",
]

_LONG_NOTE = 600
"""Characters of a note above which lists of updates show its first paragraph."""

IN_TIME = attrgetter("date.last", "date.first")
"""The order of entries: by their last days; those of one time stay together."""


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

_WHOSE: Mapping[Discontinued, tuple[str, str]] = {
    "replaced": ("an action that was replaced", "{count:,} actions that were replaced"),
    "stopped": ("an action that was stopped", "{count:,} actions that were stopped"),
}
"""Whose money is part of a sum although they do not go on: of one action, and of several."""


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


NO_NOTE = MarkdownText("")
"""The note of an update that has none: a status that was reported for a quarter or the like."""


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
    """When the action was due until then."""
    due: When | None
    """When it was due from then on, where the entry moved that."""
    correction: bool
    """Whether it says that the record was wrong."""
    documents: tuple[str, ...]
    """Evidence that has no address, by title."""

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


@frozen
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
    is_corrected: bool
    """Whether only a correction has the status, so that these days are its own."""
    updated: When | None
    """The day of the newest update, or `None` where there is none."""
    last_report: When | None
    """The day of the newest update that is no correction: what a correction says is no news."""
    is_awaited: bool
    """Whether reports of it are awaited, until it is finished or replaced."""
    overdue: str | None
    """How long ago the last report was, where the review is overdue."""
    is_overdue: bool | None
    """Whether it is, or `None` where the plan promises no reviews."""
    late: str | None
    """How long ago the action was due, where that day has passed and it goes on."""
    may_be_late: bool
    """Whether that day has passed, and nobody knows where the action stands."""
    replaced_by: ActionRef | None
    """The action that replaced it."""
    allocated: Decimal | None
    history: tuple[UpdateEntry, ...]
    """Updates, newest first."""
    parts: tuple[PartText, ...]
    """The parts of its text that it has, in the plan's order."""
    funding: Funding
    """What pays for it."""
    milestones: tuple[MilestoneItem, ...]
    """In the order in which they are due."""
    record: Action

    @property
    def is_reported(self) -> bool:
        """Whether it is reported where delivery stands."""
        return self.status is not NOT_REPORTED

    @property
    def days_reported(self) -> Iterator[When]:
        """Every day of which anything is reported: progress, spending, a reading, a milestone."""
        if self.last_report:
            yield self.last_report
        record = self.record
        yield from (line.spent_as_at for line in record.funding if line.spent_as_at)
        yield from (step.done for step in record.milestones if step.done)
        yield from (reading.date for measure in record.measures for reading in measure.readings)

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
    def other_parts(self) -> tuple[PartText, ...]:
        """The parts of its text but for that on what pays for it."""
        return tuple(part for part in self.parts if part.part.about != "funding")

    @property
    def has_due_date(self) -> bool:
        """Whether there is a last day on which it is due: what is "ongoing" has none."""
        return self.record.due is not None and self.record.due.last_day is not None

    @property
    def is_apart(self) -> bool:
        """Whether the action is shown, and left out of totals."""
        return self.status.is_apart

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


MilestonesOfActions = tuple[tuple[ActionSummary, MilestoneItem], ...]
"""Milestones, each with its action."""


def evidence_links(
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
    named: dict[tuple[When, str], list[EvidenceAddress]] = {}
    if len({(day, title) for day, title, _ in titled}) < len(titled):
        for day, title, address in titled:
            named.setdefault((day, title), []).append(address)
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


def in_totals(actions: Iterable[ActionSummary]) -> tuple[ActionSummary, ...]:
    """Return the actions that are part of totals: all but those that are set apart."""
    return tuple(action for action in actions if not action.is_apart)


def newest_day(actions: Iterable[ActionSummary]) -> When | None:
    """Return the day of the newest update of actions, or `None` where there is none."""
    return latest(action.updated for action in actions)


def latest(times: Iterable[When | None]) -> When | None:
    """Return the first of the times that end last, or `None` where there is none."""
    return max(filter(None, times), key=lambda when: when.last, default=None)


def of_which(amounts: Iterable[tuple[ActionSummary, Decimal]], currency: str | None) -> str:
    """Return what is to be said of a sum in which actions that do not go on have a part.

    `of which £75,000 for an action that was stopped`, or `all of it for …`; nothing where none has.
    """
    stated = [(action, amount) for action, amount in amounts if amount]
    found = [(action, amount) for action, amount in stated if action.discontinued]
    parts = []
    for why, (of_one, of_several) in _WHOSE.items():
        of_kind = [(action, amount) for action, amount in found if action.discontinued == why]
        if of_kind:
            count = len({action.link.id for action, _ in of_kind})
            whose = formatting.noun_of(count, of_one, of_several).format(count=count)
            total = sum((amount for _, amount in of_kind), Decimal(0))
            parts.append((formatting.money(total, currency), whose))
    match parts:
        case [(_, whose)] if len(found) == len(stated):
            return f"all of it for {whose}"
        case [(amount, whose)]:
            return f"of which {amount} for {whose}"
        case [(amount, whose), (other_amount, others)]:
            return f"of which {amount} for {whose} and {other_amount} for {others}"
    return ""
