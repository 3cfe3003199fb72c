"""`make publish` and `make rollback`: the live site, replaced."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
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
    return _print_outcome(lambda: publish_site(root, remote, options, report=print, warn=_warn))


def rollback(root: Path, *, to: str, remote: str, yes: bool) -> int:
    """Publish the previous site or that of a commit again, once confirmed; print what changed."""

    def confirm(question: str) -> bool:
        try:
            return yes or input(question).strip().casefold() in ("y", "yes")
        except EOFError:  # nobody sits at a terminal
            return False

    return _print_outcome(
        lambda: roll_back(root, remote, to.strip(), report=print, warn=_warn, confirm=confirm)
    )


def _warn(sentence: str) -> None:
    print(sentence, file=sys.stderr, flush=True)


def _print_outcome(work: Callable[[], str]) -> int:
    try:
        print(work())
    except RefusedError as refusal:
        print(*refusal.sentences, sep="\n", file=sys.stderr)
        return 1
    return 0
