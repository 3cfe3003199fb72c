"""Feeds, calendar and what crawlers ask for."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from .. import urls
from ..hosting import Hosting
from ..views.plan_index import PlanIndex
from .atom import FeedWriter
from .ical import calendar
from .sitemap import robots, sitemap

__all__ = ["site_files"]


def site_files(
    plan_index: PlanIndex, hosting: Hosting, listed: list[tuple[str, date | None]]
) -> Iterator[tuple[str, bytes]]:
    """Return the address and the bytes of every file that is neither page nor open data.

    `listed` are the pages for the sitemap, with the newest day they show. A sitemap names whole
    addresses, so there is none where the site's own is not known.
    """
    for address, text in _texts(plan_index, hosting, listed):
        yield address, text.encode()


def _texts(
    plan_index: PlanIndex, hosting: Hosting, listed: list[tuple[str, date | None]]
) -> Iterator[tuple[str, str]]:
    feeds = FeedWriter(plan_index, hosting.base_url)
    yield urls.feed(), feeds.of_plan()
    for theme in plan_index.themes.values():
        yield urls.feed(theme.address), feeds.of_theme(theme)
    for line in plan_index.lines:
        yield urls.feed(line.link.address), feeds.of_action(line)
    due = calendar(plan_index, hosting.base_url)
    if due:
        yield urls.CALENDAR, due
    if hosting.base_url:
        yield urls.SITEMAP, sitemap(hosting.base_url, listed)
    yield urls.ROBOTS, robots(hosting.base_url)
