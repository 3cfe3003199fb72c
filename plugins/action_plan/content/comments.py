"""What YAML drops from a value as a comment, though it seems to belong to it."""

from __future__ import annotations

import re

from ..messages import quoted
from .residue import in_cell

__all__ = ["dropped_at_its_end", "dropped_below"]

_COMMENT = re.compile(r" *(#[^\s#!].*)")


def dropped_at_its_end(cut: str, *, is_name: bool) -> str:
    """Return what is wrong with a line that loses its end, as `item # 9` does, or nothing.

    Behind a name alone, a comment is about the list below it; "#3" is no comment to people.
    """
    if cut[:1] != "#" or (is_name and cut[1:2] in ("", " ", "#")):
        return ""
    return in_cell(cut) or (
        f"YAML drops {quoted(cut)} from this line as a comment."
        " Put the value in double quotes, or write the comment on a line of its own."
    )


def dropped_below(line: str, in_front: str) -> str:
    """Return what is wrong with a line that seems to go on with the value above it, or nothing.

    It starts with "#" and a word, and has more spaces than the field of that value; `in_front` is
    what the line of the value has in front of it.
    """
    found = _COMMENT.fullmatch(line)
    if found is None:
        return ""
    is_field = in_front.strip() not in ("", "-")
    spaces = len(in_front) - len(in_front.lstrip(" -" if is_field else " "))
    if found.start(1) <= spaces - (not in_front.strip()):
        return ""
    return (
        f"YAML drops {quoted(found[1])} as a comment. Put the whole value above, with this line, in"
        ' double quotes. A comment starts with "# ".'
    )
