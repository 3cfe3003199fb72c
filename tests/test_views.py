"""Views: the figures of the small plan, counted by hand."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from action_plan.checks.reading import read_content
from action_plan.content.fields import STAGES
from action_plan.content.markdown import MarkdownRenderer
from action_plan.content.when import When
from action_plan.hosting import Hosting
from action_plan.views.budget import budget_summary
from action_plan.views.figures import age, percentages, rounding_note
from action_plan.views.pages import action, actions, budget, home, themes, updates, whole_plan
from action_plan.views.pages.action import ActionDetail
from action_plan.views.pages.status import status_overview
from action_plan.views.pagination import PageLink, Pagination, paginate
from action_plan.views.plan_index import PlanIndex
from action_plan.views.short_lists import by_report, short_list
from action_plan.views.tally import tallies, tally
from conftest import HARBOUR, replace_in


@pytest.fixture(scope="module")
def plan_index() -> PlanIndex:
    return PlanIndex(read_content(HARBOUR, date(2026, 1, 1)))


def test_status_overview(plan_index: PlanIndex) -> None:
    """Rows add up to the totals, and each count leads to the list of just those actions."""
    overview = status_overview(plan_index)

    assert [count.number for count in overview.tally.counts] == [1, 1, 1, 1, 0]
    assert [count.percentage for count in overview.tally.counts] == [25, 25, 25, 25, 0]
    assert overview.tally.total == 4
    for rows in (overview.by_theme, overview.by_section):
        assert sum(row.total for _, row in rows) == 4
        for index, total in enumerate(overview.tally.counts):
            assert sum(row.counts[index].number for _, row in rows) == total.number
    assert [row.total for _, row in overview.by_theme] == [2, 2, 0]
    _, harbour = overview.by_theme[0]
    assert harbour.counts[1].url == "actions/?theme=harbour&status=under-way"
    assert [(part.start, part.middle, part.width) for part in harbour.bar] == [
        (0, 25, 50),
        (50, 75, 50),
    ]
    assert all(count.number for count in harbour.bar)


def test_the_bars_of_a_chart_are_as_wide_as_the_longest(plan_index: PlanIndex) -> None:
    """Each width is in per cent of the chart; a theme without actions has no bar."""
    (quay, *_, sea) = plan_index.by_theme
    groups = {quay: plan_index.actions, sea: plan_index.by_theme[quay][:1]}
    widths = [[part.width for part in row.bar] for _, row in tallies(plan_index, groups)]

    assert widths == [[25, 25, 25, 25], [25]]
    assert tally(plan_index, ()).bar == ()


def test_finished_actions_are_never_overdue(plan_index: PlanIndex) -> None:
    """Overdue are the unfinished without an update for 90 days, the longest without one first.

    US0113.1, silent for longer than any other, was replaced.
    """
    assert [(action.link.id, action.overdue) for action in plan_index.overdue] == [
        ("A-7", "6 months ago"),
        ("US0113.2", "3 months ago"),
    ]


def test_where_none_is_overdue_it_is_said_of_what_was_reported_on(content: Path) -> None:
    plan = content / "plan.yml"
    replace_in(plan, "review_every: 90", "review_every: 400")
    said = []
    for status in ("status: Planned\nupdates:\n  - {date: 2025-12-01, note: Asked.}\n", ""):
        (content / "actions" / "N-1.md").write_text(
            f"---\nid: N-1\ntitle: Paint\ntheme: harbour\nsection: wishes\n{status}---\n"
            "Paint all.\n\n## Intended impact\n\nGood looks.\n\n## Resources\n\nNone.\n",
            encoding="utf-8",
        )
        said.append(PlanIndex(read_content(content, date(2026, 1, 1))).reviewed_note)
    plan.write_text(
        re.sub("stage: (waiting|active|stalled)", "stage: done", plan.read_text("utf-8"))
    )
    said.append(PlanIndex(read_content(content, date(2026, 1, 1))).reviewed_note)

    assert said == [
        "Every unfinished action had an update in the last 400 days.",
        "Every unfinished action that was reported on had an update in the last 400 days.",
        "",
    ]


def test_budget_summary(plan_index: PlanIndex) -> None:
    """Only allocated amounts are added."""
    summary = budget_summary(plan_index)

    assert summary.total == 77_500
    assert (summary.with_amount, summary.without_amount, summary.actions_in_all) == (3, 1, 4)
    assert [(row.title, row.amount, row.action_count) for row in summary.by_theme.rows] == [
        ("Harbour & quay", 75_000, 2),
        ("Streets", 2_500, 1),
        ("Sea wall", 0, 0),
    ]
    assert [(row.title, row.amount) for row in summary.by_year.rows] == [
        ("2025", 75_000),
        ("No year stated", 2_500),
    ]
    assert summary.spent == Decimal("12500.50")


def test_every_line_of_funding_is_on_the_budget_page(plan_index: PlanIndex) -> None:
    """Those that are not added are there with what they are."""
    (page,) = budget.pages(plan_index, Hosting())
    view = page.view

    assert [
        (line.funding.kind, line.funding.amount, line.source_and_note) for line in view.other
    ] == [("external", 5_000, "The lighthouse trust")]
    assert [
        (
            group.title,
            [(action.link.id, [item.line.kind for item in items]) for action, items in group.rows],
        )
        for group in view.without_amount
    ] == [
        ("1 action with no allocated amount", [("US0113.1", ["not costed"])]),
        (
            "2 actions that have an amount, and also use what has none",
            [("A-7", ["officer time"]), ("US0113.2", ["contingency"])],
        ),
    ]
    quay = PlanIndex(replace(plan_index.content, actions=plan_index.content.actions[:1]))
    assert [
        group.title for page in budget.pages(quay, Hosting()) for group in page.view.without_amount
    ] == ["1 action that has an amount, and also uses what has none"]
    assert view.total_label == "Total"
    several = replace(view, pagination=Pagination(1, (PageLink(1, "budget/", "1 to 2"),), 300))
    assert several.total_label == "Total of all pages"
    unpriced = sum(len(items) for group in view.without_amount for _, items in group.rows)
    lines = len(view.lines) + len(view.other) + unpriced
    assert lines == sum(len(action.funding) for action in plan_index.content.actions)


@pytest.mark.parametrize(
    ("allocated", "several_years", "difference"),
    [
        (77_500, None, "€22,500 of the approved total is not allocated to an action"),
        (99_999, None, "€1 of the approved total is not allocated to an action"),
        (100_000, None, "None: the amounts add up to the approved total"),
        (100_001, None, "€1 more is allocated than was approved"),
        (99_999, 1, "At most €1 of the approved total is not allocated to an action"),
        (100_000, 1, "At least the approved total is allocated"),
        (100_001, 1, "At least €1 more is allocated than was approved"),
    ],
)
def test_budget_is_reconciled_to_the_approved_total(
    plan_index: PlanIndex, allocated: int, several_years: int | None, difference: str
) -> None:
    """The approved total is set against what is allocated for its year, or for no year."""
    found = budget_summary(plan_index).reconciliation

    assert found is not None
    assert (found.approved.amount, found.allocated) == (100_000, 77_500)
    several = None if several_years is None else Decimal(several_years)
    other = found._replace(allocated=Decimal(allocated), several_years=several)
    assert other.difference == difference


def test_links_to_what_has_no_amount_lead_to_the_page_that_has_it(plan_index: PlanIndex) -> None:
    """Of a plan whose budget has three pages, and one action without an amount, on the last."""
    content = plan_index.content
    quay, wall, *_ = content.actions
    many = [
        wall.model_copy(update={"id": f"B-{number}", "funding": quay.funding[:1]})
        for number in range(600)
    ]
    last = wall.model_copy(update={"id": "C-1", "theme": "sea-wall", "funding": ()})
    long = PlanIndex(replace(content, actions=(*many, last)))
    sums = [page.view for page in budget.pages(long, Hosting())]
    by_theme = {page.title: page.view for page in themes.pages(long, Hosting())}

    assert [bool(view.without_amount) for view in sums] == [False, False, True]
    assert {view.without_amount_url for view in sums} == {"budget/page/3/#unpriced"}
    assert by_theme["Sea wall"].without_amount_url == "budget/page/3/#unpriced"
    assert by_theme["Harbour & quay"].without_amount_url == ""


def test_money_of_actions_that_do_not_go_on_is_said_apart(plan_index: PlanIndex) -> None:
    """One action and several, stopped and replaced; an action is one, whatever its lines."""
    content = plan_index.content
    quay, wall, slow, close = content.actions
    dropped = [
        wall.model_copy(update={"id": f"B-{number}", "status": "dropped"}) for number in (1, 2)
    ]
    twice = slow.model_copy(update={"funding": (*wall.funding[:1], *wall.funding[:1])})
    found = budget_summary(PlanIndex(replace(content, actions=(quay, *dropped[:1], close))))
    all_kinds = PlanIndex(replace(content, actions=(quay, *dropped, twice, close)))

    assert found.of_which == "of which €15,000 for an action that was stopped"
    assert budget_summary(all_kinds).of_which == (
        "of which €30,000 for an action that was replaced"
        " and €30,000 for 2 actions that were stopped"
    )
    assert tally(all_kinds, all_kinds.actions).of_which == budget_summary(all_kinds).of_which
    assert tally(all_kinds, all_kinds.actions[1:3]).of_which == (
        "all of it for 2 actions that were stopped"
    )
    assert [action.discontinued for action in all_kinds.actions] == [
        *(None, "stopped", "stopped", "replaced", None),
    ]
    assert budget_summary(plan_index).of_which == ""


@pytest.mark.parametrize(
    ("of_that_day", "overdue", "title"),
    [
        (1, 1, "1 action was last reported"),
        (1, 3, "1 action was last reported"),
        (2, 2, "Both were last reported"),
        (2, 3, "2 actions were last reported"),
        (3, 3, "All 3 were last reported"),
    ],
)
def test_overdue_reviews_are_said_to_be_all_where_they_are(
    plan_index: PlanIndex, of_that_day: int, overdue: int, title: str
) -> None:
    (last, *_, other) = plan_index.overdue
    listed = [last] * of_that_day + [other] * (overdue - of_that_day)

    (first, *_) = by_report(short_list(listed, ""))

    assert first.title == f"{title} on 30 June 2025, 6 months ago"


def test_terms_are_found_as_whole_words_whatever_they_end_in() -> None:
    words = {
        "C++": "a language",
        "e.g.": "for example",
        ".NET": "a framework",
        "HTC": "the council",
    }
    renderer = MarkdownRenderer(words)
    glossary = renderer.glossary
    text = "C++, .NET (e.g.) and HTCs; C++x, a.NET, e.g.x and HTCx are none"

    plain = renderer.render(text).html.linked
    full = renderer.render(f"*{text}*").html.linked

    assert glossary.terms(text) == tuple(words.items())
    assert glossary.terms("C++x, a.NET, e.g.x and HTCx") == ()
    assert full == f"<p><em>{plain.removeprefix('<p>').removesuffix('</p>')}</em></p>"
    assert re.findall("<abbr[^>]*>([^<]*)</abbr>", plain) == ["C++", ".NET", "e.g.", "HTCs"]


def test_action_pages(plan_index: PlanIndex) -> None:
    """Neighbours, relations both ways, replacements, history newest first and terms."""
    views = [page.view for page in action.pages(plan_index, Hosting())]
    details = {view.action.link.id: view for view in views if isinstance(view, ActionDetail)}

    assert list(details) == ["A-7", "A-10", "US0113.1", "US0113.2"]
    quay, wall, slow, close = details.values()
    assert quay.previous is None
    assert quay.next == ("A-10 Light the harbour wall", wall.action.link.url)
    assert [link.id for link in quay.related] == ["A-10"]
    assert [link.id for link in wall.related] == ["A-7"]
    assert slow.action.replaced_by == close.action.link
    assert [link.id for link in close.replaces] == ["US0113.1"]
    assert [(e.date.last.month, e.changed) for e in wall.action.history] == [
        (9, True),
        (5, True),
        (2, False),
    ]
    assert wall.action.since == When.on_day(date(2025, 9, 10))
    assert wall.without_evidence
    assert [term for term, _ in quay.terms] == ["HTC", "ROI"]
    assert (
        str(quay.action.record.text.html.html("../../")).count('<a href="../../actions/A-10/">')
        == 1
    )


def test_themes_updates_and_whole_plan_hold_every_action_once(plan_index: PlanIndex) -> None:
    """No grouping drops or doubles an action or an update."""
    ids = [action.link.id for action in plan_index.actions]
    by_theme = [
        action.link.id
        for page in themes.pages(plan_index, Hosting())
        for _, found in page.view.sections
        for action in found
    ]
    listed = [
        action.link.id
        for page in actions.pages(plan_index, Hosting())
        for _, found in page.view.sections
        for action in found
    ]
    (whole,) = (page.view for page in whole_plan.pages(plan_index, Hosting()))
    in_plan = [
        facts.action.link.id for _, parts in whole.sections for _, found in parts for facts in found
    ]
    (history,) = (page.view for page in updates.pages(plan_index, Hosting()))

    assert sorted(by_theme) == sorted(listed) == sorted(in_plan) == sorted(ids)
    assert [action.link.id for action in whole.actions] == in_plan
    assert history.pagination.total == sum(len(day.entries) for day in history.days) == 7
    assert [day.date for day in history.days] == sorted(
        (day.date for day in history.days), reverse=True
    )


def test_words_for_one_and_for_many(plan_index: PlanIndex) -> None:
    """The noun after a total, and the link to the updates."""
    (page,) = home.pages(plan_index, Hosting())
    many = page.view
    once = plan_index.content.actions[-1]
    labels = []
    for reported in ((once,), (once, once.model_copy(update={"id": "B-1"}))):
        index = PlanIndex(replace(plan_index.content, actions=reported))
        labels += [page.view.updates_label for page in home.pages(index, Hosting())]

    assert (many.tally.noun, replace(many.tally, total=1).noun) == ("actions", "action")
    assert many.updates_label == "All updates"
    assert labels == ["See the update of that day", "See the 2 updates of that day"]


def test_an_action_is_finished_when_it_is_done_or_has_ended(plan_index: PlanIndex) -> None:
    """Of the stages there are, evidence is asked for where it was done, and no update after."""
    (status, *_) = plan_index.statuses.values()
    statuses = [status.model_copy(update={"stage": stage}) for stage in STAGES]

    assert [status.stage for status in statuses if status.is_done] == ["done"]
    assert [status.stage for status in statuses if status.is_finished] == [
        *("done", "ended", "apart"),
    ]
    assert [status.stage for status in statuses if status.is_awaited] == [
        *("waiting", "active", "stalled"),
    ]


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
    """Every entry is on one page; the first page keeps the URL, and others stay too."""
    found = list(paginate(list(range(11)), "actions/", str, 4))

    assert [list(items) for _, items in found] == [[0, 1, 2, 3], [4, 5, 6, 7], [8, 9, 10]]
    pages = [page for page, _ in found]
    assert [page.url for page in pages] == ["actions/", "actions/page/2/", "actions/page/3/"]
    assert [page.label for page in pages[0].pages] == ["0 to 3", "4 to 7", "8 to 10"]
    assert (pages[0].previous, pages[2].next) == (None, None)
    assert pages[1].previous == pages[0].pages[0]
    assert pages[1].next == pages[0].pages[2]
    assert list(paginate([1, 2], "x/", str, 2)) == [(Pagination(1, (), 2), [1, 2])]


def test_the_numbers_of_more_than_twelve_pages_are_folded() -> None:
    for number, is_long in ((12, False), (13, True)):
        first, _ = next(paginate(range(number), "x/", str, 1))
        assert first.is_long == is_long


def test_short_lists_have_one_page(plan_index: PlanIndex) -> None:
    """A plan that fits on one page has one, with links to no others."""
    assert [page.view.pagination.pages for page in actions.pages(plan_index, Hosting())] == [()]


def test_shares_of_nothing_are_nothing() -> None:
    """Where no money is stated and no action counted, no part has a share."""
    assert percentages([0, 0]) == (0, 0)


@pytest.mark.parametrize(("width", "fits"), [("6.99", False), ("7", True)])
def test_a_number_is_inside_its_part_of_a_bar_from_seven_per_cent_on(
    plan_index: PlanIndex, width: str, fits: bool
) -> None:
    """Narrower parts are explained by the key alone."""
    part = tally(plan_index, plan_index.actions).counts[0]

    assert replace(part, width=Decimal(width)).fits_label is fits
