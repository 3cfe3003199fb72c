"""How far work has come: shown to somebody who waits at a terminal, and to nobody else."""

from __future__ import annotations

import io

import pytest
from action_plan.commands import progress


class _Terminal(io.StringIO):
    """A terminal that keeps what is written to it."""

    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("stream", "delay", "is_shown"),
    [(_Terminal(), 0, True), (_Terminal(), 3600, False), (io.StringIO(), 0, False)],
)
def test_a_bar_is_shown_on_a_terminal_when_work_takes_its_time(
    monkeypatch: pytest.MonkeyPatch, stream: io.StringIO, delay: int, *, is_shown: bool
) -> None:
    """Every step is passed on, shown or not."""
    monkeypatch.setattr("sys.stderr", stream)
    monkeypatch.setattr(progress, "_DELAY", delay)
    monkeypatch.setenv("TERM", "xterm")

    steps = list(progress.track("Reading actions", iter("abc"), 3))

    assert steps == ["a", "b", "c"]
    assert ("Reading actions" in stream.getvalue()) is is_shown
