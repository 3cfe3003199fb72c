"""`make status`: one update and its status go into a file, and no other byte changes."""

from __future__ import annotations

import difflib
import os
import stat
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest
import yaml
from action_plan.content.characters import forbidden_characters
from action_plan.content.front_matter import front_matter
from action_plan.editing import record_update
from action_plan.editing.update_request import UpdateRequest
from action_plan.editing.update_table import read_table
from action_plan.editing.yaml_edit import NewUpdate, with_update
from action_plan.editing.yaml_scalars import double_quoted, plain_or_quoted, single_quoted
from action_plan.editing.yaml_text import EditRefused
from action_plan.problems import ContentProblems, Problem
from conftest import FIRST, ROOT, Project, forms
from hypothesis import given
from hypothesis import strategies as st

IDS = sorted(path.stem for path in (FIRST / "actions").glob("*.md"))
UPDATE = NewUpdate("2026-01-01", "Under way", "Work: “begun” #1.", ("https://a.example/x#y",))


def added_and_removed(before: bytes, after: bytes) -> tuple[list[str], list[str]]:
    """Return the lines that only one of two files has, their line ends included."""
    old, new = (text.decode("utf-8").splitlines(keepends=True) for text in (before, after))
    marked = list(difflib.ndiff(old, new))
    return (
        [line[2:] for line in marked if line.startswith("+ ")],
        [line[2:] for line in marked if line.startswith("- ")],
    )


@pytest.fixture(scope="module")
def real_project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    return Project(tmp_path_factory.mktemp("status") / "real", FIRST)


@pytest.mark.slow
@pytest.mark.parametrize("action_id", IDS)
def test_each_real_file_changes_in_these_lines_only(real_project: Project, action_id: str) -> None:
    """The status line and three lines of an update; every other byte stays."""
    path = real_project.action(action_id)
    before = path.read_bytes()

    done = real_project.action_plan(
        "status", "--id", action_id, "--status", "paused", "--note", "Funds are awaited."
    )
    added, removed = added_and_removed(before, path.read_bytes())

    assert done.returncode == 0, done.stdout + done.stderr
    assert added == [
        "status: Paused\n",
        "  - date: 2026-11-24\n",
        "    status: Paused\n",
        "    note: Funds are awaited.\n",
    ]
    assert [line.split(":")[0] for line in removed] == ["status"]
    assert real_project.action_plan("check").returncode == 0


def test_the_command_shows_what_it_did_and_what_comes_next(harbour: Project) -> None:
    """The difference as git shows it, what else to look at, and commands to copy."""
    done = harbour.action_plan(
        "status", "--id=a-7", "--status=DONE", "--note=All is well.", "--date=2025-12-01"
    )

    assert done.returncode == 0
    assert (
        done.stdout
        == """\
--- a/content/actions/A-7.md
+++ b/content/actions/A-7.md
@@ -4,5 +4,5 @@
 theme: harbour
 section: promises
-status: Under way
+status: Done
 status_note: north side only
 funding:
@@ -22,4 +22,7 @@
       - https://harbour.example/minutes/30-june
       - mailto:harbour@harbour.example
+  - date: 2025-12-01
+    status: Done
+    note: All is well.
 lead: Harbour master's office
 partners: [Fishers' guild, HTC boat club]

1 file written. Read the lines with + and - above.
The status_note of A-7 has not changed: change or delete it where it is no longer true.
Next, put the change on a branch and open a pull request:
  git switch -c update-A-7
  git commit -m 'A-7: Done' -- content/actions/A-7.md
  git push -u origin HEAD
"""
    )


def test_a_status_note_is_seen_however_its_name_is_written(harbour: Project) -> None:
    harbour.replace("content/actions/A-7.md", "\nstatus_note:", "\nStatus note:")

    done = harbour.action_plan("status", "--id=A-7", "--status=Done", "--note=All is well.")

    assert done.returncode == 0, done.stdout
    assert "The status_note of A-7 has not changed" in done.stdout


@pytest.mark.parametrize("status", ["no change", "Under way", "under-way"])
def test_reviewed_nothing_changed(harbour: Project, status: str) -> None:
    """An update with the status as it is: nothing but the update's lines is added."""
    path = harbour.action("A-7")
    before = path.read_bytes()

    done = harbour.action_plan(
        "status", "--id=A-7", f"--status={status}", "--note=Reviewed, nothing changed."
    )

    assert done.returncode == 0, done.stdout
    assert added_and_removed(before, path.read_bytes()) == (
        [
            "  - date: 2026-01-01\n",
            "    status: Under way\n",
            "    note: Reviewed, nothing changed.\n",
        ],
        [],
    )
    again = harbour.action_plan(
        "status", "--id=A-7", f"--status={status}", "--note=Reviewed, nothing changed."
    )
    assert (again.returncode, again.stdout) == (0, "A-7 already has this update.\n")


FORMS = forms()


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("form", FORMS)
def test_every_form_of_a_file_is_kept(form: str, mark: bytes, line_end: str) -> None:
    """Comments, quotes, order, indentation, braces, line ends and BOM stay as they are.

    Each file of `tests/forms/` is a form that the front matter can have.
    """
    before, after = (
        mark + f"---\n{fields}---\nThe text.".replace("\n", line_end).encode()
        for fields in FORMS[form]
    )

    assert with_update(before, UPDATE) == after


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("no front matter", "has no front matter. Run make check, and fix that first."),
        ("---\na: [\n---\n", "cannot be read. Run make check, and fix that first."),
        ("---\n{title: x}\n---\n", 'has no status. Write the line "status: Under way" first.'),
        ("---\nstatus: [x]\n---\n", "has a status that is not text. Run make check first."),
        (
            "---\nstatus: x\nupdates: y\n---\n",
            'has updates that are not a list. Start each with "- ".',
        ),
        ("---\n{status: x}\n---\n", 'has no updates. Write "updates: []" first.'),
    ],
)
def test_what_cannot_be_edited_is_refused(content: str, message: str) -> None:
    with pytest.raises(EditRefused) as caught:
        with_update(content.encode(), UPDATE)

    assert str(caught.value) == message


TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]), min_size=1)


@given(TEXT)
def test_any_text_reads_back_as_it_was(text: str) -> None:
    """Whatever stands in a note, YAML gives back the same, in a block and within braces."""
    for flow in (False, True):
        written = plain_or_quoted(text, flow=flow)
        source = f"[{{a: {written}, b: c}}]" if flow else f"- a: {written}\n  b: c\n"
        assert yaml.load(source, yaml.CBaseLoader) == [{"a": text, "b": "c"}]  # noqa: S506
    for written in (double_quoted(text), single_quoted(text)):
        assert yaml.load(written, yaml.CBaseLoader) == text  # noqa: S506


@given(
    TEXT.map(lambda text: " ".join(text.split())).filter(
        lambda text: bool(text) and not forbidden_characters(text)
    )
)
def test_any_note_is_read_by_the_site_as_it_was_given(note: str) -> None:
    content = with_update(
        b"---\nstatus: Done\nupdates:\n  - date: 2025-01-01\n---\n",
        NewUpdate("2026-01-01", "Done", note),
    )

    block, problems = front_matter("a.md", content.decode())

    assert problems == []
    updates = block.values["updates"]
    assert isinstance(updates, list)
    assert updates[-1] == {"date": "2026-01-01", "status": "Done", "note": note}


def test_everything_wrong_with_a_request_is_told_at_once(harbour: Project) -> None:
    before = {path: path.read_bytes() for path in harbour.root.rglob("*.md")}

    done = harbour.action_plan(
        "status", "--id=A-8", "--status=doe", "--date=03/04/2025", "--evidence=ftp:x"
    )

    assert done.returncode == 1
    assert done.stdout.splitlines() == [
        'DATE: "03/04/2025" is not a date. Write it as YYYY-MM-DD:'
        " the year first (2025-…), then the month, then the day.",
        'EVIDENCE: "ftp:x" is not an address. Start it with https:// (or http:// or mailto:).',
        'ID: "A-8" is not an action. Did you mean "A-7"?',
        "NOTE: is missing. Say what was done or found, in one or two sentences.",
        'STATUS: "doe" is not a status of this plan.'
        ' Use one of: Planned, Under way, Done, On hold, Dropped. Did you mean "Done"?',
    ]
    assert done.stderr == "Nothing was written.\n"
    assert {path: path.read_bytes() for path in harbour.root.rglob("*.md")} == before


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (
            ["--date=2026-01-02"],
            "DATE: 2026-01-02 is in the future: today is 2026-01-01. Write the day it happened.",
        ),
        (
            ["--date=2025-06-01"],
            "DATE: 2025-06-01 is before the newest update, 2025-06-30."
            " Write that day or a later one.",
        ),
        (
            ["--date=2025-06-30"],
            'STATUS: two updates of 2025-06-30 say "Under way" and "Done".'
            " Keep the one that was true at the end of that day.",
        ),
        (
            ["--note=a\u202eb"],
            "NOTE: the character U+202E (RIGHT-TO-LEFT OVERRIDE) is not allowed: nobody can see it."
            " Delete it, or type the line again.",
        ),
        (
            ["--file=updates.csv"],
            "FILE replaces ID, STATUS, NOTE, DATE and EVIDENCE: use the one or the others.",
        ),
    ],
)
def test_what_the_plan_does_not_allow_is_told(
    harbour: Project, arguments: list[str], message: str
) -> None:
    done = harbour.action_plan("status", "--id=A-7", "--status=Done", "--note=x", *arguments)

    assert done.returncode == 1
    assert done.stdout == f"{message}\n"


def test_the_result_is_checked_before_it_is_written(harbour: Project) -> None:
    """A file that would not pass the checker stays as it is; faults elsewhere do not hinder."""
    harbour.replace("content/actions/A-10.md", "theme: harbour", "theme: habour")
    harbour.replace("content/actions/A-7.md", "kind: officer time", "kind: officer tim")
    before = harbour.action("A-7").read_bytes()

    refused = harbour.action_plan("status", "--id=A-7", "--status=Done", "--note=x")
    accepted = harbour.action_plan("status", "--id=US0113.2", "--status=Done", "--note=x")

    assert refused.returncode == 1
    assert refused.stdout.splitlines() == [
        'content/actions/A-7.md:13: funding.kind: "officer tim" is not a kind of funding. Use one'
        " of: allocated, officer time, contingency, external, not costed, existing budget, bid,"
        " saving, elsewhere, estimate."
        ' Did you mean "officer time"?'
    ]
    assert harbour.action("A-7").read_bytes() == before
    assert accepted.returncode == 0, accepted.stdout


def test_a_problem_that_the_change_brings_elsewhere_refuses_it(
    harbour: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was wrong in other files before does not hinder; what the change adds there does."""
    known = Problem("content/actions/A-10.md", 3, "theme", "was wrong before.")
    brought = Problem("content/pages/about.md", 5, "", "is wrong with the change.")

    def read(_folder: Path, changed: Mapping[Path, bytes]) -> None:
        raise ContentProblems([known, brought] if changed else [known])

    monkeypatch.setattr(record_update, "read_content", read)
    values = {"id": "A-7", "status": "Done", "note": "x", "date": "2025-12-01"}
    request = UpdateRequest(values, {name: name for name in values})

    with pytest.raises(ContentProblems) as caught:
        record_update.record(harbour.root / "content", [request])

    assert caught.value.problems == (brought,)


def test_a_status_changed_without_an_update_is_fixed(harbour: Project) -> None:
    """Whoever has edited the status line alone can add the update by the command."""
    harbour.replace(
        "content/actions/A-7.md", "status: Under way\nstatus_note", "status: Done\nstatus_note"
    )

    done = harbour.action_plan("status", "--id=A-7", "--status=Done", "--note=x")

    assert done.returncode == 0, done.stdout
    assert harbour.action_plan("check").returncode == 0


def test_the_file_keeps_its_mode_and_no_other_is_left(harbour: Project) -> None:
    path = harbour.action("A-7")
    path.chmod(0o640)
    names = sorted(path.parent.iterdir())

    harbour.action_plan("status", "--id=A-7", "--status=Done", "--note=x")

    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert sorted(path.parent.iterdir()) == names


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
    """Every bad row is told with its number, and the good ones are not applied either."""
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


def test_make_passes_on_what_was_typed(tmp_path: Path) -> None:
    """Quotes, $ and line ends reach the command; nothing of it is run."""
    note = 'It\'s "done": $5 $(touch pwned) `touch pwned` $$ # \\ 100%\nand more'
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    (tmp_path / "Makefile").write_text(makefile, encoding="utf-8")
    (tmp_path / ".venv" / "bin").mkdir(parents=True)
    for name in ("python", "site"):
        (tmp_path / ".venv" / name).touch()
    (tmp_path / "requirements.txt").touch()
    os.utime(tmp_path / "requirements.txt", (0, 0))
    python = tmp_path / ".venv" / "bin" / "python"
    python.write_text('#!/bin/sh\nfor a in "$@"; do printf "<%s>" "$a"; done\n', encoding="utf-8")
    python.chmod(0o755)

    done = subprocess.run(
        ["make", "--no-print-directory", "status", "ID=A-7", "STATUS=Done", f"NOTE={note}"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    )

    assert done.stdout == (
        f"<-m><action_plan><status><--id=A-7><--status=Done><--note={note}>"
        "<--date=><--evidence=><--file=>"
    )
    assert not (tmp_path / "pwned").exists()
