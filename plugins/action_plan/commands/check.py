"""`make check`: the content, read without building it."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from ..build.workers import map_files
from ..checks.reading import read_content
from ..content.loading import Content
from ..formatting import count
from ..github.issue_form import form_remarks
from ..problems import ContentProblems, Problem, abridged
from ..review.markdown import code, escaped
from ..review.new_problems import introduced_since, moved_in_silence_since
from ..vcs.git import GitError
from .workflow_log import add_to_summary, annotation_commands, commands_resumed, is_on_github

__all__ = ["check"]

_REMARKS = "Probably not meant:"
_Groups = Sequence[tuple[str, Sequence[Problem]]]
"""Problems below their headings."""


def check(root: Path, *, base: str, publishing: bool) -> int:
    """Read all content, and print every problem or that there is none.

    With a base, a commit's name, the problems that came since are printed first and counted.
    On GitHub they are also shown at their lines and in the summary of the step.
    """
    folder = root / "content"
    silent: list[Problem] = []
    try:
        silent = moved_in_silence_since(folder, base) if base else []
    except GitError as error:
        print(f"It is not known which problems are new: {error}", file=sys.stderr)
        base = ""
    try:
        content = _read(folder, silent, publishing=publishing)
    except ContentProblems as refusal:
        groups, counted = _groups(folder, base, refusal.problems), refusal.count
        remarks = refusal.remarks
        for heading, problems in groups:
            print(*filter(None, [heading]), *problems, sep="\n")
        if remarks:
            print(_REMARKS, *abridged(remarks), sep="\n")
        sys.stdout.flush()
        print(counted, file=sys.stderr, flush=True)
    else:
        groups, counted, remarks = [], "", (*content.remarks, *form_remarks(root, content))
        message = f"{count(len(content.actions), 'action')} read, no problem found."
        if remarks:
            print(*abridged(remarks), sep="\n")
            message = f"{message[:-1]}, {count(len(remarks), 'remark')}: look at each."
        print(message, flush=True)
        add_to_summary(message)
    ordered = [problem for _, problems in groups for problem in problems]
    annotations = [
        *annotation_commands(ordered, "error", "Fix this"),
        *annotation_commands(remarks, "warning", "Is this meant?"),
    ]
    if annotations and is_on_github():
        with commands_resumed():
            print(*annotations, sep="\n", flush=True)
    if remarks:
        groups = [*groups, (_REMARKS, abridged(remarks))]
    if groups:
        add_to_summary(_summary(groups, counted))
    return 1 if counted else 0


def _read(folder: Path, silent: Sequence[Problem], *, publishing: bool) -> Content:
    """Return the content; raise `ContentProblems`, with those of dates that moved in silence."""
    try:
        content = read_content(folder, publishing=publishing, map_files=map_files)
    except ContentProblems as refusal:
        raise ContentProblems((*refusal.problems, *silent), refusal.remarks) from None
    if silent:
        raise ContentProblems(silent, content.remarks)
    return content


def _groups(folder: Path, base: str, problems: Sequence[Problem]) -> _Groups:
    """Return the problems to list, those that came since the base first where that is known."""
    new = introduced_since(folder, base, problems) if base else []
    if not new:
        return [("", abridged(problems))]
    brought = frozenset(new)
    groups = [
        (f"{count(len(new), 'problem')} that this change brings:", new),
        ("There before:", [problem for problem in problems if problem not in brought]),
    ]
    return [(heading, abridged(found)) for heading, found in groups if found]


def _summary(groups: _Groups, counted: str) -> str:
    lines = ["## Problems to fix", "", escaped(counted), ""] if counted else []
    for heading, problems in groups:
        lines += [f"### {heading.rstrip(':')}", ""] if heading else []
        for problem in problems:
            field = f"**{escaped(problem.field)}**: " if problem.field else ""
            place = code(f"{problem.path}:{problem.line}")
            lines.append(f"- {place} {field}{escaped(problem.message)}")
        lines.append("")
    return "\n".join(lines)
