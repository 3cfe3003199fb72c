"""`make rollback`: a site published before the present one, published again on top of it."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from .. import urls
from ..messages import quoted
from ..vcs.git import Git, GitError
from .commit import commit_files, identity_refusals
from .errors import RefusedError
from .history import (
    about,
    checksum,
    day_of,
    domain_of,
    foreign_change,
    last_made,
    restored_by,
    source_of,
    subject,
)
from .live_site import PublishedSite, describe_changes, read_published
from .push import push
from .remote import PUBLISHED, Remote, opened

__all__ = ["roll_back"]

_HASH = re.compile(r"[0-9a-f]{4,64}")


def roll_back(
    root: Path,
    remote_name: str,
    to: str,
    report: Callable[[str], None],
    warn: Callable[[str], None],
    confirm: Callable[[str], bool],
) -> str:
    """Publish the previous site again, or that of a commit, and return what to print then.

    Doing it once more does nothing: the previous site of a rollback is not the one it took back.
    `report` gets what would change, before `confirm` is asked, and `warn` what does not end the
    work. Raises `RefusedError` where it says no or the site could not be published.
    """
    with opened(root, remote_name, warn) as remote:
        return _roll_back(remote, to, report, warn, confirm)


def _roll_back(
    remote: Remote,
    to: str,
    report: Callable[[str], None],
    warn: Callable[[str], None],
    confirm: Callable[[str], bool],
) -> str:
    git = remote.git
    live = _live_site(remote)
    made = last_made(git, live) or live
    foreign = None if to else foreign_change(git, made, live)
    if to:
        target = _named_site(remote, live, to)
    elif foreign:
        target = made  # what somebody else changed on the branch goes
    elif restored_by(git, made.commit):
        return _rolled_back_already(remote, made)
    else:
        target = _site_before(git, made)
    refusals = list(identity_refusals(git))
    if refusals:
        raise RefusedError(*refusals)
    files = _served_as_now(git, live, target, warn)
    if files == live.files:
        return f"The site of {target.commit[:12]} is the live one already. Nothing was done."
    direction = f"{_when(git, live.commit)} to {_when(git, target.commit)}"
    lines = describe_changes(live.files, files)
    for line in (f"The site goes back from {direction}.", *lines):
        report(line)
    again = f"make rollback TO={target.commit[:12]}{remote.option}"
    if not confirm("Publish that site again? (y/N) "):
        raise RefusedError(f"Not confirmed. To go ahead without being asked: {again} YES=1")
    commit = commit_files(git, files, live, _message(git, direction, lines, target, files))
    overtaken = push(remote, commit, live, warn, again)
    if overtaken is not None:
        now = about(git, overtaken.published.commit) if overtaken.published else "nothing"
        raise RefusedError(
            f"{overtaken.sentence} Somebody has published meanwhile: {now}."
            " Look at the site before you go back from that."
        )
    if foreign:
        return (
            "The last site that make publish made is published again. What somebody else had put"
            f" there is kept in the history: git show {live.commit[:12]}"
        )
    return (
        "That site is published again. What is published next comes from the main branch:"
        " undo the change there too. To take this rollback back:"
        f" make rollback TO={live.commit[:12]}{remote.option}"
    )


def _rolled_back_already(remote: Remote, made: PublishedSite) -> str:
    git = remote.git
    withdrawn = git.run("rev-parse", "--verify", f"{made.commit}^")
    return (
        f"The site was rolled back already: {about(git, made.commit)}. Nothing was done."
        f" To take that back: make rollback TO={withdrawn[:12]}{remote.option}."
        f" To go back further, {_how_to_choose(remote)}"
    )


def _live_site(remote: Remote) -> PublishedSite:
    try:
        live = remote.fetch()
    except GitError as error:
        raise RefusedError(
            f"The remote {remote.name} cannot be read ({error.cause}). Try again later."
        ) from None
    if live is None:
        raise RefusedError("Nothing is published yet, so there is nothing to go back to.")
    if remote.git.ask("rev-parse", "--is-shallow-repository") == "true":
        raise RefusedError(
            "This clone has only part of the history."
            f" Run: git fetch --unshallow {remote.name} {PUBLISHED}"
        )
    return live


def _named_site(remote: Remote, live: PublishedSite, to: str) -> PublishedSite:
    """Return the site of a commit of the published branch, named by its hash and nothing else."""
    commits = remote.git.run("rev-list", live.commit).split()
    found = [c for c in commits if c.startswith(to.casefold())] if _HASH.fullmatch(to) else []
    if len(found) != 1:
        raise RefusedError(
            f"TO is {quoted(to)}, which is not the commit of a site that was published."
            f" To name one, {_how_to_choose(remote)}"
        )
    return read_published(remote.git, found[0])


def _how_to_choose(remote: Remote) -> str:
    listing = f"git log --oneline {remote.tracking(PUBLISHED)}"
    return f"choose a commit from {listing}, then: make rollback{remote.option} TO="


def _site_before(git: Git, site: PublishedSite) -> PublishedSite:
    """Return the site published before another; what somebody else put between is passed over."""
    before = git.ask("rev-parse", "--verify", "--quiet", f"{site.commit}^")
    if before is None:
        raise RefusedError("Only one site was ever published, so there is none to go back to.")
    earlier = read_published(git, before)
    return last_made(git, earlier) or earlier


def _served_as_now(
    git: Git, live: PublishedSite, target: PublishedSite, warn: Callable[[str], None]
) -> dict[str, str]:
    """Return the files of a site that comes back, served where and how the live one is."""
    files = {file: digest for file, digest in target.files.items() if file != urls.DOMAIN_FILE}
    for file in (urls.DOMAIN_FILE, urls.NO_JEKYLL):
        if file in live.files:
            files.setdefault(file, live.files[file])
    restored = _domain_or_none(git, target)
    try:
        domain = domain_of(git, live)
    except ValueError as error:
        # No browser can open the site there, so that there is nothing to keep.
        del files[urls.DOMAIN_FILE]
        if restored:
            files[urls.DOMAIN_FILE] = target.files[urls.DOMAIN_FILE]
        warn(f"{error} It is replaced by that of the site that comes back: {restored or 'none'}.")
        return files
    if domain != restored:
        warn(
            f"The site that comes back had the domain {restored or 'of GitHub alone'}; it is"
            f" published at the present one, {domain or 'that of GitHub alone'}."
        )
    return files


def _domain_or_none(git: Git, site: PublishedSite) -> str:
    try:
        return domain_of(git, site)
    except ValueError:
        return ""


def _message(
    git: Git,
    direction: str,
    lines: list[str],
    target: PublishedSite,
    files: dict[str, str],
) -> str:
    """Return a commit message: from what to what, and the lines that `history` reads."""
    first = _first_published(git, target.commit)
    source = source_of(git, first)
    return "\n".join(
        [
            *(f"Roll back from {direction}", "", *lines, ""),
            f"Restores: {first}",
            *([f"Source: {source}"] if source else []),
            f"Checksum: {checksum(files)}",
        ]
    )


def _first_published(git: Git, commit: str) -> str:
    """Return the commit that published a site first, for a rollback that of what it restores."""
    restored = restored_by(git, commit)
    return _first_published(git, restored) if restored else commit


def _when(git: Git, commit: str) -> str:
    """Return the day and subject of the commit that published a site first."""
    first = _first_published(git, commit)
    return f"{day_of(git, first)} ({subject(git, first)})"
