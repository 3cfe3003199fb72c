"""Where whoever approves a change finds its pages: in the preview, and as they are now."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from .. import urls
from ..content.addresses import is_web_url
from ..hosting import pages_base_url
from ..vcs.provenance import find_repository
from .changes import PageToSee
from .markdown import code, linked

__all__ = ["NOWHERE", "WhereToLook", "find_pages"]


@dataclass(frozen=True, slots=True)
class WhereToLook:
    """The address of the preview's archive and the site's own, each empty where it is not known."""

    preview: str
    site: str

    def lines(self, pages: Iterable[PageToSee]) -> list[str]:
        """Return as Markdown where each page is; nothing where no page is anywhere."""
        bullets = [f"- {', '.join(places)}" for page in pages if (places := [*self._places(page)])]
        if bullets and self.preview:
            head = f"Unpack {linked('the preview', self.preview)}, and open these files of it."
            return [head, "", *bullets]
        return bullets

    def _places(self, page: PageToSee) -> Iterator[str]:
        if self.preview:
            yield code(urls.save_as(page.url))
        if self.site and not page.is_new:
            yield linked(f"/{page.url} as it is now", f"{self.site}{page.url}")


NOWHERE = WhereToLook("", "")
"""For whoever is not to look."""


def find_pages(folder: Path, preview: str) -> WhereToLook:
    """Return where the pages are of the site that is published from the folder's repository.

    `preview` is the address of the preview's archive, where there is one. Raises `GitError`.
    """
    repository = find_repository(folder)
    return WhereToLook(
        preview=preview if is_web_url(preview) else "",
        site=pages_base_url(repository.web_address) if repository else "",
    )
