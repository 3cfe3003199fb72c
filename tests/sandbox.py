"""A real remote and a real clone of it, in which publishing is tried and made to fail."""

from __future__ import annotations

import io
import os
import shutil
import stat
import subprocess
import sys
import tarfile
from collections.abc import Mapping
from pathlib import Path

from conftest import HARBOUR, HARBOUR_DAY, ROOT, Project
from forked import run_forked

__all__ = ["ADDRESS", "ALONE", "STATEMENT", "Sandbox", "git"]

ADDRESS = "https://owner.github.io/repository"

STATEMENT = """
accessibility:
  scope: This statement is about this site.
  enforcement: Ask the [ombudsman](https://ombudsman.example/).
  compliance: partially compliant
  non_accessible: The map of the harbour.
  prepared: 2025-12-01
  reviewed: 2025-12-01
"""
ALONE = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull, "LC_ALL": "C"}


def git(folder: Path, *command: str, given: bytes | None = None) -> bytes:
    """Run git as anybody would, without this machine's settings; it must succeed."""
    done = subprocess.run(
        ["git", *command],
        cwd=folder,
        env={**os.environ, **ALONE},
        input=given,
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, f"git {command}: {done.stderr.decode()}"
    return done.stdout


class Sandbox:
    """A folder with a bare remote and a clone of it that holds a plan, both free to be broken."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.remote = folder / "remote.git"
        self.clone = folder / "clone"
        self.tools = folder / "tools"

    @classmethod
    def make(cls, folder: Path, content: Path = HARBOUR) -> Sandbox:
        """Put a plan into a clone, committed and pushed."""
        sandbox = cls(folder)
        Project(sandbox.clone, content)
        shutil.copy(ROOT / "Makefile", sandbox.clone)
        (sandbox.clone / ".gitignore").write_text("/output/\n/.output.*\n__pycache__/\n/.venv\n")
        if content == HARBOUR:
            sandbox.change("content/plan.yml", "glossary:", f"{STATEMENT.strip()}\nglossary:")
        git(folder, "init", "--quiet", "--bare", "--initial-branch=main", "remote.git")
        git(sandbox.clone, "init", "--quiet", "--initial-branch=main")
        git(sandbox.clone, "config", "user.name", "An Officer")
        git(sandbox.clone, "config", "user.email", "officer@harbour.example")
        # Relative, so that a copy of the sandbox has a remote of its own.
        git(sandbox.clone, "remote", "add", "origin", "../remote.git")
        sandbox.commit("The plan")
        return sandbox

    def copy(self, folder: Path) -> Sandbox:
        """Return a sandbox like this one in another folder."""
        shutil.copytree(self.folder, folder, symlinks=True)
        return Sandbox(folder)

    def change(self, file: str, old: str, new: str) -> None:
        """Change a file of the clone, which must hold the old text."""
        path = self.clone / file
        text = path.read_text(encoding="utf-8")
        assert old in text, f"{file} does not hold {old!r}"
        path.write_text(text.replace(old, new, 1), encoding="utf-8")

    def commit(self, message: str = "A change", *, push: bool = True) -> None:
        """Commit what is in the clone, and push it."""
        git(self.clone, "add", "--all")
        git(self.clone, "commit", "--quiet", "--allow-empty", "--message", message)
        if push:
            git(self.clone, "push", "--quiet", "origin", "HEAD")

    def run(
        self,
        *arguments: str,
        env: Mapping[str, str] | None = None,
        clone: Path | None = None,
        prefix: tuple[str, ...] = (),
    ) -> subprocess.CompletedProcess[str]:
        """Run one of the site's commands in a session of its own, so that all of it can be killed.

        Programs of the sandbox's `tools` are found before those of the machine.
        """
        clone = clone or self.clone
        environment = {
            **os.environ,
            **ALONE,
            "PATH": f"{self.tools}{os.pathsep}{os.environ['PATH']}",
            "PYTHONPATH": str(ROOT / "plugins"),
            "SITEURL": ADDRESS,
            "SOURCE_DATE_EPOCH": HARBOUR_DAY,
            **(env or {}),
        }
        if not prefix:
            return run_forked(*arguments, cwd=clone, env=environment)
        return subprocess.run(
            [*prefix, sys.executable, "-m", "action_plan", *arguments],
            cwd=clone,
            env=environment,
            capture_output=True,
            stdin=subprocess.DEVNULL,
            text=True,
            check=False,
            timeout=60,
            start_new_session=True,
        )

    def publish(self, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
        """Publish the site, which must succeed."""
        done = self.run("publish", *arguments, env=environment)
        assert done.returncode == 0, done.stdout + done.stderr
        return done

    def git_that(self, step: str, before: str = "", after: str = "", *, once: bool = False) -> None:
        """Put a git before the machine's own that does something around one of its commands."""
        real = shutil.which("git")
        marker = self.folder / "done-once"
        guard = f'[ -e "{marker}" ] && exec "{real}" "$@"; : > "{marker}"' if once else ":"
        self._script(
            self.tools / "git",
            f'for word in "$@"; do\n  if [ "$word" = {step} ]; then\n    {guard}\n'
            f"    {before or ':'}\n"
            f'    "{real}" "$@"; code=$?\n    {after or ":"}\n    exit $code\n  fi\ndone\n'
            f'exec "{real}" "$@"\n',
        )

    def hook(self, name: str, text: str) -> None:
        """Install a hook in the remote."""
        self._script(self.remote / "hooks" / name, text)

    def settings(self, text: str) -> None:
        """Have the clone's own settings do something while it builds."""
        path = self.clone / "publishconf.py"
        path.write_text(path.read_text(encoding="utf-8") + text, encoding="utf-8")
        self.commit("Settings")

    @staticmethod
    def _script(path: Path, text: str) -> None:
        path.parent.mkdir(exist_ok=True)
        path.write_text(f"#!/bin/sh\n{text}", encoding="utf-8")
        path.chmod(path.stat().st_mode | stat.S_IXUSR)

    def site(self, commit: str = "gh-pages") -> dict[str, bytes]:
        """Return every file of the site that the remote has, with its bytes."""
        archive = git(self.remote, "archive", "--format=tar", commit)
        with tarfile.open(fileobj=io.BytesIO(archive)) as tar:
            return {
                member.name: file.read()
                for member in tar.getmembers()
                if (file := tar.extractfile(member)) is not None
            }

    def history(self, branch: str = "gh-pages") -> list[str]:
        """Return the commits of a branch of the remote, newest first."""
        return git(self.remote, "rev-list", branch).decode().split()

    def message(self) -> str:
        """Return the message of the published commit."""
        return git(self.remote, "log", "-1", "--format=%B", "gh-pages").decode()
