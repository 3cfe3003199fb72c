"""What an issue asks for: the update of the form, or the table of the form for many."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from ..content.decoding import without_stray_spaces
from ..editing.record_update import Recorded, record
from ..formatting import count
from ..problems import ContentProblems, Problem
from ..review.markdown import unlinked
from .issue_form import LABELS, is_form, read_form
from .table_form import is_table_form, read_table_form

__all__ = ["ID_LABEL", "change_title", "is_request", "nothing_new", "record_request"]

ID_LABEL = LABELS["id"]
"""What the form calls the action's id."""
_MOST_NAMED = 3
"""Actions that the title of a pull request names."""
_NO_FORM = (
    "the issue no longer has the parts of the form. Press Edit and bring them back (the menu"
    " “edited” above the text has what it said before), or close the issue."
)


def is_request(texts: Iterable[str]) -> bool:
    """Whether any text of an issue was written with one of the forms."""
    return any(is_form(text) or is_table_form(text) for text in texts)


def record_request(folder: Path, body: str, asked_at: datetime) -> Recorded:
    """Return what an issue's request comes to; raises `ContentProblems`."""
    body = without_stray_spaces(body)
    if is_table_form(body):
        return record(folder, *read_table_form(body, asked_at))
    if not is_form(body):
        raise ContentProblems([Problem("", 1, "", _NO_FORM)])
    request, problems = read_form(body, asked_at)
    return record(folder, [request], problems)


def nothing_new(body: str) -> str:
    """Return the answer to a request for what is there already."""
    if is_table_form(body):
        return "All that the table asks for is there already, so nothing was changed."
    return "The action already has this update, so nothing was changed."


def change_title(recorded: Recorded) -> str:
    """Return the title of a change; of a few actions, with their statuses."""
    if len(recorded.files) > _MOST_NAMED:
        return f"Update {count(len(recorded.files), 'action')}"
    named = ", ".join(file.title for file in recorded.files.values())
    # GitHub acts on words of a message, such as "closes #1", so none of the issue goes into it.
    return unlinked(named)
