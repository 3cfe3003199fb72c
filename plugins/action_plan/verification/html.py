"""A built page, parsed for verification: its links, its anchors and what is wrong with it."""

from __future__ import annotations

import hashlib
import re
from base64 import b64encode
from html.parser import HTMLParser
from urllib.parse import urlsplit

from ..messages import quoted

__all__ = ["PageReading", "read_page"]

_VOID = frozenset(("area", "base", "br", "col", "hr", "img", "input", "link", "meta", "wbr"))
_FOREIGN = frozenset(("svg", "math"))
_FORBIDDEN = frozenset(("applet", "base", "embed", "frame", "iframe", "object", "style"))
_URL_ATTRIBUTES = ("href", "src", "action", "formaction", "poster", "data", "xlink:href")
_LOADED = frozenset(
    (
        *("dns-prefetch", "icon", "manifest", "modulepreload", "preconnect", "prefetch", "preload"),
        *("prerender", "stylesheet"),
    )
)
"""What a `link` element can be for which another place is asked for something, or looked up."""
_SCHEMES = frozenset(("", "http", "https", "mailto"))
_DATA_TYPES = frozenset(("application/json", "application/ld+json"))
_OWN_PROPERTIES = ("og:image", "og:url")
_REFRESH = re.compile(r"\s*\d+\s*;\s*url=(?P<url>.*)", re.IGNORECASE)
_BEFORE_POLICY = frozenset(("html", "head", "meta"))
"""What may come before the policy, which rules nothing that comes before it."""
_POLICY = (
    "default-src 'none'; style-src 'self'; script-src {scripts}; img-src 'self';"
    " connect-src 'self'; base-uri 'none'; form-action 'self'"
)
"""The policy of pages, by which they load the site's own files and nothing else."""
_FRAMED_POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'"
)
"""The policy of the small pages for other sites, which have no script."""
_REFERRER = "strict-origin-when-cross-origin"
"""What other sites learn of who comes from a page: the site's address at most."""


class PageReading(HTMLParser):
    """What a page links to, what can be linked to on it, and what is wrong with it."""

    def __init__(self) -> None:
        super().__init__()
        self.links: list[str] = []
        """The links that the site itself makes, or that lead to another file of it."""
        self.anchors: set[str] = set()
        self.findings: list[str] = []
        self._policies: list[str] = []
        self._referrers: list[str] = []
        self._data: list[str] = []
        self._is_data = False
        self._before_policy = ""
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

    def handle_data(self, data: str) -> None:
        """Keep the text of a script that is data, by whose hash the policy allows it."""
        if self._is_data and self._open[-1:] == ["script"]:
            self._data[-1] += data

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
        self._policy_findings()
        return self

    def _policy_findings(self) -> None:
        expected = _POLICY.format(scripts=" ".join(("'self'", *map(_hash_source, self._data))))
        policy = ", ".join(self._policies)
        if not policy:
            self.findings.append("it has no Content-Security-Policy that starts from nothing")
        elif policy not in (expected, _FRAMED_POLICY):
            others = [part for part in policy.split("; ") if part not in expected.split("; ")]
            self.findings.append(
                f"its Content-Security-Policy has {quoted(others[0])}, which no page may have"
                if others
                else "its Content-Security-Policy lacks a part"
            )
        elif self._before_policy:
            self.findings.append(
                f"<{self._before_policy}> comes before its Content-Security-Policy"
            )
        if self._referrers != [_REFERRER]:
            self.findings.append(f'it has no <meta name="referrer" content="{_REFERRER}">')

    def _element(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if tag not in _BEFORE_POLICY and not self._policies:
            self._before_policy = self._before_policy or tag
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
                relations = values.get("rel", "").casefold().split() if tag == "link" else ()
                loaded = name == "src" or not _LOADED.isdisjoint(relations)
                if loaded and "//" in values[name]:
                    self.findings.append(f"it loads {quoted(values[name])} from another place")

    def _executable(self, tag: str, values: dict[str, str]) -> None:
        """Note whatever could run or style the page but for the site's own files."""
        for name in values:
            if name.startswith("on") or name in ("style", "srcdoc", "referrerpolicy"):
                self.findings.append(f"<{tag}> has the attribute {name}")
        if tag in _FORBIDDEN:
            self.findings.append(f"it has the element <{tag}>")
        if tag == "script":
            self._is_data = "src" not in values and values.get("type") in _DATA_TYPES
            if self._is_data:
                self._data.append("")
            elif "src" not in values:
                self.findings.append("it has a script of its own text")

    def _meta(self, values: dict[str, str]) -> None:
        if values.get("name", "").casefold() == "referrer":
            self._referrers.append(values.get("content", ""))
        if values.get("property") in _OWN_PROPERTIES:
            self._link(values.get("content", ""))
        kind = values.get("http-equiv", "").casefold()
        if kind == "content-security-policy":
            self._policies.append(values.get("content", ""))
        elif kind == "refresh":
            refresh = _REFRESH.fullmatch(values.get("content", ""))
            if refresh:
                self._link(refresh["url"])
                if "//" in refresh["url"]:
                    self.findings.append(f"it leads to {quoted(refresh['url'])} by itself")

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


def _hash_source(text: str) -> str:
    """Return the source by which a policy allows a script of this text."""
    return f"'sha256-{b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def read_page(html: str) -> PageReading:
    """Return the reading of a complete page."""
    reading = PageReading()
    reading.feed(html)
    return reading.finish()
