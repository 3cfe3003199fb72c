"""Building the site by command, with Pelican kept to what an officer needs to read."""

from __future__ import annotations

import errno
import logging
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from pelican import Pelican
from pelican.log import console
from pelican.log import init as init_logging
from pelican.settings import read_settings

from ..messages import describe_os_error
from ..problems import ContentProblems
from ..verification.built_site import VerificationError
from .gc_pause import gc_disabled
from .staging import VERIFY_BEFORE_SWAP
from .workers import WorkerFailedError

__all__ = ["build"]

_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


def build(
    settings_file: Path,
    *,
    verify_before_swap: Callable[[Path], None] | None = None,
    **overrides: Any,
) -> int:
    """Build the site by a settings file; prints what was built or every problem.

    `verify_before_swap` is given the finished build before it takes the place of the output folder.
    Gives the exit code: 0 where the output folder was replaced, else 1.
    A warning of Pelican's stops the build as an error does.
    """
    init_logging(level=logging.WARNING, fatal="warnings", handler=logging.StreamHandler())
    console.quiet = True
    if verify_before_swap is not None:
        overrides[VERIFY_BEFORE_SWAP] = verify_before_swap
    try:
        with gc_disabled():
            settings = _settings(settings_file, overrides)
            if settings is None:
                return 1
            Pelican(settings).run()
    except ContentProblems as refusal:
        print(f"{refusal.count} Nothing was built.")
        return 1
    except VerificationError as refusal:
        print(*refusal.findings, "Nothing was replaced.", sep="\n", file=sys.stderr)
        return 1
    except OSError as error:
        room = " See that the disk has room." if error.errno in _FULL else ""
        print(
            f"The build could not be done ({describe_os_error(error)}).{room}"
            " Nothing was replaced.",
            file=sys.stderr,
        )
        return 1
    except WorkerFailedError as failure:
        print(f"{failure} Nothing was replaced.", file=sys.stderr)
        return 1
    return 0


def _settings(file: Path, overrides: dict[str, Any]) -> dict[str, Any] | None:
    """Return Pelican's settings; prints why they cannot be used, and gives `None` then."""
    try:
        settings: dict[str, Any] = read_settings(str(file), override=overrides)
    except ValueError as error:  # Pelican's own, where the folder of the content is not there
        print(
            f"{file.name} cannot be used: {error}. Is there a folder content/? Nothing was built.",
            file=sys.stderr,
        )
        return None
    return settings
