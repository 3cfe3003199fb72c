"""The command line: one table of commands, of which only the one that is called is loaded."""

from __future__ import annotations

import argparse
import gc
import os
import sys
from collections.abc import Mapping
from contextlib import nullcontext
from importlib import import_module
from pathlib import Path
from typing import NamedTuple

from .. import __version__
from ..build.workers import WorkerFailedError
from ..clock import ClockError
from ..messages import describe_os_error
from .workflow_log import commands_stopped

__all__ = ["COMMANDS", "end_with_exit_code", "main"]


class Command(NamedTuple):
    """A command: its function, which takes the root and the options and returns the exit code."""

    function: str
    """As `module:function`, of a module in this folder."""
    help_text: str
    options: Mapping[str, tuple[str | bool | int | Path, str]] = {}
    """The default of each option, which also says its type, and its help."""


_REMOTE = ("origin", "publish to this remote")

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
        "check:changes",
        "say what residents will see change",
        {
            "--base": ("", "a commit to compare with"),
            "--head": ("", "another commit, instead of what is here"),
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
    ),
    "forms": Command("github:forms", "write GitHub's form for changing a status from the content"),
    "build": Command(
        "build:build",
        "build the site into output/",
        {
            "--settings": (Path("pelicanconf.py"), "build by this settings file"),
            "--preview": (False, "build into preview/, to be opened from disk"),
            "--output": ("", "build into this folder"),
        },
    ),
    "serve": Command(
        "build:serve",
        "build, serve and build again on every change",
        {"--port": (8000, "serve at this port, or the next that is free")},
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
    ),
    "rollback": Command(
        "publish:rollback",
        "publish the previous site again",
        {
            "--to": ("", "publish the site of this commit again instead"),
            "--remote": _REMOTE,
            "--yes": (False, "do not ask"),
        },
    ),
    "overdue": Command("github:overdue", "print the actions that are overdue for review"),
    "remind": Command("github:remind", "on GitHub: keep the issue that lists overdue reviews"),
    "answer-issue": Command("github:answer", "on GitHub: commit the change that a form asks for"),
    "open-pull-request": Command("github:propose", "on GitHub: propose that change"),
}


def main(arguments: list[str] | None = None) -> int:
    """Run a command in the folder of the project and return its exit code."""
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
    name = options.pop("command")
    module, _, function = COMMANDS[name].function.partition(":")
    run = getattr(import_module(f".{module}", __package__), function)
    # Checking stops the commands that GitHub reads by itself, and resumes them for annotations.
    with nullcontext() if name == "check" else commands_stopped():
        return int(run(Path.cwd(), **options))


def end_with_exit_code() -> None:
    """Run the command that the process was started with, and end with its exit code.

    Modules and records stay until a command ends: looking for garbage among them takes a fifth of
    the time of a build.
    """
    gc.disable()
    code = 1
    try:
        code = main()
    except BrokenPipeError:
        # The reader of our output (`make check | head`) has seen enough.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except OSError as error:
        print(f"{describe_os_error(error)}.", file=sys.stderr)
    except (ClockError, WorkerFailedError) as failure:
        print(failure, file=sys.stderr)
    gc.freeze()  # Python looks through everything once more when it ends, but not what is frozen
    sys.exit(code)
