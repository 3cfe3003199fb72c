"""`make serve`: the site on this machine, built again on every change."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from ..build.dev_server import LARGEST_PORT
from ..build.dev_server import serve as serve_output

__all__ = ["serve"]


def serve(root: Path, *, port: int) -> int:
    """Serve the site until Ctrl-C."""
    if not 0 <= port <= LARGEST_PORT:
        print(f"PORT: {port} is not a port. Write a number from 0 to {LARGEST_PORT}.")
        return 1
    serve_output(root, root / "output", port, partial(print, flush=True))
    return 0
