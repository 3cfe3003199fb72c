"""What a publication says: what changes for residents, and the message of its commit."""

from __future__ import annotations

from ..review.since import changes_since
from ..vcs.git import GitError
from .history import checksum, source_of
from .live_site import describe_changes
from .preflight import Ready

__all__ = ["message_of", "summary_of"]

_LONGEST = 20_000
"""Characters that say what changes."""


def summary_of(ready: Ready, files: dict[str, str]) -> list[str]:
    """Return what changes for residents: in words where both sources can be read, and addresses."""
    git, published = ready.remote.git, ready.published
    try:
        source = source_of(git, published.commit) if published else None
        words = changes_since(git.folder / "content", source, ready.source) if source else ""
    except GitError:
        words = ""
    if not words:
        return describe_changes(ready.live, files)
    if len(words) > _LONGEST:
        words = words[:_LONGEST].rpartition("\n")[0] + "\n…"
    return [words.rstrip("\n"), "", *describe_changes(ready.live, files, changed=False)]


def message_of(ready: Ready, files: dict[str, str], summary: list[str]) -> str:
    """Return a commit message: from what, what changes, and the lines that `history` reads."""
    return "\n".join(
        [
            *(f"Publish {ready.source[:12]}: {ready.subject}", "", *summary, ""),
            f"Source: {ready.source}",
            f"Address: {ready.base_url}",
            f"Checksum: {checksum(files)}",
        ]
    )
