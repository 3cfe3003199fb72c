"""What a content folder must not hold, whoever sends it: links out of it, and files that run."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from .folder import SYMBOLIC_LINK, ContentFiles

__all__ = ["check_folder"]

_PASSIVE = frozenset(
    [
        *(".csv", ".doc", ".docx", ".jpeg", ".jpg", ".md", ".ods"),
        *(".odt", ".pdf", ".png", ".rtf", ".txt", ".xls", ".xlsx"),
    ]
)
"""Endings of documents in which a browser runs nothing, and which are published as received."""


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
        elif path.is_relative_to(source) and not path.name.startswith("."):
            suffix = path.suffix.casefold()
            if path.is_file() and suffix not in _PASSIVE:
                files.report(
                    path,
                    "would be published as it is, and could run in a reader's browser."
                    " Save it as PDF or plain text, or move it elsewhere.",
                )


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
