"""On GitHub: that change, proposed."""

from __future__ import annotations

import argparse
from pathlib import Path

from ..github.answer_issue import open_pull_request
from .on_github import on_github

__all__ = ["run"]


def run(root: Path, _options: argparse.Namespace) -> int:
    """Do it, print what was done and return the exit code."""
    return on_github(open_pull_request, root)
