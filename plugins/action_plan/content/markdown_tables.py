"""Tables in Markdown: those of which Markdown would leave a cell out are reported."""

from __future__ import annotations

import re
from collections.abc import Callable
from xml.etree.ElementTree import Element

from markdown.blockparser import BlockParser
from markdown.extensions.tables import TableProcessor

from ..messages import quoted

__all__ = ["Tables"]

_NO_BORDER = re.compile(r"\\.|`[^`]*`")
"""What may have a | that begins no cell."""


class Tables(TableProcessor):
    """Reports each row with words in a cell that the table has no column for."""

    def __init__(self, parser: BlockParser, report: Callable[[str, str], None]) -> None:
        super().__init__(parser, {"use_align_attribute": False})
        self._report = report

    def run(self, parent: Element, blocks: list[str]) -> None:
        """Read the table as Markdown does; report the rows of which it leaves something out."""
        head, _, *rows = blocks[0].split("\n")
        columns = len(_cells(head))
        for row in rows:
            cells = _cells(row)
            if lost := next(filter(None, cells[columns:]), ""):
                self._report(
                    row.strip(),
                    f"{quoted(lost)} is in a cell that has no column, and would not be shown: this"
                    f" row has {len(cells)} cells, and the table {columns} columns.",
                )
        super().run(parent, blocks)


def _cells(row: str) -> list[str]:
    """Return what the cells of a table's row have, each | within them left out."""
    row = _NO_BORDER.sub("…", row.strip())
    return [cell.strip() for cell in row.removeprefix("|").removesuffix("|").split("|")]
