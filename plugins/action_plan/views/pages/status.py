"""The status overview: how many actions have each status, by theme and by section."""

from __future__ import annotations

from collections.abc import Iterator

from ... import urls
from ...frozen import frozen
from ...hosting import Hosting
from ..action_summary import ActionSummary, Group, MilestonesOfActions
from ..embeds import embed
from ..measures import MeasureSum, measure_sums
from ..page import Menu, Page
from ..plan_index import PlanIndex, grouped
from ..short_lists import MOST_LISTED, ReportDay, ShortList, by_report, short_list
from ..tally import StatusCount, Tally, tallies, tally
from ..verdict import Verdict, verdict

__all__ = ["StatusOverview", "pages", "status_overview"]


@frozen
class StatusOverview:
    """What the status page shows."""

    verdict: Verdict
    tally: Tally
    by_theme: tuple[tuple[Group, Tally], ...]
    themes_note: str
    """What is to be said beside counts by theme, where any action has several themes."""
    by_section: tuple[tuple[Group, Tally], ...]
    late: ShortList
    """The actions that are past the day they were due, the longest first."""
    late_note: str
    """What is to be said where there are none, if anything."""
    moved: tuple[ActionSummary, ...]
    """The actions of which the date when they are due was moved."""
    overdue: ShortList
    """The actions whose review is overdue, the longest without an update first."""
    overdue_days: tuple[ReportDay, ...]
    """The same, by the day of the last report."""
    review_note: str
    """What is to be said beside them, if anything."""
    reviewed_note: str
    """What is to be said where none is overdue, if anything."""
    has_meanings: bool
    """Whether the plan says what any of its statuses means."""
    late_milestones: MilestonesOfActions
    """The milestones that are late, as many as a page holds, the longest first."""
    late_milestones_total: int
    moved_milestones: MilestonesOfActions
    """The milestones of which the date when they are due was moved."""
    measures: tuple[MeasureSum, ...]
    """What several actions are to reach together."""
    lists: tuple[tuple[StatusCount, ShortList], ...]
    """Every status with its actions, those without any included."""


def pages(plan_index: PlanIndex, hosting: Hosting) -> Iterator[Page[StatusOverview]]:
    """Return the overview, and a small page of its totals for other sites."""
    plan = plan_index.plan
    overview = status_overview(plan_index)
    embed_title = f"Status of the {plan.title}"
    yield Page(
        url=urls.STATUS,
        template="status",
        title="Status overview",
        short_title="Status",
        menu=Menu.NAVIGATION,
        summary=f"Where the actions in the {plan.title} stand{_divided(overview)}.",
        view=overview,
        updated=plan_index.updated,
        embed=embed(urls.EMBED_STATUS, embed_title, hosting.base_url),
    )
    yield Page(
        url=urls.EMBED_STATUS,
        template="embed_status",
        title=embed_title,
        summary=f"Where the actions in the {plan.title} stand.",
        crumbs=(),
        view=overview,
        updated=plan_index.updated,
        canonical=urls.STATUS,
    )


def _divided(overview: StatusOverview) -> str:
    if overview.by_section:
        return ", by theme and by section"
    return ", by theme" if overview.by_theme else ""


def status_overview(plan_index: PlanIndex) -> StatusOverview:
    """Return what the overview shows: counts in all, by theme and by section; overdue reviews."""
    overdue = short_list(plan_index.overdue, urls.actions_where(overdue="yes"))
    in_all = tally(plan_index, plan_index.actions)
    by_status = grouped(
        ((action.status.id, action) for action in plan_index.actions), plan_index.statuses
    )
    return StatusOverview(
        verdict=verdict(plan_index),
        tally=in_all,
        by_theme=tallies(plan_index, plan_index.by_counted_theme)
        if plan_index.is_reported and len(plan_index.themes) > 1
        else (),
        themes_note=plan_index.themes_note,
        by_section=tallies(plan_index, plan_index.by_section)
        if plan_index.is_reported and plan_index.sections
        else (),
        late=short_list(plan_index.late, urls.actions_where(late="yes")),
        late_note=plan_index.late_note,
        moved=plan_index.moved,
        overdue=overdue,
        overdue_days=tuple(by_report(overdue)),
        review_note=plan_index.review_note,
        reviewed_note=plan_index.reviewed_note,
        has_meanings=any(status.meaning for status in plan_index.plan.statuses),
        late_milestones=plan_index.late_milestones[:MOST_LISTED],
        late_milestones_total=len(plan_index.late_milestones),
        moved_milestones=plan_index.moved_milestones,
        measures=measure_sums(plan_index.actions),
        lists=tuple(
            (count, short_list(actions, count.url))
            for count, actions in zip(in_all.counts, by_status.values(), strict=True)
        ),
    )
