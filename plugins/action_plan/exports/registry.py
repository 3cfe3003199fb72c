"""The files of open data: which there are, where they stand and what is in them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from .. import urls
from ..views.plan_index import PlanIndex
from ..views.tables import Definitions, Table, rows
from .csv_files import csv_file
from .csvw import csvw_metadata
from .datapackage import data_package
from .json_schema import action_file_schema, front_matter_schema, plan_schema, published_definitions
from .plan_json import action_file, actions_as_json, plan_file
from .workbook import workbook

__all__ = ["data_files"]


def data_files(
    plan_index: PlanIndex, definitions: Definitions, tables: tuple[Table, ...], root: str
) -> Iterator[tuple[str, bytes]]:
    """Return the address and the bytes of every file of open data.

    `root` stands before the site's addresses in them: `https://example.org/`, or `/`.
    """
    plan = plan_index.plan
    actions = actions_as_json(plan_index, tables[0], root)
    yield _text(urls.data("plan.json"), plan_file(plan_index, tables, root, actions.values()))
    for action_id, action in actions.items():
        yield _text(urls.action_data(action_id), action_file(plan, root, action))
    found = [(table, list(rows(table, plan_index, root))) for table in tables]
    sheets = [(table, csv_file(table, lines).encode()) for table, lines in found]
    for table, content in sheets:
        yield urls.data(f"{table.name}.csv"), content
    newest = plan_index.updates[0].date
    yield urls.data("plan.xlsx"), workbook(plan, newest, found)
    yield _json("datapackage.json", data_package(plan, root, sheets))
    yield _json("csv-metadata.json", csvw_metadata(plan, tables))
    published = published_definitions(definitions, tables)
    yield _json("plan.schema.json", plan_schema(root, published))
    yield _json("action-file.schema.json", action_file_schema(root, published))
    yield _json("action.schema.json", front_matter_schema(plan, root))


def _text(address: str, text: str) -> tuple[str, bytes]:
    return address, text.encode()


def _json(name: str, value: Any) -> tuple[str, bytes]:
    text = json.dumps(value, ensure_ascii=False, indent=2)
    return _text(urls.data(name), f"{text}\n")
