"""A built page, parsed for verification: its links, its anchors and what is wrong with it."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from urllib.parse import urlsplit

from ..messages import quoted

__all__ = ["PageReading", "read_page"]

_VOID = frozenset(("area", "base", "br", "col", "hr", "img", "input", "link", "meta", "wbr"))
_FOREIGN = frozenset(("svg", "math"))
_FORBIDDEN = frozenset(("applet", "base", "embed", "frame", "iframe", "object", "style"))
_URL_ATTRIBUTES = ("href", "src", "action", "formaction", "poster", "data", "xlink:href")
_LOADED = frozenset(("stylesheet", "icon", "preload", "modulepreload", "manifest"))
_SCHEMES = frozenset(("", "http", "https", "mailto"))
_DATA_TYPES = frozenset(("application/json", "application/ld+json"))
_OWN_PROPERTIES = ("og:image", "og:url")
_REFRESH = re.compile(r"\s*\d+\s*;\s*url=(?P<url>.*)", re.IGNORECASE)
_UNSAFE_SOURCES = ("unsafe-inline", "unsafe-eval", "http:", "https:", "data:", "blob:", "*")


class PageReading(HTMLParser):
    """What a page links to, what can be linked to on it, and what is wrong with it."""

    def __init__(self) -> None:
        super().__init__()
        self.links: list[str] = []
        """The links that the site itself makes, or that lead to another file of it."""
        self.anchors: set[str] = set()
        self.findings: list[str] = []
        self._policy = ""
        self._open: list[str] = []
        self._declared = False

    def handle_decl(self, decl: str) -> None:
        """Note whether the page declares itself HTML."""
        self._declared = self._declared or decl.casefold() == "doctype html"

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Read an element that closes itself, as only void and foreign elements may."""
        self._element(tag, attrs)
        if tag not in _VOID and not _FOREIGN.intersection((tag, *self._open)):
            self.findings.append(f"<{tag}/> cannot close itself")

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Read the start of an element."""
        self._element(tag, attrs)
        if tag not in _VOID:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """Note an end that is not of the element opened last."""
        if self._open and self._open[-1] == tag:
            self._open.pop()
        else:
            inside = f"inside <{self._open[-1]}>" if self._open else "though nothing is open"
            self.findings.append(f"</{tag}> is {inside}")

    def finish(self) -> PageReading:
        """Note what only the end of the page shows, and return this reading."""
        self.close()
        if not self._declared:
            self.findings.append("it does not start with <!doctype html>")
        if self._open:
            self.findings.append(f"<{self._open[-1]}> is not closed")
        if "default-src 'none'" not in self._policy:
            self.findings.append("it has no Content-Security-Policy that starts from nothing")
        sources = self._policy.replace(";", " ").split()
        unsafe = [source for source in sources if source.strip("'") in _UNSAFE_SOURCES]
        if unsafe:
            self.findings.append(f"its Content-Security-Policy allows {unsafe[0]}")
        return self

    def _element(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        self._executable(tag, values)
        if values.get("id"):
            if values["id"] in self.anchors:
                self.findings.append(f"two elements have the id {quoted(values['id'])}")
            self.anchors.add(values["id"])
        if tag == "meta":
            self._meta(values)
        for name in _URL_ATTRIBUTES:
            if name in values:
                self._link(values[name], tag)
                loaded = name == "src" or (tag == "link" and values.get("rel") in _LOADED)
                if loaded and "//" in values[name]:
                    self.findings.append(f"it loads {quoted(values[name])} from another place")

    def _executable(self, tag: str, values: dict[str, str]) -> None:
        """Note whatever could run or style the page but for the site's own files."""
        for name in values:
            if name.startswith("on") or name in ("style", "srcdoc"):
                self.findings.append(f"<{tag}> has the attribute {name}")
        if tag in _FORBIDDEN:
            self.findings.append(f"it has the element <{tag}>")
        if tag == "script" and "src" not in values and values.get("type") not in _DATA_TYPES:
            self.findings.append("it has a script of its own text")

    def _meta(self, values: dict[str, str]) -> None:
        if values.get("property") in _OWN_PROPERTIES:
            self._link(values.get("content", ""))
        kind = values.get("http-equiv", "").casefold()
        if kind == "content-security-policy":
            self._policy = values.get("content", "")
        elif kind == "refresh":
            refresh = _REFRESH.fullmatch(values.get("content", ""))
            if refresh:
                self._link(refresh["url"])

    def _link(self, url: str, tag: str = "") -> None:
        try:
            scheme = urlsplit(url).scheme
        except ValueError:
            scheme = "unreadable"
        if scheme not in _SCHEMES:
            self.findings.append(f"the link {quoted(url)} is none of http, https and mailto")
        # Readers follow complete URLs to where the plan's own words lead them: to what was true
        # on their day, not to what this site must have today.
        if tag != "a" or scheme not in ("http", "https"):
            self.links.append(url)


def read_page(html: str) -> PageReading:
    """Return the reading of a complete page."""
    reading = PageReading()
    reading.feed(html)
    return reading.finish()
