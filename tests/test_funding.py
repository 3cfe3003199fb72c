"""What pays for actions: only what is allocated is counted as that; all else is said apart."""

from __future__ import annotations

import shutil
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from action_plan.checks.reading import read_content
from action_plan.content.markdown_text import MarkdownText, SiteHtml
from action_plan.content.models import FundingLine
from action_plan.hosting import Hosting
from action_plan.views.budget import BudgetLine, BudgetSummary, budget_summary
from action_plan.views.funding import funding_of
from action_plan.views.pages import actions
from action_plan.views.plan_index import PlanIndex
from conftest import HARBOUR, TESTS, Project, lay_over
from other_plans import other_plan

TODAY = date(2026, 1, 1)


@pytest.fixture(scope="module")
def content(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the small plan with funding of every kind in action A-7."""
    folder = tmp_path_factory.mktemp("funding") / "content"
    shutil.copytree(HARBOUR, folder)
    lay_over(folder, TESTS / "cases" / "amounts-and-kinds-of-funding.yml")
    return folder


@pytest.fixture(scope="module")
def summary(content: Path) -> BudgetSummary:
    return budget_summary(PlanIndex(read_content(content, TODAY)))


def test_only_what_is_allocated_is_in_the_total(summary: BudgetSummary) -> None:
    """Bids and savings have sums of their own, which are added to nothing."""
    before = budget_summary(PlanIndex(read_content(HARBOUR, TODAY)))

    assert summary.total == before.total + 25_000
    assert summary.other == (("bid", Decimal("1205000.50")),)


def test_what_is_expected_to_be_spent_is_not_allocated(tmp_path: Path) -> None:
    """Nor is what an action that was not chosen would have cost part of any sum."""
    other_plan("voted").write(tmp_path / "content")

    summary = budget_summary(PlanIndex(read_content(tmp_path / "content", TODAY)))

    assert summary.total == Decimal(0)
    assert summary.other == (("estimate", Decimal(165_000)),)


@pytest.mark.parametrize(
    ("source", "note", "before", "in_table"),
    [
        ("Defra", "subject to approval", "; ", "Defra; subject to approval"),
        ("Defra", "Paid in two parts", ". ", "Defra. Paid in two parts"),
        (None, "subject to approval", ": ", "subject to approval"),
    ],
)
def test_a_source_and_a_note_are_not_run_together(
    source: str | None, note: str, before: str, in_table: str
) -> None:
    """As it is read out in lists, and as the table of amounts has it."""
    funding = FundingLine.model_construct(amount=Decimal(5), kind="bid", source=source, note=note)
    (item,) = funding_of([funding], None).lines
    action, *_ = PlanIndex(read_content(HARBOUR, TODAY)).actions

    assert item.before_note == before
    assert BudgetLine(action, funding).source_and_note == in_table


@pytest.mark.parametrize("plan", ["scottish", "outlines"])
def test_the_list_of_actions_is_not_said_to_have_what_the_plan_lacks(
    tmp_path: Path, plan: str
) -> None:
    """One says nothing of money, and of the other nobody has reported where any action stands."""
    other_plan(plan).write(tmp_path / "content")
    index = PlanIndex(read_content(tmp_path / "content", TODAY))

    (page,) = actions.pages(index, Hosting())

    assert page.summary == f"Every action in the {index.plan.title}."


def test_an_amount_for_several_years_is_never_divided(summary: BudgetSummary) -> None:
    rows = {row.title: row.amount for row in summary.by_year.rows}

    assert rows["2025 to 2027"] == 25_000
    assert summary.reconciliation is not None
    assert summary.reconciliation.several_years == 25_000


def test_capital_and_revenue_are_shown_where_a_line_says_so(summary: BudgetSummary) -> None:
    assert summary.by_use is not None
    rows = {row.title: row.amount for row in summary.by_use.rows}
    assert rows == {"Revenue": 25_000, "Not stated": summary.total - 25_000}
    assert budget_summary(PlanIndex(read_content(HARBOUR, TODAY))).by_use is None


def test_pages_say_what_each_line_is(content: Path, tmp_path: Path) -> None:
    project = Project(tmp_path / "funding", content)
    built = project.action_plan("build")
    assert built.returncode == 0, built.stdout + built.stderr

    action = project.words("actions/A-7")
    budget = project.words("budget")

    for line in (
        "€1,200,000 – bid, not secured, capital, 2025/26 to 2027/28 : Decided in spring.",
        "€5,000.50 – bid, not secured, 2026",
        "€25,000 allocated, revenue, 2025 to 2027",
        "€4,000 – saving: Lettings . Let as offices Existing budget",
        "Costs stated elsewhere : See the investment plan.",
    ):
        assert line in action
    assert "Bid, not secured, capital, 2025/26 to 2027/28" in budget
    assert "Saving Lettings. Let as offices €4,000" in budget
    assert "Total Bid, not secured €1,205,000.50" in budget
    assert "Allocated for several years, 2025 among them €25,000, not counted here" in budget
    assert "Difference At most €" in budget


@pytest.mark.parametrize(
    ("quoted", "lines", "left"),
    [
        ("Officer time.", [{"kind": "officer time"}], []),
        ("£10,000 allocated in 24/25.", [{"amount": Decimal(10_000), "year": "2024/25"}], []),
        (
            "£10,000 allocated + officer time.",
            [
                {"amount": Decimal(10_000), "year": "2024/25", "note": "In two parts"},
                {"kind": "officer time"},
            ],
            [(True, "2024/25", "In two parts")],
        ),
        (
            "Officer time + potential to use a contingency budget",
            [
                {"kind": "contingency", "note": "Potential to use a contingency budget."},
                {"kind": "bid", "amount": Decimal(100)},
            ],
            [(False, "", "")],
        ),
        (
            "Potential to use a contingency budget",
            [
                {"kind": "contingency", "note": "Potential to use a contingency budget."},
                {"kind": "bid", "amount": Decimal(100)},
            ],
            [(False, "", "")],
        ),
        (
            "4,000 for lamps.",
            [{"kind": "external", "note": "for lamps"}],
            [(False, "", "for lamps")],
        ),
        # With two amounts, the words may mean the other by what they say of one.
        (
            "£1,000 allocated, £2,000 asked for.",
            [{"amount": Decimal(1000)}, {"amount": Decimal(2000)}],
            [(False, "", ""), (False, "", "")],
        ),
        (
            "£1,000 allocated, £2,000 allocated.",
            [{"amount": Decimal(1000)}, {"amount": Decimal(2000)}],
            [],
        ),
        # What was spent is nowhere else.
        (
            "£1,000 allocated.",
            [{"amount": Decimal(1000), "spent": Decimal(5)}],
            [(True, "", "")],
        ),
    ],
)
def test_the_whole_plan_says_once_what_its_own_words_say(
    quoted: str, lines: list[dict[str, Any]], left: list[tuple[bool, str, str]]
) -> None:
    """Below them are the lines with what they add: whether they are quoted, year and note."""
    text = MarkdownText(quoted, SiteHtml(f"<p>{quoted}</p>"))
    funding = funding_of([FundingLine.model_construct(**line) for line in lines], text)

    found = [(item.is_quoted, item.year, item.note) for item in funding.left]

    assert found == left


def test_words_that_only_join_others_make_no_difference() -> None:
    """The lines then are not printed again below the document's own words."""
    quoted = "A total of £1,000 is allocated in 2024/25 from the reserves, for lamps and to paint."
    line = FundingLine.model_construct(
        amount=Decimal(1000), year="2024/25", source="Reserves", note="Total is: lamps, paint."
    )

    text = MarkdownText(quoted, SiteHtml(f"<p>{quoted}</p>"))

    assert funding_of([line], text).is_quoted


def test_what_was_spent_of_quoted_money_is_on_its_page(harbour: Project) -> None:
    """The document's own words say just what the line does, and not what became of it."""
    action = harbour.action("A-7")
    text = action.read_text("utf-8").partition("## Resources")[0]
    action.write_text(f"{text}## Resources\n\n€60,000 allocated in 2025.\n", "utf-8")
    harbour.replace("content/actions/A-7.md", "  - kind: officer time\n", "")

    assert harbour.action_plan("build").returncode == 0

    assert "€12,500.50 spent as at 30 June 2025" in harbour.words("actions/A-7")
    assert "€12,500.50 spent as at 30 June 2025" in harbour.words("plan")
