"""What the reader says of a file, in the words of a form or a table for who never sees the file."""

from __future__ import annotations

import re
from collections.abc import Mapping

__all__ = ["in_words_of_a_request"]

_KEPT = 'Leave this empty to keep what is there, or write "none" to take it away'
_STATUS_AND_MORE = re.compile(
    r'Write only the status, like "status: (.+?)", and (".+") on a line of the action\'s own as'
    r' "status_note: …"'
)
_MORE = 'Write only "{}" here, and {} under "{}"'
_IN_FILES = (
    (
        "Write the day it was to be done, or leave the line out; that it is done belongs in an"
        ' update, or under "done" of a milestone',
        f"That it is done is its status. {_KEPT}",
    ),
    ("Where none is reported, leave it out", 'Where it has not changed, write "no change"'),
    ("Where it has not happened yet, leave it out", "Or leave this empty for today"),
    (
        "Where no time is known, leave the line out; what is known instead belongs in a note or the"
        " text",
        _KEPT,
    ),
    (
        'A document that has none is named in "documents:", beside "evidence:"',
        'A document that has none is named under "{note}"',
    ),
    (
        'what is found there goes into the note, or behind "title:" in a file',
        'what is found there goes under "{note}"',
    ),
    ("Where there is none, delete the line", "Where there is none, leave this empty"),
    ('and the other words under "note"', 'and the other words under "{note}"'),
    ("or delete the line", "or leave this empty"),
)
"""What is said of a file, and what that is of a form or a table, with its own names."""


def in_words_of_a_request(message: str, names: Mapping[str, str]) -> str:
    """Return a message about the file that a request changes, as one about the request.

    `names` are what a form or a table calls what is asked for.
    """
    if (found := _STATUS_AND_MORE.search(message)) and "status_note" in names:
        message = message.replace(found[0], _MORE.format(*found.groups(), names["status_note"]))
    for of_file, of_request in _IN_FILES:
        if of_file in message:
            message = message.replace(of_file, of_request.format(note=names["note"]))
    return message
