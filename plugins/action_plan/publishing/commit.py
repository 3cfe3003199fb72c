"""Commits of the published branch: by whom, and of exactly the files that were verified."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from ..formatting import count
from ..leftovers import scratch_folder
from ..messages import first_of
from ..vcs.git import LONG_TIMEOUT, Git, GitError, cause_of_failure, clean_environment
from .errors import RefusedError
from .live_site import PublishedSite, read_published

__all__ = ["commit_files", "commit_site", "identity_refusals", "tree_refusals"]


_NOT_IN_IDENTITY = frozenset("<>\n")


def identity_refusals(git: Git) -> Iterator[str]:
    """Return why commits cannot say who made them; ghp-import would commit as nobody."""
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


def tree_refusals(git: Git) -> Iterator[str]:
    """Return why the last commit does not have all that is to be published, if it does not."""
    status = git.run("status", "--porcelain", "-z", "--untracked-files=normal", "--no-renames")
    files = [entry[3:] for entry in status.split("\0") if entry]
    if files:
        yield (
            f"{count(len(files), 'file is', 'files are')} not committed ({first_of(files)})."
            " Commit and push, or put aside with: git stash --include-untracked"
        )


def commit_site(
    git: Git, folder: Path, files: Mapping[str, str], parent: PublishedSite | None, message: str
) -> str:
    """Have ghp-import commit a folder's files on top of the published site; return the commit.

    Raises `RefusedError` where that fails, or where the commit has anything but `files`.
    """
    # A name of 40 digits is to git the commit itself, whatever branch or tag has that name.
    name = parent.commit if parent else "0" * len(next(iter(files.values())))
    branch = f"refs/heads/{name}"
    try:
        git.ask("update-ref", "-d", branch)  # left where a publication was killed
        _import(git, folder, name, message)
        commit = git.run("rev-parse", "--verify", branch)
        committed = read_published(git, commit).files
    except GitError as error:
        raise RefusedError(f"The site could not be committed ({error.cause}).") from None
    finally:
        git.ask("update-ref", "-d", branch)
    if committed != files:
        raise RefusedError(
            "What was committed is not what was verified: output/ changed meanwhile."
            " Stop what else builds there (make serve), then publish again."
        )
    return commit


def _import(git: Git, folder: Path, branch: str, message: str) -> None:
    """Have ghp-import commit a folder to a branch; raises `GitError`.

    In a process of its own: as a library it starts git in the folder and environment of this one,
    and ends in a `TypeError` where git fails.
    """
    # Of a remote without a name, ghp-import finds no branch that it would start from instead.
    arguments = ("--remote=", f"--branch={branch}", f"--message={message}", str(folder))
    try:
        done = subprocess.run(  # noqa: S603 - no shell, and each argument stays one
            [sys.executable, "-m", "ghp_import", *arguments],
            cwd=git.folder,
            env=clean_environment(),
            capture_output=True,
            text=True,
            errors="replace",
            check=False,
            timeout=LONG_TIMEOUT,
        )
    except subprocess.TimeoutExpired:
        raise GitError(f"it was not done within {LONG_TIMEOUT} seconds") from None
    if done.returncode:
        said, raised, _ = done.stderr.partition("Traceback")
        if raised and "fatal: " not in said:
            raise GitError("it gave no reason; is the disk full, or was it ended?", done.returncode)
        raise GitError(cause_of_failure(done.returncode, said), done.returncode)


def commit_files(
    git: Git, files: Mapping[str, str], parent: PublishedSite | None, message: str
) -> str:
    """Return a new commit of files that git has, each by its name and id; raises `GitError`."""
    entries = "".join(f"100644 {digest}\t{file}\0" for file, digest in files.items())
    with scratch_folder() as temporary:
        index = {"GIT_INDEX_FILE": f"{temporary}/index"}
        git.run("update-index", "-z", "--index-info", stdin=entries, environment=index)
        tree = git.run("write-tree", environment=index)
    parents = ("-p", parent.commit) if parent else ()
    return git.run("commit-tree", tree, *parents, stdin=message)
