"""Requests for an update, as a command, a table or a form makes them, checked before any edit."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from .. import clock
from ..content.decoding import invisible
from ..content.fields import Vocabulary
from ..content.folder import ContentFiles
from ..content.front_matter import Block, field_name, front_matter
from ..content.models import Update
from ..content.parsers import fold
from ..content.plan_file import PlanFile
from ..content.validation import has_fields, validate_record
from ..messages import did_you_mean, quoted
from ..problems import Problem
from .yaml_edit import NewUpdate

__all__ = ["NO_CHANGE", "UpdateRequest", "UpdateRequestReader", "read_table"]

NO_CHANGE = "No change"
"""What may be asked for instead of a status: reviewed, and as it was."""

_COLUMNS = ("id", "status", "note", "date", "evidence")
_NEEDED = {
    "id": "is missing. Write the id of the action, like 4.2.1.",
    "status": 'is missing. Write where delivery stands now, or "no change".',
    "note": "is missing. Say what was done or found, in one or two sentences.",
}


@dataclass(frozen=True, slots=True)
class UpdateRequest:
    """An update somebody asks for, in their own words; `file` and `line` are those of a table."""

    values: Mapping[str, str]
    """Text by `id`, `status`, `note`, `date` and `evidence`."""
    names: Mapping[str, str]
    """What the place the values come from calls each of them."""
    file: str = ""
    line: int = 1

    def problem(self, field: str, message: str) -> Problem:
        """Return a problem of one value, under the name its author knows."""
        return Problem(self.file, self.line, self.names.get(field, field), message)


def read_table(path: Path) -> tuple[list[UpdateRequest], list[Problem]]:
    """Read a table of updates (CSV, one a row, columns by name), with what is wrong with it."""
    name = path.name
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        return [], [Problem(name, 1, "", f"cannot be read: {error.strerror}.")]
    except UnicodeDecodeError:
        message = "is not UTF-8 text. Save it as CSV with the encoding UTF-8."
        return [], [Problem(name, 1, "", message)]
    head = text.split("\n", 1)[0]
    # Spreadsheets divide columns by semicolons where the comma is for decimals.
    rows = csv.reader(text.splitlines(keepends=True), delimiter=";" if ";" in head else ",")
    columns = [field_name(column) for column in next(rows, [])]
    problems = list(_column_problems(name, columns))
    requests: list[UpdateRequest] = []
    start = rows.line_num + 1
    for row in rows:
        line, start = start, rows.line_num + 1
        if not any(cell.strip() for cell in row):
            continue
        if len(row) > len(columns):
            message = (
                f"the row has {len(row)} values for {len(columns)} columns."
                " Put values with a comma in double quotes."
            )
            problems.append(Problem(name, line, "", message))
            continue
        values = dict(zip(columns, row, strict=False))
        requests.append(UpdateRequest(values, {c: c for c in _COLUMNS}, name, line))
    if not requests and not problems:
        problems.append(Problem(name, 1, "", "has no rows. Write one update a row."))
    return requests, problems


def _column_problems(name: str, columns: list[str]) -> Iterator[Problem]:
    for index, column in enumerate(columns):
        if column not in _COLUMNS:
            message = f"{quoted(column)} is not a column. Use {', '.join(_COLUMNS)}."
            yield Problem(name, 1, "", f"{message}{did_you_mean(column, _COLUMNS)}")
        elif column in columns[:index]:
            yield Problem(name, 1, "", f"the column {quoted(column)} stands twice. Keep one.")
    for column in _NEEDED:
        if column not in columns:
            message = f"the column {quoted(column)} is missing. The first row names the columns."
            yield Problem(name, 1, "", message)


class UpdateRequestReader:
    """Turns requests into updates of files, by the words and the days of one plan."""

    def __init__(self, folder: Path) -> None:
        files = ContentFiles(folder)
        plan_file = PlanFile(files)
        self.vocabulary: Vocabulary = plan_file.vocabulary()
        self.labels = {status.id: status.label for status in plan_file.items("statuses", "label")}
        self.today = clock.today(plan_file.time_zone)
        self.problems = list(files.problems)
        """What is wrong with plan.yml, without which no request can be read."""
        self._paths = {
            path.stem: path for path in files.markdown_files("actions") if not path.is_symlink()
        }

    def read(
        self, request: UpdateRequest, contents: Mapping[Path, bytes]
    ) -> tuple[Path, NewUpdate | None, list[Problem]]:
        """Return the file a request is for, the update it means, and what is wrong with it.

        No update and no problem: the file already says so. `contents` are files edited before.
        """
        values = {name: " ".join(request.values.get(name, "").split()) for name in _COLUMNS}
        path, problems = self._file(request, values["id"])
        history = _history(path, contents, self.vocabulary) if path else []
        newest = max(history, key=lambda update: update.date) if history else None
        if fold(values["status"]) == fold(NO_CHANGE) and newest:
            values["status"] = self.labels.get(newest.status, newest.status)
        found = self._update(request, values)
        problems += found if isinstance(found, list) else []
        if isinstance(found, list) or path is None:
            return path or Path(), None, problems
        if newest and found.date < newest.date:
            message = (
                f"{found.date.isoformat()} is before the newest update,"
                f" {newest.date.isoformat()}. Give that day or a later one."
            )
            return path, None, [*problems, request.problem("date", message)]
        if found in history:
            return path, None, problems
        for update in history:
            if update.date == found.date and update.status != found.status:
                message = (
                    f"{path.stem} already has an update of {found.date.isoformat()}, with the"
                    f' status "{self.labels.get(update.status, update.status)}".'
                    " Change that one in its file, or give a later day."
                )
                return path, None, [*problems, request.problem("date", message)]
        label = self.labels[found.status]
        return path, NewUpdate(found.date, label, found.note, found.evidence), problems

    def _file(self, request: UpdateRequest, action_id: str) -> tuple[Path | None, list[Problem]]:
        if not action_id:
            return None, [request.problem("id", _NEEDED["id"])]
        folded = {stem.casefold(): path for stem, path in self._paths.items()}
        path = self._paths.get(action_id) or folded.get(action_id.casefold())
        if path is None:
            near = did_you_mean(action_id, list(self._paths))
            message = f"{quoted(action_id)} is not an action.{near}"
            return None, [request.problem("id", message)]
        return path, []

    def _update(self, request: UpdateRequest, values: Mapping[str, str]) -> Update | list[Problem]:
        problems = [
            request.problem(name, message)
            for name, message in _NEEDED.items()
            if name != "id" and not values[name]
        ]
        given = {
            "date": values["date"] or self.today.isoformat(),
            "status": values["status"],
            "note": values["note"],
            "evidence": [*values["evidence"].split()],
        }
        missing = {name for name in ("status", "note") if not values[name]}
        block = Block({name: value for name, value in given.items() if name not in missing})  # type: ignore[misc]
        checked = validate_record(Update, block, request.file, self.vocabulary)
        problems += [
            request.problem(problem.field, problem.message)
            for problem in checked.problems
            if problem.field not in missing
        ]
        for name in ("note", "evidence"):
            found = filter(None, map(invisible, dict.fromkeys(values[name])))
            problems += [request.problem(name, message) for message in found]
        if has_fields(checked.record, "date") and checked.record.date > self.today:
            message = (
                f"{checked.record.date.isoformat()} is in the future:"
                f" today is {self.today.isoformat()}. Write the day it happened."
            )
            problems.append(request.problem("date", message))
        return problems or checked.record


def _history(path: Path, contents: Mapping[Path, bytes], vocabulary: Vocabulary) -> list[Update]:
    """Return the updates that a file has and that can be read; what cannot is the checker's."""
    content = contents[path] if path in contents else path.read_bytes()
    text = content.decode("utf-8-sig", errors="replace").replace("\r\n", "\n").replace("\r", "\n")
    block, _ = front_matter(path.name, text)
    updates = block.values.get("updates")
    history = []
    for values in updates if isinstance(updates, list) else []:
        if isinstance(values, dict):
            checked = validate_record(Update, Block(values), path.name, vocabulary)
            if not checked.problems:
                history.append(checked.record)
    return history
