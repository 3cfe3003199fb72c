"""The weekly reminder: one issue that lists the actions whose review is late."""

from __future__ import annotations

import os
from pathlib import Path

from ..checks.reading import read_content
from ..content.loading import Content
from ..formatting import count, day
from ..hosting import Repository
from ..problems import ContentProblems
from ..review.markdown import escaped, linked
from ..vcs.provenance import find_repository
from ..views.plan_index import ActionSummary, PlanIndex
from . import cli

__all__ = ["overdue_text", "print_overdue", "remind"]

_LABEL = "overdue reviews"


def overdue_text(content: Content, repository: Repository | None = None) -> str:
    """Return as Markdown the actions whose review is late, the longest silent first."""
    plan_index = PlanIndex(content)
    late = plan_index.overdue
    every = content.plan.review_every
    if not late:
        return (
            "No action is overdue for review:"
            f" each unfinished action has an update of the last {every} days.\n"
        )
    lines = [
        f"{count(len(late), 'action has_fields', 'actions have')} had no update for more than"
        f" {every} days. Residents see each of them marked as overdue.",
        "",
        'For each, say where it stands now; where nothing has changed, that too is an update ("No'
        ' change"). CONTRIBUTING.md says how.',
        "",
        *(_line(line, repository) for line in late),
    ]
    return "\n".join(lines) + "\n"


def _line(line: ActionSummary, repository: Repository | None) -> str:
    name = f"{line.link.id} {line.link.title}"
    file = f"actions/{line.link.id}.md"
    shown = linked(name, repository.edit(file)) if repository else escaped(name)
    age = line.overdue.age if line.overdue else ""
    lead = f", {escaped(line.action.lead)}" if line.action.lead else ""
    return (
        f"- [ ] {shown}{lead}: {escaped(line.status.label)}, last update {day(line.updated)}, {age}"
    )


def print_overdue(folder: Path) -> int:
    """Print the actions whose review is late; returns the exit code."""
    try:
        content = read_content(folder)
    except ContentProblems as refusal:
        print(*refusal.problems, refusal.count, sep="\n")
        return 1
    print(overdue_text(content, find_repository(folder, os.environ)), end="")
    return 0


def remind(folder: Path) -> int:
    """Keep one issue on GitHub up to date: open while a review is late, closed while none is."""
    try:
        content = read_content(folder)
    except ContentProblems as refusal:
        print(*refusal.problems, refusal.count, sep="\n")
        return 1
    late = len(PlanIndex(content).overdue)
    text = overdue_text(content, find_repository(folder, os.environ))
    title = f"{count(late, 'action is', 'actions are')} overdue for review"
    cli.tell("label", "create", _LABEL, "--force", "--description", "Kept by the weekly reminder")
    found = cli.ask(
        *("issue", "list", "--label", _LABEL, "--app", "github-actions"),
        *("--state", "all", "--limit", "1"),
        fields=("number", "state"),
    )
    if not found:
        if late:
            cli.tell(
                *("issue", "create", "--title", title, "--label", _LABEL, "--body-file", "-"),
                given=text,
            )
        return 0
    number = str(found[0]["number"])
    cli.tell("issue", "edit", number, "--title", title, "--body-file", "-", given=text)
    is_open = found[0]["state"] == "OPEN"
    if late and not is_open:
        cli.tell("issue", "reopen", number)
    elif not late and is_open:
        cli.tell("issue", "close", number)
    return 0
