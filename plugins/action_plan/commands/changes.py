"""`make changes`: what residents will see change, in words."""

from __future__ import annotations

import sys
from pathlib import Path

from ..review.since import changes_since
from ..review.where_to_look import find_pages
from ..vcs.git import GitError
from .workflow_log import add_to_summary

__all__ = ["changes"]


def changes(root: Path, *, base: str, head: str, preview: str) -> int:
    """Print what residents will see change since a base; fail only where git cannot compare."""
    try:
        folder = root / "content"
        text = changes_since(folder, base or "HEAD", head, find_pages(folder, preview))
    except GitError as error:
        print(f"Nothing can be compared: {error}", file=sys.stderr)
        return 1
    print(text, end="")
    add_to_summary(text)
    return 0
