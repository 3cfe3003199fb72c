"""What stands on many pages alike, such as their foot, is printed once."""

from __future__ import annotations

from datetime import date
from typing import Protocol

from markupsafe import Markup

__all__ = ["KeptPrints", "Macro"]

_TOLD_BY_VALUE = (str, bool, date)


class Macro(Protocol):
    """A macro of a template."""

    def __call__(self, *arguments: object) -> Markup:
        """Return what the macro prints."""


class KeptPrints:
    """Prints a macro once for each set of arguments, within one build.

    Arguments other than text, days and truth are told apart by being the same object, so a macro
    that is kept must print what does not change while the site is built.
    """

    def __init__(self) -> None:
        self._prints: dict[tuple[object, ...], Markup] = {}

    def __call__(self, macro: Macro, *arguments: object) -> Markup:
        """Return what the macro prints with these arguments."""
        key = (macro, *[a if isinstance(a, _TOLD_BY_VALUE) else id(a) for a in arguments])
        printed = self._prints.get(key)
        if printed is None:
            printed = self._prints[key] = macro(*arguments)
        return printed
