"""Records: the plan, its actions and its pages, as the content states them.

A field is declared here once, with its description and an example of what to write.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from . import parsers
from .fields import (
    COMPLIANCE,
    FUNDING_KINDS,
    STAGES,
    ActionId,
    ActionIds,
    Address,
    Addresses,
    Amount,
    Compliance,
    Currency,
    Day,
    Digest,
    Domain,
    FundingKind,
    Id,
    Markdown,
    MarkdownField,
    MarkdownFields,
    PageAddress,
    SectionId,
    Stage,
    StatusId,
    Text,
    Texts,
    ThemeId,
    TimeZone,
    WholeNumber,
    Year,
)

__all__ = [
    "Accessibility",
    "Action",
    "ActionTheme",
    "ApprovedBudget",
    "Correction",
    "FundingLine",
    "NamedAddress",
    "Page",
    "Period",
    "Plan",
    "Record",
    "Redirect",
    "Section",
    "SourceDocument",
    "Status",
    "AccessibilityTest",
    "Update",
]


def described(description: str, example: str = "", **rest: Any) -> Any:
    """Return the declaration of a field, with its description and an example of what to write."""
    return Field(description=description, examples=[example] if example else None, **rest)


class Record(BaseModel):
    """What all records share: they have no unknown fields, and do not change."""

    model_config = ConfigDict(
        extra="forbid",
        frozen=True,
        json_schema_serialization_defaults_required=True,
        # Most records are only ever checked as part of the plan, an action or a page.
        defer_build=True,
    )


class Period(Record):
    """The time the plan is made for."""

    label: Text = described("The period as the document prints it", "2024/25")
    start: Day = described("Its first day", "2024-04-01")
    end: Day = described("Its last day", "2025-03-31")


class NamedAddress(Record):
    """An address with the words that stand for it."""

    title: Text = described("What is found at the address", "Cabinet report")
    address: Address = described("A web or mail address", "https://example.org/report")
    note: Text | None = described("What else to know about it", "In three parts", default=None)


class SourceDocument(Record):
    """The document the plan was taken from."""

    title: Text = described("The document's title", "Action Plan 2024/25")
    date: Day = described("The day it is known by", "2024-09-17")
    address: Address = described("Where it was published", "https://example.org/plan")
    file: Text = described("The file's name in content/source/", "plan.pdf")
    sha256: Digest = described("SHA-256 of that file", "9d99…")
    note: Text | None = described("What else to know about the document", default=None)


class Section(Record):
    """A part of the document in which actions stand."""

    id: Id = described("Stands in addresses and action files", "council")
    title: Text = described("The section's name", "Council actions")
    summary: Text | None = described(
        "The section in one sentence", "What partners do", default=None
    )


class ActionTheme(Record):
    """What actions are about."""

    id: Id = described("Stands in addresses and action files", "harbour")
    title: Text = described("The theme's name", "Harbour")
    summary: Text = described("The theme in one sentence", "Support for …")


class Status(Record):
    """Where delivery can stand."""

    label: Text = described("The words residents read", "Under way")
    meaning: Text = described("What they mean, in one plain sentence", "Work has begun …")
    stage: Stage = described(f"One of {', '.join(STAGES)}; fixes colour and mark", "active")

    @property
    def id(self) -> str:
        """The status in URLs and data: `under-way`."""
        return parsers.slugify(self.label)

    @property
    def is_done(self) -> bool:
        """Whether an action with this status was carried out."""
        return self.stage == "done"

    @property
    def is_finished(self) -> bool:
        """Whether an action with this status was carried out or has ended without."""
        return self.stage in ("done", "ended")


class ApprovedBudget(Record):
    """The approved total that the budget page reconciles to."""

    amount: Amount = described("The approved total", "100,000")
    year: Year = described("The year it was approved for", "2024/25")
    source: Text = described("Where the approval is recorded", "Cabinet, 17 September 2024")


class AccessibilityTest(Record):
    """One test behind the accessibility statement."""

    date: Day = described("The day of the test", "2026-11-24")
    what: Text = described("What was tested", "Every kind of page")
    how: MarkdownField = described(
        "How, and with what result (Markdown)", "With axe; nothing was found."
    )


class Accessibility(Record):
    """The accessibility statement: what only this plan's people can know of it."""

    scope: MarkdownField = described(
        "What the statement is about, and who publishes it (Markdown)", "This …"
    )
    contact: NamedAddress | None = described(
        "title and address of who to tell what cannot be used; else the plan's contact",
        default=None,
    )
    response_time: MarkdownField | None = described(
        "When an answer can be expected (Markdown)", "Within 10 working days.", default=None
    )
    enforcement: MarkdownField = described(
        "Who to turn to after a poor answer (Markdown)", "The commission …"
    )
    compliance: Compliance = described(f"One of: {', '.join(COMPLIANCE)}", COMPLIANCE[0])
    non_accessible: MarkdownFields = described(
        "What some people cannot use, and why, one entry each (Markdown)", min_length=1
    )
    prepared: Day = described("The day the statement was first written", "2026-11-24")
    reviewed: Day = described("The day it was last compared with the site", "2026-11-24")
    tested: tuple[AccessibilityTest, ...] = described(
        "The tests behind it, each with date, what and how", default=()
    )
    not_tested: MarkdownFields = described(
        "What was not tested, one entry each (Markdown)", default=()
    )


class Redirect(Record):
    """An address that was live, and the page that took its place."""

    from_: PageAddress = described("The old address on this site", "/actions/4.2.1/", alias="from")
    to: PageAddress = described("The page that took its place", "/actions/4.2.2/")

    @property
    def id(self) -> str:
        """The old address: no two redirects start at the same one."""
        return self.from_

    @property
    def old_address(self) -> str:
        """The old address as a URL within the site, without a slash in front."""
        return self.from_.removeprefix("/")

    @property
    def new_address(self) -> str:
        """The new address as a URL within the site."""
        return self.to.removeprefix("/")


class Plan(Record):
    """The whole document: what stands in content/plan.yml."""

    title: Text = described("The plan's title", "Action Plan 2024/25")
    publisher: Text = described("The public body whose plan it is", "Example Council")
    period: Period = described("label, start and end")
    introduction: Text = described("What the plan is, in a few sentences", "This plan …")
    review_every: WholeNumber = described("Days after which an action is due an update", "180")
    time_zone: TimeZone = described("Where its days begin", "Europe/London", default="UTC")
    currency: Currency = described("The code of its money", "GBP")
    licence: NamedAddress = described("title and address of the content's licence")
    contact: NamedAddress | None = described("title and address of who to ask", default=None)
    source_document: SourceDocument = described("title, date, address, file and sha256")
    glossary: dict[str, Text] = described("Abbreviations and what they stand for", default={})
    sections: tuple[Section, ...] = described("id and title of each", min_length=1)
    themes: tuple[ActionTheme, ...] = described("id, title and summary of each", min_length=1)
    statuses: tuple[Status, ...] = described("label, meaning and stage of each", min_length=1)
    approved_budget: ApprovedBudget | None = described("amount, year and source", default=None)
    domain: Domain | None = described(
        "The site's own domain, where it has one", "plan.example.org", default=None
    )
    redirects: tuple[Redirect, ...] = described(
        # The site's own business, and no part of the plan as data.
        "from and to of each address that moved",
        default=(),
        exclude=True,
    )
    accessibility: Accessibility | None = described("The accessibility statement", default=None)


class FundingLine(Record):
    """One line of what pays for an action."""

    amount: Amount | None = described("Money allocated", "10,000", default=None)
    kind: FundingKind = described(
        f"One of {', '.join(FUNDING_KINDS)}", "officer time", default="allocated"
    )
    year: Year | None = described("The year it is for", "2024/25", default=None)
    source: Text | None = described(
        "Whose money it is, where it is not the publisher's", "The lighthouse trust", default=None
    )
    note: Text | None = described(
        "What else to know about the line", "Paid in two parts", default=None
    )
    spent: Amount | None = described("Money spent of the amount", "4,500", default=None)
    spent_as_at: Day | None = described(
        "The day up to which spending is counted", "2025-01-31", default=None
    )

    @property
    def counted_amount(self) -> Decimal | None:
        """The amount, where there is one and it is part of the plan's allocated total."""
        return self.amount if self.kind == "allocated" else None


class Update(Record):
    """A dated entry in an action's history."""

    date: Day = described("The day of the update", "2024-09-17")
    status: StatusId = described("Where delivery stood that day", "Under way")
    note: Text = described("What was done or found, in one or two sentences", "Training began.")
    evidence: Addresses = described(
        "Where that can be seen", "https://example.org/minutes", default=()
    )


class Correction(Record):
    """A word that was damaged in the document as received."""

    read: Text = described("The word as it is to be read", "credit")
    printed_as: Text = described("The word as the document has it", "crount")


class Action(Record):
    """One commitment: what is recorded of it, and the document's own words."""

    id: Id = described("The id as the document prints it; also the file's name", "4.2.1")
    title: Text = described("A short title, written for the site", "Bursaries for the conference")
    theme: ThemeId = described("What it is about: a theme of plan.yml", "harbour")
    section: SectionId = described(
        "Where in the document it stands: a section of plan.yml", "council"
    )
    status: StatusId = described(
        "Where delivery stands: the status of the newest update", "Under way"
    )
    status_note: Text | None = described(
        "A qualifier of the status", "showcase planned", default=None
    )
    funding: tuple[FundingLine, ...] = described("What pays for it, line by line", default=())
    updates: tuple[Update, ...] = described(
        "Its history, each with date, status and note", min_length=1
    )
    added: Day | None = described(
        "The day it joined the plan, where it does not stand in the source document",
        "2025-03-14",
        default=None,
    )
    lead: Text | None = described(
        "A role or team, never a private person", "Procurement", default=None
    )
    partners: Texts = described("Who else takes part", "Fishers' guild", default=())
    starts: Day | None = described("The day it starts", "2024-10-01", default=None)
    due: Day | None = described("The day it is to be done", "2025-03-31", default=None)
    continues_into: Text | None = described("A later period it goes on in", "2025/26", default=None)
    related: ActionIds = described("Ids of actions that belong with it", "4.10.1", default=())
    superseded_by: ActionId | None = described(
        "Id of the action that replaced it", "4.3.1", default=None
    )
    corrections: tuple[Correction, ...] = described("Words damaged in the document", default=())
    links: tuple[NamedAddress, ...] = described(
        "title and address of what else to read", default=()
    )
    text: Markdown = described(
        "The action in full, as the document words it", "Put lamps on the wall."
    )
    intended_impact: Markdown = described(
        "What it is to achieve, as the document words it", "The wall can be seen at night."
    )
    resources: Markdown = described(
        "What it needs, as the document words it", "10,000 from the harbour fund."
    )

    @property
    def allocated(self) -> Decimal | None:
        """The exact sum of the counted amounts, or `None` where there is none."""
        counted = (line.counted_amount for line in self.funding)
        amounts = [amount for amount in counted if amount is not None]
        return sum(amounts, Decimal(0)) if amounts else None


class Page(Record):
    """A page about the site, such as content/pages/about.md."""

    title: Text = described("The page's title", "About this site")
    summary: Text | None = described("The page in one sentence", default=None)
    slug: Id = described("Stands in its address: the file's name", "about")
    text: Markdown = described("What it says")
