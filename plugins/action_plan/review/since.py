"""The content as it was at a commit, compared with what is here or at another."""

from __future__ import annotations

from pathlib import Path

from ..leftovers import scratch_folder
from ..vcs.commits import copy_files, find_commit, merge_base
from ..vcs.git import Git
from .between import changes_between
from .outside import changes_outside
from .where_to_look import NOWHERE, WhereToLook

__all__ = ["changes_between", "changes_since"]


def changes_since(
    folder: Path, base: str, head: str = "", where_to_look: WhereToLook = NOWHERE
) -> str:
    """Return as Markdown what changes from one commit to another.

    Without `head`, what is here is compared with where it left the base: what the base has got
    since is not taken back by it. Raises `GitError` where there is no such commit.
    """
    git = Git(folder.parent)
    start = find_commit(git, base)
    end = find_commit(git, head) if head else ""
    if not head:
        start = merge_base(git, start, find_commit(git, "HEAD"))
    outside = list(changes_outside(git, start, end))
    with scratch_folder() as temporary:
        after = folder
        if end:
            after = temporary / "after" / folder.name
            copy_files(git, end, folder.name, after.parent)
        before = temporary / "before" / folder.name
        copy_files(git, start, folder.name, before.parent)
        return changes_between(before, after, f"Before ({start[:7]})", outside, where_to_look)
