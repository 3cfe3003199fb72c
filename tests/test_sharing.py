"""Work shared out over processes: what a process says that could not do its part."""

from __future__ import annotations

import os
import time

import pytest
from action_plan.sharing import WorkerFailedError, run_all

HERE = os.getpid()


@pytest.fixture(autouse=True)
def two_processors(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "sched_getaffinity", lambda _process: {0, 1}, raising=False)
    monkeypatch.setattr("sys.platform", "linux")


def _fails_elsewhere(error: Exception) -> None:
    """Fail in another process; here, leave it the time to take a task."""
    if os.getpid() != HERE:
        raise error
    time.sleep(0.3)


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
    with pytest.raises(WorkerFailedError, match="A part of the site could not be written"):
        run_all([lambda: _fails_elsewhere(error)] * 4, lambda _number: None, worth=True)

    said = capfd.readouterr().err
    assert told in said
    assert ("Traceback" in said) is trace
