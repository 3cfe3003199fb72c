"""`make publish`: preflight, build, verify, commit, push; until the push the live site stays."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from ..build.run import BuildError, build
from ..problems import ContentProblems
from ..review.since import changes_since
from ..vcs.git import Git, GitError
from ..verification.built_site import (
    Expected,
    VerificationError,
    site_findings,
    size_warnings,
    vanished,
)
from .commit import commit_site
from .errors import EITHER_SITE, RefusedError, refusing_with_reasons
from .live_site import PublishedSite, describe_changes, files_of_folder, source_of
from .preflight import Options, Ready, prepare
from .remote import DOMAIN_FILE, PUBLISHED, Remote, locked

__all__ = ["publish"]

_LONGEST = 20_000
"""Characters that say what changes."""


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
    remote = Remote(Git(root), remote_name)
    with refusing_with_reasons(), locked(remote.git):
        ready = prepare(remote, options)
        files = _build(ready, report, warn)
        return "\n".join(_publish(ready, files, warn, dry_run=options.dry_run))


def _publish(
    ready: Ready, files: dict[str, str], warn: Callable[[str], None], *, dry_run: bool
) -> list[str]:
    """Commit and push what was built; the push is the last thing that can fail."""
    remote = ready.remote
    for attempt in (1, 2):
        if ready.published is not None and ready.published.files == files:
            return [f"The site is up to date; nothing has changed. {ready.base_url}"]
        summary = _summary(ready, files)
        output = remote.git.folder / "output"
        message = _message(ready, summary)
        commit = commit_site(remote.git, output, files, ready.published, message)
        if dry_run:
            return [*summary, f"Nothing was pushed (DRY_RUN). It would go to {ready.base_url}"]
        failure = remote.push(commit)
        if failure is None:
            break
        refused = f"{remote.name} did not take the site ({failure.cause})."
        if attempt > 1:
            raise RefusedError(
                f"{refused} It was tried twice. Check that you may push to {PUBLISHED}"
                " and that no rule of the remote forbids it, then publish again."
            )
        ready = _look_again(ready, files, refused)
        warn(f"{refused} Trying once more …")
    return [*summary, f"Published {ready.source[:12]} at {ready.base_url}"]


def _build(
    ready: Ready, report: Callable[[str], None], warn: Callable[[str], None]
) -> dict[str, str]:
    """Build and verify; return the verified files, each with git's id of its bytes."""
    git = ready.remote.git
    hash_name = git.ask("rev-parse", "--show-object-format") or "sha1"
    verified: dict[str, str] = {}

    def verify_before_swap(folder: Path) -> None:
        (folder / ".nojekyll").touch()
        findings = site_findings(folder, _expected(ready))
        if ready.domain:
            (folder / DOMAIN_FILE).write_text(ready.domain, encoding="utf-8")
        if findings:
            raise VerificationError(findings)
        verified.update(files_of_folder(folder, hash_name))
        for warning in size_warnings(folder):
            warn(f"Warning: {warning}")

    try:
        built = build(
            git.folder / "publishconf.py",
            verify_before_swap=verify_before_swap,
            SITEURL=ready.base_url.rstrip("/"),
        )
    except (BuildError, ContentProblems) as refusal:
        raise RefusedError(
            str(refusal), "The build cannot be published, for the reasons above."
        ) from None
    report(built)
    return verified


def _expected(ready: Ready) -> Expected:
    git = ready.remote.git
    root = str(git.folder.resolve())
    # What the plan's own words name is no slip of the build.
    is_named = (
        git.ask("grep", "--quiet", "--fixed-strings", "-e", root, "--", "content") is not None
    )
    return Expected(
        base_url=ready.base_url,
        redirects=tuple(redirect.old_address for redirect in ready.content.plan.redirects),
        live=frozenset(ready.published.files if ready.published else ()),
        gone=ready.gone,
        private=(root,) if root.count("/") > 1 and not is_named else (),
    )


def _summary(ready: Ready, files: dict[str, str]) -> list[str]:
    """Return what changes for residents: in words where both sources can be read, and addresses."""
    git, published = ready.remote.git, ready.published
    before = published.files if published else {}
    try:
        source = source_of(git, published) if published else None
        words = changes_since(git.folder / "content", source, ready.source) if source else ""
    except GitError:
        words = ""
    if not words:
        return describe_changes(before, files)
    if len(words) > _LONGEST:
        words = words[:_LONGEST].rpartition("\n")[0] + "\n…"
    return [words.rstrip("\n"), "", *describe_changes(before, files, changed=False)]


def _message(ready: Ready, summary: list[str]) -> str:
    """Return a commit message: what the site was made from, and what changes for residents."""
    lines = [f"Publish {ready.source[:12]}: {ready.subject}", "", *summary]
    return "\n".join([*lines, "", f"Source: {ready.source}", f"Address: {ready.base_url}"])


def _look_again(ready: Ready, files: dict[str, str], refused: str) -> Ready:
    """Return what is known after the remote refused a push, to try once more on top of it.

    Raises `RefusedError` where the verified files may not follow what is published now.
    """
    domain_before = _domain_file(ready.published)
    try:
        ready = replace(ready, published=ready.remote.fetch(ready.branch))
    except GitError as error:
        raise RefusedError(
            f"{refused} Then it could not be asked what it has ({error.cause})."
            " Publish again when it can be reached.",
            outcome=EITHER_SITE,
        ) from None
    moved = [*ready.remote.source_refusals(ready.branch), *vanished(files, _expected(ready))]
    if _domain_file(ready.published) not in (domain_before, files.get(DOMAIN_FILE)):
        moved.append("The live site has another domain now. Publish again, and it is kept.")
    if moved:
        raise RefusedError(f"{refused} Somebody was faster.", *moved)
    return ready


def _domain_file(site: PublishedSite | None) -> str | None:
    """Return git's id of the file that says a site's domain, or `None` where it has none."""
    return site.files.get(DOMAIN_FILE) if site else None
