"""Before publishing: everything that could go wrong is checked first, and reported all at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from ..checks.reading import read_content
from ..content.loading import Content
from ..formatting import count
from ..problems import ContentProblems, abridged
from ..vcs.git import Git, GitError
from .commit import identity_refusals, tree_refusals
from .errors import RefusedError
from .history import UnusableDomainError, domain_of, foreign_refusals, remarks, subject
from .live_site import PublishedSite
from .remote import Remote, parse_base_url

__all__ = ["Options", "Ready", "prepare"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What whoever publishes may decide; where it is empty, the repository itself says it."""

    branch: str
    gone: tuple[str, ...]
    """Addresses that may vanish for good."""
    dry_run: bool
    site_url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Ready:
    """What is known when nothing hinders publishing."""

    remote: Remote
    gone: tuple[str, ...]
    """The URLs that may vanish for good, from the site's root."""
    source: str
    """The commit that the site is built from."""
    subject: str
    """The first line of its message."""
    branch: str
    content: Content = field(repr=False)
    published: PublishedSite | None
    base_url: str
    domain: str
    """The site's own domain, or empty where it has none."""
    remarks: tuple[str, ...]
    """What does not stop publishing, and should be known."""

    @property
    def live(self) -> Mapping[str, str]:
        """The files that are published now, with git's ids."""
        return self.published.files if self.published else {}


def prepare(remote: Remote, options: Options) -> Ready:
    """Ask everything and return what is needed to publish; raises `RefusedError` with all of it.

    An empty branch is the remote's main one, an empty SITEURL what `plan.yml` or the remote says.
    """
    git = remote.git
    refusals: list[str] = []
    if git.ask("rev-parse", "--is-shallow-repository") == "true":
        refusals.append(
            "This clone has only the last part of the history."
            f" Run: git fetch --unshallow {remote.name}"
        )
    branch, published = _fetched(remote, options.branch.removeprefix("refs/heads/"), refusals)
    refusals += foreign_refusals(git, published)
    refusals += [*tree_refusals(git), *identity_refusals(git)]
    content = _content(git, refusals)
    domain, base_url = content.plan.domain if content else None, ""
    try:
        domain = domain or domain_of(git, published)
        base_url = _base_url(remote, options.site_url, domain)
    except UnusableDomainError as error:
        refusals.append(
            f'{error} Write the site\'s domain into content/plan.yml ("domain:"), or remove it'
            " in the repository's Settings, Pages, Custom domain."
        )
    except ValueError as error:
        refusals.append(str(error))
    if refusals or content is None:
        raise RefusedError(*refusals)
    source = git.run("rev-parse", "--verify", "HEAD")
    return Ready(
        remote=remote,
        gone=tuple(address.removeprefix("/") for address in options.gone),
        source=source,
        subject=subject(git, source),
        branch=branch,
        content=content,
        published=published,
        base_url=base_url,
        domain=domain or "",
        remarks=(*remarks(git, published, domain or ""), *map(str, abridged(content.remarks))),
    )


def _fetched(remote: Remote, branch: str, refusals: list[str]) -> tuple[str, PublishedSite | None]:
    """Return the branch to publish from, and the published site; add why they cannot be used."""
    published = None
    try:
        branch = branch or remote.main_branch()
        unfit = list(remote.branch_refusals(branch))
        refusals += unfit
        published = remote.fetch(*([] if unfit else [branch]))
        if not refusals:
            refusals += remote.source_refusals(branch)
    except GitError as error:
        remedy = (
            " Check the connection, its address (git remote -v) and your rights, then try again."
            if error.answered
            else " Try again."
        )
        refusals.append(f"The remote {remote.name} cannot be read ({error.cause}).{remedy}")
    return branch, published


def _content(git: Git, refusals: list[str]) -> Content | None:
    """Return the content, or `None` where it has problems, which are added."""
    try:
        return read_content(git.folder / "content", publishing=True)
    except ContentProblems as refusal:
        problems = count(len(refusal.problems), "problem")
        refusals += [
            *map(str, abridged(refusal.problems)),
            f"The content has {problems}. Correct what is listed above, commit and push it.",
        ]
    return None


def _base_url(remote: Remote, site_url: str, domain: str) -> str:
    """Return the site's URL: as set, its own domain's, or what GitHub makes of the remote.

    Raises `ValueError` where it is set wrongly or not known.
    """
    if site_url.strip():
        return parse_base_url(site_url)
    if domain:
        return f"https://{domain}/"
    if not remote.pages_url:
        raise ValueError(
            f"The site's address cannot be read from the remote {remote.name}."
            " Name it: make publish SITEURL=https://plan.example.org"
            ' (or write "domain:" into content/plan.yml)'
        )
    return remote.pages_url
