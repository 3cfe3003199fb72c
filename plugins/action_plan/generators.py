"""Pelican's generator of the plan's pages: reads all, then prints every view by its template."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from pelican.generators import Generator
from pelican.writers import Writer

from . import addresses, printing
from .contents import Action
from .output import SETTING, OutputFolder
from .problems import ContentProblems
from .readers import ActionReader
from .reading import Content, ContentReader
from .stylesheet import stylesheet
from .views.site import pages, site

__all__ = ["ActionPlanGenerator"]


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
        self.env.filters.update(printing.filters(self.content.plan.currency))
        self.context["actions"] = self.actions
        self.context["site"] = site(self.content)

    def _read(self) -> None:
        today = self.settings.get("TODAY")
        reader = ContentReader(Path(self.path), date.fromisoformat(today) if today else None)
        self.readers.readers[ActionReader.format_name] = ActionReader(self.settings, reader)
        for path in reader.action_files():
            action = self.readers.read_file(
                self.path,
                path.relative_to(self.path),
                content_class=Action,
                fmt=ActionReader.format_name,
                context=self.context,
            )
            self.add_source_path(action)
            self.actions.append(action)
        self.content = reader.finish()

    def generate_output(self, writer: Writer) -> None:
        """Write every page, and the stylesheet."""
        site_path = urlsplit(self.settings["SITEURL"]).path.rstrip("/") + "/"
        for page in pages(self.content):
            writer.write_file(
                page.file,
                self.get_template(page.template),
                self.context,
                page=page,
                view=page.view,
                root=site_path if page.address == addresses.NOT_FOUND else page.root,
            )
            self.folder.expected.add(page.file)
        path = Path(self.output_path) / "theme" / "site.css"
        path.parent.mkdir(exist_ok=True)
        path.write_text(stylesheet(Path(self.theme) / "static" / "css"), encoding="utf-8")
        self.folder.expected.add(self.context["site"].source_address)
        self.folder.summary = (
            f"Built {printing.count(len(self.actions), 'action')}"
            f" on {printing.count(len(self.folder.expected) - 1, 'page')}"
        )
