"""Fixtures of sites: of each plan of the tests, built once, and as a browser sees it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from conftest import (
    EDGES,
    EDGES_DAY,
    EDGES_SITE,
    EVERY_FIELD,
    FIRST,
    FIRST_DAY,
    HARBOUR,
    HARBOUR_DAY,
    KLIMA,
    TESTS,
    Project,
    lay_over,
)
from full_plan import FULL_DAY, write_full_plan
from serving import Served, serve

if TYPE_CHECKING:
    from playwright.sync_api import Browser

SITE = "https://council.example/plan"
"""The address of sites that are built for one."""
LONG_COUNT = 503
"""Actions of the long plan: two full pages of 250 and one of 3, all alike."""
LONG_ACTION = """\
---
id: L-{number}
title: Tree {number}
theme: trees
section: {section}
status: Under way
funding:
  - amount: 10
updates:
  - {{date: 2025-12-30, status: Under way, note: Planted.}}
---
A tree.

## Intended impact

Shade.

## Resources

10 for a tree.
"""
_CHROMIUMS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
"""Commands that start it. The first draws pages as the others do, at half the cost."""
_CHROMIUM_FLAGS = [
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-gpu",
    "--disable-quic",
    "--disable-sync",
    "--no-first-run",
]


def _built(
    factory: pytest.TempPathFactory, content: Path, day: str, env: Mapping[str, str] | None = None
) -> Project:
    project = Project(factory.mktemp("built") / content.parent.name, content)
    project.build(day, **(env or {}))
    return project


@pytest.fixture(scope="session")
def built_harbour(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """Return the small plan's project, built once; tests look at it and change nothing."""
    return _built(tmp_path_factory, HARBOUR, HARBOUR_DAY)


@pytest.fixture(scope="session")
def published_harbour(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """Return the small plan's project, built once for a known address."""
    return _built(tmp_path_factory, HARBOUR, HARBOUR_DAY, {"SITEURL": SITE})


@pytest.fixture(scope="session")
def built_everything(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """Return the small plan's project with funding of every kind, milestones and measures."""
    project = Project(tmp_path_factory.mktemp("everything") / "harbour", HARBOUR)
    for case in ("amounts-and-kinds-of-funding", "milestones-and-measures"):
        lay_over(project.root / "content", TESTS / "cases" / f"{case}.yml")
    project.build(HARBOUR_DAY, SITEURL=SITE)
    return project


@pytest.fixture(scope="session")
def built_edges(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """Return the project of the plan of edges, built once as of 1 March 2026.

    It is the one whose address and repository are known.
    """
    return _built(tmp_path_factory, EDGES, EDGES_DAY, EDGES_SITE)


@pytest.fixture(scope="session")
def built_every_field(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """Return the project of the plan with a value in every field, built once."""
    return _built(tmp_path_factory, EVERY_FIELD, HARBOUR_DAY)


@pytest.fixture(scope="session")
def built_klima(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """Return the project of the plan that declares parts and facets, built once."""
    return _built(tmp_path_factory, KLIMA, HARBOUR_DAY)


@pytest.fixture(scope="session")
def built_real(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """Return the real plan's project, built once as of 24 November 2026."""
    return _built(tmp_path_factory, FIRST, FIRST_DAY)


@pytest.fixture(scope="session")
def built_full(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """Return the project of a plan of 35 actions with everything, built once as of 1 May 2026."""
    folder = tmp_path_factory.mktemp("full")
    write_full_plan(folder / "content")
    return _built(tmp_path_factory, folder / "content", FULL_DAY, EDGES_SITE)


@pytest.fixture(scope="session")
def built_long(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """Return the project of a plan too long for one page, built once.

    Its section "On the land" begins on the third page of the list.
    """
    project = Project(tmp_path_factory.mktemp("long") / "edges", EDGES)
    project.replace("content/plan.yml", "redirects:\n", "")
    project.replace("content/plan.yml", "  - {from: /actions/E-7/, to: /actions/E-8/}\n", "")
    project.replace("content/plan.yml", "  - {from: /green/, to: /themes/trees/}\n", "")
    for file in (project.root / "content" / "actions").iterdir():
        file.unlink()
    for number in range(1, LONG_COUNT + 1):
        section = "land" if number > LONG_COUNT - 3 else "water"
        text = LONG_ACTION.format(number=number, section=section)
        project.action(f"L-{number}").write_text(text, encoding="utf-8")
    project.build(EDGES_DAY)
    return project


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Return the system's Chromium; without one the tests are skipped, but not in CI."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - most tests need no browser

    named = os.environ.get("CHROMIUM")
    path = named or next(filter(None, map(shutil.which, _CHROMIUMS)), None)
    if path is None:
        reason = "no Chromium here. Install it: apt install chromium, or set CHROMIUM to its path"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=path, args=_CHROMIUM_FLAGS)
        yield running
        running.close()


@pytest.fixture(scope="session")
def real_site(browser: Browser, built_real: Project) -> Iterator[Served]:
    """Return the real plan's site."""
    yield from serve(browser, built_real.output)


@pytest.fixture(scope="session")
def harbour_site(browser: Browser, built_harbour: Project) -> Iterator[Served]:
    """Return the small plan's site."""
    yield from serve(browser, built_harbour.output)


@pytest.fixture(scope="session")
def edges_site(browser: Browser, built_edges: Project) -> Iterator[Served]:
    """Return the site of the plan of edges."""
    yield from serve(browser, built_edges.output)


@pytest.fixture(scope="session")
def full_site(browser: Browser, built_full: Project) -> Iterator[Served]:
    """Return the site of the plan with everything."""
    yield from serve(browser, built_full.output)


@pytest.fixture(scope="session")
def long_site(browser: Browser, built_long: Project) -> Iterator[Served]:
    """Return the site of a plan too long for one page."""
    yield from serve(browser, built_long.output)
