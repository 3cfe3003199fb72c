"""Pushing a site. There are three answers: it was taken, it was refused, or that is not known."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from dataclasses import dataclass

from ..vcs.commits import is_ancestor
from ..vcs.git import GitError
from .errors import OVERTAKEN, PUBLISHED_NOW, UNCHANGED, RefusedError
from .live_site import PublishedSite
from .remote import PUBLISHED, Remote

__all__ = ["Overtaken", "push"]

_PAUSES = (0, 1, 2)
"""Seconds before each time that the remote is asked whether it has what was pushed."""
_REFUSED = re.compile(r"(?m)^ ! \[(?:remote )?rejected\] ")
"""How git prints that the remote itself said no."""


@dataclass(frozen=True, slots=True)
class Overtaken:
    """Somebody else published first, so that a commit could not follow what it was made to follow.

    It carries the sentence that says so and what is published now.
    """

    sentence: str
    published: PublishedSite | None


def push(
    remote: Remote,
    commit: str,
    onto: PublishedSite | None,
    warn: Callable[[str], None],
    again: str,
) -> Overtaken | None:
    """Push a commit, made to follow the site `onto`, and return nothing once the remote has it.

    Where no answer comes, the remote is asked what it has. `again` is the command with which
    one can go on whatever came of it, and `warn` gets what does not end the work.
    Raise `RefusedError` where the remote refuses the commit, and where it cannot be known.
    """
    name = remote.name
    unknown = (
        "It is not known whether residents see the old site or the new one; either is complete."
        f" To see: git ls-remote {name} refs/heads/{PUBLISHED} (the new one is {commit})."
        f" To go on: {again}. It looks first, and does nothing where the new site is there already."
    )
    refused_each_time = True
    for attempt in (1, 2):
        remote.outcome = unknown
        try:
            remote.push(commit)
        except GitError as error:
            failure = error
        else:
            break
        refused = _REFUSED.search(failure.printed) is not None
        refused_each_time = refused_each_time and refused
        if refused_each_time:
            remote.outcome = UNCHANGED
        sentence = (
            f"{name} did not take the site ({failure.cause})."
            if refused
            else f"The push to {name} ended without an answer ({failure.cause})."
        )
        published = _ask_what_is_published(remote, sentence)
        if published is not None and is_ancestor(remote.git, commit, published.commit):
            if published.commit != commit:
                warn(f"Somebody has published again since: {published.commit[:12]}.")
            break
        if _commit_of(published) != _commit_of(onto):
            remote.outcome = OVERTAKEN
            return Overtaken(sentence, published)
        if not refused_each_time:
            # A push without an answer may still be on its way.
            remote.outcome = (
                f"When {name} was asked, residents still saw the site as it was before."
            )
        if attempt == 2:
            remedy = _remedy(refused=refused, again=again)
            raise RefusedError(f"{sentence} It was tried twice. {remedy}")
        warn(f"{sentence} Trying once more …")
    remote.outcome = PUBLISHED_NOW
    return None


def _ask_what_is_published(remote: Remote, sentence: str) -> PublishedSite | None:
    """Return what is published, asked for some times; raise `RefusedError` without an answer."""
    for pause in _PAUSES:
        time.sleep(pause)
        try:
            return remote.fetch()
        except GitError as error:
            failure = error
    raise RefusedError(
        f"{sentence} It was asked {len(_PAUSES)} times what it has, and gave no answer"
        f" ({failure.cause})."
    )


def _remedy(*, refused: bool, again: str) -> str:
    if refused:
        return (
            f"Check that you may push to {PUBLISHED} and that no rule of the remote forbids it,"
            f" then run: {again}"
        )
    return f"Check the connection, then run: {again}"


def _commit_of(site: PublishedSite | None) -> str | None:
    return site.commit if site else None
