"""The accessibility statement: filled from plan.yml, and in date before anything is published."""

from __future__ import annotations

import re

import pytest
from conftest import Project
from sandbox import STATEMENT

HEADINGS = [
    "Scope",
    "Feedback and contact information",
    "Enforcement procedure",
    "Compliance status",
    "Non-accessible content",
    "Preparation of this accessibility statement",
]


def state(project: Project, statement: str = STATEMENT) -> None:
    """Put a statement into the small plan."""
    project.replace("content/plan.yml", "glossary:", f"{statement.strip()}\nglossary:")


def test_real_statement(built_real: Project) -> None:
    """It has the statutory headings, says what was and was not tested, and claims no more."""
    page = built_real.page("accessibility")
    text = built_real.words("accessibility")

    assert re.findall(r"<h2>([^<]+)</h2>", page) == HEADINGS
    assert "This website is partially compliant with the" in text
    assert "What was tested" in text
    assert "What was not tested" in text
    assert "It was last reviewed on 24 November 2026." in text
    assert "fully compliant" not in text.casefold()
    assert 'href="../accessibility/"' in page


def test_plan_without_a_statement_is_built(harbour: Project) -> None:
    """Another plan needs none to be built; there is no page then, and no link to one."""
    done = harbour.action_plan("build")

    assert done.returncode == 0
    assert not (harbour.output / "accessibility").exists()
    assert "accessibility" not in harbour.page()
    assert harbour.action_plan("check").returncode == 0


def test_what_a_statement_says_is_printed(harbour: Project) -> None:
    """Contact and Markdown stand on the page; with no test, it says that there was none."""
    state(harbour)

    assert harbour.action_plan("build").returncode == 0
    page = harbour.page("accessibility")

    assert '<a href="mailto:clerk@harbour.example">The town clerk</a>' in page
    assert '<a href="https://ombudsman.example/">ombudsman</a>' in page
    assert "This statement is not based on a test." in page
    assert 'href="./accessibility/"' in harbour.page()


@pytest.mark.parametrize(
    ("old", "new", "day", "said"),
    [
        ("", "", "1767225600", ""),
        ("", "", "1796083200", ""),
        (
            "",
            "",
            "1796169600",
            "content/plan.yml:26: accessibility.reviewed: 2025-12-01 is over 12 months ago."
            " Test the site again, correct the statement where it is no longer true, and write the"
            " day you did.",
        ),
        (
            "contact:\n  title: The town clerk\n  address: mailto:clerk@harbour.example\n",
            "",
            "1767225600",
            "content/plan.yml:17: accessibility: names nobody to tell what cannot be used."
            ' Write "contact:" below it, with a title and an address.',
        ),
        (
            STATEMENT.lstrip(),
            "",
            "1767225600",
            "content/plan.yml:1: accessibility: is missing, and no site of a public body may go"
            ' without its statement. Write "accessibility:" with scope, contact, enforcement,'
            " compliance, non_accessible, prepared and reviewed.",
        ),
    ],
    ids=["in date", "last day", "too old", "no contact", "no statement"],
)
def test_publishing_needs_one_in_date(
    harbour: Project, old: str, new: str, day: str, said: str
) -> None:
    """`check --publishing` says what to fill in; an ordinary check and build let it pass."""
    state(harbour)
    if old:
        harbour.replace("content/plan.yml", old, new)

    strict = harbour.action_plan("check", "--publishing", env={"SOURCE_DATE_EPOCH": day})
    plain = harbour.action_plan("check", env={"SOURCE_DATE_EPOCH": day})

    assert plain.returncode == 0
    assert strict.returncode == (1 if said else 0)
    assert [line for line in strict.stdout.splitlines() if "plan.yml" in line] == (
        [said] if said else []
    )


def test_statement_is_in_one_place(harbour: Project) -> None:
    """A page of its own beside the statement in plan.yml is a problem."""
    state(harbour)
    page = harbour.root / "content" / "pages" / "accessibility.md"
    page.write_text("---\ntitle: Accessibility\n---\nText.\n", encoding="utf-8")

    done = harbour.action_plan("check")

    assert done.stdout.splitlines() == [
        "content/pages/accessibility.md:1: the site has a page of its own at /accessibility/."
        " Rename the file."
    ]


def test_one_test_without_its_hyphen(harbour: Project) -> None:
    """A group of fields where a list of groups belongs is reported so, beside other problems."""
    state(harbour, STATEMENT + "  tested: {date: 2025-12-01, what: A page, how: By hand}\n")
    harbour.replace("content/plan.yml", "prepared: 2025-12-01", "prepared: soon")

    done = harbour.action_plan("check")

    assert [line.partition(": accessibility.")[2] for line in done.stdout.splitlines()] == [
        'prepared: "soon" is not a date. Write it as YYYY-MM-DD, like 2024-09-17.',
        'tested: what is written here is not a list. Write "- " in front of its brace, on a line of'
        " its own.",
    ]
