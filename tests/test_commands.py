"""The commands, run as people run them: a fresh clone, a port, a save that breaks something."""

from __future__ import annotations

import itertools
import os
import queue
import re
import shutil
import signal
import subprocess
import sys
import threading
import time
import tomllib
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from urllib.error import HTTPError

import pytest
from action_plan.github.issue_form import PATH as ISSUE_FORM
from conftest import FIRST, ROOT, Project
from kill import SAID

_SERVE = """
import runpy, signal
signal.signal(signal.SIGINT, signal.default_int_handler)  # ignored where tests run behind a shell
runpy.run_module("action_plan", run_name="__main__")
"""
_TIMEOUT = 60.0
"""Seconds within which a server says what it is waited for."""


class Served:
    """A running `serve` on a free port: what it prints, line by line, and what it answers."""

    def __init__(self, project: Project) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-u", "-c", _SERVE, "serve", "--port", "0"],
            cwd=project.root,
            env={**os.environ, "PYTHONPATH": str(project.plugins)},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )
        self._lines: queue.Queue[str] = queue.Queue()
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        assert self.process.stdout is not None
        with self.process.stdout as lines:
            for line in lines:
                self._lines.put(line)
        self._lines.put("")

    def until(self, pattern: str) -> str:
        """Return the lines up to one that matches, which must come in time."""
        read = ""
        ends = time.monotonic() + _TIMEOUT
        while line := self._lines.get(timeout=max(0.0, ends - time.monotonic())):
            read += line
            if re.search(pattern, line):
                return read
        raise AssertionError(f"ended without {pattern!r}:\n{read}")

    def until_closed(self) -> str:
        """Return what is printed until nobody can print any more, which must come in time."""
        self._reader.join(_TIMEOUT)
        assert not self._reader.is_alive()
        return "".join(iter(self._lines.get, ""))

    def end(self) -> None:
        """End the server, whatever it is doing."""
        self.process.kill()
        self.process.wait()
        self._reader.join()

    def get(self, address: str) -> str:
        """Return the page at an address."""
        with urllib.request.urlopen(address, timeout=10) as answer:  # noqa: S310 - our own server
            text: str = answer.read().decode()
            return text


@pytest.fixture
def served(harbour: Project) -> Iterator[Served]:
    """Return the small plan being served, by code of its own."""
    harbour.copy_plugins()
    running = Served(harbour)
    try:
        yield running
    finally:
        running.end()


@pytest.mark.slow
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_serve_ends_when_it_is_asked_to(served: Served, number: int) -> None:
    """By Ctrl-C, as services and scripts end a process, and with its terminal."""
    served.until("The site is at")

    served.process.send_signal(number)

    assert served.until("No longer served") == f"{SAID[signal.Signals(number)]}No longer served.\n"
    assert served.process.wait(timeout=_TIMEOUT) == 128 + number


@pytest.mark.slow
@pytest.mark.parametrize(
    ("number", "said"),
    [(signal.SIGINT, "Interrupted. No longer served.\n"), (signal.SIGKILL, "")],
)
def test_the_build_ends_with_what_serves_it(
    harbour: Project, served: Served, number: int, said: str
) -> None:
    """However that ends, and without a word of its own; a terminal sends Ctrl-C to all.

    The pipe that both print into is then closed.
    """
    served.until("The site is at")
    settings = harbour.root / "pelicanconf.py"
    waits = "import time\nprint('It builds.', flush=True)\ntime.sleep(600)\n"
    settings.write_text(settings.read_text(encoding="utf-8") + waits, encoding="utf-8")
    served.until("It builds.")

    os.killpg(served.process.pid, number)

    assert served.until_closed() == said
    assert not [path.name for path in harbour.root.glob(".output*")]


@pytest.mark.slow
def test_serve_answers_as_github_pages_would(served: Served) -> None:
    """A folder without a page is not listed, and what can be no file is not found."""
    address = re.findall(r"http://127\.0\.0\.1:\d+/", served.until("The site is at"))[0]

    for missing in ("theme/", "theme", "embed/", "%00", "a%00b/", "x" * 5000):
        with pytest.raises(HTTPError) as answer:
            served.get(address + missing)
        assert answer.value.code == 404
        assert "Page not found" in answer.value.read().decode()
        answer.value.close()


@pytest.mark.parametrize("port", ["65536", "-1"])
def test_what_is_no_port_is_refused(harbour: Project, port: str) -> None:
    done = harbour.action_plan("serve", f"--port={port}")

    assert done.returncode == 1
    assert done.stdout == f"PORT: {port} is not a port. Write a number from 0 to 65535.\n"
    assert done.stderr == ""


@pytest.mark.slow
def test_serve_notices_what_editors_put_in_the_place_of_a_file(
    harbour: Project, served: Served
) -> None:
    """Again and again, for settings as for content: many editors write a new file and rename it."""
    address = re.findall(r"http://127\.0\.0\.1:\d+/", served.until("The site is at"))[0]
    for file, number in itertools.product(("pelicanconf.py", "content/plan.yml"), (1, 2)):
        path = harbour.root / file
        new = harbour.root / "new.tmp"
        text = path.read_text(encoding="utf-8")
        new.write_text(f"{text}\n# Edit {number}.\n", encoding="utf-8")
        new.replace(path)

        assert f"{file} changed." in served.until("Built 4 actions")
    assert "Harbour Town Plan" in served.get(address)


@pytest.mark.slow
def test_serve_keeps_the_last_good_site(harbour: Project, served: Served) -> None:
    """A save that breaks something is answered; the site stays, and the next good save is shown.

    Ctrl-C ends it.
    """
    started = served.until("The site is at")
    address = re.findall(r"http://127\.0\.0\.1:\d+/", started)[0]
    assert "Built 4 actions" in started
    assert "Light the harbour wall" in served.get(address + "actions/A-10/")

    harbour.replace("content/actions/A-10.md", "title: Light", "titel: Light")
    refused = served.until("still served")
    assert "content/actions/A-10.md changed." in refused
    assert 'content/actions/A-10.md:3: titel: is not a field here. Did you mean "title"?' in refused
    assert "Light the harbour wall" in served.get(address + "actions/A-10/")

    harbour.replace("content/actions/A-10.md", "titel: Light", "title: Brightly light")
    served.until("Built 4 actions")
    assert "Brightly light the harbour wall" in served.get(address + "actions/A-10/")

    for file, old, new in (
        ("content/plan.yml", "title: Harbour Town Plan\npub", "title: Plan of plans\npub"),
        ("theme/templates/base.html", "</body>", "<!-- theme --></body>"),
        ("plugins/action_plan/views/pages/actions.py", '"All actions"', '"Every one of them"'),
        ("pelicanconf.py", 'SITEURL = ""', 'SITEURL = "https://plan.example"'),
    ):
        harbour.replace(file, old, new)
        assert f"{file} changed." in served.until("Built 4 actions")
    page = served.get(address + "actions/")
    assert "Plan of plans" in page
    assert "<!-- theme -->" in page
    assert "Every one of them" in page
    assert "https://plan.example/actions/" in page

    code = "plugins/action_plan/views/pages/actions.py"
    harbour.replace(code, "from __future__", "from nowhere from __future__")
    assert served.until("still served").count("SyntaxError") == 1
    harbour.replace(code, "from nowhere from __future__", "from __future__")
    assert "SyntaxError" not in served.until("Built 4 actions")

    with pytest.raises(HTTPError) as missing:
        served.get(address + "nowhere/")
    assert missing.value.code == 404
    assert "Page not found" in missing.value.read().decode()
    missing.value.close()

    served.process.send_signal(signal.SIGINT)
    served.until("No longer served.")
    assert served.process.wait(timeout=_TIMEOUT) == 128 + signal.SIGINT


@pytest.fixture(scope="module")
def clone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of what git has of this project, as a fresh clone would, edits included.

    Its plan is the first one, whichever there is now.
    """
    folder = tmp_path_factory.mktemp("clone") / "project"
    names = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=True,
        text=True,
    ).stdout.split("\0")
    for name in filter(None, names):
        if (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, folder / name)
    shutil.rmtree(folder / "content")
    shutil.copytree(FIRST, folder / "content")
    (folder / ISSUE_FORM).unlink(missing_ok=True)
    return folder


def make(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run make as somebody who has just cloned, without this run's settings."""
    settings = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"}
    return subprocess.run(
        ["make", "--no-print-directory", *arguments],
        cwd=folder,
        env={**settings, "MAKEFLAGS": "", "SOURCE_DATE_EPOCH": "1795478400"},
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )


@pytest.mark.slow
def test_a_fresh_clone_builds_by_one_command(clone: Path) -> None:
    """`make html`, with nothing done before, sets up what it needs and builds every action."""
    done = make(clone, "html")

    assert done.returncode == 0, done.stdout + done.stderr
    count = len(list((clone / "content" / "actions").glob("*.md")))
    assert f"Built {count} actions" in done.stdout
    assert (clone / "output" / "index.html").is_file()


@pytest.mark.slow
def test_check_help_and_clean(clone: Path) -> None:
    """`check` reads, `help` lists every command, `clean` leaves what was there."""
    checked = make(clone, "check")
    helped = make(clone, "help")

    assert "actions read, no problem found." in checked.stdout
    for command in ("serve", "html", "check", "test", "lint", "lock", "clean"):
        assert re.search(rf"^make {command} ", helped.stdout, re.MULTILINE), command
    assert make(clone, "clean").returncode == 0
    assert not (clone / "output").exists()
    assert not (clone / ".venv").exists()


def test_an_old_python_is_reported(clone: Path, tmp_path: Path) -> None:
    """Where Python is too old, one sentence says what is needed."""
    old = tmp_path / "python3"
    old.write_text("#!/bin/sh\nexit 1\n", encoding="utf-8")
    old.chmod(0o755)

    done = make(clone, "check", f"PYTHON={old}")

    assert done.returncode == 2
    assert "Python 3.11 or newer is needed." in done.stdout


@pytest.fixture
def makefile(tmp_path: Path) -> Path:
    """Return a folder in which make can say what it would run."""
    shutil.copy(ROOT / "Makefile", tmp_path)
    (tmp_path / "tests").mkdir()
    for name in ("requirements.txt", "tests/requirements.txt"):
        (tmp_path / name).touch()
    return tmp_path


def test_a_value_that_lost_its_quotes_writes_nothing(makefile: Path) -> None:
    """The words behind its first would be targets, and the first alone would be written."""
    done = make(makefile, "status", "ID=1.2.2", "NOTE=Begun", "now")

    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr.endswith(
        '*** "now" is no command. Where it is part of a value, put the value in quotes,'
        ' like NOTE="…".  Stop.\n'
    )


def test_what_status_does_not_take_writes_nothing(makefile: Path) -> None:
    """The update would be written without it, and nobody would know."""
    done = make(makefile, "status", "ID=1.2.2", "NOTE=Begun", "LEAD=Procurement")

    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.endswith(
        '*** "LEAD" is not taken by make status. Use a table with such a column (FILE=), or change'
        " the action's file.  Stop.\n"
    )


def test_only_wheels_with_known_hashes_are_installed(makefile: Path) -> None:
    """No package runs code of its own while it is installed."""
    installs = [
        line
        for line in make(makefile, "--dry-run", ".venv/dev").stdout.splitlines()
        if "pip install" in line
    ]

    assert len(installs) == 2
    assert all("--only-binary :all: --require-hashes -r " in line for line in installs)


def test_what_is_given_to_make_is_never_run(makefile: Path) -> None:
    """Each variable reaches its command as it was typed."""
    text = (makefile / "Makefile").read_text(encoding="utf-8")
    names = sorted({"PORT", "PYTHON"} | set(re.findall(r"\b([A-Z_]+)=", text)) - {"PYTHONPATH"})
    given = [f"{name}=$(shell touch ran-{name})$(error ran)`true`" for name in names]
    commands = re.findall(r"^([a-z]+):.*## ", text, re.MULTILINE)

    done = make(makefile, "--dry-run", *given, *commands)

    assert {"DRY_RUN", "YES", "NOTE", "TESTS"} <= set(names)
    assert done.returncode == 0, done.stderr
    assert list(makefile.glob("ran*")) == []
    assert 'serve --port="$PORT"' in done.stdout


@pytest.mark.parametrize("name", ["SITEURL", "NOTE", "OF_ANOTHER_PROGRAM"])
def test_what_a_command_gets_in_its_environment_is_never_run(makefile: Path, name: str) -> None:
    """Make expands what it exports, where a command is run: whatever is given, by any name."""
    done = make(makefile, "help", f"{name}=$(shell touch ran)")

    assert done.returncode == 0, done.stderr
    assert not (makefile / "ran").exists()


def test_lock_files_name_no_index_and_hash_everything() -> None:
    """Each line is a version with its hashes, or says who needs it; the tests' lock has the site's.

    What is installed is what was chosen, from wherever it comes.
    """
    locks = [
        re.findall(r"^([a-z][\w.\[\]-]*==\S+)", (ROOT / name).read_text("utf-8"), re.MULTILINE)
        for name in ("requirements.txt", "tests/requirements.txt")
    ]
    for name in ("requirements.txt", "tests/requirements.txt"):
        lines = (ROOT / name).read_text(encoding="utf-8").splitlines()
        pins = [line for line in lines if re.match(r"[a-z]", line)]
        following = [lines[lines.index(pin) + 1] for pin in pins]

        assert len(pins) > 20
        assert all("==" in pin for pin in pins)
        assert all(line.strip().startswith("--hash=sha256:") for line in following)
        assert not [line for line in lines if "://" in line or line.startswith("-")]
    assert set(locks[0]) <= set(locks[1])


def test_lock_files_hold_what_the_project_names() -> None:
    """Whoever adds a dependency runs `make lock`, too."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    for lock, names in (
        ("requirements.txt", project["project"]["dependencies"]),
        ("tests/requirements.txt", project["dependency-groups"]["dev"]),
    ):
        text = (ROOT / lock).read_text(encoding="utf-8")

        assert [name for name in names if f"\n{name}==" not in f"\n{text}"] == []


@pytest.mark.slow
def test_bench_measures_and_keeps_nothing_of_part_of_it() -> None:
    """`make bench` prints its tables; RESULTS.md is written only where all sizes were measured."""
    kept = (ROOT / "tests" / "bench" / "RESULTS.md").read_bytes()

    done = make(ROOT, "bench", "BENCH=--sizes 20 --runs 1")

    assert done.returncode == 0, done.stdout + done.stderr
    assert re.search(r"^\| 20 \| \d+\.\d\d s .*\| \d+ of \d+ files \|", done.stdout, re.MULTILINE)
    assert re.search(r"^\| 20 \| ours \| \d+\.\d\d s ", done.stdout, re.MULTILINE)
    assert re.search(r"^From the save to the new site: \d+\.\d\d s", done.stdout, re.MULTILINE)
    assert (ROOT / "tests" / "bench" / "RESULTS.md").read_bytes() == kept
