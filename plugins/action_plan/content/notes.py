"""The notes of updates: Markdown by the rules of bodies."""

from __future__ import annotations

import re

from markupsafe import escape

from .markdown import Headings, MarkdownRenderer
from .markdown_text import MarkdownText, SiteHtml
from .parsers import EmptyValue, parse_markdown, says_nothing
from .residue import in_cell

__all__ = ["NoteRenderer", "is_plain", "parse_note"]

_BLOCK = re.compile(r"(?:[#>+*-]+|\d+\.)\s*")
"""How lists, headings and quotes start."""
_HEADINGS = Headings(
    frozenset(("h3",)),
    "Delete the #, or write a backslash before it. A heading within a note has three #.",
)


def parse_note(found: object) -> str:
    """Return a note: of one line with single spaces, else as it is written.

    Raises `EmptyValue` where it says nothing.
    """
    text = parse_markdown(found)
    if "\n" not in text:
        text = " ".join(text.split())
        if says_nothing(text):
            raise EmptyValue("is empty.")
    if message := in_cell(text):
        raise ValueError(message)
    return text


def is_plain(note: MarkdownText) -> bool:
    """Whether a note is one paragraph in which readers see each character as it is written."""
    return note.html == _as_it_is(note)


def _as_it_is(note: str) -> SiteHtml:
    return SiteHtml(f"<p>{escape(note)}</p>")


class NoteRenderer:
    """Renders notes, by an instance of Markdown that is made where one of them needs it."""

    def __init__(self) -> None:
        self._renderer: MarkdownRenderer | None = None

    def render(self, note: str) -> MarkdownText:
        """Return a note with its HTML; abbreviations in it are not explained."""
        if self._renderer is None:
            self._renderer = MarkdownRenderer({})
        found = self._renderer.render(note, headings=_HEADINGS)
        if "\n" in note:
            return found
        start = _BLOCK.match(note)
        if start and not found.html.linked.startswith("<p>"):
            # A single line is no list and no heading, though it may start like one: "2. October".
            found = self._renderer.render(note[start.end() :], headings=_HEADINGS)
            html = found.html.linked.replace("<p>", f"<p>{escape(start[0])}", 1)
            found = MarkdownText(note, SiteHtml(html), found.findings, found.links)
        is_as_written = not found.findings and not found.links and found.html.words == note
        return MarkdownText(note, _as_it_is(note)) if is_as_written else found
