"""Reads the plan as received, so that a test can find every action's words in it.

The document is a table extracted as text: a line for each row of the table, its cells
separated by tabs. Some rows came out damaged: their cells are spread over several
lines, one printed line of the page after another, and some rows are shifted to the
right. Both are read here by the columns alone. Nothing is corrected: words stay as
printed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from action_plan.content.models import Action

__all__ = ["Row", "as_printed", "rows", "rows_of"]

_ID = re.compile(r"\d+(?:\.\d+)+")
_COLUMNS = 4


@dataclass(frozen=True, slots=True)
class Row:
    """One action as the document prints it, each cell as one line with single spaces.

    `text` is the cell headed "Action"; `status` has its qualifier, if there is one.
    """

    id: str
    text: str
    impact: str
    resources: str
    status: str


def rows_of(content: Path) -> dict[str, Row]:
    """Return the rows of the document that the first plan was taken from."""
    (document,) = (content / "source").glob("community-wealth-building-*.txt")
    return rows(document.read_text(encoding="utf-8"))


def as_printed(action: Action, text: str, printed: str) -> str:
    """Return a body's words in one line, with a word that was corrected there as it was printed."""
    words = " ".join(text.split())
    for correction in action.corrections:
        if correction.printed_as in printed:
            words = words.replace(correction.read, correction.printed_as, 1)
    return words


def rows(document: str) -> dict[str, Row]:
    """Return the rows of the received document by their ids, in the document's order.

    A line with an id in a cell of its own starts a row, and the four cells to the right
    of the id are the row's columns. Lines without an id go on with the row above: their
    cells stand in the same columns, and each column is joined from top to bottom. Cells
    to the left of the id (themes and headings) and lines above the first row belong to
    no row.

    Raise ValueError, with the number of the line, for an id that comes twice and for
    words under the ids or to the right of the last column, which would be lost.
    """
    columns: dict[str, list[list[str]]] = {}
    current: list[list[str]] = []
    id_at = -1
    for number, line in enumerate(document.splitlines(), start=1):
        cells = [_collapsed(cell) for cell in line.split("\t")]
        found = next((at for at, cell in enumerate(cells) if _ID.fullmatch(cell)), None)
        if found is not None:
            id_at = found
            if cells[id_at] in columns:
                raise ValueError(f"line {number}: the id {cells[id_at]} comes twice")
            current = columns[cells[id_at]] = [[] for _ in range(_COLUMNS)]
        elif not current:
            continue
        elif any(cells[id_at : id_at + 1]):
            raise ValueError(f"line {number}: {cells[id_at]!r} is under the ids")
        right = cells[id_at + 1 :]
        if any(right[_COLUMNS:]):
            raise ValueError(f"line {number}: words to the right of the last column")
        for column, cell in zip(current, right, strict=False):
            column.append(cell)
    return {
        action_id: Row(action_id, *(_collapsed(" ".join(column)) for column in read))
        for action_id, read in columns.items()
    }


def _collapsed(text: str) -> str:
    return " ".join(text.split())
