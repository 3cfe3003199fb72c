"""What a request leads to: an action's file with all that is asked for in it."""

from __future__ import annotations

import contextlib

from ..content.models import Action, Update, has_fields
from ..content.vocabulary import Vocabulary
from ..content.when import parse_planned_time
from ..problems import Problem
from .asked_words import is_no_change, is_to_go
from .compared_values import compared
from .field_edit import with_values
from .requested_spending import requested_spending
from .update_request import UpdateRequest
from .yaml_edit import NewUpdate, with_update

__all__ = ["is_brought_again", "with_request"]

_NO_REASON = "is missing. A due date moves with its reason: say why, in one or two sentences."


def with_request(
    content: bytes, request: UpdateRequest, action: Action, vocabulary: Vocabulary, day: str
) -> tuple[bytes, bytes, list[Problem]]:
    """Return an action's file with a request's values, the same with its update, and the problems.

    The action is what the file says before, perhaps incomplete. A value that the reader will
    refuse is written as it is. Raises `EditRefused`.
    """
    asked, problems = compared(request, action, vocabulary)
    moved = _moved_due(request, action, vocabulary, day)
    values: dict[tuple[str | int, ...], str] = {}
    for name in ("status_note", "lead"):
        if value := asked.value(name):
            values[name,] = "" if is_to_go(value) else value
    if due := _due(asked, vocabulary):
        values["due",] = "" if is_to_go(due) else due
        if moved and not action.first_due:
            values["first_due",] = str(action.due)
    spending, wrong = requested_spending(asked, action, vocabulary, day)
    valued = with_values(content, values | spending)
    problems += wrong
    if not request.has_update:
        if moved:
            problems.append(request.problem("note", _NO_REASON))
        return valued, valued, problems
    status = (action.status or "") if has_fields(action, "status") else None
    update = _new_update(request, vocabulary, status, day, moved)
    return valued, with_update(valued, update), problems


def is_brought_again(request: UpdateRequest, newest: Update, vocabulary: Vocabulary) -> bool:
    """Whether a table without a date asks for the newest update, because it was brought before."""
    if request.before is None or request.value("date"):
        return False
    asked = _new_update(request, vocabulary, newest.status or "", "")
    return (asked.status, asked.note, asked.evidence) == (
        vocabulary.status_label(newest.status) if newest.status else "",
        newest.note,
        newest.evidence,
    )


def _new_update(
    request: UpdateRequest, vocabulary: Vocabulary, before: str | None, day: str, due: str = ""
) -> NewUpdate:
    """Return what is to be written; a value that the reader will refuse, as it is.

    `before` is the status that the action has, empty where it has none, and `None` where that
    cannot be read.
    """
    status = request.value("status")
    if before is not None and is_no_change(status):
        status = vocabulary.status_label(before) if before else ""
    elif vocabulary.statuses:
        status = vocabulary.status_label(vocabulary.statuses.meant(status))
    return NewUpdate(day, status, request.note, request.evidence, due)


def _moved_due(request: UpdateRequest, action: Action, vocabulary: Vocabulary, day: str) -> str:
    """Return the new due date as the update of a day has it, where it takes another's place."""
    due = _due(request, vocabulary)
    if not due or is_to_go(due):
        return ""
    if not has_fields(action, "due", "first_due", "updates") or not action.due:
        return ""
    of_that_day = [
        str(update.due)
        for update in action.updates
        if has_fields(update, "date", "due") and str(update.date) == day
    ]
    return due if due != str(action.due) or due in of_that_day else ""


def _due(request: UpdateRequest, vocabulary: Vocabulary) -> str:
    """Return the due date that is asked for; one that the reader will refuse, as it is."""
    due = request.value("due")
    with contextlib.suppress(ValueError):
        return str(parse_planned_time(due, vocabulary.first_month)) if due else ""
    return due
