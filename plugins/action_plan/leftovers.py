"""Folders that a process works in: held while it lives, and swept by the next where it was killed.

The system lets go of a lock when the last process that has it ends, however it ends. Where a file
system knows no locks, nothing is held and nothing is swept.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

__all__ = ["hold", "locked", "scratch_folder", "sweep"]

_SCRATCH = "action-plan-"
_FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Let one process at a time do the work within that is about a folder; others wait."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        with suppress(OSError):
            fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def hold(folder: Path) -> int:
    """Return a descriptor of a folder; until it is closed everywhere, nobody sweeps the folder."""
    descriptor = os.open(folder, _FOLDER)
    with suppress(OSError):
        fcntl.flock(descriptor, fcntl.LOCK_SH)
    return descriptor


def sweep(folders: Iterable[Path]) -> None:
    """Delete those of the folders that are this user's and that no process holds."""
    for folder in folders:
        with suppress(OSError):
            descriptor = os.open(folder, _FOLDER)
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
                if os.fstat(descriptor).st_uid == os.geteuid():
                    shutil.rmtree(folder, ignore_errors=True)
            finally:
                os.close(descriptor)


@contextmanager
def scratch_folder() -> Iterator[Path]:
    """Make a folder for the work within, where the system keeps such, and delete it afterwards."""
    sweep(Path(tempfile.gettempdir()).glob(f"{_SCRATCH}*"))
    folder, descriptor = _new_scratch_folder()
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        os.close(descriptor)


def _new_scratch_folder() -> tuple[Path, int]:
    while True:
        folder = Path(tempfile.mkdtemp(prefix=_SCRATCH))
        with suppress(FileNotFoundError):  # somebody swept it before it was held
            descriptor = hold(folder)
            if folder.exists():
                return folder, descriptor
            os.close(descriptor)
