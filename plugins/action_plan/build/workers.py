"""Work on several processors: a `map` whose calls are made in processes of their own."""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from typing import Any, TypeVar

from ..stopping import uninterrupted

__all__ = [
    "MANY_TO_READ",
    "MANY_TO_WRITE",
    "WorkerFailedError",
    "end_with_parent",
    "end_workers",
    "map_files",
    "map_in_processes",
]

Item = TypeVar("Item")
Result = TypeVar("Result")

MANY_TO_READ = 500
MANY_TO_WRITE = 100
"""Actions from which on several processes pay: with fewer, starting them takes longer."""
_FILES_AT_ONCE = 8
_MOST_PROCESSES = 8
_PR_SET_PDEATHSIG = 1
"""Of `prctl`: send this process a signal when its parent ends (`linux/prctl.h`)."""

_call: Callable[[int], Any]
"""In a worker process: makes the call for the item of a number."""


class WorkerFailedError(Exception):
    """The system ended a worker process."""

    def __init__(self) -> None:
        super().__init__(
            "A part of the work could not be done: the system ended a process."
            " Is there enough memory?"
        )


def map_in_processes(
    function: Callable[[Item], Result], items: Sequence[Item], chunk: int = 1
) -> Iterator[Result]:
    """Yield the function's result for each item, in order; work on all processors (Linux).

    Function and items reach the workers as they are, by `fork`; results come back pickled.
    Raise what a call raises, `WorkerFailedError` where a worker dies, and `OSError` where the
    system has no room for another process.
    """
    processes = 1
    # A process that has threads cannot safely be forked: Pelican's own display is one.
    if sys.platform == "linux" and threading.active_count() == 1:
        processes = min(len(os.sched_getaffinity(0)), _MOST_PROCESSES)
    if processes == 1:
        yield from map(function, items)
        return
    # Only plans of many actions need these.
    from concurrent.futures.process import BrokenProcessPool, ProcessPoolExecutor  # noqa: PLC0415
    from multiprocessing import get_context  # noqa: PLC0415

    def call(number: int) -> Result:
        return function(items[number])

    pool = ProcessPoolExecutor(processes, get_context("fork"), _begin, (call, os.getpid()))
    try:
        with uninterrupted():  # a process that is just starting would answer Ctrl-C by itself
            starts = range(0, len(items), chunk)
            # The last first: each is let go of when its results are fetched.
            futures = [
                pool.submit(_called, range(len(items))[start : start + chunk]) for start in starts
            ][::-1]
        while futures:
            yield from futures.pop().result()
    except BrokenProcessPool:
        raise WorkerFailedError from None
    finally:
        # All is done, or nobody waits for the rest any more. Where the system refuses another
        # process, those that started would wait for ever.
        end_workers()
        pool.shutdown()


def map_files(read: Callable[[Item], Result], files: Sequence[Item], /) -> Iterator[Result]:
    """Yield what is read of each file, in order; by several processes where there are many."""
    if len(files) < MANY_TO_READ:
        return map(read, files)
    return map_in_processes(read, files, chunk=_FILES_AT_ONCE)


def end_workers() -> None:
    """Kill the processes that share the work, if there are any."""
    if "multiprocessing" in sys.modules:
        for process in sys.modules["multiprocessing"].active_children():
            process.kill()


def end_with_parent(parent: int, number: int) -> None:
    """Have this process, started by `parent`, end by a signal when that ends (Linux)."""
    if sys.platform == "linux":
        import ctypes  # noqa: PLC0415 - only processes that another starts need this

        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, number)
    if os.getppid() != parent:  # it has ended before
        signal.raise_signal(number)


def _begin(call: Callable[[int], Any], parent: int) -> None:
    global _call  # noqa: PLW0603 - a worker has no other place for what it was forked with
    _call = call
    end_with_parent(parent, signal.SIGKILL)
    # Whoever shares the work answers these, once, and ends its workers.
    for number in (signal.SIGINT, signal.SIGHUP, signal.SIGTERM):
        signal.signal(number, signal.SIG_IGN)


def _called(numbers: Sequence[int]) -> list[Any]:
    return [_call(number) for number in numbers]
