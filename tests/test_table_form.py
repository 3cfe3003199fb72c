"""The form for many actions: a table pasted into an issue becomes one commit, or is answered."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from conftest import ROOT
from on_github import Workflow

FORM = ROOT / ".github" / "ISSUE_TEMPLATE" / "table.yml"
EDIT = "To do so, choose Edit in the menu “…” at the top right of the issue, and save."


@pytest.fixture
def workflow(tmp_path: Path) -> Workflow:
    return Workflow(tmp_path)


def filled(*rows: str) -> str:
    """Return what GitHub makes of the form with these rows."""
    field = yaml.safe_load(FORM.read_text("utf-8"))["body"][1]["attributes"]
    return f"### {field['label']}\n\n```{field['render']}\n" + "\n".join(rows) + "\n```\n"


def test_rows_of_a_spreadsheet_become_one_commit(workflow: Workflow) -> None:
    """As they are copied, with tabs between the cells; what names no day is of the issue's."""
    body = filled(
        "id\tstatus\tnote\tdate",
        "A-7\tDone\tThe quay is repaired.\t2025-12-01",
        "US0113.1\tno change\tStill waiting for the county.",
    )

    done = workflow.run("answer-issue", body)

    assert done.returncode == 0, done.stdout + done.stderr
    assert workflow.git("log", "--format=%s", "main..") == "A-7: Done, US0113.1: On hold\n"
    changed = workflow.git("diff", "-U0", "main", "--", "content").splitlines()
    assert [line for line in changed if line.startswith("+ ")] == [
        "+  - date: 2025-12-01",
        "+    status: Done",
        "+    note: The quay is repaired.",
        "+  - date: 2025-12-31",
        "+    status: On hold",
        "+    note: Still waiting for the county.",
    ]


def test_many_actions_are_counted_in_the_title(workflow: Workflow) -> None:
    ids = ("A-7", "A-10", "US0113.1", "US0113.2")
    rows = [f"{action_id};no change;Reviewed." for action_id in ids]

    done = workflow.run("answer-issue", filled("id;status;note", *rows))

    assert done.returncode == 0, done.stdout + done.stderr
    assert workflow.git("log", "--format=%s", "main..") == "Update 4 actions\n"


@pytest.mark.parametrize(
    ("body", "problems"),
    [
        (
            filled("id,status,note", "A-7,Don,Repaired.", "A-8,Done,Built."),
            [
                'Table of updates:2: status: "Don" is not a status of this plan. Use one of:'
                ' Planned, Under way, Done, On hold, Dropped. Did you mean "Done"?',
                'Table of updates:3: id: "A-8" is not an action. Did you mean "A-7"?',
            ],
        ),
        (
            "### Table of updates\n\nid,status,note\nA-7,Done,Repaired.\n",
            [
                "Table of updates:1: is not between two lines of three backticks any more. Press"
                " Edit, and put such a line above the first row and one below the last."
            ],
        ),
    ],
)
def test_what_is_wrong_is_said_row_by_row(
    workflow: Workflow, body: str, problems: list[str]
) -> None:
    """In one comment; nothing is changed, whatever is right in other rows."""
    done = workflow.run("answer-issue", body)

    assert done.returncode == 0, done.stdout + done.stderr
    listed = "\n".join(f"- {problem}" for problem in problems)
    assert workflow.comment() == (
        f"Nothing was changed yet. Please fix this:\n\n{listed}\n\n{EDIT}"
    )
    assert workflow.git("status", "--porcelain", "content") == ""
