"""Stops commands at random moments, and looks at what is left: `tests/kill.py [MOMENTS]`.

Each moment is one of status, html, preview, publish and rollback, on a plan of many actions with a
real remote, ended by KILL, TERM, HUP or INT, sent to the process alone or to all that it started.
Afterwards files are wholly old or wholly new, what was printed is true, and after the next command
nothing is left. Prints each moment that went wrong, and ends with 1 if there was any.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from conftest import HARBOUR_DAY, ROOT, tree
from sandbox import ADDRESS, ALONE, Sandbox, git

__all__ = ["COMMANDS", "Stopped", "faults", "make_base"]

ACTIONS = 120
"""So many that several processes write the pages, and that a table takes a while to be written."""
PATIENCE = 60.0
"""Seconds within which a process that was stopped, and all that it started, has ended."""
SIGNALS = (signal.SIGKILL, signal.SIGTERM, signal.SIGHUP, signal.SIGINT)
SAID = {
    signal.SIGINT: "Interrupted. ",
    signal.SIGTERM: "Stopped by the system or by another program. ",
    signal.SIGHUP: "Stopped because the terminal was closed. ",
}
COMMANDS = {
    "status": ("status", "--file=updates.csv"),
    "html": ("build",),
    "preview": ("build", "--preview"),
    "publish": ("publish",),
    "rollback": ("rollback", "--yes"),
}
NOTHING = "Nothing was written."
UNCHANGED = "Nothing was replaced."
UNPUBLISHED = "Nothing was published."

Files = dict[str, bytes]


@dataclass(frozen=True)
class Stopped:
    """A command that was stopped: how it ended, what it printed, and what was still running."""

    sandbox: Sandbox
    name: str
    number: signal.Signals
    code: int
    errors: str


@dataclass(frozen=True)
class Base:
    """What every moment starts from, and what files may say before and after."""

    sandbox: Sandbox
    seconds: dict[str, float]
    """How long each command takes when nobody stops it."""
    outcomes: dict[str, tuple[Files, Files]]
    """For each command, the files it changes: as they were, and as they are when it is done."""


def make_base(folder: Path) -> Base:
    """Return a clone with a site published twice and built, and a change that is not yet."""
    sandbox = Sandbox.make(folder / "base")
    (sandbox.clone / ".gitignore").write_text(
        "/output/\n/.output.*\n/preview/\n/.preview.*\n__pycache__/\n/updates.csv\n"
    )
    actions = sandbox.clone / "content" / "actions"
    text = (actions / "US0113.2.md").read_text(encoding="utf-8")
    for number in range(1, ACTIONS):
        of_its_own = text.replace("US0113.2", f"B-{number}").replace(
            "title: ", f"title: {number}. "
        )
        (actions / f"B-{number}.md").write_text(of_its_own, "utf-8")
    rows = "".join(f"B-{number},Under way,It has begun.\n" for number in range(1, ACTIONS))
    (sandbox.clone / "updates.csv").write_text(f"id,status,note\n{rows}", encoding="utf-8")
    for title in ("Light the first wall", "Light the second wall"):
        sandbox.change("content/actions/A-10.md", "Light the harbour wall", title)
        sandbox.commit()
        sandbox.publish()
        sandbox.change("content/actions/A-10.md", title, "Light the harbour wall")
    assert sandbox.run("build", "--preview").returncode == 0
    sandbox.commit()
    seconds, outcomes = {}, {}
    for name, arguments in COMMANDS.items():
        tried = sandbox.copy(folder / f"whole-{name}")
        before = looked_at(tried, name)
        started = time.monotonic()
        done = tried.run(*arguments)
        seconds[name] = time.monotonic() - started
        assert done.returncode == 0, done.stdout + done.stderr
        outcomes[name] = (before, looked_at(tried, name))
        assert before != outcomes[name][1], name
        shutil.rmtree(tried.folder)
    return Base(sandbox, seconds, outcomes)


def looked_at(sandbox: Sandbox, name: str) -> Files:
    """Return the files that a command changes."""
    if name in ("publish", "rollback"):
        return sandbox.site()
    folder = {"status": "content", "html": "output", "preview": "preview"}[name]
    return tree(sandbox.clone / folder)


def stop(
    base: Base, folder: Path, name: str, number: signal.Signals, chance: random.Random
) -> Stopped:
    """Start a command in a copy of the base and stop it at a random moment."""
    sandbox = base.sandbox.copy(folder)
    (folder / "tmp").mkdir()
    environment = {
        **os.environ,
        **ALONE,
        "PYTHONPATH": str(ROOT / "plugins"),
        "SITEURL": ADDRESS,
        "SOURCE_DATE_EPOCH": HARBOUR_DAY,
        "TMPDIR": str(folder / "tmp"),
    }
    moment = chance.uniform(0, base.seconds[name])
    whole = chance.random() < 0.5
    with (folder / "errors").open("w+b") as errors:
        process = subprocess.Popen(
            [sys.executable, "-m", "action_plan", *COMMANDS[name]],
            cwd=sandbox.clone,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=errors,
            start_new_session=True,
        )
        started = time.monotonic()
        if number != signal.SIGKILL:
            wait_until(lambda: answers(process.pid) or process.poll() is not None)
        time.sleep(max(0.0, started + moment - time.monotonic()))
        if process.poll() is None:
            (os.killpg if whole else os.kill)(process.pid, number)
        code = process.wait(PATIENCE)
        wait_until(lambda: not session(process.pid))
        errors.seek(0)
        return Stopped(sandbox, name, number, code, errors.read().decode())


def wait_until(condition: Callable[[], bool]) -> None:
    """Wait until something holds, which must come in time."""
    ends = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < ends, "it takes too long"
        time.sleep(0.005)


def answers(pid: int) -> bool:
    """Whether a process has a handler for HUP, which Python itself has not."""
    status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    caught = int(status.partition("SigCgt:")[2].split()[0], 16)
    return bool(caught >> (signal.SIGHUP - 1) & 1)


def session(pid: int) -> list[int]:
    """Return the processes that still run of all that one has started."""
    found = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            state, _, _, its_session = path.read_text().rpartition(")")[2].split()[:4]
        except (FileNotFoundError, ProcessLookupError):
            continue
        if int(its_session) == pid and state != "Z":
            found.append(int(path.parent.name))
    return found


def faults(base: Base, stopped: Stopped) -> Iterator[str]:
    """Return everything that is not as it should be after a command was stopped."""
    old, new = base.outcomes[stopped.name]
    yield from _faults_of_words(stopped, old, new)
    sandbox, name = stopped.sandbox, stopped.name
    if name in ("html", "preview") and stopped.number != signal.SIGKILL:
        yield from _unless(looked_at(sandbox, name) in (old, new), "the site is torn")
    if name in ("publish", "rollback"):
        yield from _unless(looked_at(sandbox, name) in (old, new), "the remote has another site")
    if name == "status":
        yield from _succeeds(sandbox, "check")
        yield from _unless(looked_at(sandbox, name) in (old, new), "half of the table is written")
    if name == "rollback":
        name = "publish"
        new = base.outcomes[name][1]
    yield from _succeeds(sandbox, *COMMANDS[name])
    yield from _unless(looked_at(sandbox, name) == new, "the next run does not heal")
    yield from (f"left: {path}" for path in _leftovers(sandbox))


def _faults_of_words(stopped: Stopped, old: Files, new: Files) -> Iterator[str]:
    """Return what is wrong with how a command ended, and what it said."""
    if "Traceback" in stopped.errors or "Exception" in stopped.errors:
        yield f"a traceback: {stopped.errors}"
    if stopped.number == signal.SIGKILL:
        return
    if stopped.code == 0:
        yield from _unless(looked_at(stopped.sandbox, stopped.name) == new, "not done, and code 0")
        return
    if stopped.code != 128 + stopped.number or not stopped.errors.startswith(SAID[stopped.number]):
        yield f"code {stopped.code}: {stopped.errors}"
        return
    found = looked_at(stopped.sandbox, stopped.name)
    denied = (NOTHING, UNCHANGED, UNPUBLISHED)
    if any(words in stopped.errors for words in denied) and found != old:
        # A build within publish says of its output that nothing was replaced.
        yield f"it is not true: {stopped.errors}"
    if ("written." in stopped.errors and NOTHING not in stopped.errors) and found != new:
        yield f"it is not true: {stopped.errors}"


def _unless(holds: bool, fault: str) -> Iterator[str]:
    if not holds:
        yield fault


def _succeeds(sandbox: Sandbox, *command: str) -> Iterator[str]:
    done = sandbox.run(*command, env={"TMPDIR": str(sandbox.folder / "tmp")})
    if done.returncode:
        yield f"then {command} fails: {done.stdout}{done.stderr}"


def _leftovers(sandbox: Sandbox) -> Iterator[str]:
    """Return what a command that was stopped has left, and the next one should have removed."""
    for path in (*sandbox.clone.glob(".*"), *(sandbox.clone / "content").rglob(".*")):
        if path.name not in (".git", ".gitignore"):
            yield str(path.relative_to(sandbox.clone))
    yield from (str(path) for path in (sandbox.folder / "tmp").iterdir())
    branches = git(sandbox.clone, "branch", "--format=%(refname:short)").decode().split()
    yield from (branch for branch in branches if branch != "main")
    locks = (sandbox.clone / ".git").rglob("*.lock")
    yield from (str(path) for path in locks if path.name != "action-plan-publishing.lock")


def main(arguments: Sequence[str] | None = None) -> int:
    """Stop commands at many moments, and print what went wrong."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("moments", nargs="?", type=int, default=40)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--commands", nargs="*", default=list(COMMANDS))
    options = parser.parse_args(arguments)
    chance = random.Random(options.seed)  # noqa: S311 - moments, not secrets
    wrong = 0
    ended: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as folder:
        base = make_base(Path(folder))
        for index in range(options.moments):
            name = options.commands[index % len(options.commands)]
            number = SIGNALS[index // len(options.commands) % len(SIGNALS)]
            place = Path(folder) / str(index)
            stopped = stop(base, place, name, number, chance)
            ended["ended before it was stopped" if stopped.code == 0 else "stopped"] += 1
            for fault in faults(base, stopped):
                wrong += 1
                print(f"{index}: {name}, {number.name}: {fault}", flush=True)
            shutil.rmtree(place)
    print(f"{options.moments} moments ({dict(ended)}), {wrong} faults.")
    return min(wrong, 1)


if __name__ == "__main__":
    sys.exit(main())
