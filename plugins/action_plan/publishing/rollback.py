"""`make rollback`: the site published before the present one, published again on top of it."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable
from pathlib import Path

from ..vcs.clone import Clone, GitFailedError
from .live_site import PublishedSite, changes, read_published, source_of
from .preflight import PUBLISHED, RefusedError, fetch, identity_refusals
from .publish import locked, push, reporting_failures

__all__ = ["roll_back"]

_KEPT = ("CNAME", ".nojekyll")
"""What says where and how the site is served, and is not part of what it says."""


def roll_back(root: Path, remote: str, confirm: Callable[[str], bool]) -> int:
    """Publish the previous site again once somebody confirmed; returns the exit code."""
    clone = Clone(root, remote)
    with reporting_failures() as told, locked(clone):
        _roll_back(clone, confirm)
    if not told.code:
        print(
            "The previous site is published again. What is published next comes from the main"
            " branch: undo the change there too. To take this rollback back: make rollback"
        )
    return told.code


def _roll_back(clone: Clone, confirm: Callable[[str], bool]) -> None:
    live, previous = _sites(clone)
    refusals = list(identity_refusals(clone))
    if refusals:
        raise RefusedError(refusals)
    tree = _tree(clone, live, previous)
    told = f"{_when(clone, live)} to {_when(clone, previous)}"
    lines = changes(live.files, read_published(clone, tree).files).lines()
    print(f"The site goes back from {told}.", *lines, sep="\n")
    if not confirm("Publish the previous site again? (y/N) "):
        raise RefusedError(["Not confirmed. To go ahead without being asked: make rollback YES=1"])
    message = "\n".join([f"Roll back from {told}", "", *lines, "", f"Restores: {previous.commit}"])
    source = source_of(clone, previous)
    if source is not None:
        message += f"\nSource: {source}"
    commit = clone.run("commit-tree", tree, "-p", live.commit, "-m", message).strip()
    failure = push(clone, commit)
    if failure is not None:
        raise RefusedError(
            [
                f"{clone.remote} did not take the previous site ({failure.words})."
                " If somebody published meanwhile, look at the site and run make rollback again."
            ]
        )


def _sites(clone: Clone) -> tuple[PublishedSite, PublishedSite]:
    """Return the live site and the one before it."""
    try:
        live = fetch(clone, PUBLISHED)
    except GitFailedError as failure:
        raise RefusedError(
            [f"The remote {clone.remote} cannot be read ({failure.words}). Try again later."]
        ) from None
    if live is None:
        raise RefusedError(["Nothing is published yet, so there is nothing to go back to."])
    before = clone.ask("rev-parse", "--verify", "--quiet", f"{live.commit}^")
    if before is None:
        shallow = clone.ask("rev-parse", "--is-shallow-repository") == "true"
        raise RefusedError(
            [
                f"This clone has only part of the history."
                f" Run: git fetch --unshallow {clone.remote} {PUBLISHED}"
                if shallow
                else "Only one site was ever published, so there is none to go back to."
            ]
        )
    return live, read_published(clone, before)


def _tree(clone: Clone, live: PublishedSite, previous: PublishedSite) -> str:
    """Return the previous site as a tree of git's, served where and how the live one is."""
    with tempfile.TemporaryDirectory() as folder:
        index = {"GIT_INDEX_FILE": os.path.join(folder, "index")}  # noqa: PTH118 - a string is asked
        clone.run("read-tree", previous.commit, besides=index)
        for file in _KEPT:
            clone.run("update-index", "--force-remove", file, besides=index)
            if file in live.files:
                entry = f"100644,{live.files[file]},{file}"
                clone.run("update-index", "--add", "--cacheinfo", entry, besides=index)
        return clone.run("write-tree", besides=index).strip()


def _when(clone: Clone, site: PublishedSite) -> str:
    """Name a site by its day and the first line of its commit."""
    return clone.run("log", "-1", "--date=short", "--format=%cd (%s)", site.commit).strip()
