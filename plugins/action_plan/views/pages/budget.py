"""The budget page: exact sums of what is stated, each line, and all that has no amount."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from ... import urls
from ...formatting import count
from ...frozen import frozen
from ...messages import listed
from ..action_summary import ActionSummary, FundingItem
from ..budget import BudgetLine, BudgetSummary, budget_lines, budget_summary
from ..page import Menu, Page, page_of_list
from ..pagination import Pagination, paginate
from ..plan_index import PlanIndex
from ..verdict import Verdict, verdict

__all__ = ["BudgetPage", "WithoutAmount", "pages", "without_amount_url"]

_WITHOUT_AMOUNT = "unpriced"
"""The anchor of what has no amount, on each page that has any."""


class WithoutAmount(NamedTuple):
    """Actions for which no amount is allocated, or which also use what has none."""

    title: str
    rows: tuple[tuple[ActionSummary, tuple[FundingItem, ...]], ...]
    """Each action with its lines of which no amount is in the total."""


@frozen
class BudgetPage:
    """What a page of the budget shows: the sums, and each line of its actions in one of three."""

    verdict: Verdict
    summary: BudgetSummary
    themes_note: str
    """What is to be said beside sums by theme, where any action has several themes."""
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
    in_words = verdict(plan_index)
    url = without_amount_url(plan_index, plan_index.actions)
    for pagination, actions in paginate(plan_index.actions, urls.BUDGET):
        lines = budget_lines(actions)
        without_amount = tuple(_without_amount(actions, paged=bool(pagination.pages)))
        quoted = (action.funding.quoted for group in without_amount for action, _ in group.rows)
        first = Page(
            url=urls.BUDGET,
            template="budget",
            title="Budget summary",
            short_title="Budget",
            menu=Menu.NAVIGATION,
            summary=_in_short(plan_index, summary),
            view=BudgetPage(
                verdict=in_words,
                summary=summary,
                themes_note=plan_index.themes_note,
                lines=tuple(line for line in lines if line.is_counted),
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


def _in_short(plan_index: PlanIndex, summary: BudgetSummary) -> str:
    title = plan_index.plan.title
    if not plan_index.has_amounts:
        return f"What the {title} says of what pays for its actions."
    if not summary.total:
        return f"The money allocated in the {title}, line by line."
    more = (("section", summary.by_section), ("year", summary.by_year))
    groups = listed(["theme", *(name for name, table in more if table.rows)])
    return f"The money allocated in the {title}: by {groups}, and line by line."


def without_amount_url(plan_index: PlanIndex, actions: Iterable[ActionSummary]) -> str:
    """Return where the budget has the first of some actions that lack an amount, or nothing."""
    if not plan_index.has_money:
        return ""
    found = {action.link.id for action in actions if _lacks_amount(action)}
    for pagination, found_here in paginate(plan_index.actions, urls.BUDGET):
        if any(action.link.id in found for action in found_here):
            url = pagination.url if pagination.pages else urls.BUDGET
            return f"{url}#{_WITHOUT_AMOUNT}"
    return ""


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
