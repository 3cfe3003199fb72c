"""`make golden`: builds plans of the tests and keeps pages as what tests expect from now on."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

import field_tables
from conftest import (
    EDGES,
    EDGES_DAY,
    EDGES_SITE,
    HARBOUR,
    HARBOUR_DAY,
    Project,
    golden,
    golden_folder,
)


def write() -> None:
    """Write the expected files anew; what changed is for `git diff` to show."""
    count = 0
    for plan_content, day, env in ((HARBOUR, HARBOUR_DAY, {}), (EDGES, EDGES_DAY, EDGES_SITE)):
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
