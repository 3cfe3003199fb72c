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
from urllib.parse import urlsplit

from jinja2.environment import TemplateModule
from pelican.generators import Generator
from pelican.writers import Writer

from .. import formatting, urls
from ..checks.reading import read_content
from ..commands.progress import Progress
from ..content.loading import Content
from ..exports.context import ExportContext, ExportFile
from ..exports.registry import exports
from ..hosting import Hosting
from ..problems import ContentProblems
from ..vcs.provenance import find_repository, find_revision
from ..views.frame import site_frame
from ..views.page import Page
from ..views.plan_index import PlanIndex
from ..views.registry import pages
from ..views.tables import record_definitions, tables
from .kept_prints import KeptPrints
from .staging import SETTING, OutputFolder
from .stylesheet import stylesheet
from .workers import chunked, map_in_processes, map_tasks

__all__ = ["ActionPlanGenerator"]

_CHUNK = 32
"""Pages that a processor takes at a time."""


class ActionPlanGenerator(Generator):
    """Reads the plan and its actions as one, and writes the pages of the site."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.folder: OutputFolder = self.settings[SETTING]
        self.folder.begin()
        self.content: Content
        self._shared: dict[str, Any] = {}

    def generate_context(self) -> None:
        """Read all content; prints every problem and raises `ContentProblems` if there are any."""
        try:
            self._read()
        except ContentProblems as problems:
            print(*problems.problems, sep="\n", file=sys.stderr)
            raise
        self.env.filters.update(formatting.filters(self.content.plan.currency))
        link = urls.link_to_file if self.settings.get("PREVIEW") else urls.link
        self.env.filters.update(link=link, body=lambda html, root: html.html(root, link))
        self.hosting = self._hosting()

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
        day = date.fromisoformat(today) if today else None
        self.content = read_content(Path(self.path), day, map_files=map_in_processes)

    def generate_output(self, _writer: Writer) -> None:
        """Write every page, every other file and the stylesheet.

        Not by Pelican's writer: it copies all settings for each page, and asks the file system
        five times as much. Templates get what they print and no setting but SITEURL.
        """
        self.env.filters["kept"] = KeptPrints()
        plan_index = PlanIndex(self.content)
        definitions = record_definitions()
        dictionary = tables(definitions)
        shown = list(pages(plan_index, self.hosting))
        frame = site_frame(plan_index, shown, self.hosting)
        self.env.globals.update(site=frame, SITEURL=self.settings["SITEURL"])
        self.env.globals.update(self._components())
        self._shared = dict(self.env.globals)
        listed = [(page.address, page.updated) for page in shown if page.listed]
        exported = exports(
            ExportContext(
                plan_index,
                definitions=definitions,
                tables=dictionary,
                base_url=self.hosting.base_url,
                listed=listed,
            )
        )
        files = Counter(page.file for page in shown)
        files.update(file.url for group in exported for file in group)
        for file, number in files.items():
            if number > 1:
                raise RuntimeError(f"{number} files of the site would be {file}")
        sheet = stylesheet(Path(self.theme) / "static" / "css")
        printed = Counter(page.template for page in shown)
        lists = [page for page in shown if printed[page.template] < _CHUNK]
        others = [page for page in shown if printed[page.template] >= _CHUNK]
        # The long tasks come first, so that none is left to one processor at the end: what there
        # is little of, such as long lists, page by page.
        tasks = [
            *(partial(self._write_files, group) for group in exported),
            partial(self.folder.write, "theme/site.css", sheet.encode()),
            *(partial(self._write_pages, [page]) for page in lists),
            *(partial(self._write_pages, chunk) for chunk in chunked(others, _CHUNK)),
        ]
        with Progress("Writing pages", len(tasks)) as progress:
            map_tasks(tasks, progress.reached)
        self.folder.expected.update(files)
        self.folder.expected.add(frame.source_address)
        self.folder.summary = (
            f"Built {formatting.count(len(self.content.actions), 'action')}"
            f" on {formatting.count(len(listed), 'page')}"
        )

    def _components(self) -> dict[str, TemplateModule]:
        """Return the macros of theme/templates/components/ by the names of their files.

        At hand in every page, they need not be imported by each: that takes a sixth of printing.
        """
        folder = Path(self.theme) / "templates" / "components"
        names = sorted(path.name for path in folder.glob("*.html"))
        return {
            name.removesuffix(".html"): self.env.get_template(f"components/{name}").module
            for name in names
        }

    def _write_pages(self, shown: Sequence[Page[object]]) -> None:
        # The page for what is not found answers at any address, and so starts from the host;
        # a preview has no host.
        preview = self.settings.get("PREVIEW")
        site_path = "./" if preview else urlsplit(self.settings["SITEURL"]).path.rstrip("/") + "/"
        for page in shown:
            root = site_path if page.address == urls.NOT_FOUND else page.root
            html = self._print(page, root)
            self.folder.write(page.file, html.encode())

    def _print(self, page: Page[object], root: str) -> str:
        """Return a page as HTML.

        Not by `render`, which copies what all templates share once more for each page.
        """
        template = self.get_template(page.template)
        shown = {
            **self._shared,
            "page": page,
            "view": page.view,
            "root": root,
            "structured": page.structured(self.hosting.base_url),
        }
        try:
            return "".join(template.root_render_func(template.new_context(shown, shared=True)))
        except Exception:
            self.env.handle_exception()  # raises it, with the template's own lines
            raise

    def _write_files(self, files: Iterable[ExportFile]) -> None:
        for file in files:
            self.folder.write(file.url, file.content())
