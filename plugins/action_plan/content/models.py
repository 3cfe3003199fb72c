"""Records: actions and pages, as the content states them, and what all records share.

A field is declared here once, with its description and an example of what to write.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Annotated, Any, TypeVar, get_args

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, computed_field
from pydantic.fields import FieldInfo

from . import parsers
from .fields import (
    FUNDING_KINDS,
    ActionId,
    ActionIds,
    Address,
    Amount,
    Evidence,
    FacetValues,
    FundingAmount,
    FundingKind,
    FundingUse,
    Id,
    Markdown,
    Note,
    PastTime,
    PlannedTime,
    PrintedId,
    Quantity,
    SectionId,
    StatusId,
    Text,
    Texts,
    ThemeId,
    ThemeIds,
    Unit,
    Year,
    YesOrNo,
)

__all__ = [
    "FIRST_OF",
    "Action",
    "Baseline",
    "Correction",
    "FundingLine",
    "Measure",
    "Milestone",
    "NamedAddress",
    "Page",
    "Reading",
    "Record",
    "Target",
    "Update",
    "empty_record",
    "field",
    "has_fields",
    "is_complete",
    "is_needed",
    "items_with",
    "optional",
    "record_in",
    "validated",
]


R = TypeVar("R", bound="Record")

FIRST_OF = {"other_themes": "theme", "other_leads": "lead"}
"""Fields that have what is written below the first item of another."""


def field(description: str, example: str = "", **rest: Any) -> Any:
    """Return the declaration of a field, with its description and an example of what to write."""
    return Field(description=description, examples=[example] if example else None, **rest)


def optional(description: str, example: str = "") -> Any:
    """Return the declaration of a field that is `None` where it is not written."""
    return field(description, example, default=None)


class Record(BaseModel):
    """What all records share: they have no unknown fields, and do not change."""

    model_config = ConfigDict(
        extra="forbid",
        frozen=True,
        json_schema_serialization_defaults_required=True,
        # Most records are only ever checked as part of the plan, an action or a page.
        defer_build=True,
    )


NEEDED = "needed"
"""Marks an optional field that a rule asks for nearly always, so that messages call it needed."""


def is_needed(info: FieldInfo) -> bool:
    """Whether a field is to be written, by its declaration or by a rule."""
    return info.is_required() or NEEDED in info.metadata


def has_fields(record: Record, *names: str) -> bool:
    """Whether a record has these fields: one with problems has its valid fields alone."""
    fields = record.__dict__
    for name in names:  # noqa: SIM110 - called some thirty times a file, and `all` takes twice as long
        if name not in fields:
            return False
    return True


def items_with(record: Record, name: str, *needed: str) -> Iterator[tuple[int, Any]]:
    """Return the items of a list field that have these fields, each with its place in the list."""
    for index, item in enumerate(getattr(record, name, ())):
        if has_fields(item, *needed):
            yield index, item


def empty_record(model: type[R]) -> R:
    """Return a record of what cannot be read: it has no fields, not even those with a default."""
    record = model.model_construct(set())
    record.__dict__.clear()
    return record


def is_complete(record: Record) -> bool:
    """Whether a record, and all records within it, have all their fields."""
    for name in type(record).model_fields:
        if not has_fields(record, name):
            return False
        value = getattr(record, name)
        for item in value if isinstance(value, tuple) else (value,):
            if isinstance(item, Record) and not is_complete(item):
                return False
    return True


def record_in(annotation: Any) -> type[Record] | None:
    """Return the class of the records that a field holds, or `None` where it holds others."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation if issubclass(annotation, Record) else None
    for part in get_args(annotation):
        found = record_in(part)
        if found is not None:
            return found
    return None


def validated(field: FieldInfo, found: Any, context: object) -> Any:
    """Return the value of a field that something written means; raise `ValidationError`."""
    annotation: Any = field.annotation
    for metadata in reversed(field.metadata):
        annotation = Annotated[annotation, metadata]
    return TypeAdapter(annotation).validate_python(found, context=context)


class NamedAddress(Record):
    """An address with the words that link to it."""

    title: Text = field("What is found at the address", "Cabinet report")
    address: Address = field("A web or mail address", "https://example.org/report")
    note: Text | None = optional("What else to know about it", "In three parts")


class FundingLine(Record):
    """One line of what pays for an action."""

    amount: FundingAmount | None = optional("Money allocated", "10,000")
    kind: FundingKind = field(
        f"One of {', '.join(FUNDING_KINDS)}", "officer time", default="allocated"
    )
    year: Year | None = optional("The year or years it is for", "2024/25")
    source: Text | None = optional(
        "Whose money it is, where it is not the publisher's", "The lighthouse trust"
    )
    note: Text | None = optional("What else to know about the line", "Paid in two parts")
    spent: Amount | None = optional("Money spent of the amount", "4,500")
    spent_as_at: PastTime | None = optional("The day up to which spending is counted", "2025-01-31")
    of: FundingUse | None = optional("Whether it is capital or revenue", "capital")

    @property
    def counted_amount(self) -> Decimal | None:
        """The amount, where there is one and it is part of the plan's allocated total."""
        return self.amount if self.kind == "allocated" else None

    @property
    def can_be_spent(self) -> bool:
        """Whether it is an amount of money that is there, and not asked for, saved or expected."""
        return self.amount is not None and self.kind not in ("bid", "saving", "estimate")


_EVIDENCE_TITLES = "What is found at each address of evidence, in their order, if it is said"

_DOCUMENTS = "Documents in which that can be seen, by title, where they have no address"


def _titles_of(evidence: Evidence) -> tuple[str, ...]:
    """Return the titles of evidence, empty where one has none; none at all where no one has."""
    titles = tuple(address.words for address in evidence)
    return titles if any(titles) else ()


class Update(Record):
    """A dated entry in an action's history."""

    date: PastTime = field(
        "The day of the update, or the time it is of where nobody knows the day", "2024-09-17"
    )
    status: StatusId | None = optional("Where delivery stood, where that was reported", "Under way")
    # Needed but for a status that was reported for a quarter or the like: a rule decides.
    note: Annotated[Note | None, NEEDED] = optional(
        "What was done or found, in one or two sentences", "Training began."
    )
    evidence: Evidence = field("Where that can be seen", "https://example.org/minutes", default=())
    due: PlannedTime | None = optional(
        "When it is to be done from now on, with the reason in the note", "2025-06-30"
    )
    correction: YesOrNo = field(
        "Whether it says that the record was wrong, and nothing happened", "yes", default=False
    )
    documents: Texts = field(_DOCUMENTS, "Minutes of Cabinet, 14 May 2024, item 7", default=())

    @computed_field(description=_EVIDENCE_TITLES, examples=["Minutes"])
    def evidence_titles(self) -> tuple[str, ...]:
        """The titles of its evidence."""
        return _titles_of(self.evidence)


class Milestone(Record):
    """A step of an action, with the time by which it is to be done."""

    title: Text = field("What is to be done", "First bursaries awarded")
    due: PlannedTime | None = optional("When it is to be done", "2024-09-30")
    done: PastTime | None = optional("When it was done", "2024-09-12")
    note: Text | None = optional("What else to know about it", "In two rounds")
    first_due: PlannedTime | None = optional(
        "When it was to be done at first, where that was moved; the note says why", "2024-06-30"
    )
    starts: PlannedTime | None = optional("When it starts", "2024-06-01")
    lead: Text | None = optional("Who is to do it, where that is said of it", "Procurement")


class Baseline(Record):
    """What a measure was before."""

    value: Quantity = field("The number", "4")
    date: PastTime | None = optional("When it was that", "2024-04-01")


class Target(Record):
    """What a measure is to become."""

    value: Quantity = field("The number", "20")
    due: PlannedTime | None = optional("By when", "2025-03-31")


class Reading(Record):
    """What a measure was found to be."""

    date: PastTime = field("When it was found", "2024-09-30")
    value: Quantity = field("What was found", "12")
    evidence: Evidence = field("Where that can be seen", "https://example.org/count", default=())
    documents: Texts = field(_DOCUMENTS, "Count of September 2024, table 2", default=())

    @computed_field(description=_EVIDENCE_TITLES, examples=["Count of September"])
    def evidence_titles(self) -> tuple[str, ...]:
        """The titles of its evidence."""
        return _titles_of(self.evidence)


class Measure(Record):
    """A number that an action is to move."""

    title: Text = field("What is counted", "Bursaries awarded")
    unit: Unit | None = optional("What it is counted in", "bursaries")
    baseline: Baseline | None = optional("What it was before: value and date")
    target: Target | None = optional("What it is to become: value and due")
    readings: tuple[Reading, ...] = field(
        "What it was found to be, each with date and value", default=()
    )
    interim_targets: tuple[Target, ...] = field(
        "What it is to become before it reaches its target, each with value and due", default=()
    )


class Correction(Record):
    """A word that was damaged in the document as received."""

    read: Text = field("The word as it is to be read", "credit")
    printed_as: Text = field("The word as the document has it", "crount")


class Action(Record):
    """One commitment: what is recorded of it, and the document's own words."""

    id: PrintedId = field("The id as the document prints it; the file is named after it", "4.2.1")
    title: Text = field("A short title, written for the site", "Bursaries for the conference")
    theme: ThemeId = field("What it is about: a theme of plan.yml", "harbour")
    section: SectionId | None = optional(
        "Where in the document it is: a section of plan.yml", "council"
    )
    status: StatusId | None = optional(
        "Where delivery stands: the status of the newest update; nothing if none is reported yet",
        "Under way",
    )
    status_note: Text | None = optional("A qualifier of the status", "showcase planned")
    funding: tuple[FundingLine, ...] = field("What pays for it, line by line", default=())
    updates: tuple[Update, ...] = field("Its history, each with date, status and note", default=())
    added: PastTime | None = optional(
        "The day it joined the plan, where it is not in the source document", "2025-03-14"
    )
    lead: Text | None = optional("A role or team, never a private person", "Procurement")
    partners: Texts = field("Who else takes part", "Fishers' guild", default=())
    starts: PlannedTime | None = optional("When it starts", "2024-10-01")
    due: PlannedTime | None = optional("When it is to be done", "2025-03-31")
    continues_into: Text | None = optional("A later period it goes on in", "2025/26")
    related: ActionIds = field("Ids of actions that belong with it", "4.10.1", default=())
    superseded_by: ActionId | None = optional("Id of the action that replaced it", "4.3.1")
    corrections: tuple[Correction, ...] = field("Words damaged in the document", default=())
    links: tuple[NamedAddress, ...] = field("title and address of what else to read", default=())
    first_due: PlannedTime | None = optional(
        "When it was to be done at first, where that was moved", "2024-12-31"
    )
    milestones: tuple[Milestone, ...] = field(
        "Its steps, each with title, due and, once it is, done", default=()
    )
    measures: tuple[Measure, ...] = field(
        "The numbers it is to move, each with title, unit, baseline, target and readings",
        default=(),
    )
    text: Markdown = field("The action in full, as the document words it", "Put lamps on the wall.")
    # The items below the first, where several are written. In the data, columns that only a plan
    # has that uses them.
    other_themes: ThemeIds = field(
        "Further themes that it is listed in, and not counted in", default=(), exclude=True
    )
    other_leads: Texts = field("Further roles or teams that lead it", default=(), exclude=True)
    # In the data each part has a name of its own.
    parts: dict[str, Markdown] = field(
        "The parts of its text, as the document words them", default={}, exclude=True
    )
    facets: dict[str, FacetValues] = field(
        "What it has of the plan's facets", default={}, exclude=True
    )

    @property
    def slug(self) -> str:
        """The id in URLs, and as the name of the action's file."""
        return parsers.action_slug(self.id)

    @property
    def leads(self) -> tuple[str, ...]:
        """Every role or team that leads it."""
        return (self.lead, *self.other_leads) if self.lead else ()

    @property
    def allocated(self) -> Decimal | None:
        """The exact sum of the counted amounts, or `None` where there is none."""
        counted = (line.counted_amount for line in self.funding)
        amounts = [amount for amount in counted if amount is not None]
        return sum(amounts, Decimal(0)) if amounts else None


class Page(Record):
    """A page about the site, such as content/pages/about.md."""

    title: Text = field("The page's title", "About this site")
    summary: Text | None = optional("The page in one sentence")
    slug: Id = field("Used in its address: the file's name", "about")
    text: Markdown = field("What it says")
