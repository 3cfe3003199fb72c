"""GitHub's own command line, `gh`."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Mapping, Sequence
from typing import Any

__all__ = ["GitHubRefused", "is_by_workflow", "list_gh", "query_gh", "run_gh"]

_WORKFLOWS = ("app/github-actions", "github-actions[bot]")
"""What gh and GitHub's API call the author of what a workflow makes: names that nobody can have."""


class GitHubRefused(Exception):  # noqa: N818 - what happens, not what went wrong
    """GitHub did not do what it was asked; carries its message."""


def run_gh(*words: str, text: str = "") -> str:
    """Run gh, which may read `text`, and return what it prints; raises `GitHubRefused`."""
    done = subprocess.run(  # noqa: S603 - no shell, and each word is one
        ["gh", *words],  # noqa: S607 - gh as the workflow's machine has it
        input=text,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise GitHubRefused(done.stderr.strip() or f"gh {words[0]} failed")
    return done.stdout.strip()


def query_gh(*words: str) -> Any:
    """Return what gh answers in JSON; raises `GitHubRefused`, also where it is none."""
    try:
        return json.loads(run_gh(*words) or "null")
    except ValueError:
        raise GitHubRefused(f"gh {words[0]} gave an answer that cannot be read") from None


def list_gh(*words: str, fields: Sequence[str]) -> list[dict[str, Any]]:
    """Return what gh lists, each with these fields; raises `GitHubRefused`, also without them."""
    listed = query_gh(*words, "--json", ",".join(fields)) or []
    if isinstance(listed, list) and all(
        isinstance(found, dict) and found.keys() >= set(fields) for found in listed
    ):
        return listed
    raise GitHubRefused(f"gh {words[0]} gave an answer that lacks what it was asked for")


def is_by_workflow(found: Mapping[str, Any]) -> bool:
    """Whether a workflow made what gh has found, as far as its field `author` shows that."""
    author = found.get("author")
    return isinstance(author, dict) and author.get("login") in _WORKFLOWS
