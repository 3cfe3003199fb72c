"""Columns: those that are computed from records, and how the value of each is found."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple, cast, get_args

from ..content.fields import REFERS_TO
from ..content.models import Measure
from ..content.when import When
from ..frozen import frozen
from .action_summary import ActionSummary, Discontinued
from .cells import Value
from .declared import Declared
from .milestones import MilestoneState

__all__ = [
    "AS_WRITTEN",
    "OF_ACTIONS",
    "OF_MEASURES",
    "OF_PARTS",
    "OF_STATUSES",
    "OF_TIMES",
    "TRAILING",
    "Column",
    "Row",
    "declared_column",
    "written",
]

AS_WRITTEN = "x-as-written"
"""The keyword under which a schema says that a date is a day or the words it is written in."""


class Row(NamedTuple):
    """One record in its table."""

    record: Any
    """Of the class that its table is of."""
    base_url: str
    """What URLs of the site start with: `https://example.org/`, or `/`."""
    summary: ActionSummary | None = None
    """The action that the record is, or belongs to, if any."""
    number: int = 1
    """Its number in the list it belongs to, from 1."""
    previous: Any = None
    """The record that comes before it in the same action."""
    within: tuple[int, Measure] | None = None
    """The measure that the record belongs to, with its number in the action."""

    @property
    def action(self) -> ActionSummary:
        """The action that the record is, or belongs to; only for tables whose records have one."""
        return cast("ActionSummary", self.summary)

    @property
    def measure(self) -> tuple[int, Measure]:
        """The measure that the record belongs to, with its number in the action; likewise."""
        return cast("tuple[int, Measure]", self.within)


@frozen
class Column:
    """A column: its name, meaning, example, JSON Schema and how a row's value is found."""

    name: str
    description: str
    example: str
    schema: Mapping[str, Any]
    required: bool
    value: Callable[[Row], Value]
    computed: bool = False
    """The value follows from the records, and is no field of one."""

    @property
    def is_list(self) -> bool:
        """Whether a cell can hold several values."""
        return bool(self.schema["type"] == "array")

    @property
    def item(self) -> Mapping[str, Any]:
        """The schema of a single value."""
        found: Mapping[str, Any] = self.schema["items"] if self.is_list else self.schema
        return found

    @property
    def refers_to(self) -> str | None:
        """The table whose ids the values are, if they are."""
        return self.item.get(REFERS_TO)


def _computed(
    name: str,
    description: str,
    example: str,
    schema: Mapping[str, Any],
    value: Callable[[Row], Value],
) -> Column:
    optional = "null" in schema.get("type", ())
    return Column(
        name=name,
        description=description,
        example=example,
        schema={**schema, "type": schema["type"][0]} if optional else schema,
        required=not optional,
        value=value,
        computed=True,
    )


def declared_column(column: Declared) -> Column:
    """Return a column that the plan declares."""
    name, description, example, schema, value = column
    return _computed(name, description, example, schema, lambda row: value(row.action.record))


def written(value: Value | When) -> Value:
    """Return a time as a day where it is one, else as it is written; any other value as it is."""
    return (value.day or value.text) if isinstance(value, When) else value


_TEXT = {"type": "string"}
OF_ACTIONS = (
    _computed(
        "address",
        "The action's page",
        "https://example.org/actions/4.2.1/",
        {"type": "string", "format": "uri-reference"},
        lambda row: f"{row.base_url}{row.action.link.url}",
    ),
    _computed(
        "status_since",
        "The day on which the status was first reported; every report since has it, too",
        "2024-09-17",
        {"type": ["string", "null"], "format": "date"},
        lambda row: written(row.action.since),
    ),
    _computed(
        "updated",
        "The day of the newest update",
        "2024-09-17",
        {"type": ["string", "null"], "format": "date"},
        lambda row: written(row.action.updated),
    ),
    _computed(
        "allocated",
        "The sum of the amounts allocated; nothing where none is stated",
        "10000",
        {"type": ["number", "null"], "minimum": 0},
        lambda row: row.action.allocated,
    ),
    _computed(
        "late",
        "Whether it was past the day it was due, and not finished, when this file was made",
        "false",
        {"type": "boolean"},
        lambda row: row.action.late is not None,
    ),
    _computed(
        "overdue_for_review",
        "Whether it had no update for longer than the plan's review_every when this file was made;"
        " nothing where the plan has none",
        "true",
        {"type": ["boolean", "null"]},
        lambda row: row.action.is_overdue,
    ),
    _computed(
        "discontinued",
        "Why the action does not go on, if it does not: pages say its money apart from the rest",
        "replaced",
        {"type": ["string", "null"], "enum": list(get_args(Discontinued))},
        lambda row: row.action.discontinued,
    ),
)
OF_TIMES = (
    _computed(
        "due_from",
        "The first day of the time in which it is due, where one is known",
        "2025-01-01",
        {"type": ["string", "null"], "format": "date"},
        lambda row: row.record.due.first_day if row.record.due else None,
    ),
    _computed(
        "due_to",
        "The last day on which it is due; it is late from the next day on",
        "2025-03-31",
        {"type": ["string", "null"], "format": "date"},
        lambda row: row.record.due.last_day if row.record.due else None,
    ),
)
"""Columns of actions and milestones in a plan that has other times than days."""
_ACTION = _computed(
    "action",
    "The id of the action",
    "4.2.1",
    {"type": "string", REFERS_TO: "actions"},
    lambda row: row.action.link.id,
)
OF_PARTS = (
    _ACTION,
    _computed(
        "number",
        "Tells the rows of one action apart, from 1; updates are counted from the oldest",
        "1",
        {"type": "integer", "minimum": 1},
        lambda row: row.number,
    ),
)
TRAILING = {
    "funding": (
        _computed(
            "counted",
            "Whether the amount is part of the plan's allocated total",
            "true",
            {"type": "boolean"},
            lambda row: row.record.counted_amount is not None and not row.action.is_apart,
        ),
    ),
    "milestones": (
        _computed(
            "state",
            "Where it stood when this file was made: left is what is not done of an action of"
            " which no report is awaited, or none has come",
            "done",
            {"type": "string", "enum": list(get_args(MilestoneState))},
            lambda row: next(x.state for x in row.action.milestones if x.record is row.record),
        ),
    ),
    "updates": (
        _computed(
            "status_before",
            "The status until then; nothing where the update is the action's first",
            "planned",
            {"type": ["string", "null"], REFERS_TO: "statuses"},
            lambda row: row.previous.status if row.previous else None,
        ),
    ),
}
OF_MEASURES = (
    _ACTION,
    _computed(
        "measure",
        "The number of the measure in its action, from 1, as in the table of measures",
        "1",
        {"type": "integer", "minimum": 1},
        lambda row: row.measure[0],
    ),
    _computed(
        "number",
        "Tells the rows of one measure apart, from 1",
        "1",
        {"type": "integer", "minimum": 1},
        lambda row: row.number,
    ),
    _computed(
        "title", "What is counted", "Bursaries awarded", _TEXT, lambda row: row.measure[1].title
    ),
    _computed(
        "unit",
        "What it is counted in",
        "bursaries",
        {"type": ["string", "null"]},
        lambda row: row.measure[1].unit,
    ),
)
OF_STATUSES = (
    _computed(
        "id",
        "Used in addresses and in the other tables",
        "under-way",
        _TEXT,
        lambda row: row.record.id,
    ),
)
