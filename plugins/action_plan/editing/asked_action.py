"""Which action a request is about, and what to say of one that names none."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Sequence
from pathlib import Path

from ..checks.one_action import OneActionReader
from ..content.models import has_fields
from ..content.parsers import LONGEST_ID, action_slug, fold
from ..messages import did_you_mean, quoted
from ..problems import Problem
from .asked_words import words_of
from .table_text import DIVIDERS
from .update_request import MADE_A_DAY, UpdateRequest

__all__ = ["find_action", "unknown_action", "zero_lost"]

_DAY = re.compile(
    r"(?:\d{1,2}[/-](?:\d{1,2}|[A-Z][a-z]{2})(?:[/-]\d{2,4})?|\d{4}-\d\d-\d\d)(?: [\d:]+)?"
)
"""What spreadsheets show of a day."""
_START = re.compile(r"(?<![\w.])\w")
_END = re.compile(r"\w(?!\w|\.\w)")
"""Where an id can begin and end in a text."""
_MOST_LOOKED_AT = 200
"""Characters in which ids are looked for."""
_AND = re.compile(r"[\W_]+|\b(?:and|to|or)\b", re.IGNORECASE)
"""What is between the ids of several actions."""
_ONE_VALUE = (
    "{} is one value. Write {} behind the id and between the others, as the row that names the"
    " columns has it."
)
_MORE_THAN_ID = (
    "{} is more than an id. Write the id alone, and what is new in the columns of the same row."
)
_GOES_ON = (
    "{} is not an action. Where it goes on from the row above, write it there; else delete the row."
)
_ABOVE = (
    "{} is above the row that names the columns, where nothing is read. Move that row to the top,"
    " or delete this one."
)


def find_action(request: UpdateRequest, reader: OneActionReader) -> Path | None:
    """Return the file of the action that a request names, or `None`."""
    return _find(request.value("id"), reader) or _find(request.id_alone, reader)


def _find(written: str, reader: OneActionReader) -> Path | None:
    """Return the file of the action that an id names, perhaps with the action's title behind it.

    An action is also found by the name of its file.
    """
    if not written:
        return None
    words = written.split(" ")
    for end in range(len(written[:LONGEST_ID].split(" ")), 0, -1):
        asked, title = " ".join(words[:end]), " ".join(words[end:])
        named = reader.paths.get(asked) or reader.folded_paths.get(asked.casefold())
        path = named or reader.folded_paths.get(action_slug(asked).casefold())
        if path is None:
            continue
        if named and not title:
            return named
        action = reader.read(path, path.read_bytes()).record
        # Another id may have that address: B5-6, where B5+6 is asked for.
        is_id = named or (has_fields(action, "id") and fold(action.id) == fold(asked))
        is_title = not title or (
            has_fields(action, "title") and words_of(action.title) == words_of(title)
        )
        if is_id and is_title:
            return path
    return None


def unknown_action(request: UpdateRequest, reader: OneActionReader) -> tuple[str, bool]:
    """Return what is wrong with an id that names no action, and whether it is all there is to say.

    Nothing is wrong with the words of a row that asks for nothing, such as one of totals.
    """
    found = request.value("id")
    if request.is_above:
        return (_ABOVE.format(quoted(found)) if find_action(request, reader) else ""), True
    named = _ids_in(found, reader.paths)
    rest = found
    for action_id in named:
        rest = rest.replace(action_id, " ", 1)
    is_several = len(named) > 1 and not _AND.sub("", rest)
    if request.file and not is_several and (message := _row_of_one_value(request, named)):
        return message, True
    if request.asks_for_nothing and not is_several:
        return "", True
    hint = _hint(request, named, list(reader.paths), is_several=is_several)
    return f"{quoted(found)} is not an action{hint or '.'}", not hint


def _ids_in(text: str, ids: Container[str]) -> list[str]:
    """Return the ids of actions at the beginning of a text: A-10, and not A-1."""
    text = text[:_MOST_LOOKED_AT]
    ends = [found.end() for found in _END.finditer(text)]
    named: list[str] = []
    behind = 0
    for start in (found.start() for found in _START.finditer(text)):
        near = (text[start:end] for end in reversed(ends) if start < end <= start + LONGEST_ID)
        if start >= behind and (action_id := next((part for part in near if part in ids), "")):
            named.append(action_id)
            behind = start + len(action_id)
    return named


def _row_of_one_value(request: UpdateRequest, named: Sequence[str]) -> str:
    """Return what is wrong with a row of which the id has more than an id, or nothing."""
    written = request.value("id")
    in_front = (request.id_alone or written).partition(named[0])[0] if named else written
    starts = bool(named) and not re.search(r"\w", in_front)
    more = written.partition(named[0])[2].split() if starts else []
    is_counted = starts and named[0].isdecimal() and len(more) < 2  # "20 actions"
    if more and not is_counted and (request.asks_for_nothing or request.missing):
        divider = DIVIDERS.get(request.divider, request.divider)
        message = _ONE_VALUE if request.is_one_value else _MORE_THAN_ID
        return message.format(quoted(written), divider)
    return _GOES_ON.format(quoted(written)) if request.is_one_value else ""


def _hint(
    request: UpdateRequest, named: Sequence[str], ids: Sequence[str], *, is_several: bool
) -> str:
    """Return what to do about an id that is none of these.

    Nothing where a row of a table has no likeness to one: it may be of totals.
    """
    found = request.value("id")
    if request.file and _DAY.fullmatch(found):
        return f": {MADE_A_DAY}"
    if is_several and request.file:
        return ". Write each in a row of its own."
    if len(named) > 1 and not request.file:
        return (
            ". Write one here, and each other in a form of its own; or all as rows of the form"
            " for many actions."
        )
    if named:
        return f'. Did you mean "{named[0]}"?'
    if near := did_you_mean(found, ids):
        return f".{near}"
    return "" if request.file else ". Write its number, as on its page."


def zero_lost(
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
