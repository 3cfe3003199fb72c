"""Remarks on updates, and on what they and readings name as evidence."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from ..messages import one_of, quoted
from .block import Location
from .measure_remarks import out_of_order
from .models import Action, has_fields, items_with
from .rules import Violation
from .vocabulary import Vocabulary
from .when import When

__all__ = ["UPDATE_REMARKS", "unusual_updates"]

_EMPTY_NOTE = re.compile(
    r"(?:as|same as|see|as per) (?:above|below|before|(?:the )?(?:last|previous) \w+)|as previously"
    r"|no (?:further |new )?(?:updates?|changes?)(?: (?:for |since )?(?:this|the last) \w+)?"
    r"|nothing (?:new )?to report|nil return|ditto"
    r"|unchanged|ongoing|on (?:track|target|schedule)|[\W\d_]+"
)
"""What a note says that says nothing, when it is read by itself."""
_EMPTY_WORDS = frozenset(("here", "click here", "link", "this", "this link", "website", "document"))
"""Titles of evidence that do not say what is there."""
_SHORTENERS = (
    *("bit.ly", "tinyurl.com", "t.co", "goo.gl", "ow.ly", "buff.ly", "is.gd", "tiny.cc"),
    *("lnkd.in", "rb.gy", "cutt.ly", "rebrand.ly", "shorturl.at", "we.tl"),
)
_SHORTENED = tuple(f"{s}://{host}/" for host in _SHORTENERS for s in ("https", "http"))


def unusual_updates(action: Action, vocabulary: Vocabulary) -> Iterator[Violation]:
    """Return what an action's updates have that is probably not meant if no other update has it."""
    for index, update in items_with(action, "updates", "date"):
        if update.date.text:
            message = (
                f"{quoted(update.date)} is not a date of one day, as that of every other update is."
                " Write the day, where it is known."
            )
            yield ("updates", index, "date"), message
    for index, update in items_with(action, "updates", "status"):
        if update.status is None and vocabulary.statuses:
            message = (
                f"is in every other update. {one_of(vocabulary.statuses.labels.values())}"
                " Leave it out only where nobody said how far delivery has come."
            )
            yield ("updates", index, "status"), message


def _updates_are_in_their_order(action: Action, _vocabulary: Vocabulary) -> Iterator[Violation]:
    """Updates should go from the oldest to the newest, or from the newest to the oldest."""
    times: dict[Location, When] = {
        ("updates", index, "date"): update.date
        for index, update in items_with(action, "updates", "date")
    }
    yield from out_of_order(times, "update")


def _documents_are_named_in_words(action: Action, _vocabulary: Vocabulary) -> Iterator[Violation]:
    """A document without an address should be named so that residents can ask for it."""
    for index, update in items_with(action, "updates", "documents"):
        for place, text in enumerate(update.documents):
            if message := _no_document(text):
                yield ("updates", index, "documents", place), message
    for index, measure in items_with(action, "measures", "readings"):
        for number, reading in items_with(measure, "readings", "documents"):
            for place, text in enumerate(reading.documents):
                if message := _no_document(text):
                    yield ("measures", index, "readings", number, "documents", place), message


def _no_document(text: str) -> str:
    """Return what to write in place of what names no document, or nothing."""
    if re.match(r"(?:https?://|www\.)\S+$", text, re.IGNORECASE):
        return f'{quoted(text)} is an address, which residents can open. Write it as "evidence".'
    if re.match(r"[A-Za-z]:\\|\\\\|\S+\.(?:docx?|pdf|xlsx?|pptx?|msg)$", text, re.IGNORECASE):
        return (
            f"{quoted(text)} is the name of a file, which residents do not know. Write the"
            " document's title and its date."
        )
    return ""


def _an_update_says_something(action: Action, vocabulary: Vocabulary) -> Iterator[Violation]:
    """A note should say something when it is read by itself, and evidence what and where it is."""
    for index, update in items_with(action, "updates", "note"):
        note = update.note.strip(" .\n").casefold() if update.note else ""
        status = update.status if note and has_fields(update, "status") else None
        own = vocabulary.status_label(status) if status else ""
        if note and (_EMPTY_NOTE.fullmatch(note) or note == own.casefold()):
            yield (
                ("updates", index, "note"),
                f"{quoted(update.note)} says nothing to those who read this update alone. Write"
                " what was done or found.",
            )
    for index, update in items_with(action, "updates", "evidence"):
        for place, address in enumerate(update.evidence):
            words = address.words.casefold()
            if words in _EMPTY_WORDS or words.startswith(("http:", "https:")):
                yield (
                    ("updates", index, "evidence", place),
                    f"{quoted(address.words)} is what residents read for the link. Write what is"
                    " there, like the document's title.",
                )
            if address.startswith(_SHORTENED):
                yield (
                    ("updates", index, "evidence", place),
                    f"{quoted(address)} does not show where it leads, and may lead nowhere one day."
                    " Write the address that your browser shows once it is open.",
                )


UPDATE_REMARKS: tuple[Callable[[Action, Vocabulary], Iterator[Violation]], ...] = (
    _updates_are_in_their_order,
    _an_update_says_something,
    _documents_are_named_in_words,
)
