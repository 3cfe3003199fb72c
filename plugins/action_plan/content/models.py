"""Records: the plan, its actions and its pages, as the content states them.

A field is declared here once, with its description and an example of what to write.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any
from urllib.parse import quote

from pydantic import BaseModel, ConfigDict, Field, computed_field

from .. import urls
from . import parsers
from .fields import (
    ABOUT,
    COMPLIANCE,
    FUNDING_KINDS,
    STAGES,
    About,
    ActionId,
    ActionIds,
    Address,
    Amount,
    Compliance,
    Currency,
    Day,
    Digest,
    Domain,
    Evidence,
    FirstDay,
    FundingAmount,
    FundingKind,
    FundingUse,
    GroupId,
    Id,
    LastDay,
    Markdown,
    MarkdownField,
    MarkdownFields,
    Note,
    PageAddress,
    PastTime,
    PlannedTime,
    PrintedId,
    Quantity,
    SectionId,
    Stage,
    StatusId,
    Term,
    Text,
    Texts,
    ThemeId,
    ThemeIds,
    TimeZone,
    Unit,
    WholeNumber,
    Year,
    YesOrNo,
)
from .when import When

__all__ = [
    "Accessibility",
    "AccessibilityTest",
    "Action",
    "ActionTheme",
    "ApprovedBudget",
    "Baseline",
    "Closed",
    "Consultation",
    "Correction",
    "Facet",
    "FundingLine",
    "Measure",
    "Milestone",
    "NamedAddress",
    "Page",
    "Part",
    "Period",
    "Plan",
    "Reading",
    "Record",
    "Redirect",
    "Section",
    "SitePublisher",
    "SourceDocument",
    "Status",
    "Target",
    "Update",
]


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


class Period(Record):
    """The time the plan is made for."""

    label: Text = field("The period as the document prints it", "2024/25")
    start: FirstDay = field("Its first day", "2024-04-01")
    end: LastDay = field("Its last day", "2025-03-31")


class NamedAddress(Record):
    """An address with the words that link to it."""

    title: Text = field("What is found at the address", "Cabinet report")
    address: Address = field("A web or mail address", "https://example.org/report")
    note: Text | None = optional("What else to know about it", "In three parts")


class SitePublisher(Record):
    """Who publishes the site, where that is not the plan's publisher."""

    title: Text = field("Who publishes the site", "The harbour society")
    address: Address | None = optional("How to reach them", "mailto:society@example.org")


class SourceDocument(Record):
    """The document the plan was taken from."""

    title: Text = field("The document's title", "Action Plan 2024/25")
    date: PastTime | None = optional("The day it is known by", "2024-09-17")
    address: Address | None = optional("Where it was published", "https://example.org/plan")
    file: Text | None = optional("The file's name in content/source/", "plan.pdf")
    sha256: Digest | None = optional("SHA-256 of that file", "9d99…")
    note: Text | None = optional("What else to know about the document")


class Section(Record):
    """A part of the document that has actions."""

    id: GroupId = field("Used in addresses and action files", "council")
    title: Text = field("The section's name", "Council actions")
    summary: Text | None = optional("The section in one sentence", "What partners do")
    text: MarkdownField | None = optional(
        "What the document says of it (Markdown)", "These actions …"
    )


class ActionTheme(Record):
    """What actions are about."""

    id: GroupId = field("Used in addresses and action files", "harbour")
    title: Text = field("The theme's name", "Harbour")
    summary: Text | None = optional("The theme in one sentence", "Support for …")


class Status(Record):
    """How far delivery has come."""

    label: Text = field("The words residents read", "Under way")
    meaning: Text | None = optional("What they mean, in one plain sentence", "Work has begun …")
    stage: Stage = field(f"One of {', '.join(STAGES)}; fixes colour and mark", "active")

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
        """Whether an action with this status was carried out, or does not go on."""
        return self.stage in ("done", "ended", "apart")

    @property
    def is_awaited(self) -> bool:
        """Whether an action with this status is to be reported on, and can be late."""
        return not self.is_finished and self.stage != "unknown"


class Part(Record):
    """A headed piece that the text of an action may have."""

    id: Id = field("Its column in the data", "intended_impact")
    title: Text = field("Its heading in action files and on pages", "Intended impact")
    required: YesOrNo = field("Whether each action must have it", "yes", default=False)
    about: About | None = optional(
        f"What the site may use it for, one of {', '.join(ABOUT)}", "impact"
    )

    @property
    def anchor(self) -> str:
        """The anchor of its heading on an action's page; none where it is about funding."""
        return {"impact": "impact", "funding": ""}.get(self.about or "", f"part-{self.id}")


class ApprovedBudget(Record):
    """The approved total that the budget page reconciles to."""

    amount: Amount = field("The approved total", "100,000")
    year: Year = field("The year it was approved for", "2024/25")
    source: Text = field("Where the approval is recorded", "Cabinet, 17 September 2024")


class AccessibilityTest(Record):
    """One test behind the accessibility statement."""

    date: Day = field("The day of the test", "2026-11-24")
    what: Text = field("What was tested", "Every kind of page")
    how: MarkdownField = field(
        "How, and with what result (Markdown)", "With axe; nothing was found."
    )


class Accessibility(Record):
    """The accessibility statement: what only this plan's people can know of it."""

    scope: MarkdownField = field(
        "What the statement is about, and who publishes it (Markdown)", "This …"
    )
    contact: NamedAddress | None = optional(
        "title and address of who to tell what cannot be used; else the plan's contact"
    )
    response_time: MarkdownField | None = optional(
        "When an answer can be expected (Markdown)", "Within 10 working days."
    )
    enforcement: MarkdownField = field(
        "Who to turn to after a poor answer (Markdown)", "The commission …"
    )
    compliance: Compliance = field(f"One of: {', '.join(COMPLIANCE)}", COMPLIANCE[0])
    non_accessible: MarkdownFields = field(
        "What some people cannot use, and why, one entry each (Markdown)", min_length=1
    )
    prepared: Day = field("The day the statement was first written", "2026-11-24")
    reviewed: Day = field("The day it was last compared with the site", "2026-11-24")
    tested: tuple[AccessibilityTest, ...] = field(
        "The tests behind it, each with date, what and how", default=()
    )
    not_tested: MarkdownFields = field("What was not tested, one entry each (Markdown)", default=())


class Consultation(Record):
    """What marks the plan as a draft: until when people can answer, and how."""

    until: Day = field("The last day on which people can answer", "2025-03-31")
    title: Text | None = optional("What is found at the address", "Answer the consultation")
    address: Address | None = optional("Where people answer", "https://example.org/answer")
    how: MarkdownField | None = optional("How people answer (Markdown)", "Write to …")


class Closed(Record):
    """That the plan is no longer kept, and since when."""

    date: Day = field("The day after which it was no longer kept", "2026-03-31")
    note: Text | None = optional("Why, or what came after it", "The next plan took its place.")


class Redirect(Record):
    """An address that was live, and the page that took its place."""

    from_: PageAddress = field("The old address on this site", "/actions/4.2.1/", alias="from")
    to: PageAddress = field("The page that took its place", "/actions/4.2.2/")

    @property
    def id(self) -> str:
        """The old address: no two redirects start at the same one."""
        return self.from_

    @property
    def old_address(self) -> str:
        """The old address as a URL within the site: `about/` for `/about/index.html`."""
        return urls.of_file(quote(self.from_.removeprefix("/")))

    @property
    def new_address(self) -> str:
        """The new address as a URL within the site."""
        return urls.of_file(quote(self.to.removeprefix("/")))


class Facet(Record):
    """A property by which the plan sorts its actions."""

    id: Id = field("The field that actions have for it; also its column", "priority")
    title: Text = field("What residents read beside its values", "Priority")
    values: Texts = field("What it can be, where it is one of a few", "High", default=())
    several: YesOrNo = field("Whether an action may have several", "yes", default=False)
    filter: YesOrNo = field("Whether lists are narrowed by it", "no", default=True)


def _parts_of_every_plan() -> tuple[Part, ...]:
    """Return the parts of a plan that declares none."""
    return (
        Part.model_construct(id="intended_impact", title="Intended impact", about="impact"),
        Part.model_construct(id="resources", title="Resources", about="funding"),
    )


class Plan(Record):
    """The plan itself: what is written in content/plan.yml."""

    title: Text = field("The plan's title", "Action Plan 2024/25")
    publisher: Text = field("The public body whose plan it is", "Example Council")
    period: Period = field("label, start and end")
    published_by: SitePublisher | None = optional(
        "title and address of who publishes the site, where that is not the publisher"
    )
    in_brief: Text | None = optional(
        "What the plan is for, in one or two plain sentences", "The council will …"
    )
    introduction: Text | None = optional("What the plan is, in a few sentences", "This plan …")
    review_every: WholeNumber | None = optional(
        "Days after which an action is due an update", "180"
    )
    time_zone: TimeZone = field("Where its days begin", "Europe/London", default="UTC")
    currency: Currency | None = optional("The code of its money, where it has any", "GBP")
    licence: NamedAddress | None = optional("title and address of the content's licence")
    contact: NamedAddress | None = optional("title and address of who to ask")
    follow: NamedAddress | None = optional(
        "title and address of the publisher's own service of news by e-mail"
    )
    freedom_of_information: NamedAddress | None = optional(
        "title and address of where a request for information is made"
    )
    source_document: SourceDocument = field("title, date, address, file and sha256")
    consultation: Consultation | None = optional("until and how to answer, where it is a draft")
    closed: Closed | None = optional("date and note, where it is no longer kept")
    glossary: dict[Term, Text] = field("Abbreviations and what they stand for", default={})
    sections: tuple[Section, ...] = field("id and title of each", default=())
    themes: tuple[ActionTheme, ...] = field("id, title and summary of each", min_length=1)
    statuses: tuple[Status, ...] = field("label, meaning and stage of each", min_length=1)
    approved_budget: ApprovedBudget | None = optional("amount, year and source")
    domain: Domain | None = optional("The site's own domain, where it has one", "plan.example.org")
    # The site's own business, and no part of the plan as data.
    redirects: tuple[Redirect, ...] = field(
        "from and to of each address that moved", default=(), exclude=True
    )
    accessibility: Accessibility | None = optional("The accessibility statement")
    parts: tuple[Part, ...] = field(
        "id and title of each headed piece that an action may have",
        default_factory=_parts_of_every_plan,
    )
    facets: tuple[Facet, ...] = field(
        "id and title of each property by which its actions are sorted", default=()
    )

    @property
    def known_since(self) -> When:
        """The day of the source document, or the first day of the period where it has none."""
        return self.source_document.date or When.on_day(self.period.start)


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
        """Whether it is an amount of money that is there, and not only asked for, or saved."""
        return self.amount is not None and self.kind not in ("bid", "saving")


_EVIDENCE_TITLES = "What is found at each address of evidence, in their order, if it is said"


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
    note: Note = field("What was done or found, in one or two sentences", "Training began.")
    evidence: Evidence = field("Where that can be seen", "https://example.org/minutes", default=())
    due: PlannedTime | None = optional(
        "When it is to be done from now on, with the reason in the note", "2025-06-30"
    )
    correction: YesOrNo = field(
        "Whether it says that the record was wrong, and nothing happened", "yes", default=False
    )

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


class Baseline(Record):
    """What a measure was before."""

    value: Quantity = field("What it was", "4")
    date: PastTime | None = optional("When it was that", "2024-04-01")


class Target(Record):
    """What a measure is to become."""

    value: Quantity = field("What it is to become", "20")
    due: PlannedTime | None = optional("By when", "2025-03-31")


class Reading(Record):
    """What a measure was found to be."""

    date: PastTime = field("When it was found", "2024-09-30")
    value: Quantity = field("What was found", "12")
    evidence: Evidence = field("Where that can be seen", "https://example.org/count", default=())

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
    facets: dict[str, Texts] = field("What it has of the plan's facets", default={}, exclude=True)

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
