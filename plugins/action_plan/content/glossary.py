"""The plan's abbreviations: where texts have them, and what they mean."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import groupby

import nh3

__all__ = ["Glossary"]


class Glossary:
    """The plan's abbreviations, to be found in text, in the plural too."""

    def __init__(self, words: Mapping[str, str]) -> None:
        self.words = words
        self.titles = {**{f"{term}s": meaning for term, meaning in words.items()}, **words}
        terms = sorted(filter(None, self.titles), reverse=True)
        # A term may end in a punctuation mark, as "e.g." does.
        self.pattern = re.compile(rf"({_words_of(terms)})(?!\w)") if terms else None

    def terms(self, *texts: str) -> tuple[tuple[str, str], ...]:
        """Return the abbreviations used in the texts, with their meanings, in order."""
        # The texts are joined by a character that no file of the content may have.
        found = set(self.pattern.findall("\0".join(texts))) if self.pattern else set()
        return tuple(
            (term, meaning)
            for term, meaning in self.words.items()
            if term in found or f"{term}s" in found
        )

    def with_abbreviations(self, text: str) -> str:
        """Return plain text in which each abbreviation is an `abbr` element with its meaning."""
        return self.pattern.sub(self._element, text) if self.pattern else text

    def _element(self, found: re.Match[str]) -> str:
        title = nh3.clean_text(self.titles[found[0]]).replace("&#32;", " ").replace("&#47;", "/")
        return f'<abbr title="{title}">{found[0]}</abbr>'


def _words_of(terms: Sequence[str]) -> str:
    """Return a pattern for the longest of some terms, at the start of a word.

    It starts with the first letters, by which `re` finds a term in a quarter of the time, and
    has what terms begin with alike only once: a thousand take no longer than ten. The terms are
    in falling order, so that a longer one comes before its own beginning.
    """
    words = []
    for first, alike in groupby(terms, key=lambda term: term[0]):
        letter = re.escape(first)
        start = rf"{letter}(?<!\w{letter})" if re.match(r"\w", first) else rf"(?<!\w){letter}"
        words.append(start + _endings([term[1:] for term in alike]))
    return f"(?:{'|'.join(words)})"


def _endings(terms: Sequence[str]) -> str:
    """Return a pattern for the longest of some ends of terms, in falling order."""
    choices = [
        re.escape(first) + _endings([term[1:] for term in alike]) if first else ""
        for first, alike in groupby(terms, key=lambda term: term[:1])
    ]
    return choices[0] if len(choices) == 1 else f"(?:{'|'.join(choices)})"
