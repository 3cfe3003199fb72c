"""The plan as first published: every word is the document's, every figure what the issue says."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

import pytest
import source_document
from action_plan.checks.reading import read_content
from action_plan.content.loading import Content
from action_plan.views.budget import budget_summary
from action_plan.views.pages.status import status_overview
from action_plan.views.plan_index import PlanIndex
from conftest import FIRST, ROOT

ROWS = source_document.rows_of(FIRST)


@pytest.fixture(scope="module")
def content() -> Content:
    return read_content(FIRST, date(2026, 11, 24))


def test_every_action_of_the_document_has_a_file(content: Content) -> None:
    """The 20 ids of the document are the ids of the files, 1.10.1 after 1.9.1."""
    ids = [action.id for action in content.actions]

    assert set(ids) == set(ROWS)
    assert len(ids) == 20
    assert ids[-3:] == ["1.7.1", "1.9.1", "1.10.1"]


@pytest.mark.parametrize("action_id", list(ROWS))
def test_words_are_the_documents(content: Content, action_id: str) -> None:
    """Text, impact, resources and status stand in the document word for word."""
    action = next(action for action in content.actions if action.id == action_id)
    row = ROWS[action_id]
    label = next(status.label for status in content.plan.statuses if status.id == action.status)

    assert source_document.as_printed(action, action.text, row.text) == row.text
    assert (
        source_document.as_printed(action, action.parts["intended_impact"], row.impact)
        == row.impact
    )
    assert (
        source_document.as_printed(action, action.parts["resources"], row.resources)
        == row.resources
    )
    note = f" ({action.status_note})" if action.status_note else ""
    assert f"{label}{note}" == row.status


def test_amounts_are_in_the_resources_of_their_action(content: Content) -> None:
    """No amount is invented: each is printed among the resources, as £8000 or £75,000."""
    for action in content.actions:
        stated = {
            Decimal(found.replace(",", ""))
            for found in re.findall(r"£([\d,]+)", action.parts["resources"])
        }

        assert {line.amount for line in action.funding if line.amount} == stated, action.id


def test_nothing_is_said_that_the_document_does_not_say(content: Content) -> None:
    """No owner, date or partner is named, for the document names none."""
    for action in content.actions:
        assert action.lead is None
        assert action.starts is None
        assert action.due is None
        assert action.partners == ()
        assert [update.date.day for update in action.updates] == [date(2024, 9, 17)]


def test_every_abbreviation_is_in_the_glossary(content: Content) -> None:
    """Whatever is written in capitals is spelled out."""
    words = " ".join(
        " ".join((action.title, action.text, *action.parts.values())) for action in content.actions
    )
    found = {term.removesuffix("s") for term in re.findall(r"\b[A-Z]{2,}s?\b", words)}

    assert found - set(content.plan.glossary) == set()


def test_status_overview_counts(content: Content) -> None:
    """20 actions: 13 in progress, 4 not yet started, 3 complete."""
    overview = status_overview(PlanIndex(content))

    assert overview.tally.total == 20
    assert {count.status.label: count.number for count in overview.tally.counts} == {
        "Not yet started": 4,
        "In progress": 13,
        "Complete": 3,
        "Paused": 0,
        "Stopped": 0,
    }
    assert [count.percentage for count in overview.tally.counts] == [20, 65, 15, 0, 0]


def test_budget_summary_sums(content: Content) -> None:
    """£256,700 over 9 actions, by theme and section as the document adds up."""
    budget = budget_summary(PlanIndex(content))

    assert budget.total == 256_700
    assert budget.with_amount == 9
    assert {row.title: row.amount for row in budget.by_theme.rows} == {
        "Economic development": 90_000,
        "Progressive procurement": 25_500,
        "Land and property": 30_000,
        "Employment and skills": 15_000,
        "Social economy": 96_200,
    }
    assert [row.amount for row in budget.by_section.rows] == [216_200, 40_500]
    assert not budget.by_year.rows, "a table of years where all is of one"
    assert budget.without_amount == 11


def test_no_word_of_this_plan_is_in_the_code(content: Content) -> None:
    """Another plan needs no change of code: no name, id, theme or status is written there."""
    plan = content.plan
    words = {plan.title, plan.publisher, "Oxfordshire", "Community Wealth", "Oxford"}
    words |= {theme.title for theme in plan.themes} | {theme.id for theme in plan.themes}
    words |= {action.title for action in content.actions} | set(plan.glossary)
    words |= {action.id for action in content.actions}
    words |= {status.label for status in plan.statuses} | {status.id for status in plan.statuses}
    words -= {"complete", "stopped", "Stopped", "paused"}
    pattern = re.compile("|".join(rf"\b{re.escape(word)}\b" for word in words))
    files = [
        path
        for folder in ("plugins", "theme")
        for path in (ROOT / folder).rglob("*")
        if path.suffix in {".py", ".html", ".css", ".js", ".svg"}
    ]

    found = {
        f"{path.relative_to(ROOT)}: {match[0]}"
        for path in files
        for match in pattern.finditer(path.read_text(encoding="utf-8"))
    }

    assert len(files) > 30
    assert found == set()
