"""Views: the figures of the small plan, counted by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from action_plan.checks.reading import read_content
from action_plan.content.fields import STAGES
from action_plan.hosting import Hosting
from action_plan.views.figures import age, rounding_note
from action_plan.views.pages import action, actions, home, themes, updates, whole_plan
from action_plan.views.pages.action import ActionDetail
from action_plan.views.pages.budget import budget_summary
from action_plan.views.pages.status import status_overview
from action_plan.views.pagination import Pagination, paginate
from action_plan.views.plan_index import PlanIndex
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
    for row in overview.by_theme.rows:
        counted = [(count.number, count.url) for count in row.counts if count.number]
        assert [(segment.number, segment.url) for segment in row.bar] == counted
    assert overview.by_theme.rows[0].counts[1].url == ("actions/?theme=harbour&status=under-way")


def test_finished_actions_are_never_overdue(plan_index: PlanIndex) -> None:
    """Overdue are the unfinished without an update for 90 days, the longest without one first."""
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
    assert [line.source_and_note for line in budget.other] == ["The lighthouse trust"]
    assert [note for entry in budget.unpriced for _, note in entry.lines_with_notes if note] == [
        note for entry in budget.unpriced for note in entry.notes if note
    ]
    assert budget.total_label == "Total"
    assert replace(budget, series=Pagination(1, (), 300)).total_label == "Total of all pages"
    lines = len(budget.lines) + len(budget.other) + sum(len(e.lines) for e in budget.unpriced)
    assert lines == sum(len(action.funding) for action in plan_index.content.actions)


def test_budget_is_reconciled_to_the_approved_total(plan_index: PlanIndex) -> None:
    """The approved total is set against what is allocated for its year, or for no year."""
    approved = budget_summary(plan_index).approved

    assert approved is not None
    assert (approved.amount, approved.allocated, approved.difference) == (100_000, 77_500, 22_500)


def test_action_pages(plan_index: PlanIndex) -> None:
    """Neighbours, relations both ways, replacements, history newest first and terms."""
    views = [page.view for page in action.pages(plan_index, Hosting())]
    details = {view.line.link.id: view for view in views if isinstance(view, ActionDetail)}

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
    assert wall.without_evidence
    assert [term for term, _ in quay.terms] == ["HTC", "ROI"]
    assert str(quay.words.text.html("../../")).count('<a href="../../actions/A-10/">') == 1


def test_themes_updates_and_whole_plan_hold_every_action_once(plan_index: PlanIndex) -> None:
    """No grouping drops or doubles an action or an update."""
    ids = [line.link.id for line in plan_index.lines]
    by_theme = [
        line.link.id
        for theme in themes.pages(plan_index, Hosting())
        for _, lines in theme.view.sections
        for line in lines
    ]
    listed = [
        line.link.id
        for page in actions.pages(plan_index, Hosting())
        for group in page.view.groups
        for line in group.lines
    ]
    in_plan = [
        line.link.id for page in whole_plan.pages(plan_index, Hosting()) for line in page.view.lines
    ]
    (history,) = (page.view for page in updates.pages(plan_index, Hosting()))

    assert sorted(by_theme) == sorted(listed) == sorted(in_plan) == sorted(ids)
    assert history.total == sum(len(day.entries) for day in history.days) == 7
    assert [day.date for day in history.days] == sorted(
        (day.date for day in history.days), reverse=True
    )


def test_words_for_one_and_for_many(plan_index: PlanIndex) -> None:
    """The noun after a total, and the link to the updates."""
    (page,) = home.pages(plan_index, Hosting())
    many = page.view
    one = replace(many, total=1, latest_is_first=True, latest_day_count=1)
    first = replace(many, latest_is_first=True, latest_day_count=20)

    assert (many.total_noun, many.updates_label) == ("actions", "All updates")
    assert (one.total_noun, one.updates_label) == ("action", "See the update")
    assert first.updates_label == "See all 20 updates"


def test_an_action_is_finished_when_it_is_done_or_has_ended(plan_index: PlanIndex) -> None:
    """Of the stages there are, evidence is asked for where it was done, and no update after."""
    (tag, *_) = plan_index.statuses.values()
    tags = [replace(tag, stage=stage) for stage in STAGES]

    assert [tag.stage for tag in tags if tag.is_done] == ["done"]
    assert [tag.stage for tag in tags if tag.is_finished] == ["done", "ended"]


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2024, 9, 17), "more than 2 years ago"),
        (date(2024, 11, 24), "2 years ago"),
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
    assert [page.url for page in series] == ["actions/", "actions/page/2/", "actions/page/3/"]
    assert [page.label for page in series[0].pages] == ["0 to 3", "4 to 7", "8 to 10"]
    assert (series[0].previous, series[2].next) == (None, None)
    assert series[1].previous == series[0].pages[0]
    assert series[1].next == series[0].pages[2]
    assert list(paginate([1, 2], "x/", ["1", "2"], 2)) == [(None, [1, 2])]


def test_short_lists_have_one_page(plan_index: PlanIndex) -> None:
    """A plan that fits on one page has one."""
    assert [page.view.series for page in actions.pages(plan_index, Hosting())] == [None]
