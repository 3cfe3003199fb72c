"""The page of open data: every file, and the meaning of every column."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from ... import urls
from ...frozen import frozen
from ...hosting import Hosting
from ..action_summary import Link
from ..json_ld import SCHEMA_ORG, JsonLd
from ..page import Menu, Page
from ..plan_index import PlanIndex
from ..tables import AS_WRITTEN, Column, Table, published_tables, row_count

__all__ = ["DataPage", "DescribedTable", "pages"]


_MAIN_TABLES = ("actions", "funding", "updates")


class DescribedTable(NamedTuple):
    """A table with its file, its number of rows, and in words what each of its columns holds."""

    table: Table
    url: str
    row_count: int
    columns: tuple[tuple[Column, str], ...]

    @property
    def is_main(self) -> bool:
        """Whether most people come for it: one of the main tables, with anything in it."""
        return self.table.name in _MAIN_TABLES and self.row_count > 0


@frozen
class DataPage:
    """What the page of open data shows."""

    tables: tuple[DescribedTable, ...]
    without_amount_url: str
    """The list of the actions for which no amount is allocated, where others have one."""
    feeds: tuple[Link, ...]
    calendar: str | None
    """The URL of the calendar, where there are due dates."""
    only_days: bool
    """Whether the plan has no other times than days."""
    example: str
    """The URL of an action, for those of its own files."""

    @property
    def main_tables(self) -> tuple[DescribedTable, ...]:
        """The tables that most people come for, where the plan has anything for them."""
        return tuple(table for table in self.tables if table.is_main)

    @property
    def other_tables(self) -> tuple[DescribedTable, ...]:
        """The rest."""
        return tuple(table for table in self.tables if not table.is_main)


def pages(plan_index: PlanIndex, hosting: Hosting) -> Iterator[Page[DataPage]]:
    """Return the page of open data."""
    published = published_tables(plan_index)
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
    themes = plan_index.themes.values()
    return DataPage(
        tables=tuple(
            DescribedTable(
                table=table,
                url=urls.data(f"{table.name}.csv"),
                row_count=row_count(table, plan_index),
                columns=tuple((column, _kind(column)) for column in table.columns),
            )
            for table in published
        ),
        without_amount_url=urls.actions_where(amount="no")
        if plan_index.has_amounts and any(action.allocated is None for action in plan_index.actions)
        else "",
        feeds=(
            Link(plan.title, urls.feed()),
            *(Link(theme.title, urls.feed(theme.url)) for theme in themes),
        ),
        calendar=urls.CALENDAR if plan_index.content.outline.has_due_dates else None,
        only_days=plan_index.only_days,
        example=plan_index.actions[0].link.url,
    )


def _kind(column: Column) -> str:
    """Return in words what a column holds, and whether a cell of it may be empty."""
    schema = column.item
    if schema["type"] == "string":
        kind = {"date": "date, YYYY-MM-DD", "iri": "address", "uri-reference": "address"}.get(
            schema.get("format", ""), "text"
        )
        if AS_WRITTEN in schema:
            kind = "date, YYYY-MM-DD, or the words it is written in"
        if "contentMediaType" in schema:
            kind = "text with Markdown"
        if "enum" in schema:
            words = ", ".join(schema["enum"])
            kind = "one of these words" if words in column.description else f"one of: {words}"
    else:
        kind = {"number": "number", "integer": "whole number", "boolean": "true or false"}[
            schema["type"]
        ]
    several = "; several, one per line" if column.is_list else ""
    empty = "" if column.required else "; may be empty"
    return f"{kind}{several}{empty}"


def _dataset(plan_index: PlanIndex, published: Iterable[Table], root: str) -> JsonLd:
    """Return the description of the open data; `root` is the URL of the site's root."""
    plan = plan_index.plan
    stated = {
        "description": plan.introduction or plan.in_brief,
        "license": plan.licence and plan.licence.address,
        "isBasedOn": plan.source_document.address,
        "dateModified": plan_index.updated and plan_index.updated.last.isoformat(),
    }
    files = [
        ("plan.json", "application/json"),
        *((f"{table.name}.csv", "text/csv") for table in published),
        ("plan.xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    ]
    return {
        "@context": SCHEMA_ORG,
        "@type": "Dataset",
        "name": plan.title,
        **{name: value for name, value in stated.items() if value},
        "url": f"{root}{urls.DATA}",
        "creator": {"@type": "Organization", "name": plan.publisher},
        "temporalCoverage": f"{plan.period.start}/{plan.period.end}",
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
