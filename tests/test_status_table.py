"""`make status FILE=`: a table is applied as one or not at all, and where its meaning is sure."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from action_plan.editing import record_update
from action_plan.editing.update_table import read_table
from action_plan.problems import ContentProblems
from conftest import Project
from test_workbooks import ASKED, HEADING, ROW, asked, refused

TABLE = """\
id,status,note,date,evidence
A-7,Done,"The south side, too, is repaired.",2025-12-01,https://harbour.example/a https://harbour.example/b

A-7,no change,"Reviewed: ""all"" well.",2025-12-20,
us0113.2,under way,It has begun.,,
"""


def test_a_table_of_updates_is_applied_as_one(harbour: Project) -> None:
    """Each row becomes an update, in the order of the rows; BOM and semicolons are fine."""
    (harbour.root / "updates.csv").write_bytes(b"\xef\xbb\xbf" + TABLE.encode())

    done = harbour.action_plan("status", "--file=updates.csv")

    assert done.returncode == 0, done.stdout
    assert "2 files written." in done.stdout
    assert "git commit -m 'Update 2 actions' -- content/actions/A-7.md" in done.stdout
    assert """\
  - date: 2025-12-01
    status: Done
    note: The south side, too, is repaired.
    evidence:
      - https://harbour.example/a
      - https://harbour.example/b
  - date: 2025-12-20
    status: Done
    note: "Reviewed: \\"all\\" well."
lead:""" in harbour.action("A-7").read_text(encoding="utf-8")
    assert harbour.action_plan("check").returncode == 0


@pytest.mark.parametrize(
    ("table", "messages"),
    [
        (
            "ID;Status;Note;Date\n"
            "A-7;Done;good;\n"
            "A-10;finished;x;\n"
            "A-10;Done;;2027-01-01\n"
            "A-9;Done;x;\n"
            "A-7;Done;one;two;three;four\n",
            [
                'u.csv:3: status: "finished" is not a status of this plan.'
                " Use one of: Planned, Under way, Done, On hold, Dropped.",
                "u.csv:4: date: 2027-01-01 is in the future: today is 2026-01-01."
                " Write the day it happened.",
                "u.csv:4: note: is missing. Say what was done or found, in one or two sentences.",
                'u.csv:5: id: "A-9" is not an action. Did you mean "A-7"?',
                "u.csv:6: the row has 6 values for 4 columns. Put values with a semicolon in double"
                " quotes.",
            ],
        ),
        (
            "id,status,note,date\n"
            "A-7,Done,One.,2025-12-01\n"
            "A-7,Dropped,Two.,2025-12-01\n"
            "A-7,no change,Three.,2025-11-30\n"
            "US0113.2,Done,x,\n",
            [
                'u.csv:3: status: two updates of 2025-12-01 say "Done" and "Dropped".'
                " Keep the one that was true at the end of that time.",
                "u.csv:4: date: 2025-11-30 is before the newest update, 2025-12-01."
                " Write that day or a later one.",
                'u.csv:5: with this row, content/actions/US0113.2.md:8: funding.amount: "much" is'
                " not an amount. Write the full amount, like €75,000. Where there is none, write"
                ' "kind: not costed", and these words under "note".',
            ],
        ),
    ],
    ids=["by themselves", "with the rows before them, and with what the file has"],
)
def test_a_table_with_bad_rows_changes_nothing(
    harbour: Project, table: str, messages: list[str]
) -> None:
    """Every bad row is reported with its number, and the good ones are not applied either."""
    harbour.replace("content/actions/US0113.2.md", "amount: 2,500", "amount: much")
    before = {path: path.read_bytes() for path in harbour.root.rglob("*.md")}
    (harbour.root / "u.csv").write_text(table, encoding="utf-8")

    done = harbour.action_plan("status", "--file=u.csv")

    assert done.returncode == 1
    assert done.stdout.splitlines() == messages
    assert {path: path.read_bytes() for path in harbour.root.rglob("*.md")} == before


def test_where_one_file_cannot_be_written_none_is(harbour: Project) -> None:
    """The disk takes the first file and not the second: both stay as they were, and no other."""
    large = harbour.action("A-10")
    large.write_text(large.read_text("utf-8") + "\nMore.\n" * 40_000, "utf-8")
    (harbour.root / "u.csv").write_text("id,status,note\nA-7,Done,x\nA-10,Done,x\n", "utf-8")
    before = {path: path.read_bytes() for path in harbour.root.rglob("*") if path.is_file()}

    done = harbour.run(
        *("sh", "-c", 'ulimit -f 64; exec "$0" "$@"'),
        *(sys.executable, "-m", "action_plan", "status", "--file=u.csv"),
    )

    assert done.returncode == 1
    assert done.stderr == "Nothing was written: File too large.\n"
    assert {p: p.read_bytes() for p in harbour.root.rglob("*") if p.is_file()} == before


@pytest.mark.parametrize(
    "content",
    [
        "sep=;\nid;status;note\nA-7;Done;One, two.\n",
        "sep=|\nid|status|note\nA-7|Done|One, two.\n",
        '\n\nid,status,note,,\n,,,,\nA-7,Done,"One, two.",,\n',
        "id\tstatus\tnote\r\nA-7\tDone\tOne, two.\r\n",
        "\ufeffid;status;note\rA-7;Done;One, two.\r",
    ],
)
def test_tables_are_read_as_programs_save_them(tmp_path: Path, content: str) -> None:
    """With a line that names what divides columns, empty lines and cells, tabs, any line end."""
    found = asked(tmp_path, content.encode(), "u.csv")

    assert found == [{"id": "A-7", "status": "Done", "note": "One, two."}]


TEXT = f"{';'.join(HEADING)}\n{';'.join(ROW)}\n"


def day_first(text: str) -> str:
    return text.replace("date", "Date (dd/mm/yyyy)").replace("2025-12-01", "01/12/2025")


@pytest.mark.parametrize(
    "content",
    [
        TEXT.encode("cp1252"),
        TEXT.encode("utf-8-sig"),
        TEXT.replace(";", "\t").encode("utf-16"),
        TEXT.replace(";", "\t").encode("utf-16-be").join((b"\xfe\xff", b"")),
        TEXT.replace(";", ",").replace("\n", "\r\n").encode("cp1252"),
        f";;;;;\r\nUpdates, autumn 2025;;;;;\r\n;;;;;\r\n{TEXT}".encode("cp1252"),
        "".join(f";{line};;\n" for line in TEXT.splitlines()).encode(),
        day_first(TEXT).encode(),
        TEXT.replace("date", "Date [month/day/year]").replace("2025-12-01", "12/1/25").encode(),
        TEXT.replace("id;", "Action;").replace("note", '"Note (one, two; sentences)"').encode(),
        f"{TEXT}A-10;;;;\n".encode(),
        TEXT.replace("note", "What was done").replace("A-7", '"=""A-7"""').encode(),
    ],
)
def test_text_is_read_as_spreadsheets_save_it(tmp_path: Path, content: bytes) -> None:
    """In each encoding of Excel, with rows above, empty columns and explained headings."""
    assert asked(tmp_path, content, "u.csv") == [ASKED]


_COLUMNS = "id,status,note\n"
_NO_PAIRS = (
    "the double quotes of this row do not pair. Put a value in one pair of them,"
    " and write those within it twice."
)
_GOES_ON = "a value goes on in the next line. Write it on one line, or close its double quotes."
NOT_SURE = (
    "u.csv:1: is not UTF-8 text, and it is not clear what its letters beyond A to Z are. Save it as"
    ' "CSV UTF-8 (Comma delimited)", or as an Excel workbook (.xlsx).'
)
TEN = "".join(f"A-7,Done,x,{day}/12/2025\n" for day in range(1, 11))


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("", "u.csv:1: has no rows. Write one update a row."),
        (_COLUMNS, "u.csv:1: has no rows. Write one update a row."),
        ("id,status,note,note\n", 'u.csv:1: the column "note" is there twice. Keep one.'),
        (
            "id,status,comment,link\nA-7,Done,x,y\n",
            'u.csv:1: "comment, link" are not columns. Use id, status, note, date, evidence, status'
            ' note, lead, due, and delete the others. Did you mean "note", "evidence"?',
        ),
        (
            "id,status,note,when\nA-7,Done,x,y\n",
            'u.csv:1: "when" is not a column. Use id, status, note, date, evidence, status note,'
            ' lead, due. Did you mean "date"?',
        ),
        (
            "\nid,status\nA-7,Done\n",
            'u.csv:2: the column "note" is missing. The first row names the columns.',
        ),
        (f'{_COLUMNS}A-7,Done,"One.\nA-10,Done,Two.\n', f"u.csv:2: {_NO_PAIRS}"),
        (f'{_COLUMNS}A-7,Done,"One.\nA-10,Done,"Two.\n', f"u.csv:2: {_NO_PAIRS}"),
        (f'{_COLUMNS}A-7,Done,One.\nA-10,Done,"Two" times.\n', f"u.csv:3: {_NO_PAIRS}"),
        (f'{_COLUMNS}A-7,Done,"One.\nA-10,Done,Two."\n', f"u.csv:2: {_GOES_ON}"),
        (
            f"{_COLUMNS}A-7,Done,{'x' * 131_073}\n",
            "u.csv:2: a value has over 131,072 characters. Shorten it, or close its double quotes.",
        ),
        (
            f"{_COLUMNS}A-7,Done,{'x' * 10 * 1024 * 1024}\n",
            "u.csv:1: the table is 10.0 MiB large. Keep it under 10 MiB.",
        ),
        *(
            (
                f"{_COLUMNS}A-7,Done,one{character}two\n",
                f"u.csv:2: the character {name} is not allowed: nobody can see it."
                " Delete it, or type the line again.",
            )
            for character, name in (
                ("\0", "U+0000 (control character)"),
                ("\x0b", "U+000B (control character)"),
                ("\x0c", "U+000C (control character)"),
                ("\x85", "U+0085 (control character)"),
                ("\u2028", "U+2028 (LINE SEPARATOR)"),
            )
        ),
        (
            "id\tstatus\tnote\nA-7\tDone\tx\ty\n",
            "u.csv:2: the row has 4 values for 3 columns. Put values with a tab in double quotes.",
        ),
        (TEXT.encode("mac-roman"), NOT_SURE),
        ("id,status,note\nA-7,Done,For £5.\n".encode("cp850"), NOT_SURE),
        (TEXT.encode() + b"A-10;Done;caf\xe9;;\n", NOT_SURE),
        (
            f"\nid,status,note,date\n{TEN}".encode(),
            "u.csv:2: date: it is not clear whether the day or the month comes first:"
            ' "1/12/2025" in row 3, as in 9 other rows. Write 2024-09-17, or name the column'
            ' "date (dd/mm/yyyy)" or "date (mm/dd/yyyy)".',
        ),
        (
            b"Action plan\n1.1,Done,x\n1.2,Done,y\n",
            'u.csv:1: no column is called "id". Name the columns in the row above the first'
            " update: id, status, note, date, evidence, status note, lead, due.",
        ),
        (
            b"id,status,note,when,who\nA-7,Done,x,y,z\n",
            'u.csv:1: "when, who" are not columns. Use id, status, note, date, evidence, status'
            ' note, lead, due, and delete the others. Did you mean "date", "lead"?',
        ),
        (
            b"id,status,note\nA-7,,\nA-10,,\n",
            "u.csv:3: no row asks for anything. Fill in what is new, one action a row.",
        ),
        (
            b"id,status,note\nA-7,Done,=B2\n",
            'u.csv:2: note: starts with "=", as formulas of a spreadsheet do. Write the words or'
            " the value that is meant.",
        ),
        (
            b"%PDF-1.7\n",
            "u.csv:1: is no table that can be read here. Save it as an Excel workbook (.xlsx)"
            " without a password, as .ods or as CSV.",
        ),
        (
            b"id,,status,note\nA-7,x,Done,y\n",
            'u.csv:2: "x" is in a column without a name. Name the column, or delete what is in it.',
        ),
        (
            b"id,status,note\n" + b"a,b,c\n" * 100_000,
            "u.csv:2002: has updates in over 2,000 rows. Divide it into several tables.",
        ),
        (
            b"id,status,note\n" + b"\n" * 4_500_000,
            "u.csv:1: has over 200,000 lines. Copy the rows that have changes into a new table.",
        ),
    ],
)
def test_a_text_that_cannot_be_read_for_sure_is_one_message(
    tmp_path: Path, content: str | bytes, message: str
) -> None:
    """Whatever keeps a table from being read is said once, and no row is guessed."""
    written = content.encode() if isinstance(content, str) else content

    assert refused(tmp_path, written, "u.csv") == [message]


@pytest.mark.parametrize(
    ("rows", "last"),
    [
        (
            "A-7,Done,x\n" * 101,
            "u.csv:102: id: A-7 is in over 100 rows. Divide the table into several.",
        ),
        (
            "a,Done,x\n" * 300,
            "u.csv:203: this row and those below it were not looked at: fix the rows above first.",
        ),
    ],
)
def test_no_more_rows_are_tried_than_there_is_time_for(
    harbour: Project, rows: str, last: str
) -> None:
    assert _problems_of_rows(harbour, rows)[-1] == last


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        ("Total,2,", 'id: "Total" is not an action.'),
        ("id,status,note", 'id: "id" is not an action.'),
        (
            "7-Jan,Done,x",
            'id: "7-Jan" is not an action: a spreadsheet has made a day of an id. Give the column'
            " the format Text, and type the ids again.",
        ),
    ],
)
def test_a_row_of_no_action_is_one_message(harbour: Project, row: str, problem: str) -> None:
    """Whatever else is in it."""
    assert _problems_of_rows(harbour, f"A-7,Done,x\n{row}\n") == [f"u.csv:3: {problem}"]


def test_an_id_of_two_rows_has_perhaps_lost_its_zero(harbour: Project) -> None:
    text = harbour.action("A-7").read_text("utf-8")
    for name in ("7.1", "7.10"):
        harbour.action(name).write_text(text.replace("id: A-7", f"id: {name}"), "utf-8")

    assert _problems_of_rows(harbour, "7.1,Done,x\n7.1,Done,y\n") == [
        'u.csv:3: id: "7.1" is in several rows, and "7.10" in none: perhaps a spreadsheet took the'
        " zero away. Give the column the format Text, and type these ids again."
    ]
    assert _problems_of_rows(harbour, "7.1,Done,x\n7.1,Done,y\n7.10,Done,z\n") == []


def test_days_that_only_one_order_can_mean_are_read(tmp_path: Path) -> None:
    rows = b"id,status,note,date\nA-7,Done,x,31/12/2025\nA-10,Done,y,12/31/2025\n"

    assert [request["date"] for request in asked(tmp_path, rows, "u.csv")] == ["2025-12-31"] * 2


def _problems_of_rows(harbour: Project, rows: str) -> list[str]:
    (harbour.root / "u.csv").write_text(f"id,status,note\n{rows}", "utf-8")
    requests, problems = read_table(harbour.root / "u.csv")
    try:
        record_update.record(harbour.root / "content", requests, problems)
    except ContentProblems as refusal:
        return [str(problem) for problem in refusal.problems]
    return []
