"""The page of open data: every file, and the meaning of every column."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ... import urls
from ...content.outline import Outline
from ...hosting import Hosting
from ..json_ld import SCHEMA_ORG, JsonLd
from ..page import Menu, Page
from ..plan_index import FeedLink, PlanIndex
from ..tables import Column, Table, record_definitions, row_count, tables

__all__ = ["ColumnView", "DataPage", "TableView", "page_urls", "pages"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnView:
    """What is said of one column; `refers_to` is the table whose ids it holds."""

    name: str
    description: str
    kind: str
    example: str
    required: bool
    refers_to: str | None

    @property
    def kind_and_gaps(self) -> str:
        """The kind, and whether the column may be empty."""
        return self.kind if self.required else f"{self.kind}; may be empty"


@dataclass(frozen=True, slots=True, kw_only=True)
class TableView:
    """One table: its file, what its rows are, how many there are, and its columns."""

    name: str
    url: str
    description: str
    row_count: int
    columns: tuple[ColumnView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DataPage:
    """What the page of open data shows."""

    tables: tuple[TableView, ...]
    feeds: tuple[FeedLink, ...]
    calendar: str | None
    """The URL of the calendar, where actions have due dates."""
    example: str
    """The URL of an action, for those of its own files."""


def page_urls(_outline: Outline) -> tuple[str, ...]:
    """Return the URL of the page."""
    return (urls.DATA,)


def pages(plan_index: PlanIndex, hosting: Hosting) -> Iterator[Page[DataPage]]:
    """Return the page of open data."""
    published = tables(record_definitions())
    yield Page(
        url=urls.DATA,
        template="data",
        title="Open data",
        menu=Menu.ABOUT_SITE,
        summary=f"The {plan_index.plan.title} as files for spreadsheets and programs,"
        " and what they contain.",
        view=_data_page(plan_index, published),
        updated=plan_index.updated,
        about=_dataset(plan_index, published, hosting.base_url or urls.relative_root(urls.DATA)),
    )


def _data_page(plan_index: PlanIndex, published: Iterable[Table]) -> DataPage:
    plan = plan_index.plan
    due = any(action.due for action in plan_index.content.actions)
    themes = plan_index.themes.values()
    return DataPage(
        tables=tuple(_table(plan_index, table) for table in published),
        feeds=(
            FeedLink(plan.title, urls.feed()),
            *(FeedLink(theme.title, urls.feed(theme.url)) for theme in themes),
        ),
        calendar=urls.CALENDAR if due else None,
        example=plan_index.lines[0].link.url,
    )


def _table(plan_index: PlanIndex, table: Table) -> TableView:
    return TableView(
        name=table.name,
        url=urls.data(f"{table.name}.csv"),
        description=table.description,
        row_count=row_count(table, plan_index),
        columns=tuple(map(_column, table.columns)),
    )


def _column(column: Column) -> ColumnView:
    return ColumnView(
        name=column.name,
        description=column.description,
        kind=_kind(column),
        example=column.example,
        required=column.required,
        refers_to=column.refers_to,
    )


def _kind(column: Column) -> str:
    """Return in words what a column holds."""
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
    return f"{kind}; several, one per line" if column.is_list else kind


def _dataset(plan_index: PlanIndex, published: Iterable[Table], root: str) -> JsonLd:
    """Return the description of the open data; `root` is the URL of the site's root."""
    plan = plan_index.plan
    files = [
        ("plan.json", "application/json"),
        *((f"{table.name}.csv", "text/csv") for table in published),
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
        "dateModified": plan_index.updated.isoformat(),
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
