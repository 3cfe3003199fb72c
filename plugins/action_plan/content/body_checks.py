"""Texts in Markdown, checked where they stand: what is not allowed, and the site's own links."""

from __future__ import annotations

from pathlib import Path

from .folder import ContentFiles
from .markdown import MarkupRenderer, Rendered
from .references import SiteLink

__all__ = ["check_markup"]


def check_markup(
    files: ContentFiles,
    renderer: MarkupRenderer,
    path: Path,
    text: str,
    first_line: int,
    folder: str = "",
) -> tuple[Rendered, list[SiteLink]]:
    """Return a text as HTML and its links to the site; what is wrong with it is reported.

    The text starts on `first_line` of the file; its relative links start from a folder of
    content/, where none is named from the file's own.
    """
    rendered = renderer.render(text, folder or path.parent.name)
    for finding in rendered.findings:
        files.report(path, finding.message, first_line + _lines_before(text, finding.fragment))
    links = [
        SiteLink(path, first_line + _lines_before(text, written), address, written)
        for address, written in rendered.links
    ]
    return rendered, links


def _lines_before(text: str, fragment: str) -> int:
    """Return how many lines of a text stand above a fragment; none where it cannot be found."""
    index = text.find(fragment) if fragment else -1
    return text.count("\n", 0, index) if index > 0 else 0
