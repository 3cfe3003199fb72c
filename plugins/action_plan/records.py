"""Records: the plan and its actions as the content states them, checked field by field.

A field is declared here once; its description and example go wherever the field is shown.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, PlainSerializer, ValidationInfo

from . import values
from .forms import Form, OneOrMore, choice, reference
from .problems import quoted

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
    "Test",
    "Update",
    "Vocabulary",
]

FUNDING_KINDS = ("allocated", "officer time", "contingency", "external", "not costed")
COMPLIANCE = ("partially compliant", "not compliant")
STAGES = ("waiting", "active", "done", "stalled", "ended")
_MARKDOWN = {"contentMediaType": "text/markdown"}


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What the plan lets an action say: spellings to values, or `None` where plan.yml is broken."""

    action_themes: Mapping[str, str] | None = None
    sections: Mapping[str, str] | None = None
    statuses: Mapping[str, str] | None = None
    theme_labels: tuple[str, ...] = ()
    section_labels: tuple[str, ...] = ()
    status_labels: tuple[str, ...] = ()
    currency: str | None = None


def _choice(
    found: object, choices: Mapping[str, str] | None, labels: tuple[str, ...], noun: str
) -> str:
    if choices is None:
        return values.fold(values.parse_text(found))
    return values.parse_choice(found, choices, list(labels), noun)


def _vocabulary(info: ValidationInfo) -> Vocabulary:
    """Give the words of the plan, which `check_record` hands to every validation."""
    context = info.context
    if not isinstance(context, Vocabulary):
        raise TypeError("records are validated with the plan's vocabulary as context")
    return context


def _theme(found: object, info: ValidationInfo) -> str:
    words = _vocabulary(info)
    return _choice(found, words.action_themes, words.theme_labels, "a theme of this plan")


def _section(found: object, info: ValidationInfo) -> str:
    words = _vocabulary(info)
    return _choice(found, words.sections, words.section_labels, "a section of this plan")


def _status(found: object, info: ValidationInfo) -> str:
    words = _vocabulary(info)
    return _choice(found, words.statuses, words.status_labels, "a status of this plan")


def _kind(found: object) -> str:
    kinds = {values.fold(kind): kind for kind in FUNDING_KINDS}
    return values.parse_choice(found, kinds, list(FUNDING_KINDS), "a kind of funding")


def _stage(found: object) -> str:
    return values.parse_choice(found, {s: s for s in STAGES}, list(STAGES), "a stage")


def _compliance(found: object) -> str:
    text = values.parse_text(found)
    if values.fold(text) == "fully-compliant":
        raise ValueError(
            f"{quoted(text)} is more than tests by tools can show: they find about half of what"
            ' keeps people out. Write "partially compliant" and what is known under'
            ' "non_accessible".'
        )
    choices = {values.fold(choice): choice for choice in COMPLIANCE}
    return values.parse_choice(text, choices, list(COMPLIANCE), "a state of compliance")


def _amount(found: object, info: ValidationInfo) -> Decimal:
    return values.parse_amount(found, _vocabulary(info).currency)


def _currency(found: object) -> str:
    text = values.parse_text(found)
    code = {sign: code for code, sign in values.CURRENCY_SYMBOLS.items()}.get(text, text.upper())
    if len(code) != 3 or not code.isascii() or not code.isalpha():
        raise ValueError(f"{quoted(text)} is not a currency. Write its code, like GBP.")
    return code


def _listed(found: object) -> object:
    """One item may stand alone: `related: 4.2.1` is the list of that one."""
    return [found] if isinstance(found, str) else found


Text = Annotated[
    str,
    BeforeValidator(values.parse_text),
    Form({"type": ["string", "number", "boolean"]}, {"type": "string", "minLength": 1}),
]
Markdown = Annotated[str, Form({"type": "string", **_MARKDOWN}, {"type": "string", **_MARKDOWN})]
Id = Annotated[
    str,
    BeforeValidator(values.parse_id),
    Form({"type": ["string", "number"]}, {"type": "string", "pattern": values.ID_PATTERN}),
]
ActionId = Annotated[Id, reference("actions", "string", "number")]
Day = Annotated[
    date,
    BeforeValidator(values.parse_day),
    Form({"type": "string", "pattern": r"\d{4}-\d{2}-\d{2}"}, {"type": "string", "format": "date"}),
]
Year = Annotated[
    str,
    BeforeValidator(values.parse_year),
    Form({"type": ["string", "number"]}, {"type": "string", "pattern": r"^\d{4}(/\d{2})?$"}),
]
Address = Annotated[
    str,
    BeforeValidator(values.parse_address),
    Form({"type": "string"}, {"type": "string", "format": "iri"}),
]
Digest = Annotated[
    str,
    BeforeValidator(values.parse_digest),
    Form({"type": "string"}, {"type": "string", "pattern": "^[0-9a-f]{64}$"}),
]
WholeNumber = Annotated[
    int,
    BeforeValidator(values.parse_whole_number),
    Form({"type": ["string", "integer"]}, {"type": "integer", "minimum": 1}),
]
Amount = Annotated[
    Decimal,
    BeforeValidator(_amount),
    PlainSerializer(values.json_number, when_used="json"),
    Form({"type": ["string", "number"]}, {"type": "number", "minimum": 0}),
]
Currency = Annotated[
    str,
    BeforeValidator(_currency),
    Form({"type": "string"}, {"type": "string", "pattern": "^[A-Z]{3}$"}),
]
Domain = Annotated[
    str,
    BeforeValidator(values.parse_domain),
    Form({"type": "string"}, {"type": "string", "format": "hostname"}),
]
PageAddress = Annotated[
    str,
    BeforeValidator(values.parse_page_address),
    Form({"type": "string", "pattern": "^/"}, {"type": "string", "pattern": "^/"}),
]
Compliance = Annotated[str, BeforeValidator(_compliance), choice(COMPLIANCE)]
FundingKind = Annotated[str, BeforeValidator(_kind), choice(FUNDING_KINDS)]
Stage = Annotated[str, BeforeValidator(_stage), choice(STAGES)]
ThemeId = Annotated[str, BeforeValidator(_theme), reference("themes", "string", "number")]
SectionId = Annotated[str, BeforeValidator(_section), reference("sections", "string", "number")]
StatusId = Annotated[str, BeforeValidator(_status), reference("statuses", "string")]
Texts = Annotated[tuple[Text, ...], BeforeValidator(_listed), OneOrMore()]
ActionIds = Annotated[tuple[ActionId, ...], BeforeValidator(_listed), OneOrMore()]
Addresses = Annotated[tuple[Address, ...], BeforeValidator(_listed), OneOrMore()]


def told(description: str, example: str = "", **rest: Any) -> Any:
    """Declare a field with the words that explain it and an example of what to write."""
    return Field(description=description, examples=[example] if example else None, **rest)


class Record(BaseModel):
    """What all records share: nothing unknown comes in and nothing changes afterwards."""

    model_config = ConfigDict(
        extra="forbid", frozen=True, json_schema_serialization_defaults_required=True
    )


class Period(Record):
    """The time the plan is made for."""

    label: Text = told("The period as the document prints it", "2024/25")
    start: Day = told("Its first day", "2024-04-01")
    end: Day = told("Its last day", "2025-03-31")


class NamedAddress(Record):
    """An address with the words that stand for it."""

    title: Text = told("What is found at the address", "Cabinet report")
    address: Address = told("A web or mail address", "https://example.org/report")
    note: Text | None = told("What else to know about it", "In three parts", default=None)


class SourceDocument(Record):
    """The document the plan was taken from."""

    title: Text = told("The document's title", "Action Plan 2024/25")
    date: Day = told("The day it is known by", "2024-09-17")
    address: Address = told("Where it was published", "https://example.org/plan")
    file: Text = told("The file's name in content/source/", "plan.pdf")
    sha256: Digest = told("SHA-256 of that file", "9d99…")
    note: Text | None = told("What else to know about the document", default=None)


class Section(Record):
    """A part of the document in which actions stand."""

    id: Id = told("Stands in addresses and action files", "council")
    title: Text = told("The section's name", "Council actions")
    summary: Text | None = told("The section in one sentence", "What partners do", default=None)


class ActionTheme(Record):
    """What actions are about."""

    id: Id = told("Stands in addresses and action files", "harbour")
    title: Text = told("The theme's name", "Harbour")
    summary: Text = told("The theme in one sentence", "Support for …")


class Status(Record):
    """Where delivery can stand."""

    label: Text = told("The words residents read", "Under way")
    meaning: Text = told("What they mean, in one plain sentence", "Work has begun …")
    stage: Stage = told(f"One of {', '.join(STAGES)}; fixes colour and mark", "active")

    @property
    def id(self) -> str:
        """The status in addresses and data: `under-way`."""
        return values.slugify(self.label)


class ApprovedBudget(Record):
    """The approved total that the budget page reconciles to."""

    amount: Amount = told("The approved total", "100,000")
    year: Year = told("The year it was approved for", "2024/25")
    source: Text = told("Where the approval is recorded", "Cabinet, 17 September 2024")


class Test(Record):
    """One test behind the accessibility statement."""

    date: Day = told("The day of the test", "2026-11-24")
    what: Text = told("What was tested", "Every kind of page")
    how: Text = told("How, and with what result (Markdown)", "With axe; nothing was found.")


class Accessibility(Record):
    """The accessibility statement: what only this plan's people can know of it."""

    scope: Text = told("What the statement is about, and who publishes it (Markdown)", "This …")
    contact: NamedAddress | None = told(
        "title and address of who to tell what cannot be used; else the plan's contact",
        default=None,
    )
    response_time: Text | None = told(
        "When an answer can be expected (Markdown)", "Within 10 working days.", default=None
    )
    enforcement: Text = told("Who to turn to after a poor answer (Markdown)", "The commission …")
    compliance: Compliance = told(f"One of: {', '.join(COMPLIANCE)}", COMPLIANCE[0])
    non_accessible: Texts = told(
        "What some people cannot use, and why, one entry each (Markdown)", min_length=1
    )
    prepared: Day = told("The day the statement was first written", "2026-11-24")
    reviewed: Day = told("The day it was last compared with the site", "2026-11-24")
    tested: tuple[Test, ...] = told("The tests behind it, each with date, what and how", default=())
    not_tested: Texts = told("What was not tested, one entry each (Markdown)", default=())


class Redirect(Record):
    """An address that was live, and the page that took its place."""

    from_: PageAddress = told("The old address on this site", "/actions/4.2.1/", alias="from")
    to: PageAddress = told("The page that took its place", "/actions/4.2.2/")

    @property
    def id(self) -> str:
        """What tells it from other redirects: no two start at one address."""
        return self.from_

    @property
    def old_address(self) -> str:
        """The old address as addresses are told within the site: without a slash in front."""
        return self.from_.removeprefix("/")

    @property
    def new_address(self) -> str:
        """The new address, likewise."""
        return self.to.removeprefix("/")


class Plan(Record):
    """The whole document: what stands in content/plan.yml."""

    title: Text = told("The plan's title", "Action Plan 2024/25")
    publisher: Text = told("The public body whose plan it is", "Example Council")
    period: Period = told("label, start and end")
    introduction: Text = told("What the plan is, in a few sentences", "This plan …")
    review_every: WholeNumber = told("Days after which an action is due an update", "180")
    time_zone: Text = told("Where its days begin", "Europe/London", default="UTC")
    currency: Currency = told("The code of its money", "GBP")
    licence: NamedAddress = told("title and address of the content's licence")
    contact: NamedAddress | None = told("title and address of who to ask", default=None)
    source_document: SourceDocument = told("title, date, address, file and sha256")
    glossary: dict[str, Text] = told("Abbreviations and what they stand for", default={})
    sections: tuple[Section, ...] = told("id and title of each", min_length=1)
    themes: tuple[ActionTheme, ...] = told("id, title and summary of each", min_length=1)
    statuses: tuple[Status, ...] = told("label, meaning and stage of each", min_length=1)
    approved_budget: ApprovedBudget | None = told("amount, year and source", default=None)
    domain: Domain | None = told(
        "The site's own domain, where it has one", "plan.example.org", default=None
    )
    redirects: tuple[Redirect, ...] = told(
        # The site's own business, and no part of the plan as data.
        "from and to of each address that moved",
        default=(),
        exclude=True,
    )
    accessibility: Accessibility | None = told("The accessibility statement", default=None)


class FundingLine(Record):
    """One line of what pays for an action."""

    amount: Amount | None = told("Money allocated", "10,000", default=None)
    kind: FundingKind = told(
        f"One of {', '.join(FUNDING_KINDS)}", "officer time", default="allocated"
    )
    year: Year | None = told("The year it is for", "2024/25", default=None)
    source: Text | None = told(
        "Whose money it is, where it is not the publisher's", "The lighthouse trust", default=None
    )
    note: Text | None = told("What else to know about the line", "Paid in two parts", default=None)
    spent: Amount | None = told("Money spent of the amount", "4,500", default=None)
    spent_as_at: Day | None = told(
        "The day up to which spending is counted", "2025-01-31", default=None
    )


class Update(Record):
    """A dated entry in an action's history."""

    date: Day = told("The day of the update", "2024-09-17")
    status: StatusId = told("Where delivery stood that day", "Under way")
    note: Text = told("What was done or found, in one or two sentences", "Training began.")
    evidence: Addresses = told("Where that can be seen", "https://example.org/minutes", default=())


class Correction(Record):
    """A word that was damaged in the document as received."""

    read: Text = told("The word as it is to be read", "credit")
    printed_as: Text = told("The word as the document has it", "crount")


class Action(Record):
    """One commitment: what is recorded of it, and the document's own words."""

    id: Id = told("The id as the document prints it; also the file's name", "4.2.1")
    title: Text = told("A short title, written for the site", "Bursaries for the conference")
    theme: ThemeId = told("What it is about: a theme of plan.yml", "harbour")
    section: SectionId = told("Where in the document it stands: a section of plan.yml", "council")
    status: StatusId = told("Where delivery stands: the status of the newest update", "Under way")
    status_note: Text | None = told("A qualifier of the status", "showcase planned", default=None)
    funding: tuple[FundingLine, ...] = told("What pays for it, line by line", default=())
    updates: tuple[Update, ...] = told("Its history, each with date, status and note", min_length=1)
    lead: Text | None = told("A role or team, never a private person", "Procurement", default=None)
    partners: Texts = told("Who else takes part", "Fishers' guild", default=())
    starts: Day | None = told("The day it starts", "2024-10-01", default=None)
    due: Day | None = told("The day it is to be done", "2025-03-31", default=None)
    continues_into: Text | None = told("A later period it goes on in", "2025/26", default=None)
    related: ActionIds = told("Ids of actions that belong with it", "4.10.1", default=())
    superseded_by: ActionId | None = told(
        "Id of the action that replaced it", "4.3.1", default=None
    )
    corrections: tuple[Correction, ...] = told("Words damaged in the document", default=())
    links: tuple[NamedAddress, ...] = told("title and address of what else to read", default=())
    text: Markdown = told("The action in full, as the document words it", "Put lamps on the wall.")
    intended_impact: Markdown = told(
        "What it is to achieve, as the document words it", "The wall can be seen at night."
    )
    resources: Markdown = told(
        "What it needs, as the document words it", "10,000 from the harbour fund."
    )


class Page(Record):
    """A page about the site, such as content/pages/about.md."""

    title: Text = told("The page's title", "About this site")
    summary: Text | None = told("The page in one sentence", default=None)
    slug: Id = told("Stands in its address: the file's name", "about")
    text: Markdown = told("What it says")
