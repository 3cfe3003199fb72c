"""A file of the site before it is built: its URL, what it is, and what in the content makes it."""

from __future__ import annotations

from enum import Enum
from typing import NamedTuple

from .. import urls

__all__ = ["Kind", "SiteFile"]


class Kind(Enum):
    """What a file of the site is."""

    PAGE = "page"
    """A page with a URL that stays: links and redirects lead to it."""
    LATER_PAGE = "later page"
    """The second page of a long list, or one after it: it goes when the list gets shorter."""
    EMBED = "small page"
    """A page that other sites frame."""
    REDIRECT = "redirect"
    """A page at an old URL that leads on to a page."""
    NOT_FOUND = "page for no page"
    DATA = "data"
    """What programs read: open data, feeds, the calendar, what crawlers ask for."""
    COPY = "copy"
    """A file that is published as it is: of content/source/ or of the theme."""
    HOSTING = "hosting"
    """What GitHub Pages reads; it is added when the site is published."""


class SiteFile(NamedTuple):
    """A file of the site: its URL, what it is, and the file of the content that makes it."""

    url: str
    kind: Kind
    made_by: str = ""
    """The file below content/: `pages/about.md`. Empty for what every site has."""
    location: tuple[str | int, ...] = ()
    """The field of that file: `("redirects", 0, "from")`."""
    anchors: tuple[str, ...] = ()
    """The parts of a page that links may lead to, for as long as there is the page."""
    exists: bool = True
    """Whether this site has it; if not, its place is kept, because it can have it any day."""

    @property
    def save_as(self) -> str:
        """The file below the output folder."""
        return urls.save_as(self.url)
