"""Words that messages to officers share: what was found, and what may be written instead."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence

__all__ = ["describe_os_error", "did_you_mean", "nearest", "one_of", "printable", "quoted"]

_LONGEST_QUOTE = 60


def quoted(found: object) -> str:
    """Return what was found, in quotes, on one line, printable and short enough to read."""
    text = printable(" ".join(str(found).split()))
    if len(text) > _LONGEST_QUOTE:
        text = text[: _LONGEST_QUOTE - 1] + "…"
    return f'"{text}"'


def printable(text: str) -> str:
    """Return a text in which what cannot be seen is written as its number: U+202E."""
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in text)


def describe_os_error(error: OSError) -> str:
    """Return what the system refused, and where: `content/plan.yml: Permission denied`."""
    where = f"{error.filename}: " if error.filename else ""
    return f"{where}{error.strerror or error}"


def one_of(choices: Iterable[str]) -> str:
    """Return the sentence that lists what may be written instead."""
    return f"Use one of: {', '.join(choices)}."


def nearest(found: str, choices: Sequence[str]) -> str | None:
    """Return the choice whose spelling is nearest to what was found, if any is near."""
    folded = {choice.casefold(): choice for choice in choices}
    near = difflib.get_close_matches(found.strip().casefold(), folded, n=1, cutoff=0.6)
    return folded[near[0]] if near else None


def did_you_mean(found: str, choices: Sequence[str]) -> str:
    """Return ` Did you mean "…"?` with the nearest choice, or nothing where none is near."""
    near = nearest(found, choices)
    return f' Did you mean "{near}"?' if near else ""
