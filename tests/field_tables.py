"""The tables of fields in CONTRIBUTING.md, made from the records: `make golden` writes them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from action_plan.content.models import (
    Action,
    FundingLine,
    Measure,
    Milestone,
    Record,
    Update,
    is_needed,
)
from action_plan.content.plan_models import ActionTheme, Facet, Part, Plan, Section, Status

GUIDE = Path(__file__).parent.parent / "CONTRIBUTING.md"
RECORDS: dict[str, type[Record]] = {
    record.__name__: record
    for record in (
        *(Action, FundingLine, Milestone, Measure, Update),
        *(Plan, Section, ActionTheme, Status, Part, Facet),
    )
}
NO_FIELDS_OF_FILES = ("parts", "facets", "other_themes", "other_leads")
"""Fields of actions that nobody writes by their name in front matter; nor the text of an action."""
_TABLE = re.compile(r"(<!-- fields of (\w+) -->\n)((?:\|.*\n)*)")


def tables(text: str) -> Iterator[tuple[str, str]]:
    """Return the name of the record of each table of a text, and the table."""
    return ((name, table) for _, name, table in _TABLE.findall(text))


def table(record: type[Record]) -> str:
    """Return the table of a record's fields as Markdown."""
    rows = ["| field | what it is | needed | for example |", "|---|---|---|---|"]
    for name, field in record.model_fields.items():
        if record is Action and name in (*NO_FIELDS_OF_FILES, "text"):
            continue
        words = field.description or ""
        needed = "yes" if is_needed(field) else ""
        example = f"`{field.examples[0]}`" if field.examples else ""
        written = field.alias or name
        rows.append(f"| `{written}` | {words[:1].upper()}{words[1:]} | {needed} | {example} |")
    return "".join(f"{row}\n" for row in rows)


def write() -> None:
    """Write each table of the guide anew."""
    text = GUIDE.read_text(encoding="utf-8")
    GUIDE.write_text(
        _TABLE.sub(lambda found: f"{found[1]}{table(RECORDS[found[2]])}", text), encoding="utf-8"
    )
