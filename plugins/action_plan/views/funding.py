"""What pays for an action beside the document's own words on it: each thing is said once."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from ..formatting import before_note
from ..frozen import frozen

if TYPE_CHECKING:
    from ..content.markdown_text import MarkdownText
    from ..content.models import FundingLine

__all__ = ["Funding", "FundingItem", "funding_of"]

_PIECE_END = re.compile(r"(?<=[.!?]) | ?[+;] ")
"""Where a sentence ends, or one of what is added up: `Officer time + a contingency budget`."""
_WORD = re.compile(r"\w+(?:[./-]\w+)*")
_THOUSANDS = re.compile(r",(?=\d{3}\b)|(?<=\d)\.00\b")
_LONG_YEAR = re.compile(r"\b20(?=\d\d/\d\d\b)")
_FILLERS = frozenset(("a", "and", "for", "from", "in", "of", "the", "to"))


class FundingItem(NamedTuple):
    """A line of funding as it is shown beside the document's own words."""

    line: FundingLine
    note: str
    """Its note; empty where the document's own words have all of it, sentence by sentence."""
    unreported: bool
    """Spending is reported for other amounts of the action, and not for this one."""
    is_quoted: bool
    """The document's own words have its amount, kind and source, and no other amount is meant."""
    year: str
    """Its year; empty where the document's own words have it."""

    @property
    def before_note(self) -> str:
        """What is between the line and its note where both are in one line of text."""
        source = self.line.source or ""
        if self.unreported or self.line.spent is not None:
            return before_note("", self.note)
        return before_note(source, self.note) if source else ": "

    @property
    def says_more(self) -> bool:
        """Whether it says anything that the document's own words do not."""
        more = self.note or self.year or self.unreported or self.line.spent is not None
        return bool(more) or not self.is_quoted


@frozen
class Funding:
    """What pays for an action: its lines of funding, and the document's own words on it."""

    lines: tuple[FundingItem, ...]
    quoted: MarkdownText | None
    """The document's own words, where it has any."""
    is_quoted: bool
    """Whether these say just what the lines do: nothing is reported as spent of any."""
    quoted_says_more: bool
    """Whether these say more than which kinds the lines are of."""

    @property
    def left(self) -> tuple[FundingItem, ...]:
        """The lines that say more than the document's own words."""
        return () if self.is_quoted else tuple(item for item in self.lines if item.says_more)

    @property
    def spending_unreported(self) -> bool:
        """Whether amounts are stated, and nothing is reported as spent of any."""
        lines = [item.line for item in self.lines if item.line.can_be_spent]
        return bool(lines) and all(line.spent is None for line in lines)


def funding_of(lines: Sequence[FundingLine], quoted: MarkdownText | None) -> Funding:
    """Return what pays for an action, from its lines and the document's own words, if any."""
    text = quoted.html.words if quoted else ""
    words = _content_words(text)
    pieces = _pieces(text)
    reported = any(line.spent is not None for line in lines)
    one_amount = sum(line.amount is not None for line in lines) == 1
    items = tuple(
        FundingItem(
            line=line,
            note=line.note if line.note and not _pieces(line.note) <= pieces else "",
            unreported=reported and line.can_be_spent and line.spent is None,
            is_quoted=(one_amount or line.amount is None)
            and _content_words(_joined(line.amount, line.kind, line.of, line.source)) <= words,
            year=line.year if line.year and not _content_words(line.year) <= words else "",
        )
        for line in lines
    )
    kinds = _content_words(" ".join(line.kind for line in lines))
    in_full = " ".join(
        _joined(line.amount, line.kind, line.of, line.year, line.source, line.note)
        for line in lines
    )
    return Funding(
        lines=items,
        quoted=quoted,
        is_quoted=quoted is not None
        and not reported
        and (not lines or words == _content_words(in_full)),
        quoted_says_more=quoted is not None and not words <= kinds,
    )


@lru_cache(maxsize=1024)  # lines of many actions have the same words, such as "officer time"
def _content_words(text: str) -> frozenset[str]:
    """Return the words and figures of a text, in whichever of the usual forms they are written."""
    plain = _LONG_YEAR.sub("", _THOUSANDS.sub("", text)).casefold()
    return frozenset(_WORD.findall(plain)) - _FILLERS


def _joined(*parts: object) -> str:
    return " ".join(str(part) for part in parts if part is not None)


def _pieces(text: str) -> set[str]:
    """Return the sentences of a text, and what is added up in it, without what ends them."""
    return {piece.rstrip(".!?") for piece in _PIECE_END.split(text.casefold())}
