"""GitHub's own command, `gh`: what a workflow asks of GitHub and has it do."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Sequence
from typing import Any

__all__ = ["GitHubRefused", "ask", "tell"]


class GitHubRefused(Exception):  # noqa: N818 - what happens, not what went wrong
    """GitHub did not do what it was asked; says why."""


def tell(*words: str, given: str = "") -> str:
    """Have GitHub do something; gives its answer. Raises `GitHubRefused`."""
    done = subprocess.run(  # noqa: S603 - no shell, and each word is one
        ["gh", *words],  # noqa: S607 - gh as the workflow's machine has it
        input=given,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise GitHubRefused(done.stderr.strip() or f"gh {words[0]} failed")
    return done.stdout.strip()


def ask(*words: str, fields: Sequence[str] = ()) -> Any:
    """Ask GitHub for something and give it as values; `fields` are those that are wanted."""
    wanted = ("--json", ",".join(fields)) if fields else ()
    return json.loads(tell(*words, *wanted) or "null")
