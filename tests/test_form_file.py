"""The form as GitHub offers it: written from the content, and in agreement with it."""

from __future__ import annotations

from datetime import UTC, date, datetime
from urllib.parse import parse_qs, urlsplit

import pytest
import yaml
from action_plan.checks.reading import read_content
from action_plan.github.issue_form import PATH, form_yaml, read_form
from action_plan.hosting import Repository
from conftest import HARBOUR, Project


def test_no_change_of_actions_needs_another_form(harbour: Project) -> None:
    """The form that fits the plan fits it whatever actions are added, renamed or taken away."""
    assert harbour.action_plan("forms").returncode == 0
    harbour.replace("content/actions/A-7.md", 'Repair the "old" quay <safely>', "Repair the quay")
    harbour.action("A-8").write_text(
        harbour.action("A-10")
        .read_text("utf-8")
        .replace("id: A-10\ntitle: ", "id: A-8\ntitle: More than that "),
        "utf-8",
    )

    done = harbour.action_plan("check")

    assert (done.returncode, done.stdout) == (0, "5 actions read, no problem found.\n")


OPTIONS = '- "Planned", - "Under way", - "Done", - "On hold", - "Dropped", - "No change"'


@pytest.mark.parametrize(
    ("old", "new", "line", "by_hand"),
    [
        (
            '        - "On hold"\n',
            "",
            28,
            f' Or write below "options:", each on a line of its own: {OPTIONS}.',
        ),
        ("Leave empty for today", "Leave it out", 37, ""),
    ],
)
def test_a_form_of_other_statuses_gets_a_remark(
    harbour: Project, old: str, new: str, line: int, by_hand: str
) -> None:
    """It does not stand before the change: whoever changes a status in a browser can go on."""
    assert harbour.action_plan("forms").returncode == 0
    harbour.replace(PATH, old, new)

    done = harbour.action_plan("check")

    assert done.returncode == 0
    assert done.stdout.splitlines() == [
        f"{PATH}:{line}: the form does not offer what the plan has. Run make forms.{by_hand}",
        "4 actions read, no problem found, 1 remark: look at each.",
    ]
    harbour.action_plan("forms")
    assert harbour.action_plan("check").stdout == "4 actions read, no problem found.\n"


def test_no_form_is_written_of_broken_content(harbour: Project) -> None:
    """What is wrong is said as the check says it, and nothing is written."""
    harbour.replace("content/actions/A-10.md", "theme: harbour", "theme: habour")

    done = harbour.action_plan("forms")

    assert done.returncode == 1
    assert done.stdout.startswith("content/actions/A-10.md:4: theme: ")
    assert done.stdout.endswith("\nNothing was written.\n")
    assert done.stderr == ""
    assert not (harbour.root / PATH).exists()


def test_the_form_is_one_that_github_accepts() -> None:
    """Keys, kinds and limits of GitHub's schema for forms; every choice once."""
    form = yaml.safe_load(form_yaml(read_content(HARBOUR)))

    assert set(form) == {"name", "description", "title", "body"}
    parts = form["body"][1:]
    assert [(part["type"], part["id"]) for part in parts] == [
        ("input", "action"),
        ("dropdown", "status"),
        *(("input", name) for name in ("date", "status_note", "spent", "spent_from", "due")),
        ("input", "evidence"),
        ("textarea", "note"),
    ]
    required = [part["id"] for part in parts if part.get("validations") == {"required": True}]
    assert required == ["action", "status", "note"]
    labels = [part["attributes"]["label"] for part in parts]
    assert len({part["id"] for part in parts}) == len(set(labels)) == 9
    assert parts[1]["attributes"]["options"] == [
        *("Planned", "Under way", "Done", "On hold", "Dropped", "No change")
    ]
    answers = ["A-7", "No change", *["_No response_"] * 6, "All is well."]
    filled = "\n\n".join(f"### {label}\n\n{a}" for label, a in zip(labels, answers, strict=True))
    request, problems = read_form(filled, datetime(2025, 12, 31, 12, tzinfo=UTC))
    assert problems == []
    assert request.values == {"id": "A-7", "status": "No change", "note": "All is well."}


def test_links_fill_in_fields_of_text() -> None:
    """GitHub fills in text by a field's id, and opens the form by its file's name."""
    form = yaml.safe_load(form_yaml(read_content(HARBOUR)))
    texts = {part["id"] for part in form["body"] if part["type"] in ("input", "textarea")}
    repository = Repository("https://github.com/harbour/plan", "main")

    address = urlsplit(repository.progress_form("A-7", "Repair & <light>", date(2026, 11, 28)))

    assert address.path == "/harbour/plan/issues/new"
    filled = {name: value for name, (value,) in parse_qs(address.query).items()}
    assert filled == {
        "template": "status.yml",
        "title": "Progress of A-7 Repair & <light>",
        "action": "A-7",
        "date": "2026-11-28",
    }
    assert filled.keys() - {"template", "title"} <= texts
    assert PATH.endswith(f"/{filled['template']}")
    assert "date" not in repository.progress_form("A-7", "Repair")
