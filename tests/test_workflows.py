"""The workflows on GitHub: each has the rights that it needs, and runs no text as a command."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path

import pytest
import yaml
from conftest import ROOT
from on_github import NOT_ALLOWED
from repository import Repository

WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))


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
