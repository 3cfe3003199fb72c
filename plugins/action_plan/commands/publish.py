"""`make publish` and `make rollback`: the live site, replaced."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

from ..publishing.errors import RefusedError
from ..publishing.preflight import Options
from ..publishing.publish import publish as publish_site
from ..publishing.rollback import roll_back

__all__ = ["publish", "rollback"]


def publish(root: Path, *, dry_run: bool, branch: str, remote: str, gone: str) -> int:
    """Publish the site, and print what changed or what to do."""
    options = Options(
        branch=branch,
        gone=tuple(gone.split()),
        dry_run=dry_run,
        site_url=os.environ.get("SITEURL", ""),
    )
    warn = partial(print, file=sys.stderr)
    return _print_outcome(lambda: publish_site(root, remote, options, report=print, warn=warn))


def rollback(root: Path, *, remote: str, yes: bool) -> int:
    """Publish the previous site again once somebody confirmed, and print what changed."""

    def confirm(question: str) -> bool:
        try:
            return yes or input(question).strip().casefold() in ("y", "yes")
        except EOFError:  # nobody sits at a terminal
            return False

    return _print_outcome(lambda: roll_back(root, remote, report=print, confirm=confirm))


def _print_outcome(work: Callable[[], str]) -> int:
    try:
        print(work())
    except RefusedError as refusal:
        print(*refusal.sentences, sep="\n", file=sys.stderr)
        return 1
    return 0
