"""Reading one action's file by the words and rules of its plan, before a change is written."""

from __future__ import annotations

from pathlib import Path

from .. import clock
from ..content.action_file import read_action_file
from ..content.folder import ContentFiles
from ..content.models import Action
from ..content.plan_file import PlanFile
from ..content.record_file import RecordFile

__all__ = ["OneActionReader"]


class OneActionReader:
    """Reads what the file of an action would say with other bytes in it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._files = ContentFiles(folder)
        plan_file = PlanFile(self._files)
        self.problems = tuple(self._files.problems)
        """What is wrong with plan.yml, without which no action can be read."""
        self.vocabulary = plan_file.vocabulary()
        self.labels = {status.id: status.label for status in plan_file.items("statuses", "label")}
        self.today = clock.today(plan_file.time_zone)
        self.paths = {
            path.stem: path
            for path in self._files.markdown_files("actions")
            if not path.is_symlink()
        }
        """The file of each action, by id."""
        self._context = plan_file.rule_context(self.today)

    def name(self, path: Path) -> str:
        """Return a file's name as reports have it."""
        return self._files.name(path)

    def read(self, path: Path, content: bytes) -> RecordFile[Action]:
        """Return the action that these bytes in a file say, with every problem of the file."""
        files = ContentFiles(self.folder, {path: content})
        return read_action_file(files, path, self.vocabulary, self._context)
