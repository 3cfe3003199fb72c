"""The budget summary: exact sums of what is stated, and everything that has no amount."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from ... import urls
from ...content.markdown import SiteHtml
from ...content.outline import Outline
from ...hosting import Hosting
from ..figures import percentages, rounding_note
from ..page import Menu, Page, page_of_list
from ..pagination import Pagination, is_first, paginate
from ..plan_index import ActionSummary, Funding, PlanIndex, allocated_in

__all__ = [
    "BudgetRow",
    "BudgetSummary",
    "BudgetTable",
    "Reconciliation",
    "WithoutAmount",
    "budget_summary",
    "page_urls",
    "pages",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class BudgetRow:
    """The money of one theme, section or year: amount, share in per cent, actions and spent."""

    title: str
    url: str
    amount: Decimal
    percentage: Decimal
    action_count: int
    spent: Decimal | None


@dataclass(frozen=True, slots=True, kw_only=True)
class BudgetTable:
    """Rows of money that add up to the total."""

    caption: str
    heading: str
    rows: tuple[BudgetRow, ...]
    rounding_note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WithoutAmount:
    """An action with funding that has no amount, or with none stated, and the lines of it."""

    action: ActionSummary
    lines: tuple[Funding, ...]
    notes: tuple[str, ...]
    """The note of each line, empty where the document's own words contain it."""
    resources: SiteHtml
    """The document's own words on what the action needs."""

    @property
    def has_amount(self) -> bool:
        """Whether another line of the action states an amount."""
        return self.action.allocated is not None

    @property
    def lines_with_notes(self) -> tuple[tuple[Funding, str], ...]:
        """Each line with its note."""
        return tuple(zip(self.lines, self.notes, strict=True))


@dataclass(frozen=True, slots=True, kw_only=True)
class Reconciliation:
    """The approved total, and what is allocated for its year or without a year."""

    amount: Decimal
    year: str
    source: str
    allocated: Decimal
    difference: Decimal
    """Approved less allocated: negative where more is allocated than approved."""

    @property
    def left(self) -> Decimal:
        """What was approved and is not allocated, or 0."""
        return max(self.difference, Decimal(0))

    @property
    def excess(self) -> Decimal:
        """What is allocated beyond what was approved, or 0."""
        return max(-self.difference, Decimal(0))


@dataclass(frozen=True, slots=True, kw_only=True)
class BudgetSummary:
    """What the budget page shows; every line of funding is in `lines`, `other` or `unpriced`.

    Where there are many, these hold the lines of one page of several; the sums are of all.
    """

    total: Decimal
    action_count: int
    actions_in_all: int
    by_theme: BudgetTable
    by_section: BudgetTable
    by_year: BudgetTable
    lines: tuple[Funding, ...]
    other: tuple[Funding, ...]
    """Amounts not allocated by this plan, such as another body's money: not in the total."""
    unpriced: tuple[WithoutAmount, ...]
    without_amount: int
    """Actions for which no allocated amount is stated."""
    spent: Decimal | None
    spent_as_at: date | None
    approved: Reconciliation | None
    series: Pagination | None = None

    @property
    def other_spent(self) -> bool:
        """Whether spending is reported for an amount that is not in the total."""
        return any(line.spent is not None for line in self.other)

    @property
    def is_first(self) -> bool:
        """Whether this is the page with the sums."""
        return is_first(self.series)

    @property
    def total_label(self) -> str:
        """The words beside the total below the lines."""
        return "Total of all pages" if self.series else "Total"


def page_urls(_outline: Outline) -> tuple[str, ...]:
    """Return the URL of the budget summary."""
    return (urls.BUDGET,)


def pages(plan_index: PlanIndex, _hosting: Hosting) -> Iterator[Page[BudgetSummary]]:
    """Return the budget page, or several that share out the lines by their actions."""
    title = plan_index.plan.title
    summary = budget_summary(plan_index)
    for series, actions in paginate(plan_index.lines, urls.BUDGET, plan_index.ids):
        ids = {action.link.id for action in actions}
        first = Page(
            url=urls.BUDGET,
            template="budget",
            title="Budget summary",
            short_title="Budget",
            menu=Menu.NAVIGATION,
            summary=f"The money allocated in the {title}:"
            " by theme, section and year, and line by line.",
            view=replace(
                summary,
                lines=tuple(line for line in summary.lines if line.action.id in ids),
                other=tuple(line for line in summary.other if line.action.id in ids),
                unpriced=tuple(item for item in summary.unpriced if item.action.link.id in ids),
                series=series,
            ),
        )
        yield page_of_list(first, series)


def budget_summary(plan_index: PlanIndex) -> BudgetSummary:
    """Return the budget page from the lines of funding, dropping none."""
    funding = [line for action in plan_index.lines for line in action.funding]
    counted = tuple(line for line in funding if line.counted)
    with_amount = [action for action in plan_index.lines if action.allocated is not None]
    spent_days = [line.spent_as_at for line in counted if line.spent_as_at]
    return BudgetSummary(
        total=_sum(counted),
        action_count=len(with_amount),
        actions_in_all=len(plan_index.lines),
        by_theme=_table(
            "Allocated by theme",
            "Theme",
            [
                (theme.title, theme.url, _counted(plan_index.by_theme[theme.id]))
                for theme in plan_index.themes.values()
            ],
        ),
        by_section=_table(
            "Allocated by section",
            "Section",
            [
                (section.title, section.list_url, _counted(plan_index.by_section[section.id]))
                for section in plan_index.sections.values()
            ],
        ),
        by_year=_by_year(counted),
        lines=counted,
        other=tuple(line for line in funding if line.amount is not None and not line.counted),
        unpriced=tuple(_without_amount_of(plan_index)),
        without_amount=len(plan_index.lines) - len(with_amount),
        spent=_spent(counted),
        spent_as_at=max(spent_days, default=None),
        approved=_approved(plan_index, counted),
    )


def _counted(lines: Iterable[ActionSummary]) -> list[Funding]:
    return [line for action in lines for line in action.funding if line.counted]


def _sum(lines: Iterable[Funding]) -> Decimal:
    return allocated_in(lines) or Decimal(0)


def _spent(lines: Iterable[Funding]) -> Decimal | None:
    spent = [line.spent for line in lines if line.spent is not None]
    return sum(spent, Decimal(0)) if spent else None


def _table(
    caption: str, heading: str, groups: Sequence[tuple[str, str, Sequence[Funding]]]
) -> BudgetTable:
    amounts = [_sum(lines) for _, _, lines in groups]
    shares = percentages(amounts)
    rows = tuple(
        BudgetRow(
            title=title,
            url=url,
            amount=amount,
            percentage=share,
            action_count=len({line.action.id for line in lines}),
            spent=_spent(lines),
        )
        for (title, url, lines), amount, share in zip(groups, amounts, shares, strict=True)
    )
    return BudgetTable(
        caption=caption, heading=heading, rows=rows, rounding_note=rounding_note(shares)
    )


def _by_year(counted: Sequence[Funding]) -> BudgetTable:
    years = sorted({line.year for line in counted if line.year})
    groups = [(year, "", [line for line in counted if line.year == year]) for year in years]
    undated = [line for line in counted if not line.year]
    if undated:
        groups.append(("No year stated", "", undated))
    return _table("Allocated by year", "Year", groups)


def _without_amount_of(plan_index: PlanIndex) -> Iterable[WithoutAmount]:
    for action in plan_index.lines:
        lines = tuple(line for line in action.funding if line.amount is None)
        if lines or not action.funding:
            words = " ".join(action.action.resources.split())
            notes = tuple("" if (line.note or "") in words else line.note or "" for line in lines)
            html = action.action.resources.html
            yield WithoutAmount(action=action, lines=lines, notes=notes, resources=html)


def _approved(plan_index: PlanIndex, counted: Sequence[Funding]) -> Reconciliation | None:
    approved = plan_index.plan.approved_budget
    if approved is None:
        return None
    allocated = _sum(line for line in counted if line.year in (approved.year, None))
    return Reconciliation(
        amount=approved.amount,
        year=approved.year,
        source=approved.source,
        allocated=allocated,
        difference=approved.amount - allocated,
    )
