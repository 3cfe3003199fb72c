"""Reading one action's file by the words and rules of its plan, before a change is written."""

from __future__ import annotations

from pathlib import Path

from .. import clock
from ..content.folder import ContentFiles, name_in_addresses
from ..content.models import Action
from ..content.plan_file import PlanFile
from ..content.record_file import RecordFile, read_action_file
from ..problems import ContentProblems

__all__ = ["ActionFile", "OneActionReader"]

ActionFile = RecordFile[Action]
"""What the file of an action says."""


class OneActionReader:
    """Reads what the file of an action would say with other bytes in it.

    Raises `ContentProblems` where plan.yml has any, for no action can be read without it.
    """

    def __init__(self, folder: Path) -> None:
        self.files = ContentFiles(folder)
        plan_file = PlanFile(self.files)
        if self.files.problems:
            raise ContentProblems(self.files.problems)
        self.time_zone = plan_file.time_zone
        self.vocabulary = plan_file.vocabulary(clock.today(self.time_zone))
        paths = self.files.markdown_files("actions")
        self.paths = {name_in_addresses(path): path for path in paths if not path.is_symlink()}
        """The file of each action, by id."""
        self.folded_paths = {name.casefold(): path for name, path in self.paths.items()}
        """The same, by id in lower case."""

    def read(self, path: Path, content: bytes) -> ActionFile:
        """Return the action that these bytes in a file say, with every problem of the file."""
        files = ContentFiles(self.files.folder, {path: content})
        return read_action_file(files, self.vocabulary, path)
