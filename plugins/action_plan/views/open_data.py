"""The page of open data: every file, and the meaning of every column."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from .. import addresses
from ..data.tables import Column, Table, row_count
from .catalogue import Catalogue

__all__ = ["ColumnView", "DataPage", "FeedLink", "TableView", "data_page"]


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


class FeedLink(NamedTuple):
    """A feed: where it is and whose updates it has."""

    title: str
    address: str


class DataPage(NamedTuple):
    """What the page of open data shows."""

    tables: tuple[TableView, ...]
    feeds: tuple[FeedLink, ...]
    calendar: str | None
    """The address of the calendar, where actions have due dates."""
    example: str
    """An action, for the addresses of its own files."""


def data_page(catalogue: Catalogue, tables: Iterable[Table]) -> DataPage:
    """Give the page of open data."""
    plan = catalogue.plan
    due = any(action.due for action in catalogue.content.actions)
    return DataPage(
        tuple(_table(catalogue, table) for table in tables),
        (
            FeedLink(plan.title, addresses.feed()),
            *(
                FeedLink(theme.title, addresses.feed(theme.address))
                for theme in catalogue.themes.values()
            ),
        ),
        addresses.CALENDAR if due else None,
        catalogue.lines[0].link.address,
    )


def _table(catalogue: Catalogue, table: Table) -> TableView:
    return TableView(
        table.name,
        addresses.data(f"{table.name}.csv"),
        table.description,
        row_count(table, catalogue),
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
    """Say in words what stands in a column."""
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
