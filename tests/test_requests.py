"""Requests for updates that were once lost, guessed or answered wrongly.

Each file of `tests/requests/` is a request to the small plan: the answers of the `form` by what a
request calls them, the whole `issue`, or a `table` as text; `edits` (file, old, new) change the
plan before. `answer` is all that has to be fixed, a line each. Without it the request is applied,
and `lines` are those that it adds to the files with a "+", and those it takes away with a "-".
"""

from __future__ import annotations

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
