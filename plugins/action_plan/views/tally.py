"""Actions counted: by status, as the bars of a chart have it, and by what else is known of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from decimal import Decimal
from itertools import accumulate, pairwise

from .. import formatting, urls
from ..content.plan_models import Status
from ..frozen import frozen
from .action_summary import NOT_REPORTED, ActionSummary, Group, in_totals, of_which
from .figures import percentages, rounding_note, sum_of
from .plan_index import PlanIndex

__all__ = ["StatusCount", "Tally", "tallies", "tally"]

_FITS_LABEL = 7
"""Per cent of a chart's width that a part of a bar needs for its number to fit inside."""


@frozen
class StatusCount:
    """How many actions have a status, also as a part of a bar, in per cent of the chart."""

    status: Status
    number: int
    percentage: Decimal
    """The share of all that are counted."""
    url: str
    """The list of the actions counted."""
    start: Decimal
    width: Decimal

    @property
    def middle(self) -> Decimal:
        """Where the number is in the bar."""
        return self.start + self.width / 2

    @property
    def fits_label(self) -> bool:
        """Whether the part is wide enough for its number."""
        return self.width >= _FITS_LABEL


@frozen
class Tally:
    """Actions counted."""

    total: int
    counts: tuple[StatusCount, ...]
    """Every status in the plan's order, those of no action included; those that are set apart have
    no share of the total."""
    allocated: Decimal | None
    of_which: str
    """What of that is for actions that do not go on."""
    with_amount: int
    """Actions for which an allocated amount is stated."""
    overdue: int
    """Actions whose review is overdue."""
    late: int
    """Actions that are past the day they were due."""

    @property
    def is_reported(self) -> bool:
        """Whether it is reported of any of them where delivery stands."""
        return any(count.number for count in self.counts if count.status is not NOT_REPORTED)

    @property
    def has_any(self) -> bool:
        """Whether there is any action, be it one that is left out of the total."""
        return any(count.number for count in self.counts)

    @property
    def noun(self) -> str:
        """The noun that follows the total."""
        return formatting.noun_of(self.total, "action")

    @property
    def counted(self) -> tuple[StatusCount, ...]:
        """The statuses whose actions are part of the total."""
        return tuple(count for count in self.counts if not count.status.is_apart)

    @property
    def bar(self) -> tuple[StatusCount, ...]:
        """Those of them that an action has."""
        return tuple(count for count in self.counted if count.number)

    @property
    def apart(self) -> tuple[StatusCount, ...]:
        """The statuses of actions that are shown, and left out of the total."""
        return tuple(count for count in self.counts if count.number and count.status.is_apart)

    @property
    def rounding_note(self) -> str:
        """What is to be said of percentages that do not add up to 100."""
        return rounding_note([count.percentage for count in self.counts])


def tally(
    plan_index: PlanIndex,
    actions: Sequence[ActionSummary],
    group: Group | None = None,
    width: int = 0,
) -> Tally:
    """Return actions counted, with links to the lists of a group, if they are one's.

    The bar is in a chart as wide as `width` actions, or as wide as the bar itself.
    """
    found = Counter(action.status.id for action in actions)
    actions = in_totals(actions)
    numbers = [0 if status.is_apart else found[key] for key, status in plan_index.statuses.items()]
    ends = [_share(end, width or len(actions) or 1) for end in accumulate(numbers, initial=0)]
    where = group.list_where if group else urls.actions_where
    amounts = [(action, action.allocated) for action in actions if action.allocated is not None]
    return Tally(
        total=len(actions),
        counts=tuple(
            StatusCount(
                status=status,
                number=found[status_id],
                percentage=percentage,
                url=where(status=status_id),
                start=start,
                width=end - start,
            )
            for (status_id, status), percentage, (start, end) in zip(
                plan_index.statuses.items(),
                percentages(numbers),
                pairwise(ends),
                strict=True,
            )
        ),
        allocated=sum_of(amount for _, amount in amounts),
        of_which=of_which(amounts, plan_index.plan.currency),
        with_amount=len(amounts),
        overdue=sum(action.overdue is not None for action in actions),
        late=sum(action.late is not None for action in actions),
    )


def tallies(
    plan_index: PlanIndex, groups: Mapping[Group, Sequence[ActionSummary]]
) -> tuple[tuple[Group, Tally], ...]:
    """Return the actions of each group counted, in a chart as wide as the longest bar."""
    longest = max((len(in_totals(actions)) for actions in groups.values()), default=0)
    return tuple(
        (group, tally(plan_index, actions, group, longest)) for group, actions in groups.items()
    )


def _share(part: int, total: int) -> Decimal:
    return (Decimal(part) * 100 / Decimal(total)).quantize(Decimal("0.01"))
