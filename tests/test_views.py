"""Views: the figures of the small plan, counted by hand."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from action_plan.checks.reading import read_content
from action_plan.hosting import Hosting
from action_plan.views.figures import age, rounding_note
from action_plan.views.page import pages, site
from action_plan.views.pages.actions import action_details, action_lists, whole_plan
from action_plan.views.pages.budget import budget_summary
from action_plan.views.pages.data import open_data
from action_plan.views.pages.status import status_overview
from action_plan.views.pages.themes import theme_details
from action_plan.views.pages.updates import update_histories
from action_plan.views.pagination import paginate
from action_plan.views.plan_index import PlanIndex
from action_plan.views.tables import record_definitions, tables
from conftest import HARBOUR


@pytest.fixture(scope="module")
def plan_index() -> PlanIndex:
    return PlanIndex(read_content(HARBOUR, date(2026, 1, 1)))


def test_status_overview(plan_index: PlanIndex) -> None:
    """Rows add up to the totals, and each count leads to the list of just those actions."""
    overview = status_overview(plan_index)

    assert [count.number for count in overview.counts] == [1, 1, 1, 1, 0]
    assert [count.percentage for count in overview.counts] == [25, 25, 25, 25, 0]
    for table in (overview.by_theme, overview.by_section):
        assert sum(row.total for row in table.rows) == table.total == overview.total == 4
        for index, total in enumerate(table.totals):
            assert sum(row.counts[index].number for row in table.rows) == total.number
    assert [row.total for row in overview.by_theme.rows] == [2, 2, 0]
    assert overview.by_theme.rows[0].counts[1].address == (
        "actions/?theme=harbour&status=under-way"
    )


def test_finished_actions_are_never_overdue(plan_index: PlanIndex) -> None:
    """Late are those unfinished that had no update for 90 days, the longest silent first."""
    overdue = [(line.link.id, line.overdue.age) for line in plan_index.overdue if line.overdue]

    assert overdue == [
        ("US0113.1", "11 months ago"),
        ("A-7", "6 months ago"),
        ("US0113.2", "3 months ago"),
    ]


def test_budget_summary(plan_index: PlanIndex) -> None:
    """Only allocated amounts are added; every other line stands somewhere with what it is."""
    budget = budget_summary(plan_index)

    assert budget.total == 77_500
    assert budget.action_count == 3
    assert budget.without_amount == 1
    assert [(row.title, row.amount, row.action_count) for row in budget.by_theme.rows] == [
        ("Harbour & quay", 75_000, 2),
        ("Streets", 2_500, 1),
        ("Sea wall", 0, 0),
    ]
    assert [(row.title, row.amount) for row in budget.by_year.rows] == [
        ("2025", 75_000),
        ("No year stated", 2_500),
    ]
    assert budget.spent == Decimal("12500.50")
    assert budget.spent_as_at == date(2025, 6, 30)
    assert [(line.kind, line.amount, line.source) for line in budget.other] == [
        ("external", 5_000, "The lighthouse trust")
    ]
    assert [
        (entry.action.link.id, [line.kind for line in entry.lines], entry.has_amount)
        for entry in budget.unpriced
    ] == [
        ("A-7", ["officer time"], True),
        ("US0113.1", ["not costed"], False),
        ("US0113.2", ["contingency"], True),
    ]
    lines = len(budget.lines) + len(budget.other) + sum(len(e.lines) for e in budget.unpriced)
    assert lines == sum(len(action.funding) for action in plan_index.content.actions)


def test_budget_is_reconciled_to_the_approved_total(plan_index: PlanIndex) -> None:
    """The approved total is set against what is allocated for its year, or for no year."""
    approved = budget_summary(plan_index).approved

    assert approved is not None
    assert (approved.amount, approved.allocated, approved.difference) == (100_000, 77_500, 22_500)


def test_action_pages(plan_index: PlanIndex) -> None:
    """Neighbours, relations both ways, replacements, history newest first and terms."""
    details = {detail.line.link.id: detail for detail in action_details(plan_index)}

    assert list(details) == ["A-7", "A-10", "US0113.1", "US0113.2"]
    quay, wall, slow, close = details.values()
    assert quay.previous is None
    assert quay.next == wall.line.link
    assert [link.id for link in quay.related] == ["A-10"]
    assert [link.id for link in wall.related] == ["A-7"]
    assert slow.superseded_by == close.line.link
    assert [link.id for link in close.replaces] == ["US0113.1"]
    assert [(e.date.month, e.changed) for e in wall.line.history] == [
        (9, True),
        (5, True),
        (2, False),
    ]
    assert wall.line.since == date(2025, 9, 10)
    assert wall.lacks_evidence
    assert [term for term, _ in quay.terms] == ["HTC", "ROI"]
    assert str(quay.words.text.html("../../")).count('<a href="../../actions/A-10/">') == 1


def test_themes_updates_and_whole_plan_hold_every_action_once(plan_index: PlanIndex) -> None:
    """No grouping drops or doubles an action or an update."""
    ids = [line.link.id for line in plan_index.lines]
    by_theme = [
        line.link.id
        for theme in theme_details(plan_index)
        for _, lines in theme.sections
        for line in lines
    ]
    in_plan = [
        line.link.id
        for page in whole_plan(plan_index)
        for _, parts in page.sections
        for part in parts
        for line, _ in part.actions
    ]
    (history,) = update_histories(plan_index)

    assert sorted(by_theme) == sorted(in_plan) == sorted(ids)
    assert history.total == sum(len(day.entries) for day in history.days) == 7
    assert [day.date for day in history.days] == sorted(
        (day.date for day in history.days), reverse=True
    )


def test_every_page_has_an_address_and_a_title_of_its_own(plan_index: PlanIndex) -> None:
    """No two pages share an address or a title."""
    data = open_data(plan_index, tables(record_definitions()), "")
    found = list(pages(plan_index, Hosting(), data))

    assert len({page.address for page in found}) == len(found)
    assert len({page.title for page in found}) == len(found)
    assert all(page.description for page in found)
    assert site(plan_index.content, Hosting()).period_has_ended


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2024, 9, 17), "more than 2 years ago"),
        (date(2024, 11, 24), "2 years ago"),
        (date(2024, 11, 23), "more than 2 years ago"),
        (date(2024, 10, 24), "more than 2 years ago"),
        (date(2025, 11, 23), "more than 1 year ago"),
        (date(2025, 11, 25), "11 months ago"),
        (date(2025, 11, 24), "1 year ago"),
        (date(2026, 9, 25), "60 days ago"),
        (date(2026, 11, 4), "20 days ago"),
        (date(2026, 9, 24), "2 months ago"),
        (date(2026, 11, 23), "yesterday"),
        (date(2026, 11, 24), "today"),
    ],
)
def test_age_in_words(day: date, words: str) -> None:
    """How long ago a day was, as of 24 November 2026."""
    assert age(day, date(2026, 11, 24)) == words


def test_shares_that_do_not_add_up_are_said_not_to() -> None:
    """Three thirds are 33% each, and the page says that they add up to 99%."""
    thirds = [Decimal(33)] * 3

    assert rounding_note(thirds) == (
        "Percentages are rounded to whole numbers, so they add up to 99% here."
    )
    assert rounding_note([Decimal(100)]) == rounding_note([Decimal(0)]) == ""


def test_long_lists_are_shared_out_over_pages() -> None:
    """Every entry stands on one page; the first page keeps the address, and others stay too."""
    found = list(paginate(list(range(11)), "actions/", [str(number) for number in range(11)], 4))

    assert [list(items) for _, items in found] == [[0, 1, 2, 3], [4, 5, 6, 7], [8, 9, 10]]
    series = [page for page, _ in found if page]
    assert [page.address for page in series] == ["actions/", "actions/page/2/", "actions/page/3/"]
    assert [page.label for page in series[0].pages] == ["0 to 3", "4 to 7", "8 to 10"]
    assert (series[0].previous, series[2].next) == (None, None)
    assert series[1].previous == series[0].pages[0]
    assert series[1].next == series[0].pages[2]
    assert list(paginate([1, 2], "x/", ["1", "2"], 2)) == [(None, [1, 2])]


def test_short_lists_have_one_page(plan_index: PlanIndex) -> None:
    """A plan that fits on one page has one."""
    assert [page.series for page in action_lists(plan_index)] == [None]
