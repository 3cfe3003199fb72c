"""`make forms`: GitHub's form for changing a status, written from the content."""

from __future__ import annotations

import argparse
from pathlib import Path

from ..checks.reading import read_content
from ..github.issue_form import PATH, form_yaml
from ..problems import ContentProblems

__all__ = ["run"]


def run(root: Path, _options: argparse.Namespace) -> int:
    """Write the form and return the exit code."""
    try:
        form = form_yaml(read_content(root / "content"))
    except ContentProblems as refusal:
        print(*refusal.problems, "Nothing was written.", sep="\n")
        return 1
    path = root / PATH
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(form, encoding="utf-8")
    print(f"{PATH} is written.")
    return 0
