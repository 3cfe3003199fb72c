"""Small pages that other sites can show in a frame, and the lines that do so."""

from __future__ import annotations

from html import escape
from typing import NamedTuple

__all__ = ["Embed", "embed"]

_HEIGHT = 300
"""Pixels that a small page needs in a frame 320 pixels wide."""


class Embed(NamedTuple):
    """A page made for frames: its URL, and the line of HTML that shows it."""

    url: str
    snippet: str


def embed(url: str, title: str, base_url: str) -> Embed | None:
    """Return a small page with its line to copy, or `None` where the site's URL is unknown."""
    if not base_url:
        return None
    return Embed(
        url,
        f'<iframe src="{escape(base_url + url)}" title="{escape(title)}"'
        f' width="100%" height="{_HEIGHT}" loading="lazy"></iframe>',
    )
