"""Python's search for garbage: off while a build runs, and as it was behind it."""

from __future__ import annotations

import sys

import pytest
from conftest import Project

_BUILDS = """
import gc, sys
from pathlib import Path
from action_plan.build.run import build
if sys.argv[1] == "off":
    gc.disable()
print("code", build(Path("pelicanconf.py")))
print("collector", "on" if gc.isenabled() else "off")
"""


@pytest.mark.parametrize("before", ["on", "off"])
@pytest.mark.parametrize("code", [0, 1])
def test_a_build_leaves_the_collector_as_it_was(harbour: Project, before: str, code: int) -> None:
    """Whether the build is good or refused, and whichever way the program had it."""
    if code:
        harbour.replace("content/actions/A-10.md", "title: Light", "titel: Light")

    done = harbour.run(sys.executable, "-c", _BUILDS, before)

    assert f"code {code}\n" in done.stdout, done.stderr
    assert f"collector {before}\n" in done.stdout
