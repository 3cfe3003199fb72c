"""`make html` and `make preview`: the site, built."""

from __future__ import annotations

import signal
import sys
from pathlib import Path
from typing import Any

from ..build.run import BuildError
from ..build.run import build as build_site
from ..build.workers import end_with_parent
from ..problems import ContentProblems
from .progress import track

__all__ = ["build"]


def build(
    root: Path, *, settings: Path, preview: bool, output: str, parent: int, when_asked: bool
) -> int:
    """Build the site and print what was built, or every problem; end when `parent` does."""
    if when_asked and not _is_asked_for():
        return 0
    if parent:
        end_with_parent(parent, signal.SIGTERM)
    overrides: dict[str, Any] = {}
    if preview:
        overrides = {"ACTION_PLAN_PREVIEW": True, "OUTPUT_PATH": str(root / "preview")}
    if output:
        overrides["OUTPUT_PATH"] = output
    try:
        print(build_site(settings, track=track, **overrides))
    except ContentProblems as refusal:
        print(*refusal.problems, sep="\n", file=sys.stderr)
        print(f"{refusal.count} Nothing was built.")
    except BuildError as refusal:
        print(refusal, file=sys.stderr)
    else:
        return 0
    return 1


def _is_asked_for() -> bool:
    """Load all that a build needs, and return whether a line then comes: none does at the end."""
    try:
        from ..build import plugin  # noqa: F401, PLC0415 - Pelican loads it in other builds

        return bool(sys.stdin.readline())
    except KeyboardInterrupt:  # whoever would ask says what was stopped
        return False
