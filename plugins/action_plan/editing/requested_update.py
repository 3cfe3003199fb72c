"""What a request leads to: an action's file with all that is asked for in it."""

from __future__ import annotations

from ..content.models import Action, Update, has_fields
from ..content.parsers import NO_CHANGE, fold
from ..content.vocabulary import Vocabulary
from ..problems import Problem
from .requested_values import moved_due, with_requested_values
from .update_request import UpdateRequest
from .yaml_edit import NewUpdate, with_update

__all__ = ["is_brought_again", "with_request"]

_NO_REASON = "is missing. A due date moves with its reason: say why, in one or two sentences."


def with_request(
    content: bytes, request: UpdateRequest, action: Action, vocabulary: Vocabulary, day: str
) -> tuple[bytes, bytes, list[Problem]]:
    """Return an action's file with a request's values, the same with its update, and the problems.

    The action is what the file says before, perhaps incomplete. Raises `EditRefused`.
    """
    valued, problems = with_requested_values(content, request, action, vocabulary, day)
    due = moved_due(request, action, vocabulary, day)
    if not request.has_update:
        if due:
            problems = [*problems, request.problem("note", _NO_REASON)]
        return valued, valued, problems
    status = (action.status or "") if has_fields(action, "status") else ""
    update = _new_update(request, vocabulary, status, day, due)
    return valued, with_update(valued, update), problems


def is_brought_again(request: UpdateRequest, newest: Update, vocabulary: Vocabulary) -> bool:
    """Whether a table without a date asks for the newest update, because it was brought before."""
    if request.before is None or request.value("date") or newest.status is None:
        return False
    asked = _new_update(request, vocabulary, newest.status, "")
    return (asked.status, asked.note, asked.evidence) == (
        vocabulary.status_label(newest.status),
        newest.note,
        newest.evidence,
    )


def _new_update(
    request: UpdateRequest, vocabulary: Vocabulary, before: str, day: str, due: str = ""
) -> NewUpdate:
    """Return what is to be written; a value that the reader will refuse, as it is.

    `before` is the status that the action has, where that can be read.
    """
    status = request.value("status")
    if before and fold(status) == fold(NO_CHANGE):
        status = vocabulary.status_label(before)
    elif vocabulary.statuses:
        spellings = vocabulary.statuses.spellings
        status_id = spellings.get(status) or spellings.get(fold(status)) or status
        status = vocabulary.status_label(status_id)
    return NewUpdate(day, status, request.note, request.evidence, due)
