"""Pelican's generator of the plan's pages: reads all, then prints every view by its template."""

from __future__ import annotations

import os
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from pelican.generators import Generator
from pelican.writers import Writer

from .. import formatting, urls
from ..commands.progress import Progress
from ..content.loading import Content, ContentReader
from ..exports.registry import data_files
from ..exports.site_files import site_files
from ..hosting import Hosting
from ..problems import ContentProblems
from ..vcs.provenance import find_repository, find_revision
from ..views.page import PageView, pages, site
from ..views.pages.data import open_data
from ..views.plan_index import PlanIndex
from ..views.tables import record_definitions, tables
from .contents import Action
from .readers import ActionReader
from .staging import SETTING, OutputFolder
from .stylesheet import stylesheet
from .templating import Templates
from .workers import chunked, map_tasks

__all__ = ["ActionPlanGenerator"]

_CHUNK = 32
"""Pages that a processor takes at a time."""


class ActionPlanGenerator(Generator):
    """Reads the plan and its actions as one, and writes the pages of the site."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.folder: OutputFolder = self.settings[SETTING]
        self.folder.begin()
        self.actions: list[Action] = []
        self.content: Content

    def generate_context(self) -> None:
        """Read all content; prints every problem and raises `ContentProblems` if there are any."""
        try:
            self._read()
        except ContentProblems as problems:
            print(*problems.problems, sep="\n", file=sys.stderr)
            raise
        self.context["actions"] = self.actions
        self.hosting = self._hosting()
        self.context["site"] = site(self.content, self.hosting)
        self.templates = Templates(
            self.env, self.context["site"], preview=bool(self.settings.get("PREVIEW"))
        )

    def _hosting(self) -> Hosting:
        site_url = self.settings["SITEURL"]
        folder = Path(self.path)
        return Hosting(
            f"{site_url}/" if site_url else "",
            find_revision(folder, self.content.plan.time_zone),
            find_repository(folder, os.environ),
        )

    def _read(self) -> None:
        today = self.settings.get("TODAY")
        reader = ContentReader(Path(self.path), date.fromisoformat(today) if today else None)
        action_reader = ActionReader(self.settings, reader)
        self.readers.readers[ActionReader.format_name] = action_reader
        for path in reader.read_actions():
            # Not by `read_file`: it looks for metadata in paths and settings, and finds none.
            text, metadata = action_reader.read(str(path))
            action = Action(text, metadata, self.settings, str(path), self.context)
            # As `add_source_path` does, but that works out the path once more.
            self.context["generated_content"][action.relative_source_path] = action
            self.actions.append(action)
        self.content = reader.finish()

    def generate_output(self, _writer: Writer) -> None:
        """Write every page, every other file and the stylesheet.

        Not by Pelican's writer: it copies all settings for each page, and asks the file system
        five times as much. Templates get what they print, and no setting.
        """
        plan_index = PlanIndex(self.content)
        definitions = record_definitions()
        dictionary = tables(definitions)
        data = open_data(plan_index, dictionary, self.hosting.base_url)
        shown = list(pages(plan_index, self.hosting, data))
        for file, number in Counter(page.file for page in shown).items():
            if number > 1:
                raise RuntimeError(f"{number} pages of the site would be {file}")
        listed = [(page.address, page.updated) for page in shown if page.listed]
        sheet = stylesheet(Path(self.theme) / "static" / "css")
        printed = Counter(page.template for page in shown)
        lists = [page for page in shown if printed[page.template] < _CHUNK]
        others = [page for page in shown if printed[page.template] >= _CHUNK]
        # The long tasks come first, so that none is left to one processor at the end: what there
        # is little of, such as long lists, page by page.
        tasks = [
            partial(
                self._write_files,
                data_files(plan_index, definitions, dictionary, self.hosting.base_url or "/"),
            ),
            partial(self._write_files, site_files(plan_index, self.hosting, listed)),
            partial(self._write_files, [("theme/site.css", sheet.encode())]),
            *(partial(self._write_pages, [page]) for page in lists),
            *(partial(self._write_pages, chunk) for chunk in chunked(others, _CHUNK)),
        ]
        with Progress("Writing pages", len(tasks)) as progress:
            map_tasks(tasks, progress.reached)
        self.folder.expected.update(page.file for page in shown)
        self.folder.expected.add(self.context["site"].source_address)
        self.folder.summary = (
            f"Built {formatting.count(len(self.actions), 'action')}"
            f" on {formatting.count(len(listed), 'page')}"
        )

    def _write_pages(self, shown: Sequence[PageView]) -> None:
        for page in shown:
            self.folder.write(page.file, self.templates.render(page).encode())

    def _write_files(self, files: Iterable[tuple[str, bytes]]) -> None:
        for address, content in files:
            self.folder.write(urls.save_as(address), content)
