"""What git remembers: commits by their names, and the content that a commit has."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Sequence
from pathlib import Path, PurePosixPath

from .git import environment

__all__ = ["GitRefused", "History"]

_NONE_IN_COMMON = 1
"""How `git merge-base` ends where two commits share no history."""


class GitRefused(Exception):  # noqa: N818 - what happens, not what went wrong
    """Git cannot give what was asked of it; says why in plain words.

    `code` is that of git's end, where it was started.
    """

    def __init__(self, why: str, code: int | None = None) -> None:
        self.code = code
        super().__init__(why)


class History:
    """The commits of the repository that a folder of the project lies in."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def run(self, *arguments: str, given: bytes = b"") -> bytes:
        """Run git in the folder; raises `GitRefused` with the first line of what it says."""
        try:
            done = subprocess.run(  # noqa: S603 - no shell, and names go in as names
                ["git", *arguments],  # noqa: S607 - git as the user has it
                cwd=self.root,
                env=environment(),
                input=given,
                capture_output=True,
                check=True,
            )
        except FileNotFoundError:
            raise GitRefused("git is not installed here.") from None
        except subprocess.CalledProcessError as error:
            said = error.stderr.decode("utf-8", errors="replace").strip().split("\n")[0]
            raise GitRefused(f"git says: {said}", error.returncode) from None
        return done.stdout

    def commit(self, name: str) -> str:
        """Return the commit that a branch, tag or beginning of a hash names."""
        try:
            found = self.run("rev-parse", "--verify", "--end-of-options", f"{name}^{{commit}}")
        except GitRefused as refusal:
            if "not a git repository" in str(refusal) or "not installed" in str(refusal):
                raise
            raise GitRefused(
                f'there is no commit "{name}" here.'
                " Name a branch, a tag or a commit; git fetch brings those of the server."
            ) from None
        return found.decode().split()[-1]

    def merge_base(self, first: str, second: str) -> str:
        """Return the commit at which two went apart; the first where they have none in common."""
        try:
            return self.run("merge-base", first, second).decode().split()[0]
        except GitRefused as refusal:
            if refusal.code != _NONE_IN_COMMON:
                raise
            return first

    def copy(self, commit: str, folder: str, into: Path) -> bool:
        """Write a commit's files of a folder below `into`; says whether there are any.

        Plain files alone, byte for byte: no filter or hook of git's runs, no link is followed.
        """
        listed = self.run("ls-tree", "-r", "-z", commit, "--", f"{folder}/")
        entries = []
        for line in filter(None, listed.split(b"\0")):
            about, _, name = line.partition(b"\t")
            mode, _, blob = about.split(b" ")[:3]
            path = PurePosixPath(os.fsdecode(name))
            if mode in (b"100644", b"100755") and ".." not in path.parts:
                entries.append((path, blob))
        blobs = self.run("cat-file", "--batch", given=b"".join(blob + b"\n" for _, blob in entries))
        start = 0
        for path, _ in entries:
            end = blobs.index(b"\n", start)
            size = int(blobs[start:end].split(b" ")[2])
            target = into / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(blobs[end + 1 : end + 1 + size])
            start = end + 1 + size + 1
        return bool(entries)

    def changed(self, commit: str, folders: Sequence[str]) -> list[str]:
        """Return the files of these folders that differ from a commit, new ones included."""
        if not folders:
            return []
        found = self.run("diff", "--name-only", "-z", "--relative", commit, "--", *folders)
        new = self.run("ls-files", "--others", "--exclude-standard", "-z", "--", *folders)
        return sorted({os.fsdecode(name) for name in (found + new).split(b"\0") if name})
