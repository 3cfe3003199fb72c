"""Work on several processors: tasks shared out over processes, and what they give."""

from __future__ import annotations

import os
import pickle
import signal
import sys
import traceback
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, suppress
from functools import partial
from typing import BinaryIO, TypeVar

from ..messages import describe_os_error

__all__ = ["MAX_TASKS", "WorkerFailedError", "chunked", "map_in_processes", "map_tasks"]

Item = TypeVar("Item")
Result = TypeVar("Result")

_PIPE = 4096
_NUMBER = 4
"""Bytes of a task's number in the pipe."""
MAX_TASKS = 1000
"""Tasks whose numbers surely fit into a pipe at once (4096 bytes on every Linux)."""


_TASKS_EACH = 8
"""Tasks that another process must find to earn what starting it costs (some 5 ms)."""
_MOST_PROCESSES = 8


class WorkerFailedError(Exception):
    """A process failed at its share; says why, where that does not stand on standard error."""

    def __init__(self, code: int) -> None:
        why = (
            f"the system ended a process ({signal.strsignal(-code)}). Is there enough memory?"
            if code < 0
            else "see the reason above."
        )
        super().__init__(f"A part of the work could not be done: {why}")


def chunked(items: Sequence[Item], size: int) -> Iterator[Sequence[Item]]:
    """Return items in chunks of a size, or of a greater one where there would be too many to share.

    Half of `MAX_TASKS` is left for tasks of other kinds.
    """
    size = max(size, len(items) // (MAX_TASKS // 2) + 1)
    for start in range(0, len(items), size):
        yield items[start : start + size]


def map_in_processes(
    function: Callable[[Item], Result], items: Sequence[Item], chunk: int = 8
) -> Iterator[Result]:
    """Yield the function's result for each item, in order, as `map_tasks` runs its calls."""

    def call(part: Sequence[Item]) -> list[Result]:
        return [function(item) for item in part]

    tasks = [partial(call, part) for part in chunked(items, chunk)]
    for results in map_tasks(tasks, lambda _number: None):
        yield from results


def map_tasks(
    tasks: Sequence[Callable[[], Result]], reached: Callable[[int], None]
) -> list[Result]:
    """Return the results of all tasks, run on several processors where there are many (Linux).

    The tasks wait in a pipe, from which each process takes the next when it has done one;
    `reached` is told the number of each task that this process takes. What a task gives in
    another process comes back as a copy, pickled.
    Raises what a task raises here, or `WorkerFailedError` where one fails in another process.
    """
    results: dict[int, Result] = {}
    processes = _processes(len(tasks))
    if processes == 1:
        for number, task in enumerate(tasks):
            reached(number)
            results[number] = task()
        return [*results.values()]
    waiting, queue = os.pipe()
    os.write(queue, b"".join(number.to_bytes(_NUMBER, "big") for number in range(len(tasks))))
    os.close(queue)
    sys.stdout.flush()
    sys.stderr.flush()
    with ExitStack() as files:
        workers: dict[int, BinaryIO] = {}
        try:
            with suppress(OSError):  # where the system has no more processes, fewer do the work
                while len(workers) < processes - 1:
                    given = files.enter_context(os.fdopen(os.memfd_create("results"), "w+b"))
                    workers[_worker(tasks, waiting, given)] = given
            for number in _taken(waiting):
                reached(number)
                results[number] = tasks[number]()
        finally:
            os.read(waiting, _PIPE)  # what still waits when this process cannot go on is for nobody
            os.close(waiting)
            ended = [os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) for pid in workers]
        for code in filter(None, ended):
            raise WorkerFailedError(code)
        for stream in workers.values():
            results.update(_results(stream))
    return [results[number] for number in range(len(tasks))]


def _processes(tasks: int) -> int:
    """Return how many processes are to share so many tasks."""
    if sys.platform != "linux" or tasks * _NUMBER > _PIPE:
        return 1
    return min(len(os.sched_getaffinity(0)), 1 + tasks // _TASKS_EACH, _MOST_PROCESSES)


def _worker(tasks: Sequence[Callable[[], object]], waiting: int, given: BinaryIO) -> int:
    """Start a process that takes tasks, too, and writes what they give; returns its number."""
    pid = os.fork()
    if pid:
        return pid
    # From here on this is the other process: it must end here, whatever happens.
    code = 1
    try:
        for number in _taken(waiting):
            pickle.dump((number, tasks[number]()), given, pickle.HIGHEST_PROTOCOL)
        given.flush()
        code = 0
    except OSError as error:
        print(f"{describe_os_error(error)}.", file=sys.stderr)
    except BaseException:  # noqa: BLE001 - told here, for nobody else will
        traceback.print_exc()
    finally:
        sys.stderr.flush()
        os._exit(code)


def _taken(waiting: int) -> Iterator[int]:
    """Return the number of one task after another, until none waits."""
    while taken := os.read(waiting, _NUMBER):
        yield int.from_bytes(taken, "big")


def _results(given: BinaryIO) -> Iterator[tuple[int, Result]]:
    """Return the results that a process wrote, with their tasks' numbers."""
    end = given.seek(0, os.SEEK_END)
    given.seek(0)
    while given.tell() < end:
        yield pickle.load(given)  # noqa: S301 - from our own process
