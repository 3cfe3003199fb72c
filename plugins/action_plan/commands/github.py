"""`make forms`, `overdue` and the steps of GitHub's workflows."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

from ..checks.reading import read_content
from ..editing.file_writing import write_all
from ..github.answer_issue import answer_issue, open_pull_request
from ..github.answer_upload import answer_upload
from ..github.gh import GitHubRefused
from ..github.issue_form import PATH, form_yaml
from ..github.reminder import overdue_text, update_reminder
from ..problems import ContentProblems
from ..vcs.git import GitError
from ..vcs.provenance import find_repository

__all__ = ["answer", "forms", "overdue", "propose", "remind", "upload"]


def forms(root: Path) -> int:
    """Write GitHub's form for changing a status, from the content."""
    try:
        form = form_yaml(read_content(root / "content"))
        write_all(root, {root / PATH: form.encode()})
    except ContentProblems as refusal:
        print(*refusal.problems, "Nothing was written.", sep="\n")
        return 1
    print(f"{PATH} is written.")
    return 0


def _reporting(work: Callable[[Path], str]) -> Callable[[Path], int]:
    """Return a command that prints what came of some work on the content, or what refused it."""

    def run(root: Path) -> int:
        try:
            print(work(root / "content"))
        except ContentProblems as refusal:
            print(*refusal.problems, refusal.count, sep="\n")
        except (GitHubRefused, GitError, ValueError) as refusal:
            message = str(refusal)
            print(f"{message[:1].upper()}{message[1:].rstrip('.')}.", file=sys.stderr)
        except KeyError as missing:
            print(f"{missing.args[0]} is not set: this command is for GitHub.", file=sys.stderr)
        else:
            return 0
        return 1

    return run


@_reporting
def overdue(folder: Path) -> str:
    """Return the actions that are overdue for review."""
    return overdue_text(read_content(folder), find_repository(folder)).rstrip("\n")


remind = _reporting(update_reminder)
answer = _reporting(answer_issue)
propose = _reporting(open_pull_request)
upload = _reporting(answer_upload)
