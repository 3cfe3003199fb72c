"""The record of the plan: what content/plan.yml states, each part of it a record of its own."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated
from urllib.parse import quote

from pydantic import AfterValidator

from .. import urls
from ..formatting import MONTHS
from . import parsers
from .fields import (
    ABOUT,
    COMPLIANCE,
    STAGES,
    About,
    Address,
    Amount,
    Compliance,
    Currency,
    Day,
    Digest,
    Domain,
    FacetValues,
    FirstDay,
    GroupId,
    Id,
    IdsBegin,
    LastDay,
    MarkdownField,
    MarkdownFields,
    Month,
    PageAddress,
    PastTime,
    Stage,
    Term,
    Text,
    TimeZone,
    WholeNumber,
    Year,
    YesOrNo,
)
from .models import NamedAddress, Record, field, has_fields, optional
from .when import When

__all__ = [
    "Accessibility",
    "AccessibilityTest",
    "ActionTheme",
    "ApprovedBudget",
    "Closed",
    "Consultation",
    "Facet",
    "Part",
    "Period",
    "Plan",
    "Redirect",
    "Section",
    "SitePublisher",
    "SourceDocument",
    "Status",
    "number_of_month",
]

_IN_ORDER = AfterValidator(
    lambda words: dict(sorted(words.items(), key=lambda item: item[0].casefold()))
)
"""The order in which residents see it, so that two lines that are exchanged change nothing."""
_ANY_MONTH = 4
_USUAL_MONTHS = (4, 7, 10)
"""Months in which financial years of public bodies begin, but for those of the calendar."""


class Period(Record):
    """The time the plan is made for."""

    label: Text = field("The period as the document prints it", "2024/25")
    start: FirstDay = field("Its first day", "2024-04-01")
    end: LastDay = field("Its last day", "2025-03-31")


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
    def is_apart(self) -> bool:
        """Whether an action with this status is shown, and left out of totals."""
        return self.stage == "apart"

    @property
    def is_unknown(self) -> bool:
        """Whether the status says that nobody knows where delivery stands."""
        return self.stage == "unknown"

    @property
    def is_finished(self) -> bool:
        """Whether an action with this status was carried out, or does not go on."""
        return self.is_done or self.is_apart or self.stage == "ended"

    @property
    def is_awaited(self) -> bool:
        """Whether an action with this status is to be reported on, and can be late."""
        return not self.is_finished and not self.is_unknown


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
    values: FacetValues = field("What it can be, where it is one of a few", "High", default=())
    several: YesOrNo = field("Whether an action may have several", "yes", default=False)
    filter: YesOrNo = field("Whether lists are narrowed by it", "no", default=True)


def number_of_month(name: str) -> int:
    """Return the number of a month by its name."""
    return MONTHS.index(name) + 1


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
    glossary: Annotated[dict[Term, Text], _IN_ORDER] = field(
        "Abbreviations and what they stand for", default={}
    )
    sections: tuple[Section, ...] = field("id and title of each", default=())
    themes: tuple[ActionTheme, ...] = field("id, title and summary of each", min_length=1)
    statuses: tuple[Status, ...] = field("label, meaning and stage of each", default=())
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
    financial_year_begins: Month | None = optional(
        "The month in which its financial years begin, where the period begins in another", "April"
    )
    # The site's own business, as redirects are.
    feed_ids: IdsBegin | None = field(
        "What ids in feeds and the calendar begin with, where the document's address or date was"
        " corrected since: `make changes` says it",
        "tag:example.org,2024-09-17",
        default=None,
        exclude=True,
    )

    @property
    def names_publisher(self) -> bool:
        """Whether its title has the publisher's name, which then need not be said beside it."""
        return self.publisher.casefold() in self.title.casefold()

    @property
    def first_month(self) -> int | None:
        """The month in which financial years begin: as it is said, or that of a period of years.

        Where a plan with problems does not have either, any month does: nothing is built with it.
        """
        if not has_fields(self, "period", "financial_year_begins"):
            return _ANY_MONTH
        if self.financial_year_begins:
            return number_of_month(self.financial_year_begins)
        if not has_fields(self.period, "start", "end") or self.period.end < self.period.start:
            return _ANY_MONTH
        start, following = self.period.start, self.period.end + timedelta(days=1)
        return start.month if (start.day, start.month) == (following.day, following.month) else None

    @property
    def guessed_month(self) -> str:
        """The first month of a period of years that is hardly that of financial years."""
        month = self.first_month
        if month in (None, *_USUAL_MONTHS) or self.financial_year_begins:
            return ""
        return MONTHS[self.period.start.month - 1]

    @property
    def known_since(self) -> When:
        """The day of the source document, or the first day of the period where it has none."""
        return self.source_document.date or When.on_day(self.period.start)
