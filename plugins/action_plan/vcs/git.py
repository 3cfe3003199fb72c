"""Questions to git about a folder, answered the same whatever the user's settings."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

__all__ = ["ask", "environment"]

_TIMEOUT = 60
_OF_HOOKS = (
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


def environment() -> dict[str, str]:
    """Return what git is started with: the user's own, answers in English, and no lock to ask."""
    own = {name: value for name, value in os.environ.items() if name not in _OF_HOOKS}
    # Asking for the state of the tree must not write, so that it works on a full disk.
    return {**own, "LC_ALL": "C", "GIT_OPTIONAL_LOCKS": "0"}


def ask(folder: Path, *question: str) -> str | None:
    """Return what git answers in a folder, or `None` where it has no answer or is not there."""
    try:
        answer = subprocess.run(  # noqa: S603 - the questions are this package's own
            ["git", "-c", "core.quotePath=false", *question],  # noqa: S607 - git as the user has it
            cwd=folder,
            env=environment(),
            capture_output=True,
            encoding="utf-8",
            errors="surrogateescape",
            check=False,
            timeout=_TIMEOUT,
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return answer.stdout.rstrip("\n") if answer.returncode == 0 else None
