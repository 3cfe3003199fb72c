"""The commands, run as people run them: a fresh clone, a port, a save that breaks something."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import IO
from urllib.error import HTTPError

import pytest
from conftest import ROOT, Project


class Served:
    """A running `serve`: what it prints, line by line, and what it answers."""

    def __init__(self, project: Project) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-u", "-m", "action_plan", "serve", "--port", "8765"],
            cwd=project.root,
            env={**os.environ, "PYTHONPATH": str(project.root / "plugins")},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        assert self.process.stdout is not None
        self.lines: IO[str] = self.process.stdout

    def until(self, pattern: str) -> str:
        """Read lines until one matches; returns all of them."""
        read = ""
        for line in self.lines:
            read += line
            if re.search(pattern, line):
                return read
        raise AssertionError(f"ended without {pattern!r}:\n{read}")

    def get(self, address: str) -> str:
        """Return the page at an address."""
        with urllib.request.urlopen(address, timeout=10) as answer:  # noqa: S310 - our own server
            text: str = answer.read().decode()
            return text


@pytest.fixture
def served(harbour: Project) -> Iterator[Served]:
    """Return the small plan being served."""
    running = Served(harbour)
    yield running
    running.process.send_signal(signal.SIGINT)
    assert running.process.wait(timeout=20) == 0
    running.lines.close()


def test_serve_keeps_the_last_good_site(harbour: Project, served: Served) -> None:
    """A save that breaks something is told; the site stands, and the next good save is shown."""
    started = served.until("The site is at")
    address = re.findall(r"http://127\.0\.0\.1:\d+/", started)[0]
    assert "Built 4 actions" in started
    assert "Light the harbour wall" in served.get(address + "actions/A-10/")

    harbour.replace("content/actions/A-10.md", "title: Light", "titel: Light")
    told = served.until("still served")
    assert "content/actions/A-10.md changed." in told
    assert 'content/actions/A-10.md:3: titel: is not a field here. Did you mean "title"?' in told
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

    with pytest.raises(HTTPError) as missing:
        served.get(address + "nowhere/")
    assert missing.value.code == 404
    assert "Page not found" in missing.value.read().decode()
    missing.value.close()


@pytest.fixture(scope="module")
def clone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of what git has of this project, as a fresh clone would, edits included."""
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


def test_a_fresh_clone_builds_by_one_command(clone: Path) -> None:
    """`make html`, with nothing done before, sets up what it needs and builds every action."""
    done = make(clone, "html")

    assert done.returncode == 0, done.stdout + done.stderr
    count = len(list((clone / "content" / "actions").glob("*.md")))
    assert f"Built {count} actions" in done.stdout
    assert (clone / "output" / "index.html").is_file()


def test_lock_chooses_versions_anew(clone: Path) -> None:
    """`make lock` writes lock files of the same kind."""
    before = (clone / "requirements.txt").stat().st_mtime_ns

    done = make(clone, "lock")

    assert done.returncode == 0, done.stdout + done.stderr
    assert (clone / "requirements.txt").stat().st_mtime_ns > before
    check_locks(clone)


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


def test_an_old_python_is_told(clone: Path, tmp_path: Path) -> None:
    """Where Python is too old, one sentence says what is needed."""
    old = tmp_path / "python3"
    old.write_text("#!/bin/sh\nexit 1\n", encoding="utf-8")
    old.chmod(0o755)

    done = make(clone, "check", f"PYTHON={old}")

    assert done.returncode == 2
    assert "Python 3.11 or newer is needed." in done.stdout


def test_lock_files_name_no_index_and_hash_everything() -> None:
    """What is installed is what was chosen, from wherever it comes."""
    check_locks(ROOT)


def check_locks(folder: Path) -> None:
    """See that the lock files of a folder name versions with their hashes, and no place."""
    for name in ("requirements.txt", "tests/requirements.txt"):
        lines = (folder / name).read_text(encoding="utf-8").splitlines()
        pins = [line for line in lines if re.match(r"[a-z]", line)]
        following = [lines[lines.index(pin) + 1] for pin in pins]

        assert len(pins) > 20
        assert all("==" in pin for pin in pins)
        assert all(line.strip().startswith("--hash=sha256:") for line in following)
        assert not [line for line in lines if "://" in line or line.startswith("-")]


def test_bench_measures_and_keeps_nothing_of_part_of_it() -> None:
    """`make bench` prints its tables; RESULTS.md is written only where all sizes were measured."""
    kept = (ROOT / "tests" / "bench" / "RESULTS.md").read_bytes()

    done = make(ROOT, "bench", "BENCH=--sizes 20 --runs 1")

    assert done.returncode == 0, done.stdout + done.stderr
    assert re.search(r"^\| 20 \| \d+\.\d\d s .*\| 56 of 123 files \|", done.stdout, re.MULTILINE)
    assert re.search(r"^\| 20 \| ours \| \d+\.\d\d s ", done.stdout, re.MULTILINE)
    assert re.search(r"^From the save to the new site: \d+\.\d\d s", done.stdout, re.MULTILINE)
    assert (ROOT / "tests" / "bench" / "RESULTS.md").read_bytes() == kept
