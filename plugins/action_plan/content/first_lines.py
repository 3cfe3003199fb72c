"""What is wrong with the first line of a list or a group, where YAML stops at a line below it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..messages import quoted
from .block import LISTS
from .fields import FUNDING_KINDS
from .groups import GROUPS

__all__ = ["beside_a_list", "first_line_advice", "start_of_text"]

_FIELD = re.compile(r" *(?:- +)?[^\s#:][^:]*:(?= |$)")
_KEY = re.compile(r"(?P<spaces> *)(?:- +)?(?P<name>[a-z][a-z_ ]*):\s*(?P<value>.*?)\s*")
_ENTRY = re.compile(r"(?P<spaces> *)- +(?P<text>[^\s{\[\"'].*?)\s*")
_DIVIDED = re.compile(r"(?P<term>\S.*?) +[=–—-] +(?P<meaning>\S.*)")
_NEED_A_DIGIT = ("amount", "date", "value")
_FIRST_FIELDS = {
    "corrections": ("read",),
    "facets": ("title", "id"),
    "funding": ("amount", "kind", "note"),
    "interim_targets": ("value",),
    "parts": ("title", "id"),
    "readings": ("date", "value"),
    "redirects": ("from",),
    "sections": ("title", "id"),
    "statuses": ("label", "meaning"),
    "tested": ("date", "what"),
    "themes": ("title", "id"),
    "updates": ("date", "note"),
}
"""The fields that a text alone can be in an entry of a list, the likeliest first."""
_TITLED = ("title",)
"""That of all other lists."""


def first_line_advice(source: Sequence[str], above: int, index: int) -> str:
    """Return what to write on the line `above` the one at which YAML stopped, or nothing."""
    line, stopped = source[above], source[index]
    parent = _parent(source, above)
    key = parent["name"].replace(" ", "_") if parent and not parent["value"] else ""
    own = _KEY.fullmatch(line)
    is_below = own and len(stopped) - len(stopped.lstrip()) >= len(own["spaces"])
    if own and own["value"] and own["name"] in LISTS and is_below and stopped.lstrip()[:2] == "- ":
        return beside_a_list(own["value"])
    entry = _ENTRY.fullmatch(line)
    if entry and key in GROUPS:
        return 'is in no list. Delete its "- ".'
    if entry and key in LISTS and not _FIELD.match(line):
        if len(stopped) - len(stopped.lstrip()) > len(entry["spaces"]):
            below = "\n".join(source[above + 1 : index + 1])
            return f'has no colon. Write "- {_name(key, entry["text"], below)}".'
    elif key in GROUPS and line.strip() and not _FIELD.match(line):
        pair = _DIVIDED.fullmatch(line.strip())
        if pair:
            return f'has no colon. Write "{pair["term"]}: {pair["meaning"]}".'
        return 'has no colon. Write it as "name: value".'
    return ""


def beside_a_list(found: str) -> str:
    """Return what to do with words that are on the line of a list's name."""
    return f"has something beside the name of a list. Delete {quoted(found.strip())}."


def start_of_text(source: Sequence[str], index: int) -> int:
    """Return the line on which the text starts that goes on until the line above one."""
    start = index - 1
    while start > 0 and (not source[start].strip() or _is_rest(source, start)):
        start -= 1
    return max(start, 0)


def _is_rest(source: Sequence[str], index: int) -> bool:
    """Whether a line has no field and no entry, and is below one that has none, or an entry."""
    line, above = source[index], source[index - 1]
    if _FIELD.match(line) or line.lstrip().startswith("- "):
        return False
    return bool(_ENTRY.fullmatch(above)) or not _FIELD.match(above)


def _parent(source: Sequence[str], index: int) -> re.Match[str] | None:
    """Return the nearest field above a line that has fewer spaces in front, if it is one.

    A list may have as many as its name.
    """
    line = source[index]
    spaces = len(line) - len(line.lstrip()) + line.lstrip().startswith("- ")
    for above in reversed(source[:index]):
        is_sibling = above.lstrip().startswith("- ") and line.lstrip().startswith("- ")
        if above.strip() and len(above) - len(above.lstrip()) < spaces and not is_sibling:
            return _KEY.fullmatch(above)
    return None


def _name(key: str, text: str, below: str) -> str:
    """Return a text of an entry with the name of the field that it seems to be."""
    for name in _FIRST_FIELDS.get(key, _TITLED):
        is_it = name not in _NEED_A_DIGIT or any(map(str.isdigit, text))
        if name == "kind":
            is_it = text in FUNDING_KINDS
        if is_it and f" {name}:" not in below:
            return f"{name}: {text}"
    return "name: value"
