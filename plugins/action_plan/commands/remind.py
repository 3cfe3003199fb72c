"""On GitHub: the issue that lists overdue reviews, kept up to date."""

from __future__ import annotations

import argparse
from pathlib import Path

from ..github.reminder import remind
from .on_github import on_github

__all__ = ["run"]


def run(root: Path, _options: argparse.Namespace) -> int:
    """Do it, print what was done and return the exit code."""
    return on_github(remind, root)
