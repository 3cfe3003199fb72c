"""Markdown: a text as sanitised HTML, with what is not allowed in it and where it links to."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping
from html import unescape
from typing import NamedTuple
from urllib.parse import unquote, urlsplit, urlunsplit
from xml.etree import ElementTree as ET
from xml.etree.ElementTree import Element

import markdown
import nh3
from markdown.extensions.sane_lists import SaneListExtension
from markdown.extensions.tables import TableExtension
from markdown.inlinepatterns import AUTOMAIL_RE, InlineProcessor
from markdown.treeprocessors import Treeprocessor, UnescapeTreeprocessor
from markdown.util import AtomicString

from .. import urls
from ..messages import listed, quoted
from ..problems import PlanCause
from .addresses import parse_address, unopened_addresses
from .characters import forbidden_characters, has_visible
from .glossary import Glossary
from .markdown_tables import Tables
from .markdown_text import SITE, Finding, LinkInText, MarkdownText, SiteHtml
from .residue import DOUBTFUL_IN_PLAIN, doubts_of_markdown, in_markdown, is_doubtful
from .source_lines import SourceLines

__all__ = [
    "PAGE_HEADINGS",
    "Headings",
    "MarkdownRenderer",
    "headings_in_words",
]

_BLOCKS = ("blockquote", "h2", "h3", "h4", "hr", "li", "ol", "p", "pre", "ul")
_INLINE = ("a", "abbr", "br", "code", "em", "strong")
_TABLE = ("table", "tbody", "td", "th", "thead", "tr")
_ATTRIBUTES = {"a": {"href"}, "abbr": {"title"}, "ol": {"start"}}
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
# The longest text of this site has 3,500 characters.
_LONGEST_TEXT = 100_000
_LONGEST_PARAGRAPH = 10_000
_MOST_OPENED = 100
"""Characters of a paragraph for each of which Markdown looks through all that follows."""
_ENTITY = re.compile(r"&#?\w{1,31};")
_TABLE_LINE = re.compile(r"[-|: >*+\d.\t]*-[-|: \t]*")
"""The line below a table's first row, perhaps in a quote or a list."""
_RAW_HTML = r"(</?[A-Za-z][^<>]*>?|<!--.*?(?:-->|$)|<[!?][^<>]*>?)"
_STASHED = re.compile("\x02[^\x03]*\x03")
"""What Markdown has in the place of what it has read already."""
_PLAIN_PARAGRAPH = re.compile(
    r"(?![-+:=#\d\s])[^\\`*_{}\[\]<>&#!|~\n\t]*[^\\`*_{}\[\]<>&#!|~\n\t ]"
)


class Headings(NamedTuple):
    """The headings that a text may have, as elements, and what to do with any other."""

    allowed: frozenset[str]
    advice: str


_UNDERLINED = (
    "The line of hyphens or of = below it makes it one. Delete that line, or leave an empty line"
    " above it."
)
_NO_HEADINGS = Headings(
    frozenset(),
    "Headings are not allowed here. Delete the heading or its #, or write a backslash before it.",
)
PAGE_HEADINGS = Headings(
    frozenset(("h2", "h3")), "Only level 2 and 3 headings (## and ###) are allowed here."
)


def headings_in_words(titles: Iterable[str]) -> str:
    """Return the sentence that says which headings the parts of an action have, if any."""
    headings = [f'"## {title}"' for title in titles]
    if len(headings) > 1:
        return f"The headings are {listed(headings)}."
    return f"The only heading is {headings[0]}." if headings else ""


def _too_large(paragraph: str) -> str:
    """Return why Markdown would take minutes over a paragraph, or nothing where it would not."""
    if len(paragraph) > _LONGEST_PARAGRAPH:
        return (
            f"this paragraph is over {_LONGEST_PARAGRAPH:,} characters long."
            " Divide it with empty lines."
        )
    for mark in ("[", "``"):
        if paragraph.count(mark) > _MOST_OPENED:
            return (
                f'this paragraph has more than {_MOST_OPENED} "{mark}". Divide it with empty lines.'
            )
    lines = paragraph.split("\n") if "|" in paragraph else []
    columns = max((line.count("|") for line in lines if _TABLE_LINE.fullmatch(line)), default=0)
    if columns * len(lines) > len(paragraph):
        # Markdown makes every cell of a row, of one that ends early too.
        return (
            "most cells of this table are not written. Write as many in each row as in the first."
        )
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
        if not m[0].startswith("</") or not self.guard.has_findings:
            written = _STASHED.sub("…", m[0])
            message = f"{quoted(written)} is HTML, which is not allowed. Delete it, or write words."
            self.guard.report(m[0], message)
        return self.unescape(m[0]), m.start(0), m.end(0)


def _unescaped(text: str) -> str:
    """Return text in which the characters behind a backslash are characters again."""
    return UnescapeTreeprocessor().unescape(text)


class _Guard(Treeprocessor):
    """Reports headings, pictures and links that are not allowed, and marks links to the site."""

    def __init__(self, md: markdown.Markdown) -> None:
        super().__init__(md)
        self.start("", _NO_HEADINGS)

    def start(self, folder: str, headings: Headings, *, underlined: bool = False) -> None:
        """Begin another text, whose relative links start from a folder of content/.

        Its headings are all `underlined` where it has no "#".
        """
        self.folder = folder
        self.headings = headings
        self.advice = _UNDERLINED if underlined else headings.advice
        self.codes: list[tuple[str, ...]] = []
        self._findings: list[tuple[str, tuple[str, ...], str, PlanCause | None]] = []
        self._links: list[tuple[str, tuple[str, ...], str]] = []

    def report(
        self, written: str, message: str, *forms: str, cause: PlanCause | None = None
    ) -> None:
        """Note what is not allowed, as it is written, and the forms to look for first."""
        self._findings.append((written, forms, message, cause))

    @property
    def has_findings(self) -> bool:
        """Whether anything is noted that is not allowed."""
        return bool(self._findings)

    def findings(self, lines: SourceLines) -> Iterator[Finding]:
        """Return what is not allowed, with its lines."""
        for written, forms, message, cause in self._findings:
            yield Finding(lines.above(written, *forms), message, cause=cause)

    def links(self, lines: SourceLines) -> Iterator[LinkInText]:
        """Return the links, with their lines."""
        for written, forms, url in self._links:
            yield LinkInText(lines.above(written, *forms), url, written)

    def run(self, root: Element) -> None:
        blocks: set[Element] = set()
        for element in root.iter():
            if element.tag == "pre":
                lines = unescape("".join(element.itertext())).split("\n")
                self.codes += ((f"    {line}",) for line in lines if line.strip())
                blocks.update(element)
            elif element.tag == "code" and element not in blocks:
                code = unescape(element.text or "")
                self.codes.append((f"`{code}`", f"` {code} `"))
            elif element.tag in _HEADINGS and element.tag not in self.headings.allowed:
                words = _unescaped(" ".join("".join(element.itertext()).split()))
                message = f"{quoted(words)} is an unknown heading. {self.advice}"
                cause = PlanCause("heading")
                self.report(words, message, f"# {words}", f"#{words}", cause=cause)
            elif element.tag == "img":
                message = "pictures are not supported. Link to the page instead."
                source = _unescaped(element.get("src", ""))
                self.report(source, message, f"]({source}", f"](<{source}")
            elif element.tag == "a":
                self._link(element)

    def _link(self, element: Element) -> None:
        written = _unescaped(element.get("href", ""))
        if not has_visible("".join(element.itertext())):
            message = f"the link to {quoted(written)} has no words. Write some between [ and ]."
            self.report(written, message, f"]({written}")
            return
        address = _ENTITY.sub(lambda found: unescape(found[0]), written)
        if forbidden_characters(address):
            return  # which the HTML is looked through for
        forms = (
            *(f"]({written})", f"]({written}", f"](<{written}"),
            f"<{written.removeprefix('mailto:')}",
        )
        site = self._site_url(address)
        if site is not None:
            self._links.append((written, forms, site))
            element.set("href", f"{SITE}:{site}")
            return
        try:
            self._links.append((written, forms, parse_address(address)))
        except ValueError as error:
            message = f"the link {error} To link to an action, write its file, like (4.2.1.md)."
            self.report(written or element.text or "", message, *forms)

    def _site_url(self, href: str) -> str | None:
        """Return the URL within the site that a link means, or `None` where it leads elsewhere."""
        if href.startswith("/") and not href.startswith("//"):
            return href[1:]
        try:
            parts = urlsplit(href)
        except ValueError:
            return None
        path = unquote(parts.path)
        if parts.scheme or parts.netloc or not path.endswith(".md"):
            return None
        folder, _, name = posixpath.normpath(posixpath.join(self.folder, path)).rpartition("/")
        stem = name.removesuffix(".md")
        url = {"actions": urls.action(stem), "pages": f"{stem}/"}.get(folder, path)
        return urlunsplit(("", "", url, parts.query, parts.fragment))


class _Abbreviations(Treeprocessor):
    """Makes `abbr` elements of the glossary's terms (Markdown's own takes the square of time)."""

    def __init__(self, glossary: Glossary, md: markdown.Markdown) -> None:
        super().__init__(md)
        self.glossary = glossary

    def run(self, root: Element) -> None:
        for parent in list(root.iter()) if self.glossary.pattern else ():
            children: list[Element] = []
            parent.text = self._up_to_the_first(parent.text, children)
            for child in parent:
                children.append(child)
                child.tail = self._up_to_the_first(child.tail, children)
            parent[:] = children

    def _up_to_the_first(self, text: str | None, elements: list[Element]) -> str | None:
        """Return a text up to its first abbreviation; the elements get all and what follows."""
        if not text or isinstance(text, AtomicString) or self.glossary.pattern is None:
            return text
        before, *found = self.glossary.pattern.split(text)
        for term, after in zip(found[::2], found[1::2], strict=True):
            abbreviation = ET.Element("abbr", {"title": self.glossary.titles[term]})
            abbreviation.text = AtomicString(term)
            abbreviation.tail = after
            elements.append(abbreviation)
        return before


class MarkdownRenderer:
    """Renders Markdown texts, by one Markdown instance for all."""

    def __init__(self, words: Mapping[str, str]) -> None:
        self.glossary = Glossary(words)
        md = markdown.Markdown(
            extensions=[SaneListExtension(), TableExtension()], output_format="html"
        )
        md.preprocessors.deregister("html_block")
        md.parser.blockprocessors.deregister("reference")
        self._guard = _Guard(md)
        md.inlinePatterns.register(_RawHtml(self._guard, md), "html", 90)
        md.inlinePatterns.register(_MailAddress(AUTOMAIL_RE, md), "automail", 110)
        md.treeprocessors.register(self._guard, "guard", 8)
        md.treeprocessors.register(_Abbreviations(self.glossary, md), "abbr", 7)
        md.parser.blockprocessors.register(Tables(md.parser, self._guard.report), "table", 75)
        self._markdown = md

    def render(
        self, text: str, folder: str = "actions", headings: Headings = _NO_HEADINGS
    ) -> MarkdownText:
        """Return a text with its HTML; its relative links start from a folder of content/."""
        return self._plain(text) or self._full(text, folder, headings)

    def _plain(self, text: str) -> MarkdownText | None:
        """Return paragraphs without any markup with their HTML, which most texts are; else `None`.

        This is much faster.
        """
        if any(sign in text for sign in DOUBTFUL_IN_PLAIN) and (
            is_doubtful(text) or any(unopened_addresses(text))
        ):
            return None
        paragraphs = text.strip("\n").split("\n\n")
        if not all(map(_PLAIN_PARAGRAPH.fullmatch, paragraphs)):
            return None
        lines = (f"<p>{self.glossary.with_abbreviations(p)}</p>" for p in paragraphs)
        return MarkdownText(text, SiteHtml("\n".join(lines)))

    def _full(self, text: str, folder: str, headings: Headings) -> MarkdownText:
        if len(text) > _LONGEST_TEXT:
            message = (
                f"the text is over {_LONGEST_TEXT:,} characters long."
                " Shorten it, and link to a document that has the rest."
            )
            return MarkdownText(text, findings=(Finding(0, message),))
        above = 0
        for paragraph in text.split("\n\n"):
            if message := _too_large(paragraph):
                return MarkdownText(text, findings=(Finding(above, message),))
            above += paragraph.count("\n") + 2
        self._guard.start(folder, headings, underlined="#" not in text)
        try:
            html = self._markdown.reset().convert(text)
        except RecursionError:
            message = "the text is nested too deeply. Use fewer levels of lists and quotes."
            return MarkdownText(text, findings=(Finding(0, message),))
        clean = nh3.clean(
            html,
            tags={*_BLOCKS, *_INLINE, *_TABLE},
            attributes=_ATTRIBUTES,
            url_schemes={"http", "https", "mailto", SITE},
            link_rel=None,
        )
        lines = SourceLines(text, self._guard.codes)
        findings = [*self._guard.findings(lines), *_unseen(text, html, clean, lines)]
        for written, message in in_markdown(clean) if not findings else ():
            findings.append(Finding(lines.above(written), message))
        if not findings and text.strip() and not SiteHtml(clean).is_seen:
            findings.append(Finding(0, "there is nothing that readers can see. Write words."))
        for written, message in doubts_of_markdown(clean, text) if not findings else ():
            findings.append(Finding(lines.above(written), message, is_remark=True))
        for written, message in unopened_addresses(text) if not findings else ():
            findings.append(Finding(lines.above(written), message, is_remark=True))
        findings = _once_a_line(findings)
        links = self._guard.links(lines)
        return MarkdownText(text, SiteHtml(clean), tuple(findings), tuple(links))


def _once_a_line(findings: Iterable[Finding]) -> list[Finding]:
    """Return findings, of those on one line that call for the same the first alone."""
    first: dict[tuple[int, str], Finding] = {}
    for finding in findings:
        first.setdefault((finding.lines_above, finding.message.rpartition('" ')[2]), finding)
    return [*first.values()]


def _unseen(text: str, html: str, clean: str, lines: SourceLines) -> Iterator[Finding]:
    """Return what is wrong with the characters that Markdown made of a text.

    They are looked for before cleaning, too, which drops links that it does not know.
    """
    found = forbidden_characters(f"{unescape(html)}\n{clean}")
    for character in forbidden_characters(text) if found else ():
        found.pop(character, None)  # it was reported as the file was read
    for name in dict.fromkeys(_ENTITY.findall(text)) if found else ():
        for character in dict.fromkeys(unescape(name) + nh3.clean(name)):
            for above in lines.above_each(name) if character in found else ():
                yield Finding(above, f"{quoted(name)}: {found[character]}")
