"""GitHub as far as its workflows' steps meet it: a stand-in for gh, an event, a clone, a remote.

The stand-in writes down what it is asked; git, the repository and its remote are real.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from conftest import HARBOUR, ROOT, Project

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
        print(answer)
"""
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
        """Run git in the clone; gives what it prints."""
        done = self.project.run("git", *words)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def run(
        self,
        command: str,
        body: str,
        permission: str | None = '{"permission": "write"}',
        **answers: str,
    ) -> subprocess.CompletedProcess[str]:
        """Run a step of the workflow on an issue with this text."""
        event: dict[str, Any] = json.loads(
            (ROOT / "tests" / "events" / "issues.json").read_text(encoding="utf-8")
        )
        event["issue"]["body"] = body
        self.event.write_text(json.dumps(event), encoding="utf-8")
        self.log.write_text("", encoding="utf-8")
        replies = {"api": permission, **{key.replace("_", " "): v for key, v in answers.items()}}
        return self.project.action_plan(
            command,
            env={
                "PATH": f"{self.folder / 'bin'}{os.pathsep}{os.environ['PATH']}",
                "GITHUB_ACTIONS": "true",
                "GITHUB_EVENT_PATH": str(self.event),
                "GITHUB_OUTPUT": str(self.output),
                "GITHUB_REPOSITORY": "harbour/plan",
                "BASE_BRANCH": "main",
                "GH_LOG": str(self.log),
                "GH_ANSWERS": json.dumps(replies),
            },
        )

    @property
    def asked(self) -> list[tuple[list[str], str]]:
        """What gh was asked, and what it was given to read."""
        return [tuple(json.loads(line)) for line in self.log.read_text("utf-8").splitlines()]

    def comment(self) -> str:
        """The one comment that was written."""
        (comment,) = [given for asked, given in self.asked if asked[:2] == ["issue", "comment"]]
        return comment
