"""Committing a built site: by whom, and exactly the files that were verified."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from ..vcs.git import Git, GitError, cause_of_failure, clean_environment
from .errors import RefusedError
from .live_site import PublishedSite, read_published
from .remote import PUBLISHED

__all__ = ["commit_site", "identity_refusals"]

_WORKBENCH = f"{PUBLISHED}-being-published"
"""A branch of this clone only, on which ghp-import commits; it is deleted afterwards."""

_TIMEOUT = 600
"""Seconds after which ghp-import is ended; the largest site that GitHub serves takes about 60."""

_NOT_IN_IDENTITY = frozenset("<>\n")


def identity_refusals(git: Git) -> Iterator[str]:
    """Return why commits cannot say who made them; ghp-import would commit as nobody."""
    environment = clean_environment()
    name = environment.get("GIT_COMMITTER_NAME", git.ask("config", "user.name") or "")
    mail = environment.get("GIT_COMMITTER_EMAIL", git.ask("config", "user.email") or "")
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
    git: Git,
    folder: Path,
    files: Mapping[str, str],
    *,
    message: str,
    parent: PublishedSite | None,
    domain: str,
) -> str:
    """Commit a folder's files on top of the published site; return the commit.

    Raises `RefusedError` where that fails, or where the commit has anything but `files`.
    """
    branch = f"refs/heads/{_WORKBENCH}"
    if parent is None:
        git.ask("update-ref", "-d", branch)
    else:
        git.run("update-ref", branch, parent.commit)
    try:
        _import(git, folder, message, domain)
        commit = git.run("rev-parse", branch)
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


def _import(git: Git, folder: Path, message: str, domain: str) -> None:
    """Have ghp-import commit a folder to the workbench; raises `GitError`.

    In a process of its own: as a library it starts git in the folder and environment of this one,
    and ends in a `TypeError` where git fails.
    """
    arguments = ["--no-jekyll", f"--branch={_WORKBENCH}", f"--message={message}"]
    if domain:
        arguments.append(f"--cname={domain}")
    try:
        done = subprocess.run(  # noqa: S603 - no shell, and each argument stays one
            [sys.executable, "-m", "ghp_import", *arguments, str(folder)],
            cwd=git.folder,
            env=clean_environment(),
            capture_output=True,
            text=True,
            errors="replace",
            check=False,
            timeout=_TIMEOUT,
        )
    except subprocess.TimeoutExpired:
        raise GitError(f"it was not done within {_TIMEOUT} seconds") from None
    if done.returncode:
        cause = (
            "it gave no reason; is the disk full?"
            if "Traceback" in done.stderr
            else cause_of_failure(done.returncode, done.stderr)
        )
        raise GitError(cause, done.returncode)
