"""How far work has come: a bar on the terminal, for work that takes over a second."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from typing import TypeVar

__all__ = ["track"]

_DELAY = 1.0
"""Seconds after which somebody who waits wants to know."""

Item = TypeVar("Item")


def track(doing: str, steps: Iterable[Item], total: int) -> Iterator[Item]:
    """Yield each step of some work when it is done; show on a terminal how many of them are."""
    started = time.monotonic()
    with ExitStack() as shown:
        bar = None
        for done, step in enumerate(steps, start=1):
            if bar is not None:
                bar.advance(bar.task_ids[0])
            elif sys.stderr.isatty() and time.monotonic() - started > _DELAY:
                from rich.console import Console  # noqa: PLC0415 - most work ends before a second
                from rich.progress import Progress  # noqa: PLC0415 - likewise

                bar = shown.enter_context(Progress(console=Console(stderr=True), transient=True))
                bar.add_task(doing, total=total, completed=done)
            yield step
