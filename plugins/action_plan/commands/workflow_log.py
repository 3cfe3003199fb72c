"""What GitHub reads of a command: its log, its annotations and the summary of its step.

https://docs.github.com/actions/reference/workflow-commands-for-github-actions
"""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Iterator, Sequence
from contextvars import ContextVar
from pathlib import Path

from ..problems import Problem

__all__ = [
    "add_to_summary",
    "annotation_commands",
    "commands_resumed",
    "commands_stopped",
    "is_on_github",
]

_MOST_ANNOTATIONS = 10
"""Annotations GitHub shows of one step; it drops the others without a word."""

_token: ContextVar[str] = ContextVar("token", default="")
"""The word that resumes the commands, where they are stopped."""

_LARGEST_SUMMARY = 1000 * 1024
"""Bytes GitHub takes of one step's summary, less some room."""


def is_on_github() -> bool:
    """Whether this runs as a step of a workflow."""
    return os.environ.get("GITHUB_ACTIONS") == "true"


@contextlib.contextmanager
def commands_stopped() -> Iterator[None]:
    """Have GitHub take what is printed meanwhile as text: content can hold `::` commands."""
    if not is_on_github():
        yield
        return
    _stop()
    try:
        # GitHub reads the two streams side by side: on one, nothing comes after the end.
        with contextlib.redirect_stderr(sys.stdout):
            yield
    finally:
        print(f"\n::{_token.get()}::", flush=True)


@contextlib.contextmanager
def commands_resumed() -> Iterator[None]:
    """Have GitHub obey what is printed meanwhile, in which what content says must be escaped."""
    print(f"::{_token.get()}::")
    yield
    _stop()


def _stop() -> None:
    token = os.urandom(16).hex()
    _token.set(token)
    print(f"::stop-commands::{token}", flush=True)


def annotation_commands(problems: Sequence[Problem], level: str, title: str) -> list[str]:
    """Return the commands that show the first problems at their lines, as many as GitHub shows.

    The level is `error` or `warning`; GitHub counts those of each by themselves.
    """
    return [
        f"::{level} file={_property(problem.path)},line={problem.line},title={_property(title)}"
        f"::{_data(problem.text)}"
        for problem in problems[:_MOST_ANNOTATIONS]
    ]


def add_to_summary(markdown: str) -> None:
    """Add Markdown to the summary of the step, where there is one."""
    name = os.environ.get("GITHUB_STEP_SUMMARY")
    if not name:
        return
    summary = f"{markdown.rstrip()}\n\n".encode()
    if len(summary) > _LARGEST_SUMMARY:
        cut = summary[:_LARGEST_SUMMARY].rpartition(b"\n")[0]
        summary = cut + b"\n\nThe rest is in the log of this step.\n\n"
    with Path(name).open("ab") as file:
        file.write(summary)


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
