"""The measures of actions: baseline, readings and target, as a table and as a small chart."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from ..content.models import Measure
from ..content.when import When
from ..frozen import frozen
from .action_summary import ActionSummary, Link
from .figures import host_of
from .plan_index import grouped

__all__ = ["Chart", "MeasureItem", "MeasureRow", "MeasureSum", "measure_items", "measure_sums"]

_FOUND = ("Baseline", "Reading")
_WIDTH, _HEIGHT, _MARGIN = 320, 96, 8
"""Of a chart, in its own units."""
_NUMBER_OF = re.compile(r"(?:the )?(?:number|no\.?) of ")
_NOT_ADDED = frozenset(
    (
        *("average", "concentration", "density", "each", "every", "index", "level", "likelihood"),
        *("mean", "median", "per", "percent", "percentage", "proportion", "rank", "rate", "rating"),
        *("ratio", "satisfaction", "score", "share", "speed", "temperature", "typical"),
    )
)
"""Words in the title of what is a share, a rate, an average or a level."""
_NOT_COUNTED = frozenset(
    (
        *("averages", "db", "decibels", "degrees", "grades", "levels", "marks", "percentages"),
        *("points", "rates", "ratings", "ratios", "scores", "shares", "stars", "times"),
        *("seconds", "minutes", "hours", "days", "weeks", "months", "years"),
        *("dollars", "euros", "pence", "pounds", "mph", "in", "of", "per", "percent"),
    )
)
"""Words in the unit of what is measured or graded, and in that of money and of spans of time."""


class MeasureRow(NamedTuple):
    """A value of a measure."""

    what: str
    """`Baseline`, `Reading`, `Interim target` or `Target`."""
    when: When | None
    value: Decimal
    evidence: tuple[Link, ...] = ()
    documents: tuple[str, ...] = ()
    """Evidence that has no address, by title."""


class Point(NamedTuple):
    """A value in a chart."""

    what: str
    x: int
    y: int


@frozen
class Chart:
    """The values of a measure whose day is known, by their days: a line, and another to a target.

    The axis of values begins at 0, or below it.
    """

    points: tuple[Point, ...]
    zero: int
    """The height of 0."""

    width = _WIDTH
    height = _HEIGHT

    @property
    def line(self) -> str:
        """The points of the line through what was found."""
        return _points(self._found)

    @property
    def to_target(self) -> str:
        """The points of the line to the target, if there is one.

        It is from the last value that was found; or from the first, through interim targets.
        """
        targets = [point for point in self.points if point.what not in _FOUND]
        if not targets:
            return ""
        is_planned = targets[0].what == "Interim target"
        start = self._found[:1] if is_planned else self._found[-1:]
        return _points((*start, *targets))

    @property
    def _found(self) -> list[Point]:
        return [point for point in self.points if point.what in _FOUND]


@frozen
class MeasureItem:
    """A measure as an action's page shows it."""

    record: Measure
    rows: tuple[MeasureRow, ...]
    """Baseline, readings from the oldest, interim targets from the first, and target."""

    @property
    def has_times(self) -> bool:
        """Whether it is known of any value when it was found, or is to be reached."""
        return any(row.when for row in self.rows)

    @property
    def has_evidence(self) -> bool:
        """Whether any reading has evidence."""
        return any(row.evidence or row.documents for row in self.rows)

    @property
    def chart(self) -> Chart | None:
        """The chart, where there are two values or more to be compared."""
        dated = [(row, row.when.last_day) for row in self.rows if row.when]
        days = [(row, day.toordinal()) for row, day in dated if day]
        if len(days) < 2 or len({day for _, day in days}) < 2:
            return None
        values = [Decimal(0), *(row.value for row, _ in days)]
        low, high = min(values), max(values)
        first = min(day for _, day in days)
        last = max(day for _, day in days)

        def height(value: Decimal) -> int:
            share = (value - low) / (high - low) if high > low else Decimal(0)
            return round(_HEIGHT - _MARGIN - share * (_HEIGHT - 2 * _MARGIN))

        return Chart(
            points=tuple(
                Point(
                    row.what,
                    round(_MARGIN + (day - first) / (last - first) * (_WIDTH - 2 * _MARGIN)),
                    height(row.value),
                )
                for row, day in days
            ),
            zero=height(Decimal(0)),
        )


class MeasureSum(NamedTuple):
    """What several actions are to reach together: measures of one title, unit and time."""

    title: str
    unit: str
    due: When | None
    actions: tuple[ActionSummary, ...]
    target: Decimal


def _points(points: Iterable[Point]) -> str:
    return " ".join(f"{point.x},{point.y}" for point in points)


def measure_items(measures: Sequence[Measure]) -> tuple[MeasureItem, ...]:
    """Return measures as a page shows them."""
    return tuple(MeasureItem(record=measure, rows=tuple(_rows(measure))) for measure in measures)


def _rows(measure: Measure) -> Iterator[MeasureRow]:
    if measure.baseline:
        yield MeasureRow("Baseline", measure.baseline.date, measure.baseline.value)
    for reading in sorted(measure.readings, key=lambda reading: reading.date):
        evidence = tuple(Link(url.words or host_of(url), url) for url in reading.evidence)
        yield MeasureRow("Reading", reading.date, reading.value, evidence, reading.documents)
    targets = measure.interim_targets
    for target in sorted(targets, key=lambda target: target.due.last if target.due else date.max):
        yield MeasureRow("Interim target", target.due, target.value)
    if measure.target:
        yield MeasureRow("Target", measure.target.due, measure.target.value)


def measure_sums(actions: Iterable[ActionSummary]) -> tuple[MeasureSum, ...]:
    """Return the targets that two actions or more have in one title, unit and time, added up.

    Only what is counted one by one: shares, averages and the like do not add up. What does not go
    on has no part in them: its target will not be reached.
    """
    going_on = [action for action in actions if not action.discontinued]
    targets = grouped(
        (
            (
                measure.title.casefold(),
                measure.unit,
                due.days if (due := measure.target.due) else None,
            ),
            (measure, measure.target, action),
        )
        for action in going_on
        for measure in action.record.measures
        if measure.target and _is_count(measure)
    )
    return tuple(
        MeasureSum(
            title=found[0][0].title,
            unit=unit or "",
            due=found[0][1].due,
            actions=tuple({action.link.id: action for _, _, action in found}.values()),
            target=sum((target.value for _, target, _ in found), Decimal(0)),
        )
        for (_, unit, _), found in targets.items()
        if len({action.link.id for _, _, action in found}) > 1
    )


def _is_count(measure: Measure) -> bool:
    """Whether the values of a measure can be added up, as far as its words say so.

    Its unit is a word for things or amounts of something, like `homes` or `tonnes CO2e`, or its
    title says that it is the number of something. What is to become less, such as emissions, is a
    level. Where it is in doubt nothing is added: a sum that is missing misleads nobody.
    """
    before, target = measure.baseline, measure.target
    if before and target and target.value < before.value:
        return False
    title = measure.title.casefold()
    unit = (measure.unit or "").casefold().split()
    if not unit and (counted := _NUMBER_OF.match(title)):
        unit = title[counted.end() :].split()[:1]
    return (
        bool(unit)
        and all(word[0].isalpha() and word.replace("-", "").isalnum() for word in unit)
        and _NOT_COUNTED.isdisjoint(unit)
        and _NOT_ADDED.isdisjoint(re.findall(r"\w+", title))
    )
