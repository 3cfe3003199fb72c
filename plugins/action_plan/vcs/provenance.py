"""Where the content comes from: the commit that last changed it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from .git import ask

__all__ = ["Revision", "find_revision"]

_SHORT = 7


@dataclass(frozen=True, slots=True)
class Revision:
    """The commit that last changed the content, and the day it did."""

    commit: str
    date: date
    uncommitted: bool
    """The content was changed since, and that is not committed."""

    @property
    def short(self) -> str:
        """The beginning of the commit's name, as people quote it."""
        return self.commit[:_SHORT]


def find_revision(folder: Path, time_zone: str) -> Revision | None:
    """Give the commit that last changed a folder, with its day in a time zone.

    `None` where the folder is not under version control or git has no answer, and where a shallow
    clone ends before it: at its edge every file seems new, and the commit there may have changed
    others.
    """
    # `rev-list`, unlike `log`, pays no heed to the user's settings.
    answer = ask(folder, "rev-list", "--max-count=1", "--timestamp", "HEAD", "--", ".")
    if not answer:
        return None
    seconds, commit = answer.split()
    if _cut_off(folder, commit):
        return None
    day = datetime.fromtimestamp(int(seconds), UTC).astimezone(ZoneInfo(time_zone)).date()
    changes = ask(folder, "status", "--porcelain", "--untracked-files=all", "--", ".")
    return None if changes is None else Revision(commit, day, uncommitted=changes != "")


def _cut_off(folder: Path, commit: str) -> bool:
    """Say whether a commit has parents that a shallow clone lacks."""
    listed = ask(folder, "rev-parse", "--git-path", "shallow")
    path = folder / listed if listed else None
    if path is None or not path.is_file():
        return False
    if commit not in path.read_text(encoding="ascii").split():
        return False
    header = (ask(folder, "cat-file", "commit", commit) or "").partition("\n\n")[0]
    return "\nparent " in header
