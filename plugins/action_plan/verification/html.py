"""A built page as it is read to be verified: its links and anchors, and whether it is sound."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from urllib.parse import urlsplit

from ..messages import quoted

__all__ = ["PageReading", "read_page"]

_VOID = frozenset(("area", "base", "br", "col", "hr", "img", "input", "link", "meta", "wbr"))
_FOREIGN = frozenset(("svg", "math"))
_NEVER = frozenset(("applet", "base", "embed", "frame", "iframe", "object", "style"))
_ADDRESSES = ("href", "src", "action", "formaction", "poster", "data", "xlink:href")
_LOADED = frozenset(("stylesheet", "icon", "preload", "modulepreload", "manifest"))
_SCHEMES = frozenset(("", "http", "https", "mailto"))
_DATA = frozenset(("application/json", "application/ld+json"))
_REFRESH = re.compile(r"\s*\d+\s*;\s*url=(?P<address>.*)", re.IGNORECASE)
_UNSAFE_SOURCES = ("unsafe-inline", "unsafe-eval", "http:", "https:", "data:", "blob:", "*")


class PageReading(HTMLParser):
    """What a page links to, what can be linked to on it, and what is wrong with it."""

    def __init__(self) -> None:
        super().__init__()
        self.links: list[str] = []
        self.anchors: set[str] = set()
        self.faults: list[str] = []
        self._policy = ""
        self._open: list[str] = []
        self._declared = False

    def handle_decl(self, decl: str) -> None:
        """Note that the page says it is HTML."""
        self._declared = self._declared or decl.casefold() == "doctype html"

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Read an element that closes itself, which only those of pictures may."""
        self._element(tag, attrs)
        if tag not in _VOID and not _FOREIGN.intersection((tag, *self._open)):
            self.faults.append(f"<{tag}/> cannot close itself")

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Read an element, and that it is open."""
        self._element(tag, attrs)
        if tag not in _VOID:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """Hold the element to be the one that was opened last."""
        if self._open and self._open[-1] == tag:
            self._open.pop()
        else:
            inside = f"inside <{self._open[-1]}>" if self._open else "though nothing is open"
            self.faults.append(f"</{tag}> stands {inside}")

    def finish(self) -> PageReading:
        """Say what can only be said at the end of the page."""
        self.close()
        if not self._declared:
            self.faults.append("it does not start with <!doctype html>")
        if self._open:
            self.faults.append(f"<{self._open[-1]}> is not closed")
        if "default-src 'none'" not in self._policy:
            self.faults.append("it has no Content-Security-Policy that starts from nothing")
        loose = [
            word for word in self._policy.split() if word.rstrip(";").strip("'") in _UNSAFE_SOURCES
        ]
        if loose:
            self.faults.append(f"its Content-Security-Policy allows {loose[0]}")
        return self

    def _element(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self._executable(tag, given)
        if given.get("id"):
            if given["id"] in self.anchors:
                self.faults.append(f"two elements have the id {quoted(given['id'])}")
            self.anchors.add(given["id"])
        if tag == "meta":
            self._meta(given)
        for name in _ADDRESSES:
            if name in given:
                self._link(given[name])
                loaded = name == "src" or (tag == "link" and given.get("rel") in _LOADED)
                if loaded and "//" in given[name]:
                    self.faults.append(f"it loads {quoted(given[name])} from another place")

    def _executable(self, tag: str, given: dict[str, str]) -> None:
        """Nothing may run or be styled but by the site's own files."""
        for name in given:
            if name.startswith("on") or name in ("style", "srcdoc"):
                self.faults.append(f"<{tag}> has the attribute {name}")
        if tag in _NEVER:
            self.faults.append(f"it has the element <{tag}>")
        if tag == "script" and "src" not in given and given.get("type") not in _DATA:
            self.faults.append("it has a script of its own text")

    def _meta(self, given: dict[str, str]) -> None:
        kind = given.get("http-equiv", "").casefold()
        if kind == "content-security-policy":
            self._policy = given.get("content", "")
        elif kind == "refresh":
            onward = _REFRESH.fullmatch(given.get("content", ""))
            if onward:
                self._link(onward["address"])

    def _link(self, address: str) -> None:
        try:
            scheme = urlsplit(address).scheme
        except ValueError:
            scheme = "unreadable"
        if scheme not in _SCHEMES:
            self.faults.append(f"the link {quoted(address)} is none of http, https and mailto")
        self.links.append(address)


def read_page(html: str) -> PageReading:
    """Read a page to its end."""
    reading = PageReading()
    reading.feed(html)
    return reading.finish()
