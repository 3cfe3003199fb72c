"""The weekly reminder: one issue that lists the actions that are overdue for review."""

from __future__ import annotations

import os
from pathlib import Path

from ..checks.reading import read_content
from ..content.loading import Content
from ..formatting import count, day
from ..hosting import Repository
from ..review.markdown import escaped, linked
from ..vcs.provenance import find_repository
from ..views.plan_index import ActionSummary, PlanIndex
from .cli import is_by_workflow, list_gh, run_gh

__all__ = ["overdue_text", "update_reminder"]

_LABEL = "overdue reviews"


def overdue_text(content: Content, repository: Repository | None = None) -> str:
    """Return as Markdown the actions that are overdue for review, the longest silent first."""
    plan_index = PlanIndex(content)
    overdue = plan_index.overdue
    every = content.plan.review_every
    if not overdue:
        return (
            "No action is overdue for review:"
            f" each unfinished action has an update of the last {every} days."
            + (f" {plan_index.review_note}" if plan_index.review_note else "")
            + "\n"
        )
    lines = [
        f"{count(len(overdue), 'action has', 'actions have')} had no update for more than"
        f" {every} days. Residents see each of them marked as overdue.",
        "",
        'For each, say where it stands now; where nothing has changed, that too is an update ("No'
        ' change"). CONTRIBUTING.md says how.',
        "",
        *(_line(action, repository) for action in overdue),
    ]
    return "\n".join(lines) + "\n"


def _line(action: ActionSummary, repository: Repository | None) -> str:
    name = f"{action.link.id} {action.link.title}"
    file = f"actions/{action.link.id}.md"
    shown = linked(name, repository.edit(file)) if repository else escaped(name)
    lead = f", {escaped(action.record.lead)}" if action.record.lead else ""
    return (
        f"- [ ] {shown}{lead}: {escaped(action.status.label)},"
        f" last update {day(action.updated)}, {action.overdue}"
    )


def update_reminder(folder: Path) -> str:
    """Keep one issue on GitHub up to date, open while an action is overdue; returns what it says.

    Raises `ContentProblems` and `GitHubRefused`.
    """
    content = read_content(folder)
    number_overdue = len(PlanIndex(content).overdue)
    text = overdue_text(content, find_repository(folder, os.environ))
    title = f"{count(number_overdue, 'action is', 'actions are')} overdue for review"
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
        if number_overdue:
            run_gh("issue", "create", "--label", _LABEL, *contents, text=text)
        return title
    number = str(own[0]["number"])
    run_gh("issue", "edit", number, *contents, text=text)
    is_open = own[0]["state"] == "OPEN"
    if number_overdue and not is_open:
        run_gh("issue", "reopen", number)
    elif not number_overdue and is_open:
        run_gh("issue", "close", number)
    return title
