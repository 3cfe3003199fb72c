"""Times of financial years that are read by a period which hardly begins with one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from ..formatting import day
from ..messages import quoted
from .folder import ContentFiles
from .models import Action, Record
from .plan_file import PlanFile
from .record_file import RecordFile
from .when import When, is_of_a_financial_year

__all__ = ["remark_on_financial_years"]


def remark_on_financial_years(
    files: ContentFiles, plan_file: PlanFile, actions: Mapping[Path, RecordFile[Action]]
) -> None:
    """Note a time that is read by a period of which financial years hardly follow."""
    month = plan_file.plan.guessed_month
    for path, file in actions.items() if month else ():
        for time in _times_of_financial_years(file.record):
            days = " to ".join(day(known) for known in (time.first_day, time.last_day) if known)
            files.remark_field(
                plan_file.block,
                ("period",),
                f"{quoted(time.text)} in {files.name(path)} is read as {days}, as if financial"
                f" years began in {month}, as the period does. Write in which month they begin,"
                ' like "financial_year_begins: April".',
            )
            return


def _times_of_financial_years(record: Record) -> Iterator[When]:
    """Return the times of a record, perhaps incomplete, whose days depend on financial years."""
    for value in record.__dict__.values():
        for item in value if isinstance(value, tuple) else (value,):
            if isinstance(item, When) and is_of_a_financial_year(item):
                yield item
            elif isinstance(item, Record):
                yield from _times_of_financial_years(item)
