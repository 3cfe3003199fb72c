"""What a site is built from beside its content: nothing of it may be a symbolic link."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from ..content.folder import SYMBOLIC_LINK, ContentFiles

__all__ = ["check_project_links", "links_in"]

_BUILT_FROM = (".github", "pelicanconf.py", "publishconf.py", "theme")
"""What commands read, write or build from, beside the content, from the root of the project."""


def check_project_links(files: ContentFiles) -> None:
    """Note every symbolic link in the project beside its content."""
    for name in _BUILT_FROM:
        for path in links_in(files.folder.parent / name):
            files.report(path, SYMBOLIC_LINK)


def links_in(path: Path) -> Iterator[Path]:
    """Return the symbolic links among a path and all below it, and follow none."""
    if path.is_symlink():
        yield path
    elif path.is_dir():
        with os.scandir(path) as entries:
            found = sorted(entries, key=lambda entry: entry.name)
        for entry in found:
            if entry.is_symlink() or entry.is_dir(follow_symlinks=False):
                yield from links_in(Path(entry.path))
