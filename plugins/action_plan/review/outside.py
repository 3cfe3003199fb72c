"""What a change does outside of content/: to code, workflows, tests and guides."""

from __future__ import annotations

from collections.abc import Iterator

from ..formatting import count
from ..vcs.commits import changed_files
from ..vcs.git import Git
from .markdown import listed

__all__ = ["changes_outside"]


def changes_outside(git: Git, start: str, end: str) -> Iterator[str]:
    """Return as Markdown which files outside of content/ differ between two commits, if any do.

    Without `end`, what is here is compared.
    """
    files = changed_files(git, start, end, (".", ":(exclude)content"))
    prose = [name for name in files if _is_prose(name)]
    code_files = [name for name in files if not _is_prose(name)]
    if code_files:
        yield (
            "**This changes how the site is built or published; have somebody who reads code look"
            f" at it:** {count(len(code_files), 'file')} outside of content/,"
            f" {listed(code_files)}."
        )
    if prose:
        yield (
            f"What is written for whoever changes or keeps the site differs, too: {listed(prose)}."
        )


def _is_prose(name: str) -> bool:
    """Whether a file only describes the project, and nothing reads it."""
    return name == "LICENSE" or ("/" not in name and name.endswith(".md"))
