"""Checking the content without building: every problem, or that there is none."""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from ..build.workers import map_in_processes
from ..checks.reading import read_content
from ..formatting import count
from ..github.issue_form import check_form
from ..problems import ContentProblems, Problem
from ..review.markdown import code, escaped
from ..vcs.commits import copy_files, find_commit, merge_base
from ..vcs.git import Git, GitError
from .workflow_log import add_to_summary, commands_stopped, error_commands, is_on_github

__all__ = ["HAS_ANNOTATIONS", "add_options", "check", "introduced", "run"]

HAS_ANNOTATIONS = True
"""The command itself stops and resumes the commands that GitHub reads in its output."""


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add the options of the command."""
    parser.add_argument("--base", default="", help="a commit: problems new since it come first")
    parser.add_argument(
        "--publishing", action="store_true", help="check what a published site needs as well"
    )


def run(root: Path, options: argparse.Namespace) -> int:
    """Check the content of a project and return the exit code."""
    return check(root / "content", options.base, publishing=options.publishing)


def check(folder: Path, base: str = "", *, publishing: bool = False) -> int:
    """Read all content and print every problem; returns the exit code, 1 where there is one.

    With a base, a commit's name, the problems that came since are printed first and counted.
    On GitHub they also stand at their lines and in the summary of the step.
    The form on GitHub must offer the actions that there are. For `publishing` there must also be
    what a published site needs.
    """
    with commands_stopped():
        try:
            content = read_content(folder, publishing=publishing, map_files=map_in_processes)
            check_form(folder.parent, content)
        except ContentProblems as refusal:
            problems = refusal
        else:
            message = f"{count(len(content.actions), 'action')} read, no problem found."
            print(message)
            add_to_summary(message)
            return 0
        new, others = _by_age(folder, problems.problems, base)
        _print(new, others, problems.count)
    if is_on_github():
        print(*error_commands([*new, *others], "Put this right"), sep="\n", flush=True)
    add_to_summary(_summary(new, others, problems.count))
    return 1


def introduced(after: Sequence[Problem], before: Sequence[Problem]) -> list[Problem]:
    """Return the problems that were not there before, wherever their lines now are."""
    known = Counter(_what(problem) for problem in before)
    new = []
    for problem in after:
        known[_what(problem)] -= 1
        if known[_what(problem)] < 0:
            new.append(problem)
    return new


def _what(problem: Problem) -> tuple[str, str, str]:
    return (problem.path, problem.field, problem.message)


def _by_age(
    folder: Path, problems: Sequence[Problem], base: str
) -> tuple[list[Problem], list[Problem]]:
    """Return the problems that came since the base, and the others; without a base, no new ones."""
    if not base:
        return [], list(problems)
    try:
        before = _problems_at(folder, base)
    except GitError as error:
        print(f"Which problems are new cannot be told: {error}", file=sys.stderr)
        return [], list(problems)
    new = introduced(problems, before)
    return new, [problem for problem in problems if problem not in new]


def _problems_at(folder: Path, base: str) -> Sequence[Problem]:
    git = Git(folder.parent)
    commit = merge_base(git, find_commit(git, base), find_commit(git, "HEAD"))
    with tempfile.TemporaryDirectory() as temporary:
        copy_files(git, commit, folder.name, Path(temporary))
        try:
            read_content(Path(temporary) / folder.name)
        except ContentProblems as refusal:
            return refusal.problems
    return ()


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
    lines = ["## Problems to put right", "", escaped(counted), ""]
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
