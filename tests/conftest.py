"""What tests share: a copy of the project to build in, and the small plan of another council."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from html.parser import HTMLParser
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
HARBOUR = ROOT / "tests" / "plans" / "harbour" / "content"
GOLDEN = ROOT / "tests" / "golden"
FIRST = ROOT / "tests" / "plans" / "first" / "content"
"""The real plan as first published: officers change `content/`, and tests must still hold."""
HARBOUR_DAY = "1767225600"
"""SOURCE_DATE_EPOCH of 1 January 2026, the day after the small plan's period."""
_CHROMIUM_FLAGS = [
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-gpu",
    "--disable-quic",
    "--disable-sync",
    "--no-first-run",
]


class Project:
    """A folder with the site's code and some plan's content, in which commands run as people do."""

    def __init__(self, root: Path, content: Path) -> None:
        self.root = root
        root.mkdir(parents=True)
        for name in ("pelicanconf.py", "publishconf.py"):
            shutil.copy(ROOT / name, root)
        for name in ("plugins", "theme"):
            shutil.copytree(ROOT / name, root / name, ignore=shutil.ignore_patterns("__pycache__"))
        shutil.copytree(content, root / "content")
        self.output = root / "output"

    def run(
        self, *command: str, env: Mapping[str, str] | None = None, cwd: Path | None = None
    ) -> subprocess.CompletedProcess[str]:
        """Run a command in the project; returns its exit code and what it printed."""
        environment = {
            **{name: os.environ[name] for name in os.environ if not name.startswith("GITHUB_")},
            "PYTHONPATH": str(self.root / "plugins"),
            "SOURCE_DATE_EPOCH": HARBOUR_DAY,
            "PYTHONDONTWRITEBYTECODE": "1",
            "COLUMNS": "200",
            **(env or {}),
        }
        return subprocess.run(
            command,
            cwd=cwd or self.root,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
        )

    def action_plan(
        self, *arguments: str, env: Mapping[str, str] | None = None
    ) -> subprocess.CompletedProcess[str]:
        """Run one of the site's commands, as the Makefile does."""
        return self.run(sys.executable, "-m", "action_plan", *arguments, env=env)

    def pelican(
        self, *arguments: str, env: Mapping[str, str] | None = None, cwd: Path | None = None
    ) -> subprocess.CompletedProcess[str]:
        """Run Pelican itself, as somebody who knows it might."""
        return self.run(sys.executable, "-m", "pelican", *arguments, env=env, cwd=cwd)

    def action(self, action_id: str) -> Path:
        """Return the file of an action."""
        return self.root / "content" / "actions" / f"{action_id}.md"

    def replace(self, file: str, old: str, new: str) -> None:
        """Change a file of the project, which must hold the old text."""
        path = self.root / file
        text = path.read_text(encoding="utf-8")
        assert old in text, f"{file} does not hold {old!r}"
        path.write_text(text.replace(old, new), encoding="utf-8")


def tree(folder: Path) -> dict[str, bytes]:
    """Return every file below a folder by its name, with its bytes."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


class _Text(HTMLParser):
    """Collects the text of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []

    def handle_data(self, data: str) -> None:
        """Keep a piece of text."""
        self.parts.append(data)


def words(path: Path) -> str:
    """Return the text that people read on a page, in one line."""
    text = _Text()
    text.feed(path.read_text(encoding="utf-8").partition("</head>")[2])
    return " ".join(" ".join(text.parts).split())


def golden(output: Path) -> dict[str, bytes]:
    """Return the files of a built site that are kept as expected: all text but style and script."""
    return {
        name: content
        for name, content in tree(output).items()
        if not name.startswith(("theme/", "source/")) and not name.endswith(".xlsx")
    }


@pytest.fixture
def harbour(tmp_path: Path) -> Project:
    """Return a project with the small plan of another council."""
    return Project(tmp_path / "harbour", HARBOUR)


@pytest.fixture
def real(tmp_path: Path) -> Project:
    """Return a project with the real plan."""
    return Project(tmp_path / "real", FIRST)


@pytest.fixture(scope="session")
def built_harbour(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """Return the small plan's project, built once; tests look at it and change nothing."""
    project = Project(tmp_path_factory.mktemp("built") / "harbour", HARBOUR)
    done = project.action_plan("build")
    assert done.returncode == 0, done.stdout + done.stderr
    return project


@pytest.fixture(scope="session")
def built_real(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """Return the real plan's project, built once as of 24 November 2026."""
    project = Project(tmp_path_factory.mktemp("built") / "real", FIRST)
    done = project.action_plan("build", env={"SOURCE_DATE_EPOCH": "1795478400"})
    assert done.returncode == 0, done.stdout + done.stderr
    return project


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Return the system's Chromium; without one the tests are skipped, but not in CI."""
    named = os.environ.get("CHROMIUM")
    path = named or next(
        filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
    )
    if path is None:
        reason = "no Chromium here. Install it: apt install chromium, or set CHROMIUM to its path"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=path, args=_CHROMIUM_FLAGS)
        yield running
        running.close()
