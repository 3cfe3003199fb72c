"""Commits by their names, and the files that a commit has."""

from __future__ import annotations

import os
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path, PurePosixPath

from .git import Git, GitError

__all__ = ["changed_files", "copy_files", "find_commit", "merge_base"]

_NONE_IN_COMMON = 1
"""How `git merge-base` ends where two commits share no history."""

_PLAIN_FILES = (b"100644", b"100755")
"""Git's modes of files that are neither links nor other repositories."""


def find_commit(git: Git, name: str) -> str:
    """Return the commit that a branch, tag or beginning of a hash names; raises `GitError`."""
    try:
        found = git.run("rev-parse", "--verify", "--end-of-options", f"{name}^{{commit}}")
    except GitError as error:
        if error.code is None or "not a git repository" in error.cause:
            raise
        raise GitError(
            f'there is no commit "{name}" here.'
            " Name a branch, a tag or a commit; git fetch brings those of the server"
        ) from None
    return found.split()[-1]  # before it, some versions of git repeat the option


def merge_base(git: Git, first: str, second: str) -> str:
    """Return the commit at which two went apart; the first where they have none in common."""
    try:
        return git.run("merge-base", first, second)
    except GitError as error:
        if error.code != _NONE_IN_COMMON:
            raise
        return first


def copy_files(git: Git, commit: str, folder: str, into: Path) -> None:
    """Write a commit's files of a folder below `into`.

    Plain files alone, byte for byte: no filter or hook of git's runs, no link is followed, and
    nothing is written outside `into`, whatever the commit's tree holds. In place of a link is one
    that leads nowhere, so that whoever reads the folder finds that there is one.
    """
    listed = git.run_bytes("ls-tree", "-r", "-z", commit, "--", f"{folder}/")
    entries, links = [], []
    for line in filter(None, listed.split(b"\0")):
        about, _, name = line.partition(b"\t")
        mode, _, blob = about.split(b" ")[:3]
        path = PurePosixPath(os.fsdecode(name))
        if ".." in path.parts:
            continue
        if mode in _PLAIN_FILES:
            entries.append((path, blob))
        else:
            links.append(path)
    wanted = b"".join(blob + b"\n" for _, blob in entries)
    blobs = git.run_bytes("cat-file", "--batch", given=wanted)
    start = 0
    for path, _ in entries:
        end = blobs.index(b"\n", start)
        size = int(blobs[start:end].split(b" ")[2])
        target = into / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(blobs[end + 1 : end + 1 + size])
        start = end + 1 + size + 1
    for path in links:
        # A tree that git itself would not write may have something else of that name.
        with suppress(OSError):
            (into / path).parent.mkdir(parents=True, exist_ok=True)
            (into / path).symlink_to("nowhere")


def changed_files(git: Git, start: str, end: str, names: Sequence[str]) -> list[str]:
    """Return which of these files and folders' files differ between two commits.

    Without `end`, what is here is compared, new files included.
    """
    commits = [start, *filter(None, [end])]
    found = git.run_bytes("diff", "--name-only", "-z", "--relative", *commits, "--", *names)
    if not end:
        found += git.run_bytes("ls-files", "--others", "--exclude-standard", "-z", "--", *names)
    return sorted({os.fsdecode(name) for name in found.split(b"\0") if name})
