"""The plan as a field of marks, by theme: one for each action, or for several of a large plan."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import count

from ..content.fields import Stage
from ..formatting import count as count_of
from ..frozen import frozen
from .action_summary import ActionSummary, Group
from .plan_index import PlanIndex
from .tally import StatusCount, tally

__all__ = ["MarkedTheme", "Marks", "marks"]

_MOST = 200
"""Actions that have a mark each: more links than that are too many to go through one by one."""
_MANY = 60
"""Marks that have room to be large."""


@frozen
class MarkedTheme:
    """A theme and its marks: `actions` where each has its own, else `statuses`."""

    group: Group
    actions: tuple[ActionSummary, ...]
    statuses: tuple[tuple[StatusCount, range], ...]
    """Each status that an action has, and the marks that its actions are."""

    @property
    def stages(self) -> tuple[Stage, ...]:
        """The stage of each mark."""
        marks = (found.status.stage for found, several in self.statuses for _ in several)
        return (*(action.status.stage for action in self.actions), *marks)


@frozen
class Marks:
    """A field of marks, with its key."""

    themes: tuple[MarkedTheme, ...]
    """Every theme, also one that has no action; not one whose actions are counted in others."""
    note: str
    """How many actions a mark is, where that is more than one."""
    key: tuple[StatusCount, ...]
    apart: tuple[StatusCount, ...]
    """The key to the marks of actions that are not part of the total."""

    @property
    def is_dense(self) -> bool:
        """Whether the marks are so many that they are to be small."""
        return sum(len(theme.stages) for theme in self.themes) > _MANY


def marks(plan_index: PlanIndex) -> Marks:
    """Return the field of marks of a plan."""
    total = len(plan_index.actions)
    in_all = tally(plan_index, plan_index.actions)
    size = next(size for size in _sizes() if total <= size * _MOST)
    return Marks(
        themes=tuple(
            _theme(plan_index, group, actions, size)
            for group, actions in plan_index.by_counted_theme.items()
        ),
        note=""
        if size == 1
        else f"One mark for every {count_of(size, 'action')} of one status, or fewer.",
        key=in_all.bar,
        apart=in_all.apart,
    )


def _sizes() -> Iterator[int]:
    """Yield the numbers of actions that a mark may be: 1, 5, 10, 20, 50, 100 and so on."""
    yield 1
    yield 5
    for power in count(1):
        yield from (step * 10**power for step in (1, 2, 5))


def _theme(
    plan_index: PlanIndex, group: Group, actions: Sequence[ActionSummary], size: int
) -> MarkedTheme:
    if size == 1:
        return MarkedTheme(group=group, actions=tuple(actions), statuses=())
    found = tally(plan_index, actions, group)
    counts = found.bar + found.apart
    return MarkedTheme(
        group=group,
        actions=(),
        statuses=tuple((found, range(-(-found.number // size))) for found in counts),
    )
