"""Recording updates: requests become changed files, all of them or none."""

from __future__ import annotations

import contextlib
import difflib
import os
import shlex
import shutil
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from ..checks.reading import read_content
from ..content.decoding import decode
from ..content.folder import ContentFiles
from ..content.front_matter import front_matter
from ..formatting import count
from ..problems import ContentProblems, Problem
from .update_request import UpdateRequest, UpdateRequestReader, read_table
from .yaml_edit import EditRefused, with_update

__all__ = ["Recorded", "diff", "record", "set_status", "write_all"]

_NAMES = {name: name.upper() for name in ("id", "status", "note", "date", "evidence")}


@dataclass(frozen=True, slots=True)
class Recorded:
    """What requests come to: the files they change, and the actions that already say so."""

    contents: Mapping[Path, bytes]
    statuses: Mapping[Path, str]
    """The status that each changed action then has."""
    unchanged: tuple[str, ...]


def record(
    folder: Path, requests: Sequence[UpdateRequest], known: Sequence[Problem] = ()
) -> Recorded:
    """Return the files as the requests leave them; raises `ContentProblems` and writes nothing.

    The whole content is read with the change in it: problems it would leave in the files that
    it changes, and problems it would bring anywhere, count. `known` are problems of the place
    that the requests come from.
    """
    reader = UpdateRequestReader(folder)
    if reader.problems:
        raise ContentProblems(reader.problems)
    files = ContentFiles(folder)
    contents: dict[Path, bytes] = {}
    statuses: dict[Path, str] = {}
    origins: dict[str, UpdateRequest] = {}
    unchanged: list[str] = []
    problems = list(known)
    for request in requests:
        path, update, found = reader.read(request, contents)
        problems += found
        if update is None:
            unchanged += [] if found else [path.stem]
            continue
        before = contents[path] if path in contents else path.read_bytes()
        unreadable = decode(files.name(path), before)[1]
        try:
            after = before if unreadable else with_update(before, update)
        except EditRefused as refusal:
            unreadable = [Problem(files.name(path), 1, "", str(refusal))]
            after = before
        problems += unreadable
        contents[path] = after
        statuses[path] = update.status
        origins[files.name(path)] = request
    if not problems and contents:
        problems = [
            _told(problem, origins.get(problem.path)) for problem in _left(folder, contents, files)
        ]
    if problems:
        raise ContentProblems(problems)
    return Recorded(contents, statuses, tuple(unchanged))


def _left(folder: Path, contents: Mapping[Path, bytes], files: ContentFiles) -> list[Problem]:
    """Return the problems the change would bring, and all those of the files it changes."""
    after = _problems(folder, contents)
    if not after:
        return []
    before = _problems(folder, {})
    changed = {files.name(path) for path in contents}
    return [problem for problem in after if problem.path in changed or problem not in before]


def _problems(folder: Path, contents: Mapping[Path, bytes]) -> tuple[Problem, ...]:
    try:
        read_content(folder, changed=contents)
    except ContentProblems as refusal:
        return refusal.problems
    return ()


def _told(problem: Problem, request: UpdateRequest | None) -> Problem:
    """Say a problem of the changed file at the row of the table that changes it."""
    if request is None or not request.file:
        return problem
    return Problem(request.file, request.line, "", f"with this row, {problem}")


def write_all(contents: Mapping[Path, bytes]) -> None:
    """Write files, each whole and in its place at once; where one fails, all stay as they were."""
    before = {path: path.read_bytes() for path in contents}
    written: list[Path] = []
    try:
        for path, content in contents.items():
            _replace(path, content)
            written.append(path)
    except OSError:
        for path in written:
            _replace(path, before[path])
        raise


def _replace(path: Path, content: bytes) -> None:
    number, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(number, "wb") as file:
            file.write(content)
        shutil.copymode(path, name)
        Path(name).replace(path)
    except BaseException:
        with contextlib.suppress(FileNotFoundError):
            Path(name).unlink()
        raise


def diff(folder: Path, contents: Mapping[Path, bytes]) -> str:
    """Return what changes in the files, as git shows it."""
    files = ContentFiles(folder)
    lines: list[str] = []
    for path, content in contents.items():
        name = files.name(path)
        before, after = (
            text.decode("utf-8", errors="replace").splitlines()
            for text in (path.read_bytes(), content)
        )
        lines += difflib.unified_diff(before, after, f"a/{name}", f"b/{name}", n=2, lineterm="")
    return "\n".join(lines)


def set_status(folder: Path, values: Mapping[str, str], table: str) -> int:
    """Record the update a command asks for, or those of a table; returns the exit code."""
    if table and any(values.values()):
        print("FILE stands for ID, STATUS, NOTE, DATE and EVIDENCE: give the one or the others.")
        return 1
    requests, problems = read_table(Path(table)) if table else ([UpdateRequest(values, _NAMES)], [])
    try:
        recorded = record(folder, requests, problems)
    except ContentProblems as refusal:
        print(*refusal.problems, sep="\n")
        print("Nothing was written.", file=sys.stderr)
        return 1
    for action_id in recorded.unchanged:
        print(f"{action_id} already has this update.")
    if not recorded.contents:
        return 0
    print(diff(folder, recorded.contents))
    try:
        write_all(recorded.contents)
    except OSError as error:
        print(f"Nothing was written: {error.strerror}.", file=sys.stderr)
        return 1
    print(f"\n{_next_step(folder, recorded)}")
    return 0


def _next_step(folder: Path, recorded: Recorded) -> str:
    """Say what was written and how it goes on, with the commands to copy."""
    files = ContentFiles(folder)
    named = [f"{path.stem}: {label}" for path, label in recorded.statuses.items()]
    subject = named[0] if len(named) == 1 else f"Update {count(len(named), 'action')}"
    paths = " ".join(shlex.quote(files.name(path)) for path in recorded.contents)
    reviews = [path.stem for path in recorded.contents if _has_status_note(path)]
    lines = [f"{count(len(recorded.contents), 'file')} written. Read the lines with + and - above."]
    if reviews:
        lines.append(
            f"The status_note of {', '.join(reviews)} still stands:"
            " change or delete it where it is no longer true."
        )
    lines.append("Next, put the change on a branch and open a pull request:")
    lines.append(f"  git switch -c update-{next(iter(recorded.contents)).stem}")
    lines.append(f"  git commit -m {shlex.quote(subject)} -- {paths}")
    lines.append("  git push -u origin HEAD")
    return "\n".join(lines)


def _has_status_note(path: Path) -> bool:
    block, _ = front_matter(path.name, decode(path.name, path.read_bytes())[0])
    return "status_note" in block.values
