"""`make bench`: how long a build takes as a whole process, at what size, beside other generators.

Each figure is the median of several cold runs of a whole process after one that does not count,
the generators taking turns so that a change in the machine's speed falls on all of them.
Each run writes into a new folder: some file systems take longer to make files where many were
deleted just before.
"""

from __future__ import annotations

import argparse
import os
import platform
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

import phases
from make_plan import write_plan
from rivals import RIVALS, Command, pages_written

ROOT = Path(__file__).resolve().parent.parent.parent
RESULTS = Path(__file__).with_name("RESULTS.md")
SIZES = (20, 200, 2_000, 10_000)
LARGEST_COMPARED = 2_000
REBUILT = 200
MEBIBYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Figure:
    """What runs of one command took: wall-clock seconds, and the peak memory in MiB.

    The memory is that of all its processes together, or of one where that cannot be seen.
    """

    seconds: float
    lowest: float
    highest: float
    memory: float

    def __str__(self) -> str:
        return f"{self.seconds:.2f} s ({self.lowest:.2f}–{self.highest:.2f})"


def main() -> int:
    """Measure, print the tables and keep them in RESULTS.md."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="*", default=list(SIZES))
    parser.add_argument("--runs", type=int, default=5)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        tables = [
            _machine(),
            _growth(Path(scratch), given.sizes, given.runs),
            _comparison(Path(scratch), given.sizes, given.runs),
            _rebuild(Path(scratch), min(max(given.sizes), REBUILT), given.runs),
            _parts(Path(scratch), min(max(given.sizes), LARGEST_COMPARED)),
        ]
    report = "\n".join(tables)
    print(report)
    if given.sizes == list(SIZES):
        RESULTS.write_text(report, encoding="utf-8")
    return 0


def _machine() -> str:
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / MEBIBYTE / 1024
    return (
        "# Benchmarks\n\n"
        "Written by `make bench`. Whole processes, cold, in seconds of the clock: the median of"
        " several runs, with the lowest and highest.\n\n"
        f"Machine: {os.cpu_count()} cores, {memory:.0f} GiB, {platform.system()}"
        f" {platform.machine()}, Python {platform.python_version()},"
        f" Pelican {version('pelican')}. Files are written to {_file_system()}.\n"
    )


def _file_system() -> str:
    """Return the kind of file system that takes the output: it decides much of what is measured."""
    asked = subprocess.run(
        ["df", "--output=fstype", tempfile.gettempdir()],
        capture_output=True,
        check=False,
        text=True,
    )
    return asked.stdout.split()[-1] if asked.returncode == 0 else "an unknown file system"


def _project(folder: Path, size: int) -> Path:
    """Return a project with a plan of a size, made once."""
    project = folder / str(size)
    if not project.exists():
        (project / "content").mkdir(parents=True)
        write_plan(project / "content", ROOT / "tests" / "plans" / "first" / "content", size)
        for name in ("pelicanconf.py", "publishconf.py"):
            shutil.copy(ROOT / name, project)
        shutil.copytree(ROOT / "theme", project / "theme", ignore=shutil.ignore_patterns("__*"))
        (project / "plugins").symlink_to(ROOT / "plugins")
    return project


def _environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(ROOT / "plugins"), "SOURCE_DATE_EPOCH": "1795478400"}


def _ours(_project: Path) -> Command:
    return lambda output: [sys.executable, "-m", "action_plan", "build", f"--output={output}"]


def _check(_output: Path) -> list[str]:
    return [sys.executable, "-m", "action_plan", "check"]


def _measure(
    commands: Sequence[tuple[Command, Path]], runs: int, into: Path
) -> tuple[list[Figure], list[Path]]:
    """Run commands in turn, each in its folder; returns their figures, and what each made last."""
    seconds: list[list[float]] = [[] for _ in commands]
    memory = [0.0 for _ in commands]
    for turn in range(runs + 1):
        for index, (command, folder) in enumerate(commands):
            arguments = command(into / f"{index}-{turn}")
            started = time.perf_counter()
            process = subprocess.Popen(
                arguments,
                cwd=folder,
                env=_environment(),
                stdout=subprocess.DEVNULL,
                stderr=subprocess.PIPE,
            )
            if not turn:  # the turn that does not count; looking takes time
                memory[index] = _peak(process.pid)
            _, status, usage = os.wait4(process.pid, 0)
            took = time.perf_counter() - started
            if status:
                assert process.stderr is not None
                raise SystemExit(f"{' '.join(arguments)} failed: {process.stderr.read().decode()}")
            process.returncode = 0
            assert process.stderr is not None
            process.stderr.close()
            memory[index] = memory[index] or _mebibytes(usage)
            if turn:
                seconds[index].append(took)
    figures = [
        Figure(statistics.median(taken), min(taken), max(taken), peak)
        for taken, peak in zip(seconds, memory, strict=True)
    ]
    return figures, [into / f"{index}-{runs}" for index in range(len(commands))]


def _peak(pid: int) -> float:
    """Return the most MiB that a process and those it starts hold at once; 0 but on Linux.

    Looks until the process ends, which waits to be asked for. What they share counts once.
    """
    peak = 0
    while _is_running(pid):
        peak = max(peak, _held(pid))
        time.sleep(0.02)
    return peak / 1024


def _is_running(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(") ")[2][0] != "Z"
    except OSError:
        return False


def _held(pid: int) -> int:
    """Return the KiB that a process and those it started hold now."""
    try:
        started = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
        rollup = Path(f"/proc/{pid}/smaps_rollup").read_text()
    except OSError:  # it ended meanwhile
        return 0
    own = next((line.split()[1] for line in rollup.splitlines() if line.startswith("Pss:")), "0")
    return int(own) + sum(_held(int(child)) for child in started)


def _mebibytes(usage: resource.struct_rusage) -> float:
    """Return a peak in MiB: Linux counts it in KiB, macOS in bytes."""
    return usage.ru_maxrss / (MEBIBYTE if sys.platform == "darwin" else 1024)


def _growth(scratch: Path, sizes: Sequence[int], runs: int) -> str:
    rows = [
        "## By size\n",
        "| actions | build | a thousand actions | growth | check | peak memory | pages | output |",
        "|---:|---:|---:|---:|---:|---:|---:|---:|",
    ]
    before: tuple[int, float] | None = None
    for size in sizes:
        project = _project(scratch, size)
        often = runs if size <= LARGEST_COMPARED else min(runs, 3)
        commands = [(_ours(project), project), (_check, project)]
        (build, check), (output, _) = _measure(commands, often, scratch / f"{size}-alone")
        growth = ""
        if before is not None:
            growth = f"×{build.seconds / before[1]:.1f} for ×{size / before[0]:.0f}"
        before = (size, build.seconds)
        files = [path.stat().st_size for path in output.rglob("*") if path.is_file()]
        rows.append(
            f"| {size:,} | {build} | {build.seconds / size * 1000:.2f} s | {growth} | {check}"
            f" | {build.memory:.0f} MiB | {pages_written(output):,} of {len(files):,} files"
            f" | {sum(files) / MEBIBYTE:.1f} MiB |"
        )
    return "\n".join(rows) + "\n"


def _comparison(scratch: Path, sizes: Sequence[int], runs: int) -> str:
    rows = [
        "## Beside other generators\n",
        "The same actions, the generators in turn. The others build bare pages, or what their"
        " quickstart gives: no overview, no sums, no data, no checks.\n",
        "| actions | generator | build | ours takes | pages |",
        "|---:|---|---:|---:|---:|",
    ]
    for size in sizes:
        if size > LARGEST_COMPARED:
            continue
        project = _project(scratch, size)
        names = ["ours"]
        commands = [(_ours(project), project)]
        for number, rival in enumerate(RIVALS):
            folder = scratch / f"{size}-{number}"
            if not folder.exists():
                folder.mkdir()
                rival.prepare(folder, project / "content" / "actions")
            command = rival.command(folder)
            if command is None:
                rows.append(f"| {size:,} | {rival.name} | not installed | | |")
                continue
            names.append(rival.name)
            commands.append((command, folder))
        figures, outputs = _measure(commands, runs, scratch / f"{size}-compared")
        for name, figure, output in zip(names, figures, outputs, strict=True):
            ratio = f"{figures[0].seconds / figure.seconds:.2f} of it" if name != "ours" else ""
            rows.append(f"| {size:,} | {name} | {figure} | {ratio} | {pages_written(output):,} |")
    return "\n".join(rows) + "\n"


def _parts(scratch: Path, size: int) -> str:
    project = _project(scratch, size)
    command = _ours(project)(scratch / "profiled")
    return phases.table(command, project, _environment(), size)


def _rebuild(scratch: Path, size: int, runs: int) -> str:
    """Measure from an officer's save to the new page, with the server that officers use."""
    project = _project(scratch, size)
    process = subprocess.Popen(
        [sys.executable, "-u", "-m", "action_plan", "serve", "--port", "0"],
        cwd=project,
        env=_environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    assert process.stdout is not None
    taken: list[float] = []
    try:
        _read_until(process.stdout, "The site is at")
        path = next(iter(sorted((project / "content" / "actions").glob("*.md"))))
        for turn in range(runs + 1):
            time.sleep(2)  # nobody saves again at once, and the next build's process loads
            text = path.read_text(encoding="utf-8")
            started = time.perf_counter()
            path.write_text(f"{text.rstrip()} Again {turn}.\n", encoding="utf-8")
            _read_until(process.stdout, "Built ")
            taken.append(time.perf_counter() - started)
    finally:
        process.terminate()
        process.wait()
        process.stdout.close()
    return (
        f"## After one edit under `make serve`, {size} actions\n\n"
        f"From the save to the new site: {statistics.median(taken[1:]):.2f} s"
        f" ({min(taken[1:]):.2f}–{max(taken[1:]):.2f}), the watcher's own wait included.\n"
    )


def _read_until(lines: object, words: str) -> None:
    for line in lines:  # type: ignore[attr-defined] # a text stream
        if words in line:
            return
    raise SystemExit(f"the server ended before it said {words!r}")


if __name__ == "__main__":
    sys.exit(main())
