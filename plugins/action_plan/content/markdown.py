"""Body text: Markdown in, sanitised HTML out, with what is not allowed in it."""

from __future__ import annotations

import posixpath
import re
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote, urlsplit
from xml.etree import ElementTree as ET

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

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from xml.etree.ElementTree import Element

__all__ = ["Finding", "Glossary", "MarkupRenderer", "Rendered", "SiteHtml"]

_SITE = "site"
_SITE_LINK = f'<a href="{_SITE}:'
_SITE_ADDRESS = re.compile(rf'{_SITE_LINK}([^"]*)"')
_TAGS = frozenset(
    [
        "a",
        "abbr",
        "blockquote",
        "br",
        "code",
        "em",
        "h2",
        "h3",
        "h4",
        "hr",
        "li",
        "ol",
        "p",
        "pre",
        "strong",
        "table",
        "tbody",
        "td",
        "th",
        "thead",
        "tr",
        "ul",
    ]
)
_ATTRIBUTES = {"a": {"href"}, "abbr": {"title"}, "ol": {"start"}}
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_LONGEST_PARAGRAPH = 10_000
_MOST_BRACKETS = 100
_RAW_HTML = r"(</?[A-Za-z][^<>]*>?|<!--.*?(?:-->|$)|<[!?][^<>]*>?)"
_PLAIN_PARAGRAPH = re.compile(
    r"(?![-+:=#\d\s])[^\\`*_{}\[\]<>&#!|~\n\t]*[^\\`*_{}\[\]<>&#!|~\n\t ]"
)


class Finding(NamedTuple):
    """Something in a body that is not allowed: the words it stands in, and what to do."""

    fragment: str
    message: str


class SiteHtml(NamedTuple):
    """Sanitised HTML whose links to the site's own pages fit whatever page it is printed on."""

    linked: str
    """The HTML, its links to the site's own pages marked as such."""

    def html(self, root: str, link: Callable[[str, str], str] = urls.link) -> Markup:
        """Return the HTML for a page from which the site's root is reached by `root` (`../../`)."""
        html = self.linked
        if _SITE_LINK in html:
            html = _SITE_ADDRESS.sub(lambda found: f'<a href="{link(found[1], root)}"', html)
        return Markup(html)  # noqa: S704 - nh3 made it

    def __bool__(self) -> bool:
        return bool(self.linked)


class Rendered(NamedTuple):
    """A body as HTML, what is wrong with it, and the site's own addresses it links to."""

    html: SiteHtml
    findings: tuple[Finding, ...] = ()
    links: tuple[tuple[str, str], ...] = ()


class Glossary:
    """The plan's abbreviations: finds them in text, in the plural too."""

    def __init__(self, words: Mapping[str, str]) -> None:
        self.words = dict(sorted(words.items(), key=lambda item: item[0].casefold()))
        """In the order of the alphabet."""
        self.titles = {**{f"{term}s": meaning for term, meaning in words.items()}, **words}
        terms = sorted(filter(None, self.titles), key=len, reverse=True)
        choices = "|".join(map(_from_the_start_of_a_word, terms))
        self._pattern = re.compile(rf"(?:{choices})\b") if terms else None

    def terms(self, *texts: str) -> tuple[tuple[str, str], ...]:
        """Return the abbreviations that stand in the texts, with their meanings, in order."""
        if self._pattern is None:
            return ()
        # Between texts a sign that no file of the content may have.
        found = set(self._pattern.findall("\0".join(texts)))
        if not found:
            return ()
        return tuple(
            (term, meaning)
            for term, meaning in self.words.items()
            if term in found or f"{term}s" in found
        )

    def spelt_out(self, text: str) -> str:
        """Return plain text in which each abbreviation is an `abbr` element with its meaning."""
        return self._pattern.sub(self._element, text) if self._pattern else text

    def _element(self, found: re.Match[str]) -> str:
        title = nh3.clean_text(self.titles[found[0]]).replace("&#32;", " ").replace("&#47;", "/")
        return f'<abbr title="{title}">{found[0]}</abbr>'


def _from_the_start_of_a_word(term: str) -> str:
    """Return a pattern for a term at the bound of a word.

    It starts with the term's first letter, by which `re` finds it in a quarter of the time.
    """
    if not re.match(r"\w", term):
        return rf"\b{re.escape(term)}"
    first = re.escape(term[0])
    return rf"{first}(?<!\w{first}){re.escape(term[1:])}"


def _unfit(paragraph: str) -> str:
    """Say what makes a paragraph one that Markdown would take minutes over, if anything does."""
    if len(paragraph) > _LONGEST_PARAGRAPH:
        return (
            f"this paragraph is over {_LONGEST_PARAGRAPH:,} characters long."
            " Divide it with empty lines."
        )
    if paragraph.count("[") > _MOST_BRACKETS:
        return f'this paragraph has more than {_MOST_BRACKETS} "[". Divide it with empty lines.'
    return ""


class _MailAddress(InlineProcessor):
    """Makes `<name@example.org>` a link, in plain letters (Markdown's own hides them)."""

    def handleMatch(  # type: ignore[override] # noqa: N802 - the name and the form that Markdown calls
        self,
        m: re.Match[str],
        data: str,  # noqa: ARG002 - as above
    ) -> tuple[Element, int, int]:
        link = ET.Element("a", {"href": f"mailto:{m[1].removeprefix('mailto:')}"})
        link.text = AtomicString(m[1].removeprefix("mailto:"))
        return link, m.start(0), m.end(0)


class _RawHtml(InlineProcessor):
    """Leaves raw HTML as the text that was written, and reports it."""

    def __init__(self, guard: _Guard, md: markdown.Markdown) -> None:
        super().__init__(_RAW_HTML, md)
        self.guard = guard

    def handleMatch(  # type: ignore[override] # noqa: N802 - the name and the form that Markdown calls
        self,
        m: re.Match[str],
        data: str,  # noqa: ARG002 - as above
    ) -> tuple[str, int, int]:
        if not m[0].startswith("</") or not self.guard.findings:
            message = f"{quoted(m[0])} is HTML, which is not allowed. Delete it, or write words."
            self.guard.report(m[0], message)
        return self.unescape(m[0]), m.start(0), m.end(0)


class _Guard(Treeprocessor):
    """Reports headings, pictures and links that a body may not have, and adapts site links."""

    def __init__(self, md: markdown.Markdown, headings: frozenset[str]) -> None:
        super().__init__(md)
        self.headings = headings
        self.start("")

    def start(self, folder: str) -> None:
        """Make ready for another text, whose relative links start from a folder of content/."""
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
                    " Delete the heading or its sign, or write a backslash before the #."
                )
                self.report(words, f"{quoted(words)} is an unknown heading. {allowed}")
            elif element.tag == "img":
                self.report(
                    element.get("src", ""), "pictures are not supported. Link to the page instead."
                )
            elif element.tag == "a":
                self._link(element)

    def _link(self, element: Element) -> None:
        href = element.get("href", "")
        site = self._site_address(href)
        if site is not None:
            self.links.append((site, href))
            element.set("href", f"{_SITE}:{site}")
            return
        try:
            parse_address(href)
        except ValueError as error:
            self.report(
                href or element.text or "",
                f"the link {error} To link to an action, write its file, like (4.2.1.md).",
            )

    def _site_address(self, href: str) -> str | None:
        """Return the site's own address that a link means, without a slash in front, if it does."""
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


class MarkupRenderer:
    """Turns body text into sanitised HTML, by one Markdown instance for the whole site."""

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
        self._rendered: dict[tuple[str, str], Rendered] = {}

    def render(self, text: str, folder: str = "actions") -> Rendered:
        """Return a text's HTML, findings and links; the same text is worked on once."""
        key = (text, folder)
        if key not in self._rendered:
            self._rendered[key] = self._plain(text) or self._full(text, folder)
        return self._rendered[key]

    def keep(self, text: str, rendered: Rendered, folder: str = "actions") -> None:
        """Take over what another renderer of the same glossary gave for a text."""
        self._rendered[(text, folder)] = rendered

    def _plain(self, text: str) -> Rendered | None:
        """Render paragraphs that hold no sign of Markdown: what most texts are, and much faster."""
        paragraphs = text.strip("\n").split("\n\n")
        if not all(map(_PLAIN_PARAGRAPH.fullmatch, paragraphs)):
            return None
        lines = [f"<p>{self.glossary.spelt_out(paragraph)}</p>" for paragraph in paragraphs]
        return Rendered(SiteHtml("\n".join(lines)))

    def _full(self, text: str, folder: str) -> Rendered:
        for paragraph in text.split("\n\n"):
            unfit = _unfit(paragraph)
            if unfit:
                return Rendered(SiteHtml(""), (Finding(paragraph[:40], unfit),))
        self._guard.start(folder)
        try:
            html = self._markdown.reset().convert(text)
        except RecursionError:
            message = "the text is nested too deeply. Use fewer levels of lists and quotes."
            return Rendered(SiteHtml(""), (Finding("", message),))
        clean = nh3.clean(
            html,
            tags=set(_TAGS),
            attributes=_ATTRIBUTES,
            url_schemes={"http", "https", "mailto", _SITE},
            link_rel=None,
        )
        return Rendered(SiteHtml(clean), tuple(self._guard.findings), tuple(self._guard.links))
