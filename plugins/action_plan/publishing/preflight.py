"""Before publishing: everything that could go wrong is checked first, and reported all at once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from ..checks.reading import read_content
from ..content.loading import Content
from ..formatting import count
from ..problems import ContentProblems, abridged
from ..vcs.git import Git, GitError
from .commit import identity_refusals
from .errors import RefusedError
from .live_site import PublishedSite
from .remote import DOMAIN_FILE, PUBLISHED, Remote, pages_base_url, parse_base_url

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


def prepare(remote: Remote, options: Options) -> Ready:
    """Ask everything and return what is needed to publish; raises `RefusedError` with all of it.

    An empty branch is the remote's main one, an empty SITEURL what `plan.yml` or the remote says.
    """
    git = remote.git
    _refuse_where_nothing_can_be_asked(remote)
    refusals: list[str] = []
    if git.ask("rev-parse", "--is-shallow-repository") == "true":
        refusals.append(
            "This clone has only the last part of the history."
            f" Run: git fetch --unshallow {remote.name}"
        )
    branch, published = options.branch, None
    try:
        branch = branch or remote.main_branch()
        refusals += _branch_refusals(git, branch)
        published = remote.fetch(branch)
        if not refusals:
            refusals += remote.source_refusals(branch)
    except GitError as error:
        refusals.append(
            f"The remote {remote.name} cannot be read ({error.cause})."
            " Check the connection, its address (git remote -v) and your rights, then try again."
        )
    refusals += [*_tree_refusals(git), *identity_refusals(git)]
    content = None
    try:
        content = read_content(git.folder / "content", publishing=True)
    except ContentProblems as refusal:
        problems = count(len(refusal.problems), "problem")
        refusals += [
            *map(str, abridged(refusal.problems)),
            f"The content has {problems}. Correct what is listed above, commit and push it.",
        ]
    domain = content.plan.domain if content else None
    domain = domain or _published_domain(git, published)
    base_url = ""
    try:
        base_url = _base_url(remote, options.site_url, domain)
    except ValueError as error:
        refusals.append(str(error))
    if refusals or content is None:
        raise RefusedError(*refusals)
    subject = git.run("log", "-1", "--format=%s")
    return Ready(
        remote=remote,
        gone=tuple(address.removeprefix("/") for address in options.gone),
        source=git.run("rev-parse", "HEAD"),
        subject="".join(c if c.isprintable() else "?" for c in subject.strip()),
        branch=branch,
        content=content,
        published=published,
        base_url=base_url,
        domain=domain,
    )


def _refuse_where_nothing_can_be_asked(remote: Remote) -> None:
    git = remote.git
    try:
        git.run("--version")
    except GitError:
        raise RefusedError("git is not installed. Install it, then try again.") from None
    if git.ask("rev-parse", "--is-inside-work-tree") != "true":
        raise RefusedError(
            "This folder is not a clone of a repository. Run make publish in the clone of yours."
        )
    if git.ask("rev-parse", "--verify", "--quiet", "HEAD") is None:
        raise RefusedError("Nothing is committed here yet. Commit the site and push it first.")
    if not remote.url:
        raise RefusedError(
            f'There is no remote "{remote.name}" to publish to.'
            f" Run: git remote add {remote.name} ADDRESS"
            " (or name another: make publish REMOTE=name)"
        )


def _branch_refusals(git: Git, branch: str) -> Iterator[str]:
    here = git.ask("symbolic-ref", "--short", "HEAD")
    if here == PUBLISHED:
        yield f"You are on {PUBLISHED}, which holds the built site. Run: git switch {branch}"
    elif here is None:
        yield f"You are on no branch; the site is published from {branch}. Run: git switch {branch}"
    elif here != branch:
        yield (
            f"You are on {here}; the site is published from {branch}. Run: git switch {branch}"
            f" (or publish from here on purpose: make publish BRANCH={here})"
        )


def _tree_refusals(git: Git) -> Iterator[str]:
    status = git.run("status", "--porcelain", "-z", "--untracked-files=normal", "--no-renames")
    files = [entry[3:] for entry in status.split("\0") if entry]
    if files:
        named = ", ".join(files[:3]) + (" …" if len(files) > 3 else "")
        yield (
            f"{count(len(files), 'file is', 'files are')} not committed ({named})."
            " Commit and push, or put aside with: git stash --include-untracked"
        )


def _base_url(remote: Remote, site_url: str, domain: str) -> str:
    """Return the site's URL: as given, its own domain's, or what GitHub makes of the remote.

    Raises `ValueError` where it is given wrongly or not known.
    """
    if site_url.strip():
        return parse_base_url(site_url)
    if domain:
        return f"https://{domain}/"
    found = pages_base_url(remote.web_address)
    if not found:
        raise ValueError(
            f"The site's address cannot be read from the remote {remote.name}."
            " Name it: make publish SITEURL=https://plan.example.org"
            ' (or write "domain:" into content/plan.yml)'
        )
    return found


def _published_domain(git: Git, published: PublishedSite | None) -> str:
    """Return the domain that the live site has, so that no publishing takes it away."""
    if published is None or DOMAIN_FILE not in published.files:
        return ""
    return git.run("cat-file", "blob", published.files[DOMAIN_FILE]).strip()
