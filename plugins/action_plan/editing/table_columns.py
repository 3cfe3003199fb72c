"""The columns of a table of updates: what is asked for in each, by its heading."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from ..content.front_matter import field_name
from ..content.other_words import OTHER_WORDS
from ..messages import did_you_mean, quoted
from .update_request import COLUMNS, NEEDED, OF_AN_UPDATE

__all__ = ["FOR_PEOPLE", "Columns", "is_heading"]

_OTHER_NAMES = {
    **dict.fromkeys(("action", "action_id", "action_number", "action_no", "action_ref"), "id"),
    **dict.fromkeys(("what_was_done", "what_was_done_or_found"), "note"),
    "words_beside_the_status": "status_note",
    **dict.fromkeys(("new_due_date", "due_date"), "due"),
}
"""What tables may call a column, as those of the site do."""
_NEW = "new_"
"""How a column begins that asks for a value, where another has the value that was there."""
FOR_PEOPLE = ("title", "last_update")
"""Columns that ask for nothing."""
_EXPLAINED = re.compile(r"\s*[(\[].*", re.DOTALL)
"""What is behind a column's name for whoever fills it in."""
_DAY_FIRST = re.compile(r"\s*\bd{1,2}\W+m{1,3}\W+y{2,4}\b|\bday\W+month\W+year\b", re.IGNORECASE)
_MONTH_FIRST = re.compile(r"\s*\bm{1,3}\W+d{1,2}\W+y{2,4}\b|\bmonth\W+day\W+year\b", re.IGNORECASE)


def is_heading(names: list[str]) -> bool:
    """Whether the cells of a row name the columns of a table."""
    return "id" in map(_name, names)


class Columns:
    """The columns of a table, from the row that names them."""

    def __init__(self, headings: Mapping[int, str]) -> None:
        written = {index: _name(heading) for index, heading in headings.items()}
        new = {name.removeprefix(_NEW) for name in written.values() if name.startswith(_NEW)}
        self.asked = {
            index: name.removeprefix(_NEW) for index, name in written.items() if name not in new
        }
        """What is asked for, by the number of its column."""
        self.before = {index: name for index, name in written.items() if name in new}
        """What was there when the table was made, by the number of its column."""
        self.labels = {name: name.replace("_", " ") for name in (*COLUMNS, "title")}
        """What the table calls each column."""
        self.labels |= {name: f"new {self.labels[name]}" for name in new & self.labels.keys()}
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
        meant = [_meant(name) for name in unknown]
        if len(unknown) == 1:
            near = f' Did you mean "{meant[0]}"?' if meant[0] else did_you_mean(unknown[0], COLUMNS)
            yield f"{quoted(unknown[0])} is not a column. Use {listed}.{near}"
        elif unknown:
            found = quoted(", ".join(unknown))
            named = ", ".join(f'"{name}"' for name in meant if name)
            near = f" Did you mean {named}?" if named else ""
            yield f"{found} are not columns. Use {listed}, and delete the others.{near}"
        for name in COLUMNS:
            if names.count(name) > 1:
                label = quoted(self.labels[name])
                yield f"the column {label} is there twice. Keep one."
        if OF_AN_UPDATE & {*names} or not {*COLUMNS[1:]} & {*names}:
            for name in NEEDED:
                if name not in names and name not in meant:
                    yield f"the column {quoted(name)} is missing. The first row names the columns."


def _name(heading: str) -> str:
    """Return the name of a column without what explains it."""
    for order in (_DAY_FIRST, _MONTH_FIRST):
        heading = order.sub("", heading)
    name = field_name(_EXPLAINED.sub("", heading).strip(" :*"))
    return _OTHER_NAMES.get(name, name)


def _meant(name: str) -> str:
    """Return the column that another word for it means, or nothing."""
    return next((field for field in OTHER_WORDS.get(name, ()) if field in COLUMNS), "")


def _says_day_first(heading: str) -> bool | None:
    if _DAY_FIRST.search(heading):
        return True
    return False if _MONTH_FIRST.search(heading) else None
