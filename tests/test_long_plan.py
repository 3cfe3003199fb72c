"""A plan too long for one page: lists are shared out over pages, and sums stay those of all."""

from __future__ import annotations

import re

import pytest
from conftest import EDGES, EDGES_DAY, Project
from test_figures import page, words

COUNT = 503
"""Two full pages of 250 actions and one of 3, all alike."""
ACTION = """\
---
id: L-{number}
title: Tree {number}
theme: trees
section: {section}
status: Under way
funding:
  - amount: 10
updates:
  - {{date: 2025-12-30, status: Under way, note: Planted.}}
---
A tree.

## Intended impact

Shade.

## Resources

10 for a tree.
"""


@pytest.fixture(scope="module")
def long(tmp_path_factory: pytest.TempPathFactory) -> Project:
    project = Project(tmp_path_factory.mktemp("long") / "edges", EDGES)
    project.replace("content/plan.yml", "redirects:\n", "")
    project.replace("content/plan.yml", "  - {from: /actions/E-7/, to: /actions/E-8/}\n", "")
    project.replace("content/plan.yml", "  - {from: /green/, to: /themes/trees/}\n", "")
    for file in (project.root / "content" / "actions").iterdir():
        file.unlink()
    for number in range(1, COUNT + 1):
        section = "land" if number > 500 else "water"
        text = ACTION.format(number=number, section=section)
        project.action(f"L-{number}").write_text(text, encoding="utf-8")
    project.build(EDGES_DAY)
    return project


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
def test_each_action_is_on_one_page_of_a_list(long: Project, address: str, title: str) -> None:
    """The first page keeps the address; the others say which they are, and lead back to it."""
    addresses = (address, f"{address}/page/2", f"{address}/page/3")

    found = [actions(page(long, one)) for one in addresses]

    assert found == [[*map(str, numbers)] for numbers in PAGES]
    for number, one in enumerate(addresses[1:], start=2):
        html = (long.output / one / "index.html").read_text(encoding="utf-8")
        assert f"<title>{title}, page {number} – " in html
        assert f'<meta name="description" content="Page {number}. ' in html
        assert re.search(rf'<a href="(\.\./)+{address}/">{title}</a>', html)
    assert not (long.output / address / "page" / "4").exists()


def test_a_list_names_only_the_sections_that_it_has(long: Project) -> None:
    """Of the three sections of the plan the first page has one, and the last another."""
    headings = [
        re.findall(r"<h2[^>]*>([^<]+)</h2>", page(long, address))
        for address in ("actions", "actions/page/3")
    ]

    assert "By the water" in headings[0]
    assert "On the land" not in headings[0]
    assert "On the land" in headings[1]
    assert "By the water" not in headings[1]


def test_sums_stand_on_the_first_page_and_are_of_all(long: Project) -> None:
    """The pages that follow have their own lines, and lead to the sums."""
    first, last = words(page(long, "budget")), words(page(long, "budget/page/3"))

    assert "PLN 5,030 allocated, stated for 503 of 503 actions" in first
    assert "Allocated by theme" in first
    assert "Allocated by theme" not in last
    assert "Totals by theme, section and year" in last
    assert "Total of all pages PLN 5,030" in first
    assert "Total of all pages PLN 5,030" in last
    assert "503 updates, newest first" in words(page(long, "updates"))
    assert "503 actions" in words(page(long, "themes/trees"))


def test_long_lists_of_the_overview_lead_to_the_list_of_actions(long: Project) -> None:
    """250 overdue actions are named, and as many of a status; the rest is a link away."""
    html = page(long, "status")
    overdue = html[html.index('id="overdue"') : html.index('id="statuses"')]
    under_way = html[html.index('id="status-under-way"') : html.index('id="status-planned"')]

    assert "503 actions not finished" in words(overdue)
    assert len(actions(overdue)) == len(actions(under_way)) == 250
    assert '<a href="../actions/?late=yes">All 503 actions overdue for review</a>' in overdue
    assert '<a href="../actions/?status=under-way">All 503 actions</a>' in under_way
