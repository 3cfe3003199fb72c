"""How a plan, or a part of it, is doing: a few plain sentences made of counts alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from ..content.models import Period, Plan
from ..formatting import count, day, money
from .discontinued import of_which
from .figures import span, sum_of
from .plan_index import ActionSummary, newest_day

__all__ = ["Verdict", "verdict"]

_RECENT = 60
"""Days after which it is worth saying that nothing was reported since."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """The sentences, each empty where there is nothing to say."""

    delivery: str
    reporting: str
    lateness: str
    time: str
    allocation: str

    @property
    def of_plan(self) -> str:
        """All of them as one text."""
        return _text(self.delivery, self.reporting, self.lateness, self.time, self.allocation)

    @property
    def of_part(self) -> str:
        """What is said of some of a plan's actions, such as those of a theme."""
        return _text(self.delivery, self.reporting, self.lateness, self.allocation)

    @property
    def of_reports(self) -> str:
        """What is said of a plan where its money is not the matter."""
        return _text(self.delivery, self.reporting, self.lateness, self.time)


def verdict(plan: Plan, actions: Sequence[ActionSummary], today: date) -> Verdict:
    """Return what the records of these actions add up to in words, on a day."""
    newest = newest_day(actions)
    return Verdict(
        delivery=_delivery(actions, newest),
        reporting=_reporting(newest, today),
        lateness=_lateness(sum(action.late is not None for action in actions)),
        time=_time(plan.period, today),
        allocation=_allocation(actions, plan.currency),
    )


def _text(*sentences: str) -> str:
    return " ".join(filter(None, sentences))


def _delivery(actions: Sequence[ActionSummary], newest: date | None) -> str:
    if newest is None:
        return "No action belongs here."
    total = len(actions)
    done = sum(action.status.is_done for action in actions)
    begun = sum(action.status.stage != "waiting" for action in actions)
    if total == 1:
        reported = "complete" if done else "not complete" if begun else "not begun"
        return f"The one action is reported {reported}, as of {day(newest)}."
    if done == total:
        return f"All {count(total, 'action')} are reported complete, as of {day(newest)}."
    if not begun:
        return f"None of {count(total, 'action')} is reported begun, as of {day(newest)}."
    if not done:
        return f"None of {count(total, 'action')} is reported complete, as of {day(newest)}."
    are = "is" if done == 1 else "are"
    return f"{done:,} of {count(total, 'action')} {are} reported complete, as of {day(newest)}."


def _reporting(newest: date | None, today: date) -> str:
    if newest is None or (today - newest).days <= _RECENT:
        return ""
    return f"Nothing has been reported since, for {span(newest, today)}."


def _lateness(late: int) -> str:
    if late > 1:
        return f"{count(late, 'action')} are past the day they were due."
    return "1 action is past the day it was due." if late else ""


def _time(period: Period, today: date) -> str:
    if today > period.end:
        return f"The plan’s time, {period.label}, ended on {day(period.end)}."
    if today < period.start:
        return f"The plan’s time, {period.label}, begins on {day(period.start)}."
    return f"The plan’s time, {period.label}, ends on {day(period.end)}."


def _allocation(actions: Sequence[ActionSummary], currency: str) -> str:
    amounts = [(action, action.allocated) for action in actions if action.allocated is not None]
    allocated = sum_of(amount for _, amount in amounts)
    if allocated is None:
        return "No amount is allocated." if actions else ""
    spent = sum_of(
        line.spent
        for action in actions
        for line in action.record.funding
        if line.counted_amount is not None
    )
    whose = ", ".join(filter(None, (count(len(amounts), "action"), of_which(amounts, currency))))
    if spent is None:
        return f"{money(allocated, currency)} is allocated for {whose}; spending is not reported."
    return (
        f"{money(allocated, currency)} is allocated for {whose};"
        f" {money(spent, currency)} is reported as spent."
    )
