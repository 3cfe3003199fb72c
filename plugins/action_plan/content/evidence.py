"""Evidence: addresses where it can be seen what was done, some with what is found there."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Self

from ..messages import did_you_mean, quoted
from .addresses import parse_address
from .parsers import EmptyValue, parse_words

__all__ = ["EvidenceAddress", "listed_evidence", "parse_evidence"]

_FIELDS = ("title", "address")
_WITHOUT_ADDRESS = 'A document that has none is named in "documents:", beside "evidence:".'
_TITLE = re.compile(r"(?!.*(?:@|:/|\\|\.\w{2,5}$))\S+(?:\s+\S+)+")
"""Two words or more, none of them of an address, a mailbox or a file: a document's title."""
_OTHER_WORDS = {
    **dict.fromkeys(("name", "heading", "label", "text", "note"), "title"),
    **dict.fromkeys(("url", "link", "href", "website", "web", "web_address"), "address"),
}
_ADDRESS_LINE = re.compile(r"(?:https?://|mailto:)\S+", re.IGNORECASE)


class EvidenceAddress(str):
    """An address of evidence, and what is found there, empty where nobody says so."""

    __slots__ = ("words",)

    words: str

    def __new__(cls, address: str, words: str = "") -> Self:
        """Return an address with what is found there."""
        self = super().__new__(cls, address)
        self.words = words
        return self

    def __reduce__(self) -> tuple[type[str], tuple[str, str]]:
        return EvidenceAddress, (str(self), self.words)


def listed_evidence(found: object) -> object:
    """Return a single item, or addresses with one on each line of a text, as a list."""
    if isinstance(found, str) and "\n" in found.strip():
        lines = [line.strip().rstrip(",;") for line in found.splitlines() if line.strip()]
        if all(map(_ADDRESS_LINE.fullmatch, lines)):
            return lines
    return [found] if isinstance(found, (str, Mapping)) else found


def parse_evidence(found: object) -> EvidenceAddress:
    """Return the address of evidence, written alone or with a title; raise where it is neither."""
    if not isinstance(found, Mapping):
        try:
            return EvidenceAddress(parse_address(found))
        except ValueError as error:
            if _TITLE.fullmatch(str(found)):
                raise ValueError(f"{error} {_WITHOUT_ADDRESS}") from None
            raise
    for name in found:
        if name not in _FIELDS:
            words, address = name.replace("_", " "), found[name]
            if len(found) == 1 and _ADDRESS_LINE.fullmatch(str(address)):
                raise ValueError(
                    f'{quoted(words)} is not a field of evidence. Write "- title: …" with these'
                    f' words, and below it "address: {address}".'
                )
            raise ValueError(
                f"{quoted(words)} is not a field of evidence. Use title and address."
                f"{did_you_mean(_OTHER_WORDS.get(str(name), str(name)), _FIELDS)}"
            )
    if "address" not in found:
        raise ValueError(
            'has no address. Write "address:" with it below the title, with no hyphen of its own.'
            f" {_WITHOUT_ADDRESS}"
        )
    if "://" in str(found.get("title", "")) and "://" not in str(found["address"]):
        raise ValueError("has its title and its address in each other's place. Swap the two.")
    address = parse_address(found["address"])
    try:
        return EvidenceAddress(address, parse_words(found["title"]) if "title" in found else "")
    except EmptyValue:
        raise ValueError(
            "has an empty title. Write what is found at the address, or delete the line."
        ) from None
