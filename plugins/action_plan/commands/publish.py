"""`make publish`: the site, checked, built, verified and published."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from ..publishing.errors import RefusedError
from ..publishing.publish import Options, publish

__all__ = ["add_options", "run"]


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add the options of the command."""
    parser.add_argument("--dry-run", action="store_true", help="do all but the push")
    parser.add_argument("--branch", default="", help="publish from this branch")
    parser.add_argument("--remote", default="origin", help="publish to this remote")
    parser.add_argument(
        "--gone", default="", help="addresses, with spaces between, that may vanish for good"
    )


def run(root: Path, options: argparse.Namespace) -> int:
    """Publish the site, print what changed or what to do, and return the exit code."""
    chosen = Options(
        branch=options.branch,
        remote=options.remote,
        gone=tuple(options.gone.split()),
        dry_run=options.dry_run,
        site_url=os.environ.get("SITEURL", ""),
    )
    try:
        lines = publish(root, chosen, warn=lambda warning: print(warning, file=sys.stderr))
    except RefusedError as refusal:
        print(*refusal.sentences, sep="\n", file=sys.stderr)
        return 1
    print(*lines, sep="\n")
    return 0
