"""Lists too long for one page: the same list on several, each at a URL that does not change."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from operator import attrgetter
from typing import NamedTuple, TypeVar

from .. import urls

__all__ = ["PAGE_SIZE", "PageLink", "Pagination", "page_of", "paginate"]

Item = TypeVar("Item")

_MOST_NUMBERS = 12
"""Pages whose numbers are in sight: more are a wall of boxes on a phone."""
PAGE_SIZE = 250
"""Entries on one page of a list: some 300 kB of HTML, 25 over gzip, which a phone still draws."""


class PageLink(NamedTuple):
    """A link to one page of a list: its number, its URL, and the words that say what it holds."""

    number: int
    url: str
    label: str


class Pagination(NamedTuple):
    """The pages of a list, and which of them this is."""

    number: int
    pages: tuple[PageLink, ...]
    """Links to all pages, or none where there is only one."""
    total: int
    """Entries on all pages together."""

    @property
    def is_first(self) -> bool:
        """Whether the page is the first of its list, or the only one."""
        return self.number == 1

    @property
    def is_long(self) -> bool:
        """Whether the pages are too many for the numbers of all to be in sight."""
        return len(self.pages) > _MOST_NUMBERS

    @property
    def label(self) -> str:
        """The words that say what the page holds."""
        return self.pages[self.number - 1].label

    @property
    def url(self) -> str:
        """The URL of the page itself."""
        return self.pages[self.number - 1].url

    @property
    def previous(self) -> PageLink | None:
        """The page before, if there is one."""
        return self.pages[self.number - 2] if self.number > 1 else None

    @property
    def next(self) -> PageLink | None:
        """The page after, if there is one."""
        return self.pages[self.number] if self.number < len(self.pages) else None


def page_of(index: int) -> int:
    """Return the number of the page on which an item of a list is, by its place from 0."""
    return index // PAGE_SIZE + 1


def paginate(
    items: Sequence[Item],
    url: str,
    label: Callable[[Item], str] = attrgetter("link.id"),
    size: int = PAGE_SIZE,
) -> Iterator[tuple[Pagination, Sequence[Item]]]:
    """Return the items page by page.

    The URL of the first page is `url`, that of the others `url` with `page/2/` and so on. A page
    is labelled by its first and its last item; actions, if nothing else is said, by their ids.
    """
    if len(items) <= size:
        yield Pagination(1, (), len(items)), items
        return
    parts = [items[start : start + size] for start in range(0, len(items), size)]
    pages = tuple(
        PageLink(
            number,
            urls.later_page(url, number),
            " to ".join(dict.fromkeys((label(part[0]), label(part[-1])))),
        )
        for number, part in enumerate(parts, start=1)
    )
    for link, part in zip(pages, parts, strict=True):
        yield Pagination(link.number, pages, len(items)), part
