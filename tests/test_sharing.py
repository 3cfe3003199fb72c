"""Work shared out over processes: what a process says that could not do its part."""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path

import pytest
from action_plan.build.workers import MAX_TASKS, WorkerFailedError, chunked, map_tasks
from action_plan.checks.reading import read_content
from action_plan.content import loading
from action_plan.content.action_file import ActionFile, ActionFileReader
from action_plan.content.markdown import MarkupRenderer
from action_plan.problems import ContentProblems
from conftest import FIRST, PLANS

HERE = os.getpid()


@pytest.fixture(autouse=True)
def two_processors(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "sched_getaffinity", lambda _process: {0, 1}, raising=False)
    monkeypatch.setattr("sys.platform", "linux")


def _for_two(task: Callable[[], object]) -> list[Callable[[], object]]:
    """Return a task twice, each of which waits until another process has taken the other.

    Others follow, for which another process is started at all.
    """
    both = multiprocessing.get_context("fork").Barrier(2, timeout=60)

    def waits() -> object:
        both.wait()
        return task()

    return [waits, waits, *(partial(str, number) for number in range(8))]


@pytest.mark.parametrize(
    ("error", "told", "trace"),
    [
        (OSError(28, "No space left on device", "index.html"), "index.html: No space left", False),
        (ValueError("a fault of the code"), "ValueError: a fault of the code", True),
    ],
)
def test_a_process_that_fails_says_why(
    capfd: pytest.CaptureFixture[str], error: Exception, told: str, *, trace: bool
) -> None:
    """In plain words where the disk is at fault, with a traceback where the code is."""

    def fails_elsewhere() -> None:
        if os.getpid() != HERE:
            raise error

    tasks = _for_two(fails_elsewhere)
    open_before = [*Path("/proc/self/fd").iterdir()]
    with pytest.raises(WorkerFailedError, match="could not be done: see the reason above"):
        map_tasks(tasks, lambda _number: None)
    assert [*Path("/proc/self/fd").iterdir()] == open_before

    said = capfd.readouterr().err
    assert told in said
    assert ("Traceback" in said) is trace


def test_a_process_that_the_system_ends_is_told() -> None:
    """It had no time to say anything itself."""

    def ends_elsewhere() -> None:
        if os.getpid() != HERE:
            os.kill(os.getpid(), signal.SIGKILL)

    with pytest.raises(
        WorkerFailedError, match=r"ended a process \(Killed\). Is there enough memory"
    ):
        map_tasks(_for_two(ends_elsewhere), lambda _number: None)


def test_one_process_does_all_where_the_system_has_no_more(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Where none can be started, the work is done all the same."""

    def refused() -> int:
        raise BlockingIOError(11, "Resource temporarily unavailable")

    monkeypatch.setattr(os, "fork", refused)

    results = map_tasks([partial(str, number) for number in range(20)], lambda _number: None)

    assert results == [str(number) for number in range(20)]


def test_results_come_in_the_order_of_the_tasks() -> None:
    """Whichever process did them."""
    first, second, *others = map_tasks(_for_two(os.getpid), lambda _number: None)

    assert HERE in (first, second)
    assert first != second
    assert others == ["0", "1", "2", "3", "4", "5", "6", "7"]


@pytest.mark.parametrize("count", [0, 1, 33, 20_000])
def test_chunks_hold_everything_once(count: int) -> None:
    """However many items there are, the chunks are few enough to share."""
    chunks = list(chunked(range(count), 32))

    assert [item for chunk in chunks for item in chunk] == [*range(count)]
    assert len(chunks) <= MAX_TASKS // 2


def test_two_processes_read_what_one_reads(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same records, with the same HTML, and the same problems in the same order."""
    day = date(2026, 1, 1)
    content, broken = FIRST, PLANS / "broken" / "content"
    alone = read_content(content, day)
    with pytest.raises(ContentProblems) as told_alone:
        read_content(broken, day)

    monkeypatch.setattr(loading, "_CHUNK", 1)
    both = multiprocessing.get_context("fork").Barrier(2, timeout=60)
    read = ActionFileReader.read
    has_waited: list[Path] = []

    def waits_once(self: ActionFileReader, path: Path) -> ActionFile:
        """Wait, with the first file that a process takes, until the other has taken one, too."""
        if not has_waited:
            has_waited.append(path)
            both.wait()
        return read(self, path)

    monkeypatch.setattr(ActionFileReader, "read", waits_once)
    together = read_content(content, day)
    has_waited.clear()
    with pytest.raises(ContentProblems) as told_together:
        read_content(broken, day)

    assert together.actions == alone.actions
    monkeypatch.setattr(MarkupRenderer, "_plain", None)  # nothing is to be rendered anew
    monkeypatch.setattr(MarkupRenderer, "_full", None)
    for action in alone.actions:
        for text in (action.text, action.intended_impact, action.resources):
            assert together.renderer.render(text) == alone.renderer.render(text)
    assert told_together.value.problems == told_alone.value.problems
