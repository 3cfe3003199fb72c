"""Building the site by command, with Pelican kept to what an officer needs to read."""

from __future__ import annotations

import errno
import logging
from collections.abc import Callable
from pathlib import Path
from typing import Any

from pelican import Pelican
from pelican.log import console
from pelican.log import init as init_logging
from pelican.settings import read_settings

from ..messages import describe_os_error
from ..stopping import stating_when_stopped
from ..verification.built_site import VerificationError
from .settings import BUILD, Build, BuildError, Track, untracked
from .workers import WorkerFailedError

__all__ = ["BuildError", "build"]

_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
_UNCHANGED = "Nothing was replaced."
_FATAL_WARNING = "Warning or error encountered"
"""What Pelican raises where it has printed a warning, such as of a file that it cannot copy."""


def build(
    settings_file: Path,
    *,
    verify_before_swap: Callable[[Path], None] | None = None,
    track: Track = untracked,
    **overrides: Any,
) -> str:
    """Build the site by a settings file and return the sentence that says what was built.

    `verify_before_swap` is called with the finished build before the output folder is replaced.
    A warning of Pelican's stops the build as an error does.
    Raise `ContentProblems`, or `BuildError` for anything else that keeps it from being built.
    """
    init_logging(level=logging.WARNING, fatal="warnings", handler=logging.StreamHandler())
    console.quiet = True
    try:
        settings = read_settings(str(settings_file), override=overrides)
    except ValueError as error:  # Pelican's own, where the folder of the content is not there
        raise BuildError(
            f"{settings_file.name} cannot be used: {error}. Is there a folder content/?"
            " Nothing was built."
        ) from error
    try:
        handed = Build.of(settings, verify_before_swap=verify_before_swap, track=track)
        with stating_when_stopped(
            lambda: handed.summary if handed.output.is_swapped else _UNCHANGED
        ):
            Pelican({**settings, BUILD: handed}).run()
    except VerificationError as refusal:
        raise BuildError(f"{refusal}\n{_UNCHANGED}") from refusal
    except WorkerFailedError as failure:
        raise BuildError(f"{failure} {_UNCHANGED}") from failure
    except OSError as error:
        room = " See that the disk has room." if error.errno in _FULL else ""
        raise BuildError(
            f"The build could not be done ({describe_os_error(error)}).{room} {_UNCHANGED}"
        ) from error
    except RuntimeError as error:
        if str(error) != _FATAL_WARNING:
            raise
        raise BuildError(
            f"The build could not be done, for the reason above. {_UNCHANGED}"
        ) from error
    return handed.summary
