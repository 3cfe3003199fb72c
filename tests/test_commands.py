"""The commands, run as people run them: by make, in a fresh clone."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest
from action_plan.github.issue_form import PATH as ISSUE_FORM
from conftest import FIRST, ROOT


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
