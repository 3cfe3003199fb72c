"""Verification: what must be true of a built folder before it may replace the live site.

Pure functions of the folder's files; each returns findings: a sentence for everything wrong.
"""

from __future__ import annotations

import os
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

from .. import hosting, urls
from ..messages import first_of, quoted
from ..natural_order import natural_key
from .html import PageReading, read_page

__all__ = [
    "Expected",
    "VerificationError",
    "file_findings",
    "files_below",
    "site_findings",
    "size_warnings",
    "vanished",
]

_NOT_GUARDED = (urls.THEME, urls.NO_JEKYLL, urls.DOMAIN_FILE)
"""What may vanish from the published branch: nobody ever got a URL below it."""
_TEXT = frozenset((".html", ".css", ".js", ".svg", ".json", ".csv", ".atom", ".xml", ".txt"))
_PAGE_OF_LIST = re.compile(r"page/\d+/$")
"""The later pages of a long list, which may get shorter."""
_LINKS = {
    ".css": re.compile(r"""url\(\s*["']?([^"')]+)["']?\s*\)"""),
    ".atom": re.compile(r'<link\b[^<>]* href="([^"]*)"'),
    ".xml": re.compile(r"<loc>([^<]*)</loc>"),
}
"""Links in files that are no pages: those that the site itself makes, never words of the plan."""


class VerificationError(Exception):
    """A build cannot be used; carries a sentence for every finding."""

    def __init__(self, findings: Iterable[str]) -> None:
        self.findings = tuple(findings)
        super().__init__("\n".join(self.findings))


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """What is known of a site before it is built."""

    base_url: str
    """The site's URL, with a slash at its end."""
    redirects: tuple[str, ...] = ()
    """The URLs that are redirected, from the site's root."""
    live: frozenset[str] = frozenset()
    """The files that residents can open today."""
    gone: tuple[str, ...] = ()
    """The URLs that may vanish on purpose."""
    private: tuple[str, ...] = ()
    """The paths of this machine that no file may name."""


def site_findings(folder: Path, expected: Expected) -> list[str]:
    """Return everything wrong with a build that is to be published."""
    entries = files_below(folder)
    files = {file: folder / file for file in sorted(entries, key=natural_key)}
    texts = {
        file: path.read_bytes().decode("utf-8", errors="replace")
        for file, path in files.items()
        if path.suffix in _TEXT and not path.is_symlink() and not file.startswith(urls.SOURCE)
    }
    pages = {file: read_page(text) for file, text in texts.items() if file.endswith(".html")}
    return [
        *file_findings(entries),
        *(f"{file}: {finding}." for file, page in pages.items() for finding in page.findings),
        *_link_findings(files, texts, pages, expected.base_url),
        *vanished(files, expected),
        *_private(texts, expected.private),
        *_too_large(files),
    ]


def files_below(folder: Path) -> dict[str, bool]:
    """Return every file below a folder by its name there, and whether it is a symbolic link."""
    found: dict[str, bool] = {}
    folders = [""]
    while folders:
        above = folders.pop()
        with os.scandir(f"{folder}/{above}") as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    folders.append(f"{above}{entry.name}/")
                else:
                    found[f"{above}{entry.name}"] = entry.is_symlink()
    return found


def file_findings(files: Mapping[str, bool]) -> list[str]:
    """Return a sentence for each file that no build may have: draft, hidden file, symbolic link.

    `files` are those of a build, as `files_below` returns them.
    """
    found: list[str] = []
    for file, is_link in files.items():
        if is_link:
            found.append(f"{file} is a symbolic link, which a published site cannot have.")
        elif file.startswith(urls.DRAFTS):
            found.append(f"{file} is a draft, and would be published.")
        elif "/." in f"/{file}" and file != urls.NO_JEKYLL:
            found.append(f"{file} is a hidden file, and would be published.")
    return sorted(found, key=natural_key)


def size_warnings(folder: Path) -> list[str]:
    """Return what does not stop a build yet, but will when the site has grown."""
    size = sum((folder / file).lstat().st_size for file in files_below(folder))
    if size <= hosting.LARGEST_SITE / 2:
        return []
    return [
        f"The site has {size / 1_000_000:,.0f} MB, and GitHub Pages serves"
        f" {hosting.LARGEST_SITE / 1_000_000:,.0f} MB at most."
    ]


def _link_findings(
    files: Collection[str], texts: dict[str, str], pages: dict[str, PageReading], base_url: str
) -> Iterator[str]:
    """Every internal link, anchor and asset must resolve from where its page is served."""
    broken: dict[str, list[str]] = {}
    for file, text in texts.items():
        links = pages[file].links if file in pages else []
        if pattern := _LINKS.get(Path(file).suffix):
            links = [unescape(link) for link in pattern.findall(text)]
        page_url = base_url + urls.of_file(file)
        for link in links:
            finding = _link_finding(link, page_url, base_url, files, pages)
            if finding and file not in broken.setdefault(finding, []):
                broken[finding].append(file)
    for finding, linking in broken.items():
        yield f"{finding}: {first_of(linking)}."


def _link_finding(
    link: str, page_url: str, base_url: str, files: Collection[str], pages: dict[str, PageReading]
) -> str:
    """Return what is wrong with a link, as words that a list of files ends; empty if nothing is."""
    site = urlsplit(base_url)
    try:
        target = urlsplit(urljoin(page_url, link))
    except ValueError:
        return f"the link {quoted(link)} cannot be read on"
    if target.scheme == "data" or (target.scheme, target.netloc) != (site.scheme, site.netloc):
        return ""
    if not f"{target.path}/".startswith(site.path):
        return "" if urlsplit(link).netloc else f"the link {quoted(link)} leaves the site on"
    file = urls.save_as(target.path[len(site.path) :])
    url = urls.of_file(file)
    if file not in files:
        return f"/{url} is not there, but linked to from"
    if target.fragment and file in pages and unquote(target.fragment) not in pages[file].anchors:
        return f"/{url} has no anchor {quoted(target.fragment)}, but is linked to so from"
    return ""


def vanished(files: Collection[str], expected: Expected) -> Iterator[str]:
    """No URL that is live today may be missing without a redirect."""
    moved = tuple(map(urls.of_file, (*expected.redirects, *expected.gone)))
    for file in sorted(expected.live, key=natural_key):
        url = urls.of_file(file)
        # The small page of an action, for other sites, moves with it: one remedy is for both.
        page = url.removeprefix(urls.EMBED)
        page_file = urls.save_as(page)
        if (
            file in files
            or file.startswith(_NOT_GUARDED)
            or urls.save_as(_PAGE_OF_LIST.sub("", url)) in files
            or any(_is_below(page, above) for above in moved)
            or (page != url and page_file in expected.live and page_file not in files)
        ):
            continue
        if file.endswith(".html"):
            remedy = (
                "Put the page back, or say in content/plan.yml where it went:"
                f' "redirects:" with "- from: /{url}" and "to:" the page in its place.'
            )
        else:
            remedy = "Put the file back, for no redirect can replace it."
        yield (
            f"/{url} is live today and would be gone. {remedy}"
            f" To take it down for good: make publish GONE=/{url}"
        )


def _is_below(url: str, above: str) -> bool:
    return url == above or (above.endswith("/") and url.startswith(above)) or above == ""


def _private(texts: dict[str, str], private: Collection[str]) -> Iterator[str]:
    """No text may name a path of this machine."""
    for file, text in texts.items():
        for path in private:
            if path in text:
                yield f"{file} names {quoted(path)}, a path of this machine."


def _too_large(files: dict[str, Path]) -> Iterator[str]:
    """No file, and not the site, may be larger than GitHub takes."""
    sizes = {file: path.lstat().st_size for file, path in files.items()}
    for file, size in sizes.items():
        if message := hosting.too_large_file(size):
            yield f"{file} {message}"
    if message := hosting.too_large_site(sum(sizes.values())):
        yield f"the site {message}"
