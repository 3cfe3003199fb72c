"""A page of the site: where it is, what it is called, how others lead to it and what it shows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from enum import Enum, auto
from typing import Generic, TypeVar

from .. import urls
from ..content.when import When
from ..frozen import frozen
from .action_summary import Link
from .embeds import Embed
from .json_ld import JsonLd, StructuredData, breadcrumb, structured_data
from .pagination import Pagination

__all__ = ["ACTIONS", "HOME", "Menu", "Page", "neighbours", "page_of_list"]

T = TypeVar("T")
View_co = TypeVar("View_co", covariant=True)

_DESCRIPTION = 155
"""Characters that search engines show of a page's description."""


HOME = Link("Home", urls.HOME)
ACTIONS = Link("Actions", urls.ACTIONS)


class Menu(Enum):
    """The menu in which every page links to a page; each has its pages in the registry's order."""

    NAVIGATION = auto()
    """At the head of every page."""
    ABOUT_PLAN = auto()
    """At the foot, first: what the plan's own people say."""
    ABOUT_SITE = auto()
    """At the foot, after that."""


@frozen
class Page(Generic[View_co]):
    """One page: its URL, the template that prints it, its title and what it shows."""

    url: str
    template: str
    title: str
    short_title: str = ""
    """What menus call it, where that is not its title."""
    menu: Menu | None = None
    summary: str
    """What it shows, in one sentence or by its first words."""
    crumbs: tuple[Link, ...] = (HOME,)
    view: View_co
    updated: When | None = None
    """The day of the newest update that the page shows."""
    feed: Link | None = None
    """The feed of what the page is about; that of the plan belongs to every page."""
    embed: Embed | None = None
    """How other sites can show what the page is about, where it has a small page for that."""
    canonical: str | None = None
    """The URL of the page that search engines are to find instead, if there is one."""
    about: JsonLd | None = None
    """What the page tells search engines in addition to its breadcrumb."""

    @property
    def link(self) -> Link:
        """The link by which menus lead to the page."""
        return Link(self.short_title or self.title, self.url)

    @property
    def description(self) -> str:
        """The beginning of the summary, cut at a word."""
        words = " ".join(self.summary.split())
        if len(words) <= _DESCRIPTION:
            return words
        return words[: _DESCRIPTION - 1].rsplit(" ", 1)[0] + "…"

    @property
    def trail(self) -> tuple[Link, ...]:
        """The crumbs that are shown: a lone link home is what every page's menu has."""
        return self.crumbs if len(self.crumbs) > 1 else ()

    @property
    def listed(self) -> bool:
        """Whether search engines are to find the page."""
        return self.canonical is None and self.url != urls.NOT_FOUND

    def structured(self, base_url: str) -> tuple[StructuredData, ...]:
        """Return what the page tells search engines: its breadcrumb, and what it is about.

        Where the site's URL is not known, links start from the page.
        """
        start = base_url or self.relative_root
        crumbs = [(crumb.title, start + crumb.url) for crumb in self.crumbs]
        values = (breadcrumb(crumbs, self.title) if crumbs else None, self.about)
        return tuple(structured_data(value) for value in values if value)

    @property
    def under(self) -> str:
        """The URL of the main page that this one is or belongs to: `actions/`."""
        first, slash, _ = self.url.partition("/")
        return first + slash

    @property
    def save_as(self) -> str:
        """The file below the output folder."""
        return urls.save_as(self.url)

    @property
    def relative_root(self) -> str:
        """The relative URL of the site's root."""
        return urls.relative_root(self.url)


def neighbours(items: Iterable[T]) -> Iterator[tuple[T | None, T | None]]:
    """Return for each item the one before it and the one after it, `None` where there is none."""
    padded = (None, *items, None)
    return zip(padded, padded[2:], strict=False)


def page_of_list(first: Page[View_co], pagination: Pagination) -> Page[View_co]:
    """Return a page of a list: `first` itself, or the later one of the pagination made from it."""
    if pagination.is_first:
        return first
    return replace(
        first,
        url=pagination.url,
        title=f"{first.title}, page {pagination.number}",
        menu=None,
        summary=f"Page {pagination.number}. {first.summary}",
        crumbs=(*first.crumbs, Link(first.title, first.url)),
    )
