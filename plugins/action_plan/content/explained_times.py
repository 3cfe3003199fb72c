"""Times in words that are not read, with what they mean behind them: `Year 1 = 2025/26`.

So a plan in any language, or with deadlines in words of its own, is shown as it is written.
"""

from __future__ import annotations

import re
from contextlib import suppress

from ..messages import quoted
from .when import MEANS, When, parse_planned_time

__all__ = ["read_explained"]

_IN_FIGURES = re.compile(r"\d{1,2}[/.-]\d{1,2}[/.-]\d", re.ASCII)


def read_explained(text: str, first_month: int | None) -> When:
    """Return the time that words are said to mean, with these words as what is shown of it.

    Raises `ValueError` where that is no time, or where the words can be read and are another one.
    """
    words, _, means = (part.strip() for part in text.rpartition(MEANS))
    meant = parse_planned_time(means, first_month)
    if not any(map(str.isalpha, words)) or _IN_FIGURES.match(words):
        raise ValueError(
            f"{quoted(words)} has no words that say when. Write only what it means:"
            f" {quoted(str(meant))}."
        )
    read = _read_alone(words, first_month)
    if read is None:
        return When(meant.last, meant.first, words, str(meant))
    if (read.first, read.last) != (meant.first, meant.last):
        raise ValueError(
            f"{quoted(words)} and {quoted(means)} are two times. Write the one that is meant."
        )
    return read


def _read_alone(words: str, first_month: int | None) -> When | None:
    """Return the time that words mean by themselves, or `None` where they cannot be read."""
    with suppress(ValueError):
        return parse_planned_time(words, first_month)
    return None
