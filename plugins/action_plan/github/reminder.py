"""The weekly reminder: one issue that lists what is overdue for review, and apart what is late."""

from __future__ import annotations

import os
from pathlib import Path

from ..checks.reading import read_content
from ..content.loading import Content
from ..formatting import count, day, number
from ..hosting import Repository
from ..review.markdown import escaped, linked
from ..vcs.provenance import find_repository
from ..views.plan_index import ActionSummary, PlanIndex
from .cli import is_by_workflow, list_gh, run_gh

__all__ = ["overdue_text", "update_reminder"]

_LABEL = "overdue reviews"


def overdue_text(content: Content, repository: Repository | None = None) -> str:
    """Return as Markdown what is overdue for review, then what is late."""
    plan_index = PlanIndex(content)
    return (
        "\n".join((*_reviews(plan_index, repository), *_deadlines(plan_index, repository))) + "\n"
    )


def _reviews(plan_index: PlanIndex, repository: Repository | None) -> list[str]:
    overdue = plan_index.overdue
    every = plan_index.plan.review_every
    if not overdue:
        return [
            "No action is overdue for review:"
            f" each unfinished action has an update of the last {every} days."
            + (f" {plan_index.review_note}" if plan_index.review_note else "")
        ]
    return [
        f"{count(len(overdue), 'action has', 'actions have')} had no update for more than"
        f" {every} days. Residents see each of them marked as overdue.",
        "",
        'For each, say where it stands now; where nothing has changed, that too is an update ("No'
        ' change"). CONTRIBUTING.md says how.',
        "",
        *(
            f"- [ ] {_named(action, repository)}: {escaped(action.status.label)},"
            f" last update {day(action.updated)}, {action.overdue}"
            for action in overdue
        ),
    ]


def _deadlines(plan_index: PlanIndex, repository: Repository | None) -> list[str]:
    """Return the lines on actions past the day they were due, however new their last update is."""
    late = plan_index.late
    if not late:
        return []
    return [
        "",
        f"{count(len(late), 'action is', 'actions are')} late: past the day of being due, and not"
        " finished. Residents see each of them marked as late.",
        "",
        *(
            f"- {_named(action, repository)}: {escaped(action.status.label)},"
            f" due {day(action.record.due)}, {action.late}"
            for action in late
            if action.record.due
        ),
    ]


def _named(action: ActionSummary, repository: Repository | None) -> str:
    name = f"{action.link.id} {action.link.title}"
    file = f"actions/{action.link.slug}.md"
    shown = linked(name, repository.edit(file)) if repository else escaped(name)
    return ", ".join((shown, *map(escaped, action.record.leads)))


def update_reminder(folder: Path) -> str:
    """Keep one issue on GitHub up to date, open while an action is overdue or late.

    Returns its title.

    Raises `ContentProblems` and `GitHubRefused`.
    """
    content = read_content(folder)
    plan_index = PlanIndex(content)
    overdue, late = len(plan_index.overdue), len(plan_index.late)
    text = overdue_text(content, find_repository(folder, os.environ))
    title = f"{count(overdue, 'action is', 'actions are')} overdue for review"
    if late:
        title += f", and {number(late)} late"
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
        if overdue or late:
            run_gh("issue", "create", "--label", _LABEL, *contents, text=text)
        return title
    issue = str(own[0]["number"])
    run_gh("issue", "edit", issue, *contents, text=text)
    is_open = own[0]["state"] == "OPEN"
    if (overdue or late) and not is_open:
        run_gh("issue", "reopen", issue)
    elif not (overdue or late) and is_open:
        run_gh("issue", "close", issue)
    return title
