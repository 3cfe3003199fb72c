"""`overdue`: the actions that are overdue for review."""

from __future__ import annotations

import argparse
import os
from pathlib import Path

from ..checks.reading import read_content
from ..github.reminder import overdue_text
from ..problems import ContentProblems
from ..vcs.provenance import find_repository

__all__ = ["run"]


def run(root: Path, _options: argparse.Namespace) -> int:
    """Print the actions and return the exit code."""
    folder = root / "content"
    try:
        content = read_content(folder)
    except ContentProblems as refusal:
        print(*refusal.problems, refusal.count, sep="\n")
        return 1
    print(overdue_text(content, find_repository(folder, os.environ)), end="")
    return 0
