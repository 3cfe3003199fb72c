"""Python's search for garbage, kept off what stays to the end: modules and records."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

__all__ = ["disable_gc", "gc_disabled", "restore_gc"]


def disable_gc() -> bool:
    """Look for garbage no more, until it is resumed; says whether it was looked for."""
    was_on = gc.isenabled()
    gc.unfreeze()
    gc.disable()
    return was_on


def restore_gc(*, was_on: bool) -> None:
    """Look for garbage again if it was before, but not among what was made until here.

    Most programs end here, and looking through all records once more takes a tenth of a build.
    """
    gc.freeze()
    if was_on:
        gc.enable()


@contextmanager
def gc_disabled() -> Iterator[None]:
    """Look for no garbage within a block."""
    was_on = disable_gc()
    try:
        yield
    finally:
        restore_gc(was_on=was_on)
