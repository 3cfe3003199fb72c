"""`make publish`: the site, checked, built, verified and published."""

from __future__ import annotations

import argparse
import os
from pathlib import Path

from ..publishing.preflight import Options
from ..publishing.publish import publish

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
    """Publish the site and return the exit code."""
    return publish(
        root,
        Options(
            options.branch,
            options.remote,
            tuple(options.gone.split()),
            options.dry_run,
            os.environ.get("SITEURL", ""),
        ),
    )
