"""`make changes`: what residents will see change."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from ..review.since import changes_since
from ..vcs.git import GitError
from .workflow_log import add_to_summary

__all__ = ["add_options", "run"]


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add the options of the command."""
    parser.add_argument("--base", default="", help="a commit to compare with")
    parser.add_argument("--head", default="", help="another commit, instead of what is here")


def run(root: Path, options: argparse.Namespace) -> int:
    """Print what residents will see change since a base and return the exit code.

    1 only where git has nothing to compare, and then why is printed.
    """
    try:
        text = changes_since(root / "content", options.base or "HEAD", options.head)
    except GitError as error:
        print(f"Nothing can be compared: {error}", file=sys.stderr)
        return 1
    print(text, end="")
    add_to_summary(text)
    return 0
