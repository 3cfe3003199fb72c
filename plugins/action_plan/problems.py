"""What is wrong with the content: one problem, its place and its words."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

__all__ = [
    "ContentProblems",
    "Problem",
    "did_you_mean",
    "natural_key",
    "nearest",
    "one_of",
    "quoted",
    "said_by_system",
]

_DIGITS = re.compile(r"(\d+)")
_LONGEST_QUOTE = 60


def natural_key(text: str) -> tuple[tuple[int, int, str], ...]:
    """Give a key that sorts text as people do: 4.9.1 before 4.10.1, A-7 before A-10."""
    return tuple(
        (0, int(part), part) if part.isdecimal() else (1, 0, part.casefold())
        for part in _DIGITS.split(text)
        if part
    )


def quoted(found: object) -> str:
    """Give what was found, in quotes, on one line, printable and short enough to read."""
    text = " ".join(str(found).split())
    text = "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in text)
    if len(text) > _LONGEST_QUOTE:
        text = text[: _LONGEST_QUOTE - 1] + "…"
    return f'"{text}"'


def said_by_system(error: OSError) -> str:
    """Give what the system refused, and where: `content/plan.yml: Permission denied`."""
    where = f"{error.filename}: " if error.filename else ""
    return f"{where}{error.strerror or error}"


def one_of(choices: Iterable[str]) -> str:
    """Give the sentence that lists what may be written instead."""
    return f"Use one of: {', '.join(choices)}."


def nearest(found: str, choices: Sequence[str]) -> str | None:
    """Give the choice that is spelt most like what was found, if any is near."""
    folded = {choice.casefold(): choice for choice in choices}
    near = difflib.get_close_matches(found.strip().casefold(), folded, n=1, cutoff=0.6)
    return folded[near[0]] if near else None


def did_you_mean(found: str, choices: Sequence[str]) -> str:
    """Give ` Did you mean "…"?` with the nearest choice, or nothing where none is near."""
    near = nearest(found, choices)
    return f' Did you mean "{near}"?' if near else ""


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
