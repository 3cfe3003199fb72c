"""Where the content comes from: the commit that last changed it, and its repository on the web."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from ..hosting import Repository, Revision
from .git import Git

__all__ = ["find_repository", "find_revision", "web_address"]

_NAME = r"(?P<owner>[\w.-]+)/(?P<name>[\w.-]+?)(?:\.git)?/?"
_REMOTES = (
    # A password or token in a remote's address is never repeated on a page.
    re.compile(rf"https?://(?:[^@/]+@)?(?:www\.)?github\.com(?::443)?/{_NAME}", re.ASCII),
    re.compile(rf"(?:[^@/:]+@)?github\.com:/?{_NAME}", re.ASCII),
    re.compile(rf"(?:ssh|git)://(?:[^@/]+@)?(?:ssh\.)?github\.com(?::\d+)?/{_NAME}", re.ASCII),
)
_SERVER = re.compile(r"https://[\w.-]+(?::\d+)?/?", re.ASCII)
_FULL_NAME = re.compile(r"[\w.-]+/[\w.-]+", re.ASCII)
_ORIGIN = "refs/remotes/origin/"
_DEFAULT_BRANCH = "main"


def find_revision(folder: Path, time_zone: str) -> Revision | None:
    """Return the commit that last changed a folder, with its day in a time zone.

    `None` where the folder is not under version control or git is not installed, and where a
    shallow clone ends before it: at its edge every file seems new, and the commit there may have
    changed others. Raises `GitError` where git cannot answer.
    """
    git = _git(folder)
    if git is None:
        return None
    # `rev-list`, unlike `log`, pays no heed to the user's settings.
    answer = git.ask("rev-list", "--max-count=1", "--timestamp", "HEAD", "--", ".")
    if not answer:
        return None
    seconds, commit = answer.split()
    if _is_cut_off(git, commit):
        return None
    day = datetime.fromtimestamp(int(seconds), UTC).astimezone(ZoneInfo(time_zone)).date()
    changes = git.ask("status", "--porcelain", "--untracked-files=all", "--", ".")
    return None if changes is None else Revision(commit, day, uncommitted=changes != "")


def _git(folder: Path) -> Git | None:
    """Return git in a folder, or `None` where there is neither."""
    return Git(folder) if folder.is_dir() and shutil.which("git") else None


def _is_cut_off(git: Git, commit: str) -> bool:
    """Whether a commit has parents that a shallow clone has not."""
    listed = git.ask("rev-parse", "--git-path", "shallow")
    path = git.folder / listed if listed else None
    if path is None or not path.is_file() or commit not in path.read_text("ascii").split():
        return False
    header = (git.ask("cat-file", "commit", commit) or "").partition("\n\n")[0]
    return "\nparent " in header


def find_repository(folder: Path, environment: Mapping[str, str] = os.environ) -> Repository | None:
    """Return the repository that a content folder is kept in, or `None` where none is known.

    GitHub's own word for it (`GITHUB_REPOSITORY`, where a workflow runs) goes before the
    remote that a clone came from. Raises `GitError` where git cannot answer.
    """
    git = _git(folder)
    inside = git.ask("rev-parse", "--show-prefix") if git else None
    if git is None or inside is None:
        return None
    remote = git.ask("config", "--get", "remote.origin.url") or ""
    address = _named_by_github(environment) or web_address(remote)
    if address is None:
        return None
    return Repository(address, _default_branch(git, environment), inside)


def web_address(remote: str) -> str | None:
    """Return the web address of a remote on GitHub, however it is written, or `None`."""
    for form in _REMOTES:
        found = form.fullmatch(remote.strip())
        if found:
            return f"https://github.com/{found['owner']}/{found['name']}"
    return None


def _named_by_github(environment: Mapping[str, str]) -> str | None:
    server = environment.get("GITHUB_SERVER_URL", "https://github.com")
    name = environment.get("GITHUB_REPOSITORY", "")
    if _SERVER.fullmatch(server) and _FULL_NAME.fullmatch(name):
        return f"{server.rstrip('/')}/{name}"
    return None


def _default_branch(git: Git, environment: Mapping[str, str]) -> str:
    """Return the branch that changes go to: the remote's own word, then the workflow's."""
    # In full: the short form is another where a tag has the same name.
    head = git.ask("symbolic-ref", "--quiet", "refs/remotes/origin/HEAD")
    if head and head.startswith(_ORIGIN):
        return head.removeprefix(_ORIGIN)
    if environment.get("GITHUB_BASE_REF"):
        return environment["GITHUB_BASE_REF"]
    if environment.get("GITHUB_REF", "").startswith("refs/heads/"):
        return environment["GITHUB_REF"].removeprefix("refs/heads/")
    return _DEFAULT_BRANCH
