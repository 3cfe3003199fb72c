"""Pelican's generator of the plan's pages: reads all, then prints every view by its template."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from operator import call
from pathlib import Path
from typing import Any, TypeVar

from pelican.generators import Generator
from pelican.writers import Writer

from .. import formatting, urls
from ..checks.project_links import links_in
from ..checks.reading import read_content
from ..checks.site_files import served_files, site_files, theme_files
from ..content.folder import SYMBOLIC_LINK
from ..exports.context import ExportContext, ExportFile
from ..exports.registry import exports
from ..hosting import Hosting
from ..vcs.git import GitError
from ..vcs.provenance import find_repository, find_revision
from ..views.frame import site_frame
from ..views.page import Page
from ..views.plan_index import PlanIndex
from ..views.registry import pages
from .settings import BUILD, Build, BuildError
from .share_picture import png
from .stylesheet import stylesheet
from .templating import Templates
from .workers import MANY_TO_WRITE, map_files, map_in_processes

__all__ = ["ActionPlanGenerator"]

_RECORDS = ("plan", "actions")
"""The names of Pelican's context under which other plugins and templates find the records."""

Result = TypeVar("Result")

_PAGES_AT_ONCE = 32
"""Pages printed by a worker process at a time."""


class ActionPlanGenerator(Generator):
    """Reads the plan and its actions as one, and writes the pages of the site."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.build: Build = self.settings[BUILD]
        self.build.output.begin()

    def generate_context(self) -> None:
        """Read all content; raise `ContentProblems` with every problem if there are any.

        The context then has `plan` and `actions`, the records, for other plugins and templates.
        """
        folder = Path(self.path)
        today = self.build.settings.today
        self.content = read_content(folder, today, map_files=self._map_files)
        # A theme elsewhere than in theme/, which is read with the content.
        for link in links_in(Path(self.theme)):
            raise BuildError(f"{link} {SYMBOLIC_LINK} Nothing was built.")
        base_url = f"{self.settings['SITEURL']}/" if self.settings["SITEURL"] else ""
        self.hosting, self.remark = Hosting(base_url), ""
        try:
            revision = find_revision(folder, self.content.plan.time_zone)
            self.hosting = Hosting(base_url, revision, find_repository(folder))
        except GitError as error:
            self.remark = f"\nThe pages do not say which commit they are built from: {error}"
        self.context.update({name: getattr(self.content, name) for name in _RECORDS})

    def _map_files(
        self, read: Callable[[Path], Result], files: Sequence[Path], /
    ) -> Iterator[Result]:
        return self.build.track("Reading actions", map_files(read, files), len(files))

    def generate_output(self, _writer: Writer) -> None:
        """Write every page, every other file and the stylesheet.

        Not by Pelican's writer: it copies all settings for each page, and asks the file system
        five times as much. Templates get what they print, and no setting.
        """
        plan_index = PlanIndex(self.content)
        shown = list(pages(plan_index, self.hosting))
        frame = site_frame(plan_index, shown, self.hosting)
        records = {name: self.context[name] for name in _RECORDS}
        self.templates = Templates(self.env, frame, records, preview=self.build.settings.preview)
        listed = [(p.url, p.updated.last if p.updated else None) for p in shown if p.listed]
        base_url = self.hosting.base_url
        context = ExportContext(
            plan_index=plan_index, base_url=base_url, listed=listed, commit=self.hosting.commit
        )
        exported = exports(context)
        sheet = stylesheet(Path(self.theme) / "static" / "css")
        output = self.build.output
        files = site_files(self.content.outline, theme_files(Path(self.theme)))
        output.expected.update(served_files(files))
        self._write(
            [
                *(partial(self._write_exports, group) for group in exported),
                partial(output.write, urls.STYLESHEET, sheet.encode()),
                *([self._write_share_picture] if base_url else ()),
            ],
            shown,
        )
        self.build.summary = (
            f"Built {formatting.count(len(self.content.actions), 'action')}"
            f" on {formatting.count(len(listed), 'page')}"
            f" in {os.path.relpath(output.final)}{os.sep}.{self.remark}"
        )

    def _write(self, files: Sequence[Callable[[], None]], shown: Sequence[Page[object]]) -> None:
        """Write other files and pages, in several processes where there are many actions.

        The long tasks come first, so that none is left to one processor at the end: the other
        files, then, page by page, what there is little of, such as long lists.
        """
        printed = Counter(page.template for page in shown)
        lists = [page for page in shown if printed[page.template] < _PAGES_AT_ONCE]
        others = [page for page in shown if printed[page.template] >= _PAGES_AT_ONCE]
        starts = range(0, len(others), _PAGES_AT_ONCE)
        tasks: list[Callable[[], None]] = [
            *files,
            *(partial(self._write_pages, [page]) for page in lists),
            *(partial(self._write_pages, others[i : i + _PAGES_AT_ONCE]) for i in starts),
        ]
        several = len(self.content.actions) >= MANY_TO_WRITE
        written = map_in_processes(call, tasks) if several else map(call, tasks)
        for _ in self.build.track("Writing pages", written, len(tasks)):
            pass

    def _write_pages(self, shown: Sequence[Page[object]]) -> None:
        for page in shown:
            self.build.output.write(page.save_as, self.templates.render(page).encode())

    def _write_exports(self, group: Iterable[ExportFile]) -> None:
        for file in group:
            self.build.output.write(urls.save_as(file.url), file.content())

    def _write_share_picture(self) -> None:
        """Write the picture that pages name by the site's URL, which must be known for that."""
        fonts = Path(self.theme) / "fonts"
        self.build.output.write(urls.SHARE_PICTURE, png(self.templates.share_picture(), fonts))
