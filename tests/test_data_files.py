"""The open data: the same as the content, valid by others' rules, and described by itself."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
import shutil
import subprocess
import sys
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from action_plan.checks.reading import read_content
from action_plan.content.loading import Content
from action_plan.content.models import Action
from action_plan.content.parsers import fold
from action_plan.content.plan_models import Plan
from action_plan.content.update_sheet import SHEET_NAME
from action_plan.content.vocabulary import Vocabulary, Words
from action_plan.views.plan_index import PlanIndex
from action_plan.views.tables import published_tables
from conftest import HARBOUR, HARBOUR_DAY, Project
from sites import SITE

TABLES = [
    *("actions", "funding", "updates", "corrections", "links"),
    *("sections", "themes", "statuses"),
]
SITES = ["built_harbour", "built_real", "published", "built_everything"]


def tables_of(fixture: str) -> list[str]:
    """Return the tables of a site: those of milestones and measures where the plan has some."""
    more = ["milestones", "measures", "readings"] if fixture == "built_everything" else []
    return [*TABLES[:5], *more, *TABLES[5:]]


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """Return the small plan's project, built for a known address, with texts that try spreadsheets.

    Tests look at it and change nothing.
    """
    project = Project(tmp_path_factory.mktemp("published") / "harbour", HARBOUR)
    project.replace("content/actions/A-10.md", "note: Work began.", 'note: "=1+1, said one"')
    project.replace("content/actions/A-10.md", "source: The lighthouse", 'source: "@lighthouse')
    project.replace("content/actions/A-10.md", "house trust\nup", 'house trust"\nup')
    project.replace("content/actions/A-10.md", "Put lamps", "- Put lamps")
    project.build(HARBOUR_DAY, SITEURL=SITE)
    return project


def content_of(project: Project) -> Content:
    return read_content(project.root / "content", date(2026, 11, 24))


def read_plan_file(text: str) -> tuple[Plan, tuple[Action, ...]]:
    """Return the plan and the actions of a plan.json, read as strictly as the files."""
    # Numbers are kept as the text that a file would have: 12500.5 is 12500.50 there.
    found = json.loads(text, parse_int=str, parse_float=lambda number: f"{Decimal(number):.2f}")
    plan = Plan.model_validate(found["plan"], context=Vocabulary(), extra="ignore")
    words = {
        name: Words(spellings={fold(item.id): item.id for item in getattr(plan, name)}, labels={})
        for name in ("themes", "sections", "statuses")
    }
    context = Vocabulary(
        themes=words["themes"], sections=words["sections"], statuses=words["statuses"]
    )
    for action in found["actions"]:
        action["parts"] = {p.id: action[p.id] for p in plan.parts if action[p.id] is not None}
    return plan, tuple(
        Action.model_validate(action, context=context, extra="ignore")
        for action in found["actions"]
    )


@pytest.mark.parametrize("fixture", SITES)
def test_the_plan_is_rebuilt_from_plan_json_alone(
    fixture: str, request: pytest.FixtureRequest
) -> None:
    """Plan and actions read from plan.json equal those read from the files."""
    project: Project = request.getfixturevalue(fixture)
    content = content_of(project)

    plan, actions = read_plan_file((project.output / "data/plan.json").read_text("utf-8"))

    assert plan == content.plan
    assert actions == content.actions


def test_an_action_has_a_file_of_its_own(published: Project) -> None:
    """action.json holds the action as plan.json does, and says whose it is."""
    whole = published.json("data/plan.json")
    quay = published.json("actions/A-7/action.json")

    assert quay["action"] == next(item for item in whole["actions"] if item["id"] == "A-7")
    assert quay["action"]["address"] == f"{SITE}/actions/A-7/"
    assert quay["action"]["funding"][0]["amount"] == 60_000
    assert quay["action"]["funding"][0]["spent"] == 12_500.5
    assert quay["plan"] == {
        "title": "Harbour Town Plan",
        "publisher": "Harbour Town Council",
        "address": f"{SITE}/",
        "data": f"{SITE}/data/plan.json",
        "licence": {
            "title": "Creative Commons Attribution 4.0",
            "address": "https://creativecommons.org/licenses/by/4.0/",
            "note": None,
        },
    }


def test_csv_is_by_rfc_4180(published: Project) -> None:
    """UTF-8 with the BOM that Excel asks for, CRLF between records, as many cells in each."""
    for table in TABLES:
        content = (published.output / "data" / f"{table}.csv").read_bytes()
        text = content.decode("utf-8-sig")
        records = list(csv.reader(io.StringIO(text, newline=""), strict=True))

        assert content.startswith(b"\xef\xbb\xbf")
        assert content.endswith(b"\r\n")
        assert {len(record) for record in records} == {len(records[0])}
    updates = (published.output / "data" / "updates.csv").read_bytes()
    assert updates.split(b"\r\n")[:2] == [
        b"\xef\xbb\xbfaction,number,date,status,note,evidence,status_before,due,correction,"
        b"evidence_titles,documents",
        b"A-7,1,2025-02-01,planned,The contract was let.,,,,false,,",
    ]


def test_tables_say_what_the_files_say(published: Project) -> None:
    """ISO dates, plain numbers, permanent addresses; the status before each update."""
    quay = published.rows("actions")[0]
    assert quay["id"] == "A-7"
    assert quay["title"] == 'Repair the "old" quay <safely>'
    assert quay["partners"] == "Fishers' guild\nHTC boat club"
    assert quay["due"] == "2025-11-30"
    assert quay["address"] == f"{SITE}/actions/A-7/"
    assert quay["status_since"] == quay["updated"] == "2025-06-30"
    assert quay["allocated"] == "60000"
    assert [
        (row["action"], row["number"], row["status_before"], row["status"])
        for row in published.rows("updates")
        if row["action"] == "A-10"
    ] == [
        ("A-10", "1", "", "planned"),
        ("A-10", "2", "planned", "under-way"),
        ("A-10", "3", "under-way", "done"),
    ]
    assert [
        (row["amount"], row["kind"], row["spent"], row["counted"])
        for row in published.rows("funding")[:4]
    ] == [
        ("60000", "allocated", "12500.50", "true"),
        ("", "officer time", "", "false"),
        ("15000", "allocated", "", "true"),
        ("5000", "external", "", "false"),
    ]


def test_addresses_start_at_the_root_where_the_site_has_none_yet(built_harbour: Project) -> None:
    """A build for this machine alone names no host."""
    assert built_harbour.rows("actions")[0]["address"] == "/actions/A-7/"
    assert built_harbour.json("data/plan.json")["address"] == "/"


def test_milestones_and_measures_are_tables(built_everything: Project) -> None:
    """Times are as they are written, with the days they mean; values are exact."""
    (first, north, *_) = sorted(built_everything.rows("milestones"), key=lambda row: row["due_to"])
    depth = built_everything.rows("measures")[1]
    readings = built_everything.rows("readings")

    assert (first["due_to"], first["state"]) == ("", "due")
    assert (north["due"], north["done"], north["state"]) == ("2025-01-31", "February 2025", "done")
    assert (depth["title"], depth["unit"], depth["target_value"]) == ("Depth", "m", "-3")
    assert readings[1]["evidence_titles"] == "The count"
    assert [(r["action"], r["measure"], r["date"], r["value"]) for r in readings] == [
        ("A-7", "1", "September 2025", "12"),
        ("A-7", "1", "2025-06-30", "8.25"),
    ]


def test_no_cell_is_a_formula(published: Project) -> None:
    """Text that starts with = or @ or - has an apostrophe in front, but not in the JSON."""
    formula = re.compile(r"[=+\-@\t\r]")
    for table in TABLES:
        for row in published.rows(table):
            assert not [cell for cell in row.values() if formula.match(cell)]
    wall = published.json("actions/A-10/action.json")["action"]

    assert published.rows("updates")[3]["note"] == "'=1+1, said one"
    assert wall["updates"][1]["note"] == "=1+1, said one"
    assert wall["text"].startswith("- Put lamps")


@pytest.mark.parametrize("fixture", ["built_real", "published", "built_everything"])
def test_the_workbook_equals_the_csv_files(fixture: str, request: pytest.FixtureRequest) -> None:
    """Every sheet read by another library has the cells of its CSV, as real dates and numbers."""
    project: Project = request.getfixturevalue(fixture)
    book = openpyxl.load_workbook(project.output / "data" / "plan.xlsx")

    assert book.sheetnames == [*tables_of(fixture), SHEET_NAME]
    for sheet in map(book.__getitem__, tables_of(fixture)):
        heading, *rows = sheet.iter_rows(values_only=True)
        expected = project.rows(sheet.title)
        assert [dict(zip(heading, map(as_csv, row), strict=True)) for row in rows] == expected, (
            sheet.title
        )
        assert sheet.freeze_panes == "A2"
        assert sheet.auto_filter.ref is not None
        assert sheet.auto_filter.ref.startswith("A1:")
        widths = [dimension.width for dimension in sheet.column_dimensions.values()]
        assert all(8 <= width <= 61 for width in widths)


def as_csv(value: Any) -> str:
    """Return a workbook's value as the CSV files have it."""
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float):
        return f"{value:.2f}"
    return "" if value is None else str(value)


def test_the_workbook_has_real_dates_and_numbers(published: Project) -> None:
    """A spreadsheet can sort by a day and sum an amount; it has no time of the build."""
    book = openpyxl.load_workbook(published.output / "data" / "plan.xlsx")
    columns = {cell.value: cell.column for cell in book["funding"][1]}

    assert book["updates"].cell(2, 3).value == datetime(2025, 2, 1)  # noqa: DTZ001 - a day alone
    assert book["updates"].cell(2, 3).number_format == "yyyy-mm-dd"
    assert book["funding"].cell(2, columns["amount"]).value == 60_000
    assert book["funding"].cell(2, columns["spent"]).value == 12_500.5
    assert book["funding"].cell(2, columns["counted"]).value is True
    assert book.properties.created == datetime(2025, 10, 1)  # noqa: DTZ001 - as the file has it
    assert book.properties.title == "Harbour Town Plan"


def test_a_text_too_long_for_a_cell_says_so(harbour: Project) -> None:
    """The workbook's cell ends with words that name where all of it is; the CSV has it, too."""
    paragraphs = "\n\n".join(["The wall is long. " * 400] * 6)
    harbour.replace("content/actions/A-10.md", "Put lamps on the harbour wall.", paragraphs)
    harbour.replace("content/actions/A-10.md", "read: lamps", "read: wall")
    harbour.build(HARBOUR_DAY)

    sheet = openpyxl.load_workbook(harbour.output / "data" / "plan.xlsx")["actions"]
    row = {heading.value: cell.value for heading, cell in zip(sheet[1], sheet[3], strict=True)}
    assert len(str(row["text"])) == 32_767
    assert str(row["text"]).endswith("(cut here: a cell holds no more; complete in plan.json)")
    assert len(harbour.rows("actions")[1]["text"]) > 40_000


def test_funding_adds_up_to_the_budget_page(built_real: Project, built_harbour: Project) -> None:
    """The counted amounts of funding.csv are the budget page's total, to the penny."""
    for project, total, printed in (
        (built_real, 256_700, "£256,700"),
        (built_harbour, 77_500, "€77,500"),
    ):
        rows = project.rows("funding")
        counted = sum(Decimal(row["amount"]) for row in rows if row["counted"] == "true")

        assert counted == total
        assert printed in project.page("budget")
    # No amount of the real plan is another body's, so that all its amounts add up to the total.
    assert sum(Decimal(row["amount"] or 0) for row in built_real.rows("funding")) == 256_700


def test_data_package_describes_the_tables(published: Project) -> None:
    """Hashes and sizes are those of the files; keys, licence and sources are named."""
    package = published.json("data/datapackage.json")
    resources = {resource["name"]: resource for resource in package["resources"]}

    assert list(resources) == TABLES
    for name, resource in resources.items():
        content = (published.output / "data" / resource["path"]).read_bytes()
        assert resource["hash"] == f"sha256:{hashlib.sha256(content).hexdigest()}"
        assert resource["bytes"] == len(content)
        fields = [field["name"] for field in resource["schema"]["fields"]]
        assert fields == content.decode("utf-8-sig").split("\r\n")[0].split(","), name
    funding = resources["funding"]["schema"]
    assert funding["primaryKey"] == ["action", "number"]
    assert funding["foreignKeys"] == [
        {"fields": ["action"], "reference": {"resource": "actions", "fields": ["id"]}}
    ]
    assert {
        (key["fields"][0], key["reference"]["resource"])
        for key in resources["actions"]["schema"]["foreignKeys"]
    } == {
        ("theme", "themes"),
        ("section", "sections"),
        ("status", "statuses"),
        ("superseded_by", ""),
    }
    fields_of_funding = {field["name"]: field for field in funding["fields"]}
    assert fields_of_funding["amount"]["type"] == "number"
    assert fields_of_funding["amount"]["constraints"] == {"minimum": 0}
    assert fields_of_funding["spent_as_at"]["type"] == "date"
    assert fields_of_funding["kind"]["constraints"]["enum"][0] == "allocated"
    assert package["licenses"] == [
        {
            "title": "Creative Commons Attribution 4.0",
            "path": "https://creativecommons.org/licenses/by/4.0/",
        }
    ]
    assert package["sources"] == [
        {"title": "Harbour Town Plan", "path": "https://harbour.example/plan"}
    ]
    assert package["homepage"] == f"{SITE}/"


@pytest.mark.parametrize("fixture", SITES)
@pytest.mark.slow
def test_frictionless_validates_package_and_tables(
    fixture: str, request: pytest.FixtureRequest
) -> None:
    """No finding in the package or in any of its tables."""
    project: Project = request.getfixturevalue(fixture)
    done = subprocess.run(
        [sys.executable, "-m", "frictionless", "validate", "--json", "datapackage.json"],
        cwd=project.output / "data",
        capture_output=True,
        text=True,
        check=False,
    )
    report = json.loads(done.stdout)

    assert report["valid"], done.stdout
    assert report["stats"]["errors"] == report["stats"]["warnings"] == 0
    assert [(task["name"], task["errors"]) for task in report["tasks"]] == [
        (table, []) for table in tables_of(fixture)
    ]


@pytest.mark.parametrize("fixture", SITES)
def test_a_csvw_validator_finds_nothing(fixture: str, request: pytest.FixtureRequest) -> None:
    """The csvw package reads every table by csv-metadata.json without a finding."""
    project: Project = request.getfixturevalue(fixture)
    command = "from csvw.__main__ import csvwvalidate; csvwvalidate()"
    done = subprocess.run(
        [sys.executable, "-c", command, "--verbose", "csv-metadata.json"],
        cwd=project.output / "data",
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stdout + done.stderr
    assert "OK" in done.stdout


@pytest.mark.slow
def test_validators_find_what_is_wrong(published: Project, tmp_path: Path) -> None:
    """The two validators are not blind: a theme that is none is found by both."""
    shutil.copytree(published.output / "data", tmp_path / "data")
    table = tmp_path / "data" / "actions.csv"
    table.write_bytes(table.read_bytes().replace(b",harbour,", b",airport,", 1))
    for command in (
        ["-m", "frictionless", "validate", "datapackage.json"],
        ["-c", "from csvw.__main__ import csvwvalidate; csvwvalidate()", "csv-metadata.json"],
    ):
        done = subprocess.run(
            [sys.executable, *command], cwd=tmp_path / "data", capture_output=True, check=False
        )

        assert done.returncode != 0, command


@pytest.mark.parametrize("fixture", ["built_real", "built_everything"])
def test_every_column_is_explained(fixture: str, request: pytest.FixtureRequest) -> None:
    """/data/ has each column of each table with its meaning, type and an example."""
    project: Project = request.getfixturevalue(fixture)
    page = project.page("data")
    index = PlanIndex(content_of(project))
    for table in published_tables(index):
        block = page.partition(f'id="{table.name}"')[2].partition("</table>")[0]
        names = re.findall(r'<th scope="row"><code>(.*?)</code>', block)
        assert names == [column.name for column in table.columns]
        for column in table.columns:
            assert column.description, column.name
            assert column.example, f"{table.name}.{column.name}"
        # No cell of the dictionary is empty.
        assert not re.search(r"<td[^>]*></td>", block)


@pytest.mark.parametrize("fixture", ["built_harbour", "built_everything"])
def test_every_data_file_is_offered_on_the_page(
    fixture: str, request: pytest.FixtureRequest
) -> None:
    """/data/ links to each file in its folder."""
    project: Project = request.getfixturevalue(fixture)
    page = project.page("data")
    files = {path.name for path in (project.output / "data").iterdir()} - {"index.html"}

    assert set(re.findall(r'href="\.\./data/([^"#]+)"', page)) == files
