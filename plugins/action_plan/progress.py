"""How far work has come: a bar on a terminal for over a second of work, a line elsewhere."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator, Sequence
from typing import TypeVar

__all__ = ["followed"]

Item = TypeVar("Item")

_PATIENCE = 1.0
"""Seconds after which somebody who waits wants to know."""
_LOOK_EVERY = 32
"""Items between two looks at the clock."""


def followed(items: Sequence[Item], doing: str) -> Iterator[Item]:
    """Give the items one by one, and tell on standard error of work that takes over a second."""
    started = time.monotonic()
    for done, item in enumerate(items):
        if done % _LOOK_EVERY == 0 and time.monotonic() - started > _PATIENCE:
            yield from _told(items, done, doing)
            return
        yield item


def _told(items: Sequence[Item], done: int, doing: str) -> Iterator[Item]:
    if not sys.stderr.isatty():
        print(f"{doing} {len(items):,} …", file=sys.stderr, flush=True)
        yield from items[done:]
        return
    from rich.console import Console  # noqa: PLC0415 - most work ends before this is needed
    from rich.progress import Progress  # noqa: PLC0415 - as above

    with Progress(console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task(doing, total=len(items), completed=done)
        for item in items[done:]:
            yield item
            progress.advance(task)
