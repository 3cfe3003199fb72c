"""Single fields written into a file: nothing else in it changes by a byte."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from action_plan.content.front_matter import Location
from action_plan.editing.field_edit import with_values
from action_plan.editing.yaml_text import EditRefused

CASES: dict[str, Any] = {
    path.stem: yaml.safe_load(path.read_text(encoding="utf-8"))
    for path in sorted((Path(__file__).parent / "fields").glob("*.yml"))
}


def location(name: str) -> Location:
    """Return `funding.0.spent` as the place it names."""
    return tuple(int(part) if part.isdigit() else part for part in name.split("."))


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("case", CASES)
def test_only_what_is_asked_for_changes(case: str, mark: bytes, line_end: str) -> None:
    """Comments, quotes, order, indentation, braces, line ends and BOM stay as they are.

    Each file of `tests/fields/` is a form that front matter can have.
    """
    values = {location(name): value for name, value in CASES[case]["values"].items()}
    before, after = (
        mark + f"---\n{CASES[case][name]}---\nThe text.".replace("\n", line_end).encode()
        for name in ("before", "after")
    )

    assert with_values(before, values) == after


@pytest.mark.parametrize(
    ("fields", "place", "message"),
    [
        ("due: [x]", ("due",), 'has "due" in a form that only people can edit.'),
        ("funding: x", ("funding", 0, "spent"), 'has "funding" in a form that only people can'),
        ("funding: []", ("funding", 0, "spent"), 'has "funding" in a form that only people can'),
        ("x: y", ("due",), 'has no line above which "due" could be written.'),
        ("- x", ("due",), "cannot be read. Run make check, and fix that first."),
    ],
)
def test_what_cannot_be_edited_is_refused(fields: str, place: Location, message: str) -> None:
    with pytest.raises(EditRefused) as caught:
        with_values(f"---\n{fields}\n---\n".encode(), {place: "1"})

    assert str(caught.value).startswith(message)


def test_a_field_in_braces_is_not_taken_away() -> None:
    with pytest.raises(EditRefused) as caught:
        with_values(b"---\n{status: Done, due: 2026-03-31}\n---\n", {("due",): ""})

    assert str(caught.value) == 'has "due" in braces, where only people can delete it.'
