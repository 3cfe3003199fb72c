"""A file of the site before it is built: its URL, what it is, and what in the content makes it."""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum, auto
from typing import NamedTuple

from .. import urls
from .pagination import page_of

__all__ = ["Kind", "SiteFile", "list_files", "page_file"]


class Kind(Enum):
    """What a file of the site is."""

    PAGE = auto()
    """A page with a URL that stays: redirects may lead to it."""
    LATER_PAGE = auto()
    """The second page of a long list, or one after it: it goes when the list gets shorter."""
    EMBED = auto()
    """A small page that other sites frame."""
    REDIRECT = auto()
    """A page at an old URL that leads on to a page."""
    NOT_FOUND = auto()
    """What is shown where there is no page."""
    DATA = auto()
    """What programs read: open data, feeds, the calendar, what crawlers ask for."""
    COPY = auto()
    """What is published as it is: of content/source/ or of the theme."""
    HOSTING = auto()
    """What is there once the site is published, and its URL is known."""


class SiteFile(NamedTuple):
    """A file of the site: its URL, what it is, and the file of the content that makes it."""

    url: str
    kind: Kind
    made_by: str = ""
    """The file below content/: `pages/about.md`. Empty for what every site has."""
    location: tuple[str | int, ...] = ()
    """The field of that file where another file may be in the way: `("redirects", 0, "from")`."""
    anchors: tuple[str, ...] = ()
    """The parts that a page always has, and that links may lead to."""
    exists: bool = True
    """Whether the site has it now. If not, its place is kept, for it may have it any day.

    A place with a slash at its end is a folder.
    """

    @property
    def save_as(self) -> str:
        """The file below the output folder."""
        return urls.save_as(self.url)

    @property
    def is_folder(self) -> bool:
        """Whether it is a folder in which everything is the site's own."""
        return not self.exists and self.url.endswith("/")


def page_file(
    url: str, *anchors: str, made_by: str = "", location: tuple[str | int, ...] = ()
) -> SiteFile:
    """Return the file of a page that links and redirects may lead to."""
    return SiteFile(url, Kind.PAGE, made_by, location, ("main", *anchors))


def list_files(first: SiteFile, length: int) -> Iterator[SiteFile]:
    """Return the files of a list that starts on a page, and the place of all its later pages."""
    yield first
    yield SiteFile(f"{first.url}page/", Kind.LATER_PAGE, exists=False)
    for number in range(2, page_of(length - 1) + 1):
        url = urls.later_page(first.url, number)
        yield first._replace(url=url, kind=Kind.LATER_PAGE, anchors=first.anchors[:1])
