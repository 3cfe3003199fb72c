"""The weekly reminder: one issue that says who is to report on what, and apart what is to be done.

It has what is overdue or late, and what will be soon, so that nobody hears of it too late.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from operator import itemgetter
from pathlib import Path

from ..checks.reading import read_content
from ..content.loading import Content
from ..formatting import count, day, noun_of
from ..hosting import Repository
from ..review.markdown import escaped, linked
from ..vcs.provenance import find_repository
from ..views.action_summary import ActionSummary, MilestonesOfActions
from ..views.milestones import MilestoneItem
from ..views.plan_index import PlanIndex, grouped
from .gh import is_by_workflow, list_gh, run_gh

__all__ = ["overdue_text", "update_reminder"]

_LABEL = "overdue reviews"
_SOON = 30
"""Days ahead of which it is reminded of a review or a deadline."""
_NOTHING = f"Nothing is due within {_SOON} days"
_IN_FILE = (
    "That a milestone is done, or has moved, is written in the action's file: CONTRIBUTING.md says"
    " how."
)
_IN_FILE_OF_REPOSITORY = (
    "That a milestone is done, or has moved, is written in the action's file: a click on it opens"
    " that."
)
_NO_LEAD = "Lead not named"
_LONGEST = 60_000
"""Characters of a text; GitHub takes 65,536."""


class _Reminder:
    """What a plan is to be reminded of on a day."""

    def __init__(self, content: Content, repository: Repository | None) -> None:
        self.plan_index = PlanIndex(content)
        self.today = content.today
        self.repository = repository
        self.overdue = self.plan_index.overdue
        self.late = self.plan_index.late
        self.reviews = self._soon(
            (action, _review_day(action, self.plan_index.plan.review_every))
            for action in self.plan_index.actions
        )
        self.deadlines = self._soon(
            (action, due.last_day if (due := action.record.due) else None)
            for action in self.plan_index.actions
        )
        self.late_milestones = self.plan_index.late_milestones
        milestones = [
            (action, item)
            for action in self.plan_index.actions
            for item in action.milestones
            if item.state == "due" and self._is_soon(item.last_day)
        ]
        self.milestones = tuple(sorted(milestones, key=lambda x: x[1].last_day))

    def _is_soon(self, day: date) -> bool:
        """Whether a day is within those of a reminder, today included."""
        return self.today <= day <= self.today + timedelta(days=_SOON)

    def _soon(
        self, days: Iterator[tuple[ActionSummary, date | None]]
    ) -> list[tuple[ActionSummary, date]]:
        """Return what is due from today on, within the days of a reminder, the first first."""
        found = [
            (action, due)
            for action, due in days
            if due and action.is_awaited and self._is_soon(due)
        ]
        return sorted(found, key=itemgetter(1))

    @property
    def is_needed(self) -> bool:
        """Whether there is anything to be reminded of."""
        return any(self._counts())

    @property
    def title(self) -> str:
        """How many actions and milestones are overdue, late or due soon."""
        return "; ".join(self._counts()) or _NOTHING

    def _counts(self) -> Iterator[str]:
        if overdue := len(self.overdue):
            yield count(overdue, "action is overdue for review", "actions are overdue for review")
        if late := len(self.late):
            yield count(late, "action is late", "actions are late")
        if soon := len({action.link.id for action, _ in (*self.reviews, *self.deadlines)}):
            yield count(
                soon,
                f"action is due within {_SOON} days",
                f"actions are due within {_SOON} days",
            )
        if steps := len(self.late_milestones) + len(self.milestones):
            yield count(steps, "milestone is late or due soon", "milestones are late or due soon")

    @property
    def text(self) -> str:
        """The whole text, as Markdown."""
        parts = ["\n".join(self._reviews()), "\n".join(self._deadlines())]
        return ("\n\n".join(filter(None, parts)) or f"{_NOTHING}.") + "\n"

    def _reviews(self) -> Iterator[str]:
        """Yield the lines on what is to be reported on, whether or not anything has changed."""
        every = self.plan_index.plan.review_every
        if not every or self.plan_index.is_closed:
            return
        yield from ("## Reviews", "")
        yield from self._number_of_reviews(every)
        if self.overdue or self.reviews:
            yield ""
            yield (
                "For each, say where it stands now; where nothing has changed, that too is an"
                f' update ("No change"). {self._how}'
            )
        by_day = [
            *((action, str(action.overdue)) for action in self.overdue),
            *((action, f"review due by {day(due)}") for action, due in self.reviews),
        ]
        yield from self._by_lead(
            [
                (action, f"last report {action.last_report.in_sentence}, {when}")
                for action, when in by_day
                if action.last_report
            ],
            mark="- [ ]",
        )

    def _number_of_reviews(self, every: int) -> Iterator[str]:
        if self.overdue:
            which = noun_of(len(self.overdue), "it", "each of them")
            yield (
                f"{count(len(self.overdue), 'action has', 'actions have')} had no update for more"
                f" than {count(every, 'day')}. Residents see {which} marked as overdue."
            )
        else:
            none = "No action is overdue for review."
            if all(action.last_report for action in self.plan_index.actions):
                none = (
                    "No action is overdue for review: each unfinished action has an update of the"
                    f" last {count(every, 'day')}."
                )
            yield " ".join(filter(None, (none, self.plan_index.review_note)))
        if self.reviews:
            yield (
                f"{count(len(self.reviews), 'action is', 'actions are')} to be reviewed within"
                f" {_SOON} days."
            )

    def _deadlines(self) -> Iterator[str]:
        """Yield the lines on actions and milestones that are due, however new the last update."""
        milestones = (*self.late_milestones, *self.milestones)
        actions = (*self.late, *(action for action, _ in self.deadlines))
        if actions or milestones:
            yield from ("## Deadlines", "")
        yield from self._number_of_deadlines()
        if actions:
            yield ""
            yield f"Say what is done, or the new due date and its reason. {self._how}"
        if milestones:
            yield ""
            yield _IN_FILE_OF_REPOSITORY if self.repository else _IN_FILE
        yield from self._by_lead(
            [
                (action, ", ".join(filter(None, (f"due {due.in_sentence}", action.late))))
                for action in actions
                if (due := action.record.due)
            ],
            mark="-",
            milestones=milestones,
        )

    def _number_of_deadlines(self) -> Iterator[str]:
        if self.late:
            which = noun_of(len(self.late), "it", "each of them")
            yield (
                f"{count(len(self.late), 'action is', 'actions are')} late: past the day of being"
                f" due, and not finished. Residents see {which} marked as late."
            )
        if self.deadlines:
            yield (
                f"{count(len(self.deadlines), 'action is', 'actions are')} due within {_SOON} days."
            )
        if self.late_milestones:
            yield (
                f"{count(len(self.late_milestones), 'milestone is', 'milestones are')} late: past"
                " the day of being due, and not reported done."
            )
        if self.milestones:
            yield (
                f"{count(len(self.milestones), 'milestone is', 'milestones are')} due within"
                f" {_SOON} days."
            )

    @property
    def _how(self) -> str:
        """How an action is reported on, as a sentence."""
        if self.repository:
            return "A click on an action opens the form, with today's date."
        return "CONTRIBUTING.md says how."

    def _by_lead(
        self,
        found: Sequence[tuple[ActionSummary, str]],
        mark: str,
        milestones: MilestonesOfActions = (),
    ) -> Iterator[str]:
        """Yield a line for each action and milestone, below the lead who is to act on it."""
        of_actions = (
            (lead, f"{mark} {self._named(action)}: {escaped(action.status.label)}, {words}")
            for action, words in found
            for lead in action.record.leads or ("",)
        )
        of_milestones = (
            (lead, f"{mark} {self._milestone(action, item)}")
            for action, item in milestones
            for lead in ((item.record.lead,) if item.record.lead else action.record.leads or ("",))
        )
        lines = grouped((*of_actions, *of_milestones))
        for lead in sorted(lines, key=lambda lead: (lead == "", lead.casefold())):
            yield from ("", f"### {escaped(lead or _NO_LEAD)}", "", *lines[lead])

    def _named(self, action: ActionSummary) -> str:
        name = f"{action.link.id} {action.link.title}"
        if not self.repository:
            return escaped(name)
        form = self.repository.progress_form(action.link.id, action.link.title, self.today)
        return linked(name, form)

    def _milestone(self, action: ActionSummary, item: MilestoneItem) -> str:
        name = f"{item.record.title}, a milestone of {action.link.id} {action.link.title}"
        if not self.repository:
            return f"{escaped(name)}. {escaped(item.in_words)}"
        file = self.repository.edit(f"actions/{action.link.slug}.md")
        return f"{linked(name, file)}. {escaped(item.in_words)}"


def _review_day(action: ActionSummary, every: int | None) -> date | None:
    """Return the last day on which a review is not overdue."""
    if every is None or action.last_report is None:
        return None
    return action.last_report.last + timedelta(days=every)


def overdue_text(content: Content, repository: Repository | None = None) -> str:
    """Return as Markdown who is to report on what, then what is due, now or soon."""
    return _Reminder(content, repository).text


def _shortened(text: str) -> str:
    """Return a text that GitHub takes, cut behind a line and so that it says so."""
    if len(text) <= _LONGEST:
        return text
    lines = text[:_LONGEST].rpartition("\n")[0]
    return f"{lines}\n\nThere are more: the site's page on the status of the plan lists them all.\n"


def update_reminder(folder: Path) -> str:
    """Keep one issue on GitHub up to date, open while there is anything to be reminded of.

    Returns its title.

    Raises `ContentProblems` and `GitHubRefused`.
    """
    reminder = _Reminder(read_content(folder), find_repository(folder))
    title, text, is_needed = reminder.title, _shortened(reminder.text), reminder.is_needed
    run_gh("label", "create", _LABEL, "--force", "--description", "Kept by the weekly reminder")
    found = list_gh(
        *("issue", "list", "--label", _LABEL, "--app", "github-actions"),
        *("--state", "all", "--limit", "100"),
        fields=("author", "number", "state"),
    )
    # Anybody can open an issue, and whoever may sort them can give it the label.
    own = [issue for issue in found if is_by_workflow(issue)]
    contents = ("--title", title, "--body-file", "-")
    if not own:
        if is_needed:
            run_gh("issue", "create", "--label", _LABEL, *contents, text=text)
        return title
    issue = str(own[0]["number"])
    run_gh("issue", "edit", issue, *contents, text=text)
    is_open = own[0]["state"] == "OPEN"
    if is_needed and not is_open:
        run_gh("issue", "reopen", issue)
    elif not is_needed and is_open:
        run_gh("issue", "close", issue)
    return title
