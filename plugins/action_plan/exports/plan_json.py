"""plan.json: the complete plan in one file; and each action in a file of its own."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from functools import cache

from .. import urls
from ..content.plan_models import Plan
from ..views.action_summary import ActionRef
from ..views.cells import Value
from ..views.tables import Row, Table, table_rows
from .context import ExportContext, ExportFile

__all__ = ["FORMAT_VERSION", "files"]

_dumped = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
FORMAT_VERSION = "1.2"
"""Of plan.json and action.json. The first number changes where a field goes or changes meaning."""


def files(context: ExportContext) -> Iterator[ExportFile]:
    """Return plan.json, and action.json of each action."""

    @cache
    def actions() -> dict[str, str]:
        return _actions(context)

    head = _head_of_action(context)

    def action_file(action: ActionRef) -> ExportFile:
        return ExportFile(
            url=urls.action_data(action.slug),
            make=lambda: f'{head},\n"action":{actions()[action.id]}}}\n',
        )

    yield ExportFile(
        url=urls.data("plan.json"), make=lambda: _plan_file(context, actions().values())
    )
    yield from map(action_file, context.plan_index.links.values())


def _actions(context: ExportContext) -> dict[str, str]:
    """Return each action as JSON by its id: the fields of its record, and what is computed."""
    table = next(table for table in context.tables if table.owner is None)
    return {
        row.action.link.id: (
            f"{_dumped(row.record.model_dump(mode='json'))[:-1]},{_computed(table, row)[1:]}"
        )
        for row in table_rows(table, context.plan_index, context.data_url)
    }


def _plan_file(context: ExportContext, actions: Iterable[str]) -> str:
    """Return plan.json, with an action on each line."""
    plan = context.plan.model_dump(mode="json")
    for table in context.tables:
        if table.owner is Plan:
            plan_rows = table_rows(table, context.plan_index, context.data_url)
            for item, row in zip(plan[table.name], plan_rows, strict=True):
                item.update(json.loads(_computed(table, row)))
    head = {
        "$schema": context.data_url + urls.data("plan.schema.json"),
        "version": FORMAT_VERSION,
        "address": context.data_url,
    }
    return (
        f'{_dumped(head)[:-1]},\n"plan":{_dumped(plan)},\n"actions":[\n'
        + ",\n".join(actions)
        + "\n]}\n"
    )


def _head_of_action(context: ExportContext) -> str:
    """Return the beginning of every action's own file: whose action it is."""
    plan = context.plan
    head = {
        "$schema": context.data_url + urls.data("action-file.schema.json"),
        "version": FORMAT_VERSION,
        "plan": {
            "title": plan.title,
            "publisher": plan.publisher,
            "address": context.data_url,
            "data": context.data_url + urls.data("plan.json"),
            "licence": plan.licence and plan.licence.model_dump(mode="json"),
        },
    }
    return _dumped(head)[:-1]


def _computed(table: Table, row: Row) -> str:
    """Return what is computed of a record as a JSON object, its sums with every digit."""
    fields = (f'"{column.name}":{_as_json(column.value(row))}' for column in table.computed)
    return f"{{{','.join(fields)}}}"


def _as_json(value: Value) -> str:
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    return _dumped(value.isoformat() if isinstance(value, date) else value)
