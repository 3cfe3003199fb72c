"""What is left of the sample plan in another body's is found; `tests/cases/` has its messages."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

from action_plan.checks.reading import read_content
from action_plan.content.sample_plan import sample_plan
from action_plan.problems import ContentProblems
from conftest import FIRST, replace_in

TODAY = date(2026, 11, 24)
STATEMENT = """\
accessibility:
  scope: {scope}
  enforcement: Ask the ombudsman.
  compliance: partially compliant
  non_accessible: The map.
  prepared: 2025-01-01
  reviewed: 2025-01-01
  tested: [{{date: 2025-01-01, what: {what}, how: By hand.}}]
"""


def problems_and_remarks(content: Path) -> tuple[list[str], list[str]]:
    """Return what is wrong, and what is probably not meant in plan.yml."""
    try:
        remarks = read_content(content, TODAY).remarks
    except ContentProblems as refusal:
        return [*map(str, refusal.problems)], [*map(str, refusal.remarks)]
    return [], [str(remark) for remark in remarks if remark.path == "content/plan.yml"]


def add(content: Path, text: str) -> int:
    """Add lines to plan.yml; returns the number of the first."""
    plan = content / "plan.yml"
    before = plan.read_text("utf-8")
    plan.write_text(before + text, encoding="utf-8")
    return before.count("\n") + 1


def test_what_is_known_of_the_sample_plan_is_what_it_says() -> None:
    """Where that changes, what is looked for must change with it."""
    content = read_content(FIRST, TODAY)
    plan, known = content.plan, sample_plan()

    assert plan.publisher == known.publisher
    assert plan.source_document.sha256 == known.document
    assert plan.source_document.file
    document = FIRST / "source" / plan.source_document.file
    assert document.stat().st_size == known.document_size
    assert plan.glossary == {**known.glossary, **known.own_terms}
    assert {action.title for action in content.actions} == set(known.titles)
    assert plan.accessibility
    assert {test.what for test in plan.accessibility.tested} == set(known.tests)


def test_a_body_that_the_actions_name_is_no_stranger(content: Path) -> None:
    """A district may say what the county does."""
    action = content / "actions" / "A-7.md"
    replace_in(action, "HTC boat club", "Oxfordshire County Council")
    page = content / "pages" / "about.md"
    page.write_text("---\ntitle: About\n---\nSee Oxfordshire County Council.\n", encoding="utf-8")

    assert problems_and_remarks(content) == ([], [])


def test_the_sample_plans_document_is_published_by_no_other(content: Path) -> None:
    shutil.copy(next((FIRST / "source").glob("*.txt")), content / "source" / "old.txt")

    assert problems_and_remarks(content)[0] == [
        "content/source/old.txt:1: is the document of the sample plan."
        " Delete it, and put here the document that this plan was taken from."
    ]


def test_tests_of_another_site_are_no_tests_of_this_one(content: Path) -> None:
    what = "The use of the pages by keyboard alone"
    line = add(content, STATEMENT.format(scope="The site of Harbour Town Council.", what=what))

    assert problems_and_remarks(content) == (
        [
            f'content/plan.yml:{line + 7}: accessibility.tested.what: "{what}" is a test of the'
            " sample plan's site. Write which tests were made of this"
            " site, each with its day, or delete them."
        ],
        [],
    )


def test_a_statement_says_whose_site_it_is_about(content: Path) -> None:
    line = add(content, STATEMENT.format(scope="The site of Mill Vale Council.", what="All"))

    assert problems_and_remarks(content) == (
        [],
        [
            f"content/plan.yml:{line + 1}: accessibility.scope: does not name Harbour Town Council."
            " Say whose site the statement is about."
        ],
    )


def test_terms_of_the_sample_plan_that_nothing_has_get_a_remark(content: Path) -> None:
    plan = content / "plan.yml"
    terms = "  CAT: community asset transfer\n  SME: small or medium-sized enterprise\n  HTC:"
    replace_in(plan, "  HTC:", terms, 1)
    page = content / "pages" / "about.md"
    page.write_text("---\ntitle: About\n---\nFor each SME.\n", encoding="utf-8")

    assert problems_and_remarks(content) == (
        [],
        [
            "content/plan.yml:21: glossary.CAT: no action and no page has CAT, explained as in the"
            " sample plan. Delete what this plan does not need."
        ],
    )
