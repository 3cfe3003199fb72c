"""The issue form that takes a table of updates: from its text to requests."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime

from ..editing.update_request import UpdateRequest
from ..editing.update_table import table_requests
from ..problems import Problem

__all__ = ["is_table_form", "read_table_form"]

_LABEL = "Table of updates"
"""What `.github/ISSUE_TEMPLATE/table.yml` calls its field."""
_TABLE = re.compile(
    rf"^### {_LABEL}\n\n```[a-z]*\n(?P<rows>.*?)\n?```\s*\Z", re.DOTALL | re.MULTILINE
)
_NO_TABLE = (
    "is not between two lines of three backticks any more. Press Edit, and put such a line above"
    " the first row and one below the last."
)


def is_table_form(body: str) -> bool:
    """Whether an issue's text was written with the form for tables."""
    return f"### {_LABEL}" in body.splitlines()


def read_table_form(body: str, asked_at: datetime) -> tuple[list[UpdateRequest], list[Problem]]:
    """Return the requests of the table in an issue's text, and what is wrong with the table.

    A row without a date is of the day on which the issue was opened.
    """
    found = _TABLE.search(body.replace("\r\n", "\n"))
    if found is None:
        return [], [Problem(_LABEL, 1, "", _NO_TABLE)]
    requests, problems = table_requests(_LABEL, found["rows"].encode())
    return [replace(request, asked_at=asked_at) for request in requests], problems
