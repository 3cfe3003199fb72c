"""`make status FILE=`: a table of updates is applied as one, or not at all."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from action_plan.editing import record_update
from action_plan.editing.update_table import read_table
from action_plan.problems import ContentProblems
from conftest import Project

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


def test_a_table_with_bad_rows_changes_nothing(harbour: Project) -> None:
    """Every bad row is reported with its number, and the good ones are not applied either."""
    before = {path: path.read_bytes() for path in harbour.root.rglob("*.md")}
    (harbour.root / "u.csv").write_text(
        "ID;Status;Note;Date\n"
        "A-7;Done;good;\n"
        "A-10;finished;x;\n"
        "A-10;Done;;2027-01-01\n"
        "A-9;Done;x;\n"
        "A-7;Done;one;two;three;four\n",
        encoding="utf-8",
    )

    done = harbour.action_plan("status", "--file=u.csv")

    assert done.returncode == 1
    assert done.stdout.splitlines() == [
        'u.csv:3: status: "finished" is not a status of this plan.'
        " Use one of: Planned, Under way, Done, On hold, Dropped.",
        "u.csv:4: date: 2027-01-01 is in the future: today is 2026-01-01."
        " Write the day it happened.",
        "u.csv:4: note: is missing. Say what was done or found, in one or two sentences.",
        'u.csv:5: id: "A-9" is not an action. Did you mean "A-7"?',
        "u.csv:6: the row has 6 values for 4 columns. Put values with a semicolon in double"
        " quotes.",
    ]
    assert {path: path.read_bytes() for path in harbour.root.rglob("*.md")} == before


def test_a_row_is_read_with_the_rows_before_it(harbour: Project) -> None:
    """Each problem is said at the row that brings it, and of the file's own at the row, too."""
    harbour.replace("content/actions/US0113.2.md", "amount: 2,500", "amount: much")
    (harbour.root / "u.csv").write_text(
        "id,status,note,date\n"
        "A-7,Done,One.,2025-12-01\n"
        "A-7,Dropped,Two.,2025-12-01\n"
        "A-7,no change,Three.,2025-11-30\n"
        "US0113.2,Done,x,\n",
        encoding="utf-8",
    )

    done = harbour.action_plan("status", "--file=u.csv")

    assert done.returncode == 1
    lines = done.stdout.splitlines()
    assert lines[:2] == [
        'u.csv:3: status: two updates of 2025-12-01 say "Done" and "Dropped".'
        " Keep the one that was true at the end of that day.",
        "u.csv:4: date: 2025-11-30 is before the newest update, 2025-12-01."
        " Write that day or a later one.",
    ]
    assert lines[2].startswith(
        'u.csv:5: with this row, content/actions/US0113.2.md:8: funding.amount: "much" is not an'
    )


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


_TABLE = "id,status,note\n"
_NO_PAIRS = (
    "the double quotes of this row do not pair. Put a value in one pair of them,"
    " and write those within it twice."
)
_GOES_ON = "a value goes on in the next line. Write it on one line, or close its double quotes."


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("", "u.csv:1: has no rows. Write one update a row."),
        (_TABLE, "u.csv:1: has no rows. Write one update a row."),
        ("id,status,note,note\n", 'u.csv:1: the column "note" is there twice. Keep one.'),
        (
            "id,status,note,when\nA-7,Done,x,y\n",
            'u.csv:1: "when" is not a column. Use id, status, note, date, evidence, status note,'
            " lead, due.",
        ),
        (
            "\nid,status\nA-7,Done\n",
            'u.csv:2: the column "note" is missing. The first row names the columns.',
        ),
        (f'{_TABLE}A-7,Done,"One.\nA-10,Done,Two.\n', f"u.csv:2: {_NO_PAIRS}"),
        (f'{_TABLE}A-7,Done,"One.\nA-10,Done,"Two.\n', f"u.csv:2: {_NO_PAIRS}"),
        (f'{_TABLE}A-7,Done,One.\nA-10,Done,"Two" times.\n', f"u.csv:3: {_NO_PAIRS}"),
        (f'{_TABLE}A-7,Done,"One.\nA-10,Done,Two."\n', f"u.csv:2: {_GOES_ON}"),
        (
            f"{_TABLE}A-7,Done,{'x' * 131_073}\n",
            "u.csv:2: a value has over 131,072 characters. Shorten it, or close its double quotes.",
        ),
        (
            f"{_TABLE}A-7,Done,{'x' * 10 * 1024 * 1024}\n",
            "u.csv:1: the table is 10.0 MiB large. Keep it under 10 MiB.",
        ),
        *(
            (
                f"{_TABLE}A-7,Done,one{character}two\n",
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
    ],
)
def test_a_table_that_cannot_be_read_is_answered_once(
    harbour: Project, content: str, message: str
) -> None:
    """Whatever keeps a table from being read is one message, and no row is guessed."""
    table = harbour.root / "u.csv"
    table.write_bytes(content.encode())

    requests, problems = read_table(table)
    with pytest.raises(ContentProblems) as refused:
        record_update.record(harbour.root / "content", requests, problems)

    assert [str(problem) for problem in refused.value.problems] == [message]


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
    table = tmp_path / "u.csv"
    table.write_bytes(content.encode())

    requests, problems = read_table(table)

    assert problems == []
    assert [dict(request.values) for request in requests] == [
        {"id": "A-7", "status": "Done", "note": "One, two."}
    ]
