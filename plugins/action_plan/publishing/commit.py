"""Commits of the published branch: by whom, and of exactly the files that were verified."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from ..vcs.git import Git, GitError
from .errors import RefusedError
from .live_site import PublishedSite

__all__ = ["commit_files", "commit_site", "identity_refusals"]

_NOT_IN_IDENTITY = frozenset("<>\n")


def identity_refusals(git: Git) -> Iterator[str]:
    """Return why commits cannot say who made them; git would make a name up."""
    name = os.environ.get("GIT_COMMITTER_NAME", git.ask("config", "user.name") or "")
    mail = os.environ.get("GIT_COMMITTER_EMAIL", git.ask("config", "user.email") or "")
    if not name.strip() or not mail.strip():
        yield (
            "Git does not know who you are."
            ' Run: git config user.name "Your name" && git config user.email you@example.org'
        )
    elif _NOT_IN_IDENTITY.intersection(name + mail):
        yield (
            "Your name or address as git knows it has a character that no commit can hold (< or >)."
            ' Run: git config user.name "Your name" && git config user.email you@example.org'
        )


def commit_site(
    git: Git, folder: Path, files: Mapping[str, str], parent: PublishedSite | None, message: str
) -> str:
    """Commit a folder's files on top of the published site; return the commit.

    Raises `RefusedError` where that fails, or where a file is not as in `files`.
    """
    paths = "".join(f"{folder.absolute() / file}\n" for file in files)
    try:
        stored = git.run("hash-object", "-w", "--no-filters", "--stdin-paths", given=paths)
        if stored.split() == [*files.values()]:
            return commit_files(git, files, parent, message)
    except GitError as error:
        raise RefusedError(f"The site could not be committed ({error.cause}).") from None
    raise RefusedError(
        "What would be committed is not what was verified: output/ changed meanwhile."
        " Stop what else builds there (make serve), then publish again."
    )


def commit_files(
    git: Git, files: Mapping[str, str], parent: PublishedSite | None, message: str
) -> str:
    """Return a new commit of files that git has, each by its name and id; raises `GitError`."""
    entries = "".join(f"100644 {digest}\t{file}\0" for file, digest in files.items())
    with tempfile.TemporaryDirectory() as temporary:
        index = {"GIT_INDEX_FILE": f"{temporary}/index"}
        git.run("update-index", "-z", "--index-info", given=entries, environment=index)
        tree = git.run("write-tree", environment=index)
    parents = ("-p", parent.commit) if parent else ()
    return git.run("commit-tree", tree, *parents, given=message)
