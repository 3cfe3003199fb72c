"""What is wrong with the content: one problem, its place and its words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from dataclasses import field as dataclass_field
from itertools import groupby
from typing import Literal, NamedTuple

from .formatting import count, noun_of
from .messages import listed, printable
from .natural_order import natural_key

__all__ = ["ContentProblems", "OfPlanError", "PlanCause", "Problem", "abridged", "introduced"]

_MOST_OF_A_FILE = 100
_MOST = 1_000
"""Problems that a report lists: nobody reads more before the first are fixed."""


class PlanCause(NamedTuple):
    """What has changed in plan.yml where many actions have a problem alike."""

    kind: Literal["word", "heading", "required", "field", "currency"]
    name: str = ""
    """The title of the part that a heading may mean, or that lacks one; the field that is near."""


class OfPlanError(ValueError):
    """A value is none that plan.yml has; carries what may have changed there."""

    def __init__(self, message: str, cause: PlanCause) -> None:
        super().__init__(message)
        self.cause = cause


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to fix: where it is, which field, what was found and what to write.

    What was not read from a file, such as a command's values, has an empty `path`.
    """

    path: str
    line: int
    field: str
    message: str
    also_on: tuple[int, ...] = ()
    """Other lines of the file that have the same."""
    cause: PlanCause | None = dataclass_field(default=None, compare=False)
    """What it may come from in plan.yml."""

    def __post_init__(self) -> None:
        # Names of files and of fields come from the content, and are printed as they are.
        object.__setattr__(self, "path", printable(self.path))
        object.__setattr__(self, "field", printable(self.field))

    def __str__(self) -> str:
        place = f"{self.path}:{self.line}: " if self.path else ""
        return f"{place}{self.text}"

    @property
    def text(self) -> str:
        """The whole message, after the field that it is about."""
        return f"{self.field}: {self.whole_message}" if self.field else self.whole_message

    @property
    def whole_message(self) -> str:
        """The message, with the other lines that it is about: `lines 5 and 7`."""
        if not self.also_on:
            return self.message
        lines = f"{noun_of(len(self.also_on), 'line')} {listed(map(str, self.also_on))}"
        return f"{self.message} The same is on {lines}."

    @property
    def order(self) -> tuple[object, ...]:
        """The place in a report: by path as people sort it, then line, field and message."""
        return (natural_key(self.path), self.line, self.field, self.message)


class ContentProblems(Exception):  # noqa: N818 - what it carries, as callers name it
    """The content cannot become a site; carries every problem found, in the order of a report.

    It carries the remarks, too: what is probably not meant, and would not hinder by itself.
    """

    def __init__(self, problems: Iterable[Problem], remarks: Iterable[Problem] = ()) -> None:
        self.problems = tuple(sorted(set(problems), key=lambda problem: problem.order))
        self.remarks = tuple(sorted(set(remarks), key=lambda problem: problem.order))
        super().__init__(self.problems)

    def __str__(self) -> str:
        return "\n".join([*map(str, abridged(self.problems)), self.count])

    @property
    def count(self) -> str:
        """The closing line of a report, such as `12 problems in 1 file.`, as a sentence."""
        files = len({problem.path for problem in self.problems})
        return f"{count(len(self.problems), 'problem')} in {count(files, 'file')}."


def introduced(after: Iterable[Problem], before: Iterable[Problem]) -> list[Problem]:
    """Return the problems that were not there before, whatever line the others are on now."""
    known = Counter((problem.path, problem.field, problem.message) for problem in before)
    new = []
    for problem in after:
        key = (problem.path, problem.field, problem.message)
        known[key] -= 1
        if known[key] < 0:
            new.append(problem)
    return new


def abridged(problems: Iterable[Problem]) -> list[Problem]:
    """Return the problems that a report lists; the last of a file, and of all, say how many more.

    The problems of a file are beside each other.
    """
    listed: list[Problem] = []
    left: list[Problem] = []
    for _, group in groupby(problems, key=lambda problem: problem.path):
        found = list(group)
        room = min(_MOST_OF_A_FILE, max(0, _MOST - len(listed)))
        listed += found[:room]
        if room and len(found) > room:
            listed.append(_more(found[room:], "in this file"))
        elif not room:
            left += found
    if left:
        listed.append(_more(left, f"in {count(len({p.path for p in left}), 'file')}"))
    return listed


def _more(problems: list[Problem], where: str) -> Problem:
    """Return, at the place of the first of some problems, how many they are."""
    message = f"and {count(len(problems), 'more problem')} {where}."
    return Problem(problems[0].path, problems[0].line, "", message)
