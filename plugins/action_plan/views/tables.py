"""Tables: all records of one kind as rows, with columns that come from the records' fields.

Which tables and columns there are is read off the records: a field declared there is a column
here. What is computed from the records is declared in columns.py.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cache, lru_cache
from itertools import pairwise
from operator import attrgetter
from typing import TYPE_CHECKING, Annotated, Any, get_args, get_origin

from pydantic import TypeAdapter
from pydantic.json_schema import models_json_schema

from ..content.fields import REFERS_TO
from ..content.models import (
    Action,
    FundingLine,
    Measure,
    Milestone,
    NamedAddress,
    Reading,
    Record,
    Update,
)
from ..content.outline import Outline
from ..content.plan_models import Plan
from ..content.vocabulary import Vocabulary
from ..frozen import frozen
from .cells import Value, cell
from .columns import (
    AS_WRITTEN,
    OF_ACTIONS,
    OF_MEASURES,
    OF_PARTS,
    OF_STATUSES,
    OF_TIMES,
    TRAILING,
    Column,
    Row,
    declared_column,
    written,
)
from .declared import columns_after, columns_in_place
from .plan_index import PlanIndex

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


@frozen
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


_WHERE_FILLED = ("milestones", "measures", "readings", "interim_targets")
"""Tables that are there where a plan has something for them."""
_KEYS: Mapping[type[Record] | None, tuple[str, ...]] = {
    Action: ("action", "number"),
    Measure: ("action", "measure", "number"),
}
"""The columns that tell the rows of a table apart, by whose lists they are; else it is `id`."""
_ADDED_LATER = (
    *((FundingLine, "of"), (Action, "first_due"), (Milestone, "first_due")),
    *((Milestone, "starts"), (Milestone, "lead")),
    *((Update, "due"), (Update, "correction"), (Update, "evidence_titles")),
    *((Update, "documents"), (Reading, "documents")),
)
"""Fields whose columns come last and in this order: the others had their places before."""


@cache
def record_definitions(*, only_days: bool) -> Definitions:
    """Return the output schemas of all records that are part of the data.

    Where a plan has other times than days, its dates are days or the words they are written in.
    """
    return _schemas() if only_days else _with_words(_schemas())


@cache
def _schemas() -> Definitions:
    _, schema = models_json_schema(
        [(model, "serialization") for model in (Plan, Action, NamedAddress)],
        ref_template="#/$defs/{model}",
    )
    definitions: Definitions = schema["$defs"]
    return definitions


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


def tables(definitions: Definitions, content: Content, *, only_days: bool) -> tuple[Table, ...]:
    """Return every table: the actions, what actions have several of, and the plan's own lists.

    Where a plan has other times than days, there are columns with the days they mean. Raises
    `TypeError` for a field of a record that neither a column nor a table can hold.
    """
    of_actions = dict(_lists(Action))
    of_plan = dict(_lists(Plan))
    for name, schema in _fields(Plan, definitions):
        if name not in of_plan and name not in _ONLY_IN_PLAN_JSON:
            _value_schema(Plan, name, schema)
    of_action: tuple[Column, ...] = OF_ACTIONS
    of_parts: dict[str, tuple[Column, ...]] = dict(TRAILING)
    if not only_days:
        worded = (replace(x, schema=_with_words(x.schema)) for x in OF_ACTIONS)
        of_action = (*worded, *OF_TIMES)
        of_parts["milestones"] = (*TRAILING["milestones"], *OF_TIMES)
    return (
        _table(
            "actions",
            Action,
            None,
            definitions,
            trailing=(
                *map(declared_column, columns_in_place(content.plan)),
                *of_action,
                *map(declared_column, columns_after(content)),
            ),
        ),
        *(
            _table(name, model, Action, definitions, OF_PARTS, of_parts.get(name, ()))
            for name, model in of_actions.items()
        ),
        *(
            _table(name, model, Measure, definitions, OF_MEASURES)
            for name, model in _lists(Measure)
        ),
        *(
            _table(name, model, Plan, definitions, OF_STATUSES if name == "statuses" else ())
            for name, model in of_plan.items()
        ),
    )


@lru_cache(maxsize=1)
def published_tables(plan_index: PlanIndex) -> tuple[Table, ...]:
    """Return the tables that a plan has something for."""
    names = table_names(plan_index.content.outline)
    definitions = record_definitions(only_days=plan_index.only_days)
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
            yield Row(action.record, base_url, action)
    elif table.owner is Plan:
        for number, record in enumerate(getattr(plan_index.plan, table.name), start=1):
            yield Row(record, base_url, number=number)
    elif table.owner is Measure:
        yield from _rows_of_measures(table, plan_index, base_url)
    else:
        for action in plan_index.actions:
            records = getattr(action.record, table.name)
            if table.name == "updates":
                records = sorted(records, key=attrgetter("date.last"))
            for number, (previous, record) in enumerate(pairwise((None, *records)), start=1):
                yield Row(record, base_url, action, number, previous)


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
    later = [fields.pop(field) for of, field in _ADDED_LATER if of is model and field in fields]
    columns = (*leading, *fields.values(), *trailing, *later)
    names = [column.name for column in columns]
    if len(set(names)) < len(names):
        raise TypeError(f"two columns of the table {name} have one name: {', '.join(names)}")
    return Table(
        name=name,
        description=definitions[model.__name__]["description"],
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
    value = (lambda row: written(found(row))) if is_time else found
    return Column(
        name=name,
        description=schema["description"],
        example=_example(model, name, value_schema),
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
    return kept, is_list or len(values) < len(choices)


def _example(model: type[Record], name: str, schema: Mapping[str, Any]) -> str:
    """Return a field's example of what to write as the tables have it: `10000` for `10,000`."""
    field = model.model_fields.get(name)
    if field is None:
        return str(model.model_computed_fields[name].examples[0])  # type: ignore[index]
    if not field.examples:
        return ""
    if schema["type"] == "string" and not schema.keys() & {REFERS_TO, "enum"}:
        return str(field.examples[0])  # is published as it is written
    annotation: Any = field.annotation
    for metadata in field.metadata:
        annotation = Annotated[annotation, metadata]
    read = TypeAdapter(annotation).validate_python(field.examples[0], context=Vocabulary())
    return cell(read)
