"""On which line of a Markdown text something is written that is a part of its HTML."""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Sequence
from functools import cached_property
from itertools import chain

__all__ = ["SourceLines"]

_MARKS = str.maketrans(dict.fromkeys("\\*_`"))
_SPACES = re.compile(r"[ \t]+")


class SourceLines:
    """The lines of a text, in which whatever is found several times is found in that order.

    Nothing is found within `codes`, the texts of its pieces of code in their order.
    """

    def __init__(self, text: str, codes: Sequence[str]) -> None:
        self._written = text
        self._codes = codes
        self._next: dict[str, int] = {}

    @cached_property
    def _text(self) -> str:
        bare = _bare(self._written)
        parts, end = [], 0
        for line in chain.from_iterable(map(str.splitlines, self._codes)):
            words = _bare(line).strip()
            start = bare.find(words, end)
            if start < 0:
                break  # looking on for each of thousands would take minutes
            parts += [bare[end:start], " " * len(words)]
            end = start + len(words)
        return "".join([*parts, bare[end:]])

    @cached_property
    def _line_ends(self) -> list[int]:
        return [found.start() for found in re.finditer("\n", self._text)]

    def above(self, written: str, *forms: str) -> int:
        """Return how many lines are above what is written, in the first form that is found.

        It is 0 where none is.
        """
        for form in filter(None, map(_bare, (*forms, written))):
            start = self._text.find(form, self._next.get(form, 0))
            if start >= 0:
                self._next[form] = start + len(form)
                return bisect(self._line_ends, start)
        return 0


def _bare(text: str) -> str:
    """Return text without what Markdown takes away within lines."""
    return _SPACES.sub(" ", text.translate(_MARKS))
