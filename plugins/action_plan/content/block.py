"""The fields of a file as plain values, each with its line, and the text below them."""

from __future__ import annotations

from dataclasses import dataclass, field
from unicodedata import normalize

from ..problems import PlanCause, Problem

__all__ = ["LISTS", "Block", "Location", "Value", "dotted", "field_name"]

Location = tuple[str | int, ...]
Value = str | list["Value"] | dict[str, "Value"]
LISTS = frozenset(
    (
        *("corrections", "documents", "evidence", "facets", "funding", "interim_targets", "links"),
        *("measures", "milestones", "non_accessible", "not_tested", "partners", "parts"),
        *("readings", "redirects", "related", "sections", "statuses", "tested", "themes"),
        "updates",
    )
)
"""Fields that take several entries."""


@dataclass(slots=True)
class Block:
    """A YAML mapping as plain values, with the line of each key and item, and the text below it.

    `lines` maps a location, such as `("updates", 0, "note")`, to its 1-based line in the file.
    """

    name: str
    """The file's name as reports have it."""
    values: dict[str, Value] = field(default_factory=dict)
    lines: dict[Location, int] = field(default_factory=dict)
    written: dict[Location, str] = field(default_factory=dict)
    """Names of fields that are not written as the fields are called."""
    literal: set[Location] = field(default_factory=set)
    """Where texts in the literal style are."""
    body: str = ""
    body_line: int = 1
    end_line: int = 1
    """The line of the `---` below the fields; 1 where there is no such line."""
    doubtful: set[str] = field(default_factory=set)
    """Fields in which one entry seems to run into the next, so that what they say is not sure."""
    wrong: set[tuple[int, str]] = field(default_factory=set)
    """The lines and names of fields of which it is already said what is wrong."""
    is_readable: bool = True
    """Whether `values` is what the file says, but for problems of single fields."""

    def line(self, location: Location, lines_above: int | None = None) -> int:
        """Return the line of a location, or of the nearest location around it that has one.

        With `lines_above` it is that of a part of the text there, if its lines are lines of the
        file: in the literal style (`|`), below the field's name.
        """
        while location and location not in self.lines:
            location = location[:-1]
        is_below = lines_above is not None and location in self.literal
        return self.lines.get(location, 1) + (1 + (lines_above or 0) if is_below else 0)

    def problem(self, location: Location, message: str, cause: PlanCause | None = None) -> Problem:
        """Return what is to be said of a field, at its line."""
        return Problem(self.name, self.line(location), dotted(location), message, cause=cause)


def field_name(written: str) -> str:
    """Return the name of the field that a key means: `status_note` for `Status Note`."""
    if written.isidentifier() and written.isascii() and written.islower():
        return written
    name = written.strip().replace(" ", "_").replace("-", "_").casefold()
    return name if name.isascii() else normalize("NFC", name)


def dotted(location: Location) -> str:
    """Return the field at a location as messages have it: `updates.note`."""
    return ".".join(part for part in location if isinstance(part, str))
