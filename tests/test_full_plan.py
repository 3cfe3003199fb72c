"""A plan with everything that a plan can say: nothing is missing in it, and its site is whole."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from action_plan.checks.reading import read_content
from action_plan.content.fields import FUNDING_KINDS, STAGES
from action_plan.content.loading import Content
from action_plan.content.models import Action
from action_plan.verification.built_site import Expected, site_findings
from action_plan.views.action_summary import in_totals
from action_plan.views.plan_index import PlanIndex
from conftest import EDGES_SITE, Project
from full_plan import FULL_COUNT, write_full_plan


@pytest.fixture(scope="module")
def content(tmp_path_factory: pytest.TempPathFactory) -> Content:
    """Return the content as of the day of its site."""
    folder = Path(tmp_path_factory.mktemp("full"))
    write_full_plan(folder / "content")
    return read_content(folder / "content", date(2026, 5, 1))


def test_the_plan_has_everything(content: Content) -> None:
    """Each field of an action but that of one that came later, and each kind of all that has some.

    None of it is remarked on.
    """
    actions = content.actions
    written = {
        name for name in Action.model_fields if any(getattr(action, name) for action in actions)
    }

    assert len(actions) == FULL_COUNT
    assert set(Action.model_fields) - written == {"added"}
    assert {line.kind for action in actions for line in action.funding} == set(FUNDING_KINDS)
    assert {status.stage for status in content.plan.statuses} == set(STAGES)
    assert content.remarks == ()


def test_something_of_each_kind_is_late_or_moved(content: Content) -> None:
    plan_index = PlanIndex(content)

    assert len(in_totals(plan_index.actions)) == len(plan_index.moved) < FULL_COUNT
    assert plan_index.late_milestones
    assert any(action.overdue is None and action.is_awaited for action in plan_index.actions)
    assert {action.discontinued for action in plan_index.actions} == {
        *(None, "replaced", "stopped", "set apart"),
    }


@pytest.mark.parametrize(
    ("address", "said"),
    [
        *(
            (address, "An action in several themes is counted once, in the theme that is named")
            for address in ("", "status", "budget")
        ),
        ("actions/1.3", "Themes Parks, rivers and wildlife ; Reuse and waste"),
        ("actions", "Parks, rivers and wildlife; Reuse and waste"),
        ("actions/1.2", "£1,250.50 – contingency: The lottery ; spending not reported"),
        ("budget", "Existing budget The lottery £1,250.50 not reported 1.6"),
        ("budget", "stopped Bid, not secured The lottery £1,250.50 1.7"),
        ("status", "Sites finished"),
        ("status", "A sum is true only where no two actions count the same thing."),
    ],
)
def test_pages_say_how_to_read_what_they_list(built_full: Project, address: str, said: str) -> None:
    """Titles with a comma have semicolons between them; a bid is nothing that can be spent."""
    assert said in built_full.words(address)


def test_its_site_is_whole(built_full: Project) -> None:
    """Every link and anchor leads somewhere, and the markup is as it must be to be published."""
    expected = Expected(base_url=f"{EDGES_SITE['SITEURL']}/")

    assert site_findings(built_full.output, expected) == []
