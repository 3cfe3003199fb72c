"""What a stranger may send as the form: it is words, or it is refused."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from action_plan.checks.reading import read_content
from on_github import BODY, Workflow

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


@pytest.fixture
def workflow(tmp_path: Path) -> Workflow:
    return Workflow(tmp_path)


def test_headings_of_the_form_within_a_note_are_refused(workflow: Workflow) -> None:
    done = workflow.run("answer-issue", BODY.replace(NOTE, FALSE_HEADINGS))

    assert done.returncode == 0
    assert workflow.git("branch", "--show-current") == "main\n"
    assert "is a heading of the form, and not of a note. Delete it." in workflow.comment()


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
    headings = [line for line in text.splitlines() if line.startswith("### ")]
    assert headings == ["### Status", "### The overview", "### Reviews and due dates"]


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
