"""One action's file: what it says, what is wrong with it, and where it links to."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from .body_checks import check_markup
from .fields import Vocabulary
from .folder import ContentFiles
from .front_matter import Block, Location, front_matter
from .markdown import MarkupRenderer, Rendered
from ..problems import Problem
from .models import Action, Record
from .references import SiteLink
from .rules import RuleContext, broken_action_rules
from .validation import validate_record, has_fields, is_complete
from .body import split_body

__all__ = ["ActionFile", "ActionFileReader", "is_lossless"]

_BODY = ("text", "intended_impact", "resources")
"""The fields that stand below the front matter."""


class ActionFile(NamedTuple):
    """What an action's file says."""

    path: Path
    action: Action
    """The action, with the valid fields alone where there are problems."""
    is_complete: bool
    """Nothing that was written is missing in the action."""
    problems: tuple[Problem, ...]
    links: tuple[SiteLink, ...]
    texts: tuple[tuple[str, Rendered], ...]
    """The texts of its body, each with its HTML."""


class ActionFileReader:
    """Reads each file by itself, by the plan's words; what it reads changes nothing in it."""

    def __init__(
        self,
        files: ContentFiles,
        vocabulary: Vocabulary,
        context: RuleContext,
        renderer: MarkupRenderer,
    ) -> None:
        self._files = files
        self._vocabulary = vocabulary
        self._around = context
        self._renderer = renderer

    def read(self, path: Path) -> ActionFile:
        """Return what a file says, and every problem of it that shows in the file alone."""
        files = self._files.with_own_problems()
        block = _block(files, path)
        can_be_read = _can_be_read(files.problems)
        links: list[SiteLink] = []
        texts: list[tuple[str, Rendered]] = []
        action: Action = Action.model_construct(set())
        if block.end_line > 1:
            parts, problems = split_body(files.name(path), block)
            files.problems += problems
            for part in parts.values():
                html, found = check_markup(files, self._renderer, path, part.text, part.line)
                texts.append((part.text, html))
                links += found
            if can_be_read:
                body = {name: parts[name].text if name in parts else "" for name in _BODY}
                action = self._record(files, path, block, body)
        is_complete = not files.problems or (can_be_read and is_lossless(action, block))
        return ActionFile(path, action, is_complete, (*files.problems,), (*links,), (*texts,))

    def block(self, path: Path) -> Block:
        """Return a file's front matter once more, for the lines of its fields.

        Where the fields cannot be read, an empty one.
        """
        files = self._files.with_own_problems()
        block = _block(files, path)
        return block if _can_be_read(files.problems) else Block()

    def _record(
        self, files: ContentFiles, path: Path, block: Block, body: dict[str, str]
    ) -> Action:
        checked = validate_record(Action, block, files.name(path), self._vocabulary, body)
        files.problems += checked.problems
        for location, message in broken_action_rules(checked.record, path.stem, self._around):
            if not _is_doubtful(block, location):
                files.report_field(path, block, location, message)
        return checked.record


def is_lossless(record: Record, block: Block) -> bool:
    """Whether a record lacks nothing that was written: no field, no item of a list."""
    return is_complete(record) and all(
        len(getattr(record, name)) == len(written)
        for name, written in block.values.items()
        if isinstance(written, list) and has_fields(record, name)
    )


def _block(files: ContentFiles, path: Path) -> Block:
    """Return a file's front matter and body, as far as they can be told apart."""
    text = files.text(path)
    if text is None:
        return Block()
    block, problems = front_matter(files.name(path), text)
    files.problems += problems
    return block


def _can_be_read(problems: Sequence[Problem]) -> bool:
    """Whether front matter with these problems has fields: all are problems of one field."""
    return all(problem.field for problem in problems)


def _is_doubtful(block: Block, location: Location) -> bool:
    """Whether a rule looks at a field that has a problem which must be put right first."""
    fields = {location[0]} | ({"updates"} if location[0] == "status" else set())
    return not block.doubtful.isdisjoint(fields)
