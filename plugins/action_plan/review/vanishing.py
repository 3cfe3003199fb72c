"""The addresses at which the site of another state of the content has nothing any more."""

from __future__ import annotations

from ..checks.site_files import served_files, site_files
from ..content.loading import PartialContent
from ..natural_order import natural_key
from ..views.site_file import Kind, SiteFile

__all__ = ["find_vanishing"]


def find_vanishing(before: PartialContent, after: PartialContent) -> tuple[str, ...]:
    """Return the URL of each file that goes, but for those of which it is not known."""
    there = served_files(site_files(after.outline))
    gone = [
        file.url
        for name, file in served_files(site_files(before.outline)).items()
        if name not in there
        and not _is_unknown(file, after)
        # Some pages that no file makes are there only for what may be said in any.
        and (file.made_by or not before.unreadable)
    ]
    return tuple(sorted(gone, key=natural_key))


def _is_unknown(file: SiteFile, content: PartialContent) -> bool:
    """Whether the site may have a file all the same, because something cannot be read."""
    if file.kind is Kind.LATER_PAGE or not file.made_by:
        return bool(content.unreadable)
    return content.is_unknown(file.made_by)
