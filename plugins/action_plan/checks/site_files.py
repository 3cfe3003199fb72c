"""The register: every file of the site, made from the content before anything is built."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from unicodedata import normalize

from .. import urls
from ..content.outline import Outline
from ..exports.registry import export_files
from ..views.registry import page_files
from ..views.site_file import Kind, SiteFile

__all__ = ["collisions", "served_files", "site_files", "theme_files"]

_FOLDERS = (urls.THEME, urls.SOURCE, urls.EMBED, urls.DRAFTS)
_OWN = (
    *(SiteFile(folder, Kind.COPY, exists=False) for folder in _FOLDERS),
    SiteFile(urls.STYLESHEET, Kind.COPY),
    *(SiteFile(name, Kind.HOSTING) for name in (urls.DOMAIN_FILE, urls.NO_JEKYLL)),
)
"""What every site has that is neither a page nor an export, and the folders that nothing else
may be in."""


def site_files(outline: Outline, theme: Iterable[str] = ()) -> list[SiteFile]:
    """Return every file that the site of a plan has, or keeps a place for: see `SiteFile.exists`.

    `theme` are the files of the theme by their names below theme/. What an officer's own files
    make comes last, and redirects after the pages that they could hide.
    """
    files = [
        *_OWN,
        *(SiteFile(urls.THEME + name, Kind.COPY) for name in theme),
        *export_files(outline),
        *page_files(outline),
    ]
    files.sort(key=lambda file: (file.kind is Kind.REDIRECT, file.made_by.startswith("pages/")))
    files += (SiteFile(urls.source(name), Kind.COPY, f"source/{name}") for name in outline.source)
    return files


def served_files(files: Iterable[SiteFile]) -> dict[str, SiteFile]:
    """Return the files that are there wherever the site is, by their names."""
    return {file.save_as: file for file in files if file.exists and file.kind is not Kind.HOSTING}


def theme_files(theme: Path) -> Iterator[str]:
    """Return the files that a theme has published as they are, by their names below theme/."""
    folder = theme / "static" / "files"
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder)
        if path.is_file() and not any(part.startswith(".") for part in name.parts):
            yield name.as_posix()


def collisions(files: Iterable[SiteFile]) -> Iterator[tuple[SiteFile, SiteFile]]:
    """Return each file named by the content that cannot be beside an earlier one, and that one.

    Names that differ in capitals are one name on macOS and Windows, and no name can be that of a
    file and of a folder. What is below a folder of the site's own is in its way, too.
    """
    taken: dict[str, SiteFile] = {}
    # By the name, and by those of its folders, which have a slash at the end.
    for file in files:
        name = _folded(file.url if file.is_folder else file.save_as)
        folders = list(_folders(name))
        if _is_named_by_content(file):
            ways = [name, f"{name}/", *(folder[:-1] for folder in folders)]
            if file.made_by.startswith("pages/"):
                # The site's own pages keep their first folder, and `/404` is `404.html`.
                ways += [folders[0], f"{folders[0][:-1]}.html"]
            others = [taken[way] for way in ways if way in taken]
            if file.kind is not Kind.COPY:
                others += (taken[way] for way in folders if way in taken and taken[way].is_folder)
            if others:
                yield file, others[0]
        for way in (name, *folders):
            taken.setdefault(way, file)


def _is_named_by_content(file: SiteFile) -> bool:
    """Whether somebody chose the name of the file, and no rule of plan.yml has judged it."""
    if file.kind is Kind.REDIRECT:
        return True
    return file.kind in (Kind.PAGE, Kind.COPY) and file.made_by not in ("", "plan.yml")


def _folded(name: str) -> str:
    return (name if name.isascii() else normalize("NFC", name)).casefold()


def _folders(name: str) -> Iterator[str]:
    """Return the names of the folders that a file is in: `actions/`, `actions/a-7/`."""
    end = name.find("/") + 1
    while end:
        yield name[:end]
        end = name.find("/", end) + 1
