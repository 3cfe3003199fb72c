"""The page of open data: every file, and the meaning of every column."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from ... import urls
from ..json_ld import SCHEMA_ORG
from ..page import OpenData
from ..plan_index import FeedLink, PlanIndex
from ..tables import Column, Table, row_count

__all__ = ["ColumnView", "DataPage", "TableView", "open_data"]


class ColumnView(NamedTuple):
    """What is said of one column; `refers_to` is the table whose ids it holds."""

    name: str
    description: str
    kind: str
    example: str
    required: bool
    refers_to: str | None


class TableView(NamedTuple):
    """One table: its file, what its rows are, how many there are, and its columns."""

    name: str
    address: str
    description: str
    row_count: int
    columns: tuple[ColumnView, ...]


class DataPage(NamedTuple):
    """What the page of open data shows."""

    tables: tuple[TableView, ...]
    feeds: tuple[FeedLink, ...]
    calendar: str | None
    """The address of the calendar, where actions have due dates."""
    example: str
    """An action, for the addresses of its own files."""


def open_data(plan_index: PlanIndex, tables: tuple[Table, ...], site: str) -> OpenData:
    """Return what the site's pages are to say of the open data.

    `site` is the site's address with a slash behind it, or empty where none is known.
    """
    root = site or urls.relative_root(urls.DATA)
    return OpenData(_page(plan_index, tables), _dataset(plan_index, tables, root))


def _page(plan_index: PlanIndex, tables: Iterable[Table]) -> DataPage:
    """Return the page of open data."""
    plan = plan_index.plan
    due = any(action.due for action in plan_index.content.actions)
    return DataPage(
        tuple(_table(plan_index, table) for table in tables),
        (
            FeedLink(plan.title, urls.feed()),
            *(
                FeedLink(theme.title, urls.feed(theme.address))
                for theme in plan_index.themes.values()
            ),
        ),
        urls.CALENDAR if due else None,
        plan_index.lines[0].link.address,
    )


def _table(plan_index: PlanIndex, table: Table) -> TableView:
    return TableView(
        table.name,
        urls.data(f"{table.name}.csv"),
        table.description,
        row_count(table, plan_index),
        tuple(_column(column) for column in table.columns),
    )


def _column(column: Column) -> ColumnView:
    return ColumnView(
        column.name,
        column.description,
        _kind(column),
        column.example,
        column.required,
        column.refers_to,
    )


def _kind(column: Column) -> str:
    """Return in words what stands in a column."""
    schema = column.item
    if schema["type"] == "string":
        kind = {"date": "date, YYYY-MM-DD", "iri": "address", "uri-reference": "address"}.get(
            schema.get("format", ""), "text"
        )
        if "contentMediaType" in schema:
            kind = "text with Markdown"
        if "enum" in schema:
            kind = f"one of: {', '.join(schema['enum'])}"
    else:
        kind = {"number": "number", "integer": "whole number", "boolean": "true or false"}[
            schema["type"]
        ]
    return f"{kind}; several, each on a line of its own" if column.is_list else kind


def _dataset(plan_index: PlanIndex, tables: Iterable[Table], root: str) -> dict[str, Any]:
    """Return the description of the open data; `root` stands before the site's addresses."""
    plan = plan_index.plan
    files = [
        ("plan.json", "application/json"),
        *((f"{table.name}.csv", "text/csv") for table in tables),
        ("plan.xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    ]
    return {
        "@context": SCHEMA_ORG,
        "@type": "Dataset",
        "name": plan.title,
        "description": plan.introduction,
        "url": f"{root}{urls.DATA}",
        "license": plan.licence.address,
        "creator": {"@type": "Organization", "name": plan.publisher},
        "isBasedOn": plan.source_document.address,
        "temporalCoverage": f"{plan.period.start}/{plan.period.end}",
        "dateModified": plan_index.updates[0].date.isoformat(),
        "isAccessibleForFree": True,
        "distribution": [
            {
                "@type": "DataDownload",
                "name": name,
                "contentUrl": f"{root}{urls.data(name)}",
                "encodingFormat": encoding,
            }
            for name, encoding in files
        ],
    }
