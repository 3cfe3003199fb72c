"""The page of a section: its text, its actions, and the ways to it."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest
from conftest import HARBOUR, HARBOUR_DAY, Project, problems_of, replace_in

TODAY = date(2026, 1, 1)
SECTION = "  - {id: promises, title: Promises}\n"
TEXT = """\
  - id: promises
    title: Promises
    text: |
      What the council *itself* does:

      - at the harbour, see [the quay](../actions/A-7.md)
      - in [other parts](/sections/wishes/)
"""


def content_with(folder: Path, text: str) -> Path:
    content = Path(shutil.copytree(HARBOUR, folder / "content"))
    plan = content / "plan.yml"
    replace_in(plan, SECTION, text)
    return content


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Project:
    content = content_with(tmp_path_factory.mktemp("sections"), TEXT)
    project = Project(tmp_path_factory.mktemp("sections") / "project", content)
    project.build(HARBOUR_DAY, SITEURL="https://harbour.example/plan")
    return project


def test_a_section_has_its_text_and_its_actions(built: Project) -> None:
    html = built.page("sections/promises")

    assert "What the council <em>itself</em> does:" in html
    assert '<a href="../../actions/A-7/">the quay</a>' in html
    assert '<a href="../../sections/wishes/">other parts</a>' in html
    assert "A-10 Light the harbour wall" in built.words("sections/promises")
    assert "This plan has no actions in this section." in built.words("sections/later")


@pytest.mark.parametrize("page", ["status", "actions/A-7", "plan"])
def test_pages_that_name_a_section_lead_to_it(built: Project, page: str) -> None:
    html = built.page(page)

    assert f'href="{"../" * (page.count("/") + 1)}sections/promises/">Promises</a>' in html


def test_the_whole_plan_has_the_text_too(built: Project) -> None:
    assert "What the council itself does:" in built.words("plan")


def test_search_engines_find_each_section(built: Project) -> None:
    sitemap = (built.output / "sitemap.xml").read_text("utf-8")

    for section in ("promises", "wishes", "later"):
        assert f"<loc>https://harbour.example/plan/sections/{section}/</loc>" in sitemap


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "See [more](/sections/promise/).",
            'content/plan.yml:27: the link "/sections/promise/" leads to no action or page here.'
            ' Did you mean "/sections/promises/"?',
        ),
        (
            "## More",
            'content/plan.yml:27: "More" is an unknown heading. Headings are not allowed here.'
            " Delete the heading or its #, or write a backslash before it.",
        ),
    ],
)
def test_a_text_is_checked_as_others_are(tmp_path: Path, text: str, message: str) -> None:
    content = content_with(
        tmp_path, f"  - id: promises\n    title: Promises\n    text: |\n      {text}\n"
    )

    assert problems_of(content) == [message]
