"""Due dates that moved without an update that says why: these are problems."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from ..content.loading import PartialContent
from ..content.models import Action
from ..content.when import When
from ..problems import Problem

__all__ = ["moved_in_silence"]


def moved_in_silence(
    before: PartialContent, after: PartialContent, folder: Path
) -> Iterator[Problem]:
    """Return each due date that moved without an update; `folder` is that of the later content.

    The first due date of an action that had none moves nothing.
    """
    for name, action in after.actions.items():
        earlier = before.actions.get(name)
        if earlier is None or earlier.due is None:
            continue
        for field, message in _silence(earlier, earlier.due, action):
            path = folder / "actions" / f"{name}.md"
            line = _line_of(path, field) or _line_of(path, "due") or 1
            yield Problem(f"{folder.name}/actions/{name}.md", line, field, message)


def _silence(before: Action, was: When, after: Action) -> Iterator[tuple[str, str]]:
    first, now = before.first_due or was, after.due
    if now is None:
        yield (
            "due",
            f'was "{was}" until now, and is gone. Write it again; where another holds, add an'
            ' update with a date, "due: …" and the reason in its note.',
        )
    elif (now.first, now.last) == (was.first, was.last):
        if before.first_due and after.first_due != before.first_due:
            yield _first_stays(before.first_due)
    elif all(update.due != now for update in after.updates):
        at_first = (
            "" if after.first_due == first else f', and write "first_due: {first}" at the top'
        )
        yield (
            "due",
            f'was "{was}" until now, and no update says why it moved. Add an update with a date,'
            f' "due: {now}" and the reason in its note{at_first}.',
        )
    elif after.first_due != first:
        yield _first_stays(first)


def _first_stays(first: When) -> tuple[str, str]:
    return "first_due", f'is "{first}": what was due at first does not change. Write that.'


def _line_of(path: Path, field: str) -> int:
    """Return the line of a file on which a field at its top is, or 0."""
    lines = path.read_text(encoding="utf-8-sig", errors="replace").splitlines()
    pattern = re.compile(rf"{field.replace('_', '[ _-]')}\s*:", re.IGNORECASE)
    return next((number for number, line in enumerate(lines, 1) if pattern.match(line)), 0)
