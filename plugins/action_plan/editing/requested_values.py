"""What a request asks for beside its update: a status note, money spent, a new due date."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

from ..content.amounts import parse_amount
from ..content.fields import Vocabulary
from ..content.models import Action, FundingLine
from ..content.parsers import fold, parse_day
from ..content.validation import has_fields
from ..formatting import money
from ..messages import one_of, quoted
from ..problems import Problem
from .field_edit import with_values
from .update_request import TAKE_AWAY, UpdateRequest

__all__ = ["with_requested_values"]


def with_requested_values(
    content: bytes, request: UpdateRequest, action: Action, vocabulary: Vocabulary, day: str
) -> tuple[bytes, list[Problem]]:
    """Return an action's file with what is asked for beside the update, and what is wrong with it.

    A value that the reader will refuse is written as it is. Raises `EditRefused`.
    """
    values: dict[tuple[str | int, ...], str] = {}
    problems: list[Problem] = []
    if note := request.value("status_note"):
        values["status_note",] = "" if fold(note) == TAKE_AWAY else note
    if due := request.value("due"):
        with contextlib.suppress(ValueError):
            due = parse_day(due).isoformat()
        values["due",] = due
    if spent := request.value("spent"):
        found = _spent_from(request, action, vocabulary)
        if isinstance(found, Problem):
            problems.append(found)
        elif found:
            index, line = found
            problems += _counted_later(request, action, line, day)
            if not _is_amount(spent, line.spent, vocabulary):
                values["funding", index, "spent"] = spent
            values["funding", index, "spent_as_at"] = day
    elif request.value("spent_from"):
        problems.append(request.problem("spent", "is missing. Write all that was spent so far."))
    return with_values(content, values), problems


def _spent_from(
    request: UpdateRequest, action: Action, vocabulary: Vocabulary
) -> tuple[int, FundingLine] | Problem | None:
    """Return the line of funding that money was spent from, with its place, or what is wrong.

    `None` where the action cannot be read.
    """
    if not has_fields(action, "id", "funding"):
        return None
    lines = [
        (index, line)
        for index, line in enumerate(action.funding)
        if has_fields(line, *FundingLine.model_fields) and line.can_be_spent
    ]
    written = request.value("spent_from")
    labels = [_label(line, vocabulary) for _, line in lines]
    meant = [found for found in lines if not written or _is_meant(written, found[1], vocabulary)]
    if len(meant) == 1:
        return meant[0]
    if not lines:
        message = (
            "there is no amount here from which it could be spent. Write the money that was set"
            ' aside under "funding" in the action\'s file.'
        )
        return request.problem("spent", message)
    if not written:
        message = f"is missing: this action has more than one amount. {one_of(labels)}"
    elif not meant:
        message = f"{quoted(written)} is no amount of this action. {one_of(labels)}"
    else:
        message = (
            f"{quoted(written)} can mean more than one amount of this action. {one_of(labels)}"
            ' Where two are alike, write "spent" below the one that is meant, in the file.'
        )
    return request.problem("spent_from", message)


def _label(line: FundingLine, vocabulary: Vocabulary) -> str:
    """Return a line of funding as an officer can name it: `£10,000 2024/25 The trust`."""
    amount = money(line.amount, vocabulary.currency or "") if line.amount is not None else ""
    return " ".join(filter(None, (amount, line.year, line.of, line.source)))


def _is_meant(written: str, line: FundingLine, vocabulary: Vocabulary) -> bool:
    """Whether a line of funding is named: by its amount, year, use, source or note, or by all."""
    names = (_label(line, vocabulary), line.year, line.of, line.source, line.note)
    return fold(written) in [fold(name) for name in names if name] or _is_amount(
        written, line.amount, vocabulary
    )


def _is_amount(written: str, amount: object, vocabulary: Vocabulary) -> bool:
    try:
        return parse_amount(written, vocabulary.currency) == amount
    except ValueError:
        return False


def _counted_later(
    request: UpdateRequest, action: Action, line: FundingLine, day: str
) -> Iterator[Problem]:
    """Return the problem of a day before the one up to which spending is counted already.

    That a day is before the newest update is said of it anyway.
    """
    updates = action.updates if has_fields(action, "updates") else ()
    days = [update.date.last.isoformat() for update in updates if has_fields(update, "date")]
    counted = line.spent_as_at.last.isoformat() if line.spent_as_at else ""
    if max(days, default="") <= day < counted:
        yield request.problem(
            "date",
            f"{day} is before {counted}, up to which spending is counted already."
            " Write that day or a later one.",
        )
