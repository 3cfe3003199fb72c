"""`make rollback`: the previous site, published again once somebody confirmed."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from ..publishing.errors import RefusedError
from ..publishing.rollback import roll_back

__all__ = ["add_options", "run"]


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add the options of the command."""
    parser.add_argument("--remote", default="origin", help="publish to this remote")
    parser.add_argument("--yes", action="store_true", help="do not ask")


def run(root: Path, options: argparse.Namespace) -> int:
    """Publish the previous site again, print what changed or what to do, return the exit code."""
    try:
        done = roll_back(
            root,
            options.remote,
            report=print,
            confirm=lambda question: options.yes or _is_confirmed(question),
        )
    except RefusedError as refusal:
        print(*refusal.sentences, sep="\n", file=sys.stderr)
        return 1
    print(done)
    return 0


def _is_confirmed(question: str) -> bool:
    """Whether somebody at the terminal says yes; where nobody sits there, the answer is no."""
    try:
        return input(question).strip().casefold() in ("y", "yes")
    except EOFError:
        return False
