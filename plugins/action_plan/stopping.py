"""How a command is stopped: INT, TERM and HUP are one exception, a `KeyboardInterrupt`.

Whoever knows what state things are in when it passes adds that to it as a note, a sentence.
"""

from __future__ import annotations

import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

__all__ = ["ignore_stopping", "raise_when_stopped", "stating_when_stopped", "uninterrupted"]

_STOPPING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
"""Ctrl-C, the system or another program, and a terminal that is closed."""

_AGAIN = signal.SIGALRM
"""By which a stop comes again that came where Python ends every exception."""
_SOON = 0.01
"""Seconds until then."""


class _Stopped(KeyboardInterrupt):
    """A signal came.

    Where `KeyboardInterrupt` itself passes through `exec`, as in the making of a named tuple,
    Python ends by INT in the end, whatever exit code is asked for.
    """


def raise_when_stopped(received: list[int]) -> None:
    """Have each of the signals raise a `KeyboardInterrupt`, and note in `received` which came.

    What whoever started this process ignores, as `nohup` does, stays ignored. Terminals and
    `timeout` send a signal twice: while one is being answered, others are only noted. One that
    comes in a callback, from which no exception gets out, comes again.
    """

    def answer(number: int, _frame: FrameType | None) -> None:
        if number != _AGAIN:
            received.append(number)
        if not _is_being_answered():
            raise _Stopped

    for number in _STOPPING:
        if signal.getsignal(number) != signal.SIG_IGN:
            signal.signal(number, answer)
    signal.signal(_AGAIN, answer)
    sys.unraisablehook = _have_it_come_again


def _have_it_come_again(ended: sys.UnraisableHookArgs) -> None:
    if isinstance(ended.exc_value, _Stopped):
        signal.setitimer(signal.ITIMER_REAL, _SOON)
    else:
        sys.__unraisablehook__(ended)


def ignore_stopping() -> None:
    """Ignore the signals from here on: the command has ended, and Python is tidying up."""
    for number in (*_STOPPING, _AGAIN):
        signal.signal(number, signal.SIG_IGN)


def _is_being_answered() -> bool:
    error = sys.exception()
    while error is not None and not isinstance(error, KeyboardInterrupt):
        error = error.__context__
    return error is not None


@contextmanager
def uninterrupted() -> Iterator[None]:
    """Put off being stopped until the work within, which must be short, is done or has failed."""
    put_off: list[int] = []
    before = {number: signal.getsignal(number) for number in (*_STOPPING, _AGAIN)}
    try:
        for number in before:
            signal.signal(number, lambda number, _frame: put_off.append(number))
        yield
    finally:
        for number, answer in before.items():
            signal.signal(number, answer)
        for received in put_off[:1]:
            signal.raise_signal(received)


@contextmanager
def stating_when_stopped(state: Callable[[], str]) -> Iterator[None]:
    """Have a stop during the work within say what state it leaves."""
    try:
        yield
    except KeyboardInterrupt as stop:
        stop.add_note(state())
        raise
