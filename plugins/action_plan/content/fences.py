"""The `---` above and below a file's fields: on which lines they are."""

from __future__ import annotations

import re
from collections.abc import Sequence

__all__ = ["front_matter_end", "front_matter_start", "is_fence"]

_FENCE = re.compile(r"-{3}[ \t\u00a0]*")


def is_fence(line: str) -> bool:
    """Whether a line is the `---` above or below the fields."""
    return line[:3] == "---" and _FENCE.fullmatch(line) is not None


def front_matter_start(lines: Sequence[str]) -> int:
    """Return the 1-based line of the `---` that starts the front matter, or 0 where there is none.

    There may be empty lines above it.
    """
    for number, line in enumerate(lines, 1):
        if line.strip():
            return number if is_fence(line) else 0
    return 0


def front_matter_end(lines: Sequence[str]) -> int:
    """Return the 1-based line of the `---` that ends the front matter, or 0 where there is none."""
    start = front_matter_start(lines)
    return next((n for n, line in enumerate(lines[start:], start + 1) if is_fence(line)), 0)
