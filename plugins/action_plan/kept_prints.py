"""What stands on many pages alike, such as their foot, is printed once."""

from __future__ import annotations

from typing import Protocol

from markupsafe import Markup

__all__ = ["KeptPrints", "Macro"]


class Macro(Protocol):
    """A macro of a template."""

    name: str

    def __call__(self, *arguments: object) -> Markup:
        """Give what the macro prints."""


class KeptPrints:
    """Prints a macro once for each set of arguments, within one build.

    Arguments other than text and truth are told apart by being the same object, so a macro that is
    kept must print what does not change while the site is built.
    """

    def __init__(self) -> None:
        self._prints: dict[tuple[object, ...], Markup] = {}

    def __call__(self, macro: Macro, *arguments: object) -> Markup:
        """Give what the macro prints with these arguments."""
        key = (macro.name, *(a if isinstance(a, str | bool) else id(a) for a in arguments))
        if key not in self._prints:
            self._prints[key] = macro(*arguments)
        return self._prints[key]
