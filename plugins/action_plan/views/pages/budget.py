"""The budget summary: exact sums of what is stated, and everything that has no amount."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from ... import urls
from ...content.models import FundingLine
from ...content.plan_models import ApprovedBudget
from ...formatting import count, financial_year
from ...frozen import frozen
from ..action_summary import ActionSummary, FundingItem, Link, in_totals, of_which
from ..figures import percentages, rounding_note, sum_of
from ..page import Menu, Page, page_of_list
from ..pagination import Pagination, paginate
from ..plan_index import PlanIndex, grouped
from ..verdict import Verdict, verdict

__all__ = [
    "BudgetLine",
    "BudgetPage",
    "BudgetRow",
    "BudgetSummary",
    "BudgetTable",
    "Reconciliation",
    "WithoutAmount",
    "budget_summary",
    "pages",
    "without_amount_url",
]

_WITHOUT_AMOUNT = "unpriced"
"""The anchor of what has no amount, on each page that has any."""


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
    def source_and_note(self) -> str:
        """Whose money it is, and what else is known about it."""
        return ". ".join(filter(None, (self.funding.source, self.funding.note)))


class WithoutAmount(NamedTuple):
    """Actions for which no amount is allocated, or which also use what has none."""

    title: str
    rows: tuple[tuple[ActionSummary, tuple[FundingItem, ...]], ...]
    """Each action with its lines of which no amount is in the total."""


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

    @property
    def left(self) -> Decimal:
        """What was approved and is not allocated, or 0."""
        return max(self.approved.amount - self.allocated, Decimal(0))

    @property
    def excess(self) -> Decimal:
        """What is allocated beyond what was approved, or 0."""
        return max(self.allocated - self.approved.amount, Decimal(0))


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
        return self.with_amount > 0

    @property
    def actions_in_all(self) -> int:
        """All actions, whatever is stated for them."""
        return self.with_amount + self.without_amount


@frozen
class BudgetPage:
    """What a page of the budget shows: the sums, and each line of its actions in one of three."""

    verdict: Verdict
    summary: BudgetSummary
    lines: tuple[BudgetLine, ...]
    other: tuple[BudgetLine, ...]
    """Amounts not allocated by this plan, such as another body's money: not in the total."""
    without_amount: tuple[WithoutAmount, ...]
    terms: tuple[tuple[str, str], ...]
    """Abbreviations in what is quoted of them, with their meanings."""
    without_amount_url: str
    """Where the first of all actions that lack an amount is, or nothing where none does."""
    pagination: Pagination

    @property
    def quotes(self) -> bool:
        """Whether the document's own words say what pays for any of what has no amount."""
        rows = (action for group in self.without_amount for action, _ in group.rows)
        return any(action.funding.quoted_says_more for action in rows)

    @property
    def has_notes(self) -> bool:
        """Whether anything more is known about any of the lines."""
        return any(line.source_and_note for line in self.lines)

    @property
    def notes(self) -> tuple[str, ...]:
        """What several lines say in the same words, so that it is printed once, below them."""
        found = Counter(line.source_and_note for line in self.lines)
        return tuple(note for note, number in found.items() if note and number > 1)

    @property
    def noted_lines(self) -> tuple[tuple[BudgetLine, int], ...]:
        """Each line with the number of its note among those, from 1, or 0."""
        numbers = {note: number for number, note in enumerate(self.notes, start=1)}
        return tuple((line, numbers.get(line.source_and_note, 0)) for line in self.lines)

    @property
    def other_spent(self) -> bool:
        """Whether spending is reported for an amount that is not in the total."""
        return any(line.funding.spent is not None for line in self.other)

    @property
    def total_label(self) -> str:
        """The words beside the total below the lines."""
        return "Total of all pages" if self.pagination.pages else "Total"


def pages(plan_index: PlanIndex, _hosting: object) -> Iterator[Page[BudgetPage]]:
    """Return the budget page, or several that share out the lines by their actions.

    A plan that says nothing of money has none.
    """
    if not plan_index.has_money:
        return
    summary = budget_summary(plan_index)
    in_words = verdict(plan_index.plan, plan_index.actions, plan_index.content.today)
    url = without_amount_url(plan_index, plan_index.actions)
    for pagination, actions in paginate(plan_index.actions, urls.BUDGET):
        lines = _lines(actions)
        without_amount = tuple(_without_amount(actions, paged=bool(pagination.pages)))
        quoted = (action.funding.quoted for group in without_amount for action, _ in group.rows)
        first = Page(
            url=urls.BUDGET,
            template="budget",
            title="Budget summary",
            short_title="Budget",
            menu=Menu.NAVIGATION,
            summary=f"The money allocated in the {plan_index.plan.title}:"
            f" by {'theme, section' if plan_index.sections else 'theme'} and year,"
            " and line by line.",
            view=BudgetPage(
                verdict=in_words,
                summary=summary,
                lines=tuple(_counted(lines)),
                other=tuple(
                    line
                    for line in lines
                    if line.funding.amount is not None and not line.is_counted
                ),
                without_amount=without_amount,
                terms=plan_index.content.glossary.terms(*filter(None, quoted)),
                without_amount_url=url,
                pagination=pagination,
            ),
        )
        yield page_of_list(first, pagination)


def budget_summary(plan_index: PlanIndex) -> BudgetSummary:
    """Return the sums of all actions, of each theme, of each section and of each year."""
    currency = plan_index.plan.currency or ""
    counted = _counted(_lines(plan_index.actions))
    actions = in_totals(plan_index.actions)
    without = sum(action.allocated is None for action in actions)
    return BudgetSummary(
        total=_allocated(counted),
        of_which=_of_which(counted, currency),
        with_amount=len(actions) - without,
        without_amount=without,
        by_theme=_table(
            {
                Link(theme.title, theme.url): _counted(_lines(actions))
                for theme, actions in plan_index.by_counted_theme.items()
            },
            currency,
        ),
        by_section=_table(
            {
                Link(section.title, section.url): _counted(_lines(actions))
                for section, actions in plan_index.by_section.items()
                if plan_index.sections
            },
            currency,
        ),
        by_year=_by_year(counted, currency),
        by_use=_by_use(counted, currency),
        other=tuple(_other_sums(_lines(actions))),
        has_estimates=any(line.kind == "estimate" for line in _lines(plan_index.actions)),
        spent=sum_of(line.funding.spent for line in counted),
        reconciliation=_reconciliation(plan_index.plan.approved_budget, counted, currency),
    )


def without_amount_url(plan_index: PlanIndex, actions: Iterable[ActionSummary]) -> str:
    """Return where the budget has the first of some actions that lack an amount, or nothing."""
    if not plan_index.has_money:
        return ""
    found = {action.link.id for action in actions if _lacks_amount(action)}
    for pagination, listed in paginate(plan_index.actions, urls.BUDGET):
        if any(action.link.id in found for action in listed):
            url = pagination.url if pagination.pages else urls.BUDGET
            return f"{url}#{_WITHOUT_AMOUNT}"
    return ""


def _lines(actions: Iterable[ActionSummary]) -> list[BudgetLine]:
    return [BudgetLine(action, line) for action in actions for line in action.record.funding]


def _counted(lines: Iterable[BudgetLine]) -> list[BudgetLine]:
    return [line for line in lines if line.is_counted]


def _allocated(lines: Iterable[BudgetLine]) -> Decimal:
    return sum_of(line.funding.counted_amount for line in lines) or Decimal(0)


def _of_which(lines: Iterable[BudgetLine], currency: str) -> str:
    return of_which(
        ((line.action, line.funding.counted_amount or Decimal(0)) for line in lines), currency
    )


def _table(groups: Mapping[Link, Sequence[BudgetLine]], currency: str) -> BudgetTable:
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


def _by_year(counted: Sequence[BudgetLine], currency: str) -> BudgetTable:
    """Return the sums by year; of one year alone it would be the total again."""
    table = _by([(line.funding.year, line) for line in counted], "No year stated", currency)
    return table if len(table.rows) > 1 else BudgetTable((), "")


def _by_use(counted: Sequence[BudgetLine], currency: str) -> BudgetTable | None:
    if not any(line.funding.of for line in counted):
        return None
    uses = [(line.funding.of and line.funding.of.capitalize(), line) for line in counted]
    return _by(uses, "Not stated", currency)


def _by(
    lines: Sequence[tuple[str | None, BudgetLine]], not_stated: str, currency: str
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


def _lacks_amount(action: ActionSummary) -> bool:
    if action.is_apart:
        return False
    return action.allocated is None or any(line.amount is None for line in action.record.funding)


def _without_amount(actions: Iterable[ActionSummary], *, paged: bool) -> Iterator[WithoutAmount]:
    lacking = [action for action in actions if _lacks_amount(action)]
    where = " on this page" if paged else ""
    none = [(action, action.funding.lines) for action in lacking if action.allocated is None]
    also = [
        (action, tuple(item for item in action.funding.lines if item.line.amount is None))
        for action in lacking
        if action.allocated is not None
    ]
    if none:
        title = f"{count(len(none), 'action')} with no allocated amount{where}"
        yield WithoutAmount(title, tuple(none))
    if also:
        title = count(
            len(also),
            "action that has an amount, and also uses what has none",
            "actions that have an amount, and also use what has none",
        )
        yield WithoutAmount(f"{title}{where}", tuple(also))


def _reconciliation(
    approved: ApprovedBudget | None, counted: Iterable[BudgetLine], currency: str
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
    several_years = sum_of(line.funding.counted_amount for line in partly)
    return Reconciliation(approved, _allocated(within), _of_which(within, currency), several_years)


def _years(written: str) -> set[str]:
    """Return each year of one or of several: of `2024/25 to 2026/27`, three."""
    first, _, last = written.partition(" to ")
    years = range(int(first[:4]), int((last or first)[:4]) + 1)
    return {financial_year(year) if "/" in first else str(year) for year in years}
