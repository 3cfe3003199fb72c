"""On which line of a Markdown text something is written that is a part of its HTML."""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Iterator, Sequence
from functools import cached_property

__all__ = ["SourceLines"]

_TAB = 4
_MARKS = str.maketrans(dict.fromkeys("\\*_`"))
_SPACES = re.compile(r"[ \t]+")
_NO_LINE_END = re.compile(r"[^\n]")


class SourceLines:
    """The lines of a text, in which whatever is found several times is found in that order.

    Nothing is found within code. `codes` are its pieces in their order, each in the forms in which
    it may be written.
    """

    def __init__(self, text: str, codes: Sequence[Sequence[str]]) -> None:
        self._written = text
        self._codes = codes
        self._next: dict[str, int] = {}

    @cached_property
    def _text(self) -> str:
        return _bare(self._marked)

    @cached_property
    def _marked(self) -> str:
        text = self._written.expandtabs(_TAB)
        parts, end = [], 0
        for forms in self._codes:
            places = [(start, form) for form in forms if (start := text.find(form, end)) >= 0]
            if not places:
                break  # looking on for each of thousands would take minutes
            start, form = min(places)
            parts += [text[end:start], _NO_LINE_END.sub(" ", form)]
            end = start + len(form)
        return _SPACES.sub(" ", "".join([*parts, text[end:]]))

    @cached_property
    def _line_ends(self) -> list[int]:
        return [found.start() for found in re.finditer("\n", self._text)]

    @cached_property
    def _marked_line_ends(self) -> list[int]:
        return [found.start() for found in re.finditer("\n", self._marked)]

    def above(self, written: str, *forms: str) -> int:
        """Return how many lines are above what is written, in the first form that is found.

        It is 0 where none is.
        """
        return next((above for form in (*forms, written) for above in self.above_each(form)), 0)

    def above_each(self, written: str) -> Iterator[int]:
        """Return how many lines are above each place where something is written."""
        exact, bare = _SPACES.sub(" ", written), _bare(written)
        # What has marks that Markdown left as they are is looked for with them.
        is_marked = exact != bare and exact in self._marked
        text, wanted = (self._marked, exact) if is_marked else (self._text, bare)
        ends = self._marked_line_ends if is_marked else self._line_ends
        while wanted and (start := text.find(wanted, self._next.get(wanted, 0))) >= 0:
            self._next[wanted] = start + len(wanted)
            yield bisect(ends, start)
        self._next[wanted] = len(text)  # what is not found now need not be looked for again


def _bare(text: str) -> str:
    """Return text without what Markdown takes away within lines."""
    return _SPACES.sub(" ", text.translate(_MARKS))
