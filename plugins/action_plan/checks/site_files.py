"""The register: every file of the site, made from the content before anything is built."""

from __future__ import annotations

from collections.abc import Iterable

from ..content.outline import Outline
from ..views.site_file import SiteFile

__all__ = ["site_files"]


def site_files(outline: Outline, theme: Iterable[str] = ()) -> tuple[SiteFile, ...]:
    """Return every file that the site of a plan has, or keeps a place for: see `SiteFile.exists`.

    `theme` are the files of the theme by their names below theme/.
    """
    raise NotImplementedError
