"""The commands that officers use, and those that workflows on GitHub use for them."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from .workflow_log import commands_stopped

__all__ = ["add_commands"]

_VALUES = ("id", "status", "note", "date", "evidence")


def add_commands(commands: Any) -> None:
    """Add the commands to those of the command line; each sets `run`, which does it.

    `commands` is what `add_subparsers` gives, for which argparse has no public name.
    """
    recording = commands.add_parser("status", help="write an update and its status into a file")
    for name in (*_VALUES, "file"):
        recording.add_argument(f"--{name}", default="")
    recording.set_defaults(run=_status)
    comparing = commands.add_parser("changes", help="say what residents will see change")
    comparing.add_argument("--base", default="", help="a commit to compare with")
    comparing.add_argument("--head", default="", help="another commit, instead of what is here")
    comparing.set_defaults(run=_changes)
    for name, run, told in (
        ("forms", _forms, "write GitHub's form for changing a status from the content"),
        ("overdue", _overdue, "print the actions whose review is late"),
        ("remind", _remind, "on GitHub: keep the issue that lists late reviews"),
        ("answer-issue", _answer_issue, "on GitHub: commit the change that a form asks for"),
        ("open-pull-request", _open_pull_request, "on GitHub: propose that change"),
    ):
        commands.add_parser(name, help=told).set_defaults(run=run)


# Each command loads only what it needs, and nothing of it is taken for a command by GitHub.


def _status(root: Path, given: argparse.Namespace) -> int:
    from ..editing.record_update import set_status  # noqa: PLC0415 - see above

    values = {name: getattr(given, name) for name in _VALUES}
    with commands_stopped():
        return set_status(root / "content", values, given.file)


def _changes(root: Path, given: argparse.Namespace) -> int:
    from ..review.since import changes  # noqa: PLC0415 - see above

    with commands_stopped():
        return changes(root / "content", given.base, given.head)


def _forms(root: Path, _given: argparse.Namespace) -> int:
    from ..content.loading import read_content  # noqa: PLC0415 - see above
    from ..github.issue_form import PATH, form_yaml  # noqa: PLC0415 - see above
    from ..problems import ContentProblems  # noqa: PLC0415 - see above

    try:
        form = form_yaml(read_content(root / "content"))
    except ContentProblems as refusal:
        print(*refusal.problems, "Nothing was written.", sep="\n")
        return 1
    path = root / PATH
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(form, encoding="utf-8")
    print(f"{PATH} is written.")
    return 0


def _overdue(root: Path, _given: argparse.Namespace) -> int:
    from ..github.reminder import print_overdue  # noqa: PLC0415 - see above

    with commands_stopped():
        return print_overdue(root / "content")


def _remind(root: Path, _given: argparse.Namespace) -> int:
    from ..github.reminder import remind  # noqa: PLC0415 - see above

    return _on_github(remind, root)


def _answer_issue(root: Path, _given: argparse.Namespace) -> int:
    from ..github.answer_issue import answer_issue  # noqa: PLC0415 - see above

    return _on_github(answer_issue, root)


def _open_pull_request(root: Path, _given: argparse.Namespace) -> int:
    from ..github.answer_issue import open_pull_request  # noqa: PLC0415 - see above

    return _on_github(open_pull_request, root)


def _on_github(run: Callable[[Path], int], root: Path) -> int:
    """Run a command of a workflow; where git, GitHub or the event refuses, say so and give 1."""
    from ..github.cli import GitHubRefused  # noqa: PLC0415 - see above
    from ..vcs.history import GitRefused  # noqa: PLC0415 - see above

    with commands_stopped():
        try:
            return run(root / "content")
        except (GitHubRefused, GitRefused, ValueError) as refusal:
            said = str(refusal)
            print(f"{said[:1].upper()}{said[1:].rstrip('.')}.", file=sys.stderr)
        except KeyError as missing:
            print(f"{missing.args[0]} is not set: this command is for GitHub.", file=sys.stderr)
        return 1
