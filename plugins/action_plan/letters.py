"""Letters: what they are without accents, and texts as parts of addresses."""

from __future__ import annotations

import re
from unicodedata import category, normalize

__all__ = ["as_part_of_address", "without_accents"]

_ACCENTED = re.compile(r"(?<=[A-Za-z])[\u0300-\u036f]+")
_UNLIKE = str.maketrans(
    dict(zip("ŁłĐđØøÐðŦŧĦħı", "LlDdOoDdTtHhi", strict=True))
    | {"Æ": "AE", "æ": "ae", "Œ": "OE", "œ": "oe", "Þ": "TH", "þ": "th", "ß": "ss"}
)
"""Latin letters that Unicode does not take apart."""


def without_accents(text: str) -> str:
    """Return text with its Latin letters without accents; those of other scripts stay."""
    if text.isascii():
        return text
    return normalize("NFC", _ACCENTED.sub("", normalize("NFD", text))).translate(_UNLIKE)


def as_part_of_address(text: str, kept: str = "_") -> str:
    """Return letters and digits of a text in lower case, with a hyphen for all that is between.

    `kept` are other characters that stay.
    """
    plain = without_accents(text.casefold())
    parts = [""]
    for character in plain:
        kind = category(character)[0]
        # A mark belongs to the letter before it.
        if kind in "LN" or character in kept or (kind == "M" and parts[-1]):
            parts[-1] += character
        elif parts[-1]:
            parts.append("")
    return "-".join(filter(None, parts))
