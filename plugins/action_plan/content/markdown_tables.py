"""Tables in Markdown: those of which Markdown would leave a cell out are reported."""

from __future__ import annotations

from collections.abc import Callable
from xml.etree.ElementTree import Element

from markdown.blockparser import BlockParser
from markdown.extensions.tables import TableProcessor

from ..formatting import count
from ..messages import quoted

__all__ = ["Tables"]


class Tables(TableProcessor):
    """Reports each row with words in a cell that the table has no column for."""

    def __init__(self, parser: BlockParser, report: Callable[[str, str], None]) -> None:
        super().__init__(parser, {"use_align_attribute": False})
        self._report = report

    def run(self, parent: Element, blocks: list[str]) -> None:
        """Read the table as Markdown does; report the rows of which it leaves something out."""
        columns = len(self.separator)
        for row in blocks[0].split("\n")[2:]:
            divided = self._split_row(row.strip(" "))  # type: ignore[attr-defined] # it has it
            cells = [cell.strip() for cell in divided]
            if lost := next(filter(None, cells[columns:]), ""):
                self._report(
                    row.strip(),
                    f"{quoted(lost)} is in a cell that has no column, and would not be shown: this"
                    f" row has {count(len(cells), 'cell')}, and the table"
                    f" {count(columns, 'column')}.",
                )
        super().run(parent, blocks)
