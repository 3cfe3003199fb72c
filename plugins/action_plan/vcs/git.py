"""Git, started in one place: one wrapper, one error, one time-out."""

from __future__ import annotations

import os
import re
import signal
import subprocess
from collections.abc import Mapping
from pathlib import Path

__all__ = ["LONG_TIMEOUT", "Git", "GitError", "cause_of_failure", "clean_environment"]

TIMEOUT = 60
"""Seconds after which git is ended, where it works on this machine alone."""

LONG_TIMEOUT = 600
"""Seconds after which git is ended, where a slow line or a large site takes its time."""

_LONG = ("fetch", "ls-remote", "push")
_CAUSES = tuple(
    map(re.compile, (r"remote: (.+)", r"! \[.*\((.+)\)", r"fatal: (.+)", r"error: (.+)"))
)
"""Where git says what was wrong, the most specific first."""

_SET_FOR_HOOKS = (
    "GIT_ALTERNATE_OBJECT_DIRECTORIES",
    "GIT_COMMON_DIR",
    "GIT_DIR",
    "GIT_INDEX_FILE",
    "GIT_NAMESPACE",
    "GIT_OBJECT_DIRECTORY",
    "GIT_PREFIX",
    "GIT_SHALLOW_FILE",
    "GIT_WORK_TREE",
)
"""What git sets for its hooks; inherited, it would have another repository answer.

Those of `git rev-parse --local-env-vars` that name a place, and the namespace.
"""


class GitError(Exception):
    """Git did not do what it was asked.

    `cause` says why in one line without a full stop. `code` is git's exit code, below zero where
    a signal ended it, and `None` where it was not started or gave no answer in time.
    """

    def __init__(self, cause: str, code: int | None = None) -> None:
        self.cause = cause
        self.code = code
        super().__init__(f"git says: {cause}." if code and code > 0 else f"{cause}.")


class Git:
    """Git in a folder, with the user's own settings, answering in English."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def run(
        self, *arguments: str, given: str = "", environment: Mapping[str, str] | None = None
    ) -> str:
        """Return what git prints, without the line end; raises `GitError`.

        `given` is what it reads, `environment` what is set for it beside the user's own.
        """
        printed = self.run_bytes(*arguments, given=given.encode(), environment=environment)
        return printed.decode(errors="surrogateescape").rstrip("\n")

    def run_bytes(
        self, *arguments: str, given: bytes = b"", environment: Mapping[str, str] | None = None
    ) -> bytes:
        """Return what git prints, byte for byte; raises `GitError`."""
        timeout = LONG_TIMEOUT if arguments[0] in _LONG else TIMEOUT
        try:
            done = subprocess.run(  # noqa: S603 - no shell, and each argument stays one
                ["git", "-c", "core.quotePath=false", *arguments],  # noqa: S607 - the user's own
                cwd=self.folder,
                env={**clean_environment(), **(environment or {})},
                input=given,
                capture_output=True,
                check=False,
                timeout=timeout,
            )
        except FileNotFoundError:
            raise GitError("git is not installed here") from None
        except OSError as error:
            raise GitError(f"git cannot be started: {error.strerror}") from None
        except subprocess.TimeoutExpired:
            raise GitError(f"git gave no answer within {timeout} seconds") from None
        if done.returncode:
            printed = done.stderr.decode(errors="replace")
            raise GitError(cause_of_failure(done.returncode, printed), done.returncode)
        return done.stdout

    def ask(self, *question: str) -> str | None:
        """Return git's answer without the line end, or `None` where it has none."""
        try:
            return self.run(*question)
        except GitError:
            return None


def clean_environment() -> dict[str, str]:
    """Return what git is started with: the user's own, answers in English, and no lock to ask."""
    own = {name: value for name, value in os.environ.items() if name not in _SET_FOR_HOOKS}
    # Asking for the state of the tree must not write, so that it works on a full disk.
    return {**own, "LC_ALL": "C", "GIT_OPTIONAL_LOCKS": "0"}


def cause_of_failure(code: int, printed: str) -> str:
    """Return in one line why git failed, from its exit code and what it printed as errors."""
    if code < 0:
        return f"stopped by the system: {signal.strsignal(-code)}"
    lines = [" ".join(line.split()) for line in printed.splitlines()]
    for form in _CAUSES:
        for line in lines:
            found = form.fullmatch(line)
            if found:
                return found[1].rstrip(".")
    last = next((line for line in reversed(lines) if line), "")
    return last.rstrip(".") or f"git ended with code {code}"
