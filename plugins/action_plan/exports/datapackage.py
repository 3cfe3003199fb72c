"""datapackage.json: the tables as a Data Package, with types, keys, licence and sources."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any

from ..views.cells import LIST_SEPARATOR
from ..views.tables import Column, Table
from .context import ExportContext

__all__ = ["data_package"]

_PROFILES = "https://datapackage.org/profiles/2.0"


def data_package(context: ExportContext, contents: Mapping[str, bytes]) -> dict[str, Any]:
    """Return the description of the CSV files, with the size and the hash of each.

    `contents` are the files' bytes by the names of their tables.
    """
    plan = context.plan
    package: dict[str, Any] = {
        "$schema": f"{_PROFILES}/datapackage.json",
        "name": "action-plan",
        "title": plan.title,
        "description": plan.introduction,
    }
    if context.base_url:
        package["homepage"] = context.base_url
    return package | {
        "licenses": [{"title": plan.licence.title, "path": plan.licence.address}],
        "sources": [{"title": plan.source_document.title, "path": plan.source_document.address}],
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
        constraints |= _constraints(column.schema)
    return field | ({"constraints": constraints} if constraints else {})


def _constraints(schema: Mapping[str, Any]) -> dict[str, Any]:
    # An empty cell is no value at all, so that text needs no minimum length.
    return {word: schema[word] for word in ("minimum", "enum", "pattern") if word in schema}
