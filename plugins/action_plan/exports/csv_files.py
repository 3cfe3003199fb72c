"""The tables as CSV (RFC 4180), and their two descriptions."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from functools import cache

from .. import urls
from ..views.cells import Value, cell
from ..views.tables import Table
from .context import ExportContext, ExportFile, json_file
from .csvw import csvw_metadata
from .datapackage import data_package

__all__ = ["files"]


def files(context: ExportContext) -> Iterator[ExportFile]:
    """Return a CSV file for each table, and what describes the files."""

    @cache
    def contents() -> dict[str, bytes]:
        return {table.name: _csv(table, rows).encode() for table, rows in context.filled_tables}

    def content_of(table: Table) -> ExportFile:
        return ExportFile(url=urls.data(f"{table.name}.csv"), make=lambda: contents()[table.name])

    yield from map(content_of, context.tables)
    yield json_file("datapackage.json", lambda: data_package(context, contents()))
    yield json_file("csv-metadata.json", lambda: csvw_metadata(context))


def _csv(table: Table, rows: Iterable[tuple[Value, ...]]) -> str:
    """Return a table as CSV: a heading, a record a line, CRLF between lines."""
    file = io.StringIO(newline="")
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerow([column.name for column in table.columns])
    writer.writerows([*map(cell, row)] for row in rows)
    return file.getvalue()
