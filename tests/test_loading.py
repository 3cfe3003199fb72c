"""Loading a content folder: what is checked is what is printed, however the files are read."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import TypeVar

import pytest
from action_plan.checks.reading import load_partial, read_content
from action_plan.content.markdown_text import MarkdownText
from action_plan.problems import ContentProblems
from conftest import FIRST, ROOT, Project, problems_of
from sandbox import STATEMENT

TODAY = date(2026, 1, 1)
FIRST_TODAY = date(2026, 11, 24)
BROKEN = ROOT / "tests" / "plans" / "broken" / "content"

Result = TypeVar("Result")


def in_another_process(read: Callable[[Path], Result], paths: Sequence[Path]) -> list[Result]:
    """Return what reading returns as another process hands it over."""
    results: list[Result] = pickle.loads(pickle.dumps([read(path) for path in paths]))  # noqa: S301 - made here
    return results


def test_another_process_reads_the_same() -> None:
    """The same records with the same HTML, and the same problems in the same order."""
    here = read_content(FIRST, FIRST_TODAY)
    there = read_content(FIRST, FIRST_TODAY, map_files=in_another_process)
    with pytest.raises(ContentProblems) as found_here:
        read_content(BROKEN, TODAY)
    with pytest.raises(ContentProblems) as found_there:
        read_content(BROKEN, TODAY, map_files=in_another_process)

    assert there.actions == here.actions
    assert [action.text.html for action in there.actions] == [a.text.html for a in here.actions]
    assert all(action.parts["resources"].html for action in there.actions)
    assert found_there.value.problems == found_here.value.problems


def state(project: Project, scope: str) -> None:
    """Put a statement with a scope of several lines into the small plan."""
    lines = "".join(f"    {line}\n" for line in scope.split("\n"))
    statement = STATEMENT.replace(
        "scope: This statement is about this site.\n", f"scope: |\n{lines}"
    )
    project.replace("content/plan.yml", "glossary:", f"{statement.strip()}\nglossary:")


def test_a_statement_keeps_its_paragraphs_and_lists(harbour: Project) -> None:
    """Its texts are Markdown of many lines, as they are written."""
    state(harbour, "This site.\n\n- One\n- Two")

    plan = read_content(harbour.root / "content", TODAY).plan

    assert plan.accessibility is not None
    assert plan.accessibility.scope.html.linked == (
        "<p>This site.</p>\n<ul>\n<li>One</li>\n<li>Two</li>\n</ul>"
    )


def test_what_is_wrong_in_a_statement_is_reported_at_its_line(harbour: Project) -> None:
    """Links that lead nowhere and what is not allowed, line by line."""
    state(harbour, "This site,\n[x](/nowhere/),\nin <b>bold</b>.")

    assert problems_of(harbour.root / "content") == [
        'content/plan.yml:23: the link "/nowhere/" leads to no action or page here.',
        'content/plan.yml:24: "<b>" is HTML, which is not allowed. Delete it, or write words.',
    ]


@pytest.mark.parametrize("blank", ["", "\n", "\n  \n"])
def test_a_page_is_printed_as_it_is_checked(harbour: Project, blank: str) -> None:
    """A page that begins with an indented line begins with code, which has no headings."""
    page = harbour.root / "content" / "pages" / "extra.md"
    page.write_text(f"---\ntitle: Extra\n---\n{blank}    # make check\n\n[x](y.md)\n", "utf-8")
    line = 6 + blank.count("\n")
    assert problems_of(harbour.root / "content") == [
        f'content/pages/extra.md:{line}: the link "y.md" leads to no action or page here.'
    ]

    page.write_text(f"---\ntitle: Extra\n---\n{blank}    # make check\n", "utf-8")
    extra = {page.slug: page for page in read_content(harbour.root / "content", TODAY).pages}

    assert extra["extra"].text.html.linked == "<pre><code># make check\n</code></pre>"


def test_all_of_an_unreadable_page_is_reported(harbour: Project) -> None:
    """What is wrong with its body, too; and that it is there is known to links and comparisons."""
    page = harbour.root / "content" / "pages" / "about.md"
    page.write_text("---\ntitle: A: B\n---\n[x](about.md)\n\n![y](z.png)\n", "utf-8")

    partial = load_partial(harbour.root / "content", TODAY)

    assert [str(problem).partition(" ")[0] for problem in partial.problems] == [
        "content/pages/about.md:2:",
        "content/pages/about.md:6:",
    ]
    assert partial.unreadable == ("content/pages/about.md",)
    assert partial.outline.pages == ("about",)


def test_the_sign_of_a_currency_names_it_in_all_of_plan_yml(harbour: Project) -> None:
    """Amounts of plan.yml are read in the currency that its sign stands for."""
    harbour.replace("content/plan.yml", "currency: EUR", "currency: €")
    harbour.replace("content/plan.yml", "amount: 100,000", "amount: €100,000")

    plan = read_content(harbour.root / "content", TODAY).plan

    assert plan.currency == "EUR"
    assert plan.approved_budget is not None
    assert plan.approved_budget.amount == 100_000


@pytest.mark.parametrize("lead", ["[" * 500_000, "{a: " * 200_000, "\n  " + "- " * 500_000])
def test_fields_nested_without_end_are_one_problem(harbour: Project, lead: str) -> None:
    """The file is read no further, however much of it there is."""
    path = harbour.action("A-7")
    path.write_text(f"---\nid: A-7\nlead: {lead}\n---\nText.\n", "utf-8")

    found = [
        line
        for line in problems_of(harbour.root / "content")
        if line.startswith("content/actions/A-7.md")
    ]

    assert len([line for line in found if line.endswith(": is nested too deeply.")]) == 1
    assert not any(": title: " in line for line in found)


def test_a_text_without_a_renderer_has_no_html() -> None:
    """Data is read back for its words alone."""
    text = MarkdownText("*Words*")

    assert text == "*Words*"
    assert not text.html
