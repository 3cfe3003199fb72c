"""The files of a content folder: their names in reports, their text, and which of them count."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from .decoding import decode
from .front_matter import Block, Location
from .problems import Problem, natural_key

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

    def apart(self) -> ContentFiles:
        """Give the same files, to be read with problems of their own."""
        return ContentFiles(self.folder, self.changed)

    def name(self, path: Path) -> str:
        """Give a file's name as reports have it: `content/actions/4.2.1.md` on every system."""
        return f"{self.folder.name}/{path.relative_to(self.folder).as_posix()}"

    def report(self, path: Path, message: str, line: int = 1) -> None:
        """Note a problem of a file, or of a line that is no field."""
        self.problems.append(Problem(self.name(path), line, "", message))

    def report_field(self, path: Path, block: Block, location: Location, message: str) -> None:
        """Note a problem of a field, at the line it stands on."""
        field = ".".join(part for part in location if isinstance(part, str))
        self.problems.append(Problem(self.name(path), block.line(location), field, message))

    def text(self, path: Path) -> str | None:
        """Give a file's text, or `None` where it cannot be read or holds what must not be read."""
        if path.is_symlink():
            self.report(path, SYMBOLIC_LINK)
            return None
        try:
            content = self.changed[path] if path in self.changed else path.read_bytes()
        except OSError as error:
            self.report(path, f"cannot be read: {error.strerror}.")
            return None
        text, problems = decode(self.name(path), content)
        self.problems += problems
        return None if problems else text

    def markdown_files(self, folder: str) -> list[Path]:
        """Give a folder's Markdown files in the order people count.

        Anything else there is a problem, but for dotfiles that systems leave behind.
        """
        where = self.folder / folder
        if where.is_symlink():
            self.report(where, SYMBOLIC_LINK)
            return []
        found = list(where.iterdir()) if where.is_dir() else []
        files: list[Path] = []
        for path in sorted(found, key=lambda path: natural_key(path.name)):
            hidden = path.name.startswith(".")
            if path.suffix == ".md" and not hidden and not path.is_dir():
                files.append(path)
            elif path.suffix == ".md" or not hidden:
                self.report(
                    path,
                    "is not read: here only files whose names end in .md count."
                    " Rename it, or move it elsewhere.",
                )
        return files
