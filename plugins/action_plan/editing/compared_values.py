"""What a table asks for, compared with what is there now and with what was there before."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from ..content.models import Action, has_fields
from ..content.update_sheet import updatable_values
from ..content.vocabulary import Vocabulary
from ..messages import quoted
from ..problems import Problem
from .asked_words import is_no_change, is_to_go, words_of
from .update_request import UpdateRequest

__all__ = ["compared"]

_COMPARED = ("status", "status_note", "lead", "due")


def compared(
    request: UpdateRequest, action: Action, vocabulary: Vocabulary
) -> tuple[UpdateRequest, list[Problem]]:
    """Return a request without the values that are there already, and what is wrong with it."""
    if not has_fields(action, "title", "other_leads", *_COMPARED):
        return request, []
    now = updatable_values(action, vocabulary.status_label)
    values = {
        name: value
        for name, value in request.values.items()
        if name == "status" or request.value(name) != now.get(name)
    }
    return replace(request, values=values), list(_conflicts(request, action, now, vocabulary))


def _conflicts(
    request: UpdateRequest, action: Action, now: Mapping[str, str], vocabulary: Vocabulary
) -> Iterator[Problem]:
    """Return what was changed since the table was made, and is asked to be something else."""
    title = request.value("title")
    if title and words_of(title) != words_of(action.title):
        yield request.problem(
            "title",
            f"{quoted(title)} is not the title of {action.id}, which is {quoted(action.title)}."
            " Check whether the row is about this action, and write its title or delete it here.",
        )
        return
    for name, old in (request.before or {}).items():
        if name not in now:
            continue  # a note or a date, of which each update has its own
        asked = _meant(name, request.value(name), old, vocabulary)
        if request.value(name) and now[name] not in (old, asked):
            yield request.problem(
                name,
                f"was changed on both sides: it was {_said(old)} when this table was made, it is"
                f" {_said(now[name])} now, and {_said(asked)} is asked for. Decide which is true,"
                " and ask for it in a new workbook of the site.",
            )


def _meant(name: str, written: str, old: str, vocabulary: Vocabulary) -> str:
    """Return a value as it would be there."""
    if name != "status":
        return "" if is_to_go(written) else written
    if is_no_change(written):
        return old
    statuses = vocabulary.statuses
    return vocabulary.status_label(statuses.meant(written)) if statuses else written


def _said(value: str) -> str:
    return quoted(value) if value else "empty"
