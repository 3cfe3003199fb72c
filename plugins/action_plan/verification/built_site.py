"""Verification: what a built folder must be before it may take the place of the live site.

Pure functions of the folder's files; each gives sentences, one for every fault.
"""

from __future__ import annotations

import os
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

from .. import urls
from ..messages import quoted
from ..natural_order import natural_key
from .html import PageReading, read_page

__all__ = [
    "Expected",
    "VerificationError",
    "faults",
    "file_faults",
    "files_below",
    "size_warnings",
    "vanished",
]

LARGEST_SITE = 1_000_000_000
"""Bytes that GitHub Pages serves at most."""
LARGEST_FILE = 100 * 1024 * 1024
"""Bytes above which GitHub refuses a file."""

_DOTFILES = frozenset((".nojekyll",))
_NOT_GUARDED = ("theme/", ".nojekyll", "CNAME")
"""What may vanish from the published branch: no address of it was ever given to anyone."""
_TEXT = frozenset((".html", ".css", ".js", ".svg", ".json", ".csv", ".atom", ".xml", ".txt"))
_PAGE_OF_LIST = re.compile(r"page/\d+/$")
"""Where a long list goes on; it may get shorter."""
_CSS_URL = re.compile(r"""url\(\s*["']?([^"')]+)["']?\s*\)""")


class VerificationError(Exception):
    """A build is not fit to be used; carries a sentence for every fault."""

    def __init__(self, found: Iterable[str]) -> None:
        self.faults = tuple(found)
        super().__init__("\n".join(self.faults))


@dataclass(frozen=True, slots=True)
class Expected:
    """What is known of a site before it is built.

    `live` are the files that residents can open today, `gone` the addresses among them that
    may vanish, and `private` the paths of this machine that must stand nowhere.
    """

    site_address: str
    actions: frozenset[str]
    redirects: tuple[str, ...] = ()
    live: frozenset[str] = frozenset()
    gone: tuple[str, ...] = ()
    private: tuple[str, ...] = ()


def faults(folder: Path, expected: Expected) -> list[str]:
    """Return every fault of a build that is to be published."""
    entries = files_below(folder)
    files = {file: folder / file for file in sorted(entries, key=natural_key)}
    texts = {
        file: path.read_bytes().decode("utf-8", errors="replace")
        for file, path in files.items()
        if path.suffix in _TEXT and not path.is_symlink() and not file.startswith("source/")
    }
    pages = {file: read_page(text) for file, text in texts.items() if file.endswith(".html")}
    return [
        *file_faults(entries),
        *_action_faults(files, expected),
        *(f"{file}: {fault}." for file, page in pages.items() for fault in page.faults),
        *_link_faults(files, texts, pages, expected.site_address),
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


def file_faults(files: Mapping[str, bool]) -> list[str]:
    """Return what must stand in no build at all: drafts, hidden files, symbolic links.

    `files` are those of a build, as `files_below` gives them.
    """
    found: list[str] = []
    for file, is_link in files.items():
        if is_link:
            found.append(f"{file} is a symbolic link, which a published site cannot have.")
        elif file.startswith("drafts/"):
            found.append(f"{file} is a draft, and would be published.")
        elif "/." in f"/{file}" and file not in _DOTFILES:
            found.append(f"{file} is a hidden file, and would be published.")
    return sorted(found, key=natural_key)


def size_warnings(folder: Path) -> list[str]:
    """Return what does not stop a build, but will one day."""
    size = sum((folder / file).lstat().st_size for file in files_below(folder))
    if size <= LARGEST_SITE / 2:
        return []
    return [
        f"The site has {size / 1_000_000:,.0f} MB, and GitHub Pages serves"
        f" {LARGEST_SITE / 1_000_000:,.0f} MB at most."
    ]


def _action_faults(files: Collection[str], expected: Expected) -> Iterator[str]:
    """An action page must be there for each content file, and none besides."""
    shape = re.compile(r"actions/([^/]+)/index\.html")
    built = {match[1] for match in map(shape.fullmatch, files) if match}
    moved = {
        match[1]
        for match in map(re.compile(r"actions/([^/]+)/").fullmatch, expected.redirects)
        if match
    }
    for action in sorted(expected.actions - built, key=natural_key):
        yield f"the page of action {action} is missing from the build."
    for action in sorted(built - expected.actions - moved, key=natural_key):
        yield f"/{urls.action(action)} is a page of an action that content/ does not have."


def _link_faults(
    files: Collection[str],
    texts: dict[str, str],
    pages: dict[str, PageReading],
    site_address: str,
) -> Iterator[str]:
    """Every internal link, anchor and asset must resolve from where its page is served."""
    own = re.compile(re.escape(site_address) + r"""/[^\s"'<>()\\,]*""")
    broken: dict[str, list[str]] = {}
    for file, text in texts.items():
        links = [*pages[file].links] if file in pages else []
        if file.endswith(".css"):
            links += _CSS_URL.findall(text)
        links += [found.rstrip(".;:") for found in own.findall(unescape(text))]
        base = f"{site_address}/{file.removesuffix('index.html')}"
        for link in links:
            fault = _link_fault(link, base, site_address, files, pages)
            if fault and file not in broken.setdefault(fault, []):
                broken[fault].append(file)
    for fault, linking in broken.items():
        yield f"{fault}: {', '.join(linking[:3])}{' …' if len(linking) > 3 else ''}."


def _link_fault(
    link: str,
    base: str,
    site_address: str,
    files: Collection[str],
    pages: dict[str, PageReading],
) -> str:
    """Say what is wrong with a link, up to where it stands; nothing for one that is sound."""
    site = urlsplit(site_address)
    try:
        target = urlsplit(urljoin(base, link))
    except ValueError:
        return f"the link {quoted(link)} cannot be read on"
    if target.scheme == "data" or (target.scheme, target.netloc) != (site.scheme, site.netloc):
        return ""
    if not f"{target.path}/".startswith(f"{site.path}/"):
        return "" if urlsplit(link).netloc else f"the link {quoted(link)} leaves the site on"
    address = unquote(target.path[len(site.path) + 1 :])
    file = urls.save_as(address)
    if file not in files:
        return f"/{address} is not there, but linked to from"
    if target.fragment and file in pages and unquote(target.fragment) not in pages[file].anchors:
        return f"/{address} has no anchor {quoted(target.fragment)}, but is linked to so from"
    return ""


def vanished(files: Collection[str], expected: Expected) -> Iterator[str]:
    """No address that is live today may be missing without a redirect."""
    for file in sorted(expected.live, key=natural_key):
        address = file.removesuffix("index.html")
        if (
            file in files
            or file.startswith(_NOT_GUARDED)
            or urls.save_as(_PAGE_OF_LIST.sub("", address)) in files
            # The small page of an action, for other sites, moves with it.
            or any(
                _is_below(address.removeprefix(urls.EMBED), moved)
                for moved in (*expected.redirects, *expected.gone)
            )
        ):
            continue
        if file.endswith(".html"):
            remedy = (
                "Put the page back, or say in content/plan.yml where it went:"
                f' "redirects:" with "- from: /{address}" and "to:" the page in its place.'
            )
        else:
            remedy = "Put the file back, for no redirect can stand for it."
        yield (
            f"/{address} is live today and would be gone. {remedy}"
            f" To take it down for good: make publish GONE=/{address}"
        )


def _is_below(address: str, above: str) -> bool:
    return address == above or (above.endswith("/") and address.startswith(above)) or above == ""


def _private(texts: dict[str, str], private: Collection[str]) -> Iterator[str]:
    """No path of this machine may stand in a text."""
    for file, text in texts.items():
        for path in (*private, "file://"):
            if path in text:
                yield f"{file} names {quoted(path)}, a path of this machine."


def _too_large(files: dict[str, Path]) -> Iterator[str]:
    sizes = {file: path.lstat().st_size for file, path in files.items()}
    for file, size in sizes.items():
        if size > LARGEST_FILE:
            yield f"{file} has {size / 1_000_000:,.0f} MB; GitHub refuses files over 100 MiB."
    if sum(sizes.values()) > LARGEST_SITE:
        yield (
            f"the site has {sum(sizes.values()) / 1_000_000:,.0f} MB;"
            f" GitHub Pages serves {LARGEST_SITE / 1_000_000:,.0f} MB at most."
        )
