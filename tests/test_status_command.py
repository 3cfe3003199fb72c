"""`make status`: one update and its status go into a file, and no other byte changes."""

from __future__ import annotations

import difflib
import os
import stat
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest
import yaml
from action_plan.content.characters import forbidden_characters
from action_plan.content.front_matter import front_matter
from action_plan.editing import record_update
from action_plan.editing.update_request import UpdateRequest
from action_plan.editing.yaml_edit import NewUpdate, with_update
from action_plan.editing.yaml_scalars import double_quoted, plain_or_quoted, single_quoted
from action_plan.editing.yaml_text import EditRefused
from action_plan.problems import ContentProblems, Problem
from conftest import FIRST, PLANS, ROOT, Project, forms
from hypothesis import given, settings
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


def test_nothing_changed_where_no_status_is_reported(tmp_path: Path) -> None:
    """A plan may have no statuses at all: the update then has none, and can be brought again."""
    project = Project(tmp_path / "bare", PLANS / "bare" / "content")
    path = project.action("1")
    before = path.read_bytes()
    asked = ("status", "--id=1", "--status=no change", "--note=The stones were bought.")

    done = project.action_plan(*asked)
    again = project.action_plan(*asked)

    assert done.returncode == 0, done.stdout
    assert "git commit -m '1: update' --" in done.stdout
    assert added_and_removed(before, path.read_bytes()) == (
        ["updates:\n", "  - date: 2026-01-01\n", "    note: The stones were bought.\n"],
        [],
    )
    assert (again.returncode, again.stdout) == (0, "1 already has this update.\n")


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


@settings(deadline=None)
@given(TEXT)
def test_any_text_reads_back_as_it_was(text: str) -> None:
    """Whatever is in a note, YAML reads the same, in a block and within braces."""
    for flow in (False, True):
        written = plain_or_quoted(text, flow=flow)
        source = f"[{{a: {written}, b: c}}]" if flow else f"- a: {written}\n  b: c\n"
        assert yaml.load(source, yaml.CBaseLoader) == [{"a": text, "b": "c"}]  # noqa: S506
    for written in (double_quoted(text), single_quoted(text)):
        assert yaml.load(written, yaml.CBaseLoader) == text  # noqa: S506


@settings(deadline=None)
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


def test_everything_wrong_with_a_request_is_reported_at_once(harbour: Project) -> None:
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
            " Keep the one that was true at the end of that time.",
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
def test_what_the_plan_does_not_allow_is_refused(
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
