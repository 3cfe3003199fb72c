"""`make rollback`: the site published before the present one, published again on top of it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from ..vcs.git import Git, GitError
from .commit import commit_files, identity_refusals
from .errors import RefusedError, refusing_with_reasons
from .live_site import PublishedSite, describe_changes, read_published, source_of
from .remote import DOMAIN_FILE, PUBLISHED, Remote, locked

__all__ = ["roll_back"]

_KEPT = (DOMAIN_FILE, ".nojekyll")
"""What says where and how the site is served, and is not part of what it says."""


def roll_back(
    root: Path, remote_name: str, report: Callable[[str], None], confirm: Callable[[str], bool]
) -> str:
    """Publish the previous site again, and return what to print then.

    `report` gets what would change, before `confirm` is asked. Raises `RefusedError` where
    it says no or the site could not be published.
    """
    remote = Remote(Git(root), remote_name)
    with refusing_with_reasons(), locked(remote.git):
        _roll_back(remote, report, confirm)
    return (
        "The previous site is published again. What is published next comes from the main"
        " branch: undo the change there too. To take this rollback back: make rollback"
    )


def _roll_back(
    remote: Remote, report: Callable[[str], None], confirm: Callable[[str], bool]
) -> None:
    git = remote.git
    live, previous = _sites(remote)
    refusals = list(identity_refusals(git))
    if refusals:
        raise RefusedError(*refusals)
    # The previous site, served where and how the live one is.
    files = {file: digest for file, digest in previous.files.items() if file not in _KEPT}
    files |= {file: live.files[file] for file in _KEPT if file in live.files}
    direction = f"{_when(git, live)} to {_when(git, previous)}"
    lines = describe_changes(live.files, files)
    for line in (f"The site goes back from {direction}.", *lines):
        report(line)
    if not confirm("Publish the previous site again? (y/N) "):
        raise RefusedError("Not confirmed. To go ahead without being asked: make rollback YES=1")
    message = [f"Roll back from {direction}", "", *lines, "", f"Restores: {previous.commit}"]
    source = source_of(git, previous)
    if source is not None:
        message.append(f"Source: {source}")
    failure = remote.push(commit_files(git, files, live, "\n".join(message)))
    if failure is not None:
        raise RefusedError(
            f"{remote.name} did not take the previous site ({failure.cause})."
            " If somebody published meanwhile, look at the site and run make rollback again."
        )


def _sites(remote: Remote) -> tuple[PublishedSite, PublishedSite]:
    """Return the live site and the one before it."""
    git = remote.git
    try:
        live = remote.fetch(PUBLISHED)
    except GitError as error:
        raise RefusedError(
            f"The remote {remote.name} cannot be read ({error.cause}). Try again later."
        ) from None
    if live is None:
        raise RefusedError("Nothing is published yet, so there is nothing to go back to.")
    before = git.ask("rev-parse", "--verify", "--quiet", f"{live.commit}^")
    if before is None:
        shallow = git.ask("rev-parse", "--is-shallow-repository") == "true"
        raise RefusedError(
            "This clone has only part of the history."
            f" Run: git fetch --unshallow {remote.name} {PUBLISHED}"
            if shallow
            else "Only one site was ever published, so there is none to go back to."
        )
    return live, read_published(git, before)


def _when(git: Git, site: PublishedSite) -> str:
    """Return a site's day and the first line of its commit."""
    return git.run("log", "-1", "--date=short", "--format=%cd (%s)", site.commit)
