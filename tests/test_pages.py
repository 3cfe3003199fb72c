"""The pages of a site: which there are, their URLs and titles, and the menus that lead to them."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest
from action_plan.checks.reading import read_content
from action_plan.content.loading import Content
from action_plan.hosting import Hosting
from action_plan.views.frame import site_frame
from action_plan.views.page import Page
from action_plan.views.pages import actions
from action_plan.views.pagination import PAGE_SIZE
from action_plan.views.plan_index import PlanIndex
from action_plan.views.registry import page_files, pages
from conftest import FIRST, HARBOUR
from sandbox import STATEMENT

TODAY = date(2026, 11, 24)
REDIRECT = """\
redirects:
  - from: /actions/A-1/
    to: /actions/A-7/
"""


def with_plan_file(tmp_path: Path, more: str) -> Path:
    """Return a copy of the small plan with more in its plan.yml."""
    folder = tmp_path / "content"
    shutil.copytree(HARBOUR, folder)
    with (folder / "plan.yml").open("a", encoding="utf-8") as file:
        file.write(more)
    return folder


def long_plan(tmp_path: Path) -> Path:
    """Return a plan whose lists are too long for one page."""
    folder = with_plan_file(tmp_path, "")
    text = (folder / "actions" / "A-10.md").read_text(encoding="utf-8")
    for number in range(1000, 1000 + PAGE_SIZE):
        path = folder / "actions" / f"A-{number}.md"
        path.write_text(text.replace("id: A-10", f"id: A-{number}"), encoding="utf-8")
    return folder


@pytest.fixture(params=["first", "harbour", "statement", "long"])
def content(request: pytest.FixtureRequest, tmp_path: Path) -> Content:
    """Return a plan of each kind that has other pages."""
    folders = {
        "first": lambda: FIRST,
        "harbour": lambda: HARBOUR,
        "statement": lambda: with_plan_file(tmp_path, STATEMENT + REDIRECT),
        "long": lambda: long_plan(tmp_path),
    }
    return read_content(folders[request.param](), TODAY)


def found(content: Content, base_url: str = "") -> list[Page[object]]:
    return list(pages(PlanIndex(content), Hosting(base_url)))


def test_the_registry_knows_every_page_before_there_are_pages(content: Content) -> None:
    """Redirects and small pages, later pages of lists and the page for no page included."""
    known = [file.url for file in page_files(content.outline) if file.exists]

    assert sorted(known) == sorted(page.url for page in found(content))


def test_every_page_has_a_file_and_a_title_of_its_own(content: Content) -> None:
    """Only pages that have moved share a title."""
    shown = found(content)
    titles = [page.title for page in shown if page.template != "redirect"]

    assert len({page.save_as for page in shown}) == len(shown)
    assert len(set(titles)) == len(titles)
    assert all(page.description for page in shown)


def test_menus_name_the_main_pages_and_the_pages_about_the_plan(tmp_path: Path) -> None:
    """In the order of the registry; at the foot, the plan's own pages come first."""
    content = read_content(with_plan_file(tmp_path, STATEMENT), TODAY)
    frame = site_frame(PlanIndex(content), found(content), Hosting())

    assert [(crumb.title, crumb.url) for crumb in frame.navigation] == [
        ("Home", ""),
        ("Actions", "actions/"),
        ("Status", "status/"),
        ("Budget", "budget/"),
        ("Updates", "updates/"),
        ("Whole plan", "plan/"),
    ]
    assert [(crumb.title, crumb.url) for crumb in frame.about] == [
        ("Follow", "follow/"),
        ("What can be checked", "checkable/"),
        ("About this site", "about/"),
        ("Open data", "data/"),
        ("Accessibility statement", "accessibility/"),
    ]


def test_menus_name_a_long_list_once(tmp_path: Path) -> None:
    """Later pages of a list lead back to its first, and are in no menu."""
    content = read_content(long_plan(tmp_path), TODAY)
    plan_index = PlanIndex(content)
    first, second = actions.pages(plan_index, Hosting())
    frame = site_frame(plan_index, found(content), Hosting())

    assert (second.url, second.title) == ("actions/page/2/", "All actions, page 2")
    assert [crumb.title for crumb in second.crumbs] == ["Home", "All actions"]
    assert second.summary == f"Page 2. {first.summary}"
    assert first.view.pagination.is_first
    assert not second.view.pagination.is_first
    assert [crumb.url for crumb in frame.navigation].count("actions/") == 1


def test_a_moved_action_takes_its_small_page_with_it(tmp_path: Path) -> None:
    """Both old URLs lead on, and search engines are sent to the new ones."""
    content = read_content(with_plan_file(tmp_path, REDIRECT), TODAY)
    moved = [page for page in found(content) if page.template == "redirect"]

    assert [(page.url, page.canonical) for page in moved] == [
        ("actions/A-1/", "actions/A-7/"),
        ("embed/actions/A-1/", "embed/actions/A-7/"),
    ]


def test_small_pages_are_offered_where_the_sites_own_url_is_known(content: Content) -> None:
    assert not any(page.embed for page in found(content))
    offered = [page.template for page in found(content, "https://plan.example/") if page.embed]

    assert offered == ["action"] * len(content.actions) + ["status"]


def test_the_period_of_the_plan_has_ended_after_its_last_day() -> None:
    ended = {
        day: site_frame(PlanIndex(content), (), Hosting()).period_has_ended
        for day in (date(2025, 12, 31), date(2026, 1, 1))
        for content in [read_content(HARBOUR, day)]
    }

    assert list(ended.values()) == [False, True]
