"""The output folder: a build is made beside it and takes its place whole, or not at all."""

from __future__ import annotations

import atexit
import os
import shutil
import sys
from pathlib import Path

from pelican import Pelican

from .problems import ContentProblems, Problem

__all__ = ["MARK", "begin_output", "stage_output", "take_output_into_use"]

MARK = '<meta name="generator" content="action_plan">'
"""Stands in every page that this plugin made, and so tells its output from other folders."""


def stage_output(pelican: Pelican) -> None:
    """Have Pelican write into a new folder beside the output folder.

    Raises `ContentProblems` where the output folder holds what no build of ours has made.
    """
    final = Path(pelican.output_path)
    index = final / "index.html"
    if final.exists() and any(final.iterdir()):
        ours = index.is_file() and MARK in index.read_text(encoding="utf-8", errors="replace")
        if not ours:
            message = (
                "this folder holds files that no build of this site has made, and they would be lost."
                " Name a new or empty folder for the output."
            )
            problem = Problem(str(final), 1, "", message)
            print(problem, file=sys.stderr)
            raise ContentProblems([problem])
    staging = final.with_name(f".{final.name}.{os.getpid()}.building")
    pelican.final_output_path = final
    pelican.output_path = str(staging)
    atexit.register(shutil.rmtree, staging, ignore_errors=True)


def begin_output(staging: Path) -> None:
    """Make the folder of a build anew, free of what an earlier, broken one left."""
    shutil.rmtree(staging, ignore_errors=True)
    staging.mkdir(parents=True)


def take_output_into_use(pelican: Pelican) -> None:
    """Put the finished build in the place of the output folder."""
    final: Path = pelican.final_output_path
    staging = Path(pelican.output_path)
    before = final.with_name(f".{final.name}.{os.getpid()}.before")
    if final.exists():
        final.rename(before)
    staging.rename(final)
    shutil.rmtree(before, ignore_errors=True)
