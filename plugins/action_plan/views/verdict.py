"""How a plan, or a part of it, is doing: a few plain sentences made of counts alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date

from ..content.models import FundingLine
from ..content.plan_models import Period, Plan
from ..content.when import When
from ..formatting import count, day, money, noun_of, number
from ..frozen import frozen
from .action_summary import ActionSummary, in_totals, latest, of_which
from .figures import span, sum_of
from .plan_index import PlanIndex

__all__ = ["Verdict", "verdict"]

_RECENT = 60
"""Days after which it is worth saying that nothing was reported since."""


@frozen
class Verdict:
    """The sentences, each empty where there is nothing to say."""

    delivery: str
    discontinued: str
    unknown: str
    """Of how many it is not known where they stand."""
    apart: str
    """Which are left out of what is said."""
    reporting: str
    lateness: str
    time: str
    allocation: str
    spending: str
    """For how many of the allocated amounts spending is reported."""

    @property
    def of_plan(self) -> str:
        """All of them as one text."""
        return _text(self.of_reports, self.allocation)

    @property
    def of_part(self) -> str:
        """What is said of some of a plan's actions, such as those of a theme."""
        return _text(
            *(self.delivery, self.reporting, self.unknown, self.discontinued, self.apart),
            *(self.lateness, self.allocation),
        )

    @property
    def of_reports(self) -> str:
        """What is said of a plan where its money is not the matter."""
        return _text(
            *(self.delivery, self.reporting, self.unknown, self.discontinued, self.apart),
            *(self.lateness, self.time),
        )

    @property
    def of_money(self) -> str:
        """What is said of a plan where its money is the matter, beside the sum in large type."""
        return _text(self.spending, self.time)


def verdict(plan_index: PlanIndex, of: Sequence[ActionSummary] | None = None) -> Verdict:
    """Return what the records of some actions, or of all, add up to in words."""
    plan, today = plan_index.plan, plan_index.content.today
    listed = plan_index.actions if of is None else of
    actions = in_totals(listed)
    as_of = latest(action.last_report for action in actions)
    newest = latest((as_of, *(day for action in actions for day in action.days_reported)))
    lines = [
        line
        for action in actions
        for line in action.record.funding
        if line.counted_amount is not None
    ]
    known = [line for line in lines if line.spent is not None]
    return Verdict(
        delivery=_text(
            *(_delivery(actions, as_of), _not_reported(actions)),
            *(_milestones_done(actions), _measured(actions)),
        )
        if actions
        else "",
        discontinued=_discontinued(actions),
        unknown=_unknown(actions),
        apart=_apart(listed),
        reporting=_reporting(plan, actions, as_of, newest, today)
        if newest and not plan.closed
        else "",
        lateness=_lateness(actions),
        time=_time(plan.period, today),
        allocation=_allocation(actions, lines, known, plan.currency)
        if lines or plan.currency
        else "",
        spending=_spending(lines, known, plan.currency) if lines else "",
    )


def _text(*sentences: str) -> str:
    return " ".join(filter(None, sentences))


def _if_any(value: int, of_one: str, of_several: str) -> str:
    """Return the sentence that goes with a number of things, or nothing where there are none."""
    return noun_of(value, of_one, of_several) if value else ""


def _delivery(actions: Sequence[ActionSummary], last_report: When | None) -> str:
    total = len(actions)
    of_all = count(total, "action")
    done = sum(action.status.is_done for action in actions)
    reported = [action.status for action in actions if action.is_reported]
    as_of = f", as of {day(last_report)}" if last_report else ""
    if not reported:
        return ""
    if total == 1:
        return f"The one action is reported as “{reported[0].label}”{as_of}."
    if done == total:
        whole = "Both actions" if total == 2 else f"All {of_all}"
        return f"{whole} are reported complete{as_of}."
    if done:
        return noun_of(
            done,
            f"1 of {of_all} is reported complete{as_of}.",
            f"{number(done)} of {of_all} are reported complete{as_of}.",
        )
    none = "Neither of the 2 actions" if total == 2 else f"None of the {of_all}"
    if any(status.stage != "waiting" and not status.is_unknown for status in reported):
        return f"{none} is reported complete{as_of}."
    return f"{none} is reported begun{as_of}."


def _not_reported(actions: Sequence[ActionSummary]) -> str:
    """Return of how many actions nobody has reported yet where they stand."""
    total = len(actions)
    missing = sum(not action.is_reported for action in actions)
    if missing == total:
        of_few = {
            1: "It is not reported yet where the one action stands.",
            2: "It is not reported yet where either of the 2 actions stands.",
        }
        of_many = f"It is not reported yet where any of the {count(total, 'action')} stands."
        return of_few.get(total, of_many)
    return _if_any(
        missing,
        "It is not reported yet where 1 action stands.",
        f"It is not reported yet where {number(missing)} actions stand.",
    )


def _milestones_done(actions: Sequence[ActionSummary]) -> str:
    """Return how many milestones are done, where that is all that anybody has reported."""
    items = [item for action in actions for item in action.milestones]
    done = sum(item.state == "done" for item in items)
    if any(action.is_reported for action in actions):
        return ""
    of_all = count(len(items), "milestone")
    return _if_any(
        done,
        f"1 of {of_all} is reported done.",
        f"{number(done)} of {of_all} are reported done.",
    )


def _measured(actions: Sequence[ActionSummary]) -> str:
    """Return of how many measures a reading is reported, where no status is."""
    if any(action.is_reported for action in actions):
        return ""
    measures = [measure for action in actions for measure in action.record.measures]
    read = sum(bool(measure.readings) for measure in measures)
    if len(measures) == 1 == read:
        return "A reading is reported of the one measure."
    of_all = count(len(measures), "measure")
    return f"A reading is reported of {number(read)} of {of_all}." if read else ""


def _discontinued(actions: Sequence[ActionSummary]) -> str:
    """Return how many of several actions do not go on; of one alone, its status says so."""
    if len(actions) == 1:
        return ""
    stopped = sum(action.discontinued == "stopped" for action in actions)
    replaced = sum(action.discontinued == "replaced" for action in actions)
    return _text(
        f"{count(stopped, 'action')} will not be carried out." if stopped else "",
        _if_any(
            replaced,
            "1 action was replaced by another.",
            f"{number(replaced)} actions were replaced by others.",
        ),
    )


def _unknown(actions: Sequence[ActionSummary]) -> str:
    """Return of how many of several actions nobody knows how they stand."""
    if len(actions) == 1:
        return ""
    unknown = sum(action.status.is_unknown for action in actions)
    return _if_any(
        unknown,
        "It is not known where 1 action stands.",
        f"It is not known where {number(unknown)} actions stand.",
    )


def _apart(actions: Sequence[ActionSummary]) -> str:
    """Return how many actions are left out of what is said, by their status."""
    found = Counter(action.status.label for action in actions if action.is_apart)
    parts = [
        f"{count(number, 'action')} with the status “{label}”" for label, number in found.items()
    ]
    return f"Not counted: {', '.join(parts)}." if parts else ""


def _reporting(
    plan: Plan, actions: Sequence[ActionSummary], as_of: When | None, newest: When, today: date
) -> str:
    """Return what is to be said of reports that are awaited; of what is finished, none is.

    `newest` is the newest day of which anything is reported, be it a reading or what was spent.
    """
    if all(action.is_closed for action in actions):
        return ""
    silent = (today - newest.last).days
    return _text(
        _silence(actions, as_of, newest, today) if silent > _RECENT else "",
        _overdue(plan.review_every, actions)
        if plan.review_every and silent <= plan.review_every
        else "",
    )


def _overdue(review_every: int, actions: Sequence[ActionSummary]) -> str:
    """Return how many actions are overdue for review."""
    overdue = sum(action.overdue is not None for action in actions)
    days = count(review_every, "day")
    return _if_any(
        overdue,
        f"1 action is overdue for review, with no update for more than {days}.",
        f"{number(overdue)} actions are overdue for review, with no update for more than {days}.",
    )


def _silence(
    actions: Sequence[ActionSummary], as_of: When | None, newest: When, today: date
) -> str:
    """Return for how long nothing was reported, with the day where no sentence before has it."""
    silence = span(newest.last, today)
    if newest == as_of and all(action.is_reported for action in actions):
        return f"Nothing has been reported since, for {silence}."
    return f"Nothing has been reported since {day(newest)}, for {silence}."


def _lateness(actions: Sequence[ActionSummary]) -> str:
    """Return how many actions are late, and how many were moved; then the same of milestones."""
    items = [item for action in actions for item in action.milestones]
    late = sum(action.late is not None for action in actions)
    moved = sum(bool(action.moves) for action in actions)
    late_items = sum(item.state == "late" for item in items)
    moved_items = sum(item.moved for item in items)
    return _text(
        _if_any(
            late,
            "1 action is late: past the day it was due, and not finished.",
            f"{number(late)} actions are late: past the day they were due, and not finished.",
        ),
        _if_any(
            moved,
            "The due date of 1 action was moved.",
            f"The due dates of {number(moved)} actions were moved.",
        ),
        _if_any(
            late_items,
            "1 milestone is late: past the day it was due, and not reported done.",
            f"{number(late_items)} milestones are late: past the day they were due, and not"
            " reported done.",
        ),
        _if_any(
            moved_items,
            "The due date of 1 milestone was moved.",
            f"The due dates of {number(moved_items)} milestones were moved.",
        ),
    )


def _time(period: Period, today: date) -> str:
    if today > period.end:
        return f"The plan’s time, {period.label}, ended on {day(period.end)}."
    if today < period.start:
        return f"The plan’s time, {period.label}, begins on {day(period.start)}."
    return f"The plan’s time, {period.label}, ends on {day(period.end)}."


def _allocation(
    actions: Sequence[ActionSummary],
    lines: Sequence[FundingLine],
    known: Sequence[FundingLine],
    currency: str | None,
) -> str:
    amounts = [(action, action.allocated) for action in actions if action.allocated is not None]
    allocated = sum_of(amount for _, amount in amounts)
    if allocated is None:
        return "No allocated amount is stated." if actions else ""
    amount, whose = money(allocated, currency), "it"
    if len(actions) > 1:
        whose = ", ".join(
            filter(None, (count(len(amounts), "action"), of_which(amounts, currency)))
        )
    spent = sum_of(line.spent for line in known)
    if spent is None:
        return f"{amount} is allocated for {whose}; spending is not reported."
    reported = money(spent, currency)
    if len(known) == len(lines):
        return f"{amount} is allocated for {whose}; {reported} is reported as spent."
    return (
        f"{amount} is allocated for {whose}; {reported} is reported as spent,"
        f" for {number(len(known))} of {count(len(lines), 'amount')}."
    )


def _spending(
    lines: Sequence[FundingLine], known: Sequence[FundingLine], currency: str | None
) -> str:
    spent = sum_of(line.spent for line in known)
    total = len(lines)
    if spent is None:
        of_few = {
            1: "Spending is not reported for the one amount.",
            2: "Spending is not reported for either of the 2 amounts.",
        }
        of_many = f"Spending is not reported for any of the {number(total)} amounts."
        return of_few.get(total, of_many)
    reported = money(spent, currency)
    counted = day(max(line.spent_as_at for line in known if line.spent_as_at))
    if len(known) == total:
        return f"{reported} is reported as spent by {counted}."
    return (
        f"{reported} is reported as spent by {counted}, for {number(len(known))} of"
        f" {count(total, 'amount')}; for the rest, spending is not reported."
    )
