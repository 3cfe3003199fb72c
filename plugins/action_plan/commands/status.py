"""`make status`: an update and its status written into an action's file."""

from __future__ import annotations

import difflib
import shlex
import sys
from collections.abc import Iterator
from pathlib import Path

from ..content.folder import SYMBOLIC_LINK
from ..editing.file_writing import write_all
from ..editing.record_update import Recorded, record
from ..editing.update_request import UpdateRequest
from ..editing.update_table import read_table
from ..formatting import count
from ..problems import ContentProblems, Problem, abridged
from ..stopping import stating_when_stopped

__all__ = ["status"]

_NOTHING_WRITTEN = "Nothing was written."


def status(root: Path, *, file: str, **values: str) -> int:
    """Record the update, or those of a table, and print what to do with the change."""
    if file and any(values.values()):
        print("FILE replaces ID, STATUS, NOTE, DATE and EVIDENCE: use the one or the others.")
        return 1
    one_request = [UpdateRequest(values, {name: name.upper() for name in values})]
    requests, problems = _read_table(Path(file)) if file else (one_request, [])
    try:
        with stating_when_stopped(lambda: _NOTHING_WRITTEN):
            recorded = record(root / "content", requests, problems)
        for action_id in recorded.unchanged:
            print(f"{action_id} already has this update.")
        if not recorded.files:
            return 0
        print(*_diff(root, recorded), sep="\n")
        with stating_when_stopped(lambda: _state(recorded)):
            write_all(root, recorded.contents)
    except ContentProblems as refusal:
        print(*abridged(refusal.problems), sep="\n")
        print(_NOTHING_WRITTEN, file=sys.stderr)
        return 1
    except OSError as error:
        print(f"Nothing was written: {error.strerror}.", file=sys.stderr)
        return 1
    print("", *_next_steps(root, recorded), sep="\n")
    return 0


def _read_table(path: Path) -> tuple[list[UpdateRequest], list[Problem]]:
    """Return what a table asks for, and everything wrong with it.

    None is read through a link within the content: the branch may be a stranger's.
    """
    if path.parts[:1] == ("content",) and any(map(Path.is_symlink, (path, *path.parents))):
        return [], [Problem(path.name, 1, "", SYMBOLIC_LINK)]
    return read_table(path)


def _state(recorded: Recorded) -> str:
    """Return whether the changes are in their files."""
    files = recorded.contents.items()
    if any(path.read_bytes() != content for path, content in files):
        return _NOTHING_WRITTEN
    return f"{count(len(files), 'file')} written."


def _diff(root: Path, recorded: Recorded) -> Iterator[str]:
    """Return what changes in the files, as git shows it."""
    for path, file in recorded.files.items():
        name = path.relative_to(root).as_posix()
        before, after = (
            content.decode("utf-8").splitlines() for content in (file.before, file.after)
        )
        yield from difflib.unified_diff(before, after, f"a/{name}", f"b/{name}", n=2, lineterm="")


def _next_steps(root: Path, recorded: Recorded) -> Iterator[str]:
    """Return what was written and how it goes on, with the commands to copy."""
    changed = recorded.files.values()
    titles = [file.title for file in changed]
    subject = titles[0] if len(changed) == 1 else f"Update {count(len(changed), 'action')}"
    paths = " ".join(shlex.quote(path.relative_to(root).as_posix()) for path in recorded.files)
    noted = [file.action.id for file in changed if file.action.status_note]
    branch = f"update-{next(iter(changed)).action.slug}"
    yield f"{count(len(changed), 'file')} written. Read the lines with + and - above."
    if noted:
        yield (
            f"The status_note of {', '.join(noted)} has not changed:"
            " change or delete it where it is no longer true."
        )
    yield "Next, put the change on a branch and open a pull request:"
    yield f"  git switch -c {shlex.quote(branch)}"
    yield f"  git commit -m {shlex.quote(subject)} -- {paths}"
    yield "  git push -u origin HEAD"
