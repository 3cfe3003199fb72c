"""The content as it was at a commit, read to compare it with what is here."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

from ..checks.reading import load_partial
from ..content.loading import PartialContent
from ..formatting import count
from ..leftovers import scratch_folder
from ..problems import Problem, introduced
from ..vcs.commits import changed_files, copy_files, find_commit, merge_base
from ..vcs.git import Git
from .compare import Snapshot, compare
from .markdown import code, escaped
from .summary import changes_text

__all__ = ["changes_between", "changes_since"]

_SITE_FILES = ("theme", "plugins", "pelicanconf.py", "publishconf.py", "requirements.txt")
"""What else decides how the site looks and works."""


def changes_since(folder: Path, base: str, head: str = "") -> str:
    """Return as Markdown what changes from one commit to another.

    Without `head`, what is here is compared with where it left the base: what the base has got
    since is not taken back by it. Raises `GitError` where there is no such commit.
    """
    git = Git(folder.parent)
    start = find_commit(git, base)
    end = find_commit(git, head) if head else ""
    if not head:
        start = merge_base(git, start, find_commit(git, "HEAD"))
    looks = changed_files(git, start, end, _SITE_FILES)
    remarks = [_looks(looks)] if looks else []
    with scratch_folder() as temporary:
        after = folder
        if end:
            after = temporary / "after" / folder.name
            copy_files(git, end, folder.name, after.parent)
        before = temporary / "before" / folder.name
        copy_files(git, start, folder.name, before.parent)
        return changes_between(before, after, f"Before ({start[:7]})", remarks)


def changes_between(
    before_folder: Path, after_folder: Path, when: str = "Before", remarks: Sequence[str] = ()
) -> str:
    """Return as Markdown what changes from one content folder to another.

    `when` says of which time the first is, and `remarks`, as Markdown, what else changes.
    """
    after = load_partial(after_folder)
    before = load_partial(before_folder, words=after.words)
    if after.plan is None:
        after = load_partial(after_folder, words=before.words)
    limits = [*_limits(before, when), *_limits(after, "With this change")]
    changes = None
    if _is_readable(before) and _is_readable(after):
        changes = compare(_snapshot(before, before_folder), _snapshot(after, after_folder))
    doubts = introduced(after.remarks, before.remarks)
    return changes_text(changes, [*limits, *remarks, *map(_doubt, doubts)])


def _doubt(remark: Problem) -> str:
    return f"Is this meant? {code(f'{remark.path}:{remark.line}')}: {escaped(remark.message)}"


def _looks(files: Sequence[str]) -> str:
    return (
        f"How the site looks or works may change too: {count(len(files), 'file')} of its"
        f" theme, code or settings, {', '.join(map(code, files[:3]))}"
        f"{' and others' if len(files) > 3 else ''}."
    )


def _snapshot(content: PartialContent, folder: Path) -> Snapshot:
    """Return what is compared of a content folder: what it says, and what it has as documents."""
    documents = {}
    for name in content.outline.source:
        with (folder / "source" / name).open("rb") as stream:
            documents[name] = f"SHA-256 {hashlib.file_digest(stream, 'sha256').hexdigest()}"
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
    start = f"{when}, the content has {count(len(content.problems), 'problem')}"
    if content.unreadable:
        unread = _listed(content.unreadable)
        return [f"{start}. Not compared, because they cannot be read: {unread}."]
    return [f"{start}, and no site can be built from it. What can be read is compared."]


def _listed(names: Sequence[str]) -> str:
    more = f" and {count(len(names) - 20, 'other')}" if len(names) > 20 else ""
    return f"{', '.join(map(code, names[:20]))}{more}"
