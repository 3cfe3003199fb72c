"""Text as Markdown: words of the content stay words, whatever characters are in them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..content.addresses import with_ascii_hosts
from ..formatting import count

__all__ = ["code", "escaped", "linked", "listed", "literal", "table_row", "unlinked"]

_MOST_NAMED = 20
_MARKUP = re.compile(r"([\\`*_\[\]|~$])|^([-+=#:])")
# GitHub sends a mail to whoever is mentioned, notes at an issue that it was, and closes it where
# "closes" or the like comes before. The @ of a mail address mentions nobody.
# https://docs.github.com/get-started/writing-on-github/working-with-advanced-formatting/autolinked-references-and-urls
_REFERENCE = re.compile(
    r"(?<![A-Za-z0-9])@(?=\w)|(?:#|GH-|/issues/|/pull/|/discussions/)(?=[0-9])", re.IGNORECASE
)


def escaped(text: str) -> str:
    """Return text on one line, in which no character is markup, and nobody is mentioned.

    Characters that show nothing, or turn the line, are named.
    """
    return literal(_printable(text))


def literal(words: str) -> str:
    """Return printable text in which no character is markup, and nobody is mentioned."""
    words = with_ascii_hosts(words)
    words = words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    words = _MARKUP.sub(r"\\\1\2", words)
    words = re.sub(r"^(\d+)([.)])(?=\s|$)", r"\1\\\2", words)
    return unlinked(words)


def unlinked(text: str) -> str:
    """Return text in which GitHub finds nobody to mention and no issue to note or to close."""
    return _REFERENCE.sub("\\g<0>\N{ZERO WIDTH SPACE}", text)


def code(text: str) -> str:
    """Return text on one line as a piece of code, which Markdown leaves as it is."""
    words = with_ascii_hosts(_printable(text))
    fence = "`" * (max(map(len, re.findall(r"`+", words)), default=0) + 1)
    space = " " if "`" in words else ""
    return f"{fence}{space}{words}{space}{fence}"


def _printable(text: str) -> str:
    words = " ".join(text.split())
    return "".join(c if c.isprintable() else f"U+{ord(c):04X}" for c in words)


def linked(title: str, address: str) -> str:
    """Return a link; the address is one of ours or was checked as the content was read."""
    return f"[{escaped(title)}](<{address}>)"


def table_row(*cells: str) -> str:
    """Return a row of a table, of cells that are Markdown already."""
    return f"| {' | '.join(cells)} |"


def listed(names: Sequence[str]) -> str:
    """Return names as Markdown, of many the first and how many others there are."""
    others = len(names) - _MOST_NAMED
    more = f" and {count(others, 'other')}" if others > 0 else ""
    return f"{', '.join(map(code, names[:_MOST_NAMED]))}{more}"
