"""`make golden`: builds plans of the tests and keeps pages as what tests expect from now on."""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path

from conftest import EDGES, EDGES_DAY, HARBOUR, HARBOUR_DAY, Project, golden, golden_folder


def write() -> int:
    """Write the expected files anew; what changed is for `git diff` to show."""
    count = 0
    for plan_content, day in ((HARBOUR, HARBOUR_DAY), (EDGES, EDGES_DAY)):
        plan = plan_content.parent.name
        with tempfile.TemporaryDirectory() as folder:
            project = Project(Path(folder) / plan, plan_content)
            built = project.action_plan("build", env={"SOURCE_DATE_EPOCH": day})
            if built.returncode:
                print(built.stdout + built.stderr)
                return 1
            files = golden(plan, project.output)
        shutil.rmtree(golden_folder(plan), ignore_errors=True)
        for name, content in files.items():
            path = golden_folder(plan) / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        count += len(files)
    print(f"{count} files are what tests expect now. Read `git diff tests/plans`.")
    return 0


if __name__ == "__main__":
    sys.exit(write())
