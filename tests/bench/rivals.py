"""The other generators that the benchmark compares with, on the same actions."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from action_plan.content.front_matter import front_matter

__all__ = ["RIVALS", "Command", "Rival", "pages_written"]

Command = Callable[[Path], list[str]]
"""Returns the command that builds into a folder."""

_LAYOUT = (
    "<!doctype html><html lang=en><head><meta charset=utf-8><title>{title}</title></head>"
    "<body><main><h1>{title}</h1>{content}</main></body></html>"
)


@dataclass(frozen=True, slots=True)
class Rival:
    """Another generator: how it is set up in a folder, and the command that builds there."""

    name: str
    prepare: Callable[[Path, Path], None]
    command: Callable[[Path], Command | None]
    """Returns the command for a folder, or `None` where the generator is not installed."""


def pages_written(folder: Path) -> int:
    """Count the HTML pages below a folder."""
    return sum(1 for _ in folder.rglob("*.html"))


def _articles(actions: Path, into: Path, extra: Callable[[str], str]) -> None:
    """Write each action as an article with its title and words, in what all can read."""
    into.mkdir(parents=True)
    for path in actions.glob("*.md"):
        block, _ = front_matter(path.name, path.read_text(encoding="utf-8"))
        title = json.dumps(block.values["title"])
        head = f"---\ntitle: {title}\n{extra(path.stem)}---\n"
        (into / path.name).write_text(head + block.body, encoding="utf-8")


def _prepare_eleventy(folder: Path, actions: Path) -> None:
    """Bare pages: one layout, no data, no styles."""
    _articles(actions, folder / "actions", lambda _stem: "layout: base.njk\n")
    (folder / "_includes").mkdir()
    layout = _LAYOUT.format(title="{{ title }}", content="{{ content | safe }}")
    (folder / "_includes" / "base.njk").write_text(layout, encoding="utf-8")


def _eleventy(folder: Path) -> Command | None:
    home = os.environ.get("ELEVENTY", "")
    command = Path(home) / "node_modules" / "@11ty" / "eleventy" / "cmd.cjs"
    node = shutil.which("node")
    if not home or not command.is_file() or node is None:
        return None
    called = [node, str(command), "--quiet", f"--input={folder}"]
    return lambda output: [*called, f"--output={output}"]


def _prepare_hugo(folder: Path, actions: Path) -> None:
    """Bare pages: one layout for an action."""
    _articles(actions, folder / "content" / "actions", lambda _stem: "")
    layouts = folder / "layouts" / "_default"
    layouts.mkdir(parents=True)
    layout = _LAYOUT.format(title="{{ .Title }}", content="{{ .Content }}")
    (layouts / "single.html").write_text(layout, encoding="utf-8")
    settings = 'baseURL = "https://plan.example/"\ndisableKinds = ["taxonomy", "RSS", "sitemap"]\n'
    (folder / "hugo.toml").write_text(settings, encoding="utf-8")


def _hugo(folder: Path) -> Command | None:
    command = shutil.which("hugo", path=f"{Path(sys.executable).parent}{os.pathsep}{os.defpath}")
    if command is None:
        return None
    called = [command, "--quiet", "--source", str(folder)]
    return lambda output: [*called, "-d", str(output)]


def _prepare_pelican(folder: Path, actions: Path) -> None:
    """Stock Pelican with its YAML plugin and its own theme, as its quickstart leaves it."""
    _articles(
        actions,
        folder / "content",
        lambda stem: (
            f"date: 2024-09-17\ncategory: actions\nslug: action-{stem.replace('.', '-')}\n"
        ),
    )
    settings = (
        'PATH = "content"\nSITENAME = "Plan"\nPLUGINS = ["yaml_metadata"]\nTIMEZONE = "UTC"\n'
    )
    (folder / "pelicanconf.py").write_text(settings, encoding="utf-8")


def _pelican(folder: Path) -> Command | None:
    found = subprocess.run(
        [sys.executable, "-c", "import pelican.plugins.yaml_metadata"],
        capture_output=True,
        check=False,
    )
    if found.returncode:
        return None
    settings = str(folder / "pelicanconf.py")
    called = [sys.executable, "-m", "pelican", "-q", "-s", settings]
    return lambda output: [*called, "-o", str(output)]


RIVALS = (
    Rival("Eleventy, bare pages", _prepare_eleventy, _eleventy),
    Rival("Hugo, bare pages", _prepare_hugo, _hugo),
    Rival("Pelican with its YAML plugin", _prepare_pelican, _pelican),
)
