"""Lists too long for one page: the same list on several, each at a URL that does not change."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple, TypeVar

__all__ = ["PAGE_SIZE", "PageLink", "Pagination", "is_first", "paginate"]

Item = TypeVar("Item")

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
    total: int
    """Entries on all pages together."""

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


def is_first(pagination: Pagination | None) -> bool:
    """Whether a page is the first of its list, or the only one."""
    return pagination is None or pagination.number == 1


def paginate(
    items: Sequence[Item], url: str, labels: Sequence[str], size: int = PAGE_SIZE
) -> Iterator[tuple[Pagination | None, Sequence[Item]]]:
    """Return the items page by page; one page, and no pagination, where they fit on it.

    The URL of the first page is `url`, that of the others `url` with `page/2/` and so on.
    `labels` has for each item the words for it where a page begins or ends with it.
    """
    if len(items) <= size:
        yield None, items
        return
    starts = range(0, len(items), size)
    pages = tuple(
        PageLink(
            number,
            url if number == 1 else f"{url}page/{number}/",
            f"{labels[start]} to {labels[min(start + size, len(items)) - 1]}",
        )
        for number, start in enumerate(starts, start=1)
    )
    for number, start in enumerate(starts, start=1):
        yield Pagination(number, pages, len(items)), items[start : start + size]
