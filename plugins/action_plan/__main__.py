"""The command line: `python -m action_plan COMMAND`, as the Makefile calls it."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

__all__ = ["main"]


def main(arguments: list[str] | None = None) -> int:
    """Run a command in the folder of the project; gives its exit code."""
    parser = argparse.ArgumentParser(
        prog="action_plan", description="Public action plans as a site."
    )
    commands = parser.add_subparsers(dest="command", required=True)
    checking = commands.add_parser(
        "check", help="read all content, print every problem, build nothing"
    )
    checking.add_argument(
        "--publishing", action="store_true", help="check what a published site needs besides"
    )
    building = commands.add_parser("build", help="build the site into output/")
    building.add_argument("--settings", type=Path, default=Path("pelicanconf.py"))
    serving = commands.add_parser("serve", help="build, serve and build again on every change")
    serving.add_argument("--port", type=int, default=8000)
    publishing = commands.add_parser("publish", help="check, build, verify and publish the site")
    publishing.add_argument("--dry-run", action="store_true", help="do all but the push")
    publishing.add_argument("--branch", default="", help="publish from this branch")
    publishing.add_argument("--remote", default="origin", help="publish to this remote")
    publishing.add_argument(
        "--gone", default="", help="addresses, with spaces between, that may vanish for good"
    )
    undoing = commands.add_parser("rollback", help="publish the previous site again")
    undoing.add_argument("--remote", default="origin", help="publish to this remote")
    undoing.add_argument("--yes", action="store_true", help="do not ask")
    given = parser.parse_args(arguments)
    root = Path.cwd()
    if given.command == "check":
        from .checking import check  # noqa: PLC0415 - each command loads only what it needs

        return check(root / "content", publishing=given.publishing)
    if given.command == "build":
        from .building import build  # noqa: PLC0415 - as above

        return build(given.settings)
    if given.command == "publish":
        from .preflight import Options  # noqa: PLC0415 - as above
        from .publishing import publish  # noqa: PLC0415 - as above

        site_address = os.environ.get("SITEURL", "")
        gone = tuple(given.gone.split())
        options = Options(given.branch, given.remote, gone, given.dry_run, site_address)
        return publish(root, options)
    if given.command == "rollback":
        from .rollback import roll_back  # noqa: PLC0415 - as above

        return roll_back(root, given.remote, lambda question: given.yes or _confirmed(question))
    from .serving import serve  # noqa: PLC0415 - as above

    return serve(root, root / "output", given.port)


def _confirmed(question: str) -> bool:
    """Ask whoever sits at the terminal; where nobody does, the answer is no."""
    try:
        return input(question).strip().casefold() in ("y", "yes")
    except EOFError:
        return False


if __name__ == "__main__":
    try:
        code = main()
    except BrokenPipeError:
        # The reader of our output (`make check | head`) has seen enough.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = 1
    sys.exit(code)
