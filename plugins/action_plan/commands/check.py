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
    moves, base = _moves_since(folder, base) if base else ([], "")
    try:
        content = _read(folder, moves, publishing=publishing)
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


def _moves_since(folder: Path, base: str) -> tuple[list[Problem], str]:
    """Return the due dates that moved without a reason since a base, and its name.

    The name is empty where git cannot compare with it, which is printed.
    """
    from ..review.since import unexplained_moves_since  # noqa: PLC0415 - for pull requests alone
    from ..vcs.git import GitError  # noqa: PLC0415 - for pull requests alone

    try:
        return unexplained_moves_since(folder, base), base
    except GitError as error:
        print(f"It is not known which problems are new: {error}", file=sys.stderr)
        return [], ""


def _read(folder: Path, moves: Sequence[Problem], *, publishing: bool) -> Content:
    """Return the content; raise `ContentProblems`, also where a due date moved without a reason."""
    try:
        content = read_content(folder, publishing=publishing, map_files=map_files)
    except ContentProblems as refusal:
        raise ContentProblems((*refusal.problems, *moves), refusal.remarks) from None
    if moves:
        raise ContentProblems(moves, content.remarks)
    return content


def _groups(folder: Path, base: str, problems: Sequence[Problem]) -> _Groups:
    """Return the problems to list, those that came since the base first where that is known."""
    new: Sequence[Problem] = ()
    if base:
        from ..review.since import introduced_since  # noqa: PLC0415 - for pull requests alone

        new = introduced_since(folder, base, problems)
    if not new:
        return [("", abridged(problems))]
    introduced = frozenset(new)
    groups = [
        (f"{count(len(new), 'problem')} that this change brings:", new),
        ("There before:", [problem for problem in problems if problem not in introduced]),
    ]
    return [(heading, abridged(found)) for heading, found in groups if found]


def _summary(groups: _Groups, counted: str) -> str:
    lines = ["## Problems to fix", "", escaped(counted), ""] if counted else []
    for heading, problems in groups:
        lines += [f"### {heading.rstrip(':')}", ""] if heading else []
        for problem in problems:
            field = f"**{escaped(problem.field)}**: " if problem.field else ""
            place = code(f"{problem.path}:{problem.line}")
            lines.append(f"- {place} {field}{escaped(problem.whole_message)}")
        lines.append("")
    return "\n".join(lines)
