"""What a request asks for beside its update: a status note, a lead, a due date, money spent."""

from __future__ import annotations

import contextlib

from ..content.models import Action, has_fields
from ..content.parsers import fold
from ..content.vocabulary import Vocabulary
from ..content.when import parse_planned_time
from ..problems import Problem
from .compared_values import compared
from .field_edit import with_values
from .requested_spending import requested_spending
from .update_request import TAKE_AWAY, UpdateRequest

__all__ = ["moved_due", "with_requested_values"]


def with_requested_values(
    content: bytes, request: UpdateRequest, action: Action, vocabulary: Vocabulary, day: str
) -> tuple[bytes, list[Problem]]:
    """Return an action's file with what is asked for beside the update, and what is wrong with it.

    A value that the reader will refuse is written as it is. Raises `EditRefused`.
    """
    request, conflicts = compared(request, action, vocabulary)
    values: dict[tuple[str | int, ...], str] = {}
    for name in ("status_note", "lead"):
        if value := request.value(name):
            values[name,] = "" if fold(value) == TAKE_AWAY else value
    if due := _due(request, vocabulary):
        values["due",] = "" if fold(due) == TAKE_AWAY else due
        if moved_due(request, action, vocabulary, day) and not action.first_due:
            values["first_due",] = str(action.due)
    spending, problems = requested_spending(request, action, vocabulary, day)
    return with_values(content, values | spending), [*conflicts, *problems]


def moved_due(request: UpdateRequest, action: Action, vocabulary: Vocabulary, day: str) -> str:
    """Return the new due date as the update of a day has it, where it takes another's place."""
    due = _due(request, vocabulary)
    if not due or fold(due) == TAKE_AWAY:
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
