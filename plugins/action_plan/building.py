"""Building the site by command, with Pelican kept to what an officer needs to read."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Any

from pelican import Pelican
from pelican.log import console
from pelican.log import init as init_logging
from pelican.settings import read_settings

from .problems import ContentProblems

__all__ = ["build"]


def build(settings_file: Path, **overrides: Any) -> int:
    """Build the site by a settings file; prints what was built or every problem.

    Gives the exit code: 0 where the output folder was replaced, else 1.
    A warning of Pelican's stops the build as an error does.
    """
    init_logging(level=logging.WARNING, fatal="warnings", handler=logging.StreamHandler())
    console.quiet = True
    try:
        Pelican(read_settings(str(settings_file), override=overrides)).run()
    except ContentProblems as refusal:
        print(refusal.count)
        return 1
    return 0
