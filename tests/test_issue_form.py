"""The form on GitHub: from a recorded event to a commit on a branch."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

import pytest
import yaml
from action_plan.checks.reading import read_content
from action_plan.github.issue_form import PATH, form_yaml, read_form
from conftest import HARBOUR, Project
from on_github import BODY, NOT_ALLOWED, Workflow


@pytest.fixture
def workflow(tmp_path: Path) -> Workflow:
    return Workflow(tmp_path)


def test_a_filled_in_form_becomes_a_commit(workflow: Workflow) -> None:
    """On a branch of its own stands one commit, which changes the lines of the update only."""
    done = workflow.run("answer-issue", BODY)

    assert done.returncode == 0, done.stdout + done.stderr
    assert workflow.output.read_text(encoding="utf-8") == "branch=status/issue-12\n"
    assert workflow.git("branch", "--show-current") == "status/issue-12\n"
    assert workflow.git("log", "--format=%an|%s|%b", "main..") == (
        "github-actions[bot]|A-7: Done|Asked for by clerk in issue 12.\n\n"
    )
    lines = workflow.git("diff", "-U0", "main").splitlines()[4:]
    assert [line for line in lines if not line.startswith("@@")] == [
        "-status: Under way",
        "+status: Done",
        "+  - date: 2025-12-01",
        "+    status: Done",
        "+    note: The south side, too, is repaired.",
        "+    evidence: https://harbour.example/minutes/1-december",
    ]
    assert workflow.git("status", "--porcelain", "content") == ""
    assert [asked[1] for asked, _ in workflow.asked] == [
        "repos/harbour/plan/collaborators/clerk/permission"
    ] * 2


@pytest.mark.parametrize(
    "permission", ['{"permission": "read"}', '{"permission": "none"}', "null", "[]", None]
)
def test_only_people_who_may_write_can_use_it(workflow: Workflow, permission: str | None) -> None:
    """Nothing changes, and the issue stays; where GitHub gives no clear answer, it is a no."""
    done = workflow.run("answer-issue", BODY, permission)

    assert done.returncode == 0
    assert workflow.output.read_text(encoding="utf-8") == ""
    assert workflow.git("branch", "--show-current") == "main\n"
    assert workflow.git("status", "--porcelain", "content") == ""
    assert workflow.comment() == NOT_ALLOWED


def test_a_stranger_who_edits_is_answered_once(workflow: Workflow) -> None:
    for comments in (1, 0, 0):
        action = "opened" if comments else "edited"
        done = workflow.run(
            "answer-issue",
            permission='{"permission": "read"}',
            spoil=partial(dict.update, action=action),
        )

        assert done.returncode == 0
        assert len(workflow.comments()) == comments


def test_what_is_to_be_fixed_is_said_in_a_comment(workflow: Workflow) -> None:
    body = BODY.replace("2025-12-01", "1/12/2025").replace("Done", "_No response_")

    done = workflow.run("answer-issue", body)

    assert done.returncode == 0
    assert workflow.output.read_text(encoding="utf-8") == ""
    assert workflow.comment() == (
        "Nothing was changed yet. Please fix this:\n\n"
        '- Date: "1/12/2025" is not a date. Write it as YYYY-MM-DD:'
        " the year first (2025-…), then the month, then the day.\n"
        '- New status: is missing. Write where delivery stands now, or "no change".\n\n'
        "To do so, choose Edit in the menu “…” at the top right of the issue, and save."
    )


def test_an_issue_that_is_not_the_form_is_left_alone(workflow: Workflow) -> None:
    for body in ("Hello", "", "Re:\n### Action\n\nA-7\n"):
        done = workflow.run("answer-issue", body)

        assert done.returncode == 0
        assert workflow.asked == []


NOTE = "The south side, too, is repaired.\n"
HOSTILE = """\
$(touch pwned) `touch pwned` "; touch pwned; ' && touch pwned | touch pwned
::set-output name=branch::main
::add-mask::Done
::stop-commands::x
%0A::error::hacked
--body-file /etc/passwd
---
status: Dropped
- {date: 2020-01-01, status: Dropped, note: x}
*bold* [link]: javascript:alert(1) < script>alert(1) < img src=x onerror=alert(1)>
| a | b | @everyone closes #1 #99 ${ github.token } {7*7}
javascript:alert(1)
"""
FALSE_HEADINGS = "Done.\n\n### New status\n\nDropped\n\n### Evidence\n\njavascript:alert(1)\n"


def test_headings_of_the_form_within_a_note_are_refused(workflow: Workflow) -> None:
    done = workflow.run("answer-issue", BODY.replace(NOTE, FALSE_HEADINGS))

    assert done.returncode == 0
    assert workflow.git("branch", "--show-current") == "main\n"
    assert "A note has no headings" in workflow.comment()


def test_a_hostile_form_is_text_and_nothing_else(workflow: Workflow) -> None:
    """Shell, workflow commands, YAML and Markdown all become words of the note."""
    body = BODY.replace(NOTE, HOSTILE)

    answered = workflow.run("answer-issue", body, as_process=True)
    opened = workflow.run(
        "open-pull-request", body, as_process=True, pr_list="[]", pr_create="https://x.example/1"
    )

    assert answered.returncode == opened.returncode == 0, answered.stderr + opened.stderr
    content = read_content(workflow.project.root / "content")
    (action,) = [action for action in content.actions if action.id == "A-7"]
    assert action.status == "done"
    assert action.updates[-1].note == HOSTILE.strip()
    assert [update.status for update in action.updates] == ["planned", "under-way", "done"]
    assert action.updates[-1].evidence == ("https://harbour.example/minutes/1-december",)
    assert not list(workflow.folder.rglob("pwned"))
    assert workflow.git("log", "--format=%s%n%b", "main..status/issue-12") == (
        "A-7: Done\nAsked for by clerk in issue 12.\n\n"
    )
    assert workflow.output.read_text(encoding="utf-8") == "branch=status/issue-12\n"
    for printed in (answered.stdout, opened.stdout):
        commands = [line for line in printed.splitlines() if line.startswith("::")]
        assert len(commands) == 2
        token = commands[0].removeprefix("::stop-commands::")
        assert commands[1] == f"::{token}::"
    (text,) = [given for asked, given in workflow.asked if asked[:2] == ["pr", "create"]]
    note = next(line for line in text.splitlines() if "touch pwned" in line)
    assert "<script>" not in text
    assert "\\[link\\]: javascript" in note
    assert "@\u200beveryone" in note
    assert "#\u200b99" in note
    assert "\\`touch pwned\\`" in note
    assert text.count("\n## ") == 0
    assert text.count("\n### ") == 2


def test_hostile_choices_are_refused(workflow: Workflow) -> None:
    """An action or status that is none of the plan's, however it is written, changes nothing."""
    for old, new in (
        ("A-7 Repair", "../../plan Repair"),
        ("A-7 Repair", "-A-7 Repair"),
        ("A-7 Repair", "A-7/../A-10 Repair"),
        ("\nDone\n", "\nDone\nupdates: []\n"),
        ("\n2025-12-01\n", "\n2025-12-01\nstatus: Dropped\n"),
        ("https://harbour.example/minutes/1-december", "javascript:alert(1)"),
    ):
        done = workflow.run("answer-issue", BODY.replace(old, new))

        assert done.returncode == 0
        assert workflow.comment().startswith("Nothing was changed yet.")
        assert workflow.git("status", "--porcelain", "content") == ""
        assert workflow.git("branch", "--show-current") == "main\n"


@pytest.mark.parametrize("login", ["name_council", "a", "octo-cat", "a" * 39, "helper[bot]"])
def test_every_account_can_use_it(workflow: Workflow, login: str) -> None:
    """Also those that an organization manages itself, and those with few or many letters."""
    done = workflow.run(
        "answer-issue", spoil=lambda event: event["issue"].update(user={"login": login})
    )

    assert done.returncode == 0, done.stdout
    assert workflow.git("log", "-1", "--format=%b") == f"Asked for by {login} in issue 12.\n\n"


@pytest.mark.parametrize(
    ("place", "value"),
    [
        ("issue.user.login", "clerk/../../x"),
        ("issue.user.login", "--help"),
        ("issue.user.login", "a\n::warning::b"),
        ("issue.user.login", None),
        ("issue.user", None),
        ("sender", None),
        ("sender.login", 7),
        ("issue", None),
        ("issue", []),
        ("issue.number", "12; x"),
        ("issue.number", None),
        ("issue.number", True),
        ("issue.body", 7),
        ("issue.body", "### Action\n\ud800"),
    ],
)
def test_a_hostile_event_is_not_acted_on(workflow: Workflow, place: str, value: object) -> None:
    """What GitHub would never send ends the step before anything is done."""

    def spoil(event: dict[str, Any]) -> None:
        *above, name = place.split(".")
        for key in above:
            event = event[key]
        event[name] = value

    done = workflow.run("answer-issue", spoil=spoil)

    assert done.returncode == 1
    assert "The event has no issue as GitHub sends them.\n" in done.stdout + done.stderr
    assert workflow.asked == []


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (
            '        - "A-10 Light the harbour wall"\n',
            "",
            "19: the form does not offer what the plan has. Run make forms."
            ' Or: Above line 19, add the line: - "A-10 Light the harbour wall"',
        ),
        (
            '        - "A-10 Light',
            '        - "A-9 Gone"\n        - "A-10 Light',
            "19: the form does not offer what the plan has. Run make forms. Or: Delete line 19",
        ),
        (
            '        - "On hold"',
            '        - "Paused"',
            "33: the form does not offer what the plan has. Run make forms. Or: Write line 33 as:"
            ' - "On hold"',
        ),
    ],
)
def test_the_check_says_which_line_of_the_form_is_missing(
    harbour: Project, old: str, new: str, message: str
) -> None:
    """Whoever adds an action in a browser is told the line to write; `make forms` does it, too."""
    assert harbour.action_plan("forms").returncode == 0
    assert harbour.action_plan("check").returncode == 0
    harbour.replace(PATH, old, new)

    done = harbour.action_plan("check")

    assert done.returncode == 1
    assert done.stdout == f"{PATH}:{message}\n"
    harbour.action_plan("forms")
    assert harbour.action_plan("check").returncode == 0


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
    assert [part["type"] for part in parts] == [
        *("dropdown", "dropdown", "input", "input", "textarea")
    ]
    labels = [part["attributes"]["label"] for part in parts]
    assert len({part["id"] for part in parts}) == len(set(labels)) == 5
    assert parts[0]["attributes"]["options"] == [
        'A-7 Repair the "old" quay <safely>',
        "A-10 Light the harbour wall",
        "US0113.1 Slow traffic by the school",
        "US0113.2 Close the school street at school times",
    ]
    assert parts[1]["attributes"]["options"] == [
        *("Planned", "Under way", "Done", "On hold", "Dropped", "No change")
    ]
    answers = ["A-7 Repair", "No change", "_No response_", "_No response_", "All is well."]
    filled = "\n\n".join(f"### {label}\n\n{a}" for label, a in zip(labels, answers, strict=True))
    assert read_form(filled).values == {
        "id": "A-7 Repair",
        "status": "No change",
        "date": "",
        "evidence": "",
        "note": "All is well.",
    }
