"""`make golden`: builds plans of the tests and keeps pages as what tests expect from now on."""

from __future__ import annotations

import re
import shutil
import tempfile
from pathlib import Path

import field_tables
from action_plan import urls
from conftest import (
    EDGES,
    EDGES_DAY,
    EDGES_SITE,
    EVERY_FIELD,
    HARBOUR,
    HARBOUR_DAY,
    PLANS,
    Project,
    tree,
)

GOLDEN_PAGES = {
    "harbour": ("index", "404", "actions/index", "actions/A-7/index", "embed/actions/A-7/index"),
    "edges": (
        *("status/index", "budget/index", "plan/index", "themes/trees/index", "actions/E-4/index"),
        *("green/index", "embed/status/index", "accessibility/index", "data/index"),
    ),
    "every-field": (
        *("index", "actions/index", "actions/E-1/index", "checkable/index", "data/index"),
        *("status/index", "budget/index", "updates/index"),
    ),
}
"""The pages of a plan that tests expect to the byte: those with figures, and one of most kinds."""
GOLDEN_FILES = {
    "harbour": (".csv", ".json", ".atom", ".ics", ".txt"),
    "edges": (".csv", ".ics", "E-11/updates.atom"),
    "every-field": ("measures.csv", "milestones.csv", "readings.csv", "_targets.csv", ".ics"),
}
"""The other files of a plan that tests expect to the byte, by how their names end."""


def golden_folder(plan: str) -> Path:
    """Return the folder with the files of a plan's site that tests expect to the byte."""
    return PLANS / plan / "golden"


def golden(plan: str, output: Path) -> dict[str, bytes]:
    """Return those files of a built site that are kept as expected, and the heads of all pages.

    Among them is the picture that other sites show, where the site has one.
    """
    files = tree(output)
    shown = {urls.SHARE_PICTURE, *(f"{page}.html" for page in GOLDEN_PAGES[plan])}
    kept = {
        name: content
        for name, content in files.items()
        if name in shown
        or (name.endswith(GOLDEN_FILES[plan]) and not name.startswith(("theme/", "source/")))
    }
    heads = (f"{name}\n{_head(files[name].decode())}\n" for name in files if name.endswith(".html"))
    return {**kept, "heads.txt": "\n".join(heads).encode()}


def _head(html: str) -> str:
    """Return what tells a page from others: its title, its description and where it belongs."""
    found = re.findall(
        r'<title>(.*?)</title>|<meta name="description" content="(.*?)">'
        r'|<link rel="(?:canonical|alternate)"[^>]* href="(.*?)">'
        r'|<script type="application/ld\+json">(.*?)</script>',
        html,
    )
    return "\n".join(f"  {''.join(parts)}" for parts in found)


def write() -> None:
    """Write the expected files anew; what changed is for `git diff` to show."""
    count = 0
    for plan_content, day, env in (
        (HARBOUR, HARBOUR_DAY, {}),
        (EDGES, EDGES_DAY, EDGES_SITE),
        (EVERY_FIELD, HARBOUR_DAY, {}),
    ):
        plan = plan_content.parent.name
        with tempfile.TemporaryDirectory() as folder:
            project = Project(Path(folder) / plan, plan_content)
            project.build(day, **env)
            files = golden(plan, project.output)
        shutil.rmtree(golden_folder(plan), ignore_errors=True)
        for name, content in files.items():
            path = golden_folder(plan) / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        count += len(files)
    field_tables.write()
    print(
        f"{count} files are what tests expect now, and CONTRIBUTING.md has the fields of today."
        " Read `git diff`."
    )


if __name__ == "__main__":
    write()
