"""The lines of funding of a plan's actions, and exact sums of the amounts that are stated."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from ..content.models import FundingLine
from ..content.plan_models import ApprovedBudget
from ..formatting import before_note, financial_year, money
from ..frozen import frozen
from .action_summary import ActionSummary, Group, Link, in_totals, of_which
from .figures import percentages, rounding_note, sum_of
from .plan_index import PlanIndex, grouped

__all__ = [
    "BudgetLine",
    "BudgetRow",
    "BudgetSummary",
    "BudgetTable",
    "Reconciliation",
    "budget_lines",
    "budget_summary",
]


class BudgetLine(NamedTuple):
    """A line of funding with its action."""

    action: ActionSummary
    funding: FundingLine

    @property
    def is_counted(self) -> bool:
        """Whether the amount is part of the total."""
        return self.funding.counted_amount is not None and not self.action.is_apart

    @property
    def kind(self) -> str:
        """What kind of money it is, for an amount that is not part of the total."""
        is_apart = self.action.is_apart and self.funding.kind == "allocated"
        return "not counted" if is_apart else self.funding.kind

    @property
    def says_spending(self) -> bool:
        """Whether what was spent of it is to be said, be it that this is not reported."""
        can_be_spent = self.funding.can_be_spent and not self.action.is_apart
        return can_be_spent or self.funding.spent is not None

    @property
    def source_and_note(self) -> str:
        """Whose money it is, and what else is known about it."""
        source, note = self.funding.source or "", self.funding.note or ""
        between = before_note(source, note) if source and note else ""
        return f"{source}{between}{note}"


@frozen
class BudgetRow:
    """The money of one theme, section or year: amount, share in per cent, actions and spent."""

    title: str
    url: str
    amount: Decimal
    of_which: str
    """What of it is for actions that do not go on."""
    percentage: Decimal
    action_count: int
    spent: Decimal | None


class BudgetTable(NamedTuple):
    """Rows of money that add up to the total."""

    rows: tuple[BudgetRow, ...]
    rounding_note: str


class Reconciliation(NamedTuple):
    """The approved total, and what is allocated for its year or without a year."""

    approved: ApprovedBudget
    allocated: Decimal
    of_which: str
    """What of that is for actions that do not go on."""
    several_years: Decimal | None
    """What is allocated for several years together, of which that year is one."""
    currency: str | None

    @property
    def difference(self) -> str:
        """How the two sums differ, in words; amounts for several years leave that open."""
        left = self.approved.amount - self.allocated
        amount = money(abs(left), self.currency)
        if self.several_years:
            if left > 0:
                return f"At most {amount} of the approved total is not allocated to an action"
            if left < 0:
                return f"At least {amount} more is allocated than was approved"
            return "At least the approved total is allocated"
        if left > 0:
            return f"{amount} of the approved total is not allocated to an action"
        if left < 0:
            return f"{amount} more is allocated than was approved"
        return "None: the amounts add up to the approved total"


@frozen
class BudgetSummary:
    """The sums of the allocated amounts of all actions."""

    total: Decimal
    of_which: str
    """What of that is for actions that do not go on."""
    with_amount: int
    """Actions for which an allocated amount is stated."""
    without_amount: int
    by_theme: BudgetTable
    by_section: BudgetTable
    by_year: BudgetTable
    by_use: BudgetTable | None
    """As capital and as revenue, where any line says which it is."""
    other: tuple[tuple[str, Decimal], ...]
    """What other kinds of funding add up to, each of several amounts: never to one another."""
    has_estimates: bool
    """Whether the plan says of anything what it is expected to cost."""
    spent: Decimal | None
    reconciliation: Reconciliation | None

    @property
    def has_amounts(self) -> bool:
        """Whether an amount is allocated to any action."""
        return bool(self.with_amount)

    @property
    def actions_in_all(self) -> int:
        """All actions, whatever is stated for them."""
        return self.with_amount + self.without_amount


def budget_summary(plan_index: PlanIndex) -> BudgetSummary:
    """Return the sums of all actions, of each theme, of each section and of each year."""
    currency = plan_index.plan.currency
    lines = budget_lines(plan_index.actions)
    counted = [line for line in lines if line.is_counted]
    actions = in_totals(plan_index.actions)
    without = sum(action.allocated is None for action in actions)
    return BudgetSummary(
        total=_allocated(counted),
        of_which=_of_which(counted, currency),
        with_amount=len(actions) - without,
        without_amount=without,
        by_theme=_by_group(plan_index.by_counted_theme, currency),
        by_section=_by_group(plan_index.by_section if plan_index.sections else {}, currency),
        by_year=_by_year(counted, currency),
        by_use=_by_use(counted, currency),
        other=tuple(_other_sums(budget_lines(actions))),
        has_estimates=any(line.kind == "estimate" for line in lines),
        spent=sum_of(line.funding.spent for line in counted),
        reconciliation=_reconciliation(plan_index.plan.approved_budget, counted, currency),
    )


def budget_lines(actions: Iterable[ActionSummary]) -> list[BudgetLine]:
    """Return every line of funding of some actions, counted or not, in their order."""
    return [BudgetLine(action, line) for action in actions for line in action.record.funding]


def _allocated(lines: Iterable[BudgetLine]) -> Decimal:
    return sum_of(line.funding.counted_amount for line in lines) or Decimal(0)


def _of_which(lines: Iterable[BudgetLine], currency: str | None) -> str:
    return of_which(
        ((line.action, line.funding.counted_amount or Decimal(0)) for line in lines), currency
    )


def _table(groups: Mapping[Link, Sequence[BudgetLine]], currency: str | None) -> BudgetTable:
    amounts = [_allocated(lines) for lines in groups.values()]
    shares = percentages(amounts)
    rows = (
        BudgetRow(
            title=link.title,
            url=link.url,
            amount=amount,
            of_which=_of_which(lines, currency),
            percentage=share,
            action_count=len({line.action.link.id for line in lines}),
            spent=sum_of(line.funding.spent for line in lines),
        )
        for (link, lines), amount, share in zip(groups.items(), amounts, shares, strict=True)
    )
    return BudgetTable(tuple(rows), rounding_note(shares))


def _by_group(groups: Mapping[Group, Iterable[ActionSummary]], currency: str | None) -> BudgetTable:
    counted = {
        Link(group.title, group.url): [line for line in budget_lines(actions) if line.is_counted]
        for group, actions in groups.items()
    }
    return _table(counted, currency)


def _by_year(counted: Sequence[BudgetLine], currency: str | None) -> BudgetTable:
    """Return the sums by year; of one year alone it would be the total again."""
    table = _by([(line.funding.year, line) for line in counted], "No year stated", currency)
    return table if len(table.rows) > 1 else BudgetTable((), "")


def _by_use(counted: Sequence[BudgetLine], currency: str | None) -> BudgetTable | None:
    if not any(line.funding.of for line in counted):
        return None
    uses = [(line.funding.of and line.funding.of.capitalize(), line) for line in counted]
    return _by(uses, "Not stated", currency)


def _by(
    lines: Sequence[tuple[str | None, BudgetLine]], not_stated: str, currency: str | None
) -> BudgetTable:
    stated = sorted({title for title, _ in lines if title})
    groups = grouped(
        ((Link(title or not_stated, ""), line) for title, line in lines),
        (Link(title, "") for title in stated),
    )
    return _table(groups, currency)


def _other_sums(lines: Iterable[BudgetLine]) -> Iterator[tuple[str, Decimal]]:
    amounts = grouped(
        (line.kind, line.funding.amount)
        for line in lines
        if line.funding.amount is not None and line.funding.counted_amount is None
    )
    for kind, found in amounts.items():
        if len(found) > 1:
            yield kind, sum(found, Decimal(0))


def _reconciliation(
    approved: ApprovedBudget | None, counted: Iterable[BudgetLine], currency: str | None
) -> Reconciliation | None:
    if approved is None:
        return None
    within, partly = [], []
    for line in counted:
        years = _years(line.funding.year or approved.year)
        if years <= _years(approved.year):
            within.append(line)
        elif years & _years(approved.year):
            partly.append(line)
    return Reconciliation(
        approved=approved,
        allocated=_allocated(within),
        of_which=_of_which(within, currency),
        several_years=sum_of(line.funding.counted_amount for line in partly),
        currency=currency,
    )


def _years(written: str) -> set[str]:
    """Return each year of one or of several: of `2024/25 to 2026/27`, three."""
    first, _, last = written.partition(" to ")
    years = range(int(first[:4]), int((last or first)[:4]) + 1)
    return {financial_year(year) if "/" in first else str(year) for year in years}
