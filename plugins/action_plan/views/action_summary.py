"""An action as it is shown: its record joined with the plan's words, and its history."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from operator import attrgetter
from typing import TYPE_CHECKING, Literal, NamedTuple, get_args

from .. import formatting, urls
from ..content.markdown_text import MarkdownText, SiteHtml
from ..content.plan_models import Status
from ..frozen import frozen
from .funding import FundingItem, funding_items, is_quoted, says_more
from .milestones import MilestoneItem, milestones_in_words

if TYPE_CHECKING:
    from ..content.models import Action
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
    "in_totals",
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
    """When the action was due until then, where the entry moved that."""
    due: When | None
    """When it was due from then on, likewise."""
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
        return funding_items(self.record.funding, self.resources)

    @property
    def funding_is_quoted(self) -> bool:
        """Whether the document's own words on what pays for it say just what its lines do."""
        return is_quoted(self.record.funding, self.resources)

    @property
    def funding_left(self) -> tuple[FundingItem, ...]:
        """What pays for it, as far as the document's own words do not say so."""
        if self.funding_is_quoted:
            return ()
        return tuple(item for item in self.funding if item.says_more)

    @property
    def resources_say_more(self) -> bool:
        """Whether the document's own words on what pays for it say more than its kinds do."""
        return self.resources is not None and says_more(self.resources, self.record.funding)

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


MilestonesOfActions = tuple[tuple[ActionSummary, MilestoneItem], ...]
"""Milestones, each with its action."""


def in_totals(actions: Iterable[ActionSummary]) -> tuple[ActionSummary, ...]:
    """Return the actions that are part of totals: all but those that are set apart."""
    return tuple(action for action in actions if not action.is_apart)


def newest_day(actions: Iterable[ActionSummary]) -> When | None:
    """Return the day of the newest update of actions, or `None` where there is none."""
    known = (action.updated for action in actions if action.updated)
    return max(known, key=lambda when: when.last, default=None)


def of_which(amounts: Iterable[tuple[ActionSummary, Decimal]], currency: str) -> str:
    """Return what is to be said of a sum in which actions that do not go on have a part.

    `of which £75,000 for an action that was stopped`; nothing where none has.
    """
    found = [(action, amount) for action, amount in amounts if amount and action.discontinued]
    parts = []
    for why in get_args(Discontinued):
        of_kind = [(action, amount) for action, amount in found if action.discontinued == why]
        if of_kind:
            count = len({action.link.id for action, _ in of_kind})
            whose = formatting.noun_of(
                count,
                f"an action that was {why}",
                f"{formatting.number(count)} actions that were {why}",
            )
            total = sum((amount for _, amount in of_kind), Decimal(0))
            parts.append(f"{formatting.money(total, currency)} for {whose}")
    return f"of which {' and '.join(parts)}" if parts else ""
