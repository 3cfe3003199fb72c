"""Reading a content folder with every check, as each command does before anything else."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

from .. import clock
from ..content.loading import Content, PartialContent, load
from ..content.record_file import MapFiles
from ..content.vocabulary import Vocabulary
from .project_links import check_project_links
from .site_links import check_site_links

__all__ = ["load_partial", "read_content"]


def read_content(
    folder: Path,
    today: date | None = None,
    changed: Mapping[Path, bytes] | None = None,
    *,
    publishing: bool = False,
    map_files: MapFiles = map,
) -> Content:
    """Return what a content folder says; raise `ContentProblems` with every problem of every file.

    `today` is the day from which dates are in the future; without one, it is the clock's.
    `changed` are bytes that count instead of a file's own: a change that is not written yet.
    For `publishing` there must also be what a published site needs. `map_files` reads the files.
    """
    loaded = load(
        folder, today=_clock(today), changed=changed, map_files=map_files, publishing=publishing
    )
    check_site_links(loaded)
    check_project_links(loaded.files)
    return loaded.content()


def load_partial(
    folder: Path,
    today: date | None = None,
    fallback: Vocabulary | None = None,
) -> PartialContent:
    """Return what can be read of a content folder, which may be of another time.

    `fallback` is the vocabulary where that of plan.yml cannot be read.
    """
    loaded = load(folder, today=_clock(today), fallback=fallback)
    check_site_links(loaded)
    return loaded.partial_content()


def _clock(today: date | None) -> Callable[[str], date]:
    return clock.today if today is None else lambda _time_zone: today
