"""The index of a plan: every action joined with the plan's words, once, for all views."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import takewhile
from operator import attrgetter
from typing import TYPE_CHECKING, Literal, TypeVar

from .. import formatting, urls
from ..content.plan_models import Status
from .action_summary import (
    IN_TIME,
    NO_NOTE,
    NOT_REPORTED,
    ActionRef,
    ActionSummary,
    Group,
    MilestonesOfActions,
    PartText,
    UpdateEntry,
    evidence_links,
    in_totals,
)
from .figures import age
from .funding import funding_of
from .milestones import MilestoneItem, milestone_items

if TYPE_CHECKING:
    from ..content.loading import Content
    from ..content.models import Action
    from ..content.plan_models import ActionTheme, Section
    from ..content.when import When

__all__ = ["DUE_DATE_PASSED", "PlanIndex", "grouped", "times_of"]

K = TypeVar("K")
V = TypeVar("V")

DUE_DATE_PASSED = "The due date of {which} has passed, and it is not known whether it is done."
"""What is said of an action that may be late: of `this action`, of `1 action`."""
_DUE_DATES_PASSED = (
    "The due dates of {which} have passed, and it is not known whether they are done."
)
_OF_LAST_REPORT = attrgetter("last_report.last", "last_report.first", "last_report.text")


class PlanIndex:
    """Every action of a plan as it is shown, and the actions of each theme and section."""

    def __init__(self, content: Content) -> None:
        self.content = content
        self.plan = content.plan
        self.is_closed = content.plan.closed is not None
        """Whether the plan is no longer kept: then no action is late or overdue for review."""
        self.statuses = {status.id: status for status in content.plan.statuses}
        """The plan's statuses, and after them what actions have that none is reported of yet."""
        if not all(action.status for action in content.actions):
            self.statuses[NOT_REPORTED.id] = NOT_REPORTED
        others = {theme for action in content.actions for theme in action.other_themes}
        self.themes = {
            theme.id: _group("theme", theme, urls.theme(theme.id), has_others=theme.id in others)
            for theme in content.plan.themes
        }
        self.sections = {
            section.id: _group("section", section, urls.section(section.id))
            for section in content.plan.sections
        }
        title = "Without a section" if content.plan.sections else ""
        without = urls.actions_where(section=urls.NONE)
        self.no_section = Group("section", urls.NONE, title, "", without)
        """What takes the place of a section for actions that are in none."""
        self.links = {
            action.id: ActionRef(action.id, action.title, urls.action(action.slug), action.slug)
            for action in content.actions
        }
        self.actions = tuple(map(self._summary, content.actions))

    def _summary(self, action: Action) -> ActionSummary:
        status = self.statuses[action.status or urls.NONE]
        history = self._history(action)
        reports = [entry for entry in history if entry.status]
        same = list(takewhile(lambda x: x.status is status, reports))
        stated = [entry.date for entry in same if not entry.correction]
        days = stated or [entry.date for entry in same]
        last_report = next((entry.date for entry in history if not entry.correction), None)
        replaced_by = self.links[action.superseded_by] if action.superseded_by else None
        is_open = replaced_by is None and not self.is_closed
        is_unknown = status.is_unknown or status is NOT_REPORTED
        goes_on = is_open and status.is_awaited
        is_awaited = goes_on or (is_open and status is NOT_REPORTED)
        late = self._late(action.due) if is_open else None
        overdue = self._overdue(last_report) if is_awaited else None
        parts = tuple(
            PartText(part, action.parts[part.id])
            for part in self.plan.parts
            if part.id in action.parts
        )
        quoted = next((text for part, text in parts if part.about == "funding"), None)
        return ActionSummary(
            link=self.links[action.id],
            theme=self.themes[action.theme],
            other_themes=tuple(self.themes[theme] for theme in action.other_themes),
            section=self.sections[action.section] if action.section else self.no_section,
            status=status,
            since=days[-1] if days else None,
            reported=days[0] if days else None,
            is_corrected=bool(same) and not stated,
            updated=history[0].date if history else None,
            last_report=last_report,
            is_awaited=is_awaited,
            overdue=overdue,
            is_overdue=None if self.plan.review_every is None else overdue is not None,
            late=late if goes_on else None,
            may_be_late=late is not None and is_unknown,
            replaced_by=replaced_by,
            allocated=action.allocated,
            history=history,
            parts=parts,
            funding=funding_of(action.funding, quoted),
            milestones=milestone_items(
                action.milestones, self.content.today, goes_on=goes_on, is_awaited=is_awaited
            ),
            record=action,
        )

    def _history(self, action: Action) -> tuple[UpdateEntry, ...]:
        entries: list[UpdateEntry] = []
        before: Status | None = None
        due = action.first_due
        evidence = evidence_links(action.updates)
        numbers: Counter[str] = Counter()
        for update in sorted(action.updates, key=lambda update: update.date.last):
            numbers[update.date.key] += 1
            status = self.statuses[update.status] if update.status else None
            moves = update.due is not None and update.due != due
            entries.append(
                UpdateEntry(
                    date=update.date,
                    action=self.links[action.id],
                    before=before,
                    status=status,
                    note=update.note or NO_NOTE,
                    evidence=evidence[update.date, update.evidence],
                    number=numbers[update.date.key],
                    due_before=due,
                    due=update.due if moves else None,
                    correction=update.correction,
                    documents=update.documents,
                )
            )
            before = status or before
            due = update.due or due
        return tuple(reversed(entries))

    def _overdue(self, last_report: When | None) -> str | None:
        """Return how long ago the last report was, where that is over `review_every` days."""
        today, every = self.content.today, self.plan.review_every
        if last_report is None or every is None or (today - last_report.last).days <= every:
            return None
        return age(last_report.last, today)

    def _late(self, due: When | None) -> str | None:
        """Return how long ago the last day was on which the action was due, where it has passed."""
        today = self.content.today
        return age(due.last, today) if due is not None and due.last < today else None

    def in_sections(
        self, actions: Iterable[ActionSummary]
    ) -> dict[Group, tuple[ActionSummary, ...]]:
        """Return actions by section in the document's order, the sections without any included.

        Those in no section come last.
        """
        return grouped(((action.section, action) for action in actions), self.sections.values())

    @cached_property
    def by_section(self) -> dict[Group, tuple[ActionSummary, ...]]:
        """The actions of each section, theme by theme, those without any included."""
        by_theme = self.by_theme.values()
        return self.in_sections(action for actions in by_theme for action in actions)

    @cached_property
    def by_theme(self) -> dict[Group, tuple[ActionSummary, ...]]:
        """The actions counted in each theme, the themes without any included."""
        return grouped(((action.theme, action) for action in self.actions), self.themes.values())

    @cached_property
    def by_counted_theme(self) -> dict[Group, tuple[ActionSummary, ...]]:
        """The same, but for themes whose actions are all counted in others."""
        return {
            theme: actions
            for theme, actions in self.by_theme.items()
            if actions or theme not in self.also_in_theme
        }

    @cached_property
    def only_days(self) -> bool:
        """Whether every time that the plan has is a day of the calendar."""
        known = self.plan.source_document.date
        return not (known and known.text) and not any(
            time.text for action in self.content.actions for time in times_of(action)
        )

    @cached_property
    def also_in_theme(self) -> dict[Group, tuple[ActionSummary, ...]]:
        """The actions listed in a theme, and counted in another; only themes that have any."""
        return grouped((theme, action) for action in self.actions for theme in action.other_themes)

    @property
    def themes_note(self) -> str:
        """What is to be said beside counts by theme, where any action has several themes."""
        if not self.also_in_theme:
            return ""
        return "An action in several themes is counted once, in the theme that is named first."

    @property
    def updated(self) -> When | None:
        """The day of the newest update, or `None` where there is none."""
        return self.updates[0].date if self.updates else None

    @property
    def has_money(self) -> bool:
        """Whether the plan says anything of what pays for its actions."""
        return self.content.outline.has_money

    @property
    def is_reported(self) -> bool:
        """Whether it is reported of any action where delivery stands."""
        return self.content.outline.has_reports

    @cached_property
    def has_amounts(self) -> bool:
        """Whether any amount is allocated to an action."""
        return any(action.allocated is not None for action in self.actions)

    @cached_property
    def updates(self) -> tuple[UpdateEntry, ...]:
        """Every update of the plan, newest first; those of one day in the order of the actions."""
        entries = [entry for action in self.actions for entry in action.history]
        return tuple(sorted(entries, key=IN_TIME, reverse=True))

    @cached_property
    def overdue(self) -> tuple[ActionSummary, ...]:
        """The actions whose review is overdue, the longest without an update first."""
        overdue = [action for action in self.actions if action.overdue]
        return tuple(sorted(overdue, key=_OF_LAST_REPORT))

    @cached_property
    def late(self) -> tuple[ActionSummary, ...]:
        """The actions that are past the day they were due, the longest first."""
        late = [action for action in self.actions if action.late]
        return tuple(sorted(late, key=attrgetter("record.due.last")))

    @property
    def late_note(self) -> str:
        """What is to be said where no action is late, or none can be, else nothing.

        Of a plan without due dates it is said where the plan has reviews, which are another matter.
        """
        if self.late or self.is_closed:
            return ""
        actions = in_totals(self.actions)
        total = formatting.count(len(actions), "action")
        dated = sum(action.has_due_date for action in actions)
        if dated:
            have_dates = formatting.noun_of(
                dated,
                f"1 of {total} has a due date.",
                f"{formatting.number(dated)} of {total} have a due date.",
            )
            passed = sum(action.may_be_late for action in actions)
            if not passed:
                return f"No action is late. {have_dates}"
            have_passed = formatting.noun_of(passed, DUE_DATE_PASSED, _DUE_DATES_PASSED)
            which = formatting.count(passed, "action")
            return f"No action is known to be late. {have_dates} {have_passed.format(which=which)}"
        if self.content.outline.has_due_dates:
            return (
                "The plan gives dates by which milestones are due, and none by which an action is,"
                " so that no action can be called late."
            )
        if self.plan.review_every:
            return "The plan gives no date by which any action is due, so none can be called late."
        return ""

    @property
    def reviewed_note(self) -> str:
        """What is to be said where the plan promises reviews, and none is overdue, else nothing."""
        if not self.plan.review_every or not self.updates or self.is_closed:
            return ""
        if not any(action.is_awaited and action.last_report for action in self.actions):
            return ""
        days = formatting.count(self.plan.review_every, "day")
        if any(not action.last_report for action in self.actions):
            return f"Every unfinished action that was reported on had an update in the last {days}."
        return f"Every unfinished action had an update in the last {days}."

    @cached_property
    def moved(self) -> tuple[ActionSummary, ...]:
        """The actions of which the date when they are due was moved."""
        return tuple(action for action in in_totals(self.actions) if action.moves)

    @cached_property
    def late_milestones(self) -> MilestonesOfActions:
        """The milestones that are late, the longest first."""
        late = [found for found in self._milestones() if found[1].state == "late"]
        return tuple(sorted(late, key=lambda found: found[1].last_day))

    @cached_property
    def moved_milestones(self) -> MilestonesOfActions:
        """The milestones of which the date when they are due was moved."""
        return tuple(found for found in self._milestones() if found[1].moved)

    def _milestones(self) -> Iterator[tuple[ActionSummary, MilestoneItem]]:
        return ((action, item) for action in in_totals(self.actions) for item in action.milestones)

    @property
    def review_note(self) -> str:
        """What is to be said beside reviews: of a closed plan, and where an action was replaced."""
        if self.is_closed:
            return "This plan is closed: none of its actions is reviewed any more."
        if not any(action.replaced_by and not action.is_apart for action in self.actions):
            return ""
        return (
            "An action that was replaced keeps its last status in every count,"
            " and is no longer reviewed."
        )

    @cached_property
    def related(self) -> dict[str, tuple[ActionRef, ...]]:
        """The actions that belong with each, whichever of the two files says so."""
        pairs = dict.fromkeys(
            pair
            for action in self.content.actions
            for other in action.related
            for pair in ((action.id, other), (other, action.id))
        )
        return grouped((key, self.links[other]) for key, other in pairs)

    @cached_property
    def replaces(self) -> dict[str, tuple[ActionRef, ...]]:
        """The actions that each one replaced."""
        return grouped(
            (action.superseded_by, self.links[action.id])
            for action in self.content.actions
            if action.superseded_by
        )


def _group(
    kind: Literal["theme", "section"],
    record: ActionTheme | Section,
    url: str,
    *,
    has_others: bool = False,
) -> Group:
    text = getattr(record, "text", None)
    return Group(kind, record.id, record.title, record.summary or "", url, has_others, text)


def times_of(action: Action) -> Iterator[When]:
    """Return every time that an action's record has."""
    found: list[When | None] = [action.starts, action.due, action.first_due, action.added]
    for update in action.updates:
        found += (update.date, update.due)
    found += (line.spent_as_at for line in action.funding)
    for milestone in action.milestones:
        found += (milestone.starts, milestone.due, milestone.done, milestone.first_due)
    for measure in action.measures:
        found.append(measure.baseline.date if measure.baseline else None)
        found.append(measure.target.due if measure.target else None)
        found += (reading.date for reading in measure.readings)
        found += (target.due for target in measure.interim_targets)
    return filter(None, found)


def grouped(pairs: Iterable[tuple[K, V]], keys: Iterable[K] = ()) -> dict[K, tuple[V, ...]]:
    """Return the values of each key; first those of `keys`, which may have none."""
    groups: dict[K, list[V]] = {key: [] for key in keys}
    for key, value in pairs:
        groups.setdefault(key, []).append(value)
    return {key: tuple(group) for key, group in groups.items()}
