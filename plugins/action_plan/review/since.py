"""The content as it was at a commit, compared with what is here or at another."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

from ..checks.reading import load_partial, read_content
from ..leftovers import scratch_folder
from ..problems import ContentProblems, Problem, introduced
from ..vcs.commits import copy_files, find_commit, merge_base
from ..vcs.git import Git
from .between import changes_between
from .moved_dates import unexplained_moves
from .outside import changes_outside
from .where_to_look import NOWHERE, WhereToLook

__all__ = ["changes_since", "introduced_since", "unexplained_moves_since"]


def changes_since(
    folder: Path, base: str, head: str = "", where_to_look: WhereToLook = NOWHERE
) -> str:
    """Return as Markdown what changes from one commit to another.

    Without `head`, what is here is compared with where it left the base: what the base has got
    since is not taken back by it. Raises `GitError` where there is no such commit.
    """
    git = Git(folder.parent)
    start = find_commit(git, base) if head else _left(git, base)
    end = find_commit(git, head) if head else ""
    outside = list(changes_outside(git, start, end))
    with ExitStack() as stack:
        after = stack.enter_context(_content_at(git, end, folder.name)) if end else folder
        before = stack.enter_context(_content_at(git, start, folder.name))
        return changes_between(before, after, f"Before ({start[:7]})", outside, where_to_look)


def introduced_since(folder: Path, base: str, problems: Sequence[Problem]) -> list[Problem]:
    """Return the problems that the content did not have where it left a commit.

    Raises `GitError` where there is no such commit.
    """
    git = Git(folder.parent)
    with _content_at(git, _left(git, base), folder.name) as before_folder:
        try:
            read_content(before_folder)
        except ContentProblems as refusal:
            return introduced(problems, refusal.problems)
    return list(problems)


def unexplained_moves_since(folder: Path, base: str) -> list[Problem]:
    """Return the due dates that moved, with nothing that says why, since the content left a commit.

    Raises `GitError` where there is no such commit.
    """
    git = Git(folder.parent)
    with _content_at(git, _left(git, base), folder.name) as before_folder:
        after = load_partial(folder)
        before = load_partial(before_folder, fallback=after.vocabulary)
        return list(unexplained_moves(before, after, folder))


def _left(git: Git, base: str) -> str:
    """Return the commit at which what is here left another one."""
    return merge_base(git, find_commit(git, base), find_commit(git, "HEAD"))


@contextmanager
def _content_at(git: Git, commit: str, name: str) -> Iterator[Path]:
    """Yield a folder with the content of a commit, which has it by that name."""
    with scratch_folder() as temporary:
        copy_files(git, commit, name, temporary)
        yield temporary / name
