"""A new update written into an action's file, and not one other byte touched."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import yaml

from ..content.front_matter import field_name
from ..content.parsers import fold
from .yaml_scalars import plain_or_quoted
from .yaml_text import Edit, EditRefused, YamlText, is_text, written

__all__ = ["NewUpdate", "with_update"]

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


@dataclass(frozen=True, slots=True)
class NewUpdate:
    """An update to be written, in text: the day as YYYY-MM-DD, the status in the plan's words.

    The status is empty where there was none, and is none now.
    """

    date: str
    status: str
    note: str
    evidence: tuple[str, ...] = ()
    due: str = ""
    """The new due date, where the old one is moved."""


def with_update(content: bytes, update: NewUpdate) -> bytes:
    """Return an action's file with one more update, and with its status.

    The update goes where the file's own order has the newest. Raises `EditRefused`.
    """
    return _Edit(content, update).content


class _Edit(YamlText):
    """The text of one file while it gets an update."""

    def __init__(self, content: bytes, update: NewUpdate) -> None:
        super().__init__(content)
        self.update = update

    @property
    def content(self) -> bytes:
        """The file with the update in it, and with its status."""
        updates = self.fields.get("updates")
        if not self.update.status:
            return self.edited([self._new_update(updates)])
        status = self.fields.get("status")
        if status is None and self.flow_root:
            message = f'has no status. Write the line "status: {self.update.status}" first.'
            raise EditRefused(message)
        return self.edited([self._new_update(updates), self._new_status(status)])

    def _new_status(self, node: Any) -> Edit:
        if node is None:
            at = self.starts[self.fence]
            return at, at, f"status: {written(self.update.status, flow=False)}{self.new_line}"
        if not is_text(node):
            raise EditRefused("has a status that is not text. Run make check first.")
        if fold(node.value) == fold(self.update.status):
            start = self.at(node.start_mark)
            return start, start, ""
        return self.replaced(node, self.update.status, flow=self.flow_root)

    def _new_update(self, node: Any) -> Edit:
        is_list = isinstance(node, yaml.SequenceNode)
        if node is None or ((is_text(node) or is_list) and not node.value):
            return self._first_update(node)
        if not is_list:
            raise EditRefused('has updates that are not a list. Start each with "- ".')
        newest_first = _newest_first(node.value)
        beside = node.value[0] if newest_first else node.value[-1]
        if node.flow_style:
            item = self._flow_item()
            at = self.at(beside.start_mark if newest_first else beside.end_mark)
            return at, at, f"{item}, " if newest_first else f", {item}"
        dash = " " * int(node.start_mark.column)
        if newest_first:
            at = self.starts[int(node.start_mark.line) + 1]
        else:
            at = self.starts[self._end_of_comments(self.last_line(beside)) + 2]
        lines = (
            [f"{dash}- {self._flow_item()}"]
            if isinstance(beside, yaml.MappingNode) and beside.flow_style
            else self._block_item(dash, _offset(node, beside))
        )
        return at, at, "".join(f"{written}{self.new_line}" for written in lines)

    def _first_update(self, node: Any) -> Edit:
        """Return the edit that writes the list itself, behind its key or as the last field."""
        if self.flow_root:
            raise EditRefused('has no updates. Write "updates: []" first.')
        items = "".join(f"{line}{self.new_line}" for line in self._block_item("  ", 2))
        if node is None:
            at = self.starts[self.fence]
            return at, at, f"updates:{self.new_line}{items}"
        start, end = self.at(node.start_mark), self.at(node.end_mark)
        last = int(node.end_mark.line) + 1
        rest = self.text[end : self.line_ends[last]].rstrip()
        start = len(self.text[:start].rstrip(" "))
        return start, self.starts[last + 1], f"{rest}{self.new_line}{items}"

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
        yield "date", written(self.update.date, flow=flow)
        if self.update.status:
            yield "status", plain_or_quoted(self.update.status, flow=flow)
        yield "note", plain_or_quoted(self.update.note, flow=flow, below="  ")

    def _flow_item(self) -> str:
        parts = [f"{name}: {written}" for name, written in self._parts(flow=True)]
        evidence = [plain_or_quoted(address, flow=True) for address in self.update.evidence]
        if evidence:
            listed = evidence[0] if len(evidence) == 1 else f"[{', '.join(evidence)}]"
            parts.append(f"evidence: {listed}")
        if self.update.due:
            parts.append(f"due: {written(self.update.due, flow=True)}")
        return f"{{{', '.join(parts)}}}"

    def _block_item(self, dash: str, offset: int) -> list[str]:
        names = [f"{name}: {written}" for name, written in self._parts(flow=False)]
        evidence = [plain_or_quoted(address) for address in self.update.evidence]
        if len(evidence) == 1:
            names.append(f"evidence: {evidence[0]}")
        elif evidence:
            names += ["evidence:", *(f"  - {address}" for address in evidence)]
        if self.update.due:
            names.append(f"due: {written(self.update.due, flow=False)}")
        first, *others = "\n".join(names).split("\n")
        lines = [f"{dash}-{' ' * (offset - 1)}{first}"]
        return lines + [f"{dash}{' ' * offset}{other}" if other else "" for other in others]


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
        if is_text(key) and field_name(key.value) == "date" and is_text(value)
    ]
    days = [day for day in days if _DAY.fullmatch(day)]
    return days == sorted(days, reverse=True) and len(set(days)) > 1
