"""From a table uploaded to `content/incoming/` on a branch to its changes, on the same branch.

Nobody but those who may write to the repository can push a branch to it.
"""

from __future__ import annotations

import json
import os
from pathlib import Path

from ..content.folder import incoming_files
from ..editing.record_update import record
from ..editing.update_table import read_table
from ..formatting import count
from ..problems import ContentProblems
from ..vcs.git import Git
from .gh import run_gh
from .workflow_run import commit_files, hand_on_branch, refusal_text, run_address

__all__ = ["answer_upload"]

_BRANCH = "refs/heads/"
_HOW_TO_REPLACE = (
    "Correct the table, and upload it by the same name to the same folder of this branch."
)
_NOTHING_NEW = "All that the uploaded table asks for is there already."
_APPLIED = (
    "All that the uploaded table asks for is in {commit}, and the table is not in this branch any"
    " more. GitHub starts no checks for what a workflow writes: [this run]({run}) has checked it,"
    " and has a preview at its end, under Artifacts. Where there is no pull request of this branch"
    " yet, open one; where its checks are to be there, too, close and reopen it."
)


def answer_upload(folder: Path) -> str:
    """Commit and push what uploaded tables ask for, without the tables; return what was done.

    A comment on the commit with the upload says so, or row by row what is wrong; then raises
    `ContentProblems`, and nothing is changed.
    """
    ref = os.environ["GITHUB_REF"]
    if not ref.startswith(_BRANCH) or ref == f"{_BRANCH}{os.environ['BASE_BRANCH']}":
        raise ValueError("tables are uploaded to a branch of their own")
    uploads = incoming_files(folder)
    if not uploads:
        return "There is no table in content/incoming/."
    tables = [read_table(path) for path in uploads]
    try:
        recorded = record(
            folder,
            [request for requests, _ in tables for request in requests],
            [problem for _, problems in tables for problem in problems],
        )
    except ContentProblems as refusal:
        _comment(refusal_text(refusal.problems, _HOW_TO_REPLACE))
        raise
    git = Git(folder.parent)
    message = f"Update {count(len(recorded.files), 'action')} from an uploaded table\n"
    commit_files(git, folder.parent, recorded.contents, message, gone=uploads)
    commit = git.run("rev-parse", "HEAD")
    # Without force: where the branch has moved on, a run of its own answers what is there now.
    git.run("push", "origin", f"{commit}:{ref}")
    hand_on_branch(ref.removeprefix(_BRANCH))
    run = run_address()
    _comment(_APPLIED.format(commit=commit, run=run) if recorded.files else _NOTHING_NEW)
    return f"Committed to {ref.removeprefix(_BRANCH)}."


def _comment(text: str) -> None:
    """Comment on the commit that was pushed, of which GitHub notifies whoever pushed it."""
    place = f"repos/{os.environ['GITHUB_REPOSITORY']}/commits/{os.environ['GITHUB_SHA']}/comments"
    run_gh("api", place, "--input", "-", text=json.dumps({"body": text}))
