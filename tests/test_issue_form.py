"""The form on GitHub: from a recorded event to a commit on a branch."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml
from action_plan.checks.reading import read_content
from action_plan.github.issue_form import PATH, form_yaml, read_form
from conftest import HARBOUR, ROOT, Project
from on_github import BODY, Workflow


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


def test_the_pull_request_says_what_residents_will_see(workflow: Workflow) -> None:
    """The branch is pushed; the text is the summary of changes, and says that no checks start."""
    workflow.run("answer-issue", BODY)

    done = workflow.run(
        "open-pull-request",
        BODY,
        pr_list="[]",
        pr_create="https://github.com/harbour/plan/pull/13",
    )

    assert done.returncode == 0, done.stdout + done.stderr
    assert workflow.git("ls-remote", "origin", "status/issue-12").split()[0] == (
        workflow.git("rev-parse", "status/issue-12").strip()
    )
    (created,) = [(asked, given) for asked, given in workflow.asked if asked[1] == "create"]
    assert created[0] == [
        *("pr", "create", "--base", "main", "--head", "status/issue-12"),
        *("--title", "A-7: Done", "--body-file", "-"),
    ]
    assert (
        created[1]
        == """\
## What residents will see change

### Status

- **A-7 Repair the "old" quay &lt;safely&gt;**: Under way → **Done**
  - 1 December 2025, Done: The south side, too, is repaired. Evidence: \
`https://harbour.example/minutes/1-december`

### The overview

| Status | Before | After |
| --- | --: | --: |
| Planned | 1 | 1 |
| Under way | 1 | 0 |
| Done | 1 | 2 |
| On hold | 1 | 1 |
| All actions | 4 | 4 |

Asked for by @clerk. Closes #12.

GitHub starts no checks for a pull request that a workflow opens. The workflow of the form has \
itself read all content with this change in it, run the tests, and found no problem; to have \
the usual checks as well, close and reopen this pull request.
"""
    )
    assert workflow.comment() == (
        "The change is ready to be read and approved: https://github.com/harbour/plan/pull/13"
    )


def test_an_edited_issue_brings_its_pull_request_up_to_date(workflow: Workflow) -> None:
    """The branch is made anew from main, and the pull request that is open gets the new text."""
    workflow.run("answer-issue", BODY)
    workflow.run("open-pull-request", BODY, pr_list="[]", pr_create="https://x.example/13")
    workflow.git("switch", "-q", "main")
    edited = BODY.replace("Done", "On hold")

    workflow.run("answer-issue", edited)
    done = workflow.run("open-pull-request", edited, pr_list='[{"url": "https://x.example/13"}]')

    assert done.returncode == 0, done.stdout + done.stderr
    assert workflow.git("log", "--format=%s", "main..origin/status/issue-12") == "A-7: On hold\n"
    assert [asked[:3] for asked, _ in workflow.asked if asked[0] == "pr"] == [
        ["pr", "list", "--head"],
        ["pr", "edit", "https://x.example/13"],
    ]


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
    assert workflow.comment() == (
        "This form is for people who may write to this repository, so nothing was changed."
        " The issue stays open for them to read."
    )


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
*bold* [link](javascript:alert(1)) <script>alert(1)</script> <img src=x onerror=alert(1)>
| a | b | @everyone closes #1 #99 ${{ github.token }} {{ 7*7 }}
### New status

Dropped

### Evidence

javascript:alert(1)
"""


def test_a_hostile_form_is_text_and_nothing_else(workflow: Workflow) -> None:
    """Shell, workflow commands, YAML, Markdown and false headings all become words of the note."""
    body = BODY.replace("The south side, too, is repaired.\n", HOSTILE)
    words = " ".join(HOSTILE.split())

    answered = workflow.run("answer-issue", body)
    opened = workflow.run("open-pull-request", body, pr_list="[]", pr_create="https://x.example/1")

    assert answered.returncode == opened.returncode == 0, answered.stderr + opened.stderr
    content = read_content(workflow.project.root / "content")
    (action,) = [action for action in content.actions if action.id == "A-7"]
    assert action.status == "done"
    assert action.updates[-1].note == words
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
    assert "\\[link\\](javascript" in note
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


def test_a_hostile_event_is_not_acted_on(workflow: Workflow) -> None:
    """A login or a number that GitHub would never send ends the step before anything is done."""
    source = ROOT / "tests" / "events" / "issues.json"
    for part, value in (("login", "clerk/../../x"), ("login", "--help"), ("number", "12; x")):
        event = json.loads(source.read_text(encoding="utf-8"))
        if part == "login":
            event["issue"]["user"]["login"] = value
        else:
            event["issue"]["number"] = value
        event["issue"]["body"] = BODY
        workflow.event.write_text(json.dumps(event), encoding="utf-8")
        done = workflow.project.action_plan(
            "answer-issue",
            env={
                "GITHUB_EVENT_PATH": str(workflow.event),
                "GITHUB_REPOSITORY": "harbour/plan",
                "GITHUB_OUTPUT": str(workflow.output),
            },
        )

        assert done.returncode == 1
        assert done.stderr == "The event has no issue as GitHub sends them.\n"


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (
            '        - "A-10 Light the harbour wall"\n',
            "",
            "19: the form does not offer what the plan has. Run make forms."
            ' Or: Above it, add the line: - "A-10 Light the harbour wall"',
        ),
        (
            '        - "A-10 Light',
            '        - "A-9 Gone"\n        - "A-10 Light',
            "19: the form does not offer what the plan has. Run make forms. Or: Delete this line",
        ),
        (
            '        - "On hold"',
            '        - "Paused"',
            "33: the form does not offer what the plan has. Run make forms. Or: Write this line as:"
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
        "id": "A-7",
        "status": "No change",
        "date": "",
        "evidence": "",
        "note": "All is well.",
    }
