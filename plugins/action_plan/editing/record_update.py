"""Recording updates: requests become the bytes of changed files, all of them or none."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from ..checks.one_action import ActionFile, OneActionReader
from ..checks.reading import read_content
from ..content.models import Action, Update, has_fields
from ..content.rules import newest_update
from ..problems import ContentProblems, Problem, introduced
from .answers import in_words_of_a_request
from .asked_action import find_action, unknown_action, zero_lost
from .requested_update import is_brought_again, with_request
from .update_request import NONE_FILLED_IN, UpdateRequest
from .yaml_text import EditRefused

__all__ = ["ChangedFile", "Recorded", "record"]

_MOST_PROBLEMS = 200
"""Problems after which no further request is looked at: nobody reads more before fixing these."""
_NOT_LOOKED_AT = "this row and those below it were not looked at: fix the rows above first."
_MOST_OF_AN_ACTION = 100
"""Requests for one action, whose file is read with each of them."""
_TOO_MANY = f"{{}} is in over {_MOST_OF_AN_ACTION} rows. Divide the table into several."

_NO_ACTION = b"---\nstatus:\n---\n"
"""What a request is tried on that names no action, so that its other values are read, too."""

_ASKED = ("date", "status", "note", "evidence", "status_note", "spent", "due", "lead")
"""What problems of the file can be about that a request brings, as the file calls it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangedFile:
    """The file of an action with what was asked for in it, and not written yet."""

    before: bytes
    after: bytes
    action: Action
    """What the file then says."""
    status: str
    """The label of the status that the action then has, empty where it has none."""

    @property
    def title(self) -> str:
        """What titles of changes say of it: the action, and its status."""
        return f"{self.action.id}: {self.status or 'update'}"


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
    asked: dict[Path, list[UpdateRequest]] = {}
    for request in requests:
        if len(problems) > _MOST_PROBLEMS:
            problems.append(Problem(request.file, request.line, "", _NOT_LOOKED_AT))
            break
        path = None if request.is_above else find_action(request, reader)
        if path is None:
            problems += _without_action(request, reader)
        if path is None or request.asks_for_nothing:
            continue
        of_action = asked.setdefault(path, [])
        of_action.append(request)
        if len(of_action) == 2 and request.file:
            problems += zero_lost(request, reader, requests)
        if len(of_action) > _MOST_OF_AN_ACTION:
            problems.append(request.problem("id", _TOO_MANY.format(path.stem)))
            break
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
                status=reader.vocabulary.status_label(read.record.status or ""),
            )
    recorded = Recorded(files=files, unchanged=tuple(unchanged))
    origins = {reader.files.name(path): asked[path] for path in files}
    problems = problems or [*_problems_of_all(recorded, folder, origins, requests)]
    if problems:
        raise ContentProblems(problems)
    return recorded


def _without_action(request: UpdateRequest, reader: OneActionReader) -> Iterator[Problem]:
    """Return what is wrong with a request that names no action of the plan."""
    if request.value("id"):
        message, is_all = unknown_action(request, reader)
        if message:
            yield request.problem("id", message)
        if is_all:
            return
    left_out = {request.names.get("status")} if request.keeps_status else set()
    if request.file and not request.value("id"):
        # A row without an id may be of no action, but of who made the table.
        left_out |= {request.names[name] for name in request.missing if name != "id"}
    nowhere = reader.files.folder / "actions" / "new.md"
    for problem in _try(request, reader, nowhere, _NO_ACTION)[2]:
        if problem.field not in left_out:
            yield problem


def _try(
    request: UpdateRequest, reader: OneActionReader, path: Path, content: bytes
) -> tuple[bytes, ActionFile, list[Problem]]:
    """Return the bytes of a file with a request in it, what they say, and the request's problems.

    The bytes stay as they are where the file already has the update.
    """
    before = reader.read(path, content)
    request, found = request.without_unclear()
    history = _updates(before.record)
    newest = newest_update(history) if history else None
    day = request.day(reader.vocabulary, reader.time_zone)
    if newest and is_brought_again(request, newest, reader.vocabulary):
        day = str(newest.date)
    found += [request.problem(name, message) for name, message in request.missing.items()]
    try:
        valued, changed, doubts = with_request(
            content, request, before.record, reader.vocabulary, day
        )
    except EditRefused as refusal:
        if not before.problems:
            found.append(
                request.refused(Problem(reader.files.name(path), 1, refusal.field, str(refusal)))
            )
        return content, before, found
    found += doubts
    after = reader.read(path, changed)
    added = next((update for update in _updates(after.record) if update not in history), None)
    found += _brought(request, added, newest, introduced(after.problems, before.problems))
    # Of what cannot be read it is not known whether it has the update.
    if added is None and not found and has_fields(after.record, "updates"):
        return valued, reader.read(path, valued), []
    return changed, after, found


def _brought(
    request: UpdateRequest, added: Update | None, newest: Update | None, new: Iterable[Problem]
) -> Iterator[Problem]:
    """Return what is wrong in a file because of a request, at what is asked for.

    The content may have its updates in any order, but what a request adds is the newest.
    """
    about_order: tuple[str, ...] = ()
    if added and newest and added.date.last < newest.date.last:
        message = (
            f"{added.date} is before the newest update,"
            f" {newest.date}. Write that day or a later one."
        )
        yield request.problem("date", message)
        about_order = ("status", "updates.date")
    for problem in new:
        name = problem.field.rpartition(".")[2]
        if name in _ASKED and name not in request.missing and problem.field not in about_order:
            message = in_words_of_a_request(problem.message, request.names)
            yield request.problem(name, message)


def _updates(action: Action) -> list[Update]:
    """Return the updates that can be compared, of an action that may have problems."""
    updates = action.updates if has_fields(action, "updates") else ()
    return [update for update in updates if has_fields(update, "date", "status")]


def _problems_of_all(
    recorded: Recorded,
    folder: Path,
    origins: Mapping[str, Sequence[UpdateRequest]],
    requests: Sequence[UpdateRequest],
) -> Iterator[Problem]:
    """Return the problems of the files that change, and those the change brings to others.

    Also that no request asks for anything.
    """
    if requests and not (recorded.files or recorded.unchanged):
        yield Problem(requests[-1].file, requests[-1].line, "", NONE_FILLED_IN)
    after = _problems(folder, recorded.contents) if recorded.files else ()
    new = introduced(after, _problems(folder, {}) if after else ())
    for problem in after:
        if problem.path in origins:
            of_file = origins[problem.path]
            by_note = [request for request in of_file if request.has_in_note(problem)]
            is_of_note = by_note and problem in new
            if is_of_note:
                yield by_note[0].problem("note", problem.message)
            else:
                yield of_file[-1].beside(problem)
        elif problem in new:
            yield problem


def _problems(folder: Path, contents: Mapping[Path, bytes]) -> tuple[Problem, ...]:
    try:
        read_content(folder, changed=contents)
    except ContentProblems as refusal:
        return refusal.problems
    return ()
