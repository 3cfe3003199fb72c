"""The field of marks: every action is in it once, whatever the size of the plan."""

from __future__ import annotations

import gzip
import re
from collections import Counter
from datetime import date
from html import unescape

import pytest
from action_plan.checks.reading import read_content
from action_plan.views.marks import marks
from action_plan.views.plan_index import PlanIndex
from conftest import HARBOUR, Project

TODAY = date(2026, 1, 1)
_MARK = re.compile(r'<a class="ap-marks__action" href="([^"]+)">.*?</svg>(.*?)</a>')
_TAG = re.compile(r"<[^>]+>")


def plan_of(times: int) -> PlanIndex:
    """Return the small plan, with each of its four actions so many times."""
    plan_index = PlanIndex(read_content(HARBOUR, TODAY))
    plan_index.actions *= times
    return plan_index


@pytest.mark.parametrize(
    ("times", "note", "is_dense"),
    [
        (1, "", False),
        (16, "", True),
        (50, "", True),
        (51, "One mark for every 5 actions of one status, or fewer.", False),
        (250, "One mark for every 5 actions of one status, or fewer.", True),
        (251, "One mark for every 10 actions of one status, or fewer.", True),
        (500, "One mark for every 10 actions of one status, or fewer.", True),
        (501, "One mark for every 20 actions of one status, or fewer.", True),
        (2500, "One mark for every 50 actions of one status, or fewer.", True),
        (2501, "One mark for every 100 actions of one status, or fewer.", True),
        (5001, "One mark for every 200 actions of one status, or fewer.", True),
    ],
)
def test_marks_say_how_many_actions_they_are(times: int, note: str, is_dense: bool) -> None:
    """No mark is for more actions than the note says, and the counts beside them are exact."""
    plan_index = plan_of(times)
    field = marks(plan_index)

    size = int(found[0]) if (found := re.findall(r"\d+", note)) else 1
    assert field.note == note
    assert field.is_dense is is_dense
    assert [theme.group for theme in field.themes] == list(plan_index.themes.values())
    for theme in field.themes:
        shown = Counter(theme.stages)
        true = Counter(action.status.stage for action in plan_index.by_theme[theme.group])
        assert shown == {stage: -(-number // size) for stage, number in true.items()}
        assert (theme.actions == ()) is (size > 1 or not true)
        if size > 1:
            assert {count.status.stage: count.number for count, _ in theme.statuses} == true
    assert sum(count.number for count in field.key) == 4 * times


def test_each_mark_leads_to_its_action_by_name(built_harbour: Project) -> None:
    """On the first page, and at the head of the whole plan."""
    for file, root in (("index.html", "./"), ("plan/index.html", "../")):
        html = (built_harbour.output / file).read_text(encoding="utf-8")

        assert {url: unescape(_TAG.sub("", name)) for url, name in _MARK.findall(html)} == {
            f"{root}{action.link.url}": f"{action.link.id} {action.link.title},"
            f" {action.status.label}"
            for action in plan_of(1).actions
        }


def test_a_large_plan_has_lists_of_counts_instead(built_long: Project) -> None:
    html = built_long.page()

    assert _MARK.findall(html) == []
    several = re.findall(
        r'<a class="ap-marks__several" href="([^"]+)">.*?</svg> <span [^>]+>([^<]+)</span></a>',
        html,
    )
    assert several
    assert all(url.startswith("./actions/?theme=") for url, _ in several)
    assert sum(int(name.split()[0]) for _, name in several) == 503
    assert len(gzip.compress(html.encode())) < 8 * 1024
    assert "ap-marks" not in built_long.page("plan/page/2")
