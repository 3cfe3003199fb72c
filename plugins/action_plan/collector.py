"""Python's search for garbage, kept off what stays to the end: modules and records."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

__all__ = ["collector_paused", "pause_collector", "resume_collector"]


def pause_collector() -> None:
    """Look for garbage no more, until it is resumed."""
    gc.unfreeze()
    gc.disable()


def resume_collector() -> None:
    """Look for garbage again, for programs that go on, but not among what was made until here.

    Most programs end here, and looking through all records once more takes a tenth of a build.
    """
    gc.freeze()
    gc.enable()


@contextmanager
def collector_paused() -> Iterator[None]:
    """Look for no garbage within a block."""
    pause_collector()
    try:
        yield
    finally:
        resume_collector()
