"""The registry of exports: every file of the site that is neither page nor copied."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from . import atom, csv_files, ical, json_schema, plan_json, sitemap, workbook
from .context import ExportContext, ExportFile

__all__ = ["EXPORTS", "exports"]

EXPORTS: tuple[Callable[[ExportContext], Iterator[ExportFile]], ...] = (
    workbook.files,  # data/plan.xlsx
    plan_json.files,  # data/plan.json and each action's action.json
    csv_files.files,  # data/*.csv, datapackage.json and csv-metadata.json
    json_schema.files,  # data/*.schema.json
    atom.files,  # updates.atom of the plan, of each theme and of each action
    ical.files,  # plan.ics, where an action has a due date
    sitemap.files,  # robots.txt, and sitemap.xml where the site's URL is known
)
"""The kinds of exports, those that take long first."""


def exports(context: ExportContext) -> list[list[ExportFile]]:
    """Return every file of every kind of export, in a list for each kind."""
    return [list(files(context)) for files in EXPORTS]
