"""The output folder: a build is made beside it, and takes its place when complete or not at all."""

from __future__ import annotations

import atexit
import errno
import os
import re
import shutil
from collections.abc import Callable
from pathlib import Path

from ..leftovers import hold, locked, sweep
from ..problems import ContentProblems, Problem
from ..stopping import uninterrupted
from ..verification.built_site import VerificationError, file_findings, files_below

__all__ = ["MARK", "StagedOutput"]

MARK = '<meta name="generator" content="action_plan">'
"""In every page that this plugin made; it distinguishes our output from other folders."""


class StagedOutput:
    """Where a build goes: it grows in `staging`, beside `final`, whose place it then takes."""

    def __init__(self, final: Path) -> None:
        self.final = final
        self.staging = final.with_name(f".{final.name}.{os.getpid()}.building")
        self.is_swapped = False
        """Whether the build is in the place of the output folder."""
        self.expected: set[str] = set()
        """The files that the build must have, by their names below the folder."""
        self._before = final.with_name(f".{final.name}.before")

    def check(self) -> None:
        """Raise `ContentProblems` where the output folder is a link or somebody else's."""
        message = (
            "this folder holds files that no build of this site has made, and they would be lost."
            " Name a new or empty folder for the output."
        )
        if self.final.is_symlink():
            message = (
                "this folder is a symbolic link, in whose place the site would be put."
                " Name the folder itself for the output."
            )
        elif not self.final.exists() or not any(self.final.iterdir()) or self._is_ours():
            return
        raise ContentProblems([Problem(str(self.final), 1, "", message)])

    def _is_ours(self) -> bool:
        index = self.final / "index.html"
        return index.is_file() and MARK in index.read_text(encoding="utf-8", errors="replace")

    def begin(self) -> None:
        """Make the staging folder, and remove what builds have left that were killed."""
        self.final.parent.mkdir(parents=True, exist_ok=True)
        with locked(self.final.parent):
            self._heal()
            sweep(self._beside("building"))
            shutil.rmtree(self.staging, ignore_errors=True)  # of an earlier build of this process
            self.staging.mkdir()
            hold(self.staging)  # as long as this process lives
        atexit.register(shutil.rmtree, self.staging, ignore_errors=True)

    def _beside(self, ending: str) -> list[Path]:
        """Return the folders beside the output folder that builds of it have left."""
        name = re.compile(rf"\.{re.escape(self.final.name)}\.(?:\d+\.)?{ending}")
        with os.scandir(self.final.parent) as entries:
            return [
                Path(entry.path)
                for entry in entries
                if name.fullmatch(entry.name) and entry.is_dir(follow_symlinks=False)
            ]

    def _heal(self) -> None:
        """Put back the output folder where a build was killed while it replaced it."""
        for before in self._beside("before"):
            if not self.final.exists():
                before.rename(self.final)
            shutil.rmtree(before, ignore_errors=True)

    def write(self, file: str, content: bytes) -> None:
        """Write one file of the build, by its name below the output folder.

        Raise `FileExistsError` where that file was written before.
        """
        path = self.staging / file
        try:
            target = path.open("xb")
        except FileNotFoundError:
            path.parent.mkdir(parents=True, exist_ok=True)
            target = path.open("xb")
        with target:
            target.write(content)
        self.expected.add(file)

    def swap(self, verify: Callable[[Path], None] | None) -> None:
        """Put the build in the place of the output folder.

        Raise `VerificationError` where a file that was to be written is missing, or where `verify`
        finds a fault; without `verify`, where a file is there that no site may have.
        """
        files = files_below(self.staging)
        missing = sorted(self.expected - files.keys())
        if missing:
            raise VerificationError([f"missing from the build: {', '.join(missing[:5])}."])
        if verify is not None:
            verify(self.staging)
        elif findings := file_findings(files):
            raise VerificationError(findings)
        with locked(self.final.parent):
            self._heal()
            with uninterrupted():
                self._replace()
            shutil.rmtree(self._before, ignore_errors=True)

    def _replace(self) -> None:
        """Put the build in the place of the output folder, which is kept beside it."""
        try:
            if self.final.exists():
                self.final.rename(self._before)
            self.staging.rename(self.final)
        except OSError as error:
            self._heal()
            if error.errno != errno.EBUSY:
                raise
            message = (
                "it is a mount point, which cannot be replaced."
                " Name a folder within it for the output"
            )
            raise OSError(error.errno, message, str(self.final)) from None
        self.is_swapped = True
