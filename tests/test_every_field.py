"""Every field of every record is part of the data and of a page, or listed here with its reason."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, get_args, get_origin

import openpyxl
import pytest
from action_plan.checks.reading import read_content
from action_plan.content.amounts import Number
from action_plan.content.block import LISTS
from action_plan.content.models import Action, Page, Record, record_in
from action_plan.content.plan_models import Plan
from action_plan.content.record_fields import fields_of
from action_plan.content.vocabulary import Vocabulary
from action_plan.content.when import When
from action_plan.formatting import day, money, quantity
from action_plan.views.cells import cell
from action_plan.views.plan_index import PlanIndex, times_of
from action_plan.views.tables import Table, published_tables, record_definitions, tables
from conftest import EVERY_FIELD, HARBOUR, Project, words
from pydantic import TypeAdapter

NOT_EXPORTED = {
    "Plan.redirects.from_": "the site's own business, and no part of the plan",
    "Plan.redirects.to": "the site's own business, and no part of the plan",
    "Plan.feed_ids": "begins the ids of feeds and of the calendar",
    "Page.title": "a page about the site, and no part of the plan",
    "Page.summary": "a page about the site, and no part of the plan",
    "Page.slug": "a page about the site, and no part of the plan",
    "Page.text": "a page about the site, and no part of the plan",
}
NOT_SHOWN = {
    "Action.updates.correction": "pages have the word “Correction” for it",
    "Plan.review_every": "the plan is closed, and nothing in it is overdue for review",
    "Plan.time_zone": "decides when a day begins, which nobody needs to read",
    "Plan.domain": "where the site is, which browsers show",
    "Plan.redirects.from_": "the URL of a page that leads on, which browsers show",
    "Plan.feed_ids": "begins the ids of feeds and of the calendar, which no page has",
    "Plan.facets.several": "a rule for those who write actions, which the check holds",
    "Plan.facets.filter": "whether lists are narrowed by it, which shows in whether they are",
    "Plan.parts.required": "a rule for those who write actions, which the check holds",
}


def fields(model: type[Record], above: str) -> Iterator[str]:
    """Return the fields of a record and of the records in it: `Action.funding.amount`."""
    for name, field in model.model_fields.items():
        path = f"{above}.{name}"
        inner = [found for record in records_in(field.annotation) for found in fields(record, path)]
        yield from inner or [path]


def records_in(annotation: object) -> Iterator[type[Record]]:
    """Return the records that a field's type names."""
    if isinstance(annotation, type) and issubclass(annotation, Record):
        yield annotation
    for argument in get_args(annotation):
        yield from records_in(argument)


def values(found: object, path: str) -> Iterator[tuple[str, object]]:
    """Return every value within a record, each after its field."""
    if isinstance(found, Record):
        for name in type(found).model_fields:
            yield from values(getattr(found, name), f"{path}.{name}")
    elif isinstance(found, tuple):
        for item in found:
            yield from values(item, path)
    elif isinstance(found, dict):
        for key, item in found.items():
            yield path, key
            yield from values(item, path)
    elif found is not None:
        yield path, found


CONTENT = read_content(EVERY_FIELD, date(2026, 1, 1))
PLAN_INDEX = PlanIndex(CONTENT)
VALUES = [
    found
    for record in (CONTENT.plan, CONTENT.actions[0], *CONTENT.pages)
    for found in values(record, type(record).__name__)
]


def fields_without(is_there: Callable[[object], bool]) -> set[str]:
    """Return the fields that have a value which is not there."""
    return {field for field, value in VALUES if not is_there(value)}


def test_the_plan_of_this_test_has_a_value_in_every_field() -> None:
    """A new field needs a value in tests/plans/every-field, for which the other tests look."""
    declared = [path for model in (Plan, Action, Page) for path in fields(model, model.__name__)]

    assert set(declared) - {field for field, _ in VALUES} == set()


def test_every_field_is_exported(built_every_field: Project) -> None:
    """plan.json has the value of every field but those listed as not exported."""
    plan = built_every_field.json("data/plan.json")
    exported = set(leaves(plan))

    assert fields_without(lambda value: as_json(value) in exported) == NOT_EXPORTED.keys()


def test_every_field_is_shown(built_every_field: Project) -> None:
    """Words and links of pages have the value of every field but those listed as not shown."""
    pages = [path.read_text("utf-8") for path in sorted(built_every_field.output.rglob("*.html"))]
    links = [html.unescape(link) for page in pages for link in re.findall(r'href="([^"]*)"', page)]
    shown = "\n".join([*map(words, pages), *links])

    assert fields_without(lambda value: as_shown(value) in shown) == NOT_SHOWN.keys()


def test_every_time_of_an_action_can_be_written_in_words() -> None:
    """What says whether a plan has days alone, and so what its schemas promise, knows each time."""
    times = {value for field, value in VALUES if field[:7] == "Action." and isinstance(value, When)}

    assert {*times_of(CONTENT.actions[0])} == times


@pytest.mark.parametrize("table", published_tables(PLAN_INDEX), ids=lambda table: table.name)
def test_an_example_of_a_column_is_what_its_cells_have(table: Table) -> None:
    """The example of a field, read as it is written in a file, is as the tables publish it."""
    examples = {column.name: column.example for column in table.columns}
    for name, field in table.model.model_fields.items():
        if not field.examples or name not in examples:
            continue
        annotation: Any = field.annotation
        for metadata in field.metadata:
            annotation = Annotated[annotation, metadata]
        read = TypeAdapter(annotation).validate_python(field.examples[0], context=Vocabulary())

        assert cell(read) == examples[name]


def leaves(found: Any) -> Iterator[object]:
    """Return the values and names within a piece of JSON."""
    if isinstance(found, dict):
        yield from found
        found = list(found.values())
    if isinstance(found, list):
        for item in found:
            yield from leaves(item)
    else:
        yield found


def as_json(value: object) -> object:
    """Return a value as JSON has it."""
    if isinstance(value, (date, When)):
        return str(value)
    return float(value) if isinstance(value, Decimal) else value


def as_shown(value: object) -> str:
    """Return a value as pages have it."""
    if isinstance(value, (date, When)):
        return day(value)
    if isinstance(value, Number):
        return quantity(value)
    if isinstance(value, Decimal):
        return money(value, CONTENT.plan.currency or "").replace("\N{NO-BREAK SPACE}", " ")
    return str(value)


def test_a_field_that_fits_no_table_stops_the_build(harbour: Project) -> None:
    """A list of records within an update is not left out of CSV and workbook in silence."""
    harbour.copy_plugins()
    harbour.replace(
        "plugins/action_plan/content/models.py",
        "    evidence: Evidence = field(",
        '    links: tuple[NamedAddress, ...] = field("More to read", default=())\n'
        "    evidence: Evidence = field(",
    )

    built = harbour.action_plan("build")

    assert built.returncode == 1
    assert "TypeError: Update.links cannot be part of the tables: a cell holds a single" in (
        built.stderr
    )
    assert not harbour.output.exists()


@pytest.mark.parametrize(
    ("field", "schema"),
    [
        ("of_two_types", {"anyOf": [{"type": "string"}, {"type": "number"}]}),
        ("a_record", {"$ref": "#/$defs/Period"}),
        ("a_record_or_none", {"anyOf": [{"$ref": "#/$defs/Period"}, {"type": "null"}]}),
        ("a_mapping", {"type": "object"}),
        ("a_list_of_lists", {"type": "array", "items": {"type": "array", "items": {}}}),
        ("anything", {}),
    ],
)
@pytest.mark.parametrize("record", ["Plan", "Action", "FundingLine", "ActionTheme"])
def test_tables_refuse_what_they_cannot_place(
    record: str, field: str, schema: dict[str, Any]
) -> None:
    """A value that is neither single nor a list of single values is refused with its field."""
    definitions = {name: dict(found) for name, found in record_definitions(only_days=True).items()}
    definitions[record]["properties"] = {**definitions[record]["properties"], field: schema}

    with pytest.raises(TypeError, match=f"^{record}.{field} cannot be part of the tables"):
        tables(definitions, read_content(HARBOUR, date(2026, 1, 1)), only_days=True)


def test_a_field_added_in_one_place_appears_everywhere(harbour: Project) -> None:
    """A line in models.py puts a field into JSON, CSV, workbook, descriptions and dictionary."""
    records = "plugins/action_plan/content/models.py"
    harbour.copy_plugins()
    harbour.replace(
        records,
        "    lead: Text | None = optional(",
        '    risk: Text | None = optional("What may go wrong", "Bad weather")\n'
        "    lead: Text | None = optional(",
    )
    harbour.replace(
        records,
        "    spent: Amount | None = optional(",
        '    match: Amount | None = optional("Money others add", "2,500")\n'
        "    spent: Amount | None = optional(",
    )
    harbour.replace("content/actions/A-7.md", "related: A-10", "related: A-10\nrisk: Storms")
    harbour.replace("content/actions/A-7.md", "    spent: 12,5", "    match: £0\n    spent: 12,5")
    harbour.replace("content/actions/A-7.md", "match: £0", "match: €1,250.50")
    done = harbour.action_plan("build")
    assert done.returncode == 0, done.stderr

    quay = harbour.json("actions/A-7/action.json")["action"]
    assert (quay["risk"], quay["funding"][0]["match"]) == ("Storms", 1250.5)
    assert harbour.json("data/plan.json")["actions"][0]["risk"] == "Storms"
    assert harbour.rows("actions")[0]["risk"] == "Storms"
    assert harbour.rows("funding")[0]["match"] == "1250.50"
    book = openpyxl.load_workbook(harbour.output / "data" / "plan.xlsx")
    for sheet, name, value in (("actions", "risk", "Storms"), ("funding", "match", 1250.5)):
        column = next(cell.column for cell in book[sheet][1] if cell.value == name)
        assert book[sheet].cell(2, column).value == value
    package = harbour.json("data/datapackage.json")
    (match,) = (
        field for field in package["resources"][1]["schema"]["fields"] if field["name"] == "match"
    )
    assert match == {
        "name": "match",
        "type": "number",
        "description": "Money others add",
        "example": "2500",
        "constraints": {"minimum": 0},
    }
    described = harbour.json("data/csv-metadata.json")["tables"][0]["tableSchema"]
    assert "risk" in [column["name"] for column in described["columns"]]
    for schema in ("plan", "action-file"):
        definitions = harbour.json(f"data/{schema}.schema.json")["$defs"]
        assert "risk" in definitions["Action"]["properties"]
        assert "match" in definitions["FundingLine"]["properties"]
    front = harbour.json("data/action.schema.json")
    assert front["properties"]["risk"]["description"] == "What may go wrong"
    page = harbour.page("data")
    assert '<code>risk</code></th><td data-label="Meaning">What may go wrong' in page
    assert '<td data-label="Example">2500</td>' in page


def test_every_list_is_known_by_its_name() -> None:
    """Files are read by the names of lists, before it is known what record they describe."""
    found: set[str] = set()
    records: list[type[Record]] = [Plan, Action]
    for record in records:
        for name, field in fields_of(record).items():
            within = record_in(field.annotation)
            records += [within] if within and within not in records else []
            found |= {name} if get_origin(field.annotation) is tuple else set()

    assert found - {"other_leads", "other_themes", "values"} == LISTS
