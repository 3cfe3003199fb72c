"""Git, started in one place: one wrapper, one error, one time-out."""

from __future__ import annotations

import os
import re
import signal
import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path
from shlex import quote

__all__ = ["LONG_TIMEOUT", "Git", "GitError", "cause_of_failure", "clean_environment"]

TIMEOUT = 60
"""Seconds after which git is ended, where it works on this machine alone."""

LONG_TIMEOUT = 600
"""Seconds after which git is ended, where a slow line or a large site takes its time."""

NOTICE_AFTER = 10
"""Seconds after which it is said that a remote takes long."""

_LONG = ("fetch", "ls-remote", "push")
_TIME_TO_END = 5
"""Seconds that git has to end what it started, before it is killed."""
_OTHER_OWNER = re.compile(
    r"(?m)^fatal: (?:detected dubious ownership in repository at |unsafe repository \()'([^'\n]+)'"
)
"""How git refuses to work in a folder of another user, now and before version 2.38."""
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
    a signal ended it, and `None` where it was not started, gave no answer in time or refuses to
    work in the folder at all. `printed` is what git printed as errors.
    """

    def __init__(self, cause: str, code: int | None = None, printed: str = "") -> None:
        self.cause = cause
        self.code = code
        self.printed = printed
        super().__init__(f"git says: {cause}." if self.answered else f"{cause}.")

    @property
    def answered(self) -> bool:
        """Whether git came to an answer, and that was no."""
        return self.code is not None and self.code > 0


class Git:
    """Git in a folder, with the user's own settings, answering in English."""

    def __init__(self, folder: Path, waiting: Callable[[str], None] | None = None) -> None:
        """`waiting` gets a sentence where a remote takes long to answer."""
        self.folder = folder
        self.waiting = waiting

    def run(
        self, *arguments: str, stdin: str = "", environment: Mapping[str, str] | None = None
    ) -> str:
        """Return what git prints, without the line end; raises `GitError`.

        `stdin` is what it reads, `environment` what is set for it beside the user's own.
        """
        printed = self.run_bytes(*arguments, stdin=stdin.encode(), environment=environment)
        return printed.decode(errors="surrogateescape").rstrip("\n")

    def run_bytes(
        self, *arguments: str, stdin: bytes = b"", environment: Mapping[str, str] | None = None
    ) -> bytes:
        """Return what git prints, byte for byte; raises `GitError`."""
        try:
            with subprocess.Popen(  # noqa: S603 - no shell, and each argument stays one
                ["git", "-c", "core.quotePath=false", *arguments],  # noqa: S607 - the user's own
                cwd=self.folder,
                env={**clean_environment(), **(environment or {})},
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
            ) as process:
                try:
                    output, errors = self._communicate(process, arguments[0], stdin)
                finally:
                    _end(process)
        except FileNotFoundError as error:
            if error.filename == str(self.folder):
                raise GitError(f"the folder {self.folder} is not there") from None
            raise GitError("git is not installed here") from None
        except OSError as error:
            raise GitError(f"git cannot be started: {error.strerror}") from None
        if process.returncode:
            printed = errors.decode(errors="replace")
            cause = cause_of_failure(process.returncode, printed)
            code = None if _OTHER_OWNER.search(printed) else process.returncode
            raise GitError(cause, code, printed)
        return output

    def _communicate(
        self, process: subprocess.Popen[bytes], command: str, stdin: bytes
    ) -> tuple[bytes, bytes]:
        """Return what git prints and what it prints as errors; raises `GitError` after a time."""
        limit = LONG_TIMEOUT if command in _LONG else TIMEOUT
        try:
            if self.waiting is None or command not in _LONG:
                return process.communicate(stdin, timeout=limit)
            try:
                return process.communicate(stdin, timeout=min(NOTICE_AFTER, limit))
            except subprocess.TimeoutExpired:
                self.waiting(
                    f"Still waiting for the remote to answer git {command};"
                    f" it is given {limit} seconds. Ctrl-C ends the waiting."
                )
            return process.communicate(timeout=limit - min(NOTICE_AFTER, limit))
        except subprocess.TimeoutExpired:
            raise GitError(f"git gave no answer within {limit} seconds") from None

    def ask(self, *question: str) -> str | None:
        """Return git's answer without the line end, or `None` where it has none.

        Raises `GitError` where git could not answer at all, which is not the same as none.
        """
        try:
            return self.run(*question)
        except GitError as error:
            if error.answered:
                return None
            raise


def _end(process: subprocess.Popen[bytes]) -> None:
    """End git where it still runs; asked before it is killed, it ends what it started, too."""
    if process.poll() is None:
        process.terminate()
        try:
            process.wait(_TIME_TO_END)
        except subprocess.TimeoutExpired:
            process.kill()


def clean_environment() -> dict[str, str]:
    """Return what git is started with: the user's own, answers in English, and no lock to ask."""
    own = {name: value for name, value in os.environ.items() if name not in _SET_FOR_HOOKS}
    # Asking for the state of the tree must not write, so that it works on a full disk.
    return {**own, "LC_ALL": "C", "GIT_OPTIONAL_LOCKS": "0"}


def cause_of_failure(code: int, printed: str) -> str:
    """Return in one line why git failed, from its exit code and what it printed as errors."""
    if code < 0:
        return f"git was ended by a signal: {signal.strsignal(-code)}"
    owned = _OTHER_OWNER.search(printed)
    if owned:
        return (
            "this clone belongs to another user, so git does not work in it."
            f" If you trust it, run: git config --global --add safe.directory {quote(owned[1])}"
        )
    lines = [" ".join(line.split()) for line in printed.splitlines()]
    for form in _CAUSES:
        for line in lines:
            found = form.fullmatch(line)
            if found:
                return found[1].rstrip(".")
    last = next((line for line in reversed(lines) if line), "")
    return last.rstrip(".") or f"git ended with code {code}"
