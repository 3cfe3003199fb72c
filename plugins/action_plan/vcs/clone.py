"""The clone that is published from: what git is asked and told to do there."""

from __future__ import annotations

import re
import signal
import subprocess
from collections.abc import Mapping
from pathlib import Path

from .git import environment

__all__ = ["Clone", "GitFailedError"]

_CAUSES = tuple(
    map(re.compile, (r"remote: (.+)", r"! \[.*\((.+)\)", r"fatal: (.+)", r"error: (.+)"))
)
"""Where git says what was wrong, the most telling first."""


class GitFailedError(Exception):
    """Git did not do what it was told; carries its own last words."""

    def __init__(self, code: int, said: str) -> None:
        self.code = code
        self.said = said
        super().__init__(code, said)

    @property
    def words(self) -> str:
        """What git said of the cause, in one line."""
        if self.code < 0:
            return f"stopped by the system: {signal.strsignal(-self.code)}"
        if "Traceback" in self.said:
            return "it gave no reason; is the disk full?"
        lines = [" ".join(line.split()) for line in self.said.splitlines()]
        for form in _CAUSES:
            for line in lines:
                found = form.fullmatch(line)
                if found:
                    return found[1].rstrip(".")
        last = next((line for line in reversed(lines) if line), "")
        return last.rstrip(".") or f"git ended with code {self.code}"


class Clone:
    """A clone of the repository, its remote, and git with the user's own settings."""

    def __init__(self, root: Path, remote: str) -> None:
        self.root = root
        self.remote = remote
        self.environment = environment()

    def run(
        self,
        *command: str,
        besides: Mapping[str, str] | None = None,
    ) -> str:
        """Have git do something and give what it printed; raises `GitFailedError`.

        `besides` stands in its environment, too.
        """
        return self._start("git", "-c", "core.quotePath=false", *command, besides=besides)

    def ask(self, *question: str) -> str | None:
        """Return git's answer without the line end, or `None` where it has none."""
        try:
            return self.run(*question).rstrip("\n")
        except GitFailedError:
            return None

    def tell(self, program: str, *arguments: str) -> str:
        """Run another program in the clone; raises `GitFailedError` where it fails."""
        return self._start(program, *arguments, besides=None)

    def _start(self, *command: str, besides: Mapping[str, str] | None) -> str:
        try:
            done = subprocess.run(  # noqa: S603 - the commands are this package's own
                command,
                cwd=self.root,
                env={**self.environment, **(besides or {})},
                capture_output=True,
                encoding="utf-8",
                errors="surrogateescape",
                check=False,
            )
        except OSError as error:
            raise GitFailedError(-1, f"{command[0]}: {error.strerror}") from error
        if done.returncode:
            raise GitFailedError(done.returncode, done.stderr)
        return done.stdout
