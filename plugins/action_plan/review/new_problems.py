"""Which problems a change brings: those that the content did not have at a commit."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from ..checks.reading import load_partial, read_content
from ..leftovers import scratch_folder
from ..problems import ContentProblems, Problem, introduced
from ..vcs.commits import copy_files, find_commit, merge_base
from ..vcs.git import Git
from .moved_dates import moved_in_silence

__all__ = ["introduced_since", "moved_in_silence_since"]


def introduced_since(folder: Path, base: str, problems: Sequence[Problem]) -> list[Problem]:
    """Return the problems that the content did not have where it left a commit.

    Raises `GitError` where there is no such commit.
    """
    with _content_before(folder, base) as before_folder:
        try:
            read_content(before_folder)
        except ContentProblems as refusal:
            return introduced(problems, refusal.problems)
    return list(problems)


def moved_in_silence_since(folder: Path, base: str) -> list[Problem]:
    """Return the due dates that moved in silence since the content left a commit.

    Raises `GitError` where there is no such commit.
    """
    with _content_before(folder, base) as before_folder:
        after = load_partial(folder)
        before = load_partial(before_folder, words=after.words)
        return list(moved_in_silence(before, after, folder))


@contextmanager
def _content_before(folder: Path, base: str) -> Iterator[Path]:
    """Yield a folder with the content as it was where it left a commit; raise `GitError`."""
    git = Git(folder.parent)
    commit = merge_base(git, find_commit(git, base), find_commit(git, "HEAD"))
    with scratch_folder() as temporary:
        copy_files(git, commit, folder.name, temporary)
        yield temporary / folder.name
