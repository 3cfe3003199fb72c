"""The registry of exports: every file of the site that is neither page nor copied."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from .. import urls
from ..content.outline import Outline
from ..views.site_file import Kind, SiteFile
from ..views.tables import table_names
from . import atom, csv_files, ical, json_schema, plan_json, sitemap, workbook
from .context import ExportContext, ExportFile

__all__ = ["EXPORTS", "export_files", "exports"]

Exports = Callable[[ExportContext], Iterator[ExportFile]]
Files = Callable[[Outline], Iterable[SiteFile]]


def _data(*names: str) -> Files:
    return lambda _outline: (SiteFile(urls.data(name), Kind.DATA) for name in names)


def _of_actions(url: Callable[[str], str], outline: Outline) -> Iterator[SiteFile]:
    for slug in outline.actions:
        yield SiteFile(url(slug), Kind.DATA, f"actions/{slug}.md")


def _json_files(outline: Outline) -> Iterator[SiteFile]:
    yield SiteFile(urls.data("plan.json"), Kind.DATA)
    yield from _of_actions(urls.action_data, outline)


def _csv_files(outline: Outline) -> Iterator[SiteFile]:
    tables = (f"{name}.csv" for name in table_names(outline))
    yield from _data(*tables, "datapackage.json", "csv-metadata.json")(outline)


def _feeds(outline: Outline) -> Iterator[SiteFile]:
    yield SiteFile(urls.feed(), Kind.DATA)
    for theme in filter(None, outline.themes):
        yield SiteFile(urls.feed(urls.theme(theme)), Kind.DATA, "plan.yml")
    yield from _of_actions(lambda slug: urls.feed(urls.action(slug)), outline)


def _calendar(outline: Outline) -> Iterator[SiteFile]:
    yield SiteFile(urls.CALENDAR, Kind.DATA, exists=outline.has_due_dates)


def _for_crawlers(_outline: Outline) -> Iterator[SiteFile]:
    yield SiteFile(urls.ROBOTS, Kind.DATA)
    yield SiteFile(urls.SITEMAP, Kind.HOSTING)


EXPORTS: tuple[tuple[Exports, Files], ...] = (
    (workbook.files, _data("plan.xlsx")),
    (plan_json.files, _json_files),
    (csv_files.files, _csv_files),
    (
        json_schema.files,
        _data("plan.schema.json", "action-file.schema.json", "action.schema.json"),
    ),
    (atom.files, _feeds),
    (ical.files, _calendar),
    (sitemap.files, _for_crawlers),
)
"""The kinds of exports, those that take long first: what makes the files, and which they are."""


def exports(context: ExportContext) -> list[list[ExportFile]]:
    """Return every file of every kind of export, in a list for each kind."""
    return [list(make(context)) for make, _ in EXPORTS]


def export_files(outline: Outline) -> Iterator[SiteFile]:
    """Return every file of every kind of export before it is made."""
    for _, files in EXPORTS:
        yield from files(outline)
