"""What a plan lets anyone check: how many of its actions say who, when, how much and with what."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from ... import urls
from ...frozen import frozen
from ..action_summary import ActionSummary, in_totals
from ..page import Menu, Page
from ..plan_index import PlanIndex

__all__ = ["CHECKS", "Check", "Checkable", "pages"]


class Check(NamedTuple):
    """Something that an action can say, and whether one does."""

    question: str
    """What a resident can then check."""
    to_add: str
    """What an officer adds where it is missing; `{part}` is the part on what is to be achieved."""
    holds: Callable[[ActionSummary], bool]
    concerns: Callable[[PlanIndex], bool] = lambda _: True
    """Whether a plan has anything of the kind: of others it is not counted."""


def _impact(action: ActionSummary) -> str:
    part = action.about("impact")
    return part.text if part else ""


CHECKS: Mapping[str, Check] = {
    "lead": Check(
        "Who is to do it",
        "who leads, a team or a role, as “lead”",
        lambda action: bool(action.record.lead),
    ),
    "due": Check(
        "By when it is to be done",
        "when it is due, as “due”",
        lambda action: action.has_due_date,
    ),
    "amount": Check(
        "How much money is allocated",
        "how much is allocated, as “amount” in “funding”",
        lambda action: action.allocated is not None,
        concerns=lambda plan_index: plan_index.has_money,
    ),
    "aim": Check(
        "A number in what it is to achieve",
        "a number to reach, in the text under “{part}”",
        lambda action: any(map(str.isdecimal, _impact(action))),
        concerns=lambda plan_index: any(map(_impact, plan_index.actions)),
    ),
    "milestones": Check(
        "A step, and by when it is to be done",
        "a step and when it is due, in “milestones”",
        lambda action: any(item.record.due for item in action.milestones),
        concerns=lambda plan_index: any(action.milestones for action in plan_index.actions),
    ),
    "measures": Check(
        "A number to be reached",
        "the number to reach, as “target” in “measures”",
        lambda action: any(measure.target for measure in action.record.measures),
        concerns=lambda plan_index: any(action.record.measures for action in plan_index.actions),
    ),
    "evidence": Check(
        "Evidence for what is reported",
        "where a report can be checked, as “evidence” in “updates”",
        lambda action: any(entry.evidence or entry.documents for entry in action.history),
        concerns=lambda plan_index: bool(plan_index.updates),
    ),
    "again": Check(
        "More than one report",
        "what has happened by now, as a new entry in “updates”",
        lambda action: sum(not entry.correction for entry in action.history) > 1,
        concerns=lambda plan_index: bool(plan_index.updates),
    ),
}
"""What is counted, by the name that narrows the list of actions to those that have it or not."""


_LEAD = (
    "A promise can be checked where it says {what}{reports}. Here is how many of this plan’s"
    " actions say so. It is a count, not a grade."
)
_WHAT = "who is to do what and by when"
_WHAT_WITH_MONEY = "who is to do what, by when and with what money"
_REPORTS = ", and where later reports come with evidence"


class Counted(NamedTuple):
    """A check with how many actions pass it, how many do not, and the list of each."""

    check: Check
    number: int
    url: str
    missing: int
    missing_url: str


@frozen
class Checkable:
    """What the page shows."""

    total: int
    counted: tuple[Counted, ...]
    lead: str
    """What the page is about; of money and of reports only where the plan has any."""

    @property
    def missing(self) -> tuple[Counted, ...]:
        """The checks that some actions do not pass, most of them first."""
        found = (counted for counted in self.counted if counted.missing)
        return tuple(sorted(found, key=lambda counted: -counted.missing))


def pages(plan_index: PlanIndex, _hosting: object) -> Iterator[Page[Checkable]]:
    """Return the page."""
    actions = in_totals(plan_index.actions)
    total = len(actions)
    yield Page(
        url=urls.CHECKABLE,
        template="checkable",
        title="What can be checked",
        menu=Menu.ABOUT_PLAN,
        summary=_summary(plan_index),
        view=Checkable(
            total=total,
            counted=tuple(
                _counted(key, check, sum(map(check.holds, actions)), total)
                for key, check in _checks(plan_index)
            ),
            lead=_LEAD.format(
                what=_WHAT_WITH_MONEY if plan_index.has_money else _WHAT,
                reports=_REPORTS if plan_index.updates else "",
            ),
        ),
        updated=plan_index.updated,
    )


def _summary(plan_index: PlanIndex) -> str:
    more = (("what money", plan_index.has_money), ("what evidence", bool(plan_index.updates)))
    said = ("by when", *(f"with {what}" for what, is_there in more if is_there))
    before = ", ".join(("who is to do what", *said[:-1]))
    return f"How many actions of the {plan_index.plan.title} say {before} and {said[-1]}."


def _checks(plan_index: PlanIndex) -> Iterator[tuple[str, Check]]:
    """Return what is counted of a plan."""
    impact = next((part.title for part in plan_index.plan.parts if part.about == "impact"), "")
    for key, check in CHECKS.items():
        if check.concerns(plan_index):
            yield key, check._replace(to_add=check.to_add.replace("{part}", impact))


def _counted(key: str, check: Check, number: int, total: int) -> Counted:
    return Counted(
        check=check,
        number=number,
        url=urls.actions_where(**{key: "yes"}),
        missing=total - number,
        missing_url=urls.actions_where(**{key: "no"}),
    )
