"""What the commands of GitHub's workflows share: refusals said in plain words."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

from ..github.cli import GitHubRefused
from ..problems import ContentProblems
from ..vcs.git import GitError

__all__ = ["on_github"]


def on_github(work: Callable[[Path], str], root: Path) -> int:
    """Do the work of a workflow's step, print what came of it and return the exit code.

    1 where the content, git, GitHub or the event refuses, which is then printed.
    """
    try:
        print(work(root / "content"))
    except ContentProblems as refusal:
        print(*refusal.problems, refusal.count, sep="\n")
    except (GitHubRefused, GitError, ValueError) as refusal:
        message = str(refusal)
        print(f"{message[:1].upper()}{message[1:].rstrip('.')}.", file=sys.stderr)
    except KeyError as missing:
        print(f"{missing.args[0]} is not set: this command is for GitHub.", file=sys.stderr)
    else:
        return 0
    return 1
