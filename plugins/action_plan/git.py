"""Questions to git about a folder, answered the same whatever the user's settings."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

__all__ = ["ask"]

_SECONDS = 60


def ask(folder: Path, *question: str) -> str | None:
    """Give what git answers in a folder, or `None` where it has no answer or is not there."""
    # GIT_DIR and its like, which git sets for its hooks, would have another repository answer.
    around = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    around |= {"GIT_OPTIONAL_LOCKS": "0", "LC_ALL": "C"}
    try:
        answer = subprocess.run(  # noqa: S603 - the questions are this package's own
            ["git", "-c", "core.quotePath=false", *question],  # noqa: S607 - git as the user has it
            cwd=folder,
            env=around,
            capture_output=True,
            encoding="utf-8",
            errors="surrogateescape",
            check=False,
            timeout=_SECONDS,
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return answer.stdout.rstrip("\n") if answer.returncode == 0 else None
