"""What is meant between braces where a comma ends a value, so that what follows has no name."""

from __future__ import annotations

import re
from typing import Any

from ..messages import quoted

__all__ = ["Unnamed", "list_in_braces"]

_TEXTS = frozenset(
    (
        *("documents", "how", "label", "lead", "meaning", "note", "printed_as", "read"),
        *("source", "summary", "text", "title", "what"),
    )
)
"""Fields that are words, in which a comma is nothing unusual."""
_NUMBER = re.compile(r"[^,]*\d(?:,\d{3}(?!\d)[^,]*)+|[^,]*\d,\d{1,2}(?!\d)[^,\d]*")
_TIME = re.compile(r"(?:[^\W\d]+ |Q[1-4] |\d{1,2} )*\d{4}(?:[-/]\d\d)*|[\d\W]+")
_DAY = re.compile(r"[^\W\d]+\.? \d{1,2}(?:st|nd|rd|th)?|\d{1,2}(?:st|nd|rd|th)? [^\W\d]+\.?")
_YEAR = re.compile(r"\d{4}", re.ASCII)
_OTHER_FIELD = re.compile(r"(?:date|done|due|evidence|note|status|title|value|year) \S.*")
_ADDRESS = re.compile(r"(?:https?://|mailto:)\S+")
_NO_SPACE = re.compile(r"(?P<name>[^\W\d][\w -]*):(?P<value>[^/].*)")


class Unnamed:
    """Values without a name of their own, behind the field `name` or, where it is empty, first."""

    __slots__ = ("events", "last", "name")

    def __init__(self, last: Any, name: str) -> None:
        self.last = last
        self.name = name
        self.events: list[Any] = []

    def meant(self, text: str, value: object) -> tuple[dict[str, str | list[str]], str]:
        """Return the fields that are surely meant, and what is wrong with how they are written.

        The `text` is all that was read, and the `value` is what the field before these has.
        """
        pieces = [event.value for event in self.events]
        if found := _NO_SPACE.fullmatch(pieces[0]):
            name, rest = found["name"], found["value"]
            others = (other for other in map(_NO_SPACE.fullmatch, pieces) if other)
            fields: dict[str, str | list[str]] = {other["name"]: other["value"] for other in others}
            message = f'{quoted(found[0])} has no space after its colon. Write "{name}: {rest}".'
            return fields, message
        end = self.events[-1].end_mark.index
        without_name = " ".join(text[self.events[0].start_mark.index : end].split())
        if not self.name or not isinstance(value, str):
            return {}, f'{quoted(without_name)} has no name. Write it as "name: value".'
        name, pieces = self.name, [value, *pieces]
        whole = " ".join(text[self.last.end_mark.index : end].lstrip(" :\n").split())
        if name == "values" or all(map(_ADDRESS.fullmatch, pieces)):
            return {name: pieces}, list_in_braces(name, whole)
        is_text = name in _TEXTS and not all(map(_TIME.fullmatch, pieces[1:]))
        is_day = _DAY.fullmatch(value) and len(pieces) == 2 and _YEAR.fullmatch(pieces[1])
        is_sure = is_text or is_day or (name != "id" and _NUMBER.fullmatch(whole))
        if is_sure and '"' not in whole and not any(map(_OTHER_FIELD.fullmatch, pieces[1:])):
            return {name: whole}, (
                "a comma between braces starts another field. Put the value in double quotes, like"
                f' {name}: "{whole}".'
            )
        return {}, (
            f"a comma between braces starts another field, and {quoted(without_name)} has no name."
            ' Write it as "name: value"; or, where all is one value, put that in double quotes.'
        )


def list_in_braces(name: str, whole: str) -> str:
    """Return what to write where a list is between braces, or has none around it within others."""
    return f"is a list. Put it in square brackets, like {name}: [{whole}]."
