"""The files of content/actions/: one action each."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from .body import split_body
from .fields import Vocabulary
from .folder import ContentFiles
from .models import Action
from .record_file import MapFiles, RecordFile, read_all, read_record
from .references import check_ids
from .rules import broken_action_rules

__all__ = ["read_action_file", "read_action_files"]

_BODY = {"text": "", "intended_impact": "", "resources": ""}
"""The fields that are parts of the body; a missing part is a problem of the body."""


def read_action_files(
    files: ContentFiles, vocabulary: Vocabulary, map_files: MapFiles
) -> dict[Path, RecordFile[Action]]:
    """Return what each action's file says, by the natural order of ids; note every problem."""
    paths = files.markdown_files("actions")
    if not paths:
        files.report(
            files.folder / "actions",
            "there is no action here. Write each in a file named after its id, like 4.2.1.md.",
        )
    read = partial(read_action_file, files, vocabulary)
    found = read_all(files, paths, read, map_files)
    check_ids(files, found)
    return found


def read_action_file(files: ContentFiles, vocabulary: Vocabulary, path: Path) -> RecordFile[Action]:
    """Return what an action's file says, and every problem that shows in the file alone."""
    broken_rules = partial(broken_action_rules, stem=path.stem, vocabulary=vocabulary)
    return read_record(files, path, Action, vocabulary, _BODY, split_body, broken_rules)
