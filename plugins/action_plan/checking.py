"""Checking the content without building: every problem, or that there is none."""

from __future__ import annotations

import sys
from pathlib import Path

from .printing import count
from .problems import ContentProblems
from .reading import read_content

__all__ = ["check"]


def check(folder: Path, *, publishing: bool = False) -> int:
    """Read all content and print every problem; gives the exit code, 1 where there is one.

    For `publishing` there must also be what a published site needs.
    """
    try:
        content = read_content(folder, publishing=publishing)
    except ContentProblems as refusal:
        print(*refusal.problems, sep="\n")
        print(refusal.count, file=sys.stderr)
        return 1
    print(f"{count(len(content.actions), 'action')} read, no problem found.")
    return 0
