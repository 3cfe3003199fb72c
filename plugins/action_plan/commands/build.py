"""`make html` and `make preview`: the site, built."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from ..build.run import build

__all__ = ["add_options", "run"]


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add the options of the command."""
    parser.add_argument("--settings", type=Path, default=Path("pelicanconf.py"))
    parser.add_argument(
        "--preview", action="store_true", help="build into preview/, to be opened from disk"
    )


def run(root: Path, options: argparse.Namespace) -> int:
    """Build the site and return the exit code."""
    preview: dict[str, Any] = {"PREVIEW": True, "OUTPUT_PATH": str(root / "preview")}
    return build(options.settings, **(preview if options.preview else {}))
