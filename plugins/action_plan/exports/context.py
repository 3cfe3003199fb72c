"""What every export is made from, and what it is: a file with its URL."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import NamedTuple

from .. import urls
from ..content.plan_models import Plan
from ..views.cells import Value
from ..views.plan_index import PlanIndex
from ..views.tables import Definitions, Table, published_tables, record_definitions, rows

__all__ = ["ExportContext", "ExportFile", "json_file"]


class ExportFile(NamedTuple):
    """A file of the site that is no page: its URL from the site's root, and how it is made."""

    url: str
    make: Callable[[], str | bytes]

    def content(self) -> bytes:
        """Return the bytes of the file."""
        made = self.make()
        return made.encode() if isinstance(made, str) else made


def json_file(name: str, make: Callable[[], object]) -> ExportFile:
    """Return a file of open data that is JSON and that people may read, too."""
    return ExportFile(
        url=urls.data(name), make=lambda: f"{json.dumps(make(), ensure_ascii=False, indent=2)}\n"
    )


@dataclass(frozen=True, kw_only=True)
class ExportContext:
    """What every export is made from."""

    plan_index: PlanIndex
    base_url: str
    """The site's URL with a slash at its end, or empty where it is not known."""
    commit: str = ""
    """The commit that the content is of, or empty where it is not known."""
    listed: Sequence[tuple[str, date | None]] = ()
    """The pages for the sitemap, each with the newest day it shows, if any."""

    @property
    def plan(self) -> Plan:
        """The plan."""
        return self.plan_index.plan

    @property
    def data_url(self) -> str:
        """What URLs of the site start with in the data, which must not be relative."""
        return self.base_url or "/"

    @cached_property
    def definitions(self) -> Definitions:
        """The schema of each kind of record."""
        return record_definitions(only_days=self.plan_index.only_days)

    @cached_property
    def tables(self) -> tuple[Table, ...]:
        """Every table."""
        return published_tables(self.plan_index)

    @cached_property
    def filled_tables(self) -> tuple[tuple[Table, list[tuple[Value, ...]]], ...]:
        """Every table with its rows."""
        return tuple(
            (table, list(rows(table, self.plan_index, self.data_url))) for table in self.tables
        )
