"""The registry of pages: every kind of page there is, and the URLs at which the site has one."""

from __future__ import annotations

from .. import urls
from ..content.outline import Outline

__all__ = ["page_urls"]


def page_urls(outline: Outline) -> frozenset[str]:
    """Return the URL of every page that links may lead to and redirects may not hide."""
    return frozenset(
        (
            *urls.STANDING,
            *map(urls.action, outline.actions),
            *map(urls.theme, outline.themes),
            *map(urls.page, outline.pages),
            *([urls.ACCESSIBILITY] if outline.has_statement else []),
        )
    )
