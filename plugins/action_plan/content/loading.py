"""Loading a content folder: every file, every problem, and then the records or nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from itertools import chain
from pathlib import Path, PurePosixPath

from ..problems import ContentProblems, Problem
from .across_files import check_across
from .folder import ContentFiles, check_folder, name_in_addresses
from .glossary import Glossary
from .models import Action, Page
from .outline import Outline, outline
from .plan_file import PlanFile
from .plan_models import Plan
from .record_file import Link, MapFiles, RecordFile, read_action_files, read_page_files
from .vocabulary import Vocabulary

__all__ = ["Content", "LoadedFolder", "PartialContent", "load"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """All that a content folder says, free of problems; actions in the natural order of ids."""

    plan: Plan
    actions: tuple[Action, ...]
    pages: tuple[Page, ...]
    today: date
    glossary: Glossary
    outline: Outline
    remarks: tuple[Problem, ...]
    """What is probably not meant."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PartialContent:
    """What a content folder says as far as it can be read, with or without problems."""

    plan: Plan | None
    actions: Mapping[str, Action]
    """The actions that can be read in full, by id, in the natural order of ids."""
    pages: Mapping[str, Page]
    """The pages that can be read in full, by slug."""
    unreadable: tuple[str, ...]
    """The names of the files that say something that cannot be read, and of such folders."""
    problems: tuple[Problem, ...]
    remarks: tuple[Problem, ...]
    vocabulary: Vocabulary
    """What plan.yml lets actions say, as far as it can be read."""
    outline: Outline
    whole: Content | None
    """All of it, where there is no problem."""

    def is_unknown(self, name: str) -> bool:
        """Whether what a file says, such as `actions/4.2.1.md`, cannot be read.

        So it is where its folder cannot be read, or the file has another ending.
        """
        file = PurePosixPath(name)
        return any(
            path in (file, *file.parents)
            or (path.parent == file.parent and file.stem == path.stem.removesuffix(".md"))
            for path in (PurePosixPath(*PurePosixPath(name).parts[1:]) for name in self.unreadable)
        )


@dataclass(frozen=True, kw_only=True)
class LoadedFolder:
    """What every file of a content folder says; all problems are noted in `files`."""

    files: ContentFiles
    plan_file: PlanFile
    actions: Mapping[Path, RecordFile[Action]]
    pages: Mapping[Path, RecordFile[Page]]
    vocabulary: Vocabulary
    today: date
    source: tuple[str, ...]
    """The files of content/source/, hidden ones left out, by their names in that folder."""

    @cached_property
    def outline(self) -> Outline:
        """What decides which files the site has."""
        parts = self.vocabulary.parts or ()
        return outline(self.plan_file, self.actions, self.pages, self.source, parts)

    @property
    def links(self) -> Iterator[Link]:
        """Every link that the content has."""
        yield from self.plan_file.links
        for record_file in chain(self.actions.values(), self.pages.values()):
            yield from record_file.links

    def content(self) -> Content:
        """Return the records; raise `ContentProblems` where there is any problem."""
        if self.files.problems:
            raise ContentProblems(self.files.problems, self.files.remarks)
        return Content(
            plan=self.plan_file.plan,
            actions=tuple(file.record for file in self.actions.values()),
            pages=tuple(file.record for file in self.pages.values()),
            today=self.today,
            glossary=self.plan_file.glossary,
            outline=self.outline,
            remarks=ContentProblems((), self.files.remarks).remarks,
        )

    def partial_content(self) -> PartialContent:
        """Return the records that have all that is written in their files."""
        plan_file = self.plan_file
        incomplete = [
            file.path
            for file in chain(self.actions.values(), self.pages.values())
            if not file.is_complete
        ]
        if not plan_file.is_complete:
            incomplete.append(plan_file.path)
        incomplete += self.files.unread
        return PartialContent(
            plan=plan_file.plan if plan_file.is_complete else None,
            actions={
                name_in_addresses(path): file.record
                for path, file in self.actions.items()
                if file.is_complete
            },
            pages={
                name_in_addresses(path): file.record
                for path, file in self.pages.items()
                if file.is_complete
            },
            unreadable=tuple(dict.fromkeys(map(self.files.name, incomplete))),
            problems=ContentProblems(self.files.problems).problems,
            remarks=ContentProblems((), self.files.remarks).remarks,
            vocabulary=self.vocabulary,
            outline=self.outline,
            whole=None if self.files.problems else self.content(),
        )


def load(
    folder: Path,
    *,
    today: Callable[[str], date],
    changed: Mapping[Path, bytes] | None = None,
    fallback: Vocabulary | None = None,
    map_files: MapFiles = map,
    publishing: bool = False,
) -> LoadedFolder:
    """Return what every file of a folder says, with the problems that show in the content alone.

    `today` returns the day it is in a time zone. `changed` are bytes that count instead of a
    file's own: a change that is not written yet. `fallback` is the vocabulary where that of
    plan.yml cannot be read. For `publishing` there must also be what a published site needs.
    """
    files = ContentFiles(folder, changed)
    plan_file = PlanFile(files)
    day = today(plan_file.time_zone)
    plan_file.check_days(files, day)
    vocabulary = plan_file.vocabulary(day)
    if fallback is not None and vocabulary.statuses is None and plan_file.may_have("statuses"):
        vocabulary = replace(fallback, markdown=vocabulary.markdown, today=day)
    actions = read_action_files(files, vocabulary, map_files)
    pages = read_page_files(files, plan_file.page_vocabulary)
    check_across(files, plan_file, actions, pages)
    source = check_folder(files)
    if publishing:
        plan_file.check_publishing(files, day)
    return LoadedFolder(
        files=files,
        plan_file=plan_file,
        actions=actions,
        pages=pages,
        vocabulary=vocabulary,
        today=day,
        source=source,
    )
