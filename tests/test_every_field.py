"""Every field of every record is part of the data and of a page, or listed here with its reason."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, get_args

import pytest
from action_plan.checks.reading import read_content
from action_plan.content.amounts import Number
from action_plan.content.models import Action, Page, Record
from action_plan.content.plan_models import Plan
from action_plan.content.vocabulary import Vocabulary
from action_plan.content.when import When
from action_plan.formatting import day, money, quantity
from action_plan.views.cells import cell
from action_plan.views.plan_index import PlanIndex, times_of
from action_plan.views.tables import Table, published_tables
from conftest import ROOT, Project, words
from pydantic import TypeAdapter

PLAN = ROOT / "tests" / "plans" / "every-field" / "content"
"""A plan with a value in every field, which no other field has."""

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


CONTENT = read_content(PLAN, date(2026, 1, 1))
PLAN_INDEX = PlanIndex(CONTENT)
VALUES = [
    found
    for record in (CONTENT.plan, CONTENT.actions[0], *CONTENT.pages)
    for found in values(record, type(record).__name__)
]


def fields_without(is_there: Callable[[object], bool]) -> set[str]:
    """Return the fields that have a value which is not there."""
    return {field for field, value in VALUES if not is_there(value)}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """Return the project of the plan, built once."""
    project = Project(tmp_path_factory.mktemp("built") / "every-field", PLAN)
    done = project.action_plan("build")
    assert done.returncode == 0, done.stdout + done.stderr
    return project


def test_the_plan_of_this_test_has_a_value_in_every_field() -> None:
    """A new field needs a value in tests/plans/every-field, for which the other tests look."""
    declared = [path for model in (Plan, Action, Page) for path in fields(model, model.__name__)]

    assert set(declared) - {field for field, _ in VALUES} == set()


def test_every_field_is_exported(built: Project) -> None:
    """plan.json has the value of every field but those listed as not exported."""
    plan = json.loads((built.output / "data" / "plan.json").read_text("utf-8"))
    exported = set(leaves(plan))

    assert fields_without(lambda value: as_json(value) in exported) == NOT_EXPORTED.keys()


def test_every_field_is_shown(built: Project) -> None:
    """Words and links of pages have the value of every field but those listed as not shown."""
    pages = sorted(built.output.rglob("*.html"))
    links = [
        html.unescape(link)
        for path in pages
        for link in re.findall(r'href="([^"]*)"', path.read_text("utf-8"))
    ]
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
