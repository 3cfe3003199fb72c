"""The search of actions, in a real browser: questions of residents, and what is said of them."""

from __future__ import annotations

import json
from contextlib import contextmanager
from urllib.parse import quote, urlencode

import pytest
from conftest import HARBOUR_DAY, TESTS, Project
from playwright.sync_api import Browser, Page
from serving import Served, serve
from test_action_list import shown

QUESTIONS = json.loads((TESTS / "search.json").read_text(encoding="utf-8"))
"""What residents ask of the real plan, each with the actions that answer it."""


def ask(page: Page, question: str, **choices: str) -> list[str]:
    """Return the ids of the actions that a question finds, in their order."""
    page.goto(f"actions/?{urlencode({'q': question, **choices})}")
    return shown(page)


@pytest.mark.parametrize(
    "words",
    [
        *("harbour master", "fishers' guild", "north side only", "minutes/30-june"),
        *("photographs of the quay", "south side (after the wall)"),
    ],
)
def test_search_finds_what_the_page_of_an_action_says(harbour_site: Served, words: str) -> None:
    """Lead, partners, the status note, evidence, links and the text without its Markdown."""
    with harbour_site.page() as page:
        assert ask(page, words)[0] == "A-7"


def test_search_from_home_and_for_every_word(real_site: Served) -> None:
    """Home's search leads to the list; every action is found by a word of any of its parts."""
    with real_site.page() as page:
        page.goto("")
        page.get_by_role("searchbox").fill("loan SHARK")
        page.keyboard.press("Enter")
        page.wait_for_url("**/actions/?q=loan+SHARK")

        assert shown(page) == ["1.5.5"]


def test_questions_of_residents_are_answered(real_site: Served) -> None:
    """For 76 of 80 questions the first actions of the list are those that answer them."""
    wrong = {}
    with real_site.page() as page:
        page.goto("actions/")
        for question, answers in QUESTIONS.items():
            page.get_by_role("searchbox").fill(question)
            page.keyboard.press("Enter")
            found = shown(page)
            if {*found[: len(answers)]} != {*answers}:
                wrong[question] = found

    assert len(QUESTIONS) == 80
    assert len(wrong) <= 4, wrong


@pytest.mark.parametrize(
    ("question", "answers"),
    [
        ("CAT", ["1.3.1"]),
        ("1.4", ["1.4.1", "1.4.2", "1.4.3"]),
        ("142", ["1.4.2"]),
        ("“avoid loan shark”", ["1.5.5"]),
        ("“shark loan”", []),
        ("£8k", ["1.5.1"]),
        ("training not started", ["1.2.2"]),
        ("start ups", ["1.1.3"]),
        ("council tax", []),
        ("late", []),
        # Only what is said of their theme has the word.
        ("succeed", ["1.3.1"]),
    ],
)
def test_a_search_finds_that_and_no_more(
    real_site: Served, question: str, answers: list[str]
) -> None:
    """Whole words and numbers count, and nobody is shown what only looks like an answer."""
    with real_site.page() as page:
        page.goto(f"actions/?q={quote(question)}")
        found = page.locator("[data-results] .ap-actions__id:visible").all_inner_texts()

        assert found == answers


def test_the_word_named_first_counts_more(real_site: Served) -> None:
    """Where no action has both: a food bank is of food."""
    with real_site.page() as page:
        assert ask(page, "food bank") == ["1.5.5", "1.5.2"]


def test_words_that_fit_are_shown(real_site: Served) -> None:
    """Beside the title, the words around; of an abbreviation, what it stands for."""
    with real_site.page() as page:
        ask(page, "loan sharks")
        assert page.locator("mark:visible").all_inner_texts()[-2:] == ["loan", "shark"]
        ask(page, "voluntary sector")
        first = page.locator("[data-results] li").first
        assert "VCSE" in first.inner_text()
        page.get_by_role("button", name="Clear all").click()
        assert page.locator("mark:visible").count() == 0


def test_what_was_left_out_or_corrected_is_said(real_site: Served) -> None:
    with real_site.page() as page:
        ask(page, "minimum wages")
        assert page.get_by_text("No action has “minimum”, so it was left out.").is_visible()
        ask(page, "procurment")
        assert page.get_by_text("No action has “procurment”. Searched for").is_visible()


def test_nothing_found_leads_on(real_site: Served) -> None:
    """To words of the plan that are written alike, to the themes, and to whom to ask."""
    with real_site.page() as page:
        assert ask(page, "procuratorial") == []
        box = page.locator("[data-none]")
        assert box.get_by_role("link", name="Social economy").is_visible()
        assert box.get_by_role("link", name="Comments and complaints").is_visible()
        box.get_by_role("link", name="procurement", exact=True).click()
        assert page.get_by_role("searchbox").input_value() == "procurement"
        assert shown(page)


def test_without_script_searches_say_that_they_need_it(real_site: Served) -> None:
    with real_site.page(java_script_enabled=False) as page:
        for address in ("", "404.html"):
            page.goto(address)
            assert "The search needs JavaScript." in page.locator("main").inner_text(), address
        page.goto("actions/?q=credit")
        assert "needs JavaScript, so this is the list of all" in page.locator("main").inner_text()


def test_what_is_not_late_is_not_only_not_found(real_site: Served) -> None:
    """A plan without due dates says so to whoever searches for what is late, and to nobody else."""
    note = "The plan gives no date by which any action is due"
    with real_site.page() as page:
        for question, is_said in (("what is late?", True), ("translated plates", False)):
            page.goto(f"actions/?q={question}")
            assert page.get_by_text("No actions match.").is_visible()
            assert page.get_by_text(note).is_visible() == is_said


def test_a_plan_without_sections_is_searched(
    browser: Browser, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Its one list has no heading of its own."""
    content = TESTS / "plans" / "bare" / "content"
    project = Project(tmp_path_factory.mktemp("built") / "bare", content)
    project.build(HARBOUR_DAY)

    with contextmanager(serve)(browser, project.output) as site, site.context() as visitor:
        page = visitor.new_page()
        page.goto("actions/?q=bench")
        assert shown(page) == ["2"]
