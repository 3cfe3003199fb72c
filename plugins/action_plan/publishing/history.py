"""The commits of the published branch: what they say, and which publish and rollback made.

Publishing and rolling back end a commit's message with lines that are read here. One of them is a
checksum of the files, so that a commit whose files were changed afterwards, or a message copied to
another commit, shows. It is no signature: who means to deceive can compute it, too.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from .. import urls
from ..content.parsers import parse_domain
from ..formatting import count
from ..messages import quoted
from ..vcs.git import Git
from .live_site import PublishedSite, changed_files, first_and_number, read_published
from .remote import PUBLISHED

__all__ = [
    "UnusableDomainError",
    "about",
    "checksum",
    "day_of",
    "domain_of",
    "foreign_change",
    "foreign_refusals",
    "last_made",
    "remarks",
    "restored_by",
    "source_of",
    "subject",
]

_HASH = "[0-9a-f]{40,64}"
_MOST_NAMED = 3
"""Commits named in one sentence."""


class UnusableDomainError(ValueError):
    """The file of a published site that says its domain says something else; says what."""


@dataclass(frozen=True, slots=True)
class ForeignChange:
    """What somebody changed on the published branch by other means than publish and rollback."""

    commits: str
    """The commits, with day, author and subject."""
    files: list[str]


def about(git: Git, commit: str) -> str:
    """Return a commit's short hash, day, author and subject; raises `GitError`."""
    short, day, author = _shown(git, commit, "%h%x00%cs%x00%an <%ae>").split("\0")
    return f"{short} of {day} by {quoted(author)}, {quoted(subject(git, commit))}"


def subject(git: Git, commit: str) -> str:
    """Return the first line of a commit's message, printable; raises `GitError`."""
    return "".join(c if c.isprintable() else "?" for c in _shown(git, commit, "%s").strip())


def day_of(git: Git, commit: str) -> str:
    """Return the day of a commit; raises `GitError`."""
    return _shown(git, commit, "%cs")


def _shown(git: Git, commit: str, form: str) -> str:
    return git.run("log", "-1", "--no-show-signature", f"--format={form}", commit, "--")


def checksum(files: Mapping[str, str]) -> str:
    """Return a checksum of a site's files, each with git's id of its bytes."""
    entries = "".join(f"{digest} {name}\0" for name, digest in sorted(files.items()))
    return hashlib.sha256(entries.encode(errors="surrogateescape")).hexdigest()


def source_of(git: Git, commit: str) -> str | None:
    """Return the commit of the content that a published commit was built from, as it says."""
    return _said(git, commit, "Source", _HASH)


def restored_by(git: Git, commit: str) -> str | None:
    """Return the published commit whose site a rollback published again, or `None`."""
    restored = _said(git, commit, "Restores", _HASH)
    if restored is None:
        return None
    return git.ask("rev-parse", "--verify", "--quiet", f"{restored}^{{commit}}")


def _said(git: Git, commit: str, key: str, form: str) -> str | None:
    """Return what the last line of a commit's message says that has this key, or `None`."""
    _, _, message = (git.ask("cat-file", "commit", commit) or "").partition("\n\n")
    found = re.findall(rf"(?m)^{key}: ({form})$", message)
    return found[-1] if found else None


def last_made(git: Git, live: PublishedSite) -> PublishedSite | None:
    """Return the newest site up to the live one that publish or rollback made.

    `None` where no commit shows it, as on a branch that something else wrote. Raises `GitError`.
    """
    claimed = git.run("rev-list", "--topo-order", "--grep=^Checksum: ", live.commit)
    for commit in claimed.split():
        site = live if commit == live.commit else read_published(git, commit)
        if _said(git, commit, "Checksum", "[0-9a-f]{64}") == checksum(site.files):
            return site
    return None


def foreign_change(git: Git, made: PublishedSite, live: PublishedSite) -> ForeignChange | None:
    """Return what was changed since the last site that publish made, or `None`.

    The domain is not counted: GitHub itself commits it when it is set there. Raises `GitError`.
    """
    files = [file for file in changed_files(made.files, live.files) if file != urls.DOMAIN_FILE]
    if not files:
        return None
    commits = git.run("rev-list", live.commit, f"^{made.commit}").split()
    named = "; ".join(about(git, commit) for commit in commits[:_MOST_NAMED])
    more = len(commits) - _MOST_NAMED
    return ForeignChange(named + (f"; and {more:,} before" if more > 0 else ""), files)


def foreign_refusals(git: Git, published: PublishedSite | None) -> Iterator[str]:
    """Return why what is published may not be replaced: somebody else changed it.

    Raises `GitError`.
    """
    made = last_made(git, published) if published else None
    found = foreign_change(git, made, published) if made and published else None
    if found is not None:
        yield (
            f"{PUBLISHED} was changed by other means than make publish: {found.commits}."
            f" Changed {count(len(found.files), 'file')}:"
            f" {first_and_number([quoted(file) for file in found.files])}."
            " To take that off the site: make rollback; then publish again."
            " What is to stay belongs into content/."
        )


def remarks(git: Git, published: PublishedSite | None, domain: str) -> Iterator[str]:
    """Return what whoever publishes should know of what is published, and what does not stop it."""
    if published is None:
        return
    made = last_made(git, published)
    if made is None:
        yield (
            f"Warning: the last commit of {PUBLISHED} does not show that make publish made it:"
            f" {about(git, published.commit)}. It will be replaced. Pages of it that may go are"
            " named like this: make publish GONE=/page/"
        )
    elif made.files.get(urls.DOMAIN_FILE) != published.files.get(urls.DOMAIN_FILE) and domain:
        yield (
            f"Warning: the domain was changed on {PUBLISHED} by other means than make publish:"
            f" {about(git, published.commit)}. The site is published at {domain}. If that is not"
            f' right, write the right one into content/plan.yml ("domain:").'
        )


def domain_of(git: Git, site: PublishedSite | None) -> str:
    """Return the domain that a published site has, or nothing; raise `UnusableDomainError`."""
    if site is None or urls.DOMAIN_FILE not in site.files:
        return ""
    text = git.run("cat-file", "blob", site.files[urls.DOMAIN_FILE])
    try:
        return parse_domain(text)
    except ValueError:
        raise UnusableDomainError(
            f"{urls.DOMAIN_FILE} on {PUBLISHED} is {quoted(text)}, which is not a domain."
        ) from None
