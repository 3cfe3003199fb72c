"""CSV by RFC 4180: a heading, a record a line, CRLF between lines."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from typing import Any

from ..views.cells import cell
from ..views.tables import Table

__all__ = ["csv_file"]


def csv_file(table: Table, rows: Iterable[tuple[Any, ...]]) -> str:
    """Return a table's rows as CSV."""
    file = io.StringIO(newline="")
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerow([column.name for column in table.columns])
    writer.writerows([*map(cell, row)] for row in rows)
    return file.getvalue()
