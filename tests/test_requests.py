"""Requests for updates that were once lost, guessed or answered wrongly.

Each file of `tests/requests/` is a request to the small plan: the answers of the `form` by what a
request calls them, the whole `issue`, or a `table` as text; `edits` (file, old, new) change the
plan before. `answer` is all that has to be fixed, a line each. Without it the request is applied,
and `lines` are those that it adds to the files with a "+", and those it takes away with a "-".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from difflib import unified_diff
from pathlib import Path
from typing import Any

import pytest
import yaml
from action_plan.editing.record_update import Recorded, record
from action_plan.editing.update_table import table_requests
from action_plan.github.issue_form import LABELS
from action_plan.github.issue_request import record_request
from action_plan.problems import ContentProblems
from conftest import HARBOUR_DAY, TESTS

CASES = sorted((TESTS / "requests").glob("*.yml"))
ASKED_AT = datetime(2025, 12, 31, 12, tzinfo=UTC)
ANSWERS = {"id": "A-7", "status": "No change", "note": "Reviewed."}


@pytest.mark.parametrize("case", CASES, ids=[case.stem for case in CASES])
def test_a_request_is_applied_as_it_is_meant_or_answered(
    case: Path, content: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", HARBOUR_DAY)
    asked = yaml.safe_load(case.read_text(encoding="utf-8"))
    for edit in asked.get("edits", ()):
        path = content / edit["file"]
        text = path.read_text(encoding="utf-8")
        assert edit["old"] in text
        path.write_text(text.replace(edit["old"], edit["new"]), encoding="utf-8")

    kind = "answer" if "answer" in asked else "lines"
    assert _outcome(asked, content) == {kind: asked[kind].splitlines()}


def _outcome(asked: dict[str, Any], content: Path) -> dict[str, list[str]]:
    try:
        recorded = _recorded(asked, content)
    except ContentProblems as refusal:
        return {"answer": [str(problem) for problem in refusal.problems]}
    return {"lines": [*_changed(recorded)]}


def _recorded(asked: dict[str, Any], content: Path) -> Recorded:
    if "table" in asked:
        return record(content, *table_requests("u.csv", asked["table"].encode()))
    return record_request(content, asked.get("issue") or _filled_in(**asked["form"]), ASKED_AT)


def _filled_in(**answers: str) -> str:
    """Return what GitHub makes of the form with these answers."""
    answers = ANSWERS | answers
    return "\n\n".join(
        f"### {label}\n\n{answers.get(name, '_No response_')}" for name, label in LABELS.items()
    )


def _changed(recorded: Recorded) -> Iterator[str]:
    """Return the lines that a request adds to files and takes away from them."""
    for file in recorded.files.values():
        before, after = file.before.decode().splitlines(), file.after.decode().splitlines()
        lines = [*unified_diff(before, after, n=0, lineterm="")][2:]
        yield from (line for line in lines if not line.startswith("@@"))


WORDS = (
    *("n/a", "none", "No.", "keep", "(same)", "-", "TBC", "tbc", "unknown", "soon", "done", "yes"),
    *("Done (north side only)", "under way, 80%", "Minutes of the cabinet, 12 May", "minutes.docx"),
    *(
        "Minutes https://harbour.example/1",
        "https://a.example https://b.example",
        "S:\\plan\\a.doc",
    ),
    *(
        "yesterday",
        "1/12/2025",
        "3/4/25",
        "Q5 2025",
        "spring",
        "2025-02-30",
        "46000",
        "2031",
        "ASAP",
    ),
    *(
        "€13,000 of €60,000",
        "13k",
        "an extra €500",
        "half",
        "100%",
        "£5",
        "7.250",
        "Jo Smith",
        "[x]",
    ),
    *(
        "jo@harbour.example",
        "**Parks**",
        "<b>x</b>",
        "[Parks](A-99.md)",
        "| a | b |",
        "# 4",
        "…",
        "}",
    ),
    *(
        "status: Done",
        "lead: Parks",
        "completed in May 2025",
        "not yet",
        "ongoing",
        "00/00/2025",
        "=",
    ),
    *("1.7.2025", "2025-13-01", "Dec 24", "May 2025 - June 2025", "https://intranet/x", "mailto:x"),
)
ASKED_IN_FORM = ("status", "date", "status_note", "spent", "due", "evidence", "note")
OF_FILES = re.compile(r'content/|the line|leave it out|in a file|"\w+:|\b[a-z]+_[a-z]+\b|documents')
"""What only those who see the file of an action can know or do."""


@pytest.mark.slow
@pytest.mark.parametrize("name", ASKED_IN_FORM)
def test_no_answer_to_a_form_is_about_a_file(
    name: str, content: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever is written where: it is one message, under the name that the form has for it."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", HARBOUR_DAY)
    for words in WORDS:
        found = _outcome({"form": {name: words}}, content).get("answer", [])

        assert [line.partition(":")[0] for line in found] in ([], [LABELS[name]]), words
        assert not [line for line in found if OF_FILES.search(line.replace(words, ""))]


@pytest.mark.slow
@pytest.mark.parametrize("name", ["status", "date", "status note", "lead", "due", "evidence"])
def test_no_answer_to_a_table_is_about_a_file(
    name: str, content: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is at the row and its column."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", HARBOUR_DAY)
    others = {"id": "A-7", "status": "No change", "note": "Reviewed."} | {name: ""}
    for words in WORDS:
        cells = [f'"{value or words}"' for value in others.values()]
        table = f"{';'.join(others)}\n{';'.join(cells)}\n"
        found = _outcome({"table": table}, content).get("answer", [])

        places = [line.split(": ")[:2] for line in found]
        assert places in ([], [["u.csv:1", name]], [["u.csv:2", name]]), words
        assert not [line for line in found if OF_FILES.search(line.replace(words, ""))]


def test_the_name_of_a_column_is_read_at_once_however_long() -> None:
    table = f"id,status,note,lead{' ' * 100_000}x\nA-7,Under way,Painted.,Ms Day\n"

    _, problems = table_requests("u.csv", table.encode())

    assert [str(problem) for problem in problems] == [
        'u.csv:1: "lead x" is not a column. Use id, status, note, date, evidence, status note,'
        " lead, due."
    ]
