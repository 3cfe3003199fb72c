"""`make publish`: preflight, build, verify, commit, push; until the push the live site stays."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from ..vcs.git import GitError
from .commit import commit_site
from .errors import RefusedError
from .history import foreign_refusals
from .live_site import domain_file
from .message import message_of, summary_of
from .preflight import Options, Ready, prepare
from .push import Overtaken, push
from .remote import opened
from .verified_build import build_verified, would_vanish

__all__ = ["publish"]


def publish(
    root: Path,
    remote_name: str,
    options: Options,
    report: Callable[[str], None],
    warn: Callable[[str], None],
) -> str:
    """Publish the site and return what to print then: what changed, and where it is.

    Raises `RefusedError` where nothing could be published. `report` gets the sentence that says
    what was built, and `warn` what does not stop it.
    """
    with opened(root, remote_name, warn) as remote:
        ready = prepare(remote, options)
        for remark in ready.remarks:
            warn(remark)
        files = build_verified(ready, report, warn)
        return "\n".join(_publish(ready, files, warn, dry_run=options.dry_run))


def _publish(
    ready: Ready, files: dict[str, str], warn: Callable[[str], None], *, dry_run: bool
) -> list[str]:
    """Commit and push what was built, the last thing that can fail; return what to print then."""
    remote = ready.remote
    for attempt in (1, 2):
        if ready.published is not None and ready.published.files == files:
            return [f"The site is up to date; nothing has changed. {ready.base_url}"]
        summary = summary_of(ready, files)
        output = remote.git.folder / "output"
        message = message_of(ready, files, summary)
        commit = commit_site(remote.git, output, files, ready.published, message)
        if dry_run:
            return [*summary, f"Nothing was pushed (DRY_RUN). It would go to {ready.base_url}"]
        overtaken = push(remote, commit, ready.published, warn, f"make publish{remote.option}")
        if overtaken is None:
            break
        if attempt > 1:
            raise RefusedError(
                f"{overtaken.sentence} Somebody else is publishing at the same time."
                " Wait until that is done, then publish again."
            )
        ready = _behind_the_other(ready, files, overtaken)
        warn(f"{overtaken.sentence} Trying once more …")
    published = f"Published {ready.source[:12]} at {ready.base_url}"
    return [*summary, *_newer(ready), published]


def _newer(ready: Ready) -> list[str]:
    """Return whether the branch got commits while the site was published, in a sentence."""
    branch, name = ready.branch, ready.remote.name
    try:
        tip = ready.remote.commits(branch).get(branch)
    except GitError:
        return [f"Whether {name}/{branch} has newer commits by now is not known."]
    if tip == ready.source:
        return []
    return [
        f"{name}/{branch} has changed meanwhile, and this site is not of its newest commit."
        f" Run: git pull {name} {branch}, then publish again."
    ]


def _behind_the_other(ready: Ready, files: dict[str, str], overtaken: Overtaken) -> Ready:
    """Return what is known once somebody else published first, to try once more on top of it.

    Raises `RefusedError` where the verified files may not follow what is published now.
    """
    remote, before = ready.remote, domain_file(ready.live)
    ready = replace(ready, published=remote.fetch(ready.branch))
    moved = [
        *remote.source_refusals(ready.branch),
        *foreign_refusals(remote.git, ready.published),
        *would_vanish(ready, files),
    ]
    if domain_file(ready.live) not in (before, domain_file(files)):
        moved.append("The live site has another domain now. Publish again, and it is kept.")
    if moved:
        raise RefusedError(f"{overtaken.sentence} Somebody was faster.", *moved)
    return ready
