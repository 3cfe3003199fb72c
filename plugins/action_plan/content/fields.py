"""The types of fields: what a value becomes, what is refused, and what it is to programs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Annotated

from pydantic import BeforeValidator, PlainSerializer, ValidationInfo

from ..formatting import CURRENCY_SYMBOLS
from . import parsers
from .schema_pairs import SchemaPair, OneOrMore, choice, reference
from ..messages import quoted

__all__ = [
    "COMPLIANCE",
    "FUNDING_KINDS",
    "STAGES",
    "ActionId",
    "ActionIds",
    "Address",
    "Addresses",
    "Amount",
    "Compliance",
    "Currency",
    "Day",
    "Digest",
    "Domain",
    "FundingKind",
    "Id",
    "Markdown",
    "PageAddress",
    "SectionId",
    "Stage",
    "StatusId",
    "Text",
    "Texts",
    "ThemeId",
    "Vocabulary",
    "WholeNumber",
    "Year",
]

FUNDING_KINDS = ("allocated", "officer time", "contingency", "external", "not costed")
COMPLIANCE = ("partially compliant", "not compliant")
STAGES = ("waiting", "active", "done", "stalled", "ended")
_KINDS = {spelling: kind for kind in FUNDING_KINDS for spelling in (kind, parsers.fold(kind))}
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
        return parsers.fold(parsers.parse_text(found))
    return parsers.parse_choice(found, choices, list(labels), noun)


def _vocabulary(info: ValidationInfo) -> Vocabulary:
    """Return the words of the plan, which `validate_record` hands to every validation."""
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
    return parsers.parse_choice(found, _KINDS, list(FUNDING_KINDS), "a kind of funding")


def _stage(found: object) -> str:
    return parsers.parse_choice(found, {s: s for s in STAGES}, list(STAGES), "a stage")


def _compliance(found: object) -> str:
    text = parsers.parse_text(found)
    if parsers.fold(text) == "fully-compliant":
        raise ValueError(
            f"{quoted(text)} is more than tests by tools can show: they find about half of what"
            ' keeps people out. Write "partially compliant" and what is known under'
            ' "non_accessible".'
        )
    choices = {parsers.fold(choice): choice for choice in COMPLIANCE}
    return parsers.parse_choice(text, choices, list(COMPLIANCE), "a state of compliance")


def _amount(found: object, info: ValidationInfo) -> Decimal:
    return parsers.parse_amount(found, _vocabulary(info).currency)


def _currency(found: object) -> str:
    text = parsers.parse_text(found)
    code = {sign: code for code, sign in CURRENCY_SYMBOLS.items()}.get(text, text.upper())
    if len(code) != 3 or not code.isascii() or not code.isalpha():
        raise ValueError(f"{quoted(text)} is not a currency. Write its code, like GBP.")
    return code


def _listed(found: object) -> object:
    """One item may stand alone: `related: 4.2.1` is the list of that one."""
    return [found] if isinstance(found, str) else found


Text = Annotated[
    str,
    BeforeValidator(parsers.parse_text),
    SchemaPair({"type": ["string", "number", "boolean"]}, {"type": "string", "minLength": 1}),
]
Markdown = Annotated[str, SchemaPair({"type": "string", **_MARKDOWN}, {"type": "string", **_MARKDOWN})]
Id = Annotated[
    str,
    BeforeValidator(parsers.parse_id),
    SchemaPair({"type": ["string", "number"]}, {"type": "string", "pattern": parsers.ID_PATTERN}),
]
ActionId = Annotated[Id, reference("actions", "string", "number")]
Day = Annotated[
    date,
    BeforeValidator(parsers.parse_day),
    SchemaPair({"type": "string", "pattern": r"\d{4}-\d{2}-\d{2}"}, {"type": "string", "format": "date"}),
]
Year = Annotated[
    str,
    BeforeValidator(parsers.parse_year),
    SchemaPair({"type": ["string", "number"]}, {"type": "string", "pattern": r"^\d{4}(/\d{2})?$"}),
]
Address = Annotated[
    str,
    BeforeValidator(parsers.parse_address),
    SchemaPair({"type": "string"}, {"type": "string", "format": "iri"}),
]
Digest = Annotated[
    str,
    BeforeValidator(parsers.parse_digest),
    SchemaPair({"type": "string"}, {"type": "string", "pattern": "^[0-9a-f]{64}$"}),
]
WholeNumber = Annotated[
    int,
    BeforeValidator(parsers.parse_whole_number),
    SchemaPair({"type": ["string", "integer"]}, {"type": "integer", "minimum": 1}),
]
Amount = Annotated[
    Decimal,
    BeforeValidator(_amount),
    PlainSerializer(parsers.json_number, when_used="json"),
    SchemaPair({"type": ["string", "number"]}, {"type": "number", "minimum": 0}),
]
Currency = Annotated[
    str,
    BeforeValidator(_currency),
    SchemaPair({"type": "string"}, {"type": "string", "pattern": "^[A-Z]{3}$"}),
]
Domain = Annotated[
    str,
    BeforeValidator(parsers.parse_domain),
    SchemaPair({"type": "string"}, {"type": "string", "format": "hostname"}),
]
PageAddress = Annotated[
    str,
    BeforeValidator(parsers.parse_page_address),
    SchemaPair({"type": "string", "pattern": "^/"}, {"type": "string", "pattern": "^/"}),
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
