"""Where the time of a build goes: its parts, from a profiled run on one processor."""

from __future__ import annotations

import os
import pstats
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

__all__ = ["table"]


class _Phase(NamedTuple):
    """A part of a build, and the functions that do it: the ends of their files, and their names."""

    name: str
    functions: tuple[tuple[str, str], ...]


_RUN = ("pelican/__init__.py", "run")
_PHASES = (
    _Phase("reading and checking the content", (("checks/reading.py", "read_content"),)),
    _Phase("views", (("views/plan_index.py", "__init__"), ("views/registry.py", "pages"))),
    _Phase("printing pages", (("build/templating.py", "render"),)),
    _Phase("feeds", (("exports/atom.py", "_feed"),)),
    _Phase("plan.xlsx", (("exports/workbook.py", "_workbook"),)),
    _Phase("other exports", (("exports/context.py", "content"),)),
    _Phase("writing files", (("build/staging.py", "write"),)),
    _Phase("looking through the build and putting it in place", (("build/staging.py", "swap"),)),
)


def table(command: list[str], folder: Path, environment: Mapping[str, str], actions: int) -> str:
    """Run a build by Python's profiler and return its parts as a table of shares."""
    with tempfile.TemporaryDirectory() as scratch:
        profile = Path(scratch) / "profile"
        done = subprocess.run(
            [sys.executable, "-m", "cProfile", "-o", str(profile), *command[1:]],
            cwd=folder,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
            preexec_fn=_on_one_processor,
        )
        if done.returncode:
            raise SystemExit(f"the profiled build failed: {done.stderr}")
        stats: Any = pstats.Stats(str(profile))
    total = stats.total_tt
    run = _seconds(stats, _RUN)
    spent = {phase.name: sum(_seconds(stats, f) for f in phase.functions) for phase in _PHASES}
    # These are made within it.
    spent["other exports"] -= spent["plan.xlsx"] + spent["feeds"]
    rows = [
        ("loading Python, Pelican and the plugin", total - run),
        *spent.items(),
        ("the rest, most of it Pelican's", run - sum(spent.values())),
    ]
    return "\n".join(
        [
            f"## Where the time goes, {actions:,} actions\n",
            "Shares of a build on one processor, by Python's profiler, which makes work of many"
            " small calls look longer than it is, and loading shorter. In a build"
            " actions are read, pages printed and files made on all processors.\n",
            "| part | share |",
            "|---|---:|",
            *(f"| {name} | {seconds / total:.0%} |" for name, seconds in rows),
            "",
        ]
    )


def _on_one_processor() -> None:
    if sys.platform == "linux":  # elsewhere a build keeps to one process anyway
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})


def _seconds(stats: Any, function: tuple[str, str]) -> float:
    """Return the seconds in a function and all it calls."""
    end, name = function
    return float(
        sum(
            together
            for (file, _, called), (_, _, _, together, _) in stats.stats.items()
            if called == name and file.endswith(f"/{end}")
        )
    )
