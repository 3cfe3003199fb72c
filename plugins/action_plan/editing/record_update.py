"""Recording updates: requests become the bytes of changed files, all of them or none."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from ..checks.one_action import OneActionReader
from ..checks.reading import read_content
from ..content.models import Action, Update
from ..content.parsers import NO_CHANGE, action_slug, fold, parse_day
from ..content.record_file import RecordFile
from ..content.rules import newest_update
from ..content.validation import THE_SAME, has_fields
from ..problems import ContentProblems, Problem, introduced
from .update_request import NEEDED, UpdateRequest
from .yaml_edit import EditRefused, NewUpdate, with_update

__all__ = ["ChangedFile", "Recorded", "record"]

_NO_ACTION = b"---\nstatus:\n---\n"
"""What a request is tried on that names no action, so that its other values are read, too."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangedFile:
    """The file of an action with what was asked for in it, and not written yet."""

    before: bytes
    after: bytes
    action: Action
    """What the file then says."""
    status: str
    """The label of the status that the action then has."""
    request: UpdateRequest
    """The last that changes it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """What requests come to: the files they change, and the actions that already say so."""

    files: Mapping[Path, ChangedFile]
    unchanged: tuple[str, ...]
    """Ids of actions."""

    @property
    def contents(self) -> dict[Path, bytes]:
        """The bytes to write into each file."""
        return {path: file.after for path, file in self.files.items()}


def record(
    folder: Path, requests: Sequence[UpdateRequest], known: Sequence[Problem] = ()
) -> Recorded:
    """Return the files as the requests leave them; raises `ContentProblems`.

    What each request leads to is read as any file of an action is, and at the end all
    content with all changes in it. `known` are problems of the place that the requests come from.
    """
    reader = OneActionReader(folder)
    files: dict[Path, ChangedFile] = {}
    unchanged: list[str] = []
    problems = list(known)
    for request in requests:
        path = _find(request, reader)
        if path is None:
            problems += _without_action(request, reader)
            continue
        earlier = files.get(path)
        content = earlier.after if earlier else path.read_bytes()
        after, read, found = _try(request, reader, path, content)
        problems += found or map(request.beside, read.problems)
        if after == content:
            unchanged.append(read.record.id if has_fields(read.record, "id") else path.stem)
        elif not found and not read.problems:
            files[path] = ChangedFile(
                before=earlier.before if earlier else content,
                after=after,
                action=read.record,
                status=reader.vocabulary.status_label(read.record.status),
                request=request,
            )
    recorded = Recorded(files=files, unchanged=tuple(unchanged))
    if not problems and files:
        origins = {reader.files.name(path): file.request for path, file in files.items()}
        problems += _problems_with(recorded.contents, folder, origins)
    if problems:
        raise ContentProblems(problems)
    return recorded


def _find(request: UpdateRequest, reader: OneActionReader) -> Path | None:
    """Return the file of the action that a request names by its id, or by its file's name."""
    folded = {known.casefold(): path for known, path in reader.paths.items()}
    for asked in request.ids:
        if path := reader.paths.get(asked) or folded.get(asked.casefold()):
            return path
        path = folded.get(action_slug(asked).casefold())
        if path is not None:
            # Another id may have that address: B5-6, where B5+6 is asked for.
            action = reader.read(path, path.read_bytes()).record
            if has_fields(action, "id") and fold(action.id) == fold(asked):
                return path
    return None


def _without_action(request: UpdateRequest, reader: OneActionReader) -> Iterator[Problem]:
    """Return what is wrong with a request that names no action of the plan."""
    if request.value("id"):
        yield request.names_no_action(list(reader.paths))
    yield from _try(request, reader, reader.files.folder / "actions" / "new.md", _NO_ACTION)[2]


def _try(
    request: UpdateRequest, reader: OneActionReader, path: Path, content: bytes
) -> tuple[bytes, RecordFile[Action], list[Problem]]:
    """Return the bytes of a file with a request in it, what they say, and the request's problems.

    The bytes stay as they are where the file already has the update.
    """
    before = reader.read(path, content)
    history = _updates(before.record)
    newest = newest_update(history) if history else None
    missing = {name: message for name, message in NEEDED.items() if not request.value(name)}
    found = [request.problem(name, message) for name, message in missing.items()]
    try:
        changed = with_update(content, _new_update(request, reader, newest))
    except EditRefused as refusal:
        if not before.problems:
            found.append(Problem(reader.files.name(path), 1, "", str(refusal)))
        return content, before, found
    after = reader.read(path, changed)
    added = next((update for update in _updates(after.record) if update not in history), None)
    new = introduced(after.problems, before.problems)
    # The content may have its updates in any order, but what a request adds is the newest.
    if added and newest and added.date < newest.date:
        message = (
            f"{added.date.isoformat()} is before the newest update,"
            f" {newest.date.isoformat()}. Write that day or a later one."
        )
        found.append(request.problem("date", message))
        new = [problem for problem in new if problem.field != "status"]
    for problem in new:
        name = problem.field.rpartition(".")[2]
        if name in ("date", "status", "note", "evidence") and name not in missing:
            # Both lines of the file are made of what is asked for once.
            found.append(request.problem(name, problem.message.partition(THE_SAME)[0]))
    if added is None and not found:
        return content, before, []
    return changed, after, found


def _updates(action: Action) -> list[Update]:
    """Return the updates that can be compared, of an action that may have problems."""
    updates = action.updates if has_fields(action, "updates") else ()
    return [update for update in updates if has_fields(update, "date", "status")]


def _new_update(
    request: UpdateRequest, reader: OneActionReader, newest: Update | None
) -> NewUpdate:
    """Return what is to be written; a value that the reader will refuse, as it is."""
    vocabulary = reader.vocabulary
    day = request.value("date") or vocabulary.today.isoformat()
    with contextlib.suppress(ValueError):
        day = parse_day(day).isoformat()
    status = request.value("status")
    if newest and fold(status) == fold(NO_CHANGE):
        status = vocabulary.status_label(newest.status)
    elif vocabulary.statuses:
        spellings = vocabulary.statuses.spellings
        status_id = spellings.get(status) or spellings.get(fold(status)) or status
        status = vocabulary.status_label(status_id)
    return NewUpdate(day, status, request.note, request.evidence)


def _problems_with(
    contents: Mapping[Path, bytes], folder: Path, origins: Mapping[str, UpdateRequest]
) -> Iterator[Problem]:
    """Return the problems of the files that change, and those the change brings to others."""
    after = _problems(folder, contents)
    new = introduced(after, _problems(folder, {}) if after else ())
    for problem in after:
        if problem.path in origins:
            yield origins[problem.path].beside(problem)
        elif problem in new:
            yield problem


def _problems(folder: Path, contents: Mapping[Path, bytes]) -> tuple[Problem, ...]:
    try:
        read_content(folder, changed=contents)
    except ContentProblems as refusal:
        return refusal.problems
    return ()
