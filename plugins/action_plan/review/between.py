"""What changes from one content folder to another, read as far as each can be."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from ..checks.reading import load_partial
from ..content.loading import PartialContent
from ..formatting import count
from ..problems import Problem, introduced
from .compare import compare
from .markdown import code, escaped, listed
from .moved_dates import unexplained_moves
from .side import Snapshot
from .summary import changes_text
from .where_to_look import NOWHERE, WhereToLook

__all__ = ["changes_between"]


def changes_between(
    before_folder: Path,
    after_folder: Path,
    when: str = "Before",
    outside: Sequence[str] = (),
    where_to_look: WhereToLook = NOWHERE,
) -> str:
    """Return as Markdown what changes from one content folder to another.

    `when` says of which time the first is, and `outside`, as Markdown, what changes that is not
    content.
    """
    after = load_partial(after_folder)
    before = load_partial(before_folder, fallback=after.vocabulary)
    if after.plan is None:
        after = load_partial(after_folder, fallback=before.vocabulary)
    limits = [*_limits(before, when), *_limits(after, "With this change")]
    changes = None
    if _is_readable(before) and _is_readable(after):
        changes = compare(_snapshot(before, before_folder), _snapshot(after, after_folder))
    doubts = introduced(after.remarks, before.remarks)
    moves = unexplained_moves(before, after, after_folder)
    faults = [f"Fix this: {_said(problem)}" for problem in moves]
    questions = [f"Is this meant? {_said(remark)}" for remark in doubts]
    remarks = [*outside, *limits, *faults, *questions]
    if where_to_look is not NOWHERE and before.plan and before.plan.domain:
        where_to_look = replace(where_to_look, site=f"https://{before.plan.domain}/")
    return changes_text(changes, remarks, where_to_look)


def _said(problem: Problem) -> str:
    return f"{code(f'{problem.path}:{problem.line}')}: {escaped(problem.text)}"


def _snapshot(content: PartialContent, folder: Path) -> Snapshot:
    """Return what is compared of a content folder: what it says, and what it has as documents."""
    documents = {}
    for name in content.outline.source:
        try:
            with (folder / "source" / name).open("rb") as stream:
                documents[name] = f"SHA-256 {hashlib.file_digest(stream, 'sha256').hexdigest()}"
        except OSError as error:
            documents[name] = f"cannot be read: {error.strerror}"
    return Snapshot(content=content, documents=documents)


def _is_readable(content: PartialContent) -> bool:
    """Whether there is anything of a plan that can be read."""
    return bool(content.actions or content.plan)


def _limits(content: PartialContent, when: str) -> list[str]:
    """Return what could not be read at one side, and so is not compared."""
    if not _is_readable(content):
        return [f"{when}, there is no plan in this form: nothing on that side could be read."]
    if not content.problems:
        return []
    problems = count(len(content.problems), "problem")
    if content.unreadable:
        unread = listed(content.unreadable)
        return [
            f"{when}, the content has {problems}. Not compared, because they cannot be read:"
            f" {unread}."
        ]
    return [
        f"{when}, the content has {problems}, and no site can be built from it. What can be read is"
        " compared."
    ]
