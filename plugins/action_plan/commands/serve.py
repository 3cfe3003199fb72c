"""`make serve`: the site, served here and built again on every change."""

from __future__ import annotations

import argparse
from functools import partial
from pathlib import Path

from ..build.dev_server import serve

__all__ = ["add_options", "run"]


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add the options of the command."""
    parser.add_argument("--port", type=int, default=8000)


def run(root: Path, options: argparse.Namespace) -> int:
    """Serve until Ctrl-C and return the exit code."""
    serve(root, root / "output", options.port, partial(print, flush=True))
    return 0
