"""Recording updates: requests become the bytes of changed files, all of them or none."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from ..checks.one_action import ActionFile, OneActionReader
from ..checks.reading import read_content
from ..content.models import Action, Update, has_fields
from ..content.parsers import LONGEST_ID, NO_CHANGE, action_slug, fold
from ..content.rules import newest_update
from ..messages import quoted, without_lines
from ..problems import ContentProblems, Problem, introduced
from .requested_update import is_brought_again, with_request
from .update_request import UpdateRequest
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
    request: UpdateRequest
    """The last that changes it."""

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
    asked: Counter[Path] = Counter()
    for request in requests:
        if len(problems) > _MOST_PROBLEMS:
            problems.append(Problem(request.file, request.line, "", _NOT_LOOKED_AT))
            break
        path = _find(request.value("id"), reader) or _find(request.id_alone, reader)
        if path is None:
            problems += _without_action(request, reader)
            continue
        asked[path] += 1
        if asked[path] == 2 and request.file:
            problems += _zero_lost(request, reader, requests)
        if asked[path] > _MOST_OF_AN_ACTION:
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
                request=request,
            )
    recorded = Recorded(files=files, unchanged=tuple(unchanged))
    if not problems and files:
        origins = {reader.files.name(path): file.request for path, file in files.items()}
        problems += _problems_with(recorded.contents, folder, origins)
    if problems:
        raise ContentProblems(problems)
    return recorded


def _find(written: str, reader: OneActionReader) -> Path | None:
    """Return the file of the action that an id names, perhaps with the action's title behind it.

    An action is also found by the name of its file.
    """
    if not written:
        return None
    folded = {known.casefold(): path for known, path in reader.paths.items()}
    words = written.split(" ")
    for end in range(len(written[:LONGEST_ID].split(" ")), 0, -1):
        asked, title = " ".join(words[:end]), " ".join(words[end:])
        named = reader.paths.get(asked) or folded.get(asked.casefold())
        path = named or folded.get(action_slug(asked).casefold())
        if path is None:
            continue
        if named and not title:
            return named
        action = reader.read(path, path.read_bytes()).record
        # Another id may have that address: B5-6, where B5+6 is asked for.
        is_id = named or (has_fields(action, "id") and fold(action.id) == fold(asked))
        is_title = not title or (has_fields(action, "title") and fold(action.title) == fold(title))
        if is_id and is_title:
            return path
    return None


def _zero_lost(
    request: UpdateRequest, reader: OneActionReader, requests: Sequence[UpdateRequest]
) -> Iterator[Problem]:
    """Return the doubt in an id of several rows where that with a zero behind it is in none."""
    found = request.value("id")
    longer = f"{found}0"
    if "." in found and longer in reader.paths and longer not in {r.value("id") for r in requests}:
        message = (
            f"{quoted(found)} is in several rows, and {quoted(longer)} in none: perhaps a"
            " spreadsheet took the zero away. Give the column the format Text, and type these ids"
            " again."
        )
        yield request.problem("id", message)


def _without_action(request: UpdateRequest, reader: OneActionReader) -> Iterator[Problem]:
    """Return what is wrong with a request that names no action of the plan."""
    if request.value("id"):
        hint = request.hint(list(reader.paths))
        yield request.problem("id", f"{quoted(request.value('id'))} is not an action{hint or '.'}")
        if not hint:
            return  # a row of totals, or one that names the columns again
    no_change = fold(request.value("status")) == fold(NO_CHANGE)
    nowhere = reader.files.folder / "actions" / "new.md"
    for problem in _try(request, reader, nowhere, _NO_ACTION)[2]:
        if not (no_change and problem.field == request.names.get("status")):
            yield problem


def _try(
    request: UpdateRequest, reader: OneActionReader, path: Path, content: bytes
) -> tuple[bytes, ActionFile, list[Problem]]:
    """Return the bytes of a file with a request in it, what they say, and the request's problems.

    The bytes stay as they are where the file already has the update.
    """
    before = reader.read(path, content)
    history = _updates(before.record)
    newest = newest_update(history) if history else None
    day = request.day(reader.vocabulary, reader.time_zone)
    if newest and is_brought_again(request, newest, reader.vocabulary):
        day = str(newest.date)
    missing = request.missing
    found = [request.problem(name, message) for name, message in missing.items()]
    try:
        valued, changed, doubts = with_request(
            content, request, before.record, reader.vocabulary, day
        )
    except EditRefused as refusal:
        if not before.problems:
            found.append(Problem(reader.files.name(path), 1, "", str(refusal)))
        return content, before, found
    found += doubts
    after = reader.read(path, changed)
    added = next((update for update in _updates(after.record) if update not in history), None)
    new = introduced(after.problems, before.problems)
    # The content may have its updates in any order, but what a request adds is the newest.
    if added and newest and added.date.last < newest.date.last:
        message = (
            f"{added.date} is before the newest update,"
            f" {newest.date}. Write that day or a later one."
        )
        found.append(request.problem("date", message))
        new = [problem for problem in new if problem.field not in ("status", "updates.date")]
    for problem in new:
        name = problem.field.rpartition(".")[2]
        if name in _ASKED and name not in missing:
            # Both lines of the file are made of what is asked for once.
            found.append(request.problem(name, without_lines(problem.message)))
    # Of what cannot be read it is not known whether it has the update.
    if added is None and not found and has_fields(after.record, "updates"):
        return valued, reader.read(path, valued), []
    return changed, after, found


def _updates(action: Action) -> list[Update]:
    """Return the updates that can be compared, of an action that may have problems."""
    updates = action.updates if has_fields(action, "updates") else ()
    return [update for update in updates if has_fields(update, "date", "status")]


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
