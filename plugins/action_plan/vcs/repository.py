"""The repository the content is kept in, as people reach it on the web."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, urlencode

from .git import ask

__all__ = ["Repository", "find_repository", "web_address"]

_NAME = r"(?P<owner>[\w.-]+)/(?P<name>[\w.-]+?)(?:\.git)?/?"
_REMOTES = (
    # A password or token that stands in a remote is never repeated on a page.
    re.compile(rf"https?://(?:[^@/]+@)?(?:www\.)?github\.com(?::443)?/{_NAME}", re.ASCII),
    re.compile(rf"(?:[^@/:]+@)?github\.com:/?{_NAME}", re.ASCII),
    re.compile(
        rf"(?:ssh|git)://(?:[^@/]+@)?(?:ssh\.)?github\.com(?::\d+)?/{_NAME}",
        re.ASCII,
    ),
)
_SERVER = re.compile(r"https://[\w.-]+(?::\d+)?/?", re.ASCII)
_FULL_NAME = re.compile(r"[\w.-]+/[\w.-]+", re.ASCII)
_DEFAULT_BRANCH = "main"


@dataclass(frozen=True, slots=True)
class Repository:
    """A repository on GitHub: its web address, its main branch, where content/ stands in it."""

    web_address: str
    default_branch: str
    content: str = "content/"
    """The content folder as the repository names it, with a slash behind it."""

    def commit(self, digest: str) -> str:
        """Give the address of a commit."""
        return f"{self.web_address}/commit/{digest}"

    def edit(self, file: str) -> str:
        """Give the address at which a file of the content folder is changed."""
        return f"{self.web_address}/edit/{quote(self.default_branch)}/{quote(self.content + file)}"

    def history(self, file: str) -> str:
        """Give the address of all changes of a file of the content folder."""
        where = f"{quote(self.default_branch)}/{quote(self.content + file)}"
        return f"{self.web_address}/commits/{where}"

    def new_issue(self, title: str, body: str) -> str:
        """Give the address of a new issue that is filled in already."""
        return f"{self.web_address}/issues/new?{urlencode({'title': title, 'body': body})}"


def find_repository(folder: Path, environment: Mapping[str, str]) -> Repository | None:
    """Give the repository that a content folder is kept in, or `None` where none is known.

    GitHub's own word for it (`GITHUB_REPOSITORY`, where a workflow runs) goes before the
    remote that a clone came from.
    """
    inside = ask(folder, "rev-parse", "--show-prefix")
    if inside is None:
        return None
    address = _named_by_github(environment) or web_address(
        ask(folder, "config", "--get", "remote.origin.url") or ""
    )
    if address is None:
        return None
    return Repository(address, _default_branch(folder, environment), inside)


def web_address(remote: str) -> str | None:
    """Give the web address of a remote on GitHub, however it is written, or `None`."""
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


def _default_branch(folder: Path, environment: Mapping[str, str]) -> str:
    """Give the branch that changes go to: the remote's own word, then the workflow's."""
    head = ask(folder, "symbolic-ref", "--quiet", "--short", "refs/remotes/origin/HEAD")
    if head and head.startswith("origin/"):
        return head.removeprefix("origin/")
    if environment.get("GITHUB_BASE_REF"):
        return environment["GITHUB_BASE_REF"]
    if environment.get("GITHUB_REF", "").startswith("refs/heads/"):
        return environment["GITHUB_REF"].removeprefix("refs/heads/")
    return _DEFAULT_BRANCH
