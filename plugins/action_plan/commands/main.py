"""The command line: one table of commands, of which only the one that is called is loaded."""

from __future__ import annotations

import argparse
import gc
import os
import sys
from contextlib import nullcontext
from importlib import import_module
from pathlib import Path
from types import ModuleType

from ..build.workers import WorkerFailedError
from ..messages import describe_os_error
from .workflow_log import commands_stopped

__all__ = ["COMMANDS", "end_with_exit_code", "main"]

COMMANDS = {
    "check": "read all content, print every problem",
    "changes": "say what residents will see change",
    "status": "write an update and its status into a file",
    "forms": "write GitHub's form for changing a status from the content",
    "build": "build the site into output/",
    "serve": "build, serve and build again on every change",
    "publish": "check, build, verify and publish the site",
    "rollback": "publish the previous site again",
    "overdue": "print the actions that are overdue for review",
    "remind": "on GitHub: keep the issue that lists overdue reviews",
    "answer-issue": "on GitHub: commit the change that a form asks for",
    "open-pull-request": "on GitHub: propose that change",
}
"""Each command's help by its name.

The module of that name in this folder has `add_options(parser)`, where the command has options,
and `run(root, options)`, which returns its exit code.
"""


def main(arguments: list[str] | None = None) -> int:
    """Run a command in the folder of the project and return its exit code."""
    width = max(map(len, COMMANDS))
    parser = argparse.ArgumentParser(
        prog="action_plan",
        description="Public action plans as a site.",
        epilog="\n".join(f"{name:{width}}  {help_text}" for name, help_text in COMMANDS.items()),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("command", choices=COMMANDS, metavar="COMMAND")
    parser.add_argument("options", nargs=argparse.REMAINDER, help="see: COMMAND --help")
    chosen = parser.parse_args(arguments)
    command = import_module(f".{chosen.command.replace('-', '_')}", __package__)
    options = _options(command, chosen.command, chosen.options)
    with nullcontext() if hasattr(command, "HAS_ANNOTATIONS") else commands_stopped():
        return int(command.run(Path.cwd(), options))


def _options(command: ModuleType, name: str, arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog=f"action_plan {name}", description=COMMANDS[name])
    if hasattr(command, "add_options"):
        command.add_options(parser)
    return parser.parse_args(arguments)


def end_with_exit_code() -> None:
    """Run the command that the process was started with, and end with its exit code.

    Modules and records stay until a command ends: looking for garbage among them takes a fifth of
    the time of a build.
    """
    gc.disable()
    try:
        code = main()
    except BrokenPipeError:
        # The reader of our output (`make check | head`) has seen enough.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = 1
    except OSError as error:
        print(f"{describe_os_error(error)}.", file=sys.stderr)
        code = 1
    except WorkerFailedError as failure:
        print(failure, file=sys.stderr)
        code = 1
    gc.freeze()  # Python looks through everything once more when it ends, but not what is frozen
    sys.exit(code)
