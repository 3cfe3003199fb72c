"""The files of records: what each says, what is wrong with it, and where its texts link to."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from operator import add
from pathlib import Path
from typing import Any, Generic, NamedTuple, Protocol, TypeVar

from ..problems import Problem
from .body import BodyPart, page_body, split_body
from .folder import ContentFiles
from .front_matter import Block, Location, front_matter
from .markdown_text import MarkdownText
from .models import Action, Page, Record, empty_record, has_fields, is_complete
from .remarks import action_remarks, unusual_updates
from .rules import broken_action_rules
from .validation import first_and_others, validate_record
from .vocabulary import Vocabulary

__all__ = [
    "Link",
    "MapFiles",
    "RecordFile",
    "check_texts",
    "is_lossless",
    "read_action_file",
    "read_action_files",
    "read_page_files",
]

R = TypeVar("R", bound=Record)
R_co = TypeVar("R_co", bound=Record, covariant=True)
Result = TypeVar("Result")

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_ADDRESSES = frozenset(("address", "evidence"))
"""Fields that hold complete addresses."""

_REFERENCES = frozenset(("id", "related", "superseded_by", "text"))
"""Fields whose lines are needed once all files are read."""


class MapFiles(Protocol):
    """A `map` over files, such as the built-in one; it may make its calls in other processes."""

    def __call__(
        self, read: Callable[[Path], Result], paths: Sequence[Path], /
    ) -> Iterable[Result]:
        """Return what the function returns for each file, in order."""


class Link(NamedTuple):
    """A link: where and how it is written, and the URL it means.

    The URL of what is on the site starts from its root, without a slash; any other is complete.
    """

    path: Path
    line: int
    url: str
    written: str

    @property
    def is_complete(self) -> bool:
        """Whether the URL is complete, and not one within the site."""
        return self.url == self.written and _SCHEME.match(self.url) is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordFile(Generic[R_co]):
    """What the file of a record says."""

    path: Path
    record: R_co
    """The record; where there are problems, with its valid fields alone."""
    is_complete: bool
    """Whether the record has all that is written in the file."""
    problems: tuple[Problem, ...]
    remarks: tuple[Problem, ...]
    unusual: tuple[Problem, ...]
    """What is probably not meant if no other file has the like."""
    links: tuple[Link, ...]
    block: Block
    """The lines of the fields that name records."""


def read_action_files(
    files: ContentFiles, vocabulary: Vocabulary, map_files: MapFiles
) -> dict[Path, RecordFile[Action]]:
    """Return what each action's file says, by the natural order of ids; note every problem."""
    paths = files.markdown_files("actions")
    folder = files.folder / "actions"
    if not paths and folder not in files.unread:
        files.report(
            folder,
            "there is no action here. Write each in a file named after its id, like 4.2.1.md.",
        )
    return _read_all(files, paths, partial(read_action_file, files, vocabulary), map_files)


def read_action_file(files: ContentFiles, vocabulary: Vocabulary, path: Path) -> RecordFile[Action]:
    """Return what an action's file says, and every problem that shows in the file alone."""
    extra: dict[str, Any] = {
        "text": "",
        "parts": {},
        "facets": {},
        "other_themes": (),
        "other_leads": (),
    }
    return _read(files, path, Action, vocabulary, extra)


def read_page_files(files: ContentFiles, vocabulary: Vocabulary) -> dict[Path, RecordFile[Page]]:
    """Return what each page's file says; note every problem."""

    def read(path: Path) -> RecordFile[Page]:
        extra = {"slug": path.stem, "text": ""}
        return _read(files, path, Page, vocabulary, extra)

    return _read_all(files, files.markdown_files("pages"), read)


def _read(
    files: ContentFiles,
    path: Path,
    model: type[R],
    vocabulary: Vocabulary,
    extra: Mapping[str, Any],
) -> RecordFile[R]:
    """Return what a file says, and every problem that shows in the file alone.

    `extra` are the fields that are not written in the front matter.
    """
    files = ContentFiles(files.folder, files.changed)  # with problems of its own
    block = Block(files.name(path), is_readable=False)
    text = files.text(path)
    if text is not None:
        block, problems = front_matter(block.name, text)
        files.problems += problems
    parts = _body(files, block, model, vocabulary)
    body_lines = {location: part.line for location, part in parts.items()}
    record = _record(files, path, model, block, vocabulary, _filled(extra, parts))
    unusual: list[Problem] = []
    if isinstance(record, Action) and block.is_readable:
        unusual = _check_action(files, path, block, record, vocabulary, body_lines)
    if isinstance(record, Page):
        _remark_on_empty_page(files, path, block)
    links = check_texts(files, path, record, block, body_lines)
    wrong = {problem.line for problem in files.problems}
    return RecordFile(
        path=path,
        record=record,
        is_complete=not files.problems or (block.is_readable and is_lossless(record, block)),
        problems=tuple(files.problems),
        remarks=tuple(remark for remark in files.remarks if remark.line not in wrong),
        unusual=tuple(remark for remark in unusual if remark.line not in wrong),
        links=tuple(links),
        block=Block(
            block.name,
            lines={
                location: line
                for location, line in (*block.lines.items(), *body_lines.items())
                if block.is_readable and location[0] in _REFERENCES
            },
        ),
    )


def _body(
    files: ContentFiles, block: Block, model: type[Record], vocabulary: Vocabulary
) -> dict[Location, BodyPart]:
    """Return the texts below the front matter, none where that has no end; note every problem."""
    if block.end_line <= 1:
        return {}
    if model is not Action:
        return page_body(block)
    parts, problems = split_body(block, vocabulary.parts)
    files.problems += problems
    return parts


def _record(
    files: ContentFiles,
    path: Path,
    model: type[R],
    block: Block,
    vocabulary: Vocabulary,
    extra: Mapping[str, Any],
) -> R:
    """Return the record of a file, of which nothing, the body or all can be read; note problems."""
    if block.end_line <= 1:
        return empty_record(model)
    if model is Page and {"id", "status"} <= block.values.keys():
        files.report(path, "is an action, and no page. Move the file to content/actions/.")
        return empty_record(model)
    extra = first_and_others(block, extra)
    if block.is_readable:
        record, problems = validate_record(model, block, vocabulary, extra)
        files.problems += problems
        return record
    # What is wrong with the body can be reported all the same.
    body = validate_record(model, Block(block.name), vocabulary, extra)[0]
    record = empty_record(model)
    record.__dict__.update((field, getattr(body, field)) for field in extra)
    return record


def _remark_on_empty_page(files: ContentFiles, path: Path, block: Block) -> None:
    if block.end_line > 1 and not block.body.strip():
        message = "the page has no text. Write it below this line, or delete the file."
        files.remark(path, message, block.end_line)


def _check_action(
    files: ContentFiles,
    path: Path,
    block: Block,
    action: Action,
    vocabulary: Vocabulary,
    body_lines: Mapping[Location, int],
) -> list[Problem]:
    """Note the rules that an action breaks, and remarks; return those on what is unusual in it."""
    for location, message in broken_action_rules(action, path.stem, vocabulary):
        if not _is_doubtful(block, location):
            files.report_field(block, location, message)
    for location, message in action_remarks(action, vocabulary):
        if location in body_lines:
            files.remark(path, message, body_lines[location])
        else:
            files.remark_field(block, location, message)
    return [block.problem(*found) for found in unusual_updates(action, vocabulary)]


def _filled(extra: Mapping[str, Any], parts: Mapping[Location, BodyPart]) -> dict[str, Any]:
    """Return the fields that are not written in the front matter with what the body has of them."""
    filled = dict(extra)
    for (name, *rest), part in parts.items():
        filled[str(name)] = {**filled[str(name)], rest[0]: part.text} if rest else part.text
    return filled


def _read_all(
    files: ContentFiles,
    paths: Sequence[Path],
    read: Callable[[Path], RecordFile[R]],
    map_files: MapFiles = map,
) -> dict[Path, RecordFile[R]]:
    """Return what each of several files says; their problems are noted."""
    found = {}
    for record_file in map_files(read, paths):
        files.problems += record_file.problems
        files.remarks += record_file.remarks
        found[record_file.path] = record_file
    return found


def is_lossless(record: Record, block: Block) -> bool:
    """Whether a record has all that is written in a block: each field, each item of a list."""
    return is_complete(record) and all(
        len(getattr(record, name)) == len(written)
        for name, written in block.values.items()
        if isinstance(written, list) and has_fields(record, name)
    )


def check_texts(
    files: ContentFiles,
    path: Path,
    record: Record,
    block: Block,
    body_lines: Mapping[Location, int],
) -> list[Link]:
    """Return all links of a record, and note what its Markdown texts have that is not allowed."""
    links: list[Link] = []
    for location, text in _texts_and_addresses(record):
        if not isinstance(text, MarkdownText):
            links.append(Link(path, block.line(location), text, text))
        elif text.findings or text.links:
            first = body_lines.get(location)
            line = partial(block.line, location) if first is None else partial(add, first)
            for finding in text.findings:
                found = files.remarks if finding.is_remark else files.problems
                # The body's own words need no name; one of several notes does.
                name = "updates.note" if location[-1] == "note" else ""
                above = line(finding.lines_above)
                found.append(
                    Problem(files.name(path), above, name, finding.message, cause=finding.cause)
                )
            links += (
                Link(path, line(link.lines_above), link.url, link.written) for link in text.links
            )
    return links


def _texts_and_addresses(
    found: Record | dict[str, object] | tuple[object, ...], location: Location = ()
) -> list[tuple[Location, str]]:
    """Return every Markdown text and every address of a record, and where it is.

    The record may have fields missing.
    """
    if isinstance(found, dict):  # whose keys are no fields
        texts = ((key, item) for key, item in found.items() if isinstance(item, MarkdownText))
        return [((*location, key), text) for key, text in texts]
    values: list[tuple[Location, str]] = []
    for key, item in found.__dict__.items() if isinstance(found, Record) else enumerate(found):
        if isinstance(item, str):
            if isinstance(item, MarkdownText) or not _ADDRESSES.isdisjoint((key, *location[-1:])):
                values.append(((*location, key), item))
        elif item and isinstance(item, (Record, dict, tuple)):
            values += _texts_and_addresses(item, (*location, key))
    return values


def _is_doubtful(block: Block, location: Location) -> bool:
    """Whether a rule looks at a field that has a problem which must be fixed first."""
    follows = location[0] in ("status", "due", "first_due")
    fields = {location[0]} | ({"updates"} if follows else set())
    return not block.doubtful.isdisjoint(fields)
