"""The build that is published: verified against what is known of the site, before it is used."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from pathlib import Path

from .. import urls
from ..build.run import BuildError, build
from ..problems import ContentProblems
from ..verification.built_site import (
    Expected,
    VerificationError,
    site_findings,
    size_warnings,
    vanished,
)
from .errors import RefusedError
from .live_site import files_of_folder
from .preflight import Ready

__all__ = ["build_verified", "would_vanish"]


def build_verified(
    ready: Ready, report: Callable[[str], None], warn: Callable[[str], None]
) -> dict[str, str]:
    """Build and verify; return the verified files, each with git's id of its bytes."""
    git = ready.remote.git
    hash_name = git.ask("rev-parse", "--show-object-format") or "sha1"
    verified: dict[str, str] = {}

    def verify_before_swap(folder: Path) -> None:
        (folder / urls.NO_JEKYLL).touch()
        findings = site_findings(folder, _expected(ready))
        if ready.domain:
            (folder / urls.DOMAIN_FILE).write_text(ready.domain, encoding="utf-8")
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


def would_vanish(ready: Ready, files: Collection[str]) -> Iterator[str]:
    """Return a sentence for each address that is live and that a build's files do not have."""
    return vanished(files, _expected(ready))


def _expected(ready: Ready) -> Expected:
    git = ready.remote.git
    root = str(git.folder.resolve())
    # What the plan's own words name is no slip of the build.
    words = git.ask("grep", "--quiet", "--fixed-strings", "-e", root, "--", "content")
    return Expected(
        base_url=ready.base_url,
        redirects=tuple(redirect.old_address for redirect in ready.content.plan.redirects),
        live=frozenset(ready.live),
        gone=ready.gone,
        private=(root,) if root.count("/") > 1 and words is None else (),
    )
