"""What tests share: projects to build in, the plans they hold, and cases that are files."""

from __future__ import annotations

import csv
import gc
import io
import json
import locale
import logging
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
import yaml
from action_plan.checks.reading import read_content
from action_plan.commands.main import main
from action_plan.problems import ContentProblems
from forked import run_forked

pytest_plugins = ["repository", "sites"]

# Tests start hundreds of processes, each of which would compile the code anew.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

ROOT = Path(__file__).resolve().parent.parent
TESTS = ROOT / "tests"
PLANS = TESTS / "plans"
FIRST = PLANS / "first" / "content"
"""The real plan as first published: officers change `content/`, and tests must still hold."""
HARBOUR = PLANS / "harbour" / "content"
EDGES = PLANS / "edges" / "content"
EVERY_FIELD = PLANS / "every-field" / "content"
"""A plan with a value in every field, which no other field has."""
KLIMA = PLANS / "klima" / "content"
"""A plan in German with parts and facets of its own."""
FIRST_DAY = "1795478400"
"""SOURCE_DATE_EPOCH of 24 November 2026."""
HARBOUR_DAY = "1767225600"
"""SOURCE_DATE_EPOCH of 1 January 2026, the day after the small plan's period."""
EDGES_DAY = "1772323200"
"""SOURCE_DATE_EPOCH of 1 March 2026, the last day of the period of the plan of edges."""
EDGES_SITE = {
    "SITEURL": "https://mill-vale.example/plan",
    "GITHUB_REPOSITORY": "mill-vale/plan",
    "GITHUB_REF": "refs/heads/main",
}
_MARKS = {"browser": "browser", "workflow": "remote"}
"""The mark of tests that use a fixture."""
_TAKE_LONG = ("browser", "remote", "slow")
_COMPILED = shutil.ignore_patterns("__pycache__")


def pytest_configure() -> None:
    """Let what tests start be stopped, also where the tests themselves run in the background."""
    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.signal(signal.SIGHUP, signal.SIG_DFL)


@pytest.hookimpl(tryfirst=True)  # before pytest chooses by marks
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark tests by what they use, and have those that take long begin first."""
    for item in items:
        for fixture in _MARKS.keys() & getattr(item, "fixturenames", ()):
            item.add_marker(_MARKS[fixture])
    items.sort(key=lambda item: not any(map(item.get_closest_marker, _TAKE_LONG)))


def pytest_collection_finish() -> None:
    """Have no search for garbage look through what was collected: it lasts as long as the tests."""
    gc.collect()
    gc.freeze()


@contextmanager
def inside(root: Path, **env: str) -> Iterator[None]:
    """Have this process build in a project, as if it were started there for nothing else.

    `env` has what is known of the site: SITEURL, GITHUB_REPOSITORY.
    """
    own_locale = locale.setlocale(locale.LC_ALL)  # which Pelican changes
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(root)
        patch.setattr(sys, "path", [str(ROOT), *sys.path])
        patch.setattr(logging.root, "handlers", [*logging.root.handlers])
        patch.setattr(os, "sched_getaffinity", lambda _process: {0}, raising=False)
        for name in filter(lambda name: name.startswith("GITHUB_"), [*os.environ]):
            patch.delenv(name)
        for name, value in env.items():
            patch.setenv(name, value)
        yield
    locale.setlocale(locale.LC_ALL, own_locale)


class Project:
    """A folder with the site's theme and some plan's content, in which commands run as people do.

    The code is this project's own, but where a test changes a copy of it.
    """

    def __init__(self, root: Path, content: Path) -> None:
        self.root = root
        root.mkdir(parents=True)
        for name in ("pelicanconf.py", "publishconf.py"):
            shutil.copy(ROOT / name, root)
        shutil.copytree(ROOT / "theme", root / "theme", ignore=_COMPILED)
        shutil.copytree(content, root / "content")
        self.output = root / "output"
        self.day = FIRST_DAY if content == FIRST else HARBOUR_DAY
        """SOURCE_DATE_EPOCH of a day on which nothing in the content is yet to come."""

    @property
    def plugins(self) -> Path:
        """The folder with the code that commands run by."""
        own = self.root / "plugins"
        return own if own.exists() else ROOT / "plugins"

    def copy_plugins(self) -> None:
        """Have commands run by a copy of the code, which a test may change."""
        shutil.copytree(ROOT / "plugins", self.root / "plugins", ignore=_COMPILED)

    def run(
        self, *command: str, env: Mapping[str, str] | None = None, cwd: Path | None = None
    ) -> subprocess.CompletedProcess[str]:
        """Run a command in the project; returns its exit code and what it printed."""
        return subprocess.run(
            command,
            cwd=cwd or self.root,
            env=self._environment(env),
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
        )

    def action_plan(
        self, *arguments: str, env: Mapping[str, str] | None = None
    ) -> subprocess.CompletedProcess[str]:
        """Run one of the site's commands, as the Makefile does."""
        if self.plugins.parent == self.root:
            return self.run(sys.executable, "-m", "action_plan", *arguments, env=env)
        return run_forked(*arguments, cwd=self.root, env=self._environment(env))

    def _environment(self, env: Mapping[str, str] | None) -> dict[str, str]:
        return {
            **{name: os.environ[name] for name in os.environ if not name.startswith("GITHUB_")},
            "PYTHONPATH": str(self.plugins),
            "SOURCE_DATE_EPOCH": self.day,
            "PYTHONDONTWRITEBYTECODE": "1",
            "COLUMNS": "200",
            **(env or {}),
        }

    def build(self, day: str, **env: str) -> None:
        """Build the site as of a day, which must succeed.

        This is `make html` within this process, with the templates compiled once for all tests.
        `env` has what is known of the site: SITEURL, GITHUB_REPOSITORY.
        """
        settings = self.root / "here.py"
        set_here = f"THEME = {str(ROOT / 'theme')!r}\nSITEURL = {env.pop('SITEURL', '')!r}\n"
        settings.write_text(f"from pelicanconf import *\n\n{set_here}", encoding="utf-8")
        with inside(self.root, SOURCE_DATE_EPOCH=day, **env):
            assert main(["build", "--settings", str(settings)]) == 0

    def page(self, url: str = "") -> str:
        """Return the HTML of a page of the site that was built, by its address below the home."""
        return (self.output / url / "index.html").read_text(encoding="utf-8")

    def words(self, url: str = "") -> str:
        """Return the text that people read on a page, in one line."""
        return words(self.page(url))

    def json(self, file: str) -> Any:
        """Return what one of the site's JSON files holds."""
        return json.loads((self.output / file).read_bytes())

    def rows(self, table: str) -> list[dict[str, str]]:
        """Return the rows of one of the site's CSV files: `actions`."""
        text = (self.output / "data" / f"{table}.csv").read_bytes().decode("utf-8-sig")
        return list(csv.DictReader(io.StringIO(text, newline=""), strict=True))

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
        replace_in(self.root / file, old, new)


def replace_in(path: Path, old: str, new: str, times: int = -1) -> None:
    """Change a file wherever it holds the old text, which it must; or so many times at most."""
    text = path.read_text(encoding="utf-8")
    assert old in text, f"{path} does not hold {old!r}"
    path.write_text(text.replace(old, new, times), encoding="utf-8")


def change_content(content: Path, changes: Mapping[str, Any]) -> None:
    """Change a content folder: `edits` (file, old, new), `files` (path: text), `gone` (paths)."""
    assert changes.keys() <= {"edits", "files", "gone"}, changes.keys()
    for edit in changes.get("edits", ()):
        replace_in(content / edit["file"], edit["old"], edit["new"], 1)
    for name, text in changes.get("files", {}).items():
        (content / name).parent.mkdir(parents=True, exist_ok=True)
        (content / name).write_text(text, encoding="utf-8")
    for name in changes.get("gone", ()):
        (content / name).unlink()


def lay_over(content: Path, case: Path) -> list[str]:
    """Change a copy of the small plan as a case says, and return what the check should say."""
    fields = yaml.load(case.read_text(encoding="utf-8"), yaml.CBaseLoader)  # noqa: S506 - texts only
    expected: str = fields.pop("problems", "")
    change_content(content, fields)
    return expected.splitlines()


def problems_of(content: Path, today: date = date(2026, 1, 1)) -> list[str]:
    """Return all that the checker says is wrong in a content folder on a day, a line each."""
    try:
        read_content(content, today)
    except ContentProblems as refusal:
        return [str(problem) for problem in refusal.problems]
    return []


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


def words(html: str) -> str:
    """Return the text that people read of a page, or of a part of one, in one line."""
    text = _Text()
    text.feed(html.rpartition("</head>")[2])
    return " ".join(" ".join(text.parts).split())


@dataclass(frozen=True, slots=True, kw_only=True)
class Slip:
    """Something an officer mistypes in the small plan: a file of `tests/slips/`."""

    file: str
    """The file of the content that is changed."""
    old: str
    new: str
    message: str = ""
    """What the checker says, from the line on; nothing where the slip is accepted."""
    remark: str = ""
    """What it then says is probably not meant, likewise; nothing where it is sure."""


def slips() -> dict[str, Slip]:
    """Return every slip by its name; each has a message or remark, or is said to be accepted."""
    found = {}
    for name, fields in _cases("slips").items():
        is_said = not fields.keys().isdisjoint(("message", "remark"))
        assert fields.pop("accepted", None) == (None if is_said else "true"), name
        found[name] = Slip(**fields)
    return found


def forms() -> dict[str, tuple[str, str]]:
    """Return the forms that front matter can have: before and after an update, by name."""
    return {name: (case["before"], case["after"]) for name, case in _cases("forms").items()}


def _cases(folder: str) -> dict[str, dict[str, str]]:
    """Return the YAML files of a folder by their names, each a mapping of texts."""
    return {
        path.stem: yaml.load(path.read_text(encoding="utf-8"), yaml.CBaseLoader)  # noqa: S506 - texts only
        for path in sorted((TESTS / folder).glob("*.yml"))
    }


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """Return a copy of the small plan's content, for a test that needs no project."""
    return Path(shutil.copytree(HARBOUR, tmp_path / "content"))


@pytest.fixture
def harbour(tmp_path: Path) -> Project:
    """Return a project with the small plan of another council."""
    return Project(tmp_path / "harbour", HARBOUR)


@pytest.fixture
def edges(tmp_path: Path) -> Project:
    """Return a project with the plan of edges."""
    return Project(tmp_path / "edges", EDGES)


@pytest.fixture
def real(tmp_path: Path) -> Project:
    """Return a project with the real plan."""
    return Project(tmp_path / "real", FIRST)
