"""`make html` and `make preview`: the site, built."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

from ..build.run import BuildError, build
from ..problems import ContentProblems
from .progress import track

__all__ = ["add_options", "run"]


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add the options of the command."""
    parser.add_argument("--settings", type=Path, default=Path("pelicanconf.py"))
    parser.add_argument(
        "--preview", action="store_true", help="build into preview/, to be opened from disk"
    )


def run(root: Path, options: argparse.Namespace) -> int:
    """Build the site, print what was built or every problem, and return the exit code."""
    preview: dict[str, Any] = {
        "ACTION_PLAN_PREVIEW": True,
        "OUTPUT_PATH": str(root / "preview"),
    }
    try:
        built = build(options.settings, track=track, **(preview if options.preview else {}))
    except ContentProblems as refusal:
        print(*refusal.problems, sep="\n", file=sys.stderr)
        print(f"{refusal.count} Nothing was built.")
        return 1
    except BuildError as refusal:
        print(refusal, file=sys.stderr)
        return 1
    print(built)
    return 0
