"""The accessibility statement's texts: which of its fields are Markdown, and where they stand."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from .validation import has_fields

if TYPE_CHECKING:
    from .front_matter import Location
    from .models import Accessibility

__all__ = ["statement_texts"]


def statement_texts(statement: Accessibility) -> Iterator[tuple[Location, str]]:
    """Return every text that is Markdown, with its place below `accessibility`.

    Fields of the statement may be missing, for what is wrong with them was noted.
    """
    for name in ("scope", "response_time", "enforcement"):
        text = getattr(statement, name) if has_fields(statement, name) else None
        if text is not None:
            yield (name,), text
    for name in ("non_accessible", "not_tested"):
        for index, text in enumerate(getattr(statement, name) if has_fields(statement, name) else ()):
            yield (name, index), text
    for index, test in enumerate(statement.tested if has_fields(statement, "tested") else ()):
        if has_fields(test, "how"):
            yield ("tested", index, "how"), test.how
