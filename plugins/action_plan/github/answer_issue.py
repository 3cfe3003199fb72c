"""From an issue to a pull request: what the workflow of the form does, step by step.

What the issue says is somebody's text: it goes into files and to programs as a value of its own,
never through a shell, and is checked like any other request.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

from ..editing.record_update import Recorded
from ..problems import ContentProblems, Problem
from ..review.markdown import code, escaped
from ..review.since import changes_since
from ..vcs.commits import find_commit, merge_base
from ..vcs.git import Git
from ..vcs.provenance import find_repository
from .gh import GitHubRefused, is_by_workflow, list_gh, query_gh, run_gh
from .issue_request import ID_LABEL, change_title, is_request, nothing_new, record_request
from .workflow_run import EMAIL, commit_files, hand_on_branch, refusal_text, run_address

__all__ = ["answer_issue", "open_pull_request"]

# The accounts that an organization manages itself are named person_organization.
_LOGIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,62}(?:\[bot\])?")
_MAY_WRITE = ("admin", "maintain", "write")
_NOT_ALLOWED = (
    "This form is for people who may write to this repository, so nothing was changed."
    " The issue stays open for them to read."
)
_HOW_TO_EDIT = "choose Edit in the menu “…” at the top right of the issue, and save"
_CHECKED = (
    "The content with this change in it is checked, and a preview of the site built, in [the run"
    " of the form]({run}): its summary says what was found, and has the preview at its end, under"
    " Artifacts. GitHub itself starts no checks for a pull request that a workflow opens. To have"
    " them here, too, press **Approve workflows to run** below, or close and reopen this pull"
    " request."
)
_HAS_OLD_TEXT = "Its pull request, {url}, has what it said before"
_IS_DRAFT = f"{_HAS_OLD_TEXT}: it is a draft now, so that nobody merges it."
_IS_NO_DRAFT = f"{_HAS_OLD_TEXT}, and GitHub could not make a draft of it: do not merge it."
_STILL_DRAFT = "GitHub could not end its being a draft: press “Ready for review” there."


@dataclass(frozen=True, slots=True)
class _Issue:
    """An issue as the event has it."""

    number: int
    author: str
    sender: str
    body: str
    body_before: str
    """What it said before it was edited."""
    opened_at: datetime
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

    Where nothing can be changed, a comment says why, and the pull request of what the issue said
    before becomes a draft. The next steps of the workflow get the branch.
    """
    issue = _issue()
    if not is_request((issue.body, issue.body_before)):
        return "The issue was not written with the form."
    for login in (issue.author, issue.sender):
        if why_not := _why_not_allowed(login):
            if issue.is_new:  # so that somebody who edits again and again reads it once
                _comment(issue, _NOT_ALLOWED)
            return why_not
    git = Git(folder.parent)
    try:
        recorded = record_request(folder, issue.body, issue.opened_at)
    except ContentProblems as refusal:
        _comment(issue, _refusal(folder, refusal.problems), *_without_change(git, issue))
        return "The issue says something that has to be fixed first."
    if not recorded.files:
        _comment(issue, nothing_new(issue.body), *_without_change(git, issue))
        return "The action already has this update."
    _commit(git, folder, issue, recorded)
    hand_on_branch(issue.branch)
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
    checked = _CHECKED.format(run=run_address())
    body = f"{changes}\nAsked for by @{issue.author}. Closes #{issue.number}.\n\n{checked}\n"
    lease = f"--force-with-lease={issue.ref}:{before}"
    git.run("push", lease, "origin", f"{commit}:{issue.ref}")
    own = _own_pull_request(issue, [commit, before] if before else [commit])
    said = ""
    if own:
        url = own.url
        run_gh("pr", "edit", url, "--title", title, "--body-file", "-", text=body)
        if own.is_draft and not _become(url, "ready"):
            said = _STILL_DRAFT
    else:
        url = run_gh(
            *("pr", "create", "--base", base, "--head", issue.branch),
            *("--title", title, "--body-file", "-"),
            text=body,
        )
    _comment(issue, f"The change is ready to be read and approved: {url}", said)
    return f"The pull request is at {url}"


def _without_change(git: Git, issue: _Issue) -> Iterator[str]:
    """Make a draft of our open pull request of what the issue said before; say what it is."""
    before = _pushed_before(git, issue)
    if not before or not _is_own(git, before, issue, "HEAD"):
        return
    own = _own_pull_request(issue, [before])
    if own:
        is_draft = own.is_draft or _become(own.url, "ready", "--undo")
        yield (_IS_DRAFT if is_draft else _IS_NO_DRAFT).format(url=own.url)


def _become(url: str, *state: str) -> bool:
    """Whether a pull request could be made what it is to be: ready, or a draft again."""
    try:
        run_gh("pr", *state, url)
    except GitHubRefused:
        return False
    return True


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
        author == committer == EMAIL
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


class _PullRequest(NamedTuple):
    url: str
    is_draft: bool


def _own_pull_request(issue: _Issue, commits: Sequence[str]) -> _PullRequest | None:
    """Return this workflow's open pull request of the branch, or `None` without one.

    By the branch's name GitHub finds pull requests of other people's copies of the repository, too.
    The commit is the one just pushed or the one before: GitHub may need a moment to show it.
    """
    fields = ("author", "headRefOid", "isCrossRepository", "isDraft", "url")
    asked = ("pr", "list", "--head", issue.branch, "--state", "open", "--limit", "1000")
    for found in list_gh(*asked, fields=fields):
        is_ours = found["isCrossRepository"] is False and is_by_workflow(found)
        if is_ours and found["headRefOid"] in commits:
            return _PullRequest(str(found["url"]), found["isDraft"] is True)
    return None


def _issue() -> _Issue:
    """Return the issue of the event; raises `ValueError` where it is not as GitHub sends it."""
    sent = Path(os.environ["GITHUB_EVENT_PATH"]).read_bytes()
    try:
        event: Any = json.loads(sent)
        issue = event["issue"]
        number, body = issue["number"], issue["body"] or ""
        before = event.get("changes", {}).get("body", {}).get("from") or ""
        logins = (issue["user"]["login"], event["sender"]["login"])
        opened_at = datetime.fromisoformat(issue["created_at"])
        (body + before).encode()
        if type(number) is int and opened_at.tzinfo and all(map(_LOGIN.fullmatch, logins)):
            is_new = event.get("action") == "opened"
            return _Issue(number, *logins, body, before, opened_at, is_new)
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


def _refusal(folder: Path, problems: Sequence[Problem]) -> str:
    text = refusal_text(problems, f"To do so, {_HOW_TO_EDIT}.")
    repository = find_repository(folder)
    if repository and any(problem.field == ID_LABEL for problem in problems):
        text += f" The actions are listed at {repository.folder('actions')}."
    return text


def _comment(issue: _Issue, *texts: str) -> None:
    text = "\n\n".join(filter(None, texts))
    run_gh("issue", "comment", str(issue.number), "--body-file", "-", text=text)


def _commit(git: Git, folder: Path, issue: _Issue, recorded: Recorded) -> None:
    """Write the files and commit them to the branch, which starts from what is checked out."""
    git.run("switch", "--quiet", "--force-create", issue.branch)
    message = f"{change_title(recorded)}\n\n{issue.request}\n"
    commit_files(git, folder.parent, recorded.contents, message)
