"""plan.json: the whole plan in one file, and the plan read back from that file alone."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from ..content.fields import Vocabulary
from ..content.models import Action, Plan
from ..content.parsers import fold, json_number
from ..views.cells import cell
from ..views.plan_index import PlanIndex
from ..views.tables import Row, Table, table_rows

__all__ = ["FORMAT_VERSION", "action_file", "actions_as_json", "plan_file", "read_plan_file"]

_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
FORMAT_VERSION = "1.0"
"""Of plan.json and action.json. The first number changes where a field goes or changes meaning."""


def actions_as_json(plan_index: PlanIndex, table: Table, root: str) -> dict[str, str]:
    """Return each action as JSON by its id: the fields of its record, and what is worked out."""
    return {
        row.record.id: _dumped(_with_computed(row.record.model_dump(mode="json"), table, row))
        for row in table_rows(table, plan_index, root)
    }


def plan_file(
    plan_index: PlanIndex, tables: Iterable[Table], root: str, actions: Iterable[str]
) -> str:
    """Return plan.json, with an action on each line."""
    plan = plan_index.plan.model_dump(mode="json")
    for table in tables:
        if table.owner is Plan:
            for item, row in zip(
                plan[table.name], table_rows(table, plan_index, root), strict=True
            ):
                _with_computed(item, table, row)
    head = {"$schema": f"{root}data/plan.schema.json", "version": FORMAT_VERSION, "address": root}
    return (
        f'{_dumped(head)[:-1]},\n"plan":{_dumped(plan)},\n"actions":[\n'
        + ",\n".join(actions)
        + "\n]}\n"
    )


def action_file(plan: Plan, root: str, action: str) -> str:
    """Return an action's own file, with what tells whose action it is."""
    head = {
        "$schema": f"{root}data/action-file.schema.json",
        "version": FORMAT_VERSION,
        "plan": {
            "title": plan.title,
            "publisher": plan.publisher,
            "address": root,
            "data": f"{root}data/plan.json",
            "licence": plan.licence.model_dump(mode="json"),
        },
    }
    return f'{_dumped(head)[:-1]},\n"action":{action}}}\n'


def read_plan_file(text: str) -> tuple[Plan, tuple[Action, ...]]:
    """Return the plan and the actions that a plan.json holds, read as strictly as the files.

    Raises `ValueError` where it is of another version or its values are not what they should be.
    """
    # Numbers are kept as the text that a file would have: 12500.5 is 12500.50 there.
    found = json.loads(text, parse_int=str, parse_float=lambda number: f"{Decimal(number):.2f}")
    if found["version"].partition(".")[0] != FORMAT_VERSION.partition(".")[0]:
        raise ValueError(f"version {found['version']} of plan.json is not read here.")
    plan = Plan.model_validate(found["plan"], context=Vocabulary(), extra="ignore")
    words = Vocabulary(
        {fold(theme.id): theme.id for theme in plan.themes},
        {fold(section.id): section.id for section in plan.sections},
        {fold(status.id): status.id for status in plan.statuses},
    )
    return plan, tuple(
        Action.model_validate(action, context=words, extra="ignore") for action in found["actions"]
    )


def _with_computed(item: dict[str, Any], table: Table, row: Row) -> dict[str, Any]:
    for column in table.computed:
        value = column.value(row)
        item[column.name] = _as_json(value)
    return item


def _as_json(value: Any) -> Any:
    """Return a value worked out as JSON has it."""
    if isinstance(value, Decimal):
        return json_number(value)
    return value if value is None or isinstance(value, bool) else cell(value)


def _dumped(value: Mapping[str, Any]) -> str:
    return _ENCODER.encode(value)
