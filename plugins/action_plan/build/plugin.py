"""What the plugin connects to Pelican's signals."""

from __future__ import annotations

import logging

from pelican import Pelican, signals
from pelican.generators import Generator
from pelican.log import console

from ..problems import ContentProblems
from ..verification.built_site import VerificationError
from .generator import ActionPlanGenerator
from .settings import BUILD, Build, BuildError
from .templating import keep_compiled_templates
from .workers import WorkerFailedError

__all__ = ["register"]


def register() -> None:
    """Connect the steps of a build to Pelican's signals; doing it twice changes nothing."""
    signals.initialized.connect(stage_output)
    signals.initialized.connect(keep_compiled_templates)
    signals.get_generators.connect(get_generators)
    signals.finalized.connect(swap_output)
    logging.getLogger("pelican").addFilter(without_traceback)


def stage_output(pelican: Pelican) -> None:
    """Check the settings, and have Pelican write into a new folder beside the output folder."""
    if BUILD not in pelican.settings:
        pelican.settings[BUILD] = Build.of(pelican.settings)
    output = pelican.settings[BUILD].output
    output.check()
    pelican.output_path = str(output.staging)


def get_generators(_pelican: Pelican) -> type[Generator]:
    """Return the generator of the plan's pages."""
    return ActionPlanGenerator


def swap_output(pelican: Pelican) -> None:
    """Put the finished build in the place of the output folder, and say so where Pelican does."""
    build: Build = pelican.settings[BUILD]
    build.output.swap(build.verify_before_swap)
    console.print(build.summary)


def without_traceback(record: logging.LogRecord) -> bool:
    """Have Pelican log a refusal by its own words alone: every problem, in one record.

    Pelican logs what ends a build as critical, which neither `-q` nor `--fatal` takes away.
    """
    refusal = record.exc_info[1] if record.exc_info else None
    if isinstance(refusal, ContentProblems):
        record.msg, record.args, record.exc_info = f"{refusal} Nothing was built.", (), None
    if isinstance(refusal, BuildError | VerificationError | WorkerFailedError):
        record.msg, record.args, record.exc_info = str(refusal), (), None
    return True
