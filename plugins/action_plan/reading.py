"""Reading a content folder: every file, every problem, and then the records or nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from . import addresses, clock
from .field_types import Vocabulary
from .files import ContentFiles
from .folder_rules import check_folder
from .front_matter import Block, Location, front_matter
from .markup import Glossary, MarkupRenderer
from .plan_file import PlanFile
from .problems import ContentProblems, Problem, natural_key
from .progress import followed
from .publishing_rules import broken_publishing_rules
from .records import Action, Page, Plan, Record
from .references import SiteLink, check_ids, check_links, check_redirects
from .rules import Surroundings, broken_action_rules
from .schema import check_record, has, is_whole
from .sections import split_body
from .statement import statement_texts

__all__ = ["Content", "ContentReader", "Readable", "read_content", "read_what_can_be"]


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
class Readable:
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
) -> Content:
    """Read a content folder; raises `ContentProblems` with every problem of every file.

    `changed` are bytes that count instead of a file's own: a change that is not written yet.
    For `publishing` there must also be what a published site needs.
    """
    reader = ContentReader(folder, today, changed)
    for path in followed(reader.action_files(), "Reading actions"):
        reader.read_action(path)
    return reader.finish(publishing=publishing)


def read_what_can_be(
    folder: Path, today: date | None = None, words: Vocabulary | None = None
) -> Readable:
    """Read a content folder that may be of another time, and give what can be read of it.

    `words` stand in for those of plan.yml where that cannot be read.
    """
    reader = ContentReader(folder, today, words=words)
    for path in reader.action_files():
        reader.read_action(path)
    return reader.readable()


class ContentReader:
    """Reads plan.yml at once, then each action it is handed, and checks the whole at the end.

    `today` is the day from which updates lie in the future; where none is given, the clock's.
    """

    def __init__(
        self,
        folder: Path,
        today: date | None = None,
        changed: Mapping[Path, bytes] | None = None,
        words: Vocabulary | None = None,
    ) -> None:
        self._files = ContentFiles(folder, changed)
        self._plan_file = PlanFile(self._files)
        self._today = today or clock.today(self._plan_file.time_zone)
        found = self._plan_file.vocabulary()
        self.vocabulary = words if words and found.statuses is None else found
        self._around = Surroundings(
            self._today,
            {status.id: status.label for status in self._plan_file.items("statuses", "label")},
        )
        plan = self._plan_file.plan
        glossary = Glossary(plan.glossary if has(plan, "glossary") else {})
        self._renderer = MarkupRenderer(glossary)
        self._page_renderer = MarkupRenderer(glossary, headings=True)
        self._actions: dict[Path, Action] = {}
        self._blocks: dict[Path, Block] = {}
        self._links: list[SiteLink] = []

    def action_files(self) -> list[Path]:
        """Give the files of content/actions/ in the order people count; none is a problem."""
        files = self._files.markdown_files("actions")
        if not files:
            self._files.report(
                self._files.folder / "actions",
                "there is no action here. Write each in a file named after its id, like 4.2.1.md.",
            )
        return files

    def read_action(self, path: Path) -> Action:
        """Read one action; what is wrong with it is noted, and the valid fields are returned."""
        block = self._block(path)
        if block is None:
            block, action = Block(), Action.model_construct(set())
        else:
            body = self._body(path, block)
            checked = check_record(Action, block, self._files.name(path), self.vocabulary, body)
            self._files.problems += checked.problems
            for location, message in broken_action_rules(checked.record, path.stem, self._around):
                if not _is_doubtful(block, location):
                    self._files.report_field(path, block, location, message)
            action = checked.record
        self._actions[path] = action
        self._blocks[path] = block
        return action

    def readable(self) -> Readable:
        """Give the records that lack nothing, and the files that gave none."""
        plan = self._plan_file.plan
        pages = self._read_pages()
        records: dict[Path, Record] = {**self._actions, **pages, self._plan_file.path: plan}
        blocks = {**self._blocks, self._plan_file.path: self._plan_file.block}
        whole = {
            path
            for path, record in records.items()
            if is_whole(record) and _has_all_items(record, blocks.get(path, Block()))
        }
        problems = ContentProblems(self._files.problems).problems
        return Readable(
            plan if self._plan_file.path in whole else None,
            {path.stem: action for path, action in self._actions.items() if path in whole},
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
        check_ids(self._files, self._actions, self._blocks)
        known = {addresses.action(path.stem) for path in self._actions}
        known |= {addresses.page(page.slug) for page in pages if has(page, "slug")}
        known |= {addresses.theme(theme.id) for theme in self._plan_file.items("themes", "id")}
        known |= addresses.STANDING
        if self._has_statement:
            known.add(addresses.ACCESSIBILITY)
        check_links(self._files, self._links, known)
        check_redirects(self._files, self._plan_file, known)
        if publishing:
            for location, message in broken_publishing_rules(self._plan_file.plan, self._today):
                self._report_plan(location, message)
        if self._files.problems:
            raise ContentProblems(self._files.problems)
        return Content(
            self._plan_file.plan,
            tuple(sorted(self._actions.values(), key=lambda action: natural_key(action.id))),
            pages,
            self._plan_file.source,
            self._today,
            self._renderer,
            self._page_renderer,
        )

    def _block(self, path: Path) -> Block | None:
        """Give a file's front matter and body, or `None` where its fields cannot be read."""
        text = self._files.text(path)
        if text is None:
            return None
        block, problems = front_matter(self._files.name(path), text)
        self._files.problems += problems
        if not any(not problem.field for problem in problems):
            return block
        if block.end_line > 1:
            self._body(path, block)
        return None

    def _body(self, path: Path, block: Block) -> dict[str, str]:
        """Give the parts of an action's body by the name of their field."""
        parts, problems = split_body(self._files.name(path), block)
        self._files.problems += problems
        for part in parts.values():
            self._check_markup(self._renderer, path, part.text, part.line)
        fields = ("text", "intended_impact", "resources")
        return {field: parts[field].text if field in parts else "" for field in fields}

    @property
    def _has_statement(self) -> bool:
        """Say whether plan.yml has the accessibility statement, which then has its own page."""
        plan = self._plan_file.plan
        return has(plan, "accessibility") and plan.accessibility is not None

    def _report_plan(self, location: Location, message: str) -> None:
        self._files.report_field(self._plan_file.path, self._plan_file.block, location, message)

    def _check_statement(self) -> None:
        """Whatever the accessibility statement says is Markdown under the rules of bodies."""
        plan = self._plan_file.plan
        if not has(plan, "accessibility") or plan.accessibility is None:
            return
        for location, text in statement_texts(plan.accessibility):
            line = self._plan_file.block.line(("accessibility", *location))
            self._check_markup(self._renderer, self._plan_file.path, text, line, "pages")

    def _check_markup(
        self, renderer: MarkupRenderer, path: Path, text: str, first_line: int, folder: str = ""
    ) -> None:
        rendered = renderer.render(text, folder or path.parent.name)
        for finding in rendered.findings:
            line = first_line + _lines_before(text, finding.fragment)
            self._files.report(path, finding.message, line)
        for address, written in rendered.links:
            line = first_line + _lines_before(text, written)
            self._links.append(SiteLink(path, line, address, written))

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
            self._check_markup(self._page_renderer, path, block.body, block.body_line)
            extra = {"slug": path.stem, "text": block.body.strip()}
            checked = check_record(Page, block, self._files.name(path), None, extra)
            self._files.problems += checked.problems
            if path.stem in addresses.RESERVED or (
                self._has_statement and addresses.page(path.stem) == addresses.ACCESSIBILITY
            ):
                message = f"the site has a page of its own at /{path.stem}/. Rename the file."
                self._files.report(path, message)
            pages[path] = checked.record
        return pages


def _is_doubtful(block: Block, location: Location) -> bool:
    """Say whether a rule looks at a field that has a problem which must be put right first."""
    fields = {location[0]} | ({"updates"} if location[0] == "status" else set())
    return not block.doubtful.isdisjoint(fields)


def _has_all_items(record: Record, block: Block) -> bool:
    """Say whether a record has as many items in each list as were written."""
    return all(
        len(getattr(record, name)) == len(written)
        for name, written in block.values.items()
        if isinstance(written, list) and has(record, name)
    )


def _lines_before(text: str, fragment: str) -> int:
    """Give how many lines of a text stand above a fragment; none where it cannot be found."""
    index = text.find(fragment) if fragment else -1
    return text.count("\n", 0, index) if index > 0 else 0
