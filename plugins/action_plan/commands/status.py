"""`make status`: an update and its status written into an action's file."""

from __future__ import annotations

import argparse
from pathlib import Path

from ..editing.record_update import set_status

__all__ = ["add_options", "run"]

_VALUES = ("id", "status", "note", "date", "evidence")


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add the options of the command."""
    for name in (*_VALUES, "file"):
        parser.add_argument(f"--{name}", default="")


def run(root: Path, options: argparse.Namespace) -> int:
    """Record the update and return the exit code."""
    values = {name: getattr(options, name) for name in _VALUES}
    return set_status(root / "content", values, options.file)
