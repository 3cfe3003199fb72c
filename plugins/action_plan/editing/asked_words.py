"""Words of people who fill in a form or a table that are no values: keep it, take it away, none."""

from __future__ import annotations

import re
from unicodedata import normalize

from ..content.parsers import NO_CHANGE, fold

__all__ = ["TAKE_AWAY", "is_no_change", "is_to_go", "is_unclear", "says_none", "words_of"]

TAKE_AWAY = "none"
"""What is written for a status note, a lead or a due date that is to go."""

_NONE = frozenset(("n/a", "na", "n-a", "n.a", "nil", "none", "null"))
_NO_VALUE = (
    r"(?:please )?(?:keep|leave|delete|remove|clear|erase|drop|take)"
    r"(?: (?:it|this|that|them|these|those|the|as|is|was|were|are|before|out|away|off|alone|"
    r"unchanged|empty|blank|same|please|text|words|note|field|line|value|date|lead))*"
    r"|(?:it is |this is |is )?no longer"
    r" (?:needed|required|true|right|correct|valid|relevant|necessary|applicable|applies|the case)"
    r"|(?:not|none|nothing|nil|no)"
    r"(?: (?:applicable|any more|needed|required|relevant|changed?|changes|update|new"
    r"|to (?:add|report|say|change)|longer \w+))*"
    r"|blank|empty|ditto|unchanged|(?:the )?same(?: (?:as )?(?:before|above|now))?"
    r"|as (?:is|it is|before|above|now)"
)
"""What people write for a value that is to go, or to stay; compiled where it is first needed."""
_NONE_AND_WHY = re.compile(r"none\s*[-–—:;,.(]", re.IGNORECASE)


def _bare(value: str) -> str:
    """Return a value folded, without the stops and brackets around it: of `(None.)` the `none`."""
    found = [index for index, character in enumerate(value) if character.isalnum()]
    return fold(value[found[0] : found[-1] + 1]) if found else ""


def words_of(title: str) -> list[str]:
    """Return what of a title programs do not change: not its quotes, dashes and stops."""
    return re.findall(r"\w+", normalize("NFC", title).casefold())


def is_to_go(value: str) -> bool:
    """Whether a value is the word for one that is to be taken away."""
    return _bare(value) == TAKE_AWAY


def is_no_change(value: str) -> bool:
    """Whether a status is said to be as it was."""
    return _bare(value) == fold(NO_CHANGE)


def says_none(value: str) -> bool:
    """Whether people write this where there is nothing to write: `n/a`, `(none)`, a dash."""
    return value in ("-", "–", "—") or _bare(value) in _NONE


def is_unclear(value: str) -> bool:
    """Whether a value is none, and it is not clear whether the one before is to stay or to go."""
    if not value or is_to_go(value):
        return False
    words = _bare(value).replace("-", " ")
    if not words:
        return True
    return bool(says_none(value) or re.fullmatch(_NO_VALUE, words) or _NONE_AND_WHY.match(value))
