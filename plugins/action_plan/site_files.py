"""Feeds, calendar and what crawlers ask for."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from . import addresses
from .calendars import calendar
from .feeds import FeedWriter
from .hosting import Hosting
from .sitemap import robots, sitemap
from .views.catalogue import Catalogue

__all__ = ["site_files"]


def site_files(
    catalogue: Catalogue, hosting: Hosting, listed: list[tuple[str, date | None]]
) -> Iterator[tuple[str, bytes]]:
    """Give the address and the bytes of every file that is neither page nor open data.

    `listed` are the pages for the sitemap, with the newest day they show. A sitemap names whole
    addresses, so there is none where the site's own is not known.
    """
    for address, text in _texts(catalogue, hosting, listed):
        yield address, text.encode()


def _texts(
    catalogue: Catalogue, hosting: Hosting, listed: list[tuple[str, date | None]]
) -> Iterator[tuple[str, str]]:
    feeds = FeedWriter(catalogue, hosting.site)
    yield addresses.feed(), feeds.of_plan()
    for theme in catalogue.themes.values():
        yield addresses.feed(theme.address), feeds.of_theme(theme)
    for line in catalogue.lines:
        yield addresses.feed(line.link.address), feeds.of_action(line)
    due = calendar(catalogue, hosting.site)
    if due:
        yield addresses.CALENDAR, due
    if hosting.site:
        yield addresses.SITEMAP, sitemap(hosting.site, listed)
    yield addresses.ROBOTS, robots(hosting.site)
