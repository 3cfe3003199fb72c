"""`overdue`: the actions that are overdue for review."""

from __future__ import annotations

import argparse
from pathlib import Path

from ..github.reminder import print_overdue

__all__ = ["run"]


def run(root: Path, _options: argparse.Namespace) -> int:
    """Print the actions and return the exit code."""
    return print_overdue(root / "content")
