"""Words that messages to officers share: what was found, and what may be written instead."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Collection, Iterable, Sequence
from functools import cache
from itertools import islice

from .formatting import count

__all__ = [
    "MOST_LISTED",
    "describe_os_error",
    "did_you_mean",
    "first_of",
    "listed",
    "names_choices",
    "nearest",
    "one_of",
    "printable",
    "quoted",
    "suggester",
]

_LONGEST_QUOTE = 60
MOST_LISTED = 50
"""Choices that a message names, and among which the nearest is looked for."""
_CHOICES = "Use one of: "
_LONGEST_WORD = 100
_MOST_COMPARED = 20_000
"""Comparisons of words, of which a second has time for some 50,000."""


def printable(text: str) -> str:
    """Return text in which what cannot be printed, or would turn the line, is its number."""
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in text)


def quoted(found: object) -> str:
    """Return what was found, in quotes, on one line, printable and short enough to read."""
    return f'"{_shortened(printable(" ".join(str(found).split())))}"'


def _shortened(text: str) -> str:
    return text if len(text) <= _LONGEST_QUOTE else f"{text[: _LONGEST_QUOTE - 1]}…"


def describe_os_error(error: OSError) -> str:
    """Return what the system refused, and where: `content/plan.yml: Permission denied`."""
    where = f"{error.filename}: " if error.filename else ""
    return f"{where}{error.strerror or error}"


def first_of(names: Sequence[str]) -> str:
    """Return the first three of some names, with dots for the others."""
    return ", ".join(names[:3]) + (" …" if len(names) > 3 else "")


def listed(words: Iterable[str]) -> str:
    """Return words as a sentence lists them: `id`, `id and title`, `date, what and how`."""
    *others, last = words
    return f"{', '.join(others)} and {last}" if others else last


def one_of(choices: Collection[str]) -> str:
    """Return the sentence that lists what may be written instead."""
    shown = map(_shortened, islice(choices, MOST_LISTED))
    others = len(choices) - MOST_LISTED
    more = f", or one of {count(others, 'other')}" if others > 0 else ""
    return f"{_CHOICES}{', '.join(shown)}{more}."


def names_choices(message: str) -> bool:
    """Whether a message lists what may be written instead."""
    return f" {_CHOICES}" in message


def nearest(found: str, choices: Sequence[str], cutoff: float = 0.6) -> str | None:
    """Return the choice whose spelling is nearest to what was found, if any is near.

    Of a text so long that it is no word none is near. The `cutoff` is how much must be the same.
    """
    if len(found) > _LONGEST_WORD:
        return None
    folded = {choice.casefold(): choice for choice in choices}
    near = difflib.get_close_matches(found.strip().casefold(), folded, n=1, cutoff=cutoff)
    return folded[near[0]] if near else None


def did_you_mean(found: str, choices: Sequence[str]) -> str:
    """Return ` Did you mean "…"?` with the nearest choice, or nothing where none is near."""
    near = nearest(found, choices)
    return f' Did you mean "{near}"?' if near else ""


def suggester(choices: Callable[[], Sequence[str]]) -> Callable[[str], str]:
    """Return a `did_you_mean` for many words and many choices, which are asked for when needed.

    Each word is compared once, and no more words than there is time for: after a thousand that
    are not there, whoever reads them needs the reason and not the nearest to each.
    """
    known = cache(choices)
    compared = 0

    @cache
    def suggest(found: str) -> str:
        nonlocal compared
        if compared > _MOST_COMPARED:
            return ""
        compared += len(known())
        return did_you_mean(found, known())

    return suggest
