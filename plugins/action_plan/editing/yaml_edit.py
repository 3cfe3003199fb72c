"""A new update written into an action's file, and not one other byte touched."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import yaml

from ..content.front_matter import field_name, front_matter_end, front_matter_start, plain_spaces
from ..content.parsers import fold
from .yaml_scalars import double_quoted, plain_or_quoted, single_quoted

__all__ = ["EditRefused", "NewUpdate", "with_update"]

_LINE_END = re.compile(r"\r\n|\r|\n")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_UNREADABLE = "cannot be read. Run make check, and fix that first."


class EditRefused(Exception):  # noqa: N818 - what happens, not what went wrong
    """The file cannot be edited by command; carries in plain words what to do by hand."""


@dataclass(frozen=True, slots=True)
class NewUpdate:
    """An update to be written, in text: the day as YYYY-MM-DD, the status in the plan's words."""

    date: str
    status: str
    note: str
    evidence: tuple[str, ...] = ()


def with_update(content: bytes, update: NewUpdate) -> bytes:
    """Return an action's file with one more update, and with its status.

    The update goes where the file's own order has the newest. Raises `EditRefused`.
    """
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        raise EditRefused(_UNREADABLE) from error
    return _Edit(text, update).text.encode("utf-8")


class _Edit:
    """The text of one file while it is edited, from its end to its start, so that offsets hold."""

    def __init__(self, text: str, update: NewUpdate) -> None:
        self.text = text
        self.update = update
        ends = list(_LINE_END.finditer(text))
        self.starts = [0, *(end.end() for end in ends)]
        self.line_ends = [*(end.start() for end in ends), len(text)]
        self.new_line = ends[0][0] if ends else "\n"
        self.lines = _LINE_END.split(text)
        self.fence = front_matter_end(self.lines) - 1
        if self.fence < 0:
            raise EditRefused("has no front matter. Run make check, and fix that first.")
        # The marks of YAML are one line further up than those of the file, whatever is above.
        above = [""] * (front_matter_start(self.lines) - 1)
        lines = [*above, *self.lines[len(above) + 1 : self.fence]]
        fields = self._fields("\n".join(lines) + "\n")
        updates = fields.get("updates")
        status = fields.get("status")
        if status is None:
            raise EditRefused(f'has no status. Write the line "status: {update.status}" first.')
        edits = [self._new_update(updates), self._new_status(status)]
        for start, end, new in sorted(edits, reverse=True):
            self.text = self.text[:start] + new + self.text[end:]

    def _fields(self, front_matter: str) -> dict[str, Any]:
        try:
            root = yaml.compose(plain_spaces(front_matter), Loader=yaml.CBaseLoader)
        except yaml.YAMLError:
            root = None
        if not isinstance(root, yaml.MappingNode):
            raise EditRefused(_UNREADABLE)
        self.flow_root = bool(root.flow_style)
        return {field_name(key.value): value for key, value in root.value if _is_text(key)}

    def _at(self, mark: Any) -> int:
        """Return the offset in the file of a mark in the front matter, a line further down."""
        return int(self.starts[mark.line + 1] + mark.column)

    def _new_status(self, node: Any) -> tuple[int, int, str]:
        if not _is_text(node):
            raise EditRefused("has a status that is not text. Run make check first.")
        start, end = self._at(node.start_mark), self._at(node.end_mark)
        if fold(node.value) == fold(self.update.status):
            return start, start, ""
        status = self.update.status
        if node.style == '"':
            return start, end, double_quoted(status)
        if node.style == "'":
            return start, end, single_quoted(status)
        written = plain_or_quoted(status, flow=self.flow_root)
        if node.style in ("|", ">"):
            return start, self.line_ends[self._last_line(node) + 1], written
        # An empty value is right behind its colon.
        return start, end, written if end > start or self.text[start - 1] == " " else f" {written}"

    def _new_update(self, node: Any) -> tuple[int, int, str]:
        is_list = isinstance(node, yaml.SequenceNode)
        if node is None or ((_is_text(node) or is_list) and not node.value):
            return self._first_update(node)
        if not is_list:
            raise EditRefused('has updates that are not a list. Start each with "- ".')
        newest_first = _newest_first(node.value)
        beside = node.value[0] if newest_first else node.value[-1]
        if node.flow_style:
            item = self._flow_item()
            at = self._at(beside.start_mark if newest_first else beside.end_mark)
            return at, at, f"{item}, " if newest_first else f", {item}"
        dash = " " * int(node.start_mark.column)
        if newest_first:
            at = self.starts[int(node.start_mark.line) + 1]
        else:
            at = self.starts[self._end_of_comments(self._last_line(beside)) + 2]
        lines = (
            [f"{dash}- {self._flow_item()}"]
            if isinstance(beside, yaml.MappingNode) and beside.flow_style
            else self._block_item(dash, _offset(node, beside))
        )
        return at, at, "".join(f"{written}{self.new_line}" for written in lines)

    def _first_update(self, node: Any) -> tuple[int, int, str]:
        """Return the edit that writes the list itself, behind its key or as the last field."""
        if self.flow_root:
            raise EditRefused('has no updates. Write "updates: []" first.')
        items = "".join(f"{line}{self.new_line}" for line in self._block_item("  ", 2))
        if node is None:
            at = self.starts[self.fence]
            return at, at, f"updates:{self.new_line}{items}"
        start, end = self._at(node.start_mark), self._at(node.end_mark)
        last = int(node.end_mark.line) + 1
        rest = self.text[end : self.line_ends[last]].rstrip()
        start = len(self.text[:start].rstrip(" "))
        return start, self.starts[last + 1], f"{rest}{self.new_line}{items}"

    def _last_line(self, node: Any) -> int:
        """Return the line of the front matter on which a node's last value ends.

        YAML itself says that a block ends where the next thing starts, comments and all.
        """
        if isinstance(node, yaml.CollectionNode) and node.value and not node.flow_style:
            last = node.value[-1]
            return self._last_line(last[1] if isinstance(last, tuple) else last)
        line = int(node.end_mark.line)
        if isinstance(node, yaml.ScalarNode) and node.style in ("|", ">"):
            line -= 1
            while not self.lines[line + 1].strip():
                line -= 1
        return line

    def _end_of_comments(self, line: int) -> int:
        """Return the last line of the comments below a list's last one that are the list's own.

        Those are indented; one at the margin is about the field below it.
        """
        end = line
        for number in range(line + 1, self.fence - 1):
            text = self.lines[number + 1]
            if text.lstrip(" ").startswith("#") and text.startswith(" "):
                end = number
            elif text.strip():
                break
        return end

    def _parts(self, *, flow: bool) -> Iterator[tuple[str, str]]:
        day = self.update.date
        yield "date", day if _DAY.fullmatch(day) else plain_or_quoted(day, flow=flow)
        yield "status", plain_or_quoted(self.update.status, flow=flow)
        yield "note", plain_or_quoted(self.update.note, flow=flow, below="  ")

    def _flow_item(self) -> str:
        parts = [f"{name}: {written}" for name, written in self._parts(flow=True)]
        evidence = [plain_or_quoted(address, flow=True) for address in self.update.evidence]
        if evidence:
            listed = evidence[0] if len(evidence) == 1 else f"[{', '.join(evidence)}]"
            parts.append(f"evidence: {listed}")
        return f"{{{', '.join(parts)}}}"

    def _block_item(self, dash: str, offset: int) -> list[str]:
        names = [f"{name}: {written}" for name, written in self._parts(flow=False)]
        evidence = [plain_or_quoted(address) for address in self.update.evidence]
        if len(evidence) == 1:
            names.append(f"evidence: {evidence[0]}")
        elif evidence:
            names += ["evidence:", *(f"  - {address}" for address in evidence)]
        first, *others = "\n".join(names).split("\n")
        lines = [f"{dash}-{' ' * (offset - 1)}{first}"]
        return lines + [f"{dash}{' ' * offset}{other}" if other else "" for other in others]


def _is_text(node: Any) -> bool:
    return isinstance(node, yaml.ScalarNode)


def _offset(sequence: Any, item: Any) -> int:
    """Return how many columns an item's fields are to the right of its dash."""
    return max(int(item.start_mark.column - sequence.start_mark.column), 2)


def _newest_first(items: Sequence[Any]) -> bool:
    """Whether the updates of a file go from the newest to the oldest."""
    days = [
        value.value
        for item in items
        if isinstance(item, yaml.MappingNode)
        for key, value in item.value
        if _is_text(key) and field_name(key.value) == "date" and _is_text(value)
    ]
    days = [day for day in days if _DAY.fullmatch(day)]
    return days == sorted(days, reverse=True) and len(set(days)) > 1
