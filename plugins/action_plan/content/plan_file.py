"""plan.yml: the plan as a whole, and the words it lets actions use."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from .. import clock
from .fields import Vocabulary
from .folder import ContentFiles
from .front_matter import Block, parse_yaml
from ..messages import quoted
from .models import Plan
from .rules import broken_plan_rules
from .validation import validate_record, has_fields
from .parsers import fold

__all__ = ["PlanFile"]


class PlanFile:
    """plan.yml as read: the plan, perhaps with fields missing beside noted problems."""

    def __init__(self, files: ContentFiles) -> None:
        self.path = files.folder / "plan.yml"
        self.block = Block()
        self.plan: Plan = Plan.model_construct(set())
        self._read(files)
        self._check_time_zone(files)
        self.source = self._check_source(files)

    def _read(self, files: ContentFiles) -> None:
        if not self.path.exists():
            message = "is missing. It holds the plan's title, sections, themes and statuses."
            files.report(self.path, message)
            return
        text = files.text(self.path)
        if text is None:
            return
        self.block, problems = parse_yaml(files.name(self.path), text)
        files.problems += problems
        if any(not problem.field for problem in problems):
            return
        context = Vocabulary(currency=_currency(self.block))
        checked = validate_record(Plan, self.block, files.name(self.path), context)
        files.problems += checked.problems
        self.plan = checked.record
        for location, message in broken_plan_rules(self.plan):
            files.report_field(self.path, self.block, location, message)

    def _check_time_zone(self, files: ContentFiles) -> None:
        self.time_zone = self.plan.time_zone if has_fields(self.plan, "time_zone") else "UTC"
        if not clock.is_time_zone(self.time_zone):
            message = f"{quoted(self.time_zone)} is not a time zone. Write one like Europe/London."
            files.report_field(self.path, self.block, ("time_zone",), message)
            self.time_zone = "UTC"

    def _check_source(self, files: ContentFiles) -> Path:
        """The source document must be there as received, with the checksum that plan.yml names."""
        if not has_fields(self.plan, "source_document") or not has_fields(self.plan.source_document, "file"):
            return files.folder
        document = self.plan.source_document
        folder = files.folder / "source"
        path = folder / document.file
        if path.parent != folder or not path.is_file() or path.is_symlink():
            message = f"there is no file {quoted(document.file)} in {files.name(folder)}/."
            files.report_field(self.path, self.block, ("source_document", "file"), message)
        elif has_fields(document, "sha256"):
            digest = hashlib.sha256(path.read_bytes()).hexdigest()
            if digest != document.sha256:
                message = (
                    f"{files.name(path)} has the checksum {digest}, not {document.sha256}."
                    " Put back the document as received,"
                    " or write the new checksum where the document was replaced on purpose."
                )
                files.report_field(self.path, self.block, ("source_document", "sha256"), message)
        return path

    def items(self, name: str, key: str) -> Iterator[Any]:
        """Return the items of one of the plan's lists that can be told by their key."""
        for item in getattr(self.plan, name) if has_fields(self.plan, name) else ():
            if has_fields(item, key):
                yield item

    def vocabulary(self) -> Vocabulary:
        """Return the words that actions may use, as far as they could be read."""
        statuses = list(self.items("statuses", "label"))
        return Vocabulary(
            action_themes=_spellings(self.items("themes", "id")),
            sections=_spellings(self.items("sections", "id")),
            statuses=_with_folded({status.label: status.id for status in statuses}) or None,
            theme_labels=tuple(theme.id for theme in self.items("themes", "id")),
            section_labels=tuple(section.id for section in self.items("sections", "id")),
            status_labels=tuple(status.label for status in statuses),
            currency=self.plan.currency if has_fields(self.plan, "currency") else None,
        )


def _spellings(items: Iterator[Any]) -> dict[str, str] | None:
    """Return each spelling, of id or title, with the id it means."""
    found = list(items)
    titles = {item.title: item.id for item in found if has_fields(item, "title")}
    return _with_folded({**titles, **{item.id: item.id for item in found}}) or None


def _with_folded(spellings: dict[str, str]) -> dict[str, str]:
    """Return each spelling as it stands, and folded."""
    return {**{fold(spelling): item_id for spelling, item_id in spellings.items()}, **spellings}


def _currency(block: Block) -> str | None:
    """Return the currency as written: amounts in plan.yml are read before the plan is a record."""
    currency = block.values.get("currency")
    return currency.strip().upper() if isinstance(currency, str) else None
