"""The files of a content folder: their names in reports, their text, and which of them count."""

from __future__ import annotations

import errno
import os
from collections.abc import Mapping
from pathlib import Path

from .decoding import decode
from .front_matter import Block, Location
from ..problems import Problem
from ..natural_order import natural_key

__all__ = ["SYMBOLIC_LINK", "ContentFiles"]

SYMBOLIC_LINK = "is a symbolic link. Put what it leads to here itself."


class ContentFiles:
    """Opens the files of a content folder; whatever is wrong goes to `problems`.

    `changed` are bytes that count instead of a file's own: a change that is not written yet.
    """

    def __init__(self, folder: Path, changed: Mapping[Path, bytes] | None = None) -> None:
        self.folder = folder
        self.changed = changed or {}
        self.problems: list[Problem] = []

    def with_own_problems(self) -> ContentFiles:
        """Return the same files, to be read with problems of their own."""
        return ContentFiles(self.folder, self.changed)

    def name(self, path: Path) -> str:
        """Return a file's name as reports have it: `content/actions/4.2.1.md` on every system."""
        return path.relative_to(self.folder.parent).as_posix()

    def report(self, path: Path, message: str, line: int = 1) -> None:
        """Note a problem of a file, or of a line that is no field."""
        self.problems.append(Problem(self.name(path), line, "", message))

    def report_field(self, path: Path, block: Block, location: Location, message: str) -> None:
        """Note a problem of a field, at the line it stands on."""
        field = ".".join(part for part in location if isinstance(part, str))
        self.problems.append(Problem(self.name(path), block.line(location), field, message))

    def text(self, path: Path) -> str | None:
        """Return a file's text, or `None` where it cannot be read or holds what must not be read."""
        try:
            is_changed = path in self.changed and not path.is_symlink()
            content = self.changed[path] if is_changed else _bytes_of(path)
        except OSError as error:
            is_link = error.errno == errno.ELOOP
            message = SYMBOLIC_LINK if is_link else f"cannot be read: {error.strerror}."
            self.report(path, message)
            return None
        text, problems = decode(self.name(path), content)
        self.problems += problems
        return None if problems else text

    def entries(self, folder: Path) -> list[os.DirEntry[str]]:
        """Return what stands in a folder; where it cannot be read, that is a problem."""
        try:
            with os.scandir(folder) as entries:
                return list(entries)
        except OSError as error:
            self.report(folder, f"cannot be read: {error.strerror}.")
            return []

    def markdown_files(self, folder: str) -> list[Path]:
        """Return a folder's Markdown files in the order people count.

        Anything else there is a problem, but for dotfiles that systems leave behind.
        """
        where = self.folder / folder
        if where.is_symlink():
            self.report(where, SYMBOLIC_LINK)
            return []
        if not where.is_dir():
            return []
        found = {entry.name: entry.is_dir(follow_symlinks=False) for entry in self.entries(where)}
        files: list[Path] = []
        for name in sorted(found, key=lambda name: (natural_key(name), name)):
            is_hidden = name.startswith(".")
            is_markdown = name.endswith(".md") and name != ".md"
            if is_markdown and not is_hidden and not found[name]:
                files.append(where / name)
            elif is_markdown or not is_hidden:
                self.report(
                    where / name,
                    "is not read: here only files whose names end in .md count."
                    " Rename it, or move it elsewhere.",
                )
        return files


def _bytes_of(path: Path) -> bytes:
    """Return a file's bytes; raises `OSError`, for a symbolic link with the number `ELOOP`."""
    with open(path, "rb", buffering=0, opener=_no_link) as stream:
        return stream.readall()


def _no_link(path: str, flags: int) -> int:
    return os.open(path, flags | os.O_NOFOLLOW)
