"""GitHub as far as its workflows' steps meet it: a stand-in for gh, an event, a clone, a remote.

The stand-in writes down what it is asked, and of what it finds says only the fields asked for, as
gh does; git, the repository and its remote are real.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from contextlib import redirect_stderr, redirect_stdout
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from action_plan.commands.main import main
from conftest import HARBOUR, HARBOUR_DAY, ROOT, Project

GH = """\
#!{python}
import json, os, pathlib, sys
asked = sys.argv[1:]
given = sys.stdin.read() if "-" in asked else ""
with open(os.environ["GH_LOG"], "a", encoding="utf-8") as log:
    log.write(json.dumps([asked, given]) + "\\n")
answers = json.loads(os.environ["GH_ANSWERS"])
for beginning, answer in answers.items():
    if " ".join(asked).startswith(beginning):
        if answer is None:
            sys.exit("gh: Not Found (HTTP 404)")
        if "--json" in asked:
            fields = asked[asked.index("--json") + 1].split(",")
            answer = json.dumps([{{key: f[key] for key in fields}} for f in json.loads(answer)])
        print(answer)
"""
NOT_ALLOWED = (
    "This form is for people who may write to this repository, so nothing was changed."
    " The issue stays open for them to read."
)
REF = "refs/heads/status/issue-12"
OWN = "https://github.com/harbour/plan/pull/13"
NEW = "https://github.com/harbour/plan/pull/14"
BODY = """\
### Action

A-7 Repair the "old" quay <safely>

### New status

Done

### Date

2025-12-01

### Evidence

https://harbour.example/minutes/1-december

### What was done or found

The south side, too, is repaired.
"""


class Workflow:
    """A clone in which the steps of the workflow run, with its remote and what gh was asked."""

    def __init__(self, folder: Path) -> None:
        self.project = Project(folder / "clone", HARBOUR)
        self.remote = folder / "remote.git"
        self.log = folder / "gh.log"
        self.output = folder / "output"
        self.output.touch()
        self.event = folder / "event.json"
        gh = folder / "bin" / "gh"
        gh.parent.mkdir()
        gh.write_text(GH.format(python=sys.executable), encoding="utf-8")
        gh.chmod(0o755)
        self.folder = folder
        subprocess.run(["git", "init", "-q", "--bare", str(self.remote)], check=True)
        for command in (
            ("init", "-q", "-b", "main"),
            ("config", "user.name", "Tester"),
            ("config", "user.email", "tester@example.org"),
            ("add", "content", "pelicanconf.py"),
            ("commit", "-q", "-m", "The plan"),
            ("remote", "add", "origin", str(self.remote)),
            ("push", "-q", "origin", "main"),
        ):
            self.git(*command)

    def git(self, *words: str) -> str:
        """Run git in the clone; return what it prints."""
        done = self.project.run("git", *words)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def run(
        self,
        command: str,
        body: str = BODY,
        permission: str | None = '{"permission": "write"}',
        spoil: Callable[[dict[str, Any]], object] | None = None,
        *,
        as_process: bool = False,
        **answers: str | None,
    ) -> subprocess.CompletedProcess[str]:
        """Run a step of the workflow on an issue with this text, in an event that may be spoilt.

        It runs within this process, which is faster, or as the workflow's machine runs it.
        """
        event: dict[str, Any] = json.loads(
            (ROOT / "tests" / "events" / "issues.json").read_text(encoding="utf-8")
        )
        event["issue"]["body"] = body
        if spoil:
            spoil(event)
        self.event.write_text(json.dumps(event), encoding="utf-8")
        self.log.write_text("", encoding="utf-8")
        replies = {"api": permission, **{key.replace("_", " "): v for key, v in answers.items()}}
        environment = {
            "PATH": f"{self.folder / 'bin'}{os.pathsep}{os.environ['PATH']}",
            "SOURCE_DATE_EPOCH": HARBOUR_DAY,
            "GITHUB_ACTIONS": "true",
            "GITHUB_EVENT_PATH": str(self.event),
            "GITHUB_OUTPUT": str(self.output),
            "GITHUB_REPOSITORY": "harbour/plan",
            "GITHUB_RUN_ID": "99",
            "GITHUB_SERVER_URL": "https://github.com",
            "BASE_BRANCH": "main",
            "GH_LOG": str(self.log),
            "GH_ANSWERS": json.dumps(replies),
        }
        if as_process:
            return self.project.action_plan(command, env=environment)
        out, err = StringIO(), StringIO()
        with pytest.MonkeyPatch.context() as patch, redirect_stdout(out), redirect_stderr(err):
            patch.chdir(self.project.root)
            for name, value in environment.items():
                patch.setenv(name, value)
            code = main([command])
        return subprocess.CompletedProcess([command], code, out.getvalue(), err.getvalue())

    def propose(self, body: str = BODY, *found: Mapping[str, object]) -> None:
        """Run both steps; `found` are pull requests of the branch, as they differ from our own."""
        self.git("switch", "-q", "main")
        answered = self.run("answer-issue", body)
        assert answered.returncode == 0, answered.stdout + answered.stderr
        listed = json.dumps([{**own(self), **fields} for fields in found])
        proposed = self.run("open-pull-request", body, pr_list=listed, pr_create=NEW)
        assert proposed.returncode == 0, proposed.stdout + proposed.stderr

    def pushed(self) -> str:
        """Return the commit of the form's branch on the remote."""
        return self.git("ls-remote", "origin", REF).partition("\t")[0]

    @property
    def asked(self) -> list[tuple[list[str], str]]:
        """What gh was asked, and what it was given to read."""
        return [tuple(json.loads(line)) for line in self.log.read_text("utf-8").splitlines()]

    def comment(self) -> str:
        """The one comment that was written."""
        (comment,) = self.comments()
        return comment

    def comments(self) -> list[str]:
        """Return the comments that were written."""
        return [given for asked, given in self.asked if asked[:2] == ["issue", "comment"]]

    def on_pull_requests(self) -> list[list[str]]:
        """What was done to pull requests: which word, and which one."""
        return [asked[1:3] for asked, _ in self.asked if asked[0] == "pr" and asked[1] != "list"]


def own(workflow: Workflow) -> dict[str, object]:
    """Return the form's pull request as gh finds it."""
    return {
        "author": {"is_bot": True, "login": "app/github-actions"},
        "headRefOid": workflow.git("rev-parse", REF).strip(),
        "isCrossRepository": False,
        "isDraft": False,
        "url": OWN,
    }
