"""Remarks on measures: times of readings and targets that are probably of another year."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date

from .block import Location
from .models import Action, has_fields, items_with
from .rules import Violation
from .vocabulary import Vocabulary
from .when import When

__all__ = ["MEASURE_REMARKS", "out_of_order"]


def _nothing_is_before_the_baseline(action: Action, _vocabulary: Vocabulary) -> Iterator[Violation]:
    """A reading should not be of a time before the baseline, nor a target due before it."""
    for index, measure in items_with(action, "measures", "baseline", "target", "readings"):
        baseline = measure.baseline
        if baseline is None or not has_fields(baseline, "date") or baseline.date is None:
            continue
        before = f"is before the baseline, which is of {baseline.date}. Check the year."
        earlier = [
            (place, reading)
            for place, reading in items_with(measure, "readings", "date")
            if reading.date.last < baseline.date.first
        ]
        if len(earlier) == 1:  # several are what was measured in the years before
            place, reading = earlier[0]
            yield ("measures", index, "readings", place, "date"), f"{reading.date} {before}"
        for place, interim in items_with(measure, "interim_targets", "due"):
            if interim.due and interim.due.last < baseline.date.first:
                yield (
                    ("measures", index, "interim_targets", place, "due"),
                    f"{interim.due} {before}",
                )
        target = measure.target
        due = target.due if target and has_fields(target, "due") else None
        if due and due.last < baseline.date.first:
            yield ("measures", index, "target", "due"), f"{due} {before}"


def _interim_targets_are_before_the_last(
    action: Action, _vocabulary: Vocabulary
) -> Iterator[Violation]:
    """An interim target should not be due after the target itself."""
    for index, measure in items_with(action, "measures", "target", "interim_targets"):
        target = measure.target
        last = target.due if target and has_fields(target, "due") else None
        for place, interim in items_with(measure, "interim_targets", "due") if last else ():
            if interim.due and last and interim.due.first > last.last:
                yield (
                    ("measures", index, "interim_targets", place, "due"),
                    f"{interim.due} is after the target itself is due, {last}. Check the year.",
                )


def _readings_are_in_their_order(action: Action, _vocabulary: Vocabulary) -> Iterator[Violation]:
    """Readings should go from the oldest to the newest, or from the newest to the oldest."""
    for index, measure in items_with(action, "measures", "readings"):
        times: dict[Location, When] = {
            ("measures", index, "readings", place, "date"): reading.date
            for place, reading in items_with(measure, "readings", "date")
        }
        yield from out_of_order(times, "reading")


def out_of_order(times: Mapping[Location, When], noun: str) -> Iterator[Violation]:
    """Return the remark on a time that is not in the order of the others, if one is."""
    locations, days = [*times], [*times.values()]
    place = _out_of_order(days)
    if place:
        yield (
            locations[place],
            f"{days[place]} is out of order: the {noun} above it is of {days[place - 1]}. Move it,"
            " or check its date.",
        )
    elif place == 0:
        yield (
            locations[0],
            f"{days[0]} is out of order: the {noun} below it is of {days[1]}. Move it, or check its"
            " date.",
        )


def _out_of_order(times: Sequence[When]) -> int | None:
    """Return the place of a time without which all rise, or all fall; `None` where all do so.

    A day is neither before nor after the month it is in.
    """
    if len(times) < 3 or _rise(times) or _rise(times[::-1]):
        return None
    for step in (1, -1):
        for index in range(len(times))[::-1]:
            if _rise([*times[:index], *times[index + 1 :]][::step]):
                return index
    return next(index for index in range(1, len(times)) if not _rise(times[index - 1 : index + 1]))


def _rise(times: Sequence[When]) -> bool:
    """Whether no time is wholly before one that is above it."""
    latest = date.min
    for time in times:
        if time.last < latest:
            return False
        latest = max(latest, time.first)
    return True


MEASURE_REMARKS: tuple[Callable[[Action, Vocabulary], Iterator[Violation]], ...] = (
    _nothing_is_before_the_baseline,
    _interim_targets_are_before_the_last,
    _readings_are_in_their_order,
)
