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
from ..problems import ContentProblems, Problem, abridged
from ..review.markdown import code, escaped, unlinked
from ..review.since import changes_since
from ..vcs.commits import find_commit, merge_base
from ..vcs.git import Git
from .cli import GitHubRefused, is_by_workflow, list_gh, query_gh, run_gh
from .issue_form import FIRST_LINE, read_form

__all__ = ["answer_issue", "open_pull_request"]

# The accounts that an organization manages itself are named person_organization.
_LOGIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,62}(?:\[bot\])?")
_MAY_WRITE = ("admin", "maintain", "write")
_EMAIL = "41898282+github-actions[bot]@users.noreply.github.com"
_IDENTITY = {
    "GIT_AUTHOR_NAME": "github-actions[bot]",
    "GIT_AUTHOR_EMAIL": _EMAIL,
    "GIT_COMMITTER_NAME": "github-actions[bot]",
    "GIT_COMMITTER_EMAIL": _EMAIL,
}
_NOT_ALLOWED = (
    "This form is for people who may write to this repository, so nothing was changed."
    " The issue stays open for them to read."
)
_HOW_TO_EDIT = "choose Edit in the menu “…” at the top right of the issue, and save"
_NO_CHECKS = (
    "GitHub starts no checks for a pull request that a workflow opens. The workflow of the form"
    " has itself read all content with this change in it and found no problem. It runs the"
    " tests, too; where one fails, a comment in the issue says so. To have the usual checks here,"
    " close and reopen this pull request."
)


@dataclass(frozen=True, slots=True)
class _Issue:
    """An issue as the event has it."""

    number: int
    author: str
    sender: str
    body: str
    is_new: bool
    """It was just opened, and not edited."""

    @property
    def branch(self) -> str:
        """The branch on which the change is put."""
        return f"status/issue-{self.number}"

    @property
    def ref(self) -> str:
        """The branch by its full name, which no tag can have."""
        return f"refs/heads/{self.branch}"

    @property
    def request(self) -> str:
        """The last line of the message of the commit with the change."""
        return f"Asked for by {self.author} in issue {self.number}."


def answer_issue(folder: Path) -> str:
    """Commit the change that the issue of the event asks for to a branch; returns what was done.

    Where nothing can be changed, a comment says why. The next steps of the workflow get the branch.
    """
    issue = _issue()
    if not issue.body.lstrip().startswith(FIRST_LINE):
        return "The issue was not written with the form."
    for login in (issue.author, issue.sender):
        if why_not := _why_not_allowed(login):
            if issue.is_new:  # so that somebody who edits again and again reads it once
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
    """Push the branch and open its pull request, or update our open one; returns what was done.

    Where somebody else has changed the branch, nothing is pushed, and a comment says so.
    """
    issue = _issue()
    git = Git(folder.parent)
    base = os.environ["BASE_BRANCH"]
    commit = find_commit(git, issue.ref)
    start = find_commit(git, f"{commit}~1")
    before = _pushed_before(git, issue)
    if before and not _is_own(git, before, issue, start):
        _comment(issue, _foreign(git, before, issue))
        return f"Somebody else has changed {issue.branch}: nothing was pushed."
    title = git.run("log", "-1", "--format=%s", commit)
    changes = changes_since(folder, start, commit)
    body = f"{changes}\nAsked for by @{issue.author}. Closes #{issue.number}.\n\n{_NO_CHECKS}\n"
    lease = f"--force-with-lease={issue.ref}:{before}"
    git.run("push", lease, "origin", f"{commit}:{issue.ref}")
    url = _own_pull_request(issue, [commit, before] if before else [commit])
    if url:
        run_gh("pr", "edit", url, "--title", title, "--body-file", "-", text=body)
    else:
        url = run_gh(
            *("pr", "create", "--base", base, "--head", issue.branch),
            *("--title", title, "--body-file", "-"),
            text=body,
        )
    _comment(issue, f"The change is ready to be read and approved: {url}")
    return f"The pull request is at {url}"


def _pushed_before(git: Git, issue: _Issue) -> str:
    """Return the commit, fetched, of the branch on GitHub, empty where there is no such branch."""
    # Git answers with each name that ends so, such as x/refs/heads/status/issue-1.
    lines = git.run("ls-remote", "origin", issue.ref).splitlines()
    commits = {ref: commit for commit, _, ref in (line.partition("\t") for line in lines)}
    if issue.ref in commits:
        git.run("fetch", "--quiet", "--no-tags", "origin", issue.ref)
    return commits.get(issue.ref, "")


def _is_own(git: Git, commit: str, issue: _Issue, start: str) -> bool:
    """Whether a commit is one that this workflow made for the issue, with nobody's below it.

    Below it is a commit of the main branch, from which the new one starts, too.
    """
    shown = git.run("show", "--no-patch", "--format=%ae%n%ce%n%P%n%B", commit)
    author, committer, parents, *message = shown.splitlines()
    first = parents.partition(" ")[0]
    return (
        author == committer == _EMAIL
        and message[-1:] == [issue.request]
        and bool(first)
        and merge_base(git, start, first) == parents
    )


def _foreign(git: Git, commit: str, issue: _Issue) -> str:
    name = git.run("show", "--no-patch", "--format=%an", commit)
    return (
        f"Somebody else has changed the branch {code(issue.branch)} since this form wrote it: the"
        f" newest commit there, {code(commit[:7])}, is by {escaped(name)}. So that no work is lost,"
        " the branch and its pull request stay as they are, and what this issue says now is not"
        " in them. Make the change there yourself. Or, where nobody needs what was changed"
        f" there, delete the branch; then {_HOW_TO_EDIT}: the form makes a new one."
    )


def _own_pull_request(issue: _Issue, commits: Sequence[str]) -> str:
    """Return the address of this workflow's open pull request of the branch, empty without one.

    By the branch's name GitHub finds pull requests of other people's copies of the repository, too.
    The commit is the one just pushed or the one before: GitHub may need a moment to show it.
    """
    fields = ("author", "headRefOid", "isCrossRepository", "url")
    asked = ("pr", "list", "--head", issue.branch, "--state", "open", "--limit", "1000")
    for found in list_gh(*asked, fields=fields):
        is_ours = found["isCrossRepository"] is False and is_by_workflow(found)
        if is_ours and found["headRefOid"] in commits:
            return str(found["url"])
    return ""


def _issue() -> _Issue:
    """Return the issue of the event; raises `ValueError` where it is not as GitHub sends it."""
    sent = Path(os.environ["GITHUB_EVENT_PATH"]).read_bytes()
    try:
        event: Any = json.loads(sent)
        issue = event["issue"]
        number, body = issue["number"], issue["body"] or ""
        logins = (issue["user"]["login"], event["sender"]["login"])
        body.encode()
        if type(number) is int and all(map(_LOGIN.fullmatch, logins)):
            return _Issue(number, *logins, body, event.get("action") == "opened")
    except (AttributeError, KeyError, RecursionError, TypeError, ValueError):
        pass
    raise ValueError("the event has no issue as GitHub sends them")


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
    listed = "\n".join(f"- {escaped(str(problem))}" for problem in abridged(problems))
    return f"Nothing was changed yet. Please fix this:\n\n{listed}\n\nTo do so, {_HOW_TO_EDIT}."


def _comment(issue: _Issue, text: str) -> None:
    run_gh("issue", "comment", str(issue.number), "--body-file", "-", text=text)


def _commit(folder: Path, issue: _Issue, recorded: Recorded) -> None:
    """Write the files and commit them to the branch, which starts from what is checked out."""
    git = Git(folder.parent)
    git.run("switch", "--quiet", "--force-create", issue.branch)
    write_all(folder.parent, recorded.contents)
    named = ", ".join(f"{file.action.id}: {file.status}" for file in recorded.files.values())
    # GitHub acts on words of a message, such as "closes #1", so none of the issue goes into it.
    message = f"{unlinked(named)}\n\n{issue.request}\n"
    names = [os.path.relpath(path, folder.parent) for path in recorded.files]
    git.run("add", "--", *names)
    git.run("commit", "--quiet", "--file=-", given=message, environment=_IDENTITY)
