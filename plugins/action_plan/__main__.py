"""The command line: `python -m action_plan COMMAND`, as the Makefile calls it."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path
from typing import Any

from .build.gc_pause import collector_paused
from .build.workers import WorkerFailedError
from .commands.officer_commands import add_commands
from .commands.publishing_commands import add_publishing_commands
from .commands.workflow_log import commands_stopped
from .problems import said_by_system

__all__ = ["main"]


def main(arguments: list[str] | None = None) -> int:
    """Run a command in the folder of the project; gives its exit code."""
    parser = argparse.ArgumentParser(
        prog="action_plan", description="Public action plans as a site."
    )
    commands = parser.add_subparsers(dest="command", required=True)
    checking = commands.add_parser("check", help="read all content, print every problem")
    checking.add_argument("--base", default="", help="a commit: problems new since it come first")
    checking.add_argument(
        "--publishing", action="store_true", help="check what a published site needs besides"
    )
    building = commands.add_parser("build", help="build the site into output/")
    building.add_argument("--settings", type=Path, default=Path("pelicanconf.py"))
    building.add_argument(
        "--preview", action="store_true", help="build into preview/, to be opened from disk"
    )
    serving = commands.add_parser("serve", help="build, serve and build again on every change")
    serving.add_argument("--port", type=int, default=8000)
    add_commands(commands)
    add_publishing_commands(commands)
    given = parser.parse_args(arguments)
    root = Path.cwd()
    if given.command == "check":
        with collector_paused():
            from .commands.check import check  # noqa: PLC0415 - each command loads only what it needs

            return check(root / "content", given.base, publishing=given.publishing)
    if given.command == "build":
        from .build.run import build  # noqa: PLC0415 - as above

        with commands_stopped():
            preview: dict[str, Any] = {"PREVIEW": True, "OUTPUT_PATH": str(root / "preview")}
            return build(given.settings, **(preview if given.preview else {}))
    if "run" in given:
        code: int = given.run(root, given)
        return code
    from .build.dev_server import serve  # noqa: PLC0415 - as above

    return serve(root, root / "output", given.port)


if __name__ == "__main__":
    try:
        code = main()
    except BrokenPipeError:
        # The reader of our output (`make check | head`) has seen enough.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = 1
    except OSError as error:
        print(f"{said_by_system(error)}.", file=sys.stderr)
        code = 1
    except WorkerFailedError as failure:
        print(failure, file=sys.stderr)
        code = 1
    sys.exit(code)
