"""Which problems of the content a change brings, and which were there before."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path

from ..checks.reading import read_content
from ..problems import ContentProblems, Problem, introduced
from ..vcs.history import History

__all__ = ["introduced_since"]


def introduced_since(folder: Path, base: str, problems: Sequence[Problem]) -> list[Problem]:
    """Return the problems that the content did not have where it left a commit.

    Raises `GitRefused` where there is no such commit.
    """
    history = History(folder.parent)
    commit = history.merge_base(history.commit(base), history.commit("HEAD"))
    with tempfile.TemporaryDirectory() as temporary:
        history.copy(commit, folder.name, Path(temporary))
        try:
            read_content(Path(temporary) / folder.name)
        except ContentProblems as refusal:
            return introduced(problems, refusal.problems)
    return list(problems)
