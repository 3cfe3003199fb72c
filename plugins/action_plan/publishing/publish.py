"""`make publish`: check, build, verify, commit, push; the live site stays as it was."""

from __future__ import annotations

import fcntl
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from ..build.run import BuildError, build
from ..messages import describe_os_error
from ..problems import ContentProblems
from ..review.since import changes_since
from ..vcs.clone import Clone, GitFailedError
from ..vcs.history import GitRefused
from ..verification.built_site import Expected, VerificationError, faults, size_warnings, vanished
from .live_site import PublishedSite, changes, files_of_folder, read_published, source_of
from .preflight import (
    PUBLISHED,
    UNCHANGED,
    Options,
    Ready,
    RefusedError,
    fetch,
    prepare,
    source_refusals,
)

__all__ = ["commit_message", "locked", "publish", "push", "reporting_failures"]

_LONGEST = 20_000
"""Characters of a message that say what changes: systems take 128 KiB in an argument."""

_WORKBENCH = f"{PUBLISHED}-being-published"
"""A branch of this clone only, on which ghp-import commits; it is deleted afterwards."""


def publish(root: Path, options: Options) -> int:
    """Publish the site; prints what changed and where, or what to do. Gives the exit code."""
    clone = Clone(root, options.remote)
    said: list[str] = []
    with reporting_failures() as told, locked(clone):
        said = _publish(clone, options)
    # Printed only here, where nothing that fails is taken for a site that was not published.
    for line in said:
        print(line)
    return told.code


@dataclass(slots=True)
class Outcome:
    """How a command ended."""

    code: int = 0


@contextmanager
def reporting_failures() -> Iterator[Outcome]:
    """Say in plain words why what is done within could not be done, and how the site is now."""
    told = Outcome()
    try:
        yield told
    except RefusedError as refusal:
        sentences = [*refusal.sentences, refusal.outcome]
    except GitFailedError as failure:
        sentences = [f"git could not go on: {failure.words}.", UNCHANGED]
    except OSError as error:
        sentences = [f"{describe_os_error(error)}.", UNCHANGED]
    except KeyboardInterrupt:
        sentences = [
            "Interrupted. The site that residents see is the old one or the new one, whole."
        ]
    else:
        return
    told.code = 1
    print(*sentences, sep="\n", file=sys.stderr)


@contextmanager
def locked(clone: Clone) -> Iterator[None]:
    """Let one process at a time publish from a clone; the lock ends with it, however it ends."""
    folder = clone.ask("rev-parse", "--git-common-dir")
    if folder is None:
        yield
        return
    with (clone.root / folder / "action-plan-publishing.lock").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise RefusedError(
                ["Somebody is publishing from this clone at this moment. Wait until that is done."]
            ) from None
        yield


def _publish(clone: Clone, options: Options) -> list[str]:
    """Publish, and give what is then to be said; the push is the last thing that can fail."""
    ready = prepare(clone, options)
    files = _build(clone, ready, options)
    output = clone.root / "output"
    published = ready.published
    try:
        for attempt in (1, 2):
            if published is not None and published.files == files:
                return [f"The site is up to date; nothing has changed. {ready.site_address}/"]
            commit, summary = _commit(clone, output, files, published, ready)
            if options.dry_run:
                return [
                    *summary,
                    f"Nothing was pushed (DRY_RUN). It would go to {ready.site_address}/",
                ]
            failure = push(clone, commit)
            if failure is None:
                break
            published = _look_again(clone, options, ready, files, failure, attempt)
    finally:
        clone.ask("update-ref", "-d", f"refs/heads/{_WORKBENCH}")
    return [*summary, f"Published {ready.source[:12]} at {ready.site_address}/"]


def _build(clone: Clone, ready: Ready, options: Options) -> dict[str, str]:
    """Build and verify; returns the verified files, each with git's id of its bytes."""
    hash_name = clone.ask("rev-parse", "--show-object-format") or "sha1"
    verified: dict[str, str] = {}

    def verify_before_swap(folder: Path) -> None:
        (folder / ".nojekyll").touch()
        found = faults(folder, _expected(clone, ready, options))
        if ready.domain:
            (folder / "CNAME").write_text(ready.domain, encoding="utf-8")
        if found:
            raise VerificationError(found)
        verified.update(files_of_folder(folder, hash_name))
        for warning in size_warnings(folder):
            print(f"Warning: {warning}", file=sys.stderr)

    try:
        print(
            build(
                clone.root / "publishconf.py",
                verify_before_swap=verify_before_swap,
                SITEURL=ready.site_address,
            )
        )
    except (ContentProblems, BuildError) as refusal:
        print(refusal, file=sys.stderr)
        raise RefusedError(
            ["The build is not fit to be published, for the reasons above."]
        ) from None
    return verified


def _expected(clone: Clone, ready: Ready, options: Options) -> Expected:
    root = clone.root.resolve()
    return Expected(
        ready.site_address,
        frozenset(action.id for action in ready.content.actions),
        tuple(redirect.old_address for redirect in ready.content.plan.redirects),
        frozenset(ready.published.files if ready.published else ()),
        tuple(address.removeprefix("/") for address in options.gone),
        (str(root),) if len(root.parts) > 2 else (),
    )


def _commit(
    clone: Clone,
    output: Path,
    files: dict[str, str],
    published: PublishedSite | None,
    ready: Ready,
) -> tuple[str, list[str]]:
    """Commit the verified files on top of the published site, and nothing else.

    Gives the commit's id, and what changes for residents.
    """
    branch = f"refs/heads/{_WORKBENCH}"
    if published is None:
        clone.ask("update-ref", "-d", branch)
    else:
        clone.run("update-ref", branch, published.commit)
    summary = _summary(clone, published, files, ready)
    message = commit_message(ready, summary)
    domain = [f"--cname={ready.domain}"] if ready.domain else []
    try:
        clone.tell(
            sys.executable,
            "-m",
            "ghp_import",
            "--no-jekyll",
            f"--remote={clone.remote}",
            f"--branch={_WORKBENCH}",
            f"--message={message}",
            *domain,
            str(output),
        )
        commit = clone.run("rev-parse", branch).strip()
        committed = read_published(clone, commit).files
    except GitFailedError as failure:
        raise RefusedError([f"The site could not be committed ({failure.words})."]) from None
    if committed != files:
        raise RefusedError(
            [
                "What was committed is not what was verified: output/ changed meanwhile."
                " Stop what else builds there (make serve), then publish again."
            ]
        )
    return commit, summary


def commit_message(ready: Ready, summary: list[str]) -> str:
    """Say what the published commit was made from, and what changes for residents."""
    lines = [f"Publish {ready.source[:12]}: {ready.subject}", "", *summary]
    return "\n".join([*lines, "", f"Source: {ready.source}", f"Address: {ready.site_address}/"])


def _summary(
    clone: Clone, published: PublishedSite | None, files: dict[str, str], ready: Ready
) -> list[str]:
    """Say what changes for residents: in words where both sources can be read, and in addresses."""
    changed = changes(published.files if published else {}, files)
    source = source_of(clone, published) if published else None
    if source is None:
        return changed.lines()
    try:
        words = changes_since(clone.root / "content", source, ready.source)
    except GitRefused:
        return changed.lines()
    if len(words) > _LONGEST:
        words = words[:_LONGEST].rpartition("\n")[0] + "\n…"
    return [words.rstrip("\n"), "", *changed.lines(changed=False)]


def push(clone: Clone, commit: str) -> GitFailedError | None:
    """Push a commit to the published branch, never by force; returns what went wrong, if anything.

    Where the answer was lost on the way, the remote is asked whether it has the commit.
    """
    try:
        clone.run("push", clone.remote, f"{commit}:refs/heads/{PUBLISHED}")
    except GitFailedError as failure:
        there = clone.ask("ls-remote", clone.remote, f"refs/heads/{PUBLISHED}") or ""
        return None if there.startswith(commit) else failure
    return None


def _look_again(
    clone: Clone,
    options: Options,
    ready: Ready,
    files: dict[str, str],
    failure: GitFailedError,
    attempt: int,
) -> PublishedSite | None:
    """Return the site that is published now, to try once more on top of it, or say why not."""
    refused = f"{clone.remote} did not take the site ({failure.words})."
    if attempt > 1:
        raise RefusedError(
            [
                f"{refused} It was tried twice. Check that you may push to {PUBLISHED}"
                " and that no rule of the remote forbids it, then publish again."
            ]
        )
    try:
        published = fetch(clone, ready.branch)
    except GitFailedError as lost:
        raise RefusedError(
            [
                f"{refused} Then it could not be asked what it has ({lost.words})."
                " Publish again when it can be reached."
            ],
            "The site that residents see is the old one or the new one, and whole.",
        ) from None
    now = replace(ready, published=published)
    moved = [
        *source_refusals(clone, ready.branch),
        *vanished(files, _expected(clone, now, options)),
    ]
    if moved:
        raise RefusedError([f"{refused} Somebody was faster.", *moved])
    print(f"{refused} Trying once more …", file=sys.stderr)
    return published
