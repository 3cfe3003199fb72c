"""What the commands of GitHub's workflows share: refusals said in plain words."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

from ..github.cli import GitHubRefused
from ..vcs.git import GitError

__all__ = ["on_github"]


def on_github(run: Callable[[Path], int], root: Path) -> int:
    """Run a command of a workflow; where git, GitHub or the event refuses, print why, return 1."""
    try:
        return run(root / "content")
    except (GitHubRefused, GitError, ValueError) as refusal:
        message = str(refusal)
        print(f"{message[:1].upper()}{message[1:].rstrip('.')}.", file=sys.stderr)
    except KeyError as missing:
        print(f"{missing.args[0]} is not set: this command is for GitHub.", file=sys.stderr)
    return 1
