"""plan.yml: the plan itself, and the vocabulary of its actions."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from ..messages import nearest, printable, quoted
from .folder import ContentFiles, checksum, plan_by_another_name
from .front_matter import Block, field_name, parse_yaml
from .markdown import PAGE_HEADINGS, Headings, MarkdownRenderer, headings_in_words
from .models import empty_record, has_fields, is_complete, items_with
from .plan_models import Accessibility, Plan, number_of_month
from .plan_rules import Violation, broken_plan_rules, broken_publishing_rules, future_plan_days
from .record_file import Link, check_texts, is_lossless
from .validation import valid_field, validate_record
from .vocabulary import Vocabulary, Words

__all__ = ["PlanFile"]

_WHAT_IT_HOLDS = "It holds the plan's title, sections, themes and statuses."
_FINANCIAL_YEAR = re.compile(r"(\d{4})[/–-](?:\d{2}|(\d{4}))", re.ASCII)
_DECEMBER = 12
_LONGEST_DOCUMENT = 1024 * 1024
"""Bytes of a source document that is looked through for ids."""


class PlanFile:
    """What plan.yml says; where there are problems, `plan` has its valid fields alone."""

    def __init__(self, files: ContentFiles) -> None:
        self.path = files.folder / "plan.yml"
        self.block = Block(files.name(self.path), is_readable=False)
        self.plan: Plan = empty_record(Plan)
        self.links: list[Link] = []
        self._broken: set[str | int] = set()
        """Fields that break a rule."""
        self._read(files)
        self._renderer = MarkdownRenderer(self._valid("glossary") or {})
        self.glossary = self._renderer.glossary
        self._validate(files)
        self.source = self._check_source(files)
        wrong = {(problem.path, problem.line) for problem in files.problems}
        files.remarks = [r for r in files.remarks if (r.path, r.line) not in wrong]

    def _read(self, files: ContentFiles) -> None:
        if not self.path.exists():
            other = next(map(files.name, plan_by_another_name(files.folder)), "")
            remedy = f"Rename {other} to plan.yml." if other else _WHAT_IT_HOLDS
            files.report(self.path, f"is missing. {remedy}")
            return
        text = files.text(self.path)
        if text is None:
            return
        self.block, problems = parse_yaml(self.block.name, text, as_written=[("glossary",)])
        files.problems += problems

    def _valid(self, name: str) -> Any:
        """Return a field that the others are read by, or `None` where it is not valid."""
        return valid_field(Plan, name, self.block, Vocabulary())

    def _validate(self, files: ContentFiles) -> None:
        if not self.block.is_readable:
            return
        begins = self._valid("financial_year_begins")
        context = Vocabulary(
            currency=self._valid("currency"),
            markdown=partial(self._renderer.render, folder="pages"),
            first_month=number_of_month(begins) if begins else None,
        )
        self.plan, problems = validate_record(Plan, self.block, context)
        files.problems += problems
        doubtful = self.block.doubtful
        violations = [v for v in broken_plan_rules(self.plan) if v[0][0] not in doubtful]
        self._broken = {location[0] for location, _ in violations}
        self._report(files, violations)
        self.links = check_texts(files, self.path, self.plan, self.block, {})
        self._remark_on_period(files)

    def _remark_on_period(self, files: ContentFiles) -> None:
        """Note a period that is called after another financial year than it begins in."""
        period = self.plan.period if has_fields(self.plan, "period") else None
        if period is None or not has_fields(period, "label", "start", "end"):
            return
        years = _FINANCIAL_YEAR.fullmatch(period.label)
        if years and int(years[1]) != period.start.year:
            message = f"is {quoted(period.label)}, and starts on {period.start}. Check both."
            files.remark_field(self.block, ("period", "label"), message)
        elif years and years[2] and not _is_last(int(years[2]), period.end):
            message = f"is {quoted(period.label)}, and ends on {period.end}. Check both."
            files.remark_field(self.block, ("period", "label"), message)

    def check_days(self, files: ContentFiles, today: date) -> None:
        """Note what is said to have happened on a day to come."""
        self._report(files, future_plan_days(self.plan, today))

    def check_publishing(self, files: ContentFiles, today: date) -> None:
        """Note what the plan must have to be published."""
        self._report(files, broken_publishing_rules(self.plan, today))

    def _report(self, files: ContentFiles, violations: Iterable[Violation]) -> None:
        for location, message in violations:
            files.report_field(self.block, location, message)

    def _check_source(self, files: ContentFiles) -> Path:
        """Return the source document's path, or that of the content where plan.yml names no file.

        Note where it is not there as received, with the checksum that plan.yml names.
        """
        document = self.plan.source_document if has_fields(self.plan, "source_document") else None
        if document is None or not has_fields(document, "file") or not document.file:
            return files.folder
        folder = files.folder / "source"
        path = folder / document.file
        # Which is a problem of its own; Path.is_symlink() raises where no file can have the name.
        if os.path.islink(path):  # noqa: PTH114
            return path
        if not _is_file_of(folder, document.file):
            message = (
                f"there is no file {quoted(document.file)} in {files.name(folder)}/."
                f"{_other_document(folder, document.file)}"
            )
            files.report_field(self.block, ("source_document", "file"), message)
        elif path.name.startswith("."):
            message = (
                f"{quoted(document.file)} is a hidden file, which is not published."
                " Rename it, without the dot at its start."
            )
            files.report_field(self.block, ("source_document", "file"), message)
        elif has_fields(document, "sha256") and document.sha256:
            try:
                digest = checksum(path)
            except OSError as error:
                files.report(path, f"cannot be read: {error.strerror}.")
                return path
            if digest not in (None, document.sha256):
                message = (
                    f"{files.name(path)} has the checksum {digest}, not {document.sha256}."
                    " Put back the document as received,"
                    " or write the new checksum where the document was replaced on purpose."
                )
                files.report_field(self.block, ("source_document", "sha256"), message)
        return path

    @property
    def document(self) -> str:
        """The source document's name in content/source/, empty where it is not there."""
        path = self.source
        return path.name if _is_file_of(path.parent, path.name) else ""

    @property
    def document_text(self) -> str:
        """The text of the source document, empty where it is none or too long to be one."""
        path = self.source
        if path.suffix != ".txt" or not self.document:
            return ""
        try:
            if path.stat().st_size > _LONGEST_DOCUMENT:
                return ""
            return path.read_bytes().decode(errors="replace")
        except OSError:  # a problem of its own
            return ""

    @property
    def time_zone(self) -> str:
        """The time zone in which the plan's days begin."""
        return self.plan.time_zone if has_fields(self.plan, "time_zone") else "UTC"

    @property
    def is_complete(self) -> bool:
        """Whether the plan has all that is written in the file."""
        return is_lossless(self.plan, self.block)

    @property
    def statement(self) -> Accessibility | None:
        """The accessibility statement, where there is one."""
        return self.plan.accessibility if has_fields(self.plan, "accessibility") else None

    def may_have(self, name: str) -> bool:
        """Whether the plan says something in a field, or cannot be read there."""
        return not has_fields(self.plan, name) or bool(getattr(self.plan, name))

    def each(self, name: str, value: str, needed: str = "") -> tuple[Any, ...]:
        """Return a value of each item of one of the plan's lists, or `None` where it has none.

        `needed` is the field that it follows from, if it is none itself.
        """
        return tuple(
            getattr(item, value) if has_fields(item, needed or value) else None
            for item in getattr(self.plan, name, ())
        )

    @property
    def facet_fields(self) -> dict[str, str]:
        """The id of each facet by the field that actions have for it."""
        facets = items_with(self.plan, "facets", "id")
        return {field_name(facet.id): facet.id for _, facet in facets}

    def vocabulary(self, today: date) -> Vocabulary:
        """Return what the fields and rules of actions need to know, as far as it is valid."""
        return Vocabulary(
            themes=self._words("themes", "id"),
            sections=self._words("sections", "id"),
            statuses=self._words("statuses", "label"),
            currency=self._valid("currency"),
            parts=self._declared("parts"),
            facets=self._declared("facets"),
            markdown=partial(self._renderer.render, folder="actions", headings=self._headings),
            today=today,
            period_start=self._period_start,
            document_date=self._document_date,
            first_month=self.plan.first_month,
            unnamed_time_zone="" if "time_zone" in self.block.values else self.time_zone,
        )

    @property
    def page_vocabulary(self) -> Vocabulary:
        """What the fields of pages need to know."""
        render = partial(self._renderer.render, folder="pages", headings=PAGE_HEADINGS)
        return Vocabulary(markdown=render)

    @property
    def _period_start(self) -> date:
        period = self.plan.period if has_fields(self.plan, "period") else None
        is_sure = "period" not in self._broken
        return period.start if period and is_sure and has_fields(period, "start") else date.min

    @property
    def _document_date(self) -> date:
        document = self.plan.source_document if has_fields(self.plan, "source_document") else None
        found = document.date if document and has_fields(document, "date") else None
        return found.first if found else date.max

    def _declared(self, name: str) -> tuple[Any, ...] | None:
        """Return all items of one of the plan's lists, or `None` where one has a problem."""
        if not self.block.is_readable or not has_fields(self.plan, name) or name in self._broken:
            return None
        items = getattr(self.plan, name)
        return items if self._has_each(name) and all(map(is_complete, items)) else None

    def _has_each(self, name: str) -> bool:
        """Whether each item that is written of one of the plan's lists is one."""
        written = self.block.values.get(name)
        return not isinstance(written, list) or len(written) == len(getattr(self.plan, name))

    @property
    def _headings(self) -> Headings:
        """The headings within the texts of actions."""
        parts = headings_in_words(part.title for part in self._declared("parts") or ())
        return Headings(
            frozenset(("h3",)),
            f"{parts} Delete the heading or its #, or write a backslash before it."
            " A heading within a text has three #.".lstrip(),
        )

    def _words(self, table: str, label: str) -> Words | None:
        """Return what the items of a table are called: by their labels, and by their titles.

        Return `None` where that is not known of each of them.
        """
        items = [item for _, item in items_with(self.plan, table, label)]
        if not items or len(items) < len(getattr(self.plan, table)) or not self._has_each(table):
            return None
        spellings = {item.title: item.id for item in items if has_fields(item, "title")}
        spellings |= {getattr(item, label): item.id for item in items}
        labels = {item.id: getattr(item, label) for item in items}
        return Words.spelled(spellings, labels)


def _other_document(folder: Path, name: str) -> str:
    """Return which file of a folder may be meant by a name that none has, or what to do."""
    found = os.listdir(folder) if folder.is_dir() else []  # noqa: PTH208 - names alone
    names = sorted(other for other in found if not other.startswith("."))
    near = names[0] if len(names) == 1 else nearest(name, names)
    if near:
        return f' Write "file: {printable(near)}", if that is the document.'
    return " Put the document there, or write the name that it has there."


def _is_last(year: int, end: date) -> bool:
    """Whether a period that is called after a year ends in it, or in the financial year after."""
    return year == end.year or (year + 1 == end.year and end.month < _DECEMBER)


def _is_file_of(folder: Path, name: str) -> bool:
    """Whether a folder itself has a file of just that name, and not only a link to one."""
    path = folder / name
    try:
        return path.name == name and path.is_file() and not path.is_symlink()
    except OSError:  # a name that no file can have
        return False
