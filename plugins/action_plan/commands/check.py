"""Checking the content without building: every problem, or that there is none."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from ..build.workers import map_in_processes
from ..checks.reading import read_content
from ..formatting import count
from ..github.issue_form import check_form
from ..problems import ContentProblems, Problem
from ..review.introduced import introduced_since
from ..review.markdown import code, escaped
from ..vcs.git import GitError
from .workflow_log import add_to_summary, commands_stopped, error_commands, is_on_github

__all__ = ["HAS_ANNOTATIONS", "add_options", "run"]

HAS_ANNOTATIONS = True
"""The command itself stops and resumes the commands that GitHub reads in its output."""


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add the options of the command."""
    parser.add_argument("--base", default="", help="a commit: problems new since it come first")
    parser.add_argument(
        "--publishing", action="store_true", help="check what a published site needs as well"
    )


def run(root: Path, options: argparse.Namespace) -> int:
    """Read all content, print every problem and return the exit code, 1 where there is one.

    With a base, a commit's name, the problems that came since are printed first and counted.
    On GitHub they are also shown at their lines and in the summary of the step.
    """
    folder = root / "content"
    with commands_stopped():
        try:
            content = read_content(
                folder, publishing=options.publishing, map_files=map_in_processes
            )
            check_form(root, content)
        except ContentProblems as refusal:
            problems = refusal
        else:
            message = f"{count(len(content.actions), 'action')} read, no problem found."
            print(message)
            add_to_summary(message)
            return 0
        new = _new(folder, options.base, problems.problems)
        others = [problem for problem in problems.problems if problem not in new]
        _print(new, others, problems.count)
    if is_on_github():
        print(*error_commands([*new, *others], "Fix this"), sep="\n", flush=True)
    add_to_summary(_summary(new, others, problems.count))
    return 1


def _new(folder: Path, base: str, problems: Sequence[Problem]) -> list[Problem]:
    """Return the problems that came since the base, none where that is not known."""
    if not base:
        return []
    try:
        return introduced_since(folder, base, problems)
    except GitError as error:
        print(f"It is not known which problems are new: {error}", file=sys.stderr)
        return []


def _print(new: Sequence[Problem], others: Sequence[Problem], counted: str) -> None:
    for heading, problems in _groups(new, others):
        if heading:
            print(heading)
        print(*problems, sep="\n")
    sys.stdout.flush()
    print(counted, file=sys.stderr, flush=True)


def _groups(
    new: Sequence[Problem], others: Sequence[Problem]
) -> list[tuple[str, Sequence[Problem]]]:
    if not new:
        return [("", others)]
    groups = [(f"{count(len(new), 'problem')} that this change brings:", new)]
    return [*groups, ("There before:", others)] if others else groups


def _summary(new: Sequence[Problem], others: Sequence[Problem], counted: str) -> str:
    lines = ["## Problems to fix", "", escaped(counted), ""]
    for heading, problems in _groups(new, others):
        lines += [f"### {heading.rstrip(':')}", ""] if heading else []
        lines += [
            f"- {code(f'{problem.path}:{problem.line}')}"
            f" {f'**{escaped(problem.field)}**: ' if problem.field else ''}"
            f"{escaped(problem.message)}"
            for problem in problems
        ]
        lines.append("")
    return "\n".join(lines)
