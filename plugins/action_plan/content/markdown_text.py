"""Markdown texts as records have them: as written, and with what they were rendered to."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape
from typing import NamedTuple, Self

from markupsafe import Markup

from .. import urls
from ..problems import PlanCause
from .characters import has_visible

__all__ = ["SITE", "Finding", "LinkInText", "MarkdownText", "SiteHtml"]

SITE = "site"
_SITE_LINK = f'<a href="{SITE}:'
_TAG = re.compile(r'<(?:"[^"]*"|[^">])*>')
"""A tag; between blocks there are line breaks beside it."""
_SITE_ADDRESS = re.compile(rf'{_SITE_LINK}([^"]*)"')
_SCROLLER = '<div role="group" aria-label="Table" tabindex="0"><table>'
"""What a table begins with on a page: wider than the screen, it is scrolled by itself."""


class Finding(NamedTuple):
    """Something in a text that is not allowed: how many lines are above it, and what to do."""

    lines_above: int
    message: str
    is_remark: bool = False
    """Whether it is only probably wrong."""
    cause: PlanCause | None = None
    """What it may come from in plan.yml."""


class LinkInText(NamedTuple):
    """A link in a text."""

    lines_above: int
    url: str
    """What it means: a URL within the site, without a slash at its start, or a complete one."""
    written: str


class SiteHtml(NamedTuple):
    """Sanitised HTML that can be printed on any page of the site."""

    linked: str
    """The HTML, in which links to the site's own pages are marked as such."""

    def html(
        self, root: str, link: Callable[[str, str], str] = urls.link, level: int = 3
    ) -> Markup:
        """Return the HTML for a page that reaches the site's root by `root` (`../../`).

        `level` is that of its headings of level 3, where those around it are of other levels.
        """
        html = self.linked
        if level != 3 and "<h3>" in html:
            html = html.replace("<h3>", f"<h{level}>").replace("</h3>", f"</h{level}>")
        if _SITE_LINK in html:
            html = _SITE_ADDRESS.sub(lambda found: f'<a href="{link(found[1], root)}"', html)
        if "<table>" in html:
            html = html.replace("<table>", _SCROLLER).replace("</table>", "</table></div>")
        return Markup(html)  # noqa: S704 - nh3 made it

    @property
    def words(self) -> str:
        """What people read of it, in one line."""
        return " ".join(unescape(_TAG.sub("", self.linked)).split())

    @property
    def is_seen(self) -> bool:
        """Whether readers see anything of it, if only a line."""
        return "<hr" in self.linked or has_visible(unescape(_TAG.sub("", self.linked)))

    def __bool__(self) -> bool:
        return bool(self.linked)


_NO_HTML = SiteHtml("")


class MarkdownText(str):
    """A Markdown text as it is written, and what it was rendered to when it was read."""

    __slots__ = ("findings", "html", "links")

    html: SiteHtml
    findings: tuple[Finding, ...]
    links: tuple[LinkInText, ...]

    def __new__(
        cls,
        text: str,
        html: SiteHtml = _NO_HTML,
        findings: tuple[Finding, ...] = (),
        links: tuple[LinkInText, ...] = (),
    ) -> Self:
        """Return a text with what it was rendered to."""
        self = super().__new__(cls, text)
        self.html, self.findings, self.links = html, findings, links
        return self

    def __reduce__(self) -> tuple[type[MarkdownText], tuple[object, ...]]:
        return MarkdownText, (str(self), self.html, self.findings, self.links)
