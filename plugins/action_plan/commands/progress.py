"""How far work has come: a bar on a terminal for over a second of work, a line elsewhere."""

from __future__ import annotations

import sys
import time
from types import TracebackType
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from rich.progress import Progress as Bar

__all__ = ["Progress"]

_DELAY = 1.0
"""Seconds after which somebody who waits wants to know."""


class Progress:
    """Tells on standard error how much of a piece of work is done, once it has taken a second."""

    def __init__(self, doing: str, total: int) -> None:
        self.doing = doing
        self.total = total
        self._started = time.monotonic()
        self._told = False
        self._bar: Bar | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        place: TracebackType | None,
    ) -> None:
        if self._bar is not None:
            self._bar.stop()

    def reached(self, done: int) -> None:
        """Note that so many steps are done."""
        if self._bar is not None:
            self._bar.update(self._bar.task_ids[0], completed=done)
        elif not self._told and time.monotonic() - self._started > _DELAY:
            self._told = True
            self._tell(done)

    def _tell(self, done: int) -> None:
        if not sys.stderr.isatty():
            print(f"{self.doing} …", file=sys.stderr, flush=True)
            return
        from rich.console import Console  # noqa: PLC0415 - most work ends before this is needed
        from rich.progress import Progress as Bar  # noqa: PLC0415 - as above

        self._bar = Bar(console=Console(stderr=True), transient=True)
        self._bar.add_task(self.doing, total=self.total, completed=done)
        self._bar.start()
