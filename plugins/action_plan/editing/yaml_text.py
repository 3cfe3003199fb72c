"""The front matter of a file as YAML sees it, with the place of each value in the file's text."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

import yaml

from ..content.fences import front_matter_end, front_matter_start
from ..content.front_matter import field_name, plain_spaces
from .yaml_scalars import double_quoted, plain_or_quoted, single_quoted

__all__ = ["Edit", "EditRefused", "YamlText", "is_text", "written"]

Edit = tuple[int, int, str]
"""Where an edit starts and ends in the text, and what is there afterwards."""

_LINE_END = re.compile(r"\r\n|\r|\n")
_DAY_OR_NUMBER = re.compile(r"\d{4}-\d{2}-\d{2}|\d+(?:\.\d+)?", re.ASCII)
_UNREADABLE = "cannot be read. Run make check, and fix that first."


class EditRefused(Exception):  # noqa: N818 - what happens, not what went wrong
    """The file cannot be edited by command; carries in plain words what to do by hand."""

    def __init__(self, message: str, field: str = "") -> None:
        super().__init__(message)
        self.field = field
        """The field because of which it cannot be edited, where it is one."""


def is_text(node: Any) -> bool:
    """Whether a node is a text, and no list and no group of fields."""
    return isinstance(node, yaml.ScalarNode)


def written(value: str, *, flow: bool) -> str:
    """Return a value as YAML: days and numbers as people write them, for the content has texts."""
    return value if _DAY_OR_NUMBER.fullmatch(value) else plain_or_quoted(value, flow=flow)


class YamlText:
    """The text of a file with front matter, and the nodes of its fields.

    Raises `EditRefused` where the file cannot be read.
    """

    def __init__(self, content: bytes) -> None:
        try:
            self.text = content.decode("utf-8")
        except UnicodeDecodeError as error:
            raise EditRefused(_UNREADABLE) from error
        ends = list(_LINE_END.finditer(self.text))
        self.starts = [0, *(end.end() for end in ends)]
        self.line_ends = [*(end.start() for end in ends), len(self.text)]
        self.new_line = ends[0][0] if ends else "\n"
        self.lines = _LINE_END.split(self.text)
        self.fence = front_matter_end(self.lines) - 1
        if self.fence < 0:
            raise EditRefused("has no front matter. Run make check, and fix that first.")
        # The marks of YAML are one line further up than those of the file, whatever is above.
        above = [""] * (front_matter_start(self.lines) - 1)
        lines = [*above, *self.lines[len(above) + 1 : self.fence]]
        try:
            root = yaml.compose(plain_spaces("\n".join(lines) + "\n"), Loader=yaml.CBaseLoader)
        except yaml.YAMLError:
            root = None
        if not isinstance(root, yaml.MappingNode):
            raise EditRefused(_UNREADABLE)
        self.root = root
        self.flow_root = bool(root.flow_style)
        self.fields = {field_name(key.value): value for key, value in root.value if is_text(key)}
        """The value of each field, by its name."""

    def at(self, mark: Any) -> int:
        """Return the offset in the file of a mark in the front matter, a line further down."""
        return int(self.starts[mark.line + 1] + mark.column)

    def last_line(self, node: Any) -> int:
        """Return the line of the front matter on which a node's last value ends.

        YAML itself says that a block ends where the next thing starts, comments and all.
        """
        if isinstance(node, yaml.CollectionNode) and node.value and not node.flow_style:
            last = node.value[-1]
            return self.last_line(last[1] if isinstance(last, tuple) else last)
        line = int(node.end_mark.line)
        if isinstance(node, yaml.ScalarNode) and node.style in ("|", ">"):
            line -= 1
            while not self.lines[line + 1].strip():
                line -= 1
        return line

    def replaced(self, node: Any, value: str, *, flow: bool) -> Edit:
        """Return the edit that writes another value in the place of a text, in its style."""
        start, end = self.at(node.start_mark), self.at(node.end_mark)
        if node.style == '"':
            return start, end, double_quoted(value)
        if node.style == "'":
            return start, end, single_quoted(value)
        new = written(value, flow=flow)
        if node.style in ("|", ">"):
            return start, self.line_ends[self.last_line(node) + 1], new
        # An empty value is right behind its colon.
        return start, end, new if end > start or self.text[start - 1] == " " else f" {new}"

    def edited(self, edits: Iterable[Edit]) -> bytes:
        """Return the file with edits, of which no two are in one place."""
        text = self.text
        # From the end to the start, so that offsets hold.
        for start, end, new in sorted(edits, reverse=True):
            text = text[:start] + new + text[end:]
        return text.encode("utf-8")
