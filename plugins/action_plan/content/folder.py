"""The content folder: its files and their problems, and what it must not hold."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator, Mapping
from pathlib import Path

from ..natural_order import natural_key
from ..problems import Problem
from .decoding import decode
from .front_matter import Block, Location

__all__ = ["SYMBOLIC_LINK", "ContentFiles", "check_folder"]

SYMBOLIC_LINK = "is a symbolic link. Put what it leads to here itself."
_NOT_MARKDOWN = (
    "is not read: here only files whose names end in .md count. Rename it, or move it elsewhere."
)
_COULD_RUN = (
    "would be published as it is, and could run in a reader's browser."
    " Save it as PDF or plain text, or move it elsewhere."
)
_PASSIVE = frozenset(
    [
        *(".csv", ".doc", ".docx", ".jpeg", ".jpg", ".md", ".ods"),
        *(".odt", ".pdf", ".png", ".rtf", ".txt", ".xls", ".xlsx"),
    ]
)
"""Endings of documents in which a browser runs nothing, and which are published as received."""


class ContentFiles:
    """Opens the files of a content folder, and collects every problem in `problems`.

    `changed` are bytes that count instead of a file's own: a change that is not written yet.
    """

    def __init__(self, folder: Path, changed: Mapping[Path, bytes] | None = None) -> None:
        self.folder = folder
        self.changed = changed or {}
        self.problems: list[Problem] = []

    def name(self, path: Path) -> str:
        """Return a file's name as reports have it: `content/actions/4.2.1.md` on every system."""
        return path.relative_to(self.folder.parent).as_posix()

    def report(self, path: Path, message: str, line: int = 1) -> None:
        """Note a problem of a file, or of a line that is no field."""
        self.problems.append(Problem(self.name(path), line, "", message))

    def report_field(self, path: Path, block: Block, location: Location, message: str) -> None:
        """Note a problem of a field, at its line."""
        field = ".".join(part for part in location if isinstance(part, str))
        self.problems.append(Problem(self.name(path), block.line(location), field, message))

    def text(self, path: Path) -> str | None:
        """Return a file's text; note what is wrong and return `None` where it cannot be read."""
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
        """Return what is in a folder; that it cannot be read is a problem."""
        try:
            with os.scandir(folder) as entries:
                return list(entries)
        except OSError as error:
            self.report(folder, f"cannot be read: {error.strerror}.")
            return []

    def markdown_files(self, folder: str) -> list[Path]:
        """Return a folder's Markdown files in the natural order of their names.

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
        for name in sorted(found, key=lambda name: (natural_key(name.removesuffix(".md")), name)):
            is_hidden = name.startswith(".")
            is_markdown = name.endswith(".md") and name != ".md"
            if is_markdown and not is_hidden and not found[name]:
                files.append(where / name)
            elif is_markdown or not is_hidden:
                self.report(where / name, _NOT_MARKDOWN)
        return files


def check_folder(files: ContentFiles) -> None:
    """Note every symbolic link, and every file of content/source/ that a browser could run."""
    if files.folder.is_symlink():
        files.report(files.folder, SYMBOLIC_LINK)
        return
    if not files.folder.is_dir():
        files.report(files.folder, "is missing. Run this in the folder of the project.")
        return
    source = files.folder / "source"
    for path in _paths(files, files.folder):
        if path.is_symlink():
            files.report(path, SYMBOLIC_LINK)
        elif (
            path.is_relative_to(source)
            and not path.name.startswith(".")
            and path.is_file()
            and path.suffix.casefold() not in _PASSIVE
        ):
            files.report(path, _COULD_RUN)


def _paths(files: ContentFiles, folder: Path) -> Iterator[Path]:
    """Return everything in a folder and below it, following no link."""
    for entry in files.entries(folder):
        if entry.is_symlink():
            yield Path(entry.path)
        elif entry.is_dir(follow_symlinks=False):
            yield from _paths(files, Path(entry.path))
        elif folder.name != "actions":
            # Of an action's file nothing but a link matters here, and there may be thousands.
            yield Path(entry.path)


def _bytes_of(path: Path) -> bytes:
    """Return a file's bytes; raise `OSError`, for a symbolic link with the number `ELOOP`."""
    with open(path, "rb", buffering=0, opener=_no_link) as stream:
        return stream.readall()


def _no_link(path: str, flags: int) -> int:
    return os.open(path, flags | os.O_NOFOLLOW)
