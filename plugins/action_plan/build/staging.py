"""The output folder: a build is made beside it, and takes its place when complete or not at all."""

from __future__ import annotations

import atexit
import os
import shutil
from collections.abc import Callable
from pathlib import Path

from ..problems import ContentProblems, Problem
from ..verification.built_site import VerificationError, file_findings, files_below

__all__ = ["MARK", "StagedOutput"]

MARK = '<meta name="generator" content="action_plan">'
"""In every page that this plugin made; it distinguishes our output from other folders."""


class StagedOutput:
    """Where a build goes: it grows in `staging`, beside `final`, whose place it then takes."""

    def __init__(self, final: Path) -> None:
        self.final = final
        self.staging = final.with_name(f".{final.name}.{os.getpid()}.building")
        self.expected: set[str] = set()
        """The files that the build must have, by their names below the folder."""
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
        raise ContentProblems([Problem(str(self.final), 1, "", message)])

    def begin(self) -> None:
        """Make the staging folder anew, free of what an earlier, broken build left."""
        shutil.rmtree(self.staging, ignore_errors=True)
        self.staging.mkdir(parents=True)
        self.expected.clear()

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
        before = self.final.with_name(f".{self.final.name}.{os.getpid()}.before")
        if self.final.exists():
            self.final.rename(before)
        self.staging.rename(self.final)
        shutil.rmtree(before, ignore_errors=True)
