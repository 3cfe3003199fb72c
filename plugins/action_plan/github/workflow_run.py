"""A run of a workflow: what it commits as, what it hands on, and where it can be seen."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path

from ..editing.file_writing import write_all
from ..problems import Problem, abridged
from ..review.markdown import escaped
from ..vcs.git import Git

__all__ = ["EMAIL", "commit_files", "hand_on_branch", "refusal_text", "run_address"]

EMAIL = "41898282+github-actions[bot]@users.noreply.github.com"
_IDENTITY = {
    "GIT_AUTHOR_NAME": "github-actions[bot]",
    "GIT_AUTHOR_EMAIL": EMAIL,
    "GIT_COMMITTER_NAME": "github-actions[bot]",
    "GIT_COMMITTER_EMAIL": EMAIL,
}


def commit_files(
    git: Git, root: Path, files: Mapping[Path, bytes], message: str, gone: Sequence[Path] = ()
) -> None:
    """Write files below a repository's root, delete those that are to be gone, and commit both."""
    if files:
        write_all(root, files)
    names = [os.path.relpath(path, root) for path in (*files, *gone)]
    for path in gone:
        path.unlink()
    git.run("add", "--all", "--", *names)
    git.run("commit", "--quiet", "--file=-", stdin=message, environment=_IDENTITY)


def hand_on_branch(branch: str) -> None:
    """Write the name of the branch that has the commit where the workflow's next steps read it."""
    with Path(os.environ["GITHUB_OUTPUT"]).open("a", encoding="utf-8") as output:
        output.write(f"branch={branch}\n")


def run_address() -> str:
    """Return the address of the run."""
    server, repository, run = (
        os.environ[name] for name in ("GITHUB_SERVER_URL", "GITHUB_REPOSITORY", "GITHUB_RUN_ID")
    )
    return f"{server}/{repository}/actions/runs/{run}"


def refusal_text(problems: Sequence[Problem], what_to_do: str) -> str:
    """Return as Markdown what has to be fixed first, and what to do then."""
    listed = "\n".join(f"- {escaped(str(problem))}" for problem in abridged(problems))
    return f"Nothing was changed yet. Please fix this:\n\n{listed}\n\n{what_to_do}"
