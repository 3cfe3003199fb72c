"""The accessibility statement's texts: which of its fields are Markdown, and where they stand."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .front_matter import Location
    from .records import Accessibility

__all__ = ["statement_texts"]


def statement_texts(statement: Accessibility) -> Iterator[tuple[Location, str]]:
    """Give every text of a statement that is Markdown, with its place below `accessibility`."""
    for name in ("scope", "response_time", "enforcement"):
        text = getattr(statement, name)
        if text is not None:
            yield (name,), text
    for name in ("non_accessible", "not_tested"):
        for index, text in enumerate(getattr(statement, name)):
            yield (name, index), text
    for index, test in enumerate(statement.tested):
        yield ("tested", index, "how"), test.how
