"""The columns of a table of updates: what is asked for in each, by its heading."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from ..content.front_matter import field_name
from ..content.other_words import OTHER_WORDS
from ..content.parsers import fold
from ..messages import did_you_mean, quoted
from ..messages import listed as in_a_list
from .update_request import COLUMNS, NEEDED, OF_AN_UPDATE

__all__ = ["FOR_PEOPLE", "Columns", "is_heading"]

_OTHER_NAMES = {
    **dict.fromkeys(("action", "action_id", "action_number", "action_no", "action_ref"), "id"),
    **dict.fromkeys(("what_was_done", "what_was_done_or_found"), "note"),
    "words_beside_the_status": "status_note",
    "due_date": "due",
}
"""What tables may call a column, as those of the site do."""
_NEW = "new_"
"""How a column begins that asks for a value, where another has the value that was there."""
FOR_PEOPLE = ("title", "last_update")
"""Columns that ask for nothing."""
_NOW = re.compile(r"^(?:current|latest|updated)_")
"""How people begin the name of a column that asks for a value."""
_EXPLAINED = re.compile(r"[(\[].*", re.DOTALL)
"""What is behind a column's name for whoever fills it in."""
_DAY_FIRST = re.compile(
    r"(?<!\s)\s*\bd{1,2}\W+m{1,3}\W+y{2,4}\b|\bday\W+month\W+year\b", re.IGNORECASE
)
_MONTH_FIRST = re.compile(
    r"(?<!\s)\s*\bm{1,3}\W+d{1,2}\W+y{2,4}\b|\bmonth\W+day\W+year\b", re.IGNORECASE
)


def is_heading(names: list[str]) -> bool:
    """Whether the cells of a row name the columns of a table."""
    return "id" in map(_name, names)


class Columns:
    """The columns of a table, from the row that names them."""

    def __init__(self, headings: Mapping[int, str]) -> None:
        self._headings = headings
        written = {index: _name(heading) for index, heading in headings.items()}
        new = {name for name in COLUMNS[1:] if f"{_NEW}{name}" in written.values()}
        self.asked = {
            index: name.removeprefix(_NEW) if name.removeprefix(_NEW) in new else name
            for index, name in written.items()
            if name not in new
        }
        """What is asked for, by the number of its column."""
        self.id_column = next((i for i, name in self.asked.items() if name == "id"), -1)
        self.before = {index: name for index, name in written.items() if name in new}
        """What was there when the table was made, by the number of its column."""
        self.labels = {name: name.replace("_", " ") for name in (*COLUMNS, "title")}
        """What the table calls each column."""
        self.labels |= {name: f"new {self.labels[name]}" for name in new}
        self.day_first = {
            index: order
            for index, heading in headings.items()
            if (order := _says_day_first(heading)) is not None
        }
        """Whether dates in figures have the day first, where the heading says it."""

    def problems(self) -> Iterator[str]:
        """Return what is wrong with the names of the columns."""
        names = [*self.asked.values()]
        listed = ", ".join(self.labels[name] for name in COLUMNS)
        if "id" not in names:
            yield (
                'no column is called "id". Name the columns in the row above the first update:'
                f" {listed}."
            )
            return
        unknown = [name for name in names if name not in COLUMNS and name not in FOR_PEOPLE]
        meant = [name for name in map(_meant, unknown) if name and name not in names]
        if len(unknown) == 1:
            near = f' Did you mean "{meant[0]}"?' if meant else did_you_mean(unknown[0], COLUMNS)
            yield f"{_quoted(unknown)} is not a column. Use {listed}.{near}"
        elif unknown:
            named = ", ".join(map(quoted, meant))
            near = f" Did you mean {named}?" if named else ""
            yield f"{_quoted(unknown)} are not columns. Use {listed}, and delete the others.{near}"
        for name in COLUMNS:
            if names.count(name) > 1:
                yield self._twice(name)
        found = {*names, *meant}
        asks = found & {*COLUMNS[1:]}
        missing = [quoted(name) for name in NEEDED if name not in found]
        if missing and (asks & OF_AN_UPDATE or not (asks or unknown)):
            are = "column {} is" if len(missing) == 1 else "columns {} are"
            which = are.format(in_a_list(missing))
            yield f"the {which} missing. The first row names the columns."

    def _twice(self, name: str) -> str:
        """Return what is wrong with several columns of one name, which may be written otherwise."""
        label = quoted(self.labels[name])
        written = [self._headings[index] for index, found in self.asked.items() if found == name]
        if len({*map(fold, written)}) == 1:
            return f"the column {label} is there twice. Keep one."
        titles = ' A column with the titles is called "title".' if name == "id" else ""
        return f"the columns {in_a_list(map(quoted, written))} are both {label}. Keep one.{titles}"


def _name(heading: str) -> str:
    """Return the name of a column without what explains it."""
    for order in (_DAY_FIRST, _MONTH_FIRST):
        heading = order.sub("", heading)
    name = field_name(_EXPLAINED.sub("", heading).strip().strip(" :*"))
    new, name = (_NEW, name.removeprefix(_NEW)) if name.startswith(_NEW) else ("", name)
    return f"{new}{_OTHER_NAMES.get(name, name)}"


def _quoted(names: Iterable[str]) -> str:
    return quoted(", ".join(name.replace("_", " ") for name in names))


def _meant(name: str) -> str:
    """Return the column that another word for it means, or nothing."""
    name = _NOW.sub("", name)
    return next((field for field in (name, *OTHER_WORDS.get(name, ())) if field in COLUMNS), "")


def _says_day_first(heading: str) -> bool | None:
    if _DAY_FIRST.search(heading):
        return True
    return False if _MONTH_FIRST.search(heading) else None
