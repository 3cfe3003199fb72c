"""Work shared out over processes: what a process says that could not do its part."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable
from datetime import date
from functools import partial

import pytest
from action_plan import reading
from action_plan.problems import ContentProblems
from action_plan.reading import read_content
from action_plan.sharing import MOST_TASKS, WorkerFailedError, in_chunks, run_all
from conftest import HARBOUR, ROOT

HERE = os.getpid()


@pytest.fixture(autouse=True)
def two_processors(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "sched_getaffinity", lambda _process: {0, 1}, raising=False)
    monkeypatch.setattr("sys.platform", "linux")


def _for_two(task: Callable[[], object]) -> list[Callable[[], object]]:
    """Give a task twice, each of which waits until another process has taken the other."""
    both = multiprocessing.get_context("fork").Barrier(2, timeout=60)

    def waits() -> object:
        both.wait()
        return task()

    return [waits, waits]


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

    with pytest.raises(WorkerFailedError, match="A part of the work could not be done"):
        run_all(_for_two(fails_elsewhere), lambda _number: None)

    said = capfd.readouterr().err
    assert told in said
    assert ("Traceback" in said) is trace


def test_results_come_in_the_order_of_the_tasks() -> None:
    """Whichever process did them."""
    tasks: list[Callable[[], object]] = [*_for_two(os.getpid)]
    tasks += [partial(str, number) for number in range(8)]

    first, second, *others = run_all(tasks, lambda _number: None)

    assert HERE in (first, second)
    assert first != second
    assert others == ["0", "1", "2", "3", "4", "5", "6", "7"]


@pytest.mark.parametrize("count", [0, 1, 33, 20_000])
def test_chunks_hold_everything_once(count: int) -> None:
    """However many items there are, the chunks are few enough to share."""
    chunks = list(in_chunks(range(count), 32))

    assert [item for chunk in chunks for item in chunk] == [*range(count)]
    assert len(chunks) <= MOST_TASKS // 2


def test_two_processes_read_what_one_reads(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same records, with the same HTML, and the same problems in the same order."""
    day = date(2026, 1, 1)
    alone = read_content(HARBOUR, day)
    with pytest.raises(ContentProblems) as told_alone:
        read_content(ROOT / "tests" / "plans" / "broken" / "content", day)

    monkeypatch.setattr(reading, "_MANY", 1)
    monkeypatch.setattr(reading, "_CHUNK", 1)
    together = read_content(HARBOUR, day)
    with pytest.raises(ContentProblems) as told_together:
        read_content(ROOT / "tests" / "plans" / "broken" / "content", day)

    assert together.actions == alone.actions
    for action in alone.actions:
        html = alone.renderer.render(action.text).html
        assert together.renderer.render(action.text).html == html
    assert told_together.value.problems == told_alone.value.problems
