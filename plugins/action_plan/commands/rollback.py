"""`make rollback`: the previous site, published again once somebody confirmed."""

from __future__ import annotations

import argparse
from pathlib import Path

from ..publishing.rollback import roll_back

__all__ = ["add_options", "run"]


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add the options of the command."""
    parser.add_argument("--remote", default="origin", help="publish to this remote")
    parser.add_argument("--yes", action="store_true", help="do not ask")


def run(root: Path, options: argparse.Namespace) -> int:
    """Publish the previous site again and return the exit code."""
    return roll_back(root, options.remote, lambda question: options.yes or _confirmed(question))


def _confirmed(question: str) -> bool:
    """Whether somebody at the terminal says yes; where nobody sits there, the answer is no."""
    try:
        return input(question).strip().casefold() in ("y", "yes")
    except EOFError:
        return False
