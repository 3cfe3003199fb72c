"""The commands that publish: their options, as `make` hands them over."""

from __future__ import annotations

import os
from argparse import Namespace
from pathlib import Path
from typing import Any

from .workflow_log import commands_stopped

__all__ = ["add_publishing_commands"]


def add_publishing_commands(commands: Any) -> None:
    """Add the commands `publish` and `rollback` to those of a parser."""
    publishing = commands.add_parser("publish", help="check, build, verify and publish the site")
    publishing.add_argument("--dry-run", action="store_true", help="do all but the push")
    publishing.add_argument("--branch", default="", help="publish from this branch")
    publishing.add_argument("--remote", default="origin", help="publish to this remote")
    publishing.add_argument(
        "--gone", default="", help="addresses, with spaces between, that may vanish for good"
    )
    publishing.set_defaults(run=_publish)
    undoing = commands.add_parser("rollback", help="publish the previous site again")
    undoing.add_argument("--remote", default="origin", help="publish to this remote")
    undoing.add_argument("--yes", action="store_true", help="do not ask")
    undoing.set_defaults(run=_roll_back)


def _publish(root: Path, given: Namespace) -> int:
    from ..publishing.preflight import Options  # noqa: PLC0415 - each command loads only what it needs
    from ..publishing.publish import publish  # noqa: PLC0415 - as above

    site_address = os.environ.get("SITEURL", "")
    gone = tuple(given.gone.split())
    with commands_stopped():
        return publish(root, Options(given.branch, given.remote, gone, given.dry_run, site_address))


def _roll_back(root: Path, given: Namespace) -> int:
    from ..publishing.rollback import roll_back  # noqa: PLC0415 - as above

    with commands_stopped():
        return roll_back(root, given.remote, lambda question: given.yes or _confirmed(question))


def _confirmed(question: str) -> bool:
    """Ask whoever sits at the terminal; where nobody does, the answer is no."""
    try:
        return input(question).strip().casefold() in ("y", "yes")
    except EOFError:
        return False
