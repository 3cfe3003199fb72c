"""The register: every file of the site, made from the content before anything is built."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from .. import urls
from ..content.outline import Outline
from ..exports.registry import export_files
from ..views.registry import page_files
from ..views.site_file import Kind, SiteFile

__all__ = ["served_files", "site_files", "theme_files"]

_FOLDERS = (urls.THEME, urls.SOURCE, urls.EMBED, urls.DRAFTS)
_OWN = (
    *(SiteFile(folder, Kind.COPY, exists=False) for folder in _FOLDERS),
    SiteFile(urls.STYLESHEET, Kind.COPY),
    *(
        SiteFile(name, Kind.HOSTING)
        for name in (urls.SHARE_PICTURE, urls.DOMAIN_FILE, urls.NO_JEKYLL)
    ),
)
"""What every site has that is neither a page nor an export, and the folders that nothing else
may be in."""


def site_files(outline: Outline, theme: Iterable[str] = ()) -> list[SiteFile]:
    """Return every file that the site of a plan has, or keeps a place for: see `SiteFile.exists`.

    `theme` are the files of the theme by their names below theme/. Pages of content/pages/ come
    after what keeps its place, and redirects, which must hide nothing, last.
    """
    files = [
        *_OWN,
        *(SiteFile(urls.THEME + name, Kind.COPY) for name in theme),
        *(SiteFile(urls.source(name), Kind.COPY, f"source/{name}") for name in outline.source),
        *page_files(outline),
        *export_files(outline),
    ]
    files.sort(key=lambda file: (file.kind is Kind.REDIRECT, file.made_by.startswith("pages/")))
    return files


def served_files(files: Iterable[SiteFile]) -> dict[str, SiteFile]:
    """Return the files that are there wherever the site is, by their names; of one name the first.

    So a page is one for whoever links to it, though a redirect would hide it.
    """
    served: dict[str, SiteFile] = {}
    for file in files:
        if file.exists and file.kind is not Kind.HOSTING:
            served.setdefault(file.save_as, file)
    return served


def theme_files(theme: Path) -> Iterator[str]:
    """Return the files that a theme has published as they are, by their names below theme/."""
    folder = theme / "static" / "files"
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder)
        if path.is_file() and not any(part.startswith(".") for part in name.parts):
            yield name.as_posix()
