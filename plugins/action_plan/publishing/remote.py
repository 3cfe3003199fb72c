"""The remote that is published to: its URL and the site's, what it has, fetching, pushing."""

from __future__ import annotations

import fcntl
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from shlex import quote

from ..content.addresses import is_web_url
from ..formatting import count
from ..hosting import pages_base_url
from ..messages import describe_os_error, quoted
from ..vcs.git import Git, GitError
from ..vcs.provenance import web_address
from .errors import UNCHANGED, RefusedError
from .live_site import PublishedSite, read_published

__all__ = ["PUBLISHED", "Remote", "opened", "parse_base_url"]

PUBLISHED = "gh-pages"
"""The branch that GitHub Pages serves."""

_MAIN = "main"
_USUAL = "origin"
_BRANCHES = "refs/heads/"
"""What full names of branches begin with; of a short name, git may take a tag."""
_OPTIONS_END = "--end-of-options"
_HEAD = re.compile(r"ref: refs/heads/(\S+)\tHEAD")


class Remote:
    """A remote of a clone by its name, which need not be there.

    `outcome` says what is known of the site that residents see, whatever ends the work.
    """

    def __init__(self, git: Git, name: str) -> None:
        self.git = git
        self.name = name
        self.outcome = UNCHANGED

    @property
    def url(self) -> str:
        """Where the remote is, or nothing where the clone has no such remote."""
        return self.git.ask("config", "--get", f"remote.{self.name}.url") or ""

    @property
    def option(self) -> str:
        """What must be written behind a command of ours for it to use this remote."""
        return "" if self.name == _USUAL else f" REMOTE={quote(self.name)}"

    @property
    def pages_url(self) -> str:
        """Where GitHub Pages serves it, or nothing where it is not on GitHub."""
        return pages_base_url(web_address(self.url))

    def main_branch(self) -> str:
        """Return the branch that the remote itself calls its main one; raises `GitError`."""
        listed = self.git.run("ls-remote", "--symref", _OPTIONS_END, self.name, "HEAD")
        head = next(filter(None, map(_HEAD.fullmatch, listed.splitlines())), None)
        return head[1] if head else _MAIN

    def tracking(self, branch: str) -> str:
        """Return the full name under which this clone keeps a branch of the remote."""
        return f"refs/remotes/{self.name}/{branch}"

    def commits(self, *branches: str) -> dict[str, str]:
        """Return the commit of each of these branches that the remote has; raises `GitError`."""
        wanted = {f"{_BRANCHES}{name}": name for name in branches}
        # It answers with every name that ends so: `x/refs/heads/main` when asked for main.
        listed = self.git.run("ls-remote", _OPTIONS_END, self.name, *wanted)
        found = (line.partition("\t") for line in listed.splitlines())
        return {wanted[name]: commit for commit, _, name in found if name in wanted}

    def fetch(self, *branches: str) -> PublishedSite | None:
        """Fetch the published branch and others as they are now; return the published site.

        `None` where nothing is published yet. Raises `GitError`.
        """
        wanted = {*branches, PUBLISHED}
        there = self.commits(*sorted(wanted))
        for name in wanted - there.keys():
            self.git.run("update-ref", "-d", self.tracking(name))
        if there:
            forced = [f"+{_BRANCHES}{name}:{self.tracking(name)}" for name in sorted(there)]
            self.git.run("fetch", "--no-tags", _OPTIONS_END, self.name, *forced)
        if PUBLISHED not in there:
            return None
        published = self.git.run("rev-parse", "--verify", self.tracking(PUBLISHED))
        return read_published(self.git, published)

    def push(self, commit: str) -> None:
        """Push a commit to the published branch, never by force; raises `GitError`."""
        self.git.run("push", _OPTIONS_END, self.name, f"{commit}:{_BRANCHES}{PUBLISHED}")

    def branch_refusals(self, branch: str) -> Iterator[str]:
        """Return why a branch cannot be published from, or is not the one that is checked out."""
        git = self.git
        if branch == PUBLISHED or git.ask("check-ref-format", f"{_BRANCHES}{branch}") is None:
            yield (
                f"BRANCH is {quoted(branch)}, from which no site can be published."
                " Name a branch that holds content/."
            )
            return
        # In full: the short form is another where a tag has the same name.
        here = git.ask("symbolic-ref", "--quiet", "HEAD")
        if here is None:
            yield (
                f"You are on no branch; the site is published from {branch}."
                f" Run: git switch {branch}"
            )
            return
        here = here.removeprefix(_BRANCHES)
        if here == PUBLISHED:
            yield f"You are on {PUBLISHED}, which holds the built site. Run: git switch {branch}"
        elif here != branch:
            yield (
                f"You are on {here}; the site is published from {branch}. Run: git switch {branch}"
                f" (or publish from here on purpose: make publish BRANCH={here})"
            )

    def source_refusals(self, branch: str) -> Iterator[str]:
        """Return why this clone is not at a branch as fetched, where others find the source.

        Raises `GitError`.
        """
        theirs = self.tracking(branch)
        name = self.name
        if self.git.ask("rev-parse", "--verify", "--quiet", theirs) is None:
            yield f"The branch {branch} is not on {name} yet. Run: git push -u {name} {branch}"
            return
        counted = self.git.run("rev-list", "--left-right", "--count", f"HEAD...{theirs}", "--")
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


@contextmanager
def opened(root: Path, name: str, waiting: Callable[[str], None]) -> Iterator[Remote]:
    """Yield a clone's remote to publish to, to one process at a time.

    Raise `RefusedError` where there is none, and for whatever fails meanwhile: git, the system,
    or an interruption. `waiting` gets a sentence where the remote takes long to answer.
    """
    remote = Remote(Git(root, waiting), name)
    try:
        with _refusing_whatever_fails():
            _refuse_where_nothing_can_be_asked(remote)
            with _locked(remote.git):
                yield remote
    except RefusedError as refusal:
        refusal.outcome = remote.outcome
        raise
    except KeyboardInterrupt as stop:
        stop.add_note(remote.outcome)
        raise


@contextmanager
def _refusing_whatever_fails() -> Iterator[None]:
    try:
        yield
    except GitError as error:
        raise RefusedError(f"Git could not go on: {error.cause}.") from None
    except OSError as error:
        raise RefusedError(f"{describe_os_error(error)}.") from None


def _refuse_where_nothing_can_be_asked(remote: Remote) -> None:
    git = remote.git
    if git.ask("rev-parse", "--is-inside-work-tree") != "true":
        raise RefusedError(
            "This folder is not a clone of a repository. Run the command in the clone of yours."
        )
    if git.ask("rev-parse", "--verify", "--quiet", "HEAD") is None:
        raise RefusedError("Nothing is committed here yet. Commit the site and push it first.")
    if not remote.url:
        raise RefusedError(
            f"There is no remote {quoted(remote.name)} to publish to."
            f" Run: git remote add {quote(remote.name)} ADDRESS (or name another: REMOTE=name)"
        )


@contextmanager
def _locked(git: Git) -> Iterator[None]:
    """Let one process at a time publish from a clone; the lock ends with it, however it ends.

    A lock of the process's own (`lockf`): worker processes, which may outlive it, do not hold it.
    """
    folder = git.run("rev-parse", "--git-common-dir")
    with (git.folder / folder / "action-plan-publishing.lock").open("w") as file:
        try:
            fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except (BlockingIOError, PermissionError):
            raise RefusedError(
                "Somebody is publishing from this clone at this moment. Wait until that is done."
            ) from None
        yield
