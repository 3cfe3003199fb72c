"""Commits by their names, and the files that a commit has."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path, PurePosixPath

from ..hosting import LARGEST_FILE
from .git import Git, GitError

__all__ = ["changed_files", "copy_files", "find_commit", "is_ancestor", "merge_base"]

_NO = 1
"""How `git merge-base` ends where two commits share no history, or one is not below the other."""
_NO_SUCH = "Needed a single revision"
"""What git says of a name that nothing has."""
_KINDS = ("refs/heads/", "refs/remotes/", "refs/tags/")

_PLAIN_FILES = (b"100644", b"100755")
"""Git's modes of files that are neither links nor other repositories."""

_AT_ONCE = 16 * 1024 * 1024
"""Bytes of files that are asked for in one go, so that not all are in memory."""


def find_commit(git: Git, name: str) -> str:
    """Return the commit that a branch, tag or beginning of a hash names.

    Raises `GitError` where none has the name, or where several have it: git would take the tag.
    """
    wanted = {f"{kind}{name}" for kind in _KINDS}
    named = wanted & {*git.run("for-each-ref", "--format=%(refname)", *_KINDS).split("\n")}
    if len(named) > 1:
        raise GitError(
            f'"{name}" is the name of more than one thing here. Write which is meant:'
            f" {' or '.join(sorted(named))}"
        )
    try:
        found = git.run("rev-parse", "--verify", "--end-of-options", f"{name}^{{commit}}")
    except GitError as error:
        if _NO_SUCH not in error.printed:
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
        if error.code != _NO:
            raise
        return first


def is_ancestor(git: Git, first: str, second: str) -> bool:
    """Whether a commit is another one or in its history; raises `GitError`."""
    try:
        git.run("merge-base", "--is-ancestor", first, second)
    except GitError as error:
        if error.code != _NO:
            raise
        return False
    return True


def copy_files(git: Git, commit: str, folder: str, into: Path) -> None:
    """Write a commit's files of a folder below `into`.

    Plain files alone, byte for byte: no filter or hook of git's runs, no link is followed, and
    nothing is written outside `into`, whatever the commit's tree holds. In place of a link is one
    that leads nowhere, so that whoever reads the folder finds that there is one. A file larger
    than any that GitHub takes has its size, and no bytes. Raises `GitError`, also where the clone
    lacks a file's bytes.
    """
    wanted: list[tuple[Path, bytes, int]] = []
    links: list[Path] = []
    waiting = 0
    for path, mode, blob, length in _tree(git, commit, folder):
        if mode not in _PLAIN_FILES:
            links.append(into / path)
            continue
        if not length.isdigit():
            raise GitError(
                f"this clone lacks the bytes of {path} as of commit {commit[:12]}. Clone it anew"
            )
        target, size = into / path, int(length)
        target.parent.mkdir(parents=True, exist_ok=True)
        if size > LARGEST_FILE:
            with target.open("wb") as file:
                file.truncate(size)
            continue
        if wanted and waiting + size > _AT_ONCE:
            _write(git, wanted)
            wanted, waiting = [], 0
        wanted.append((target, blob, size))
        waiting += size
    _write(git, wanted)
    for link in links:
        # A tree that git itself would not write may have something else of that name.
        with suppress(OSError):
            link.parent.mkdir(parents=True, exist_ok=True)
            link.symlink_to("nowhere")


def _tree(
    git: Git, commit: str, folder: str
) -> Iterator[tuple[PurePosixPath, bytes, bytes, bytes]]:
    """Yield the path of each file of a commit's folder, with its mode, name in git and length."""
    listed = git.run_bytes("ls-tree", "-r", "-l", "-z", commit, "--", f"{folder}/")
    for line in filter(None, listed.split(b"\0")):
        about, _, name = line.partition(b"\t")
        mode, _, blob, length = about.split()
        path = PurePosixPath(os.fsdecode(name))
        if ".." not in path.parts:
            yield path, mode, blob, length


def _write(git: Git, wanted: Sequence[tuple[Path, bytes, int]]) -> None:
    """Write files, each of a path, its name in git and its size."""
    stdin = b"".join(blob + b"\n" for _, blob, _ in wanted)
    blobs = memoryview(git.run_bytes("cat-file", "--batch", stdin=stdin))
    start = 0
    for target, blob, size in wanted:
        start += len(b"%s blob %d\n" % (blob, size))
        target.write_bytes(blobs[start : start + size])
        start += size + 1


def changed_files(git: Git, start: str, end: str, names: Sequence[str]) -> list[str]:
    """Return which of these files and folders' files differ between two commits.

    Without `end`, what is here is compared, new files included.
    """
    commits = [start, *filter(None, [end])]
    found = git.run_bytes(
        "diff", "--name-only", "--no-renames", "-z", "--relative", *commits, "--", *names
    )
    if not end:
        found += git.run_bytes("ls-files", "--others", "--exclude-standard", "-z", "--", *names)
    return sorted({os.fsdecode(name) for name in found.split(b"\0") if name})
