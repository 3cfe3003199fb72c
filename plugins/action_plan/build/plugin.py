"""What the plugin hangs on Pelican's signals."""

from __future__ import annotations

import logging

from pelican import Pelican, signals
from pelican.generators import Generator

from ..problems import ContentProblems
from .bytecode_cache import keep_compiled_templates
from .gc_pause import disable_gc, restore_gc
from .generator import ActionPlanGenerator
from .staging import stage_output, swap_output

__all__ = ["connect"]

_COLLECTOR = "ACTION_PLAN_COLLECTOR"
"""The setting that says whether Python looked for garbage before the build."""


def connect() -> None:
    """Connect generator, staging and the report of problems; doing it twice changes nothing."""
    signals.initialized.connect(begin)
    signals.initialized.connect(stage_output)
    signals.initialized.connect(keep_compiled_templates)
    signals.get_generators.connect(get_generators)
    signals.finalized.connect(swap_output)
    signals.finalized.connect(end)
    logging.getLogger("pelican").addFilter(without_traceback)


def begin(pelican: Pelican) -> None:
    """Keep Python from looking for garbage among records, which stay to the end of a build."""
    pelican.settings[_COLLECTOR] = disable_gc()


def end(pelican: Pelican) -> None:
    """Let it look again, for programs that go on after a build."""
    restore_gc(was_on=pelican.settings[_COLLECTOR])


def get_generators(_pelican: object) -> type[Generator]:
    """Return the generator of the plan's pages."""
    return ActionPlanGenerator


def without_traceback(record: logging.LogRecord) -> bool:
    """Where content is at fault, have Pelican log the count alone: the problems were printed."""
    refusal = record.exc_info[1] if record.exc_info else None
    if isinstance(refusal, ContentProblems):
        record.msg, record.args, record.exc_info = f"{refusal.count} Nothing was built.", (), None
    return True
