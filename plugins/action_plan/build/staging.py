"""The output folder: a build is made beside it and takes its place whole, or not at all."""

from __future__ import annotations

import atexit
import errno
import os
import shutil
import stat
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TypeVar

from pelican import Pelican

from ..problems import ContentProblems, Problem
from ..verification.built_site import VerificationError, file_findings, files_below

__all__ = [
    "MARK",
    "SETTING",
    "VERIFY_BEFORE_SWAP",
    "OutputFolder",
    "stage_output",
    "swap_output",
]

MARK = '<meta name="generator" content="action_plan">'
"""Stands in every page that this plugin made, and so tells its output from other folders."""

SETTING = "ACTION_PLAN_OUTPUT"
"""The setting under which the generator finds the folder of its build."""


Made = TypeVar("Made")

_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL
_MODE = 0o666
"""What anyone may do with a new file, as far as the user's own mask lets them."""

VERIFY_BEFORE_SWAP = "ACTION_PLAN_BEFORE_USE"
"""The setting for a function that is given the finished build, and may refuse it by raising."""


class OutputFolder:
    """Where a build goes: it grows in `staging`, beside `final`, whose place it then takes."""

    def __init__(
        self, final: Path, verify_before_swap: Callable[[Path], None] | None = None
    ) -> None:
        self.final = final
        self.verify_before_swap = verify_before_swap
        self.staging = final.with_name(f".{final.name}.{os.getpid()}.building")
        self._place = str(self.staging)
        self._before = str(final) if final.exists() else ""
        mask = os.umask(0)
        os.umask(mask)
        self._mode = _MODE & ~mask
        self.expected: set[str] = set()
        self.summary = ""
        atexit.register(shutil.rmtree, self.staging, ignore_errors=True)

    def check(self) -> None:
        """Raise `ContentProblems` where the output folder holds what no build of ours has made."""
        index = self.final / "index.html"
        if not self.final.exists() or not any(self.final.iterdir()):
            return
        if index.is_file() and MARK in index.read_text(encoding="utf-8", errors="replace"):
            return
        message = (
            "this folder holds files that no build of this site has made, and they would be lost."
            " Name a new or empty folder for the output."
        )
        problem = Problem(str(self.final), 1, "", message)
        print(problem, file=sys.stderr)
        raise ContentProblems([problem])

    def begin(self) -> None:
        """Make the staging folder anew, free of what an earlier, broken build left."""
        shutil.rmtree(self.staging, ignore_errors=True)
        self.staging.mkdir(parents=True)
        self.expected.clear()

    def write(self, file: str, content: bytes) -> None:
        """Write one file of the build, by its name below the output folder.

        Raises `FileExistsError` where that file was written before.
        """
        if not (self._before and self._link(file, content)):
            target = self._create(file)
            try:
                # A disk that runs full takes a part and says nothing but how much.
                if os.write(target, content) != len(content):
                    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), file)
            finally:
                os.close(target)
        self.expected.add(file)

    def _link(self, file: str, content: bytes) -> bool:
        """Take a file over from the build before, where it is the same; says whether it was.

        After one edit most files are. Each keeps its place on the disk, and its time; it is written
        anew where others may now do more or less with new files.
        """
        path, before = f"{self._place}/{file}", f"{self._before}/{file}"
        try:
            found = os.open(before, os.O_RDONLY | os.O_NOFOLLOW)
            try:
                is_as_new = stat.S_IMODE(os.fstat(found).st_mode) == self._mode
                if not is_as_new or os.read(found, len(content) + 1) != content:
                    return False
            finally:
                os.close(found)
            _in_its_folder(path, partial(os.link, before, path))
        except OSError:  # it was not there, or is on a file system that has no links: write it
            return False
        return True

    def _create(self, file: str) -> int:
        """Return a new file, open.

        By a path as text and bare calls of the system: this is done four times an action.
        """
        path = f"{self._place}/{file}"
        return _in_its_folder(path, partial(os.open, path, _NEW, _MODE))

    def finish(self) -> None:
        """Put the build in the place of the output folder.

        Raises `VerificationError` where a file that was to be written is not there, where one is
        that no site may have, or where `verify_before_swap` finds more.
        """
        files = files_below(self.staging)
        missing = sorted(self.expected - files.keys())
        if missing:
            raise VerificationError([f"the build lacks {', '.join(missing[:5])}."])
        if self.verify_before_swap is not None:
            self.verify_before_swap(self.staging)
        else:
            findings = file_findings(files)
            if findings:
                raise VerificationError(findings)
        before = self.final.with_name(f".{self.final.name}.{os.getpid()}.before")
        if self.final.exists():
            self.final.rename(before)
        self.staging.rename(self.final)
        shutil.rmtree(before, ignore_errors=True)


def _in_its_folder(path: str, make: Callable[[], Made]) -> Made:
    """Make something at a path, and its folder where it is the first there."""
    try:
        return make()
    except FileNotFoundError:
        os.makedirs(os.path.dirname(path), exist_ok=True)  # noqa: PTH103, PTH120 - as in `_create`
        return make()


def stage_output(pelican: Pelican) -> None:
    """Have Pelican write into a new folder beside the output folder."""
    folder = OutputFolder(Path(pelican.output_path), pelican.settings.get(VERIFY_BEFORE_SWAP))
    folder.check()
    pelican.settings[SETTING] = folder
    pelican.output_path = str(folder.staging)


def swap_output(pelican: Pelican) -> None:
    """Put the finished build in the place of the output folder, and say so."""
    folder: OutputFolder = pelican.settings[SETTING]
    folder.finish()
    print(f"{folder.summary} in {os.path.relpath(folder.final)}{os.sep}.")
