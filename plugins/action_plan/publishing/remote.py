"""The remote that is published to: its URL and the site's, what it has, fetching, pushing."""

from __future__ import annotations

import fcntl
import re
from collections.abc import Iterator
from contextlib import contextmanager

from ..content.parsers import is_web_url
from ..formatting import count
from ..messages import quoted
from ..vcs.git import Git, GitError
from ..vcs.provenance import web_address
from .errors import RefusedError
from .live_site import PublishedSite, read_published

__all__ = ["DOMAIN_FILE", "PUBLISHED", "Remote", "locked", "pages_base_url", "parse_base_url"]

PUBLISHED = "gh-pages"
"""The branch that GitHub Pages serves."""
DOMAIN_FILE = "CNAME"
"""The file of a site that says its own domain."""

_MAIN = "main"
_REPOSITORY = re.compile(r"https://github\.com/(?P<owner>[^/]+)/(?P<name>[^/]+)")
_HEAD = re.compile(r"ref: refs/heads/(\S+)\tHEAD")


class Remote:
    """A remote of a clone by its name, which need not be there."""

    def __init__(self, git: Git, name: str) -> None:
        self.git = git
        self.name = name

    @property
    def url(self) -> str:
        """Where the remote is, or nothing where the clone has no such remote."""
        return self.git.ask("config", "--get", f"remote.{self.name}.url") or ""

    @property
    def web_address(self) -> str | None:
        """The remote's address on the web, or `None` where it is not on GitHub."""
        return web_address(self.url)

    def main_branch(self) -> str:
        """Return the branch that the remote itself calls its main one; raises `GitError`."""
        head = _HEAD.search(self.git.run("ls-remote", "--symref", self.name, "HEAD"))
        return head[1] if head else _MAIN

    def fetch(self, branch: str) -> PublishedSite | None:
        """Fetch a branch and the published one as they are now; return the published site.

        `None` where nothing is published yet. Raises `GitError`.
        """
        wanted = {name: f"refs/remotes/{self.name}/{name}" for name in (branch, PUBLISHED)}
        listed = self.git.run("ls-remote", self.name, *(f"refs/heads/{name}" for name in wanted))
        there = {line.partition("\trefs/heads/")[2] for line in listed.splitlines()}
        for name in wanted.keys() - there:
            self.git.run("update-ref", "-d", wanted[name])
        if there:
            forced = [f"+refs/heads/{name}:{wanted[name]}" for name in sorted(there)]
            self.git.run("fetch", "--no-tags", self.name, *forced)
        if PUBLISHED not in there:
            return None
        return read_published(self.git, self.git.run("rev-parse", wanted[PUBLISHED]))

    def push(self, commit: str) -> GitError | None:
        """Push a commit to the published branch, never by force; return what failed, if anything.

        Where the answer was lost on the way, the remote is asked whether it has the commit.
        """
        try:
            self.git.run("push", self.name, f"{commit}:refs/heads/{PUBLISHED}")
        except GitError as error:
            there = self.git.ask("ls-remote", self.name, f"refs/heads/{PUBLISHED}") or ""
            return None if there.startswith(commit) else error
        return None

    def source_refusals(self, branch: str) -> Iterator[str]:
        """Return why this clone is not at a branch as fetched, where others find the source.

        Raises `GitError`.
        """
        theirs = f"refs/remotes/{self.name}/{branch}"
        name = self.name
        if self.git.ask("rev-parse", "--verify", "--quiet", theirs) is None:
            yield f"The branch {branch} is not on {name} yet. Run: git push -u {name} {branch}"
            return
        counted = self.git.run("rev-list", "--left-right", "--count", f"HEAD...{theirs}")
        ahead, behind = map(int, counted.split())
        if behind and ahead:
            yield (
                f"This copy and {name}/{branch} have gone different ways."
                f" Run: git pull --rebase {name} {branch} && git push {name} {branch}"
            )
        elif behind:
            yield (
                f"{name}/{branch} has {count(behind, 'commit')} that this copy does not have."
                f" Run: git pull {name} {branch}"
            )
        elif ahead:
            yield (
                f"This copy has {count(ahead, 'commit')} that {name}/{branch} does not have."
                f" Run: git push {name} {branch}"
            )


def parse_base_url(site_url: str) -> str:
    """Return the base URL of a SITEURL that somebody wrote; raises `ValueError`."""
    url = site_url.strip().rstrip("/")
    if not is_web_url(url) or any(character in url for character in "?#'"):
        raise ValueError(
            f"SITEURL is {quoted(site_url)}, which is not the address of a site."
            " Write it like https://plan.example.org."
        )
    return f"{url}/"


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


@contextmanager
def locked(git: Git) -> Iterator[None]:
    """Let one process at a time publish from a clone; the lock ends with it, however it ends."""
    folder = git.ask("rev-parse", "--git-common-dir")
    if folder is None:
        yield
        return
    with (git.folder / folder / "action-plan-publishing.lock").open("w") as file:
        try:
            fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB)  # which no child inherits
        except OSError:
            raise RefusedError(
                "Somebody is publishing from this clone at this moment. Wait until that is done."
            ) from None
        yield
