"""What runs on GitHub: annotations, the summary, the reminder, and workflows that are safe."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from urllib.parse import parse_qsl

import pytest
import yaml
from action_plan.commands.workflow_log import add_to_summary, annotation_commands
from action_plan.problems import Problem
from conftest import HARBOUR_DAY, ROOT, Project
from on_github import GH, NOT_ALLOWED, Workflow
from test_changes import Repository

WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))


@pytest.fixture
def repository(harbour: Project) -> Repository:
    return Repository(harbour)


def test_problems_stand_at_their_lines(harbour: Project, tmp_path: Path) -> None:
    """In the log as text, then as at most ten annotations; all of them in the summary."""
    summary = tmp_path / "summary.md"
    text = harbour.action("A-7").read_text(encoding="utf-8")
    harbour.action("A-7").write_text(
        text.replace("partners: ", "".join(f"k{n}: x\n" for n in range(12)) + "partners: "), "utf-8"
    )

    done = harbour.action_plan(
        "check", env={"GITHUB_ACTIONS": "true", "GITHUB_STEP_SUMMARY": str(summary)}
    )
    lines = done.stdout.splitlines()
    annotations = [line for line in lines if line.startswith("::error ")]

    assert done.returncode == 1
    assert lines[0].startswith("::stop-commands::")
    end = lines.index(f"::{lines[0].removeprefix('::stop-commands::')}::")
    assert sum(line.startswith("content/actions/A-7.md:") for line in lines[:end]) == 12
    assert "12 problems in 1 file." in lines[:end]
    assert lines[end + 1 : end + 11] == annotations
    stopped, empty, resumed = lines[end + 11 :]
    assert stopped.removeprefix("::stop-commands::") == resumed.strip(":") != lines[end].strip(":")
    assert empty == ""
    assert len(annotations) == 10
    assert annotations[0].startswith(
        "::error file=content/actions/A-7.md,line=25,title=Fix this::k0: is not a field here."
    )
    written = summary.read_text(encoding="utf-8")
    assert written.startswith("## Problems to fix\n\n12 problems in 1 file.\n")
    assert written.count("- `content/actions/A-7.md:") == 12


def test_content_cannot_give_commands(harbour: Project, tmp_path: Path) -> None:
    """Whatever a file says, GitHub's log takes it as text, and its summary as words."""
    summary = tmp_path / "summary.md"
    harbour.replace(
        "content/actions/A-7.md",
        "theme: harbour",
        'theme: "\\n::warning::\\n%0A::error::<script> ![i](x) @all #1 |"',
    )

    done = harbour.action_plan(
        "check", env={"GITHUB_ACTIONS": "true", "GITHUB_STEP_SUMMARY": str(summary)}
    )
    lines = done.stdout.splitlines()
    end = lines.index(f"::{lines[0].removeprefix('::stop-commands::')}::")
    after = lines[end + 1 : -3]
    told = summary.read_text(encoding="utf-8")

    assert len(after) == 1
    assert "\n" not in after[0]
    assert "%250A::error::<script>" in after[0]
    assert "<script>" not in told
    assert "!\\[i\\]" in told
    assert "@\u200ball" in told
    assert "#\u200b1" in told


def test_content_cannot_know_how_commands_are_resumed(harbour: Project) -> None:
    """The word that resumes them is another in each run, and so none that content can hold."""

    def stopped_by() -> str:
        done = harbour.action_plan("check", env={"GITHUB_ACTIONS": "true"})
        first, *others = done.stdout.splitlines()
        token = first.removeprefix("::stop-commands::")
        assert first != token
        assert len(token) == 32
        assert [line for line in others if token in line] == [f"::{token}::"]
        return token

    seen = stopped_by()
    harbour.replace("content/actions/A-7.md", "theme: harbour", f'theme: "::{seen}::"')

    assert stopped_by() != seen


@pytest.mark.parametrize(
    ("command", "broken"),
    [
        (["build"], "theme/templates/base.html"),
        (["status", "--id=##[error]x", "--status=::error::x"], ""),
        (["::error::x"], ""),
        (["serve", "--port=::error::x"], ""),
    ],
)
def test_no_word_of_a_command_is_outside_of_what_github_takes_as_text(
    harbour: Project, command: list[str], broken: str
) -> None:
    """Nor of errors of the system, wrong options and tracebacks."""
    if broken:
        harbour.replace(broken, "{% block main %}", "{{ '::error::x'.nothing }}{% block main %}")

    done = harbour.action_plan(*command, env={"GITHUB_ACTIONS": "true"})

    first, *lines, last = done.stdout.splitlines()
    assert done.returncode in (1, 2)
    assert done.stderr == ""
    assert lines
    assert first == f"::stop-commands::{last.strip(':')}"


def test_annotations_are_escaped_and_limited() -> None:
    problems = [Problem("a,b:c%.md", 3, "note", "50%\r\n::error::x")] * 11

    commands = annotation_commands(problems, "error", "Title: a, b")

    assert (
        commands
        == [
            "::error file=a%2Cb%3Ac%25.md,line=3,title=Title%3A a%2C b::note: 50%25%0D%0A::error::x"
        ]
        * 10
    )


def test_the_summary_is_cut_where_github_would_drop_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    summary = tmp_path / "summary.md"
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary))

    add_to_summary("A line of twenty one.\n" * 60_000)

    assert summary.stat().st_size < 1024 * 1024
    assert summary.read_text(encoding="utf-8").endswith(
        "A line of twenty one.\n\nThe rest is in the log of this step.\n\n"
    )


def test_problems_of_the_change_come_first(repository: Repository) -> None:
    """With a base, what the change brings is told apart from what was there before."""
    replace = repository.project.replace
    replace("content/actions/A-10.md", "theme: harbour", "theme: habour")
    repository.commit()
    replace("content/actions/A-10.md", "id: A-10\n", "# A comment moves the lines.\nid: A-10\n")
    replace("content/actions/US0113.1.md", "section: Wishes", "section: Wish")

    done = repository.project.action_plan("check", "--base=main")

    assert done.returncode == 1
    assert done.stdout.splitlines() == [
        "1 problem that this change brings:",
        'content/actions/US0113.1.md:5: section: "Wish" is not a section of this plan.'
        ' Use one of: promises, wishes, later. Did you mean "wishes"?',
        "There before:",
        'content/actions/A-10.md:5: theme: "habour" is not a theme of this plan.'
        ' Use one of: harbour, streets, sea-wall. Did you mean "harbour"?',
    ]


def test_without_the_base_all_problems_are_still_told(repository: Repository) -> None:
    repository.project.replace("content/actions/A-10.md", "theme: harbour", "theme: habour")

    done = repository.project.action_plan("check", "--base=nowhere")

    assert done.returncode == 1
    assert done.stdout.startswith("content/actions/A-10.md:4: theme:")
    assert 'It is not known which problems are new: there is no commit "nowhere"' in done.stderr


def test_who_is_to_act_on_what_is_listed(harbour: Project) -> None:
    """By lead, reviews and deadlines apart, what is overdue before what is soon.

    A deadline has no box to tick: a report does not end it. Words of the plan stay words.
    """
    harbour.replace("content/actions/US0113.1.md", "superseded_by: US0113.2", "lead: The *clerk*")
    harbour.replace("content/actions/US0113.2.md", "added: 2025-10-01", "due: 2026-01-31")
    harbour.replace(
        "content/actions/US0113.2.md",
        "date: 2025-10-01\n    status: Planned\n    note: Replaces the earlier wish.",
        "date: 2025-10-04\n    status: Planned\n    note: Replaces the earlier wish.",
    )

    done = harbour.action_plan("overdue")

    assert done.returncode == 0
    assert (
        done.stdout
        == """\
## Reviews

2 actions have had no update for more than 90 days. Residents see each of them marked as overdue.
1 action is to be reviewed within 30 days.

For each, say where it stands now; where nothing has changed, that too is an update ("No change"). \
CONTRIBUTING.md says how.

### Harbour master's office

- [ ] A-7 Repair the "old" quay &lt;safely&gt;: Under way, last update 30 June 2025, 6 months ago

### The \\*clerk\\*

- [ ] US0113.1 Slow traffic by the school: On hold, last update 1 February 2025, 11 months ago

### Lead not named

- [ ] US0113.2 Close the school street at school times: Planned, last update 4 October 2025, \
due by 2 January 2026

## Deadlines

1 action is late: past the day of being due, and not finished. Residents see each of them marked \
as late.
1 action is due within 30 days.

Say what is done, or the new due date and its reason. CONTRIBUTING.md says how.

### Harbour master's office

- A-7 Repair the "old" quay &lt;safely&gt;: Under way, due 30 November 2025, 32 days ago

### Lead not named

- US0113.2 Close the school street at school times: Planned, due 31 January 2026
"""
    )


@pytest.mark.parametrize(
    ("reviewed", "due", "listed"),
    [
        ("2025-10-03", "", ["due by 1 January 2026"]),
        ("2025-11-02", "", ["due by 31 January 2026"]),
        ("2025-11-03", "", []),
        ("2025-12-01", "due: 2026-01-01", ["due 1 January 2026"]),
        ("2025-12-01", "due: 2026-02-01", []),
    ],
)
def test_reminded_of_is_what_is_due_within_30_days(
    harbour: Project, reviewed: str, due: str, listed: list[str]
) -> None:
    """From today, 1 January 2026, on; what is done or replaced is not due."""
    path = harbour.action("US0113.2")
    text = path.read_text("utf-8").replace("2025-10-01", reviewed)
    path.write_text(text.replace("continues_into: 2026", due), "utf-8")
    harbour.replace("content/actions/A-10.md", "corrections:", "due: 2026-01-15\ncorrections:")

    done = harbour.action_plan("overdue")

    found = [line for line in done.stdout.splitlines() if "US0113.2" in line or "A-10" in line]
    assert [line.rpartition(", ")[2] for line in found] == listed


MILESTONES = """\
due: 2026-03-01
milestones:
  - title: Stones ordered
    due: 2025-11-30
    done: 2025-11-20
  - title: Divers *found*
    due: November 2025
    first_due: 2025-10-01
    note: The first had no time.
    lead: Fishers' guild
  - title: South side open
    due: 2026-01-31
  - title: Lamps lit
    due: 2026-02-01
  - title: Benches
"""


def test_a_milestone_is_reminded_of_before_and_after_it_is_due(harbour: Project) -> None:
    """Below its own lead, else the action's; one that is done, or due later, is not."""
    harbour.replace("content/actions/A-7.md", "due: 2025-11-30\n", MILESTONES)

    done = harbour.action_plan("overdue")

    assert (
        done.stdout.partition("## Deadlines")[2]
        == """\


1 milestone is late: past the day of being due, and not reported done.
1 milestone is due within 30 days.

That a milestone is done, or has moved, is written in the action's file: CONTRIBUTING.md says how.

### Fishers' guild

- Divers \\*found\\*, a milestone of A-7 Repair the "old" quay &lt;safely&gt;. \
Late: due in November 2025, 32 days ago, and not reported done. At first it was due on 1\
 October 2025.

### Harbour master's office

- South side open, a milestone of A-7 Repair the "old" quay &lt;safely&gt;. Due on 31 January 2026.
"""
    )


def test_a_milestone_opens_its_file_and_counts_in_the_title(tmp_path: Path) -> None:
    workflow = Workflow(tmp_path)
    workflow.project.replace("content/actions/A-7.md", "due: 2025-11-30\n", MILESTONES)

    done = workflow.run("remind", issue_list="[]")

    assert done.stdout == "2 actions are overdue for review; 2 milestones are late or due soon\n"
    ((_, text),) = [found for found in workflow.asked if found[0][:2] == ["issue", "create"]]
    assert "in the action's file: a click on it opens that." in text
    assert (
        '[South side open, a milestone of A-7 Repair the "old" quay &lt;safely&gt;]'
        "(<https://github.com/harbour/plan/edit/main/content/actions/A-7.md>). Due" in text
    )


def test_each_name_opens_the_form_with_the_day(harbour: Project) -> None:
    done = harbour.action_plan("overdue", env={"GITHUB_REPOSITORY": "harbour/plan"})
    assert "](<" not in done.stdout
    Repository(harbour)

    done = harbour.action_plan("overdue", env={"GITHUB_REPOSITORY": "harbour/plan"})

    links = re.findall(r"\]\(<https://github.com/harbour/plan/issues/new\?(.*)>\)", done.stdout)
    filled = [dict(parse_qsl(link)) for link in links]
    assert [(form["action"], form["date"]) for form in filled] == [
        ("A-7", "2026-01-01"),
        ("US0113.2", "2026-01-01"),
        ("A-7", "2026-01-01"),
    ]
    assert {form["template"] for form in filled} == {"status.yml"}
    assert "A click on an action opens the form, with today's date." in done.stdout


def test_that_none_is_overdue_is_said_of_unfinished_actions(harbour: Project) -> None:
    """Complete ones need no review, and so no update of late; neither do those replaced."""
    harbour.replace("content/plan.yml", "review_every: 90", "review_every: 900")
    harbour.replace("content/actions/A-7.md", "due: 2025-11-30", "due: 2026-02-01")

    done = harbour.action_plan("overdue")

    assert done.stdout == (
        "## Reviews\n\nNo action is overdue for review:"
        " each unfinished action has an update of the last 900 days."
        " An action that was replaced keeps its last status in every count,"
        " and is no longer reviewed.\n"
    )


OWN = {"number": 5, "state": "OPEN", "author": {"is_bot": True, "login": "app/github-actions"}}
CLOSED = {**OWN, "state": "CLOSED"}
STRANGERS = {**OWN, "number": 9, "author": {"is_bot": False, "login": "mallory", "id": "x"}}
NONE_OVERDUE = "1740787200"


@pytest.mark.parametrize(
    ("day", "found", "expected"),
    [
        (HARBOUR_DAY, [], ["create --label"]),
        (HARBOUR_DAY, [OWN], ["edit 5"]),
        (HARBOUR_DAY, [CLOSED], ["edit 5", "reopen 5"]),
        (HARBOUR_DAY, [STRANGERS], ["create --label"]),
        (HARBOUR_DAY, [{**STRANGERS, "author": None}, OWN], ["edit 5"]),
        (NONE_OVERDUE, [], []),
        (NONE_OVERDUE, [OWN], ["edit 5", "close 5"]),
        (NONE_OVERDUE, [CLOSED], ["edit 5"]),
        (NONE_OVERDUE, [STRANGERS], []),
    ],
)
def test_one_issue_is_kept(
    harbour: Project, tmp_path: Path, day: str, found: list[object], expected: list[str]
) -> None:
    """Opened when an action is overdue, brought up to date, and closed when none is.

    An issue of somebody else's, though it has the label, is left alone.
    """
    for name in ("A-7", "A-10", "US0113.2"):
        harbour.action(name).unlink()
    harbour.replace("content/actions/US0113.1.md", "superseded_by: US0113.2\n", "")
    (harbour.root / "content" / "pages" / "about.md").unlink()
    gh = tmp_path / "bin" / "gh"
    gh.parent.mkdir()
    gh.write_text(GH.format(python=sys.executable), encoding="utf-8")
    gh.chmod(0o755)
    log = tmp_path / "gh.log"

    done = harbour.action_plan(
        "remind",
        env={
            "PATH": f"{gh.parent}{os.pathsep}{os.environ['PATH']}",
            "SOURCE_DATE_EPOCH": day,
            "GH_LOG": str(log),
            "GH_ANSWERS": json.dumps({"issue list": json.dumps(found)}),
        },
    )
    asked = [json.loads(line) for line in log.read_text(encoding="utf-8").splitlines()]

    assert done.returncode == 0, done.stderr
    assert [words[:2] for words, _ in asked[:2]] == [["label", "create"], ["issue", "list"]]
    assert [" ".join(words[1:3]) for words, _ in asked[2:]] == expected
    if expected and day == HARBOUR_DAY:
        words, text = asked[2]
        assert words[words.index("--title") + 1] == "1 action is overdue for review"
        assert text.startswith("## Reviews\n\n1 action has had no update for more than 90 days.")
        assert "- [ ] US0113.1 Slow traffic by the school: On hold" in text


def test_github_takes_the_reminder_of_a_long_plan(tmp_path: Path) -> None:
    """A text that is longer than an issue may be is cut behind a line, and says so."""
    workflow = Workflow(tmp_path)
    one = workflow.project.action("US0113.2").read_text("utf-8")
    for number in range(300):
        file = workflow.project.action(f"X-{number}")
        file.write_text(one.replace("US0113.2", f"X-{number}"), "utf-8")

    done = workflow.run("remind", issue_list="[]")

    assert done.stdout == "302 actions are overdue for review, and 1 late\n"
    (text,) = [given for asked, given in workflow.asked if asked[:2] == ["issue", "create"]]
    assert len(text) <= 65_536
    *lines, last = text.rstrip("\n").split("\n")
    assert last == "There are more: the site's page on the status of the plan lists them all."
    assert lines[-1] == ""
    assert lines[-2].endswith(": Planned, last update 1 October 2025, 3 months ago")


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_workflows_are_pinned_and_keep_text_out_of_shells(path: Path) -> None:
    """Actions by full hash; rights named job by job; no expression within a command."""
    text = path.read_text(encoding="utf-8")
    workflow = yaml.safe_load(text)

    for action in re.findall(r"uses: (\S+)", text):
        # A workflow of this repository is taken from the commit that runs.
        assert re.fullmatch(r"[\w./-]+@[0-9a-f]{40}|\$/\.github/workflows/[\w-]+\.yml", action)
    assert workflow["permissions"] in ({}, {"contents": "read"})
    assert "pull_request_target" not in text
    for job in workflow["jobs"].values():
        for step in job.get("steps", ()):
            assert "${{" not in step.get("run", "")
            if "checkout@" in step.get("uses", ""):
                assert step["with"]["persist-credentials"] is False


def test_pull_requests_get_no_rights() -> None:
    """A pull request of a stranger can read the repository, and nothing else; the form's, too."""
    workflow = yaml.safe_load((ROOT / ".github/workflows/pull-request.yml").read_text("utf-8"))

    assert set(workflow[True]) == {"pull_request", "workflow_call"}
    assert workflow["permissions"] == {}
    assert set(workflow["jobs"]) == {"check", "test"}
    for job in workflow["jobs"].values():
        assert job["permissions"] == {"contents": "read"}
    assert "secrets." not in (ROOT / ".github/workflows/pull-request.yml").read_text("utf-8")
    form = yaml.safe_load((ROOT / ".github/workflows/status-form.yml").read_text("utf-8"))
    assert form["jobs"]["check"]["permissions"] == {"contents": "read"}
    assert "secrets" not in form["jobs"]["check"]


def test_tables_are_taken_from_branches_of_people_who_may_write() -> None:
    """No pull request starts that, and of its jobs only the one that commits may write."""
    workflow = yaml.safe_load((ROOT / ".github/workflows/incoming.yml").read_text("utf-8"))

    assert workflow[True] == {
        "push": {"branches-ignore": ["main", "gh-pages"], "paths": ["content/incoming/**"]}
    }
    assert {name: job["permissions"] for name, job in workflow["jobs"].items()} == {
        "answer": {"contents": "write"},
        "check": {"contents": "read"},
    }
    assert "secrets" not in workflow["jobs"]["check"]


@pytest.mark.parametrize(
    ("files", "tested"),
    [
        (["content/actions/A-7.md", "content/pages/new page.md"], False),
        (["content/actions/A-7.md", ".github/ISSUE_TEMPLATE/status.yml"], False),
        (["content/actions/A-7.md", "README.md"], True),
        ([".github/workflows/publish.yml"], True),
        (["contents.py"], True),
    ],
)
def test_the_engine_is_tested_where_it_changes(
    repository: Repository, files: list[str], tested: bool
) -> None:
    """And whoever changes content alone waits for its check alone; both are green at the end."""
    jobs = yaml.safe_load((ROOT / ".github/workflows/pull-request.yml").read_text("utf-8"))["jobs"]
    _, look, *others = jobs["test"]["steps"]
    root = repository.project.root
    repository.git("switch", "-qc", "change")
    for name in files:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        with (root / name).open("a", encoding="utf-8") as file:
            file.write("\nMore.\n")
        repository.git("add", "--", name)
    repository.git("commit", "-qm", "A change")
    output = root / "output.txt"

    for base in ("main", "nowhere"):
        output.write_text("", encoding="utf-8")
        done = subprocess.run(
            ["bash", "-e", "-c", look["run"]],
            cwd=root,
            env={**os.environ, "BASE": base, "GITHUB_OUTPUT": str(output)},
            capture_output=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        changed = output.read_text(encoding="utf-8") == "changed=true\n"
        # Where git cannot say, everything is tested.
        assert changed is (tested or base == "nowhere")
    assert [step["if"] for step in others] == ["steps.engine.outputs.changed"] * 2


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_what_has_the_token_runs_only_what_the_site_needs(path: Path) -> None:
    """Packages are set up before a step has the token, and the tests' never where one has it."""
    for job in yaml.safe_load(path.read_text(encoding="utf-8"))["jobs"].values():
        steps = job.get("steps", ())
        with_token = [n for n, step in enumerate(steps) if "github.token" in str(step)]
        commands = [step.get("run", "") for step in steps]
        runs_tests = any(re.search(r"\.ci/run|make (test|lint)", text) for text in commands)
        if with_token and any("make " in commands[n] for n in with_token):
            assert "make .venv/site" in commands[: with_token[0]]
        if with_token or set(job["permissions"]) - {"contents"}:
            assert not runs_tests
        if runs_tests:
            assert job["permissions"] == {"contents": "read"}
        assert "github.token" not in str(job.get("env", ""))


@pytest.mark.parametrize(
    ("author", "sender", "allowed"),
    [
        ("admin", "admin", True),
        ("write", "write", True),
        ("read", "read", False),
        ("none", "write", False),
        ("write", "read", False),
        ("", "", False),
    ],
)
def test_the_job_that_may_write_is_for_those_who_may(
    tmp_path: Path, author: str, sender: str, allowed: bool
) -> None:
    """What starts it is asked of GitHub, of the issue's author and of whoever edits it."""
    jobs = yaml.safe_load((ROOT / ".github/workflows/status-form.yml").read_text("utf-8"))["jobs"]
    gh = tmp_path / "gh"
    gh.write_text(
        f'#!/bin/sh\ncase $2 in\n*/author/permission) echo "{author}" ;;\n'
        f'*/sender/permission) echo "{sender}" ;;\nesac\n',
        encoding="utf-8",
    )
    gh.chmod(0o755)
    output = tmp_path / "output"
    output.touch()

    done = subprocess.run(
        ["bash", "-e", "-c", jobs["ask"]["steps"][0]["run"]],
        env={
            "PATH": f"{tmp_path}{os.pathsep}{os.environ['PATH']}",
            "GITHUB_REPOSITORY": "harbour/plan",
            "GITHUB_OUTPUT": str(output),
            "AUTHOR": "author",
            "SENDER": "sender",
        },
        check=False,
    )

    assert done.returncode == 0
    assert (output.read_text(encoding="utf-8") == "may-write=true\n") is allowed
    writing = [job for job in jobs.values() if job["permissions"].get("contents") == "write"]
    assert [job["if"] for job in writing] == ["needs.ask.outputs.may-write == 'true'"]


def test_strangers_read_the_same_of_both_who_answer() -> None:
    """The workflow, which turns them away, and the command, should it be reached, say one thing."""
    jobs = yaml.safe_load((ROOT / ".github/workflows/status-form.yml").read_text("utf-8"))["jobs"]
    step = jobs["ask"]["steps"][1]

    assert f'--body "{NOT_ALLOWED}"' in step["run"]
    assert step["if"].endswith("github.event.action == 'opened'")


def test_workflows_call_commands_that_there_are() -> None:
    """Each `make` of a workflow is a target of the Makefile."""
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    called = {
        name
        for path in WORKFLOWS
        for name in re.findall(r"\bmake ([a-z-]+)", path.read_text(encoding="utf-8"))
    }

    assert {"check", "changes", "preview", "answer-issue", "open-pull-request", "remind"} <= called
    for name in called:
        assert re.search(rf"^[a-z -]*\b{name}\b[a-z -]*:", makefile, re.MULTILINE), name
