"""From bytes to text: UTF-8, one kind of line end, and nothing that cannot be seen."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from functools import cache

from ..messages import quoted
from ..problems import Problem
from .characters import forbidden_characters

__all__ = ["decode", "without_stray_spaces"]

_ZERO_WIDTH_SPACE = "\u200b"
_BESIDE_A_SPACE = re.compile(rf"(?<!\S){_ZERO_WIDTH_SPACE}+|{_ZERO_WIDTH_SPACE}+(?!\S)")
"""What copying from a chat or a web page leaves at the ends of words, where it means nothing."""

_MISREAD_STARTS = ("Â", "Ã", "â€", "â‚¬", "Ä", "Å", "Γ", "┬", "├", "‚", "¬", "√")
_ENCODINGS = ("cp1252", "cp437", "mac_roman")
"""Those of Windows, of its terminal, and of old Macs."""
_LONE_MARK = re.compile(r"(?:\n|-{3})\n={7}\n")
"""A mark between two versions that is below no text, of which it would make a heading."""
_MERGE_CONFLICT = re.compile(r"(?:<{7}|>{7}|\|{7})(?: |$)|={7}$")
_IN_EVERY_DIFF = ("@@ -", "diff --git ", "+++ ")
# Compiled by `re` when a file has one: nearly none does.
_DIFF = r"^ *(?:diff --git |@@+ (?:-\d+(?:,\d+)? )+\+\d+(?:,\d+)? @@|--- \S.*\n *\+\+\+ \S)"
"""A line with which a comparison of two versions of a file starts, or one of its parts."""


def decode(path: str, content: bytes) -> tuple[str, list[Problem]]:
    """Return a file's text, and what is wrong with its bytes.

    Line ends are line feeds. The text has no BOM, no zero-width space at the end of a word, and is
    empty where it cannot be read at all.
    """
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        byte = f"0x{content[error.start]:02x}"
        message = f"byte {byte} is not UTF-8 text. Save the file with the encoding UTF-8."
        return "", [Problem(path, line, "", message)]
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = without_stray_spaces(text)
    return text, [
        *_forbidden_characters(path, text),
        *_merge_conflicts(path, text),
        *_diff(path, text),
        *_misread_letters(path, text),
    ]


def without_stray_spaces(text: str) -> str:
    """Return text without zero-width spaces at the ends of words."""
    return _BESIDE_A_SPACE.sub("", text) if _ZERO_WIDTH_SPACE in text else text


def _forbidden_characters(path: str, text: str) -> Iterator[Problem]:
    if not forbidden_characters(text):
        return
    for number, line in enumerate(text.split("\n"), start=1):
        for message in forbidden_characters(line).values():
            yield Problem(path, number, "", message)


@cache
def _misread() -> re.Pattern[str]:
    """Return what pairs and threes of bytes of UTF-8 are in other encodings: `Â£`, `â€™`, `ΓÇÖ`.

    Few files have any of the characters with which these start.
    """
    behind_437, behind_mac = (
        re.escape(bytes(range(0x80, 0xC0)).decode(encoding)) for encoding in _ENCODINGS[1:]
    )
    return re.compile(
        r"[ÂÃÄÅ][\u00a0-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]|â€[^\w\s]|â€œ|â‚¬"
        rf"|[┬├][{behind_437}]|Γ[{behind_437}]{{2}}|‚[{behind_mac}]{{2}}"
        rf"|(?:¬|√(?![π∞])|(?<=[^\W\d_])√)[{behind_mac}]"
    )


def _misread_letters(path: str, text: str) -> Iterator[Problem]:
    """Return what a program has made of letters that it read in another encoding."""
    if not any(start in text for start in _MISREAD_STARTS):
        return
    for number, line in enumerate(text.split("\n"), start=1):
        for found in dict.fromkeys(_misread().findall(line)):
            for meant in _meant(found):
                message = (
                    f"{quoted(found)} is what another program made of {quoted(meant)}."
                    f" Write {quoted(meant)}."
                )
                yield Problem(path, number, "", message)


def _meant(found: str) -> Iterator[str]:
    """Return what misread characters are in UTF-8, if they are anything."""
    for encoding in _ENCODINGS:
        with suppress(UnicodeError):
            yield found.encode(encoding).decode()
            return


def _diff(path: str, text: str) -> Iterator[Problem]:
    """Return that a file has a pasted diff in it, once, at its first line."""
    if not any(mark in text for mark in _IN_EVERY_DIFF):
        return
    if found := re.search(_DIFF, text, re.MULTILINE):
        message = (
            'here a comparison of two versions (a "diff") was pasted. Keep only the lines that are'
            ' meant, without the "+" or the space that it has in front of each.'
        )
        yield Problem(path, text.count("\n", 0, found.start()) + 1, "", message)


def _merge_conflicts(path: str, text: str) -> Iterator[Problem]:
    if not any(mark in text for mark in ("<<<<<<<", ">>>>>>>", "\n\n=======\n", "---\n=======\n")):
        return
    marked = [
        (number, line)
        for number, line in enumerate(text.split("\n"), start=1)
        if line[:7] in ("<<<<<<<", ">>>>>>>", "=======", "|||||||") and _MERGE_CONFLICT.match(line)
    ]
    marks = [line for _, line in marked if line.startswith(("<<<<<<<", ">>>>>>>"))]
    if marked and (marks or _LONE_MARK.search(text)):
        message = (
            "two versions of this file were not merged."
            ' Keep one version and delete the lines that start "<<<<<<<", "=======" and ">>>>>>>".'
        )
        yield Problem(path, marked[0][0], "", message)
