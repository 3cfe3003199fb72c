"""Which problems a change brings: those that the content did not have at a commit."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from ..checks.reading import read_content
from ..leftovers import scratch_folder
from ..problems import ContentProblems, Problem, introduced
from ..vcs.commits import copy_files, find_commit, merge_base
from ..vcs.git import Git

__all__ = ["introduced_since"]


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
