"""The milestones of an action: which are done, which are due, and which are late."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Literal, NamedTuple

from ..formatting import count, number
from .figures import age
from .names import Name

if TYPE_CHECKING:
    from ..content.models import Milestone

__all__ = ["MilestoneItem", "MilestoneState", "milestone_items", "milestones_in_words"]

MilestoneState = Literal["done", "due", "late", "left"]
"""`left` is what is not done of an action of which no report is awaited, or none has come."""


class MilestoneItem(NamedTuple):
    """A milestone, with where it stands."""

    record: Milestone
    state: MilestoneState
    since: str = ""
    """How long ago it was due, where it is late."""

    @property
    def last_day(self) -> date:
        """The last day on which it is due, or the last there is where it has none."""
        return self.record.due.last if self.record.due else date.max

    @property
    def moved(self) -> bool:
        """Whether it is due at another time than it was at first."""
        return self.record.first_due not in (None, self.record.due)

    @property
    def in_words(self) -> str:
        """Where it stands, when it is to be done, and when it was to be at first."""
        first = self.record.first_due
        if first is None or not self.moved:
            return self._state_in_words
        return f"{self._state_in_words} At first it was due {first.in_sentence}."

    @property
    def lead(self) -> Name | None:
        """Who is to do it, where that is said of it."""
        return Name("lead", self.record.lead) if self.record.lead else None

    @property
    def starts(self) -> str:
        """When it is to start, where that is said of it; nobody says whether it did."""
        return f"Planned start: {self.record.starts.in_words}." if self.record.starts else ""

    @property
    def _state_in_words(self) -> str:
        done, due = self.record.done, self.record.due
        if self.state == "late" and due:
            return f"Late: due {due.in_sentence}, {self.since}, and not reported done."
        if self.state == "due":
            return f"Due {due.in_sentence}." if due else "The plan gives no date."
        if done and due:
            return f"Done {done.in_sentence}; due {due.in_sentence}."
        if done:
            return f"Done {done.in_sentence}."
        return f"Not reported done; due {due.in_sentence}." if due else "Not reported done."


def milestone_items(
    milestones: Sequence[Milestone], today: date, *, goes_on: bool, is_awaited: bool
) -> tuple[MilestoneItem, ...]:
    """Return milestones in the order in which they are due, or were done where nobody says.

    Those without a date come last. Of an action that goes on, they can be late; of one that is
    only awaited, nobody has reported yet where it stands.
    """
    if not milestones:
        return ()
    items = (
        _item(milestone, today, goes_on=goes_on, is_awaited=is_awaited) for milestone in milestones
    )
    return tuple(sorted(items, key=_in_order))


def _in_order(item: MilestoneItem) -> date:
    when = item.record.due or item.record.done
    return when.last if when else date.max


def _item(milestone: Milestone, today: date, *, goes_on: bool, is_awaited: bool) -> MilestoneItem:
    if milestone.done:
        return MilestoneItem(milestone, "done")
    if milestone.due is None or milestone.due.last >= today:
        return MilestoneItem(milestone, "due" if is_awaited else "left")
    if not goes_on:
        return MilestoneItem(milestone, "left")
    return MilestoneItem(milestone, "late", age(milestone.due.last, today))


def milestones_in_words(items: Sequence[MilestoneItem]) -> str:
    """Return how many milestones are done, and how many late: `2 of 5 milestones done, 1 late`."""
    done = sum(item.state == "done" for item in items)
    late = sum(item.state == "late" for item in items)
    of_all = count(len(items), "milestone")
    if late:
        return f"{number(done)} of {of_all} done, {number(late)} late"
    return f"{number(done)} of {of_all} done"
