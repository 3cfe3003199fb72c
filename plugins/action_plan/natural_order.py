"""The order in which people count: 4.9.1 before 4.10.1, A-7 before A-10."""

from __future__ import annotations

import re

__all__ = ["natural_key"]

_DIGITS = re.compile(r"(\d+)")


def natural_key(text: str) -> tuple[tuple[tuple[int, int, str], ...], str]:
    """Return a key that sorts text as people do: 4.9.1 before 4.10.1, A-7 before A-10.

    No two texts have the same key, so that the order in which they come never shows.
    """
    parts = (
        (0, int(part), part) if part.isdecimal() else (1, 0, part.casefold())
        for part in _DIGITS.split(text)
        if part
    )
    return tuple(parts), text
