"""Where the site is published and where its content is kept, as far as that is known."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from urllib.parse import quote, urlencode

__all__ = [
    "LARGEST_FILE",
    "LARGEST_SITE",
    "STATUS_FORM",
    "Hosting",
    "Repository",
    "Revision",
    "pages_base_url",
    "too_large_file",
    "too_large_site",
]

LARGEST_SITE = 1_000_000_000
"""Bytes that GitHub Pages serves at most."""
LARGEST_FILE = 100 * 1024 * 1024
"""Bytes above which GitHub refuses a file."""

STATUS_FORM = "status.yml"
"""The file of the form for progress, as GitHub calls it in addresses, too."""

_SHORT = 7
_REPOSITORY = re.compile(r"https://github\.com/(?P<owner>[^/]+)/(?P<name>[^/]+)")


@dataclass(frozen=True, slots=True)
class Revision:
    """The commit that last changed the content, and the day it did."""

    commit: str
    date: date
    uncommitted: bool
    """The content was changed since, and that is not committed."""

    @property
    def short(self) -> str:
        """The beginning of the commit's name, as people quote it."""
        return self.commit[:_SHORT]


@dataclass(frozen=True, slots=True)
class Repository:
    """A repository on GitHub: its web address, its main branch, where content/ is in it."""

    web_address: str
    default_branch: str
    content: str = "content/"
    """The content folder as the repository names it, with a slash behind it."""

    def commit(self, digest: str) -> str:
        """Return the address of a commit."""
        return f"{self.web_address}/commit/{digest}"

    def edit(self, file: str) -> str:
        """Return the address at which a file of the content folder is changed."""
        return self._in_content("edit", file)

    def history(self, file: str) -> str:
        """Return the address of all changes of a file of the content folder."""
        return self._in_content("commits", file)

    def new_issue(self, title: str, body: str) -> str:
        """Return the address of a new issue that is filled in already."""
        return self._new_issue({"title": title, "body": body})

    def progress_form(self, action_id: str, title: str, day: date | None = None) -> str:
        """Return the address of the form for progress, the action and perhaps the day filled in.

        GitHub fills in fields of text by their ids.
        https://docs.github.com/communities/using-templates-to-encourage-useful-issues-and-pull-requests/syntax-for-issue-forms
        """
        filled = {
            "template": STATUS_FORM,
            "title": f"Progress of {action_id} {title}",
            "action": action_id,
        }
        return self._new_issue(filled | ({"date": day.isoformat()} if day else {}))

    def folder(self, name: str) -> str:
        """Return the address of a folder of the content folder."""
        return self._in_content("tree", name)

    def _in_content(self, what: str, name: str) -> str:
        where = f"{quote(self.default_branch)}/{quote(self.content + name)}"
        return f"{self.web_address}/{what}/{where}"

    def _new_issue(self, filled: Mapping[str, str]) -> str:
        return f"{self.web_address}/issues/new?{urlencode(filled)}"


@dataclass(frozen=True, slots=True)
class Hosting:
    """The site's own URL, the commit its content comes from and the repository of that."""

    base_url: str = ""
    """The site's URL with a slash at its end, or empty where it is not known."""
    revision: Revision | None = None
    repository: Repository | None = None

    @property
    def commit(self) -> str:
        """The commit that the content is of, or nothing where that is not known."""
        if self.revision is None or self.revision.uncommitted:
            return ""
        return self.revision.commit

    @property
    def commit_url(self) -> str | None:
        """The URL of the commit that last changed the content."""
        if self.revision is None or self.repository is None:
            return None
        return self.repository.commit(self.revision.commit)


def too_large_file(size: int) -> str:
    """Return why a file of so many bytes cannot be published, or nothing where it can."""
    if size <= LARGEST_FILE:
        return ""
    return f"has {size / 1_000_000:,.0f} MB; GitHub refuses files over 100 MiB."


def too_large_site(size: int) -> str:
    """Return why a site of so many bytes cannot be published, or nothing where it can."""
    if size <= LARGEST_SITE:
        return ""
    return (
        f"has {size / 1_000_000:,.0f} MB;"
        f" GitHub Pages serves {LARGEST_SITE / 1_000_000:,.0f} MB at most."
    )


def pages_base_url(repository: str | None) -> str:
    """Return the base URL at which GitHub Pages serves a repository, or nothing for another.

    `https://github.com/owner/plan` is served at `https://owner.github.io/plan/`, and a repository
    named `owner.github.io` at the root.
    """
    found = _REPOSITORY.fullmatch(repository or "")
    if found is None:
        return ""
    host = f"{found['owner'].casefold()}.github.io"
    path = "" if found["name"].casefold() == host else f"{found['name']}/"
    return f"https://{host}/{path}"
