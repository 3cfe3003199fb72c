"""Tables: all records of one kind as rows, with columns that come from the records' fields.

Which tables and columns there are is read off the records: a field declared there is a column
here. Only what is computed from the records is declared in this module.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from operator import attrgetter
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple, get_args, get_origin

from pydantic import TypeAdapter
from pydantic.json_schema import models_json_schema

from ..content.fields import REFERS_TO, Vocabulary
from ..content.models import (
    Action,
    FundingLine,
    Measure,
    Milestone,
    NamedAddress,
    Plan,
    Record,
    Status,
    Update,
)
from ..content.outline import Outline
from ..content.when import When
from .cells import Value, cell
from .declared import Declared, columns_after, columns_in_place
from .milestones import MilestoneState
from .plan_index import ActionSummary, Discontinued, PlanIndex

if TYPE_CHECKING:
    from ..content.loading import Content

__all__ = [
    "AS_WRITTEN",
    "Column",
    "Definitions",
    "Row",
    "Table",
    "published_tables",
    "record_definitions",
    "row_count",
    "rows",
    "table_names",
    "table_rows",
    "tables",
]

Definitions = Mapping[str, Mapping[str, Any]]
"""The output schema of each record as JSON Schema, by the name of its class."""

AS_WRITTEN = "x-as-written"
"""The keyword under which a schema says that a date is a day or the words it is written in."""

_NOTES = ("title", "description", "examples", "default")
"""Words of a schema that do not narrow its values."""
_SINGLE = ("string", "number", "integer", "boolean")
"""The types of values that a cell can hold."""
_ONLY_IN_PLAN_JSON = frozenset(
    (
        *("accessibility", "approved_budget", "closed", "consultation", "contact"),
        *("facets", "follow", "freedom_of_information", "glossary", "licence", "parts"),
        *("period", "published_by", "source_document"),
    )
)
"""Fields of the plan that plan.json has and no table does: those it has once, and its parts."""


class Row(NamedTuple):
    """One record in its table."""

    record: Record
    base_url: str
    """What URLs of the site start with: `https://example.org/`, or `/`."""
    summary: ActionSummary | None = None
    """The action that the record is, or belongs to, if any."""
    number: int = 1
    """Its number in the list it belongs to, from 1."""
    previous: Record | None = None
    """The record that comes before it in the same action."""
    within: tuple[int, Measure] | None = None
    """The measure that the record belongs to, with its number in the action."""

    @property
    def action(self) -> ActionSummary:
        """The action that the record is, or belongs to.

        Raises `TypeError` where it is the plan's.
        """
        if self.summary is None:
            raise TypeError(f"a {type(self.record).__name__} of the plan belongs to no action")
        return self.summary

    @property
    def measure(self) -> tuple[int, Measure]:
        """The measure that the record belongs to, with its number in the action.

        Raises `TypeError` where it belongs to none.
        """
        if self.within is None:
            raise TypeError(f"a {type(self.record).__name__} belongs to no measure")
        return self.within


@dataclass(frozen=True, slots=True, kw_only=True)
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table: its name, its meaning and its columns."""

    name: str
    description: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    """The columns that tell its rows apart."""
    model: type[Record]
    owner: type[Record] | None
    """The record in which the rows are a list: an action, its measure, the plan, or none."""

    @property
    def computed(self) -> tuple[Column, ...]:
        """The columns that are no field of the records."""
        return tuple(column for column in self.columns if column.computed)


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


def _declared(column: Declared) -> Column:
    """Return a column that the plan declares."""
    name, description, example, schema, value = column
    return _computed(name, description, example, schema, lambda row: value(row.action.record))


def _status_before(row: Row) -> str | None:
    return row.previous.status if isinstance(row.previous, Update) else None


def _counted(row: Row) -> bool:
    counted = isinstance(row.record, FundingLine) and row.record.counted_amount is not None
    return counted and not row.action.is_apart


def _written(value: Value | When) -> Value:
    """Return a time as a day where it is one, else as it is written; any other value as it is."""
    return (value.day or value.text) if isinstance(value, When) else value


def _due(row: Row) -> When | None:
    return row.record.due if isinstance(row.record, (Action, Milestone)) else None


def _milestone_state(row: Row) -> str:
    return next(item.state for item in row.action.milestones if item.record is row.record)


def _status_id(row: Row) -> str | None:
    return row.record.id if isinstance(row.record, Status) else None


_TEXT = {"type": "string"}
_OF_ACTIONS = (
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
        lambda row: _written(row.action.since),
    ),
    _computed(
        "updated",
        "The day of the newest update",
        "2024-09-17",
        {"type": ["string", "null"], "format": "date"},
        lambda row: _written(row.action.updated),
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
_OF_TIMES = (
    _computed(
        "due_from",
        "The first day of the time in which it is due, where one is known",
        "2025-01-01",
        {"type": ["string", "null"], "format": "date"},
        lambda row: due.first_day if (due := _due(row)) else None,
    ),
    _computed(
        "due_to",
        "The last day on which it is due; it is late from the next day on",
        "2025-03-31",
        {"type": ["string", "null"], "format": "date"},
        lambda row: due.last_day if (due := _due(row)) else None,
    ),
)
"""Columns of actions and milestones in a plan that has other times than days."""
_OF_PARTS = (
    _computed(
        "action",
        "The id of the action",
        "4.2.1",
        {"type": "string", REFERS_TO: "actions"},
        lambda row: row.action.link.id,
    ),
    _computed(
        "number",
        "Tells the rows of one action apart, from 1; updates are counted from the oldest",
        "1",
        {"type": "integer", "minimum": 1},
        lambda row: row.number,
    ),
)
_WHERE_FILLED = ("milestones", "measures", "readings")
"""Tables that are there where a plan has something for them."""
_KEYS: Mapping[type[Record] | None, tuple[str, ...]] = {
    Action: ("action", "number"),
    Measure: ("action", "measure", "number"),
}
"""The columns that tell the rows of a table apart, by whose lists they are; else it is `id`."""
_ADDED_LATER = frozenset(
    (
        *((FundingLine, "of"), (Action, "first_due")),
        *((Update, "due"), (Update, "correction"), (Update, "evidence_titles")),
    )
)
"""Fields whose columns come last, because the others had their places before."""
_TRAILING = {
    "funding": (
        _computed(
            "counted",
            "Whether the amount is part of the plan's allocated total",
            "true",
            {"type": "boolean"},
            _counted,
        ),
    ),
    "milestones": (
        _computed(
            "state",
            "Where it stood when this file was made: left is what is not done of an action of"
            " which no report is awaited",
            "done",
            {"type": "string", "enum": list(get_args(MilestoneState))},
            _milestone_state,
        ),
    ),
    "updates": (
        _computed(
            "status_before",
            "The status until then; nothing where the update is the action's first",
            "planned",
            {"type": ["string", "null"], REFERS_TO: "statuses"},
            _status_before,
        ),
    ),
}
_OF_MEASURES = (
    _computed(
        "action",
        "The id of the action",
        "4.2.1",
        {"type": "string", REFERS_TO: "actions"},
        lambda row: row.action.link.id,
    ),
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
_OF_STATUSES = (
    _computed("id", "Used in addresses and in the other tables", "under-way", _TEXT, _status_id),
)


@cache
def record_definitions(*, only_days: bool = True) -> Definitions:
    """Return the output schemas of all records that are part of the data.

    Where a plan has other times than days, its dates are days or the words they are written in.
    """
    _, schema = models_json_schema(
        [(model, "serialization") for model in (Plan, Action, NamedAddress)],
        ref_template="#/$defs/{model}",
    )
    definitions: Definitions = schema["$defs"]
    return definitions if only_days else _with_words(definitions)


def _with_words(schema: Any) -> Any:
    """Return a schema in which a date may be the words it is written in, too."""
    if isinstance(schema, list):
        return [_with_words(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    if schema.get("format") == "date":
        schema = {name: value for name, value in schema.items() if name != "format"}
        return {**schema, AS_WRITTEN: True}
    return {name: _with_words(part) for name, part in schema.items()}


def tables(
    definitions: Definitions, content: Content, *, only_days: bool = True
) -> tuple[Table, ...]:
    """Return every table: the actions, what actions have several of, and the plan's own lists.

    Where a plan has other times than days, there are columns with the days they mean. Raises
    `TypeError` for a field of a record that neither a column nor a table can hold.
    """
    of_actions = dict(_lists(Action))
    of_plan = dict(_lists(Plan))
    for name, schema in _fields(Plan, definitions):
        if name not in of_plan and name not in _ONLY_IN_PLAN_JSON:
            _value_schema(Plan, name, schema)
    of_action: tuple[Column, ...] = _OF_ACTIONS
    of_parts: dict[str, tuple[Column, ...]] = dict(_TRAILING)
    if not only_days:
        worded = (replace(x, schema=_with_words(x.schema)) for x in _OF_ACTIONS)
        of_action = (*worded, *_OF_TIMES)
        of_parts["milestones"] = (*_TRAILING["milestones"], *_OF_TIMES)
    return (
        _table(
            "actions",
            Action,
            None,
            definitions,
            trailing=(
                *map(_declared, columns_in_place(content.plan)),
                *of_action,
                *map(_declared, columns_after(content)),
            ),
        ),
        *(
            _table(name, model, Action, definitions, _OF_PARTS, of_parts.get(name, ()))
            for name, model in of_actions.items()
        ),
        *(
            _table(name, model, Measure, definitions, _OF_MEASURES)
            for name, model in _lists(Measure)
        ),
        *(
            _table(name, model, Plan, definitions, _OF_STATUSES if name == "statuses" else ())
            for name, model in of_plan.items()
        ),
    )


def published_tables(definitions: Definitions, plan_index: PlanIndex) -> tuple[Table, ...]:
    """Return the tables that a plan has something for."""
    names = table_names(plan_index.content.outline)
    every = tables(definitions, plan_index.content, only_days=plan_index.only_days)
    return tuple(table for table in every if table.name in names)


def table_names(outline: Outline) -> tuple[str, ...]:
    """Return the name of every table that a plan has something for."""
    names = ("actions", *dict(_lists(Action)), *dict(_lists(Measure)), *dict(_lists(Plan)))
    return tuple(name for name in names if name not in _WHERE_FILLED or name in outline.filled)


def rows(table: Table, plan_index: PlanIndex, base_url: str) -> Iterator[tuple[Value, ...]]:
    """Return a table's rows, each with a value for every column."""
    values = [column.value for column in table.columns]
    for row in table_rows(table, plan_index, base_url):
        yield tuple(value(row) for value in values)


def row_count(table: Table, plan_index: PlanIndex) -> int:
    """Return how many rows a table has."""
    if table.owner is None:
        return len(plan_index.actions)
    owners: Iterable[Record] = (plan_index.plan,)
    if table.owner is not Plan:
        owners = plan_index.content.actions
    if table.owner is Measure:
        owners = (measure for action in plan_index.content.actions for measure in action.measures)
    return sum(len(getattr(owner, table.name)) for owner in owners)


def table_rows(table: Table, plan_index: PlanIndex, base_url: str) -> Iterator[Row]:
    """Return the records of a table with what their columns are found from."""
    if table.owner is None:
        for action in plan_index.actions:
            yield Row(record=action.record, base_url=base_url, summary=action)
    elif table.owner is Plan:
        for number, record in enumerate(getattr(plan_index.plan, table.name), start=1):
            yield Row(record=record, base_url=base_url, number=number)
    elif table.owner is Measure:
        yield from _rows_of_measures(table, plan_index, base_url)
    else:
        for action in plan_index.actions:
            records = getattr(action.record, table.name)
            if table.name == "updates":
                records = sorted(records, key=attrgetter("date.last"))
            previous: Any = None
            for number, record in enumerate(records, start=1):
                yield Row(
                    record=record,
                    base_url=base_url,
                    summary=action,
                    number=number,
                    previous=previous,
                )
                previous = record


def _rows_of_measures(table: Table, plan_index: PlanIndex, base_url: str) -> Iterator[Row]:
    for action in plan_index.actions:
        for measure in enumerate(action.record.measures, start=1):
            for number, record in enumerate(getattr(measure[1], table.name), start=1):
                yield Row(record, base_url, action, number, within=measure)


def _table(
    name: str,
    model: type[Record],
    owner: type[Record] | None,
    definitions: Definitions,
    leading: tuple[Column, ...] = (),
    trailing: tuple[Column, ...] = (),
) -> Table:
    lists = dict(_lists(model)) if model in (Action, Measure) else {}
    fields = {
        column.name: column
        for field, schema in _fields(model, definitions)
        if field not in lists
        for column in _columns(model, field, schema, definitions)
    }
    later = [fields.pop(field) for field in list(fields) if (model, field) in _ADDED_LATER]
    columns = (*leading, *fields.values(), *trailing, *later)
    names = [column.name for column in columns]
    if len(set(names)) < len(names):
        raise TypeError(f"two columns of the table {name} have one name: {', '.join(names)}")
    return Table(
        name=name,
        description=model.__doc__ or "",
        columns=columns,
        key=_KEYS.get(owner, ("id",)),
        model=model,
        owner=owner,
    )


def _fields(
    model: type[Record], definitions: Definitions
) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Return the fields of a record that are part of the data, each with its schema."""
    yield from definitions[model.__name__]["properties"].items()


def _lists(model: type[Record]) -> Iterator[tuple[str, type[Record]]]:
    """Return the fields of a record that are lists of records, and part of the data."""
    for name, field in model.model_fields.items():
        item = (*get_args(field.annotation), None)[0]
        is_list = get_origin(field.annotation) is tuple and _is_record(item)
        if is_list and not field.exclude and name not in _ONLY_IN_PLAN_JSON:
            yield name, item


def _is_record(annotation: Any) -> bool:
    return isinstance(annotation, type) and issubclass(annotation, Record)


def _columns(
    model: type[Record], name: str, schema: Mapping[str, Any], definitions: Definitions
) -> Iterator[Column]:
    """Return the column of a field, or those of the fields of a record that it has once."""
    declared = model.model_fields.get(name)  # which a computed field is not
    choices = get_args(declared.annotation) if declared else ()
    inner = next(filter(_is_record, choices), None) if ... not in choices else None
    if inner is None:
        yield _column(model, name, schema)
        return
    for inner_name, inner_schema in _fields(inner, definitions):
        column = _column(inner, inner_name, inner_schema)
        yield replace(
            column,
            name=f"{name}_{inner_name}",
            description=f"{schema['description'].partition(':')[0]}: {column.description}",
            required=False,
            value=_within(name, column.value),
        )


def _within(name: str, value: Callable[[Row], Value]) -> Callable[[Row], Value]:
    """Return how the value of a record is found that is in a field of the row's, if at all."""

    def found(row: Row) -> Value:
        inner = getattr(row.record, name)
        return value(row._replace(record=inner)) if inner else None

    return found


def _column(model: type[Record], name: str, schema: Mapping[str, Any]) -> Column:
    """Return the column of a field."""
    value_schema, optional = _value_schema(model, name, schema)
    found: Callable[[Row], Any] = attrgetter(f"record.{name}")
    is_time = value_schema.get("format") == "date" or AS_WRITTEN in value_schema
    value = (lambda row: _written(found(row))) if is_time else found
    return Column(
        name=name,
        description=schema["description"],
        example=_example(model, name),
        schema=value_schema,
        required=not optional,
        value=value,
    )


def _value_schema(
    model: type[Record], name: str, schema: Mapping[str, Any]
) -> tuple[dict[str, Any], bool]:
    """Return the schema of a field's value where there is one, and whether there may be none.

    Raises `TypeError` where the value is neither single nor a list of single values.
    """
    choices = schema.get("anyOf", [schema])
    values = [choice for choice in choices if choice.get("type") != "null"]
    kept = {word: found for word, found in values[0].items() if word not in _NOTES}
    is_list = kept.get("type") == "array"
    item = kept["items"] if is_list else kept
    if len(values) > 1 or item.get("type") not in _SINGLE:
        raise TypeError(
            f"{model.__name__}.{name} cannot be part of the tables: a cell holds a single value"
            " or a list of them. Make the field a list of records of an action or of the plan,"
            " which is a table of its own, or, where the plan has it once, name it in"
            " _ONLY_IN_PLAN_JSON (views/tables.py)."
        )
    return kept, len(values) < len(choices) or (is_list and "minItems" not in kept)


def _example(model: type[Record], name: str) -> str:
    """Return a field's example of what to write as the tables have it: `10000` for `10,000`."""
    field = model.model_fields.get(name)
    if field is None:
        return str(model.model_computed_fields[name].examples[0])  # type: ignore[index]
    if not field.examples:
        return ""
    annotation: Any = field.annotation
    for metadata in field.metadata:
        annotation = Annotated[annotation, metadata]
    read = TypeAdapter(annotation).validate_python(field.examples[0], context=Vocabulary())
    return cell(read)
