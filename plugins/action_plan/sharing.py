"""Work on several processors: tasks that write files of their own, shared out over processes."""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Callable, Sequence

__all__ = ["MOST_TASKS", "WorkerFailedError", "run_all"]

_PIPE = 4096
_NUMBER = 4
"""Bytes of a task's number in the pipe."""
MOST_TASKS = 1000
"""Tasks whose numbers surely fit into a pipe at once (4096 bytes on every Linux)."""


class WorkerFailedError(Exception):
    """A process of the build failed; what went wrong stands on standard error."""


def run_all(
    tasks: Sequence[Callable[[], None]], reached: Callable[[int], None], *, worth: bool
) -> None:
    """Run every task, on all processors where it is worth it and the system can fork.

    The tasks wait in a pipe, from which each process takes the next when it has done one;
    `reached` is told the number of each task that this process takes.
    Raises what a task raises here, or `WorkerFailedError` where one fails in another process.
    """
    processes = _processors() if worth and len(tasks) * _NUMBER <= _PIPE else 1
    if processes == 1:
        for number, task in enumerate(tasks):
            reached(number)
            task()
        return
    waiting, queue = os.pipe()
    os.write(queue, b"".join(number.to_bytes(_NUMBER, "big") for number in range(len(tasks))))
    os.close(queue)
    sys.stdout.flush()
    sys.stderr.flush()
    workers = [_worker(tasks, waiting) for _ in range(processes - 1)]
    try:
        _run_waiting(tasks, waiting, reached)
    finally:
        os.close(waiting)
        failed = [pid for pid in workers if os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])]
    if failed:
        raise WorkerFailedError("A part of the site could not be written, for the reason above.")


def _processors() -> int:
    """Give how many processors this process may use, where Linux lets it share out its work."""
    if sys.platform != "linux":
        return 1
    return len(os.sched_getaffinity(0))


def _worker(tasks: Sequence[Callable[[], None]], waiting: int) -> int:
    """Start a process that takes tasks, too; gives its number."""
    pid = os.fork()
    if pid:
        return pid
    # From here on this is the other process: it must end here, whatever happens.
    code = 1
    try:
        _run_waiting(tasks, waiting, lambda _number: None)
        code = 0
    except OSError as error:
        where = f"{error.filename}: " if error.filename else ""
        print(f"{where}{error.strerror or error}.", file=sys.stderr)
    except BaseException:  # noqa: BLE001 - told here, for nobody else will
        traceback.print_exc()
    finally:
        sys.stderr.flush()
        os._exit(code)


def _run_waiting(
    tasks: Sequence[Callable[[], None]], waiting: int, reached: Callable[[int], None]
) -> None:
    while taken := os.read(waiting, _NUMBER):
        number = int.from_bytes(taken, "big")
        reached(number)
        tasks[number]()
