"""Markdown: a text as sanitised HTML, with what is not allowed in it and where it links to."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Mapping
from html import unescape
from typing import NamedTuple, Self
from urllib.parse import unquote, urlsplit
from xml.etree import ElementTree as ET
from xml.etree.ElementTree import Element

import markdown
import nh3
from markdown.extensions.abbr import AbbrTreeprocessor
from markdown.inlinepatterns import AUTOMAIL_RE, InlineProcessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString
from markupsafe import Markup

from .. import urls
from ..messages import quoted
from .parsers import parse_address

__all__ = ["Finding", "Glossary", "MarkdownRenderer", "MarkdownText", "SiteHtml"]

_SITE = "site"
_SITE_LINK = f'<a href="{_SITE}:'
_TAG = re.compile(r'<(?:"[^"]*"|[^">])*>')
"""A tag; between blocks there are line breaks beside it."""
_SITE_ADDRESS = re.compile(rf'{_SITE_LINK}([^"]*)"')
_BLOCKS = ("blockquote", "h2", "h3", "h4", "hr", "li", "ol", "p", "pre", "ul")
_INLINE = ("a", "abbr", "br", "code", "em", "strong")
_TABLE = ("table", "tbody", "td", "th", "thead", "tr")
_ATTRIBUTES = {"a": {"href"}, "abbr": {"title"}, "ol": {"start"}}
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_LONGEST_PARAGRAPH = 10_000
_MOST_BRACKETS = 100
_RAW_HTML = r"(</?[A-Za-z][^<>]*>?|<!--.*?(?:-->|$)|<[!?][^<>]*>?)"
_PLAIN_PARAGRAPH = re.compile(
    r"(?![-+:=#\d\s])[^\\`*_{}\[\]<>&#!|~\n\t]*[^\\`*_{}\[\]<>&#!|~\n\t ]"
)


class Finding(NamedTuple):
    """Something in a text that is not allowed: the words it is found by, and what to do."""

    fragment: str
    message: str


class SiteHtml(NamedTuple):
    """Sanitised HTML that can be printed on any page of the site."""

    linked: str
    """The HTML, in which links to the site's own pages are marked as such."""

    def html(self, root: str, link: Callable[[str, str], str] = urls.link) -> Markup:
        """Return the HTML for a page that reaches the site's root by `root` (`../../`)."""
        html = self.linked
        if _SITE_LINK in html:
            html = _SITE_ADDRESS.sub(lambda found: f'<a href="{link(found[1], root)}"', html)
        return Markup(html)  # noqa: S704 - nh3 made it

    @property
    def words(self) -> str:
        """What people read of it, in one line."""
        return " ".join(unescape(_TAG.sub("", self.linked)).split())

    def __bool__(self) -> bool:
        return bool(self.linked)


_NO_HTML = SiteHtml("")


class MarkdownText(str):
    """A Markdown text as it is written, and what it was rendered to when it was read."""

    __slots__ = ("findings", "html", "links")

    html: SiteHtml
    findings: tuple[Finding, ...]
    links: tuple[tuple[str, str], ...]
    """The site's own URLs it links to, each with the link as it is written."""

    def __new__(
        cls,
        text: str,
        html: SiteHtml = _NO_HTML,
        findings: tuple[Finding, ...] = (),
        links: tuple[tuple[str, str], ...] = (),
    ) -> Self:
        """Return a text with what it was rendered to."""
        self = super().__new__(cls, text)
        self.html, self.findings, self.links = html, findings, links
        return self

    def __reduce__(self) -> tuple[type[MarkdownText], tuple[object, ...]]:
        return MarkdownText, (str(self), self.html, self.findings, self.links)


class Glossary:
    """The plan's abbreviations, to be found in text, in the plural too."""

    def __init__(self, words: Mapping[str, str]) -> None:
        self.words = dict(sorted(words.items(), key=lambda item: item[0].casefold()))
        """In alphabetical order."""
        self.titles = {**{f"{term}s": meaning for term, meaning in words.items()}, **words}
        terms = sorted(filter(None, self.titles), key=len, reverse=True)
        choices = "|".join(map(_from_the_start_of_a_word, terms))
        self._pattern = re.compile(rf"(?:{choices})\b") if terms else None

    def terms(self, *texts: str) -> tuple[tuple[str, str], ...]:
        """Return the abbreviations used in the texts, with their meanings, in order."""
        # The texts are joined by a character that no file of the content may have.
        found = set(self._pattern.findall("\0".join(texts))) if self._pattern else set()
        return tuple(
            (term, meaning)
            for term, meaning in self.words.items()
            if term in found or f"{term}s" in found
        )

    def with_abbreviations(self, text: str) -> str:
        """Return plain text in which each abbreviation is an `abbr` element with its meaning."""
        return self._pattern.sub(self._element, text) if self._pattern else text

    def _element(self, found: re.Match[str]) -> str:
        title = nh3.clean_text(self.titles[found[0]]).replace("&#32;", " ").replace("&#47;", "/")
        return f'<abbr title="{title}">{found[0]}</abbr>'


def _from_the_start_of_a_word(term: str) -> str:
    """Return a pattern for a term at the start of a word.

    It starts with the term's first letter, by which `re` finds it in a quarter of the time.
    """
    if not re.match(r"\w", term):
        return rf"\b{re.escape(term)}"
    first = re.escape(term[0])
    return rf"{first}(?<!\w{first}){re.escape(term[1:])}"


def _too_large(paragraph: str) -> str:
    """Return why Markdown would take minutes over a paragraph, or nothing where it would not."""
    if len(paragraph) > _LONGEST_PARAGRAPH:
        return (
            f"this paragraph is over {_LONGEST_PARAGRAPH:,} characters long."
            " Divide it with empty lines."
        )
    if paragraph.count("[") > _MOST_BRACKETS:
        return f'this paragraph has more than {_MOST_BRACKETS} "[". Divide it with empty lines.'
    return ""


class _MailAddress(InlineProcessor):
    """Makes `<name@example.org>` a link, in plain letters (Markdown's own encodes them)."""

    def handleMatch(  # type: ignore[override] # noqa: N802 - the method that Markdown calls
        self,
        m: re.Match[str],
        data: str,  # noqa: ARG002 - Markdown hands it over
    ) -> tuple[Element, int, int]:
        link = ET.Element("a", {"href": f"mailto:{m[1].removeprefix('mailto:')}"})
        link.text = AtomicString(m[1].removeprefix("mailto:"))
        return link, m.start(0), m.end(0)


class _RawHtml(InlineProcessor):
    """Reports raw HTML, and leaves it as the text that is written."""

    def __init__(self, guard: _Guard, md: markdown.Markdown) -> None:
        super().__init__(_RAW_HTML, md)
        self.guard = guard

    def handleMatch(  # type: ignore[override] # noqa: N802 - the method that Markdown calls
        self,
        m: re.Match[str],
        data: str,  # noqa: ARG002 - Markdown hands it over
    ) -> tuple[str, int, int]:
        if not m[0].startswith("</") or not self.guard.findings:
            message = f"{quoted(m[0])} is HTML, which is not allowed. Delete it, or write words."
            self.guard.report(m[0], message)
        return self.unescape(m[0]), m.start(0), m.end(0)


class _Guard(Treeprocessor):
    """Reports headings, pictures and links that are not allowed, and marks links to the site."""

    def __init__(self, md: markdown.Markdown, headings: frozenset[str]) -> None:
        super().__init__(md)
        self.headings = headings
        self.start("")

    def start(self, folder: str) -> None:
        """Begin another text, whose relative links start from a folder of content/."""
        self.folder = folder
        self.findings: list[Finding] = []
        self.links: list[tuple[str, str]] = []

    def report(self, fragment: str, message: str) -> None:
        """Note what is not allowed, once."""
        self.findings.append(Finding(fragment, message))

    def run(self, root: Element) -> None:
        for element in root.iter():
            if element.tag in _HEADINGS and element.tag not in self.headings:
                words = " ".join("".join(element.itertext()).split())
                allowed = (
                    "Only level 2 and 3 headings (## and ###) are allowed here."
                    if self.headings
                    else 'The headings are "## Intended impact" and "## Resources".'
                    " Delete the heading or its #, or write a backslash before it."
                )
                self.report(words, f"{quoted(words)} is an unknown heading. {allowed}")
            elif element.tag == "img":
                message = "pictures are not supported. Link to the page instead."
                self.report(element.get("src", ""), message)
            elif element.tag == "a":
                self._link(element)

    def _link(self, element: Element) -> None:
        href = element.get("href", "")
        site = self._site_url(href)
        if site is not None:
            self.links.append((site, href))
            element.set("href", f"{_SITE}:{site}")
            return
        try:
            parse_address(href)
        except ValueError as error:
            message = f"the link {error} To link to an action, write its file, like (4.2.1.md)."
            self.report(href or element.text or "", message)

    def _site_url(self, href: str) -> str | None:
        """Return the URL within the site that a link means, or `None` where it leads elsewhere."""
        if href.startswith("/") and not href.startswith("//"):
            return href[1:]
        path = unquote(href)
        try:
            parts = urlsplit(path)
        except ValueError:
            return None
        if parts.scheme or parts.netloc or not path.endswith(".md"):
            return None
        folder, _, name = posixpath.normpath(posixpath.join(self.folder, path)).rpartition("/")
        stem = name.removesuffix(".md")
        return {"actions": f"actions/{stem}/", "pages": f"{stem}/"}.get(folder, path)


class MarkdownRenderer:
    """Renders Markdown texts, by one Markdown instance for all."""

    def __init__(self, glossary: Glossary, *, headings: bool = False) -> None:
        self.glossary = glossary
        md = markdown.Markdown(extensions=["sane_lists", "tables"], output_format="html")
        md.preprocessors.deregister("html_block")
        md.parser.blockprocessors.deregister("reference")
        self._guard = _Guard(md, frozenset(("h2", "h3")) if headings else frozenset())
        md.inlinePatterns.register(_RawHtml(self._guard, md), "html", 90)
        md.inlinePatterns.register(_MailAddress(AUTOMAIL_RE, md), "automail", 110)
        md.treeprocessors.register(self._guard, "guard", 8)
        md.treeprocessors.register(AbbrTreeprocessor(md, glossary.titles), "abbr", 7)
        self._markdown = md

    def render(self, text: str, folder: str = "actions") -> MarkdownText:
        """Return a text with its HTML; its relative links start from a folder of content/."""
        return self._plain(text) or self._full(text, folder)

    def _plain(self, text: str) -> MarkdownText | None:
        """Render paragraphs without any markup: what most texts are, and much faster."""
        paragraphs = text.strip("\n").split("\n\n")
        if not all(map(_PLAIN_PARAGRAPH.fullmatch, paragraphs)):
            return None
        lines = (f"<p>{self.glossary.with_abbreviations(p)}</p>" for p in paragraphs)
        return MarkdownText(text, SiteHtml("\n".join(lines)))

    def _full(self, text: str, folder: str) -> MarkdownText:
        for paragraph in text.split("\n\n"):
            if message := _too_large(paragraph):
                return MarkdownText(text, findings=(Finding(paragraph[:40], message),))
        self._guard.start(folder)
        try:
            html = self._markdown.reset().convert(text)
        except RecursionError:
            message = "the text is nested too deeply. Use fewer levels of lists and quotes."
            return MarkdownText(text, findings=(Finding("", message),))
        clean = nh3.clean(
            html,
            tags={*_BLOCKS, *_INLINE, *_TABLE},
            attributes=_ATTRIBUTES,
            url_schemes={"http", "https", "mailto", _SITE},
            link_rel=None,
        )
        findings, links = tuple(self._guard.findings), tuple(self._guard.links)
        return MarkdownText(text, SiteHtml(clean), findings, links)
