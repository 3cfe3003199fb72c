"""Money spent, as a request asks for it: from which line of funding, and up to which day."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from decimal import Decimal

from ..content.amounts import parse_amount
from ..content.models import Action, FundingLine, has_fields
from ..content.parsers import fold
from ..content.vocabulary import Vocabulary
from ..content.when import parse_past_time
from ..formatting import money
from ..messages import one_of, quoted
from ..problems import Problem
from .asked_words import is_to_go, is_unclear, says_none
from .update_request import UpdateRequest

__all__ = ["requested_spending"]

_MISSING = "is missing. Write all that was spent so far."
_UNCLEAR = (
    "{} says nothing to residents. Leave this empty where it has not changed, or write 0 where"
    " nothing was spent."
)
_IN_ADDITION = re.compile(
    r"^\+|\b(?:more(?! than)|extra|additional|additionally|added|further|another|plus|since|"
    r"(?:this|last|per) (?:week|month|quarter|year|term)|(?:this|last) period)\b",
    re.IGNORECASE,
)
"""What says that an amount was spent in addition to what is reported."""
_ADDED = (
    "{} seems to be a part of what was spent. Write one amount: all that was spent so far, with"
    " what was reported before."
)


def requested_spending(
    request: UpdateRequest, action: Action, vocabulary: Vocabulary, day: str
) -> tuple[dict[tuple[str | int, ...], str], list[Problem]]:
    """Return what is written of the money that was spent, and what is wrong with the request."""
    spent, spent_from = request.value("spent"), request.value("spent_from")
    if not spent:
        is_asked = spent_from and not says_none(spent_from)
        return {}, [request.problem("spent", _MISSING)] if is_asked else []
    if is_unclear(spent) or is_to_go(spent):
        return {}, [request.problem("spent", _UNCLEAR.format(quoted(spent)))]
    if _IN_ADDITION.search(spent):
        return {}, [request.problem("spent", _ADDED.format(quoted(spent)))]
    found = _spent_from(request, action, vocabulary)
    if isinstance(found, Problem):
        return {}, [found]
    if found is None:
        return {}, []
    index, line = found
    values: dict[tuple[str | int, ...], str] = {("funding", index, "spent_as_at"): day}
    if not _is_amount(spent, line.spent, vocabulary):
        values["funding", index, "spent"] = spent
    doubts = (
        *_counted_less(request, line, vocabulary),
        *_counted_later(request, action, line, vocabulary, day),
    )
    return values, list(doubts)


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
    written = "" if says_none(written) else written
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
    amount = money(line.amount, vocabulary.currency) if line.amount is not None else ""
    return " ".join(filter(None, (amount, line.year, line.of, line.source)))


def _is_meant(written: str, line: FundingLine, vocabulary: Vocabulary) -> bool:
    """Whether a line of funding is named: by its amount, year, use, source or note, or by all."""
    names = (_label(line, vocabulary), line.year, line.of, line.source, line.note)
    return fold(written) in [fold(name) for name in names if name] or _is_amount(
        written, line.amount, vocabulary
    )


def _is_amount(written: str, amount: object, vocabulary: Vocabulary) -> bool:
    return amount is not None and _amount(written, vocabulary) == amount


def _amount(written: str, vocabulary: Vocabulary) -> Decimal | None:
    """Return an amount, or `None` where it is none: that is said of it anyway."""
    with suppress(ValueError):
        return parse_amount(written, vocabulary.currency)
    return None


def _counted_less(
    request: UpdateRequest, line: FundingLine, vocabulary: Vocabulary
) -> Iterator[Problem]:
    """Return the problem of less than is reported: what was spent since, and not all of it."""
    spent = _amount(request.value("spent"), vocabulary)
    if spent is not None and line.spent is not None and spent < line.spent:
        reported = money(line.spent, vocabulary.currency)
        message = (
            f"is less than the {reported} that is reported already. Write all that was spent so"
            " far; where the report was wrong, correct it in the file."
        )
        yield request.problem("spent", message)


def _counted_later(
    request: UpdateRequest, action: Action, line: FundingLine, vocabulary: Vocabulary, day: str
) -> Iterator[Problem]:
    """Return the problem of a day before the one up to which spending is counted already.

    That a day is no date, or before the newest update, is said of it anyway.
    """
    try:
        when = parse_past_time(day, vocabulary.first_month)
    except ValueError:
        return
    updates = action.updates if has_fields(action, "updates") else ()
    is_newest = all(update.date <= when for update in updates if has_fields(update, "date"))
    if is_newest and line.spent_as_at and when < line.spent_as_at:
        yield request.problem(
            "date",
            f"{day} is before {line.spent_as_at}, up to which spending is counted already."
            " Write that day or a later one.",
        )
