"""`make html` and `make preview`: the site, built."""

from __future__ import annotations

import signal
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any

from ..build.run import BuildError
from ..build.run import build as build_site
from ..build.workers import end_with_parent
from ..problems import ContentProblems
from .progress import track

__all__ = ["build"]


def build(root: Path, *, settings: Path, preview: bool, output: str, parent: int) -> int:
    """Build the site and print what was built, or every problem.

    For a `parent`, build once it asks for it, and end, without a word, when it does.
    """
    if not parent:
        return _build(root, settings, preview=preview, output=output)
    end_with_parent(parent, signal.SIGTERM)
    with suppress(KeyboardInterrupt):  # the parent says what was stopped
        return _build(root, settings, preview=preview, output=output) if _is_asked_for() else 0
    return 1


def _is_asked_for() -> bool:
    """Load all that a build needs, and return whether a line then comes: none does at the end.

    The schemas of records are made, too: they are the same for any content, and take as long as
    forty pages.
    """
    from ..build import plugin  # noqa: F401, PLC0415 - Pelican loads it in other builds
    from ..views.tables import record_definitions  # noqa: PLC0415 - a build loads it by Pelican

    record_definitions(only_days=True)
    return bool(sys.stdin.readline())


def _build(root: Path, settings: Path, *, preview: bool, output: str) -> int:
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
