"""From bytes to text: UTF-8, one kind of line end, and nothing that cannot be seen."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from ..problems import Problem

__all__ = ["decode", "invisible"]

_MERGE_CONFLICT = re.compile(r"(?:<{7}|>{7}|\|{7})(?: |$)|={7}$")
_UNSEEN = frozenset(("Cc", "Cs", "Co", "Cn", "Zl", "Zp"))
"""Unicode categories of characters that show nothing: controls, surrogates, separators."""
_BIDIRECTIONAL = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Characters that turn the direction of what follows, and can make a line read otherwise."""


def decode(path: str, content: bytes) -> tuple[str, list[Problem]]:
    """Return a file's text, and what is wrong with its bytes.

    Line ends are line feeds. The text has no BOM, and is empty where it cannot be read at all.
    """
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        byte = f"0x{content[error.start]:02x}"
        message = f"byte {byte} is not UTF-8 text. Save the file with the encoding UTF-8."
        return "", [Problem(path, line, "", message)]
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text, [*_invisible_characters(path, text), *_merge_conflicts(path, text)]


def _invisible_characters(path: str, text: str) -> Iterator[Problem]:
    if text.replace("\n", "").replace("\t", "").isprintable():
        return
    for number, line in enumerate(text.split("\n"), start=1):
        for character in dict.fromkeys(line) if not line.isprintable() else ():
            if message := invisible(character):
                yield Problem(path, number, "", message)


def invisible(character: str) -> str:
    """Return why a character is not allowed that shows nothing or turns the line, or nothing."""
    if character == "\t" or (
        unicodedata.category(character) not in _UNSEEN and character not in _BIDIRECTIONAL
    ):
        return ""
    return (
        f"the invisible character U+{ord(character):04X} is not allowed."
        " Delete it, or type the line again."
    )


def _merge_conflicts(path: str, text: str) -> Iterator[Problem]:
    if "<<<<<<<" not in text and ">>>>>>>" not in text:
        return
    marked = [
        (number, line)
        for number, line in enumerate(text.split("\n"), start=1)
        if line[:7] in ("<<<<<<<", ">>>>>>>", "=======", "|||||||") and _MERGE_CONFLICT.match(line)
    ]
    if any(line.startswith(("<<<<<<<", ">>>>>>>")) for _, line in marked):
        message = (
            "two versions of this file were not merged."
            ' Keep one version and delete the lines that start "<<<<<<<", "=======" and ">>>>>>>".'
        )
        yield Problem(path, marked[0][0], "", message)
