"""`make golden`: builds the small plan and keeps its pages as what tests expect from now on."""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path

from conftest import GOLDEN, HARBOUR, Project, golden


def main() -> int:
    """Write the expected files anew; what changed is for `git diff` to show."""
    with tempfile.TemporaryDirectory() as folder:
        project = Project(Path(folder) / "harbour", HARBOUR)
        built = project.action_plan("build")
        if built.returncode:
            print(built.stdout + built.stderr)
            return 1
        files = golden(project.output)
    shutil.rmtree(GOLDEN, ignore_errors=True)
    for name, content in files.items():
        path = GOLDEN / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    print(f"{len(files)} files are what tests expect now. Read `git diff tests/golden`.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
