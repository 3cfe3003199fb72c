"""What git knows: commits by their names, and the content that a commit has."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path, PurePosixPath

__all__ = ["Git", "GitRefused"]


class GitRefused(Exception):  # noqa: N818 - what happens, not what went wrong
    """Git cannot give what was asked of it; says why in plain words."""


class Git:
    """The repository that a folder of the project lies in."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def run(self, *arguments: str, given: bytes = b"") -> bytes:
        """Run git in the folder; raises `GitRefused` with the first line of what it says."""
        command = ["git", "-c", "core.quotepath=off", *arguments]
        # Git's sentences are shown to people; this keeps them in one language.
        environment = {**os.environ, "LC_ALL": "C.UTF-8"}
        try:
            done = subprocess.run(  # noqa: S603 - no shell, and names go in as names
                command, cwd=self.root, env=environment, input=given, capture_output=True, check=True
            )
        except FileNotFoundError:
            raise GitRefused("git is not installed here.") from None
        except subprocess.CalledProcessError as error:
            said = error.stderr.decode("utf-8", errors="replace").strip().split("\n")[0]
            raise GitRefused(f"git says: {said}") from None
        return done.stdout

    def commit(self, name: str) -> str:
        """Give the commit that a branch, tag or beginning of a hash names."""
        try:
            found = self.run("rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}")
        except GitRefused:
            message = f'there is no commit "{name}" here. Name a branch, tag or commit, or run: git fetch'
            raise GitRefused(message) from None
        return found.decode().strip()

    def merge_base(self, first: str, second: str) -> str:
        """Give the commit at which two went apart, or the first where they have nothing in common."""
        try:
            return self.run("merge-base", first, second).decode().split("\n")[0]
        except GitRefused:
            return first

    def copy(self, commit: str, folder: str, into: Path) -> bool:
        """Write a commit's files of a folder below `into`; says whether there are any.

        Only plain files, by their names in the commit: nothing that git runs, filters or links.
        """
        listed = self.run("ls-tree", "-r", "-z", "--full-name", commit, "--", f"{folder}/")
        prefix = self.run("rev-parse", "--show-prefix").decode().strip()
        entries = []
        for line in filter(None, listed.split(b"\0")):
            about, _, name = line.partition(b"\t")
            mode, _, blob = about.split(b" ")[:3]
            path = PurePosixPath(os.fsdecode(name)).relative_to(prefix or ".")
            if mode in (b"100644", b"100755") and ".." not in path.parts:
                entries.append((path, blob))
        blobs = self.run("cat-file", "--batch", given=b"".join(blob + b"\n" for _, blob in entries))
        for path, _ in entries:
            head, _, blobs = blobs.partition(b"\n")
            size = int(head.split(b" ")[2])
            target = into / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(blobs[:size])
            blobs = blobs[size + 1 :]
        return bool(entries)

    def changed(self, commit: str, *folders: str) -> list[str]:
        """Give the files below folders that differ from a commit, those not yet in git included."""
        found = self.run("diff", "--name-only", "-z", "--relative", commit, "--", *folders)
        new = self.run("ls-files", "--others", "--exclude-standard", "-z", "--", *folders)
        return sorted({os.fsdecode(name) for name in (found + new).split(b"\0") if name})
