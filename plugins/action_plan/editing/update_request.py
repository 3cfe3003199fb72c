"""Requests for an update, as a command, a table or a form makes them."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from urllib.parse import unquote
from zoneinfo import ZoneInfo

from ..content.addresses import split_addresses
from ..content.vocabulary import Vocabulary
from ..content.when import parse_past_time
from ..messages import quoted
from ..problems import Problem
from .asked_words import is_no_change, is_to_go, is_unclear, says_none

__all__ = [
    "COLUMNS",
    "MADE_A_DAY",
    "NEEDED",
    "NONE_FILLED_IN",
    "OF_AN_UPDATE",
    "UpdateRequest",
]

COLUMNS = ("id", "status", "note", "date", "evidence", "status_note", "lead", "due")
"""What a request may have, as a table calls it."""
OF_AN_UPDATE = frozenset(("status", "note", "date", "evidence"))
"""What of it makes an update."""
NEEDED = {
    "id": "is missing. Write the id of the action, like 4.2.1.",
    "status": 'is missing. Write where delivery stands now, or "no change".',
    "note": "is missing. Say what was done or found, in one or two sentences.",
}
"""What a request must have, and the message where it is empty."""
MADE_A_DAY = (
    "a spreadsheet has made a day of an id. Give the column the format Text, and type the ids"
    " again."
)
"""What is said of an id that is a day."""
NONE_FILLED_IN = "no row asks for anything. Fill in what is new, one action a row."
"""What is said of a table whose rows have nothing but ids."""
_STAYS_OR_GOES = (
    '{} says nothing to residents. Leave this empty to keep what is there, or write "none" to take'
    " it away."
)
_UNCLEAR = {
    "status_note": _STAYS_OR_GOES,
    "lead": _STAYS_OR_GOES,
    "due": _STAYS_OR_GOES,
    "date": "{} does not say when it was. Write the day, or leave this empty for today.",
    "evidence": "{} is no address. Where there is none, leave this empty.",
}
"""What is said of words that are no value, by what is asked for."""

_WRITTEN_WITH = {"first_due": "due", "funding": "spent", "spent_as_at": "spent"}
"""What is written into a file because of what is asked for."""
_BY_HAND = (
    "can only be edited in {}, because of the form in which it is there. Edit it there, and leave"
    " this empty."
)
_WITH_ITS_NOUN = re.compile(r"(?:action|number|no\.)(?: number| no\.?)? ?#?|#", re.IGNORECASE)
_IN_ADDRESS = re.compile(r"https?://\S+/actions/([^/\s]+)\S*")
_BULLET = re.compile(r"^(\s*)[•·▪●◦] *(?=\S)")
_LIST_MARK = re.compile(r"^\s*(?:[-*•]|\d+[.)])\s+(?=https?://|mailto:)", re.MULTILINE)
"""What is in front of an address that is an item of a list."""
_ITEM = re.compile(r"\s*(?:[-*+]|\d+\.) +\S")
_BLOCKS = re.compile(r"\n\n|^ *(?:[-*+]|\d+\.) +\S.*\n|^ *(?:>|\||```|#{1,6} )", re.MULTILINE)
"""What paragraphs, lists, quotations, tables, code and headings of Markdown have."""


@dataclass(frozen=True, slots=True)
class UpdateRequest:
    """An update somebody asks for, in their own words; `file` and `line` are those of a table."""

    values: Mapping[str, str]
    """Text by `id`, `status`, `note`, `date`, `evidence`, `status_note`, `spent`, `spent_from`,
    `due` and `lead`, and by `title`, which only says what the request is about."""
    names: Mapping[str, str]
    """What the place the values come from calls each of them."""
    file: str = ""
    line: int = 1
    before: Mapping[str, str] | None = None
    """The values that were there when a table was made, by what is asked for."""
    asked_at: datetime | None = None
    """When it was asked for, where that is known: the day it is of where it names none."""
    divider: str = ""
    """What divides the values of a row, in a text."""
    is_one_value: bool = False
    """It is a row of a text that nothing divides."""
    is_above: bool = False
    """It is a row above the one that names the columns."""

    def day(self, vocabulary: Vocabulary, time_zone: str) -> str:
        """Return the time it is of, else in a time zone the day it was asked for.

        What the reader will refuse is returned as it is written.
        """
        written = self.value("date")
        if written.casefold() in ("", "today"):
            asked_at = self.asked_at and self.asked_at.astimezone(ZoneInfo(time_zone)).date()
            return (asked_at or vocabulary.today).isoformat()
        with contextlib.suppress(ValueError):
            return str(parse_past_time(written, vocabulary.first_month))
        return written

    def value(self, name: str) -> str:
        """Return a value on one line, empty where nothing is asked for."""
        return " ".join(self.values.get(name, "").split())

    def without_unclear(self) -> tuple[UpdateRequest, list[Problem]]:
        """Return the request without values of which it is not clear whether they stay, and why."""
        unclear = [
            name
            for name in _UNCLEAR
            if is_unclear(self.value(name)) and not (name == "evidence" and not self.evidence)
        ]
        if is_to_go(self.value("date")):
            unclear.append("date")
        problems = [
            self.problem(name, _UNCLEAR[name].format(quoted(self.value(name)))) for name in unclear
        ]
        kept = {name: value for name, value in self.values.items() if name not in unclear}
        return (replace(self, values=kept) if unclear else self), problems

    @property
    def id_alone(self) -> str:
        """The id without a word in front, or out of an action's address; empty where it is so."""
        written = self.value("id")
        if found := _IN_ADDRESS.fullmatch(written):
            return unquote(found[1])
        found = _WITH_ITS_NOUN.match(written)
        return written[found.end() :].strip() if found else ""

    @property
    def keeps_status(self) -> bool:
        """Whether the status is said to be as it was."""
        return is_no_change(self.value("status"))

    @property
    def asks_for_nothing(self) -> bool:
        """Whether it is a row of a table that says nothing of an action."""
        return bool(self.file) and not any(map(self.value, COLUMNS[1:]))

    @property
    def missing(self) -> dict[str, str]:
        """The messages for what is needed and empty; a row of a table may be without an update."""
        needed = NEEDED if self.has_update else {"id": NEEDED["id"]}
        return {name: message for name, message in needed.items() if not self.value(name)}

    @property
    def has_update(self) -> bool:
        """Whether an update is asked for, and not other fields alone."""
        return not self.file or any(map(self.value, OF_AN_UPDATE))

    @property
    def note(self) -> str:
        """What was done, on one line, or with its lines where they are more than a paragraph."""
        lines = [*_with_blocks(self.values.get("note", "").strip().splitlines())]
        text = "\n".join(lines)
        return text if _BLOCKS.search(text) or any(map(_is_ruler, lines)) else self.value("note")

    @property
    def evidence(self) -> tuple[str, ...]:
        """The addresses where it can be seen, or what was written instead of any."""
        listed = _LIST_MARK.sub("", self.values.get("evidence", ""))
        written = " ".join(listed.split())
        return () if not written or says_none(written) else split_addresses(written)

    def problem(self, name: str, message: str) -> Problem:
        """Return a problem of one value, under the name its author knows."""
        return Problem(self.file, self.line, self.names[name], message)

    def has_in_note(self, problem: Problem) -> bool:
        """Whether a problem that is of no field quotes what the note has, such as a link."""
        found = re.search(r'"(.+?)…?"', problem.message)
        return bool(found and not problem.field and found[1] in self.value("note"))

    def refused(self, problem: Problem) -> Problem:
        """Return why a file cannot be edited, at what is asked for where that is the reason."""
        name = _WRITTEN_WITH.get(problem.field, problem.field)
        if name in self.names:
            return self.problem(name, _BY_HAND.format(problem.path))
        return replace(problem, field="")

    def beside(self, problem: Problem) -> Problem:
        """Return a problem of the file that the request changes, at the row of a table."""
        if not self.file:
            return problem
        return Problem(self.file, self.line, "", f"with this row, {problem}")


def _with_blocks(lines: Sequence[str]) -> Iterator[str]:
    """Return the lines of a note, with an empty one above each list or table below text.

    Bullets become hyphens.
    """
    written = [_BULLET.sub(r"\1- ", line).rstrip() for line in lines]
    is_item = [bool(_ITEM.match(line)) for line in written]
    for index, line in enumerate(written):
        above = written[index - 1] if index else ""
        is_below_text = above and not is_item[index - 1] and not above.startswith(" ")
        is_table = "|" in line and any(map(_is_ruler, written[index + 1 : index + 2]))
        if is_below_text and (is_item[index : index + 2] == [True, True] or is_table):
            yield ""
        yield line


def _is_ruler(line: str) -> bool:
    """Whether a line is the one of a table that is below its first row."""
    return "|" in line and "-" in line and not line.strip(" |:-")
