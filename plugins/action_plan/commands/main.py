"""The command line: one table of commands, of which only the one that is called is loaded."""

from __future__ import annotations

import argparse
import gc
import os
import signal
import sys
import traceback
from collections.abc import Mapping
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import Any, NamedTuple

from .. import __version__
from ..build.workers import WorkerFailedError, end_workers
from ..clock import ClockError
from ..editing.file_writing import undo_unfinished
from ..formatting import count
from ..messages import describe_os_error
from ..stopping import ignore_stopping, raise_when_stopped, stating_when_stopped
from .workflow_log import commands_stopped

__all__ = ["COMMANDS", "end_with_exit_code", "main"]


_UNCHANGED = "Nothing was changed."


class Command(NamedTuple):
    """A command: its function, which takes the root and the options and returns the exit code."""

    function: str
    """As `module:function`, of a module in this folder."""
    help_text: str
    options: Mapping[str, tuple[str | bool | int | Path, str]] = {}
    """The default of each option, which also says its type, and its help."""
    stopped: str = _UNCHANGED
    """What holds whenever the command is stopped, where its work does not say it more exactly."""


_REMOTE = ("origin", "publish to this remote")
_EITHER_OUTPUT = "The output folder has the site as it was, or the new one, and whole."
_EITHER_SITE = "The site that residents see is the old one or the new one, and complete."
_STOPPED_BY = {
    signal.SIGINT: "Interrupted.",
    signal.SIGTERM: "Stopped by the system or by another program.",
    signal.SIGHUP: "Stopped because the terminal was closed.",
}

COMMANDS = {
    "check": Command(
        "check:check",
        "read all content, print every problem",
        {
            "--base": ("", "a commit: problems new since it come first"),
            "--publishing": (False, "check what a published site needs as well"),
        },
    ),
    "changes": Command(
        "changes:changes",
        "say what residents will see change",
        {
            "--base": ("", "a commit to compare with"),
            "--head": ("", "another commit, instead of what is here"),
            "--preview": ("", "the address of the preview, which pages are linked to in"),
        },
    ),
    "status": Command(
        "status:status",
        "write an update and its status into a file",
        {
            "--id": ("", "the action"),
            "--status": ("", "where delivery is now"),
            "--note": ("", "what was done or found"),
            "--date": ("", "the day it happened, if not today"),
            "--evidence": ("", "URLs, with spaces between"),
            "--file": ("", "a table of updates, instead of these"),
        },
        "Everything that was asked for is written, or nothing.",
    ),
    "forms": Command(
        "github:forms",
        "write GitHub's form for changing a status from the content",
        stopped="The form is as it was, or written anew.",
    ),
    "build": Command(
        "build:build",
        "build the site into output/",
        {
            "--settings": (Path("pelicanconf.py"), "build by this settings file"),
            "--preview": (False, "build into preview/, to be opened from disk"),
            "--output": ("", "build into this folder"),
            "--parent": (0, "wait until the process of this number sends a line, and end with it"),
        },
        _EITHER_OUTPUT,
    ),
    "serve": Command(
        "serve:serve",
        "build, serve and build again on every change",
        {"--port": (8000, "serve at this port, or the next that is free")},
        "No longer served.",
    ),
    "publish": Command(
        "publish:publish",
        "check, build, verify and publish the site",
        {
            "--dry-run": (False, "do all but the push"),
            "--branch": ("", "publish from this branch"),
            "--remote": _REMOTE,
            "--gone": ("", "addresses, with spaces between, that may vanish for good"),
        },
        _EITHER_SITE,
    ),
    "rollback": Command(
        "publish:rollback",
        "publish the previous site again",
        {
            "--to": ("", "publish the site of this commit again instead"),
            "--remote": _REMOTE,
            "--yes": (False, "do not ask"),
        },
        _EITHER_SITE,
    ),
    "overdue": Command("github:overdue", "print who is to report on what, and what is due"),
    "remind": Command(
        "github:remind",
        "on GitHub: keep the issue that lists what is due",
        stopped="The issue on GitHub may have the old list or the new one.",
    ),
    "answer-issue": Command(
        "github:answer",
        "on GitHub: commit the change that a form asks for",
        stopped="Nothing was proposed.",
    ),
    "answer-upload": Command(
        "github:upload",
        "on GitHub: commit the changes that an uploaded table asks for",
        stopped="The changes may be on their branch already, or not yet.",
    ),
    "open-pull-request": Command(
        "github:propose",
        "on GitHub: propose that change",
        stopped="The pull request may be open already, or not yet.",
    ),
}


def main(arguments: list[str] | None = None) -> int:
    """Run a command in the folder of the project and return its exit code."""
    with stating_when_stopped(lambda: _UNCHANGED):
        name, options = _parse(arguments)
    module, _, function = COMMANDS[name].function.partition(":")
    try:
        if undone := undo_unfinished(Path.cwd()):
            print(
                f"An earlier command was killed while it wrote {count(len(undone), 'file')}."
                " All are as they were before it: run the command again.",
                file=sys.stderr,
            )
        run = getattr(import_module(f".{module}", __package__), function)
        return int(run(Path.cwd(), **options))
    except KeyboardInterrupt as stop:
        if not hasattr(stop, "__notes__"):
            stop.add_note(COMMANDS[name].stopped)
        raise


def _parse(arguments: list[str] | None) -> tuple[str, dict[str, Any]]:
    """Return the command that is called and its options; exit where there is none of that kind."""
    parser = argparse.ArgumentParser("action_plan", description="Public action plans as a site.")
    parser.add_argument("--version", action="version", version=__version__)
    parsers = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)
    for name, command in COMMANDS.items():
        described = parsers.add_parser(name, help=command.help_text, description=command.help_text)
        for option, (default, help_text) in command.options.items():
            if isinstance(default, bool):
                described.add_argument(option, action="store_true", help=help_text)
            else:
                described.add_argument(option, type=type(default), default=default, help=help_text)
    options = vars(parser.parse_args(arguments))
    return options.pop("command"), options


def end_with_exit_code() -> None:
    """Run the command that the process was started with, and end with its exit code.

    Modules and records stay until a command ends: looking for garbage among them takes a fifth of
    the time of a build.
    """
    gc.disable()
    # What content says, GitHub must take as text: in errors of the system and in tracebacks, too.
    with commands_stopped():
        code = _exit_code()
    gc.freeze()  # Python looks through everything once more when it ends, but not what is frozen
    sys.exit(code)


def _exit_code() -> int:
    """Run the command; return its exit code, once what ended it is said."""
    received: list[int] = []
    try:
        raise_when_stopped(received)
        return main()
    except KeyboardInterrupt as stop:
        ignore_stopping()
        end_workers()
        number = received[0] if received else signal.SIGINT
        with suppress(OSError):  # the terminal may be gone
            state = getattr(stop, "__notes__", ())
            print(_STOPPED_BY[signal.Signals(number)], *state, file=sys.stderr)
        return 128 + number
    except BrokenPipeError:
        # The reader of our output (`make check | head`) has seen enough.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except OSError as error:
        print(f"{describe_os_error(error)}.", file=sys.stderr)
    except (ClockError, WorkerFailedError) as failure:
        print(failure, file=sys.stderr)
    except Exception:  # noqa: BLE001 - shown as it is, where GitHub takes it as text
        traceback.print_exc()
    finally:
        ignore_stopping()
    return 1
