"""The register: it names every file of a site before the site is built, and no other."""

from __future__ import annotations

import os
import re
from datetime import date
from pathlib import Path

import pytest
from action_plan import hosting, urls
from action_plan.checks.reading import load_partial, read_content
from action_plan.checks.site_files import served_files, site_files, theme_files
from action_plan.verification.html import read_page
from action_plan.views.page import Page
from action_plan.views.pages import budget, themes
from action_plan.views.plan_index import PlanIndex
from conftest import EDGES, HARBOUR, ROOT, Project, problems_of, replace_in, tree
from test_pages import found, long_plan

TODAY = date(2026, 11, 24)
BUILT = ["built_harbour", "built_edges", "built_real"]


@pytest.mark.parametrize("fixture", BUILT)
def test_it_names_every_file_of_a_built_site(fixture: str, request: pytest.FixtureRequest) -> None:
    """But for the sitemap and the share picture, which a site has where its URL is known."""
    project: Project = request.getfixturevalue(fixture)
    outline = read_content(project.root / "content", TODAY).outline

    files = served_files(site_files(outline, theme_files(ROOT / "theme")))

    assert files.keys() == tree(project.output).keys() - {urls.SITEMAP, urls.SHARE_PICTURE}


@pytest.mark.parametrize("fixture", BUILT)
def test_a_part_that_links_may_lead_to_is_on_the_page(
    fixture: str, request: pytest.FixtureRequest
) -> None:
    project: Project = request.getfixturevalue(fixture)
    outline = read_content(project.root / "content", TODAY).outline

    for file in served_files(site_files(outline)).values():
        if file.anchors:
            html = (project.output / file.save_as).read_text(encoding="utf-8")
            assert read_page(html).anchors.issuperset(file.anchors), file.url


def test_it_names_the_file_of_the_content_that_makes_each() -> None:
    """And of a plan that cannot be read whole, what is known of it."""
    outlines = (load_partial(plan).outline for plan in (EDGES, HARBOUR))
    made_by = {file.save_as: file.made_by for plan in outlines for file in site_files(plan)}

    assert made_by["actions/A-7/index.html"] == "actions/A-7.md"
    assert made_by["embed/actions/A-7/index.html"] == "actions/A-7.md"
    assert made_by["actions/A-7/updates.atom"] == "actions/A-7.md"
    assert made_by["themes/harbour/index.html"] == "plan.yml"
    assert made_by["sections/water/index.html"] == "plan.yml"
    assert made_by["accessibility/index.html"] == "plan.yml"
    assert made_by["actions/E-7/index.html"] == "plan.yml"  # a redirect
    assert made_by["embed/actions/E-7/index.html"] == "plan.yml"
    assert made_by["about/index.html"] == "pages/about.md"
    assert made_by["source/harbour-plan.txt"] == "source/harbour-plan.txt"
    assert made_by["status/index.html"] == ""


def test_links_may_lead_to_files_of_the_theme(harbour: Project) -> None:
    with (harbour.root / "content" / "pages" / "about.md").open("a", encoding="utf-8") as page:
        page.write("\n[A mark](/theme/icon.svg), [none](/theme/mark.svg).\n")

    assert problems_of(harbour.root / "content", TODAY) == [
        'content/pages/about.md:11: the link "/theme/mark.svg" leads to no action or page here.'
    ]


@pytest.mark.parametrize("name", [b"caf\xe9.txt", b"two\nlines.txt"])
def test_a_name_that_cannot_be_published_is_refused_in_words(content: Path, name: bytes) -> None:
    """What neither git's importer nor a terminal can write is named so that all can read it."""
    Path(os.fsdecode(os.fsencode(content / "source") + b"/" + name)).touch()

    [problem] = problems_of(content, TODAY)

    assert problem.isprintable()
    assert re.match(r"content/source/\w+\\u\w{4}\w*\.txt:1: ", problem)


def test_a_document_larger_than_github_takes_is_refused(content: Path) -> None:
    with (content / "source" / "harbour-plan.txt").open("wb") as file:
        file.truncate(hosting.LARGEST_FILE + 1)

    assert problems_of(content, TODAY) == [
        "content/source/harbour-plan.txt:1: has 105 MB; GitHub refuses files over 100 MiB."
        " Keep it elsewhere, and link to it.",
    ]


def test_a_theme_leads_to_the_page_that_says_why_it_has_no_amount(tmp_path: Path) -> None:
    """That is the second page of the budget where its first such action is there."""
    folder = long_plan(tmp_path)
    path = folder / "actions" / "US0113.1.md"
    replace_in(path, "Streets", "sea-wall")
    plan_index = PlanIndex(read_content(folder, TODAY))

    pages: dict[str, Page[object]] = {page.url: page for page in found(plan_index.content)}
    view = pages["themes/sea-wall/"].view

    assert isinstance(view, themes.ThemeDetail)
    assert view.without_amount_url == "budget/page/2/#unpriced"
    shown = pages["budget/page/2/"].view
    assert isinstance(shown, budget.BudgetPage)
    assert "US0113.1" in [
        action.link.id for group in shown.without_amount for action, _ in group.rows
    ]
