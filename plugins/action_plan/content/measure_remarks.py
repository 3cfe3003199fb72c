"""Remarks on measures: times of readings and targets that are probably of another year."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date

from .models import Action, has_fields, items_with
from .rules import Violation
from .vocabulary import Vocabulary

__all__ = ["MEASURE_REMARKS", "out_of_order"]


def _nothing_is_before_the_baseline(action: Action, _vocabulary: Vocabulary) -> Iterator[Violation]:
    """A reading should not be of a time before the baseline, nor a target due before it."""
    for index, measure in items_with(action, "measures", "baseline", "target", "readings"):
        baseline = measure.baseline
        if baseline is None or not has_fields(baseline, "date") or baseline.date is None:
            continue
        before = f"is before the baseline, which is of {baseline.date}. Check the year."
        for place, reading in items_with(measure, "readings", "date"):
            if reading.date.last < baseline.date.first:
                yield ("measures", index, "readings", place, "date"), f"{reading.date} {before}"
        target = measure.target
        due = target.due if target and has_fields(target, "due") else None
        if due and due.last < baseline.date.first:
            yield ("measures", index, "target", "due"), f"{due} {before}"


def _readings_are_in_their_order(action: Action, _vocabulary: Vocabulary) -> Iterator[Violation]:
    """Readings should go from the oldest to the newest, or from the newest to the oldest."""
    for index, measure in items_with(action, "measures", "readings"):
        times = [reading.date for _, reading in items_with(measure, "readings", "date")]
        place = out_of_order([time.last for time in times])
        if place:
            yield (
                ("measures", index, "readings", place, "date"),
                f"{times[place]} is out of order: the reading above it is of {times[place - 1]}."
                " Move it, or check its date.",
            )
        elif place == 0:
            yield (
                ("measures", index, "readings", 0, "date"),
                f"{times[0]} is out of order: the reading below it is of {times[1]}. Move it, or"
                " check its date.",
            )


def out_of_order(days: Sequence[date]) -> int | None:
    """Return the place of a day without which all rise, or all fall; `None` where all do so."""
    if len(days) < 3 or list(days) in (sorted(days), sorted(days, reverse=True)):
        return None
    for falling in (False, True):
        for index in range(len(days))[::-1]:
            others = [*days[:index], *days[index + 1 :]]
            if others == sorted(others, reverse=falling):
                return index
    return next(index for index in range(1, len(days)) if days[index] < days[index - 1])


MEASURE_REMARKS: tuple[Callable[[Action, Vocabulary], Iterator[Violation]], ...] = (
    _nothing_is_before_the_baseline,
    _readings_are_in_their_order,
)
