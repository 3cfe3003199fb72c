"""What crawlers ask for: which pages there are, and when what they show last changed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from xml.sax.saxutils import escape

from .. import urls

__all__ = ["robots", "sitemap"]


def sitemap(site: str, pages: Iterable[tuple[str, date | None]]) -> str:
    """Return the sitemap of pages, each with the day of the newest update it shows, if any."""
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">',
    ]
    for address, updated in pages:
        changed = f"<lastmod>{updated.isoformat()}</lastmod>" if updated else ""
        lines.append(f"<url><loc>{escape(site + address)}</loc>{changed}</url>")
    return "\n".join([*lines, "</urlset>", ""])


def robots(site: str) -> str:
    """Return robots.txt: everything may be read; it names the sitemap where there is one."""
    where = f"\nSitemap: {site}{urls.SITEMAP}\n" if site else ""
    return f"User-agent: *\nAllow: /\n{where}"
