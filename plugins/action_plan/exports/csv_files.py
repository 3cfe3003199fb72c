"""The tables as CSV (RFC 4180), and their two descriptions."""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any

from .. import urls
from ..views.cells import LIST_SEPARATOR, Value, cell
from ..views.tables import Column, Table
from .context import ExportContext, ExportFile, json_file

__all__ = ["files"]

_PROFILES = "https://datapackage.org/profiles/2.0"
_DATATYPES = {"number": "decimal", "integer": "integer", "boolean": "boolean"}
"""The types of CSV on the Web by those of JSON; any other is text."""


def files(context: ExportContext) -> Iterator[ExportFile]:
    """Return a CSV file for each table, and what describes the files."""

    @cache
    def contents() -> dict[str, bytes]:
        # By the byte order mark Excel knows UTF-8; without it, it shows "Â£" for "£".
        return {
            table.name: _csv(table, rows).encode("utf-8-sig")
            for table, rows in context.filled_tables
        }

    def content_of(table: Table) -> ExportFile:
        return ExportFile(url=urls.data(f"{table.name}.csv"), make=lambda: contents()[table.name])

    yield from map(content_of, context.tables)
    yield json_file("datapackage.json", lambda: _data_package(context, contents()))
    yield json_file("csv-metadata.json", lambda: _csvw_metadata(context))


def _csv(table: Table, rows: Iterable[tuple[Value, ...]]) -> str:
    """Return a table as CSV: a heading, a record a line, CRLF between lines."""
    file = io.StringIO(newline="")
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerow([column.name for column in table.columns])
    writer.writerows([*map(cell, row)] for row in rows)
    return file.getvalue()


def _data_package(context: ExportContext, contents: Mapping[str, bytes]) -> dict[str, Any]:
    """Return the tables as a Data Package, with the size and the hash of each file.

    `contents` are the files' bytes by the names of their tables.
    """
    plan = context.plan
    package: dict[str, Any] = {
        "$schema": f"{_PROFILES}/datapackage.json",
        "name": "action-plan",
        "title": plan.title,
    }
    if plan.introduction:
        package["description"] = plan.introduction
    if context.base_url:
        package["homepage"] = context.base_url
    if plan.licence:
        package["licenses"] = [{"title": plan.licence.title, "path": plan.licence.address}]
    source = {"title": plan.source_document.title, "path": plan.source_document.address}
    return package | {
        "sources": [{name: value for name, value in source.items() if value}],
        "contributors": [{"title": plan.publisher, "roles": ["publisher"]}],
        "resources": [_resource(table, contents[table.name]) for table in context.tables],
    }


def _resource(table: Table, content: bytes) -> dict[str, Any]:
    return {
        "$schema": f"{_PROFILES}/dataresource.json",
        "name": table.name,
        "type": "table",
        "path": f"{table.name}.csv",
        "description": table.description,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(content),
        "hash": f"sha256:{hashlib.sha256(content).hexdigest()}",
        "dialect": {"$schema": f"{_PROFILES}/tabledialect.json", "lineTerminator": "\r\n"},
        "schema": {
            "$schema": f"{_PROFILES}/tableschema.json",
            "fields": [_field(table, column) for column in table.columns],
            "primaryKey": list(table.key),
            "foreignKeys": [
                {
                    "fields": [column.name],
                    # An empty name is the table itself.
                    "reference": {
                        "resource": "" if column.refers_to == table.name else column.refers_to,
                        "fields": ["id"],
                    },
                }
                for column in table.columns
                if column.refers_to and not column.is_list
            ],
        },
    }


def _field(table: Table, column: Column) -> dict[str, Any]:
    field: dict[str, Any] = {"name": column.name, "type": column.schema["type"]}
    if column.is_list:
        field |= {"type": "list", "itemType": "string", "delimiter": LIST_SEPARATOR}
    elif column.schema.get("format") == "date":
        field["type"] = "date"
    field |= {"description": column.description, "example": column.example}
    constraints: dict[str, Any] = {"required": True} if column.required else {}
    if table.key == (column.name,):
        constraints["unique"] = True
    if not column.is_list:
        # An empty cell is no value at all, so that text needs no minimum length.
        words = ("minimum", "enum", "pattern")
        constraints |= {word: column.schema[word] for word in words if word in column.schema}
    return field | ({"constraints": constraints} if constraints else {})


def _csvw_metadata(context: ExportContext) -> dict[str, Any]:
    """Return the tables described as the W3C's "CSV on the Web" has it."""
    plan = context.plan
    described = {
        "dc:title": plan.title,
        "dc:description": plan.introduction,
        "dc:publisher": plan.publisher,
        "dc:license": plan.licence and {"@id": plan.licence.address},
        "dc:source": plan.source_document.address and {"@id": plan.source_document.address},
    }
    return {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "en"}],
        **{name: value for name, value in described.items() if value},
        "tables": [_csvw_table(table) for table in context.tables],
    }


def _csvw_table(table: Table) -> dict[str, Any]:
    return {
        "url": f"{table.name}.csv",
        "dc:description": table.description,
        "tableSchema": {
            "columns": [_csvw_column(column) for column in table.columns],
            "primaryKey": list(table.key),
            "foreignKeys": [
                {
                    "columnReference": column.name,
                    "reference": {"resource": f"{column.refers_to}.csv", "columnReference": "id"},
                }
                for column in table.columns
                # A key here must not be empty, so that one that may be cannot be declared.
                if column.refers_to and column.required and not column.is_list
            ],
        },
    }


def _csvw_column(column: Column) -> dict[str, Any]:
    described: dict[str, Any] = {
        "name": column.name,
        "titles": column.name,
        "dc:description": column.description,
        "required": column.required,
        "datatype": _datatype(column),
    }
    if column.is_list:
        described["separator"] = LIST_SEPARATOR
    return described


def _datatype(column: Column) -> Any:
    schema = column.item
    base = _DATATYPES.get(schema["type"], "string")
    if schema.get("format") == "date":
        base = "date"
    elif schema.get("format") in ("iri", "uri-reference"):
        base = "anyURI"
    datatype: dict[str, Any] = {"base": base}
    if "minimum" in schema:
        datatype["minimum"] = schema["minimum"]
    if "pattern" in schema:
        datatype["format"] = schema["pattern"]
    if "enum" in schema:
        datatype["format"] = "|".join(schema["enum"])
    return datatype if len(datatype) > 1 else base
