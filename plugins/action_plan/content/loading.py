"""Reading a content folder: every file, every problem, and then the records or nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from .. import urls, clock
from .action_file import ActionFile, ActionFileReader, is_lossless
from .body_checks import check_markup
from .fields import Vocabulary
from .folder import ContentFiles
from .folder_rules import check_folder
from .front_matter import Location, front_matter
from .markdown import Glossary, MarkupRenderer
from .plan_file import PlanFile
from ..problems import ContentProblems, Problem
from ..natural_order import natural_key
from .publishing_rules import broken_publishing_rules
from .models import Action, Page, Plan, Record
from .references import SiteLink, check_ids, check_links, check_redirects
from .rules import RuleContext
from .validation import validate_record, has_fields, is_complete
from .statement import statement_texts

__all__ = ["Content", "ContentReader", "MapFiles", "PartialContent", "read_content", "load_partial"]


MapFiles = Callable[[Callable[[Path], ActionFile], Sequence[Path]], Iterable[ActionFile]]
"""Reads each file by a function, in order: `map`, or what spreads the work over processes."""


@dataclass(frozen=True, slots=True)
class Content:
    """All that the content folder says, free of problems; actions in the order people count."""

    plan: Plan
    actions: tuple[Action, ...]
    pages: tuple[Page, ...]
    source: Path
    today: date
    renderer: MarkupRenderer
    page_renderer: MarkupRenderer


@dataclass(frozen=True, slots=True)
class PartialContent:
    """What a content folder says as far as it can be read, problems or not."""

    plan: Plan | None
    actions: Mapping[str, Action]
    """The actions that can be read in full, by id, in the order people count."""
    pages: Mapping[str, Page]
    unreadable: tuple[str, ...]
    """The names of the files that say something that cannot be read."""
    problems: tuple[Problem, ...]
    words: Vocabulary
    """What plan.yml lets actions say, as far as it can be read."""


def read_content(
    folder: Path,
    today: date | None = None,
    changed: Mapping[Path, bytes] | None = None,
    *,
    publishing: bool = False,
    map_files: MapFiles = map,
) -> Content:
    """Read a content folder; raises `ContentProblems` with every problem of every file.

    `changed` are bytes that count instead of a file's own: a change that is not written yet.
    For `publishing` there must also be what a published site needs.
    """
    reader = ContentReader(folder, today, changed, map_files=map_files)
    reader.read_actions()
    return reader.finish(publishing=publishing)


def load_partial(
    folder: Path, today: date | None = None, words: Vocabulary | None = None
) -> PartialContent:
    """Read a content folder that may be of another time, and give what can be read of it.

    `words` stand in for those of plan.yml where that cannot be read.
    """
    reader = ContentReader(folder, today, words=words)
    reader.read_actions()
    return reader.readable()


class ContentReader:
    """Reads plan.yml at once, then the actions, and checks the whole at the end.

    `today` is the day from which updates lie in the future; where none is given, the clock's.
    """

    def __init__(
        self,
        folder: Path,
        today: date | None = None,
        changed: Mapping[Path, bytes] | None = None,
        words: Vocabulary | None = None,
        map_files: MapFiles = map,
    ) -> None:
        self._map_files = map_files
        self._files = ContentFiles(folder, changed)
        self._plan_file = PlanFile(self._files)
        self._today = today or clock.today(self._plan_file.time_zone)
        found = self._plan_file.vocabulary()
        self.vocabulary = words if words and found.statuses is None else found
        plan = self._plan_file.plan
        glossary = Glossary(plan.glossary if has_fields(plan, "glossary") else {})
        self._renderer = MarkupRenderer(glossary)
        self._page_renderer = MarkupRenderer(glossary, headings=True)
        statuses = self._plan_file.items("statuses", "label")
        context = RuleContext(self._today, {status.id: status.label for status in statuses})
        self._action_files = ActionFileReader(self._files, self.vocabulary, context, self._renderer)
        self._read: dict[Path, ActionFile] = {}
        self._links: list[SiteLink] = []

    def read_actions(self) -> list[Path]:
        """Read the files of content/actions/ and give them in the order people count.

        What is wrong with them is noted; that there is none is a problem, too.
        """
        files = self._files.markdown_files("actions")
        if not files:
            self._files.report(
                self._files.folder / "actions",
                "there is no action here. Write each in a file named after its id, like 4.2.1.md.",
            )
        for read in self._map_files(self._action_files.read, files):
            self._take(read)
        return files

    def read_action(self, path: Path) -> Action:
        """Return the action of a file, with the valid fields alone where something is wrong with it.

        A file that was read before is not read again.
        """
        if path not in self._read:
            self._take(self._action_files.read(path))
        return self._read[path].action

    def _take(self, read: ActionFile) -> None:
        self._read[read.path] = read
        self._files.problems += read.problems
        self._links += read.links
        for text, rendered in read.texts:
            self._renderer.keep(text, rendered)

    def readable(self) -> PartialContent:
        """Return the records that lack nothing, and the files that gave none."""
        plan = self._plan_file.plan
        pages = self._read_pages()
        actions = {path: read.action for path, read in self._read.items()}
        records: dict[Path, Record] = {**actions, **pages, self._plan_file.path: plan}
        whole = {path for path, read in self._read.items() if read.is_complete}
        whole |= {path for path, page in pages.items() if is_complete(page)}
        if is_lossless(plan, self._plan_file.block):
            whole.add(self._plan_file.path)
        problems = ContentProblems(self._files.problems).problems
        return PartialContent(
            plan if self._plan_file.path in whole else None,
            {path.stem: action for path, action in actions.items() if path in whole},
            {path.stem: page for path, page in pages.items() if path in whole},
            tuple(self._files.name(path) for path in records if path not in whole),
            problems,
            self.vocabulary,
        )

    def finish(self, *, publishing: bool = False) -> Content:
        """Check what spans files and give the content; raises `ContentProblems` for any problem."""
        check_folder(self._files)
        pages = tuple(self._read_pages().values())
        self._check_statement()
        actions = {path: read.action for path, read in self._read.items()}
        check_ids(self._files, actions, self._action_files.block)
        known = {urls.action(path.stem) for path in actions}
        known |= {urls.page(page.slug) for page in pages if has_fields(page, "slug")}
        known |= {urls.theme(theme.id) for theme in self._plan_file.items("themes", "id")}
        known |= urls.STANDING
        if self._has_statement:
            known.add(urls.ACCESSIBILITY)
        check_links(self._files, self._links, known)
        check_redirects(self._files, self._plan_file, known)
        if publishing:
            for location, message in broken_publishing_rules(self._plan_file.plan, self._today):
                self._report_plan(location, message)
        if self._files.problems:
            raise ContentProblems(self._files.problems)
        return Content(
            self._plan_file.plan,
            tuple(sorted(actions.values(), key=lambda action: natural_key(action.id))),
            pages,
            self._plan_file.source,
            self._today,
            self._renderer,
            self._page_renderer,
        )

    @property
    def _has_statement(self) -> bool:
        """Whether plan.yml has the accessibility statement, which then has its own page."""
        plan = self._plan_file.plan
        return has_fields(plan, "accessibility") and plan.accessibility is not None

    def _report_plan(self, location: Location, message: str) -> None:
        self._files.report_field(self._plan_file.path, self._plan_file.block, location, message)

    def _check_statement(self) -> None:
        """Whatever the accessibility statement says is Markdown under the rules of bodies."""
        plan = self._plan_file.plan
        if not has_fields(plan, "accessibility") or plan.accessibility is None:
            return
        for location, text in statement_texts(plan.accessibility):
            line = self._plan_file.block.line(("accessibility", *location))
            path = self._plan_file.path
            self._links += check_markup(self._files, self._renderer, path, text, line, "pages")[1]

    def _read_pages(self) -> dict[Path, Page]:
        pages: dict[Path, Page] = {}
        for path in self._files.markdown_files("pages"):
            text = self._files.text(path)
            if text is None:
                continue
            block, problems = front_matter(self._files.name(path), text)
            self._files.problems += problems
            if any(not problem.field for problem in problems):
                continue
            _, links = check_markup(
                self._files, self._page_renderer, path, block.body, block.body_line
            )
            self._links += links
            extra = {"slug": path.stem, "text": block.body.strip()}
            checked = validate_record(Page, block, self._files.name(path), None, extra)
            self._files.problems += checked.problems
            if path.stem in urls.RESERVED or (
                self._has_statement and urls.page(path.stem) == urls.ACCESSIBILITY
            ):
                message = f"the site has a page of its own at /{path.stem}/. Rename the file."
                self._files.report(path, message)
            pages[path] = checked.record
        return pages
