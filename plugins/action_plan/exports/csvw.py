"""csv-metadata.json: the tables described as the W3C's "CSV on the Web" has it."""

from __future__ import annotations

from typing import Any

from ..views.cells import LIST_SEPARATOR
from ..views.tables import Column, Table
from .context import ExportContext

__all__ = ["csvw_metadata"]

_DATATYPES = {"number": "decimal", "integer": "integer", "boolean": "boolean"}


def csvw_metadata(context: ExportContext) -> dict[str, Any]:
    """Return the metadata of the CSV files."""
    plan = context.plan
    return {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "en"}],
        "dc:title": plan.title,
        "dc:description": plan.introduction,
        "dc:publisher": plan.publisher,
        "dc:license": {"@id": plan.licence.address},
        "dc:source": {"@id": plan.source_document.address},
        "tables": [_table(table) for table in context.tables],
    }


def _table(table: Table) -> dict[str, Any]:
    return {
        "url": f"{table.name}.csv",
        "dc:description": table.description,
        "tableSchema": {
            "columns": [_column(column) for column in table.columns],
            "primaryKey": list(table.key),
            "foreignKeys": [
                {
                    "columnReference": column.name,
                    "reference": {
                        "resource": f"{column.refers_to}.csv",
                        "columnReference": "id",
                    },
                }
                for column in table.columns
                # A key here must not be empty, so that one that may be cannot be declared.
                if column.refers_to and column.required and not column.is_list
            ],
        },
    }


def _column(column: Column) -> dict[str, Any]:
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
