"""Tables: all records of one kind as rows, with columns that come from the records' fields.

Which tables and columns there are is read off the records (`records.py`): a field declared
there is a column here. Only what is worked out from the records is declared in this module.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from operator import attrgetter
from typing import Annotated, Any, NamedTuple, get_args, get_origin

from pydantic import TypeAdapter
from pydantic.json_schema import models_json_schema

from ..content.fields import REFERS_TO, Vocabulary
from ..content.models import Action, NamedAddress, Plan, Record
from .cells import cell
from .plan_index import PlanIndex

__all__ = [
    "Column",
    "Definitions",
    "Row",
    "Table",
    "record_definitions",
    "row_count",
    "rows",
    "table_rows",
    "tables",
]

Definitions = Mapping[str, Mapping[str, Any]]
"""The JSON Schema of each record as it is published, by the name of its class."""

_NOTES = ("title", "description", "examples", "default")
"""Words of a schema that do not narrow its values."""


class Row(NamedTuple):
    """One record in its table, with the action it belongs to and its number there, from 1."""

    record: Any
    root: str
    """What stands before an address of the site: `https://example.org/`, or `/`."""
    line: Any = None
    number: int = 1
    previous: Any = None
    """The record that comes before it in the same action."""


class Column(NamedTuple):
    """A column: its name, meaning, example, JSON Schema and how a row's value is found."""

    name: str
    description: str
    example: str
    schema: Mapping[str, Any]
    required: bool
    value: Callable[[Row], Any]
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


class Table(NamedTuple):
    """A table: its name, meaning, columns and the columns that tell its rows apart."""

    name: str
    description: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    model: type[Record]
    owner: type[Record] | None
    """The record in which the rows are a list: an action, the plan, or nothing."""

    @property
    def computed(self) -> tuple[Column, ...]:
        """The columns that are no field of the records."""
        return tuple(column for column in self.columns if column.computed)


def _computed(
    name: str,
    description: str,
    example: str,
    schema: Mapping[str, Any],
    find: str | Callable[[Row], Any],
) -> Column:
    value = attrgetter(find) if isinstance(find, str) else find
    optional = "null" in schema.get("type", ())
    kept = {**schema, "type": schema["type"][0]} if optional else schema
    return Column(name, description, example, kept, not optional, value, computed=True)


def _address(row: Row) -> str:
    return f"{row.root}{row.line.link.address}"


def _status_before(row: Row) -> str | None:
    return row.previous.status if row.previous else None


def _counted(row: Row) -> bool:
    return row.record.counted_amount is not None


_TEXT = {"type": "string"}
_OF_ACTIONS = (
    _computed(
        "address",
        "The action's page",
        "https://example.org/actions/4.2.1/",
        {"type": "string", "format": "uri-reference"},
        _address,
    ),
    _computed(
        "status_since",
        "The day of the update since which the status has been the same",
        "2024-09-17",
        {"type": "string", "format": "date"},
        "line.since",
    ),
    _computed(
        "updated",
        "The day of the newest update",
        "2024-09-17",
        {"type": "string", "format": "date"},
        "line.updated",
    ),
    _computed(
        "allocated",
        "The sum of the amounts allocated; nothing where none is stated",
        "10000",
        {"type": ["number", "null"], "minimum": 0},
        "line.allocated",
    ),
)
_OF_PARTS = (
    _computed(
        "action",
        "The id of the action",
        "4.2.1",
        {"type": "string", REFERS_TO: "actions"},
        "line.action.id",
    ),
    _computed(
        "number",
        "Tells the rows of one action apart, from 1; updates are counted from the oldest",
        "1",
        {"type": "integer", "minimum": 1},
        "number",
    ),
)
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
_OF_STATUSES = (
    _computed("id", "Stands in addresses and in the other tables", "under-way", _TEXT, "record.id"),
)


def record_definitions() -> Definitions:
    """Return the JSON Schemas of all records that are published."""
    _, schema = models_json_schema(
        [(model, "serialization") for model in (Plan, Action, NamedAddress)],
        ref_template="#/$defs/{model}",
    )
    definitions: Definitions = schema["$defs"]
    return definitions


def tables(definitions: Definitions) -> tuple[Table, ...]:
    """Return every table: the actions, what actions have several of, and the plan's own lists."""
    return (
        _table("actions", Action, None, definitions, trailing=_OF_ACTIONS),
        *(
            _table(name, model, Action, definitions, _OF_PARTS, _TRAILING.get(name, ()))
            for name, model in _lists(Action)
        ),
        *(
            _table(name, model, Plan, definitions, _OF_STATUSES if name == "statuses" else ())
            for name, model in _lists(Plan)
        ),
    )


def rows(table: Table, plan_index: PlanIndex, root: str) -> Iterator[tuple[Any, ...]]:
    """Return a table's rows, each with a value for every column."""
    values = [column.value for column in table.columns]
    for row in table_rows(table, plan_index, root):
        yield tuple(value(row) for value in values)


def row_count(table: Table, plan_index: PlanIndex) -> int:
    """Return how many rows a table has."""
    if table.owner is None:
        return len(plan_index.lines)
    owners = [plan_index.plan] if table.owner is Plan else plan_index.content.actions
    return sum(len(getattr(owner, table.name)) for owner in owners)


def table_rows(table: Table, plan_index: PlanIndex, root: str) -> Iterator[Row]:
    """Return the records of a table with what their columns are found from."""
    if table.owner is None:
        for line in plan_index.lines:
            yield Row(line.action, root, line)
    elif table.owner is Plan:
        for number, record in enumerate(getattr(plan_index.plan, table.name), start=1):
            yield Row(record, root, None, number)
    else:
        for line in plan_index.lines:
            records = getattr(line.action, table.name)
            if table.name == "updates":
                records = sorted(records, key=attrgetter("date"))
            previous = None
            for number, record in enumerate(records, start=1):
                yield Row(record, root, line, number, previous)
                previous = record


def _table(
    name: str,
    model: type[Record],
    owner: type[Record] | None,
    definitions: Definitions,
    leading: tuple[Column, ...] = (),
    trailing: tuple[Column, ...] = (),
) -> Table:
    properties = definitions[model.__name__]["properties"]
    fields = (_column(model, field, schema) for field, schema in properties.items())
    columns = (*leading, *(column for column in fields if column is not None), *trailing)
    names = [column.name for column in columns]
    if len(set(names)) < len(names):
        raise TypeError(f"two columns of the table {name} have one name: {', '.join(names)}")
    key = ("action", "number") if owner is Action else ("id",)
    return Table(name, model.__doc__ or "", columns, key, model, owner)


def _lists(model: type[Record]) -> Iterator[tuple[str, type[Record]]]:
    """Return the fields of a record that are lists of records, and are published as data."""
    for name, field in model.model_fields.items():
        item = (*get_args(field.annotation), None)[0]
        if get_origin(field.annotation) is tuple and _is_record(item) and not field.exclude:
            yield name, item


def _is_record(annotation: Any) -> bool:
    return isinstance(annotation, type) and issubclass(annotation, Record)


def _column(model: type[Record], name: str, schema: Mapping[str, Any]) -> Column | None:
    """Return the column of a field, or nothing where the field is made of fields itself."""
    choices = schema.get("anyOf", [schema])
    values = [choice for choice in choices if choice.get("type") != "null"]
    kept = {word: found for word, found in values[0].items() if word not in _NOTES}
    if "$ref" in kept or kept["type"] == "object" or "$ref" in kept.get("items", {}):
        return None
    may_lack = len(values) < len(choices) or (kept["type"] == "array" and "minItems" not in kept)
    return Column(
        name,
        schema["description"],
        _example(model, name),
        kept,
        not may_lack,
        attrgetter(f"record.{name}"),
    )


def _example(model: type[Record], name: str) -> str:
    """Return a field's example of what to write as the tables have it: `10000` for `10,000`."""
    field = model.model_fields[name]
    if not field.examples:
        return ""
    annotation: Any = field.annotation
    for metadata in field.metadata:
        annotation = Annotated[annotation, metadata]
    read = TypeAdapter(annotation).validate_python(field.examples[0], context=Vocabulary())
    return cell(read)
