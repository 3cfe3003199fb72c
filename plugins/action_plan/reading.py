"""Reading a content folder: every file, every problem, and then the records or nothing."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from . import addresses, clock
from .front_matter import Block, decode, front_matter, parse_yaml
from .markup import Glossary, MarkupRenderer
from .problems import ContentProblems, Problem, did_you_mean, natural_key, one_of, quoted
from .records import Action, Page, Plan, Vocabulary
from .rules import Surroundings, broken_action_rules, broken_plan_rules
from .schema import check_record, has
from .sections import split_body
from .values import fold, parse_id

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = ["Content", "ContentReader", "read_content"]


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
class _SiteLink:
    path: str
    line: int
    address: str
    written: str


def read_content(folder: Path, today: date | None = None) -> Content:
    """Read a content folder; raises `ContentProblems` with every problem of every file."""
    reader = ContentReader(folder, today)
    for path in reader.action_files():
        reader.read_action(path)
    return reader.finish()


class ContentReader:
    """Reads plan.yml at once, then each action it is handed, and checks the whole at the end.

    `today` is the day from which updates lie in the future; where none is given, the clock's.
    """

    def __init__(self, folder: Path, today: date | None = None) -> None:
        self.folder = folder
        self.problems: list[Problem] = []
        self._actions: dict[Path, Action] = {}
        self._blocks: dict[Path, Block] = {}
        self._links: list[_SiteLink] = []
        self.plan, self._plan_block = self._read_plan()
        self.today = today or clock.today(self.plan.time_zone if has(self.plan, "time_zone") else "UTC")
        self.vocabulary = _vocabulary(self.plan)
        self._status_labels = {
            status.id: status.label for status in _known(self.plan, "statuses", "label")
        }
        glossary = Glossary(self.plan.glossary if has(self.plan, "glossary") else {})
        self.renderer = MarkupRenderer(glossary)
        self.page_renderer = MarkupRenderer(glossary, headings=True)

    def action_files(self) -> list[Path]:
        """Give the files of content/actions/ in the order people count, noting what is amiss."""
        files = self._markdown_files("actions")
        if not files:
            where = self._name(self.folder / "actions")
            message = "there is no action here. Write each in a file named after its id, like 1.2.2.md."
            self.problems.append(Problem(where, 1, "", message))
        return files

    def read_action(self, path: Path) -> Action:
        """Read one action; what is wrong with it is noted, and the valid fields are returned."""
        name = self._name(path)
        text = self._text(path)
        block, problems = front_matter(name, text) if text is not None else (Block(), [])
        self.problems += problems
        if text is None or problems and not block.end_line > 1:
            action = Action.model_construct(frozenset())
        elif any(not problem.field for problem in problems):
            action = Action.model_construct(frozenset())
            self._read_body(path, block)
        else:
            action = self._check_action(path, block)
        self._actions[path] = action
        self._blocks[path] = block
        return action

    def finish(self) -> Content:
        """Check what spans files and give the content; raises `ContentProblems` if there are any."""
        pages = self._read_pages()
        source = self._check_source()
        self._check_ids()
        self._check_links(pages)
        if self.problems:
            raise ContentProblems(self.problems)
        actions = sorted(self._actions.values(), key=lambda action: natural_key(action.id))
        return Content(
            self.plan,
            tuple(actions),
            pages,
            source,
            self.today,
            self.renderer,
            self.page_renderer,
        )

    def _name(self, path: Path) -> str:
        """Give a file's name as reports have it: `content/actions/1.2.2.md` on every system."""
        return (Path(self.folder.name) / path.relative_to(self.folder)).as_posix()

    def _text(self, path: Path) -> str | None:
        name = self._name(path)
        if path.is_symlink():
            message = "is a symbolic link. Put the file itself here."
            self.problems.append(Problem(name, 1, "", message))
            return None
        try:
            content = path.read_bytes()
        except OSError as error:
            self.problems.append(Problem(name, 1, "", f"cannot be read: {error.strerror}."))
            return None
        text, problems = decode(name, content)
        self.problems += problems
        return None if problems else text

    def _markdown_files(self, folder: str) -> list[Path]:
        """Give a folder's Markdown files; anything else in it, but for dotfiles, is a problem."""
        where = self.folder / folder
        files: list[Path] = []
        for path in sorted(where.iterdir(), key=lambda path: natural_key(path.name)) if where.is_dir() else ():
            if path.suffix == ".md" and not path.name.startswith(".") and not path.is_dir():
                files.append(path)
            elif path.suffix == ".md" or not path.name.startswith("."):
                message = (
                    "is not read: here only files whose names end in .md count."
                    " Rename it, or move it elsewhere."
                )
                self.problems.append(Problem(self._name(path), 1, "", message))
        return files

    def _read_plan(self) -> tuple[Plan, Block]:
        path = self.folder / "plan.yml"
        nothing = Plan.model_construct(frozenset()), Block()
        if not path.exists():
            message = "is missing. It holds the plan's title, sections, themes and statuses."
            self.problems.append(Problem(self._name(path), 1, "", message))
            return nothing
        text = self._text(path)
        if text is None:
            return nothing
        block, problems = parse_yaml(self._name(path), text)
        self.problems += problems
        if any(not problem.field for problem in problems):
            return nothing
        context = Vocabulary(currency=_currency(block))
        checked = check_record(Plan, block, self._name(path), context)
        self.problems += checked.problems
        for location, message in broken_plan_rules(checked.record):
            self._note(path, block, location, message)
        plan = checked.record
        if has(plan, "time_zone") and not clock.is_time_zone(plan.time_zone):
            message = f"{quoted(plan.time_zone)} is not a time zone. Write one like Europe/London."
            self._note(path, block, ("time_zone",), message)
            plan = plan.model_copy(update={"time_zone": "UTC"})
        return plan, block

    def _note(self, path: Path, block: Block, location: tuple[str | int, ...], message: str) -> None:
        field = ".".join(part for part in location if isinstance(part, str))
        self.problems.append(Problem(self._name(path), block.line(location), field, message))

    def _check_action(self, path: Path, block: Block) -> Action:
        body = self._read_body(path, block)
        checked = check_record(Action, block, self._name(path), self.vocabulary, body)
        self.problems += checked.problems
        around = Surroundings(self.today, self._status_labels, path.stem)
        for location, message in broken_action_rules(checked.record, around):
            self._note(path, block, location, message)
        return checked.record

    def _read_body(self, path: Path, block: Block) -> dict[str, str]:
        name = self._name(path)
        parts, problems = split_body(name, block)
        self.problems += problems
        for part in parts.values():
            self._check_markup(self.renderer, path, part.text, part.line)
        return {
            field: parts[field].text if field in parts else ""
            for field in ("text", "intended_impact", "resources")
        }

    def _check_markup(self, renderer: MarkupRenderer, path: Path, text: str, first_line: int) -> None:
        rendered = renderer.render(text, path.parent.name)
        for finding in rendered.findings:
            line = first_line + _lines_before(text, finding.fragment)
            self.problems.append(Problem(self._name(path), line, "", finding.message))
        for address, written in rendered.links:
            line = first_line + _lines_before(text, written)
            self._links.append(_SiteLink(self._name(path), line, address, written))

    def _read_pages(self) -> tuple[Page, ...]:
        pages: list[Page] = []
        for path in self._markdown_files("pages"):
            name = self._name(path)
            text = self._text(path)
            if text is None:
                continue
            block, problems = front_matter(name, text)
            self.problems += problems
            if any(not problem.field for problem in problems):
                continue
            self._check_markup(self.page_renderer, path, block.body, block.body_line)
            extra = {"slug": path.stem, "text": block.body.strip()}
            checked = check_record(Page, block, name, None, extra)
            self.problems += checked.problems
            if path.stem in addresses.RESERVED:
                message = f"the site has a page of its own at /{path.stem}/. Rename the file."
                self.problems.append(Problem(name, 1, "", message))
            pages.append(checked.record)
        return tuple(pages)

    def _check_source(self) -> Path:
        """The source document must be there as received: its checksum must be that of plan.yml."""
        plan_path = self.folder / "plan.yml"
        if not has(self.plan, "source_document") or not has(self.plan.source_document, "file"):
            return self.folder
        document = self.plan.source_document
        path = self.folder / "source" / document.file
        if path.parent != self.folder / "source" or not path.is_file() or path.is_symlink():
            message = f"there is no file {quoted(document.file)} in {self.folder.name}/source/."
            self._note(plan_path, self._plan_block, ("source_document", "file"), message)
        elif has(document, "sha256"):
            digest = hashlib.sha256(path.read_bytes()).hexdigest()
            if digest != document.sha256:
                message = (
                    f"{self._name(path)} has the checksum {digest}, not {document.sha256}."
                    " Put back the document as received,"
                    " or write the new checksum where the document was replaced on purpose."
                )
                self._note(plan_path, self._plan_block, ("source_document", "sha256"), message)
        return path

    def _check_ids(self) -> None:
        """An id must equal its file's name, and `related` and `superseded_by` must name actions."""
        ids = {path.stem for path in self._actions}
        folded: dict[str, Path] = {}
        for path, action in self._actions.items():
            block = self._blocks[path]
            first = folded.setdefault(path.stem.casefold(), path)
            if first is not path:
                message = f"differs from {self._name(first)} only in capitals. Give each its own id."
                self._note(path, block, ("id",), message)
            if has(action, "id") and action.id != path.stem:
                self._note(path, block, ("id",), _differs(action.id, path, ids))
            for field in ("related", "superseded_by"):
                named = getattr(action, field) if has(action, field) else ()
                for index, other in enumerate([named] if isinstance(named, str) else named or ()):
                    if other not in ids:
                        place = (field, index) if field == "related" else (field,)
                        near = did_you_mean(other, sorted(ids, key=natural_key))
                        self._note(path, block, place, f"{quoted(other)} is not an action.{near}")

    def _check_links(self, pages: Iterable[Page]) -> None:
        """A link in a body must lead to an action or a page of the site."""
        known = {addresses.action(path.stem) for path in self._actions}
        known |= {addresses.page(page.slug) for page in pages if has(page, "slug")}
        known |= {addresses.theme(theme.id) for theme in _known(self.plan, "themes", "id")}
        known |= addresses.STANDING
        for link in self._links:
            address = link.address.partition("?")[0]
            if address in known:
                continue
            choices = sorted(known, key=natural_key)
            near = did_you_mean(address, choices).replace('"', '"/', 1)
            message = f"the link {quoted(link.written)} leads to no action or page of the site.{near}"
            self.problems.append(Problem(link.path, link.line, "", message))


def _known(plan: Plan, name: str, key: str) -> Iterator[object]:
    """Give the items of plan.yml's lists that could be read."""
    for item in getattr(plan, name) if has(plan, name) else ():
        if has(item, key):
            yield item


def _vocabulary(plan: Plan) -> Vocabulary:
    """Give the words that actions may use, as far as plan.yml could be read."""
    themes = list(_known(plan, "themes", "id"))
    sections = list(_known(plan, "sections", "id"))
    statuses = list(_known(plan, "statuses", "label"))

    def spellings(items: list[object]) -> dict[str, str] | None:
        titles = {fold(item.title): item.id for item in items if has(item, "title")}
        return {**titles, **{fold(item.id): item.id for item in items}} or None

    return Vocabulary(
        action_themes=spellings(themes),
        sections=spellings(sections),
        statuses={fold(status.label): status.id for status in statuses} or None,
        theme_labels=tuple(theme.id for theme in themes),
        section_labels=tuple(section.id for section in sections),
        status_labels=tuple(status.label for status in statuses),
        currency=plan.currency if has(plan, "currency") else None,
    )


def _currency(block: Block) -> str | None:
    """Give the currency as written: amounts in plan.yml are read before the plan is a record."""
    currency = block.values.get("currency")
    return currency.strip().upper() if isinstance(currency, str) else None


def _differs(found: str, path: Path, ids: set[str]) -> str:
    """Say how an id and its file's name are made one."""
    try:
        parse_id(path.stem)
    except ValueError:
        return f'{quoted(found)} differs from the file\'s name. Rename the file to "{found}.md".'
    if found in ids:
        return (
            f"{quoted(found)} is used twice: {found}.md has it too."
            f' This file is named {path.name}: write "id: {path.stem}".'
        )
    return (
        f"{quoted(found)} differs from the file's name."
        f' Write "id: {path.stem}", or rename the file to {found}.md.'
    )


def _lines_before(text: str, fragment: str) -> int:
    """Give how many lines of a text stand above a fragment; none where it cannot be found."""
    index = text.find(fragment) if fragment else -1
    return text.count("\n", 0, index) if index > 0 else 0
