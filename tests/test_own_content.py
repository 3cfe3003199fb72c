"""The plan in `content/`, as long as it is the first one: what officers must leave alone.

All other tests bring plans of their own, so that they hold whatever plan a council puts there.
"""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
import source_document
from action_plan.checks.reading import read_content
from action_plan.github.issue_form import PATH, form_yaml
from conftest import FIRST, ROOT

CONTENT = ROOT / "content"


def checksum(folder: Path) -> str:
    """Return the checksum that a plan names for the document it was taken from."""
    text = (folder / "plan.yml").read_text(encoding="utf-8")
    found = re.search(r"^ +sha256: *(\w+)", text, re.MULTILINE)
    return found[1].lower() if found else ""


pytestmark = pytest.mark.skipif(
    checksum(CONTENT) != checksum(FIRST), reason="content/ holds a plan from another document"
)


def test_words_stay_the_documents() -> None:
    """Officers add updates, money and actions; what was promised, and how it first stood, stays."""
    content = read_content(CONTENT)
    labels = {status.id: status.label for status in content.plan.statuses}
    rows = source_document.rows_of(FIRST)

    for action in content.actions:
        if action.id not in rows:
            continue
        row = rows[action.id]
        first = min(action.updates, key=lambda update: update.date)
        for text, printed in (
            (action.text, row.text),
            (action.intended_impact, row.impact),
            (action.resources, row.resources),
        ):
            assert source_document.as_printed(action, text, printed) == printed, action.id
        assert first.date.day == date(2024, 9, 17), action.id
        assert row.status.startswith(labels[first.status or ""]), action.id


def test_the_form_offers_what_the_content_has() -> None:
    """The file in .github is the one that the content gives.

    If this fails, run `make forms` and commit the file, or add by hand the line that is missing.
    """
    expected = form_yaml(read_content(CONTENT))

    written = (ROOT / PATH).read_text(encoding="utf-8")

    assert written == expected, "run: make forms"
