"""The content folder: its files and their problems, and what it must not hold."""

from __future__ import annotations

import errno
import hashlib
import os
import re
import shlex
import stat
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePath
from unicodedata import normalize

from .. import hosting
from ..messages import printable, quoted
from ..natural_order import natural_key
from ..problems import Problem
from .characters import described, forbidden_characters
from .decoding import decode
from .front_matter import Block, Location
from .line_remarks import line_remarks

__all__ = [
    "SYMBOLIC_LINK",
    "ContentFiles",
    "check_folder",
    "checksum",
    "incoming_files",
    "name_in_addresses",
    "plan_by_another_name",
]

_MIB = 1024 * 1024
_LARGEST_FILE = _MIB
"""Bytes a file that is read may have: an action's has a few thousand."""
SYMBOLIC_LINK = "is a symbolic link. Put what it leads to here itself."
_NOT_MARKDOWN = "is not read: here only files whose names end in .md count. {}"
_MARKDOWN = re.compile(
    r"(?:\.md\.txt|\.(?:md|markdown|mdown|mkdn?|text|txt|yml|yaml))?$", re.IGNORECASE
)
"""Endings of files whose text may well be an action's or a page's."""
_TEXTS = (".doc", ".docx", ".htm", ".html", ".markdown", ".md", ".pdf", ".yml", ".yaml")
"""Endings of files that are no tables."""
_PLAN = re.compile(r"plan(?: ?\(\d+\)| - copy)?\.(?:ya?ml)(?:\.txt|)", re.IGNORECASE)
"""Names that plan.yml may have by mistake."""
_LEFT_BEHIND = re.compile(
    r"\.(?:bak|orig|rej|tmp|swp)$|~$|^~\$|^(?:thumbs\.db|desktop\.ini)$", re.IGNORECASE
)
"""Names of files that systems and programs leave behind."""
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
_NOT_IN_NAMES = re.compile(r'["*:<>?\\|\x00-\x1f\x7f\ud800-\udfff]')
"""What names on Windows cannot have, and what Python makes of bytes that are no UTF-8."""
_DEVICE = re.compile(
    r"(?:aux|con|nul|prn|con(?:in|out)\$|(?:com|lpt)[\d¹²³])(?:\.|$)", re.IGNORECASE
)
_OF_THE_PROJECT = ("components", "output", "plugins", "preview", "tests", "theme")
"""Folders beside content/ in which no action is looked for."""
_FOLDERS = ("actions", "incoming", "pages", "source")
"""The folders of content/ that something is read from."""
_MOVE_TEXT = (
    "is not read here. Move an action's file to content/actions/, a page's to content/pages/."
)
_MOVE_FILE = (
    "is neither read nor shown here. Delete it; content/source/ is for the document that the plan"
    " was taken from."
)
_TABLE_OF_UPDATES = "Move a table of updates to content/incoming/; delete it, if it is none."
_MOVE_TABLE = f"is not read here. {_TABLE_OF_UPDATES}"
_TABLES = (".csv", ".ods", ".tsv", ".xls", ".xlsx")
_NO_TABLE = (
    "is no table of updates, and nothing else is read here. Delete it; an action's file goes into"
    " content/actions/."
)
_INCOMING = (
    "is a table of updates that are not in the plan yet. Run make status FILE={},"
    " then delete the table. On GitHub, a branch of its own does both for it."
)
_LINK_TO_IT = "Keep it elsewhere, and link to it."


def name_in_addresses(path: PurePath) -> str:
    """Return a file's name without its ending, with letters composed: macOS may save them apart."""
    return path.stem if path.stem.isascii() else normalize("NFC", path.stem)


class ContentFiles:
    """Opens the files of a content folder, and collects every problem in `problems`.

    `changed` are bytes that count instead of a file's own: a change that is not written yet.
    """

    def __init__(self, folder: Path, changed: Mapping[Path, bytes] | None = None) -> None:
        self.folder = folder
        self.changed = changed or {}
        self.problems: list[Problem] = []
        self.remarks: list[Problem] = []
        """What is probably not meant, and does not keep the site from being built."""
        self.unread: list[Path] = []
        """Folders that cannot be listed, and what is in them that is not read."""

    def name(self, path: Path) -> str:
        """Return a file's name as reports have it: `content/actions/4.2.1.md` on every system."""
        return printable(str(path).removeprefix(f"{self.folder.parent}/"))

    def report(self, path: Path, message: str, line: int = 1) -> None:
        """Note a problem of a file, or of a line that is no field."""
        self.problems.append(Problem(self.name(path), line, "", message))

    def report_field(self, block: Block, location: Location, message: str) -> None:
        """Note a problem of a field, at its line."""
        self.problems.append(block.problem(location, message))

    def remark(self, path: Path, message: str, line: int = 1) -> None:
        """Note what is probably not meant, at a line."""
        self.remarks.append(Problem(self.name(path), line, "", message))

    def remark_field(self, block: Block, location: Location, message: str) -> None:
        """Note what is probably not meant in a field, at its line."""
        self.remarks.append(block.problem(location, message))

    def text(self, path: Path) -> str | None:
        """Return a file's text; note what is wrong and return `None` where it cannot be read."""
        try:
            if path in self.changed and not path.is_symlink():
                content = self.changed[path]
                size = len(content)
            else:
                content, size = _read(path)
        except OSError as error:
            is_link = error.errno == errno.ELOOP
            message = SYMBOLIC_LINK if is_link else f"cannot be read: {error.strerror}."
            self.report(path, message)
            return None
        if size > _LARGEST_FILE:
            self.report(path, f"the file is {size / _MIB:.1f} MiB large. Keep it under 1 MiB.")
            return None
        text, problems = decode(self.name(path), content)
        self.problems += problems
        for line, message in line_remarks(text):
            self.remark(path, message, line)
        return None if problems else text

    def entries(self, folder: Path) -> list[os.DirEntry[str]]:
        """Return what is in a folder; that it cannot be read is a problem."""
        try:
            with os.scandir(folder) as entries:
                return list(entries)
        except OSError as error:
            self.report(folder, f"cannot be read: {error.strerror}.")
            self.unread.append(folder)
            return []

    def markdown_files(self, folder: str) -> list[Path]:
        """Return a folder's Markdown files in the natural order of their names.

        Anything else there is a problem, but for dotfiles that systems leave behind.
        """
        where = self.folder / folder
        if where.is_symlink():
            self.report(where, SYMBOLIC_LINK)
            self.unread.append(where)
            return []
        if not where.is_dir():
            return []
        found = {entry.name: entry.is_dir(follow_symlinks=False) for entry in self.entries(where)}
        files: list[Path] = []
        for name in sorted(found, key=lambda name: (natural_key(name.removesuffix(".md")), name)):
            is_hidden = name.startswith(".")
            if message := _wrong_name(name) or _unfit_name(PurePath(name)):
                self.report(where / name, message)
                continue
            is_markdown = name.endswith(".md") and name != ".md"
            if is_markdown and not is_hidden and not found[name]:
                files.append(where / name)
            elif is_markdown or not is_hidden:
                self.report(where / name, _not_read(where / name))
                self.unread.append(where / name)
        return files


def _not_read(path: Path) -> str:
    """Return what to do with what is among the Markdown files and is none."""
    stem = _MARKDOWN.sub("", path.name, count=1)
    if path.is_dir():
        advice = "Move the files of this folder up into the one above it."
    elif _LEFT_BEHIND.search(path.name):
        advice = "Delete it."
    elif path.suffix.casefold() in _TABLES:
        advice = _TABLE_OF_UPDATES
    elif stem != path.name or not path.suffix[1:].isalpha():
        advice = f"Rename it to {printable(stem.lstrip('.'))}.md, or move it elsewhere."
    else:
        advice = "Write its words into such a file, and delete this one."
    return _NOT_MARKDOWN.format(advice)


def _wrong_name(name: str) -> str:
    """Return the first character that a file's name must not have, and what to do, or nothing."""
    lines = (character for character in name if character in "\n\t")
    for character in (*lines, *forbidden_characters(name)):
        return f"{described(character)} is not allowed in a file's name. Rename the file."
    return ""


def check_folder(files: ContentFiles) -> tuple[str, ...]:
    """Note every symbolic link, and every file of content/source/ that cannot be published.

    Return the files of content/source/, hidden ones left out, by their names in that folder.
    """
    if files.folder.is_symlink():
        files.report(files.folder, SYMBOLIC_LINK)
        return ()
    if not files.folder.is_dir():
        files.report(files.folder, "is missing. Run this in the folder of the project.")
        return ()
    _check_elsewhere(files)
    for file in incoming_files(files.folder):
        is_text = file.suffix.casefold() in _TEXTS
        message = _NO_TABLE if is_text else _INCOMING.format(shlex.quote(files.name(file)))
        files.report(file, message)
    source = files.folder / "source"
    found: list[str] = []
    for path in _paths(files, files.folder):
        if path.is_symlink():
            files.report(path, SYMBOLIC_LINK)
            files.unread.append(path)
        elif path.is_relative_to(source) and path.is_file():
            name = path.relative_to(source)
            if any(part.startswith(".") for part in name.parts):
                continue
            found.append(name.as_posix())
            if message := _unfit_name(name) or _unfit_file(path):
                files.report(path, message)
    return tuple(sorted(found, key=natural_key))


def incoming_files(folder: Path) -> list[Path]:
    """Return the tables that were uploaded to be applied, in the order of their names.

    No link is followed, to a table or to the folder.
    """
    incoming = folder / "incoming"
    if folder.is_symlink() or incoming.is_symlink():
        return []
    return [
        file
        for file in sorted(incoming.rglob("*"))
        if file.is_file()
        and not file.is_symlink()
        and not any(part.startswith(".") for part in file.relative_to(incoming).parts)
    ]


def _check_elsewhere(files: ContentFiles) -> None:
    """Note what is in content/ and read by nothing, and actions that are beside that folder."""
    renamed = plan_by_another_name(files.folder)
    for entry in files.entries(files.folder):
        path = Path(entry.path)
        is_known = entry.name in (*_FOLDERS, "plan.yml") or path in renamed
        if is_known or entry.name.startswith(".") or entry.is_symlink():
            continue
        found = sorted(path.rglob("*")) if entry.is_dir() else [path]
        for file in found:
            if file.is_file() and not file.name.startswith("."):
                files.report(file, _elsewhere(file))
    beside = files.folder.parent
    for folder in (beside, *_folders_beside(files.folder)):
        for file in sorted(folder.glob("*.md")):
            if file.is_file() and not file.is_symlink() and _is_action(file):
                files.report(file, _MOVE_TEXT)


def _elsewhere(file: Path) -> str:
    """Return what to do with a file of content/ that nothing reads."""
    if file.suffix == ".md":
        return _MOVE_TEXT
    return _MOVE_TABLE if file.suffix.casefold() in _TABLES else _MOVE_FILE


def plan_by_another_name(folder: Path) -> list[Path]:
    """Return the files that are plan.yml by another name, where there is none of that name."""
    if (folder / "plan.yml").exists() or not folder.is_dir():
        return []
    found = (path for path in sorted(folder.iterdir()) if _PLAN.fullmatch(path.name))
    return [path for path in found if path.is_file()]


def _folders_beside(content: Path) -> Iterator[Path]:
    """Return the folders in which an action may be by mistake: none of the project's own."""
    with os.scandir(content.parent) as entries:
        names = sorted(entry.name for entry in entries if entry.is_dir(follow_symlinks=False))
    for name in names:
        if name not in (content.name, *_OF_THE_PROJECT) and not name.startswith("."):
            yield content.parent / name


def _is_action(file: Path) -> bool:
    """Whether a file starts as an action's does."""
    with file.open("rb") as stream:
        start = stream.read(1_000)
    return start.lstrip().startswith(b"---") and b"\nid:" in start


def _unfit_name(name: PurePath) -> str:
    """Return why a file cannot have a name on every system, or nothing where it can.

    Windows refuses these names, and so does what keeps the preview of a change on GitHub
    (actions/upload-artifact).
    """
    for part in name.parts:
        if found := _NOT_IN_NAMES.search(part):
            return f'the name has "{printable(found[0])}", which not every system takes. Rename it.'
        if part.endswith((".", " ")):
            return "the name ends in a dot or a space, which not every system takes. Rename it."
        if _DEVICE.match(part):
            return (
                f"the name is {quoted(part)}, as a device is called, which not every system takes."
                " Rename it."
            )
    return ""


def _unfit_file(path: Path) -> str:
    if path.suffix.casefold() not in _PASSIVE:
        return _COULD_RUN
    if path.suffix == ".md" and _is_action(path):
        return _MOVE_TEXT
    message = hosting.too_large_file(path.stat().st_size)
    return f"{message} {_LINK_TO_IT}" if message else ""


def checksum(path: Path) -> str | None:
    """Return a file's SHA-256 in hexadecimal, or `None` where it is too large to be published."""
    if path.stat().st_size > hosting.LARGEST_FILE:
        return None
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _paths(files: ContentFiles, folder: Path) -> Iterator[Path]:
    """Return everything in a folder and below it, following no link; note names to be changed."""
    for entry in files.entries(folder):
        if message := _wrong_name(entry.name):
            files.report(Path(entry.path), message)
        elif entry.is_symlink():
            yield Path(entry.path)
        elif entry.is_dir(follow_symlinks=False):
            yield from _paths(files, Path(entry.path))
        elif folder != files.folder / "actions":
            # Of an action's file nothing but a link matters here, and there may be thousands.
            yield Path(entry.path)


def _read(path: Path) -> tuple[bytes, int]:
    """Return a file's bytes, of one that is too large none, and how many it has.

    Raise `OSError`, for a symbolic link with the number `ELOOP`.
    """
    with open(path, "rb", buffering=0, opener=_no_link) as stream:
        about = os.fstat(stream.fileno())
        if not stat.S_ISREG(about.st_mode):
            raise OSError(errno.EINVAL, "it is not a text file")
        size = about.st_size
        return (stream.readall() if size <= _LARGEST_FILE else b""), size


def _no_link(path: str, flags: int) -> int:
    return os.open(path, flags | os.O_NOFOLLOW | os.O_NONBLOCK)  # a pipe would have it wait
