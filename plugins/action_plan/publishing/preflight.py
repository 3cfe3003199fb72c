"""Before publishing: everything that could go wrong is asked first, and said all at once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from ..checks.reading import read_content
from ..content.loading import Content
from ..formatting import count
from ..problems import ContentProblems
from ..vcs import provenance
from ..vcs.clone import Clone, GitFailedError
from .live_site import PublishedSite, read_published
from .site_url import checked_address, pages_address

__all__ = [
    "PUBLISHED",
    "UNCHANGED",
    "Options",
    "Ready",
    "RefusedError",
    "fetch",
    "identity_refusals",
    "prepare",
    "source_refusals",
]

PUBLISHED = "gh-pages"
"""The branch that GitHub Pages serves."""

UNCHANGED = "Nothing was published. The site that residents see is as it was."

_MAIN = "main"
_HEAD = re.compile(r"ref: refs/heads/(\S+)\tHEAD")
_UNFIT_IN_IDENTITY = frozenset("<>\n")


class RefusedError(Exception):
    """Publishing cannot go on; carries the sentences that say what to do, and how the site is."""

    def __init__(self, sentences: Iterable[str], outcome: str = UNCHANGED) -> None:
        self.sentences = tuple(sentences)
        self.outcome = outcome
        super().__init__("\n".join(self.sentences))


@dataclass(frozen=True, slots=True)
class Options:
    """What whoever publishes may decide: empty is what the repository itself says."""

    branch: str = ""
    remote: str = "origin"
    gone: tuple[str, ...] = ()
    dry_run: bool = False
    site_address: str = ""


@dataclass(frozen=True, slots=True)
class Ready:
    """What is known when nothing stands in the way of publishing."""

    source: str
    branch: str
    subject: str
    content: Content = field(repr=False)
    published: PublishedSite | None
    site_address: str
    domain: str


def prepare(clone: Clone, options: Options) -> Ready:
    """Ask everything and give what is needed to publish; raises `RefusedError` with all of it."""
    _refuse_where_nothing_can_be_asked(clone)
    refusals = list(_clone_refusals(clone))
    branch = options.branch
    published: PublishedSite | None = None
    try:
        branch = branch or _main_branch(clone)
        refusals += _branch_refusals(clone, branch)
        published = fetch(clone, branch)
        if not refusals:
            refusals += source_refusals(clone, branch)
    except GitFailedError as failure:
        refusals.append(_unreachable(clone, failure))
    refusals += _tree_refusals(clone)
    refusals += identity_refusals(clone)
    content, content_refusals = _read(clone.root)
    refusals += content_refusals
    domain = content.plan.domain if content else None
    address, address_refusals = _address(clone, options, domain, published)
    refusals += address_refusals
    if refusals or content is None:
        raise RefusedError(refusals)
    return Ready(
        clone.run("rev-parse", "HEAD").strip(),
        branch,
        _printable(clone.run("log", "-1", "--format=%s").strip()),
        content,
        published,
        address,
        domain or _published_domain(clone, published),
    )


def fetch(clone: Clone, branch: str) -> PublishedSite | None:
    """Fetch a branch and the published one as the remote has them now; returns the published site.

    Gives `None` where nothing is published yet. Raises `GitFailedError`.
    """
    wanted = {name: f"refs/remotes/{clone.remote}/{name}" for name in (branch, PUBLISHED)}
    listed = clone.run("ls-remote", clone.remote, *(f"refs/heads/{name}" for name in wanted))
    there = {line.partition("\trefs/heads/")[2] for line in listed.splitlines()}
    for name in wanted.keys() - there:
        clone.run("update-ref", "-d", wanted[name])
    if there:
        forced = [f"+refs/heads/{name}:{wanted[name]}" for name in sorted(there)]
        clone.run("fetch", "--no-tags", clone.remote, *forced)
    if PUBLISHED not in there:
        return None
    return read_published(clone, clone.run("rev-parse", wanted[PUBLISHED]).strip())


def source_refusals(clone: Clone, branch: str) -> Iterator[str]:
    """What is published must be what the remote has, so that others can see where it came from."""
    theirs = f"refs/remotes/{clone.remote}/{branch}"
    remote = clone.remote
    if clone.ask("rev-parse", "--verify", "--quiet", theirs) is None:
        yield f"The branch {branch} is not on {remote} yet. Run: git push -u {remote} {branch}"
        return
    counted = clone.run("rev-list", "--left-right", "--count", f"HEAD...{theirs}")
    ahead, behind = map(int, counted.split())
    if behind and ahead:
        yield (
            f"This copy and {remote}/{branch} have gone different ways."
            f" Run: git pull --rebase {remote} {branch} && git push {remote} {branch}"
        )
    elif behind:
        yield (
            f"{remote}/{branch} has {count(behind, 'commit')} that this copy lacks."
            f" Run: git pull {remote} {branch}"
        )
    elif ahead:
        yield (
            f"This copy has {count(ahead, 'commit')} that {remote}/{branch} lacks."
            f" Run: git push {remote} {branch}"
        )


def identity_refusals(clone: Clone) -> Iterator[str]:
    """Each commit says who made it; ghp-import would commit as nobody."""
    name = clone.environment.get("GIT_COMMITTER_NAME", clone.ask("config", "user.name") or "")
    mail = clone.environment.get("GIT_COMMITTER_EMAIL", clone.ask("config", "user.email") or "")
    if not name.strip() or not mail.strip():
        yield (
            "Git does not know who you are."
            ' Run: git config user.name "Your name" && git config user.email you@example.org'
        )
    elif _UNFIT_IN_IDENTITY.intersection(name + mail):
        yield (
            "Your name or address as git knows it has a sign that a commit cannot hold (< or >)."
            ' Run: git config user.name "Your name" && git config user.email you@example.org'
        )


def _refuse_where_nothing_can_be_asked(clone: Clone) -> None:
    try:
        clone.run("--version")
    except GitFailedError:
        raise RefusedError(["git is not installed. Install it, then try again."]) from None
    if clone.ask("rev-parse", "--is-inside-work-tree") != "true":
        raise RefusedError(
            ["This folder is not a clone of a repository. Run make publish in the clone of yours."]
        )
    if clone.ask("rev-parse", "--verify", "--quiet", "HEAD") is None:
        raise RefusedError(["Nothing is committed here yet. Commit the site and push it first."])
    if not clone.ask("config", "--get", f"remote.{clone.remote}.url"):
        raise RefusedError(
            [
                f'There is no remote "{clone.remote}" to publish to.'
                f" Run: git remote add {clone.remote} ADDRESS"
                " (or name another: make publish REMOTE=name)"
            ]
        )


def _clone_refusals(clone: Clone) -> Iterator[str]:
    if clone.ask("rev-parse", "--is-shallow-repository") == "true":
        yield (
            "This clone has only the last part of the history."
            f" Run: git fetch --unshallow {clone.remote}"
        )


def _main_branch(clone: Clone) -> str:
    """Return the branch that the remote itself calls its main one."""
    head = _HEAD.search(clone.run("ls-remote", "--symref", clone.remote, "HEAD"))
    return head[1] if head else _MAIN


def _branch_refusals(clone: Clone, branch: str) -> Iterator[str]:
    here = clone.ask("symbolic-ref", "--short", "HEAD")
    if here == PUBLISHED:
        yield f"You are on {PUBLISHED}, which holds the built site. Run: git switch {branch}"
    elif here is None:
        yield f"You are on no branch; the site is published from {branch}. Run: git switch {branch}"
    elif here != branch:
        yield (
            f"You are on {here}; the site is published from {branch}. Run: git switch {branch}"
            f" (or publish from here on purpose: make publish BRANCH={here})"
        )


def _tree_refusals(clone: Clone) -> Iterator[str]:
    status = clone.run("status", "--porcelain", "-z", "--untracked-files=normal", "--no-renames")
    files = [entry[3:] for entry in status.split("\0") if entry]
    if files:
        named = ", ".join(files[:3]) + (" …" if len(files) > 3 else "")
        yield (
            f"{count(len(files), 'file is', 'files are')} not committed ({named})."
            " Commit and push, or put aside with: git stash --include-untracked"
        )


def _printable(subject: str) -> str:
    return "".join(sign if sign.isprintable() else "?" for sign in subject)


def _unreachable(clone: Clone, failure: GitFailedError) -> str:
    return (
        f"The remote {clone.remote} cannot be read ({failure.words})."
        f" Check the connection, its address (git remote -v) and your rights, then try again."
    )


def _read(root: Path) -> tuple[Content | None, list[str]]:
    try:
        return read_content(root / "content", publishing=True), []
    except ContentProblems as refusal:
        problems = count(len(refusal.problems), "problem")
        return None, [
            *map(str, refusal.problems),
            f"The content has {problems}. Correct what is said above, commit and push it.",
        ]


def _address(
    clone: Clone, options: Options, domain: str | None, published: PublishedSite | None
) -> tuple[str, list[str]]:
    """Return the site's address: as given, its own domain, or what GitHub makes of the remote."""
    if options.site_address.strip():
        try:
            return checked_address(options.site_address), []
        except ValueError as error:
            return "", [str(error)]
    own = domain or _published_domain(clone, published)
    if own:
        return f"https://{own}", []
    url = clone.ask("config", "--get", f"remote.{clone.remote}.url") or ""
    address = pages_address(provenance.web_address(url))
    if address is None:
        return "", [
            f"The site's address cannot be told from the remote {clone.remote}."
            " Say it: make publish SITEURL=https://plan.example.org"
            ' (or write "domain:" into content/plan.yml)'
        ]
    return address, []


def _published_domain(clone: Clone, published: PublishedSite | None) -> str:
    """Return the domain that the live site has, so that no publishing takes it away."""
    if published is None or "CNAME" not in published.files:
        return ""
    return clone.run("cat-file", "blob", published.files["CNAME"]).strip()
