"""Files written together: each complete and in its place, or all of them as they were.

While files are written, a folder beside them keeps each as it was (`old`) and as it is to be
(`new`). Whoever finds that folder when nobody is writing puts back what was replaced. The work is
done when `old` has another name: one step, before which all is undone and after which nothing is.
"""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path

from ..content.folder import SYMBOLIC_LINK
from ..leftovers import locked
from ..problems import ContentProblems, Problem
from ..stopping import uninterrupted

__all__ = ["undo_unfinished", "write_all"]

_WRITTEN_FOLDERS = ("content/actions", ".github/ISSUE_TEMPLATE")
"""The folders of a project in which commands write files."""

_JOURNAL = ".being-written"


def write_all(root: Path, contents: Mapping[Path, bytes]) -> None:
    """Write files of one folder below the root; they may be new.

    Raise `ContentProblems` where one of them or a folder above it is a symbolic link, and `OSError`
    where one cannot be written. Then, as when the writing is stopped or killed, all stay as they
    were: after a kill as soon as the next command runs.
    """
    links = {link for path in contents for link in _links_on_the_way(root, path)}
    if links:
        raise ContentProblems([Problem(link, 1, "", SYMBOLIC_LINK) for link in links])
    (folder,) = {path.parent for path in contents}
    folder.mkdir(parents=True, exist_ok=True)
    with locked(folder):
        _undo(folder)
        journal = folder / _JOURNAL
        new = {
            path.name: content
            for path, content in contents.items()
            if not path.exists() or path.read_bytes() != content
        }
        try:
            _prepare(folder, journal, new)
            with uninterrupted():
                for name, content in new.items():
                    _replace(folder / name, content, journal / "next")
                (journal / "old").rename(journal / "done")
        finally:
            _undo(folder)


def undo_unfinished(root: Path) -> list[str]:
    """Undo what a command has written that was killed before all of it was written.

    Return the names of the files that are as they were before.
    """
    undone: list[Path] = []
    for folder in (root / name for name in _WRITTEN_FOLDERS):
        if _is_folder(folder / _JOURNAL) and not _links_on_the_way(root, folder):
            with locked(folder):
                undone += _undo(folder)
    return [path.relative_to(root).as_posix() for path in undone]


def _links_on_the_way(root: Path, path: Path) -> list[str]:
    """Return which of a file and the folders above it are symbolic links, by their names."""
    way = path.relative_to(root)
    return [step.as_posix() for step in (way, *way.parents[:-1]) if (root / step).is_symlink()]


def _prepare(folder: Path, journal: Path, new: Mapping[str, bytes]) -> None:
    """Write each file as it was, and then as it is to be, into the journal."""
    journal.mkdir()
    (journal / ".gitignore").write_text("*\n", encoding="ascii")
    (journal / "old").mkdir()
    (journal / "new").mkdir()
    for name in new:
        if (folder / name).exists():
            shutil.copy2(folder / name, journal / "old", follow_symlinks=False)
    for name, content in new.items():
        (journal / "new" / name).write_bytes(content)


def _replace(path: Path, content: bytes, beside: Path) -> None:
    beside.write_bytes(content)
    if path.exists():
        shutil.copymode(path, beside)
    beside.replace(path)


def _undo(folder: Path) -> list[Path]:
    """Put back each file that was replaced while the work is not done, and delete the journal.

    A file that does not say what was written has been changed since, and is left as it is.
    Return the files that were put back.
    """
    journal = folder / _JOURNAL
    old, new = journal / "old", journal / "new"
    undone = []
    with uninterrupted():
        for written in new.iterdir() if _is_folder(old) and _is_folder(new) else ():
            path, before = folder / written.name, old / written.name
            if _is_file(path) and path.read_bytes() == written.read_bytes():
                if _is_file(before):
                    before.replace(path)
                else:
                    path.unlink()
                undone.append(path)
    if _is_folder(journal):
        shutil.rmtree(journal, ignore_errors=True)
    return undone


def _is_folder(path: Path) -> bool:
    return path.is_dir() and not path.is_symlink()


def _is_file(path: Path) -> bool:
    return path.is_file() and not path.is_symlink()
