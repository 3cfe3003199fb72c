"""Plans that are a draft, and plans that are no longer kept: each page says so."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from action_plan.checks.reading import read_content
from action_plan.github.reminder import overdue_text
from action_plan.verification.built_site import Expected, site_findings
from conftest import HARBOUR_DAY, Project, words

SITE = "https://harbour.example/plan"
CLOSED = """\
closed:
  date: 2026-01-01
  note: The plan for 2026 took its place.
"""
DRAFT = """\
consultation:
  until: {until}
  how: |
    Write to [the clerk](mailto:clerk@harbour.example), or come to the town hall.
"""
AT_AN_ADDRESS = """\
consultation:
  until: 2026-02-01
  title: Answer the consultation
  address: https://harbour.example/answer
"""


def build(project: Project, more: str) -> dict[str, str]:
    """Build the small plan with more in plan.yml, and return the words of each page by its name."""
    with (project.root / "content" / "plan.yml").open("a", encoding="utf-8") as file:
        file.write(more)
    project.build(HARBOUR_DAY, SITEURL=SITE)
    assert site_findings(project.output, Expected(base_url=f"{SITE}/")) == []
    return {
        path.relative_to(project.output).as_posix(): words(path.read_text("utf-8"))
        for path in project.output.rglob("*.html")
    }


def without_saying(pages: dict[str, str], said: str, framed: str) -> list[str]:
    """Return the pages that do not say something; `framed` is what the small pages say of it."""
    return [
        name
        for name, text in pages.items()
        if (framed if Path(name).parts[0] == "embed" else said) not in text
    ]


def said_of_dates(project: Project) -> set[str]:
    """Return what the calendar says at the end of each date, behind its status."""
    calendar = (project.output / "plan.ics").read_text("utf-8").replace("\n ", "")
    described = re.findall("^DESCRIPTION:.*Status: [^.]*(.*)$", calendar, re.MULTILINE)
    assert len(described) == calendar.count("BEGIN:VEVENT")
    return set(described)


def test_a_closed_plan_says_so_and_nothing_in_it_is_late(harbour: Project) -> None:
    """Neither an action nor a review, from that day on; before, one was late and two overdue."""
    pages = build(harbour, CLOSED)

    said = (
        "This plan is closed: it was kept until 1 January 2026. The plan for 2026 took its place."
    )
    assert without_saying(pages, said, "closed, kept until 1 January 2026") == []
    for name in ("index.html", "actions/A-7/index.html", "themes/harbour/index.html"):
        assert "overdue" not in pages[name].casefold(), name
        assert not re.search(r"\blate\b", pages[name], re.IGNORECASE), name
        assert "Nothing has been reported since" not in pages[name], name
    of_reviews = (
        "Overdue for review None. This plan is closed: none of its actions is reviewed any more."
    )
    assert of_reviews in pages["status/index.html"]
    assert said_of_dates(harbour) == {". The plan was kept until 1 January 2026."}
    actions = (harbour.output / "data" / "actions.csv").read_text("utf-8")
    assert "true" not in actions
    reminder = overdue_text(read_content(harbour.root / "content", date(2026, 1, 1)))
    assert reminder == "Nothing is due within 30 days.\n"


@pytest.mark.parametrize(
    ("more", "said", "link"),
    [
        (
            DRAFT.format(until="2026-02-01"),
            "This is a draft. The consultation on it is open until 1 February 2026:"
            " how to answer .",
            'href="../#consultation"',
        ),
        (
            DRAFT.format(until="2025-12-31"),
            "This is a draft. The consultation on it ended on 31 December 2025.",
            "",
        ),
        (
            AT_AN_ADDRESS,
            "This is a draft. The consultation on it is open until 1 February 2026:"
            " Answer the consultation .",
            'href="https://harbour.example/answer"',
        ),
    ],
    ids=["in words", "over", "at an address"],
)
def test_a_draft_says_so_and_how_to_answer(
    harbour: Project, more: str, said: str, link: str
) -> None:
    pages = build(harbour, more)

    assert without_saying(pages, said, "a draft") == []
    assert said_of_dates(harbour) == {". The plan is a draft."}
    assert link in harbour.page("status")
    in_words = "The consultation Write to the clerk , or come to the town hall."
    assert (in_words in pages["index.html"]) == ("how:" in more and "ended" not in said)
