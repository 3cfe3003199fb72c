"""From an issue to a pull request: what the workflow of the form does, step by step.

What the issue says is somebody's text: it goes into files and to programs as a value of its own,
never through a shell, and is checked like any other request.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..editing.file_writing import write_all
from ..editing.record_update import Recorded, record
from ..problems import ContentProblems, Problem
from ..review.markdown import escaped
from ..review.since import changes_since
from ..vcs.git import Git
from .cli import GitHubRefused, query_gh, run_gh
from .issue_form import FIRST_LINE, read_form

__all__ = ["answer_issue", "open_pull_request"]

_LOGIN = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,62}(?:\[bot\])?)")
_MAY_WRITE = ("admin", "maintain", "write")
_AUTHOR = (
    "-c",
    "user.name=github-actions[bot]",
    "-c",
    "user.email=41898282+github-actions[bot]@users.noreply.github.com",
)
_NOT_ALLOWED = (
    "This form is for people who may write to this repository, so nothing was changed."
    " The issue stays open for them to read."
)
_NO_CHECKS = (
    "GitHub starts no checks for a pull request that a workflow opens. The workflow of the form"
    " has itself read all content with this change in it, run the tests, and found no"
    " problem; to have the usual checks as well, close and reopen this pull request."
)


@dataclass(frozen=True, slots=True)
class _Issue:
    """An issue as the event has it."""

    number: int
    author: str
    sender: str
    body: str

    @property
    def branch(self) -> str:
        """The branch on which the change is put."""
        return f"status/issue-{self.number}"


def answer_issue(folder: Path) -> str:
    """Commit the change that the issue of the event asks for to a branch; returns what was done.

    Where nothing can be changed, a comment says why. The next steps of the workflow get the branch.
    """
    issue = _issue()
    if not issue.body.lstrip().startswith(FIRST_LINE):
        return "The issue was not written with the form."
    for login in (issue.author, issue.sender):
        if why_not := _why_not_allowed(login):
            _comment(issue, _NOT_ALLOWED)
            return why_not
    try:
        recorded = record(folder, [read_form(issue.body)])
    except ContentProblems as refusal:
        _comment(issue, _refusal(refusal.problems))
        return "The issue says something that has to be fixed first."
    if not recorded.files:
        _comment(issue, "The action already has this update, so nothing was changed.")
        return "The action already has this update."
    _commit(folder, issue, recorded)
    with Path(os.environ["GITHUB_OUTPUT"]).open("a", encoding="utf-8") as output:
        output.write(f"branch={issue.branch}\n")
    return f"Committed to {issue.branch}."


def open_pull_request(folder: Path) -> str:
    """Push the branch and open its pull request, or update the open one; returns what was done."""
    issue = _issue()
    git = Git(folder.parent)
    base = os.environ["BASE_BRANCH"]
    title = git.run("log", "-1", "--format=%s", issue.branch)
    changes = changes_since(folder, f"{issue.branch}~1", issue.branch)
    body = f"{changes}\nAsked for by @{issue.author}. Closes #{issue.number}.\n\n{_NO_CHECKS}\n"
    git.run("push", "--force", "origin", f"{issue.branch}:{issue.branch}")
    found = query_gh("pr", "list", "--head", issue.branch, "--state", "open", fields=("url",))
    if found:
        url = found[0]["url"]
        run_gh("pr", "edit", url, "--title", title, "--body-file", "-", text=body)
    else:
        url = run_gh(
            *("pr", "create", "--base", base, "--head", issue.branch),
            *("--title", title, "--body-file", "-"),
            text=body,
        )
    _comment(issue, f"The change is ready to be read and approved: {url}")
    return f"The pull request is at {url}"


def _issue() -> _Issue:
    """Return the issue of the event; raises `ValueError` where it is not as GitHub sends it."""
    event: Any = json.loads(Path(os.environ["GITHUB_EVENT_PATH"]).read_text(encoding="utf-8"))
    issue = event["issue"]
    logins = (issue["user"]["login"], event["sender"]["login"])
    if not isinstance(issue["number"], int) or not all(map(_LOGIN.fullmatch, logins)):
        raise ValueError("the event has no issue as GitHub sends them")
    return _Issue(issue["number"], *logins, issue["body"] or "")


def _why_not_allowed(login: str) -> str:
    """Return why somebody may not use the form, or nothing where GitHub says that they may."""
    repository = os.environ["GITHUB_REPOSITORY"]
    try:
        found = query_gh("api", f"repos/{repository}/collaborators/{login}/permission")
    except GitHubRefused as refusal:
        return f"Whether {login} may write is not known: {refusal}"
    if isinstance(found, dict) and found.get("permission") in _MAY_WRITE:
        return ""
    return f"{login} may not write to this repository."


def _refusal(problems: Sequence[Problem]) -> str:
    listed = "\n".join(f"- {escaped(str(problem))}" for problem in problems)
    return (
        f"Nothing was changed yet. Please fix this:\n\n{listed}\n\n"
        "To do so, choose Edit in the menu “…” at the top right of the issue, and save."
    )


def _comment(issue: _Issue, text: str) -> None:
    run_gh("issue", "comment", str(issue.number), "--body-file", "-", text=text)


def _commit(folder: Path, issue: _Issue, recorded: Recorded) -> None:
    """Write the files and commit them to the branch, which starts from what is checked out."""
    git = Git(folder.parent)
    git.run("switch", "--quiet", "--force-create", issue.branch)
    write_all(folder.parent, recorded.contents)
    named = ", ".join(f"{path.stem}: {file.status}" for path, file in recorded.files.items())
    # No word of the issue goes into the message: GitHub acts on some, such as "closes #1".
    message = f"{named}\n\nAsked for by {issue.author} in issue {issue.number}.\n"
    names = [os.path.relpath(path, folder.parent) for path in recorded.files]
    git.run("add", "--", *names)
    git.run(*_AUTHOR, "commit", "--quiet", "--file=-", given=message)
