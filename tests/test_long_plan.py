"""A plan too long for one page: lists are shared out over pages, and sums stay those of all."""

from __future__ import annotations

import re

import pytest
from conftest import Project, words
from test_figures import page


def actions(html: str) -> list[str]:
    """Return the numbers of the actions that a page links to, in its order, each once."""
    return [*dict.fromkeys(re.findall(r'href="[^"]*actions/L-(\d+)/"', html))]


PAGES = ([*range(1, 251)], [*range(251, 501)], [*range(501, 504)])


@pytest.mark.parametrize(
    ("address", "title"),
    [
        ("actions", "All actions"),
        ("themes/trees", "Trees"),
        ("plan", "The whole plan"),
        ("budget", "Budget summary"),
        ("updates", "Updates"),
    ],
)
def test_each_action_is_on_one_page_of_a_list(
    built_long: Project, address: str, title: str
) -> None:
    """The first page keeps the address; the others say which they are, and lead back to it."""
    addresses = (address, f"{address}/page/2", f"{address}/page/3")

    found = [actions(page(built_long, one)) for one in addresses]

    assert found == [[*map(str, numbers)] for numbers in PAGES]
    for number, one in enumerate(addresses[1:], start=2):
        html = built_long.page(one)
        assert f"<title>{title}, page {number} – " in html
        assert f'<meta name="description" content="Page {number}. ' in html
        assert re.search(rf'<a href="(\.\./)+{address}/">{title}</a>', html)
    assert not (built_long.output / address / "page" / "4").exists()


def test_a_list_names_only_the_sections_that_it_has(built_long: Project) -> None:
    """Of the three sections of the plan the first page has one, and the last another."""
    headings = [
        re.findall(r"<h2[^>]*>([^<]+)</h2>", page(built_long, address))
        for address in ("actions", "actions/page/3")
    ]

    assert "By the water" in headings[0]
    assert "On the land" not in headings[0]
    assert "On the land" in headings[1]
    assert "By the water" not in headings[1]


def test_sums_are_on_the_first_page_and_are_of_all(built_long: Project) -> None:
    """The pages that follow have their own lines, and lead to the sums."""
    first, last = words(page(built_long, "budget")), words(page(built_long, "budget/page/3"))

    assert "PLN 5,030 allocated, stated for 503 of 503 actions" in first
    assert "Allocated by theme" in first
    assert "Allocated by theme" not in last
    assert "Totals of the whole plan" in last
    assert "Total of all pages PLN 5,030" in first
    assert "Total of all pages PLN 5,030" in last
    assert "503 updates, newest first" in words(page(built_long, "updates"))
    assert "503 actions" in words(page(built_long, "themes/trees"))


def test_long_lists_of_the_overview_lead_to_the_list_of_actions(built_long: Project) -> None:
    """250 overdue actions are named, and as many of a status; the rest is a link away."""
    html = page(built_long, "status")
    overdue = html[html.index('id="overdue"') :]
    under_way = html[html.index('id="status-under-way"') : html.index('id="status-planned"')]

    assert "503 actions not finished" in words(overdue)
    assert len(actions(overdue)) == len(actions(under_way)) == 250
    assert '<a href="../actions/?overdue=yes">All 503 actions overdue for review</a>' in overdue
    assert '<a href="../actions/?status=under-way">All 503 actions</a>' in under_way


def test_a_column_of_notes_is_where_there_is_a_note(
    built_long: Project, built_edges: Project
) -> None:
    noted = [
        "Note" in page(project, "budget").split('id="lines"')[1].partition("</thead>")[0]
        for project in (built_long, built_edges)
    ]

    assert noted == [False, True]
