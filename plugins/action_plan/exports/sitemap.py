"""What crawlers ask for: which pages there are, and when what they show last changed."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from html import escape

from .. import urls
from .context import ExportContext, ExportFile

__all__ = ["files"]


def files(context: ExportContext) -> Iterator[ExportFile]:
    """Return robots.txt and, where the site's URL is known, the sitemap: it has complete URLs."""
    yield ExportFile(url=urls.ROBOTS, make=partial(_robots, context))
    if context.base_url:
        yield ExportFile(url=urls.SITEMAP, make=partial(_sitemap, context))


def _sitemap(context: ExportContext) -> str:
    """Return the sitemap of pages, each with the day of the newest update it shows, if any."""
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">',
    ]
    for url, updated in context.listed:
        changed = f"<lastmod>{updated.isoformat()}</lastmod>" if updated else ""
        location = escape(context.base_url + url, quote=False)
        lines.append(f"<url><loc>{location}</loc>{changed}</url>")
    return "\n".join([*lines, "</urlset>", ""])


def _robots(context: ExportContext) -> str:
    """Return robots.txt: everything may be read; it names the sitemap where there is one."""
    where = f"\nSitemap: {context.base_url}{urls.SITEMAP}\n" if context.base_url else ""
    return f"User-agent: *\nAllow: /\n{where}"
