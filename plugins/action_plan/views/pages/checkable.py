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
    is_usual: bool = True
    """Whether it is counted in plans, too, in which no action says it."""


def _impact(action: ActionSummary) -> str:
    part = action.about("impact")
    return part.text if part else ""


CHECKS: Mapping[str, Check] = {
    "lead": Check(
        "Who is to do it",
        "the team or role that leads it, as “lead”",
        lambda action: bool(action.record.lead),
    ),
    "due": Check(
        "By when it is to be done",
        "the time by which it is to be done, as “due”",
        lambda action: action.record.due is not None,
    ),
    "amount": Check(
        "How much money is allocated",
        "what is allocated, as “amount” in “funding”",
        lambda action: action.allocated is not None,
    ),
    "aim": Check(
        "A number in what it is to achieve",
        "a number that it is to reach, in the text under “{part}”",
        lambda action: any(map(str.isdecimal, _impact(action))),
    ),
    "milestones": Check(
        "A step, and by when it is to be done",
        "a step and when it is due, in “milestones”",
        lambda action: any(item.record.due for item in action.milestones),
        is_usual=False,
    ),
    "measures": Check(
        "A number to be reached, and how far it is",
        "a “target” in “measures”",
        lambda action: any(measure.target for measure in action.record.measures),
        is_usual=False,
    ),
    "evidence": Check(
        "Evidence for what is reported",
        "where a report can be checked, as “evidence” in “updates”",
        lambda action: any(entry.evidence for entry in action.history),
    ),
    "again": Check(
        "More than one report",
        "what has happened since the first report, as another entry in “updates”",
        lambda action: len(action.history) > 1,
    ),
}
"""What is counted, by the name that narrows the list of actions to those that have it or not."""


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
        summary=f"How many actions of the {plan_index.plan.title} say who is to do what, by when,"
        " with what money and with what evidence.",
        view=Checkable(
            total=total,
            counted=tuple(
                _counted(key, check, sum(map(check.holds, actions)), total)
                for key, check in _checks(plan_index)
            ),
        ),
        updated=plan_index.updated,
    )


def _checks(plan_index: PlanIndex) -> Iterator[tuple[str, Check]]:
    """Return what is counted.

    Of what actions are to achieve, where the plan has a part for it; of steps and measures, where
    it has any.
    """
    aims = [part.title for part in plan_index.plan.parts if part.about == "impact"]
    for key, check in CHECKS.items():
        if not check.is_usual and not any(map(check.holds, plan_index.actions)):
            continue
        if key != "aim":
            yield key, check
        elif aims:
            yield key, check._replace(to_add=check.to_add.format(part=aims[0]))


def _counted(key: str, check: Check, number: int, total: int) -> Counted:
    return Counted(
        check=check,
        number=number,
        url=urls.actions_where(**{key: "yes"}),
        missing=total - number,
        missing_url=urls.actions_where(**{key: "no"}),
    )
