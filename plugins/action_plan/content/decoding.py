"""From bytes to text: UTF-8, one kind of line end, and nothing that cannot be seen."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..problems import Problem
from .characters import forbidden_characters

__all__ = ["decode"]

_MERGE_CONFLICT = re.compile(r"(?:<{7}|>{7}|\|{7})(?: |$)|={7}$")


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
    return text, [*_forbidden_characters(path, text), *_merge_conflicts(path, text)]


def _forbidden_characters(path: str, text: str) -> Iterator[Problem]:
    if not forbidden_characters(text):
        return
    for number, line in enumerate(text.split("\n"), start=1):
        for message in forbidden_characters(line).values():
            yield Problem(path, number, "", message)


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
