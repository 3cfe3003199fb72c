"""What is wrong with the content: one problem, its place and its words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from .natural_order import natural_key

__all__ = ["ContentProblems", "Problem"]


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to put right: where it is, which field, what was found and what to write.

    What was not read from a file, such as a command's values, has an empty `path`.
    """

    path: str
    line: int
    field: str
    message: str

    def __str__(self) -> str:
        field = f"{self.field}: " if self.field else ""
        place = f"{self.path}:{self.line}: " if self.path else ""
        return f"{place}{field}{self.message}"

    @property
    def order(self) -> tuple[object, ...]:
        """The place in a report: by path as people sort it, then line, field and message."""
        return (natural_key(self.path), self.line, self.field, self.message)


class ContentProblems(Exception):  # noqa: N818 - what it carries, as callers name it
    """The content cannot become a site; carries every problem found, in the order of a report."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(set(problems), key=lambda problem: problem.order))
        super().__init__(self.problems)

    def __str__(self) -> str:
        return "\n".join([*map(str, self.problems), self.count])

    @property
    def count(self) -> str:
        """The closing line of a report."""
        files = len({problem.path for problem in self.problems})
        problems = len(self.problems)
        return (
            f"{problems} problem{'s' if problems != 1 else ''}"
            f" in {files} file{'s' if files != 1 else ''}. Nothing was built."
        )
