"""The workbook's sheet for officers: filled in and brought back, only what changed is applied."""

from __future__ import annotations

import io
import shutil
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from action_plan.checks.reading import read_content
from action_plan.content.update_sheet import SHEET_NAME
from action_plan.exports.context import ExportContext
from action_plan.exports.workbook import files
from action_plan.views.plan_index import PlanIndex
from conftest import HARBOUR, Project
from spreadsheet_round_trip import round_trips

COMMIT = "0123456789abcdef0123456789abcdef01234567"
HEADING_ROW = 5


def made(commit: str = COMMIT) -> bytes:
    content = read_content(HARBOUR, date(2026, 1, 1))
    (file,) = files(ExportContext(plan_index=PlanIndex(content), base_url="", commit=commit))
    workbook = file.content()
    assert isinstance(workbook, bytes)
    return workbook


def filled_in(values: Mapping[str, Mapping[str, Any]]) -> bytes:
    """Return the workbook with values by the id of an action and the name of a column."""
    book = openpyxl.load_workbook(io.BytesIO(made()))
    sheet = book[SHEET_NAME]
    columns = {cell.value: cell.column for cell in sheet[HEADING_ROW]}
    rows = {row[0].value: row[0].row for row in sheet.iter_rows(min_row=HEADING_ROW + 1)}
    for action_id, cells in values.items():
        for name, value in cells.items():
            sheet.cell(rows[action_id], columns[name]).value = value
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def bring_back(project: Project, values: Mapping[str, Mapping[str, Any]]) -> tuple[int, str]:
    (project.root / "plan.xlsx").write_bytes(filled_in(values))
    done = project.action_plan("status", "--file=plan.xlsx")
    return done.returncode, done.stdout


def test_the_sheet_says_the_state_of_all_and_is_open_where_it_is_filled_in() -> None:
    """The commit above; the plan's words locked; nothing filled in that could be applied."""
    sheet = openpyxl.load_workbook(io.BytesIO(made()))[SHEET_NAME]
    headings = sheet[HEADING_ROW]
    heading = [cell.value for cell in headings]
    quay = dict(zip(heading, sheet[HEADING_ROW + 1], strict=True))

    assert sheet["A3"].value == f"Made from commit: {COMMIT}"
    assert sheet.protection.sheet
    assert {name: cell.value for name, cell in quay.items() if cell.value is not None} == {
        "id": "A-7",
        "title": 'Repair the "old" quay <safely>',
        "status": "Under way",
        "last update": quay["last update"].value,
        "status note": "north side only",
        "lead": "Harbour master's office",
        "due": "2025-11-30",
    }
    assert quay["last update"].value.date() == date(2025, 6, 30)
    columns = {cell.value: sheet.column_dimensions[cell.column_letter] for cell in headings}
    opened = [name for name, column in columns.items() if not column.protection.locked]
    assert opened == heading[heading.index("new status") :]
    assert all(cell.protection.locked for cell in sheet[HEADING_ROW])
    assert columns["note"].number_format == "@"
    rules = {str(rule.sqref)[0]: rule for rule in sheet.data_validations.dataValidation}
    assert rules["H"].formula1 == "statuses!$B$2:$B$6"
    assert (rules["I"].type, rules["I"].formula2) == ("date", "TODAY()")


def test_a_commit_that_is_not_known_is_said_to_be_so() -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(made("")))[SHEET_NAME]

    assert sheet["A3"].value == "Made from commit: not known"


def test_only_what_is_filled_in_is_applied_and_only_once(harbour: Project) -> None:
    before = {path: path.read_bytes() for path in harbour.root.rglob("*.md")}
    asked: dict[str, dict[str, Any]] = {
        "A-7": {"new status": "Done", "note": "- All of it.", "date": date(2025, 12, 1)},
        "A-10": {"new status": "Under way", "note": "Reviewed."},
        "US0113.2": {"new lead": "Parks", "new due": "2026-03-31", "new status note": "none"},
    }

    code, said = bring_back(harbour, asked)

    assert code == 0, said
    assert "3 files written." in said
    lines = {line[1:].strip() for line in said.splitlines() if line[:1] in "+-"}
    assert {"lead: Parks", "due: 2026-03-31", 'note: "- All of it."'} <= lines
    changed = {path.stem for path, content in before.items() if path.read_bytes() != content}
    assert changed == set(asked)
    later = harbour.action_plan(
        "status", "--file=plan.xlsx", env={"SOURCE_DATE_EPOCH": str(int(harbour.day) + 864_000)}
    )
    assert later.returncode == 0
    assert later.stdout.splitlines() == [f"{name} already has this update." for name in asked]


def test_what_changed_on_both_sides_is_named_and_nothing_is_written(harbour: Project) -> None:
    """With the three values; a change of the other side that is not asked for does no harm."""
    harbour.replace("content/actions/A-7.md", "status_note: north side only", "status_note: south")
    harbour.replace("content/actions/A-7.md", "lead: Harbour master's", "lead: The")
    assert harbour.action_plan("status", "--id=A-7", "--status=Done", "--note=x").returncode == 0
    before = harbour.action("A-10").read_bytes()

    code, said = bring_back(
        harbour,
        {
            "A-7": {
                "new status": "On hold",
                "note": "x",
                "new status note": "west",
                "new due": "x",
            },
            "A-10": {"new lead": "Parks"},
        },
    )

    place = f'plan.xlsx, sheet "{SHEET_NAME}":6: '
    ending = "Decide which is true, and ask for it in a new workbook of the site."
    assert code == 1
    assert [line for line in said.splitlines() if "both sides" in line] == [
        f'{place}new status: was changed on both sides: it was "Under way" when this table was'
        f' made, it is "Done" now, and "On hold" is asked for. {ending}',
        f'{place}new status note: was changed on both sides: it was "north side only" when this'
        f' table was made, it is "south" now, and "west" is asked for. {ending}',
    ]
    assert harbour.action("A-10").read_bytes() == before


def test_the_same_change_on_both_sides_is_none_of_both(harbour: Project) -> None:
    harbour.replace("content/actions/A-7.md", "status_note: north side only", "status_note: all")

    assert bring_back(harbour, {"A-7": {"new status note": "all"}}) == (
        0,
        "A-7 already has this update.\n",
    )


def test_a_row_about_another_action_is_named(harbour: Project) -> None:
    """As where one column was sorted and the others were not."""
    code, said = bring_back(harbour, {"A-7": {"id": "A-10", "new lead": "Parks"}})

    assert code == 1
    assert said.startswith(
        f'plan.xlsx, sheet "{SHEET_NAME}":6: title: "Repair the "old" quay <safely>" is not the'
        ' title of A-10, which is "'
    )


@pytest.mark.slow
@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
def test_what_libreoffice_saves_is_brought_back_exactly(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A small part of `tests/spreadsheet_round_trip.py`, which tries a thousand edits."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795478400")

    tried, faults = round_trips(tmp_path, 120, seed=4)

    assert faults == []
    assert tried["edits"] >= 120
    assert tried["rounds applied"]
    assert tried["conflicts named"]
