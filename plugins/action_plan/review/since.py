"""The content as it was at a commit, read to compare it with what is here."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from ..checks.reading import load_partial, read_content
from ..content.loading import PartialContent
from ..formatting import count
from ..leftovers import scratch_folder
from ..problems import ContentProblems, Problem, introduced
from ..vcs.commits import changed_files, copy_files, find_commit, merge_base
from ..vcs.git import Git
from .compare import compare
from .markdown import code
from .summary import changes_text

__all__ = ["changes_since", "introduced_since"]

_SITE_FILES = ("theme", "plugins", "pelicanconf.py", "publishconf.py", "requirements.txt")
"""What else decides how the site looks and works."""


def changes_since(folder: Path, base: str, head: str = "") -> str:
    """Return as Markdown what changes from one commit to another.

    Without `head`, what is here is compared with where it left the base: what the base has got
    since is not taken back by it. Raises `GitError` where there is no such commit.
    """
    git = Git(folder.parent)
    start = find_commit(git, base)
    if not head:
        start = merge_base(git, start, find_commit(git, "HEAD"))
    with scratch_folder() as temporary:
        after_folder = folder
        if head:
            after_folder = temporary / "after" / folder.name
            copy_files(git, find_commit(git, head), folder.name, after_folder.parent)
        before_folder = temporary / "before" / folder.name
        copy_files(git, start, folder.name, before_folder.parent)
        after = load_partial(after_folder)
        before = load_partial(before_folder, words=after.words)
        if after.plan is None:
            after = load_partial(after_folder, words=before.words)
    looks = (
        []
        if head
        else changed_files(git, start, [n for n in _SITE_FILES if (folder.parent / n).exists()])
    )
    remarks = [*_limits(before, f"Before ({start[:7]})"), *_limits(after, "With this change")]
    if looks:
        remarks.append(
            f"How the site looks or works may change too: {count(len(looks), 'file')} of its"
            f" theme, code or settings, {', '.join(map(code, looks[:3]))}"
            f"{' and others' if len(looks) > 3 else ''}."
        )
    return changes_text(compare(before, after), remarks)


def introduced_since(folder: Path, base: str, problems: Sequence[Problem]) -> list[Problem]:
    """Return the problems that the content did not have where it left a commit.

    Raises `GitError` where there is no such commit.
    """
    git = Git(folder.parent)
    commit = merge_base(git, find_commit(git, base), find_commit(git, "HEAD"))
    with scratch_folder() as temporary:
        copy_files(git, commit, folder.name, temporary)
        try:
            read_content(temporary / folder.name)
        except ContentProblems as refusal:
            return introduced(problems, refusal.problems)
    return list(problems)


def _limits(content: PartialContent, when: str) -> list[str]:
    """Return what could not be read at one side, and so is not compared."""
    if not content.actions and content.plan is None:
        return [f"{when}, there is no plan in this form: nothing on that side could be read."]
    if not content.problems:
        return []
    problems = count(len(content.problems), "problem")
    if content.unreadable:
        return [
            f"{when}, the content has {problems}. Not compared, because they cannot be read:"
            f" {_listed(content.unreadable)}."
        ]
    return [
        f"{when}, the content has {problems}, and no site can be built from it."
        " All of it could be compared."
    ]


def _listed(names: Sequence[str]) -> str:
    more = f" and {count(len(names) - 20, 'other')}" if len(names) > 20 else ""
    return f"{', '.join(map(code, names[:20]))}{more}"
