"""Work on several processors: tasks shared out over processes, and what they give."""

from __future__ import annotations

import os
import pickle
import sys
import traceback
from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

__all__ = ["MOST_TASKS", "WorkerFailedError", "in_chunks", "run_all"]

Item = TypeVar("Item")
Result = TypeVar("Result")

_PIPE = 4096
_NUMBER = 4
"""Bytes of a task's number in the pipe."""
MOST_TASKS = 1000
"""Tasks whose numbers surely fit into a pipe at once (4096 bytes on every Linux)."""


class WorkerFailedError(Exception):
    """A process failed at its share; what went wrong stands on standard error."""


def in_chunks(items: Sequence[Item], size: int) -> Iterator[Sequence[Item]]:
    """Give items in chunks of a size, or of a greater one where there would be too many to share.

    Half of `MOST_TASKS` is left for tasks of other kinds.
    """
    size = max(size, len(items) // (MOST_TASKS // 2) + 1)
    for start in range(0, len(items), size):
        yield items[start : start + size]


def run_all(
    tasks: Sequence[Callable[[], Result]], reached: Callable[[int], None], *, worth: bool = True
) -> list[Result]:
    """Give the results of all tasks, run on all processors where it is worth it and Linux's.

    The tasks wait in a pipe, from which each process takes the next when it has done one;
    `reached` is told the number of each task that this process takes. What a task gives in
    another process comes back as a copy, pickled.
    Raises what a task raises here, or `WorkerFailedError` where one fails in another process.
    """
    results: dict[int, Result] = {}
    if not worth or sys.platform != "linux" or len(tasks) * _NUMBER > _PIPE:
        for number, task in enumerate(tasks):
            reached(number)
            results[number] = task()
        return [*results.values()]
    waiting, queue = os.pipe()
    os.write(queue, b"".join(number.to_bytes(_NUMBER, "big") for number in range(len(tasks))))
    os.close(queue)
    sys.stdout.flush()
    sys.stderr.flush()
    workers: dict[int, int] = {}
    try:
        for _ in range(len(os.sched_getaffinity(0)) - 1):
            given = os.memfd_create("results")
            workers[_worker(tasks, waiting, given)] = given
        for number in _taken(waiting):
            reached(number)
            results[number] = tasks[number]()
    finally:
        os.read(waiting, _PIPE)  # what still waits when this process cannot go on is for nobody
        os.close(waiting)
        ended = {pid: os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) for pid in workers}
    if any(ended.values()):
        raise WorkerFailedError("A part of the work could not be done, for the reason above.")
    for given in workers.values():
        results.update(_results(given))
    return [results[number] for number in range(len(tasks))]


def _worker(tasks: Sequence[Callable[[], object]], waiting: int, given: int) -> int:
    """Start a process that takes tasks, too, and writes what they give; returns its number."""
    pid = os.fork()
    if pid:
        return pid
    # From here on this is the other process: it must end here, whatever happens.
    code = 1
    try:
        with open(given, "wb", closefd=False) as stream:
            for number in _taken(waiting):
                pickle.dump((number, tasks[number]()), stream, pickle.HIGHEST_PROTOCOL)
        code = 0
    except OSError as error:
        where = f"{error.filename}: " if error.filename else ""
        print(f"{where}{error.strerror or error}.", file=sys.stderr)
    except BaseException:  # noqa: BLE001 - told here, for nobody else will
        traceback.print_exc()
    finally:
        sys.stderr.flush()
        os._exit(code)


def _taken(waiting: int) -> Iterator[int]:
    """Give the number of one task after another, until none waits."""
    while taken := os.read(waiting, _NUMBER):
        yield int.from_bytes(taken, "big")


def _results(given: int) -> Iterator[tuple[int, Result]]:
    """Give the results that a process wrote, with their tasks' numbers."""
    os.lseek(given, 0, os.SEEK_SET)
    with open(given, "rb") as stream:
        while stream.peek(1):
            yield pickle.load(stream)  # noqa: S301 - from our own process
