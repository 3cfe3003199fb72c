"""The types of fields: how a value is parsed, and its JSON Schemas, as written and as published.

Some values are read by what the plan says: their `context` is a `Vocabulary`, which has records of
these fields, so that this module cannot name its type.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Annotated, Any

from pydantic import (
    BeforeValidator,
    GetJsonSchemaHandler,
    PlainSerializer,
    PlainValidator,
    ValidationInfo,
)
from pydantic_core import CoreSchema

from ..formatting import MONTHS
from ..messages import one_of, quoted
from . import parsers
from .addresses import parse_address
from .amounts import Number, json_number, parse_amount, parse_currency, parse_number, parse_unit
from .days import parse_day, parse_year
from .evidence import EvidenceAddress, listed_evidence, parse_evidence
from .markdown_text import MarkdownText
from .notes import parse_note
from .when import When, parse_past_time, parse_planned_time

__all__ = [
    "ABOUT",
    "COMPLIANCE",
    "FUNDING_KINDS",
    "FUNDING_USES",
    "REFERS_TO",
    "STAGES",
    "WITHOUT_AMOUNT",
    "About",
    "ActionId",
    "ActionIds",
    "Address",
    "Amount",
    "Compliance",
    "Currency",
    "Day",
    "Digest",
    "Domain",
    "Evidence",
    "FacetValues",
    "FirstDay",
    "FundingAmount",
    "FundingKind",
    "FundingUse",
    "GroupId",
    "Id",
    "IdsBegin",
    "LastDay",
    "Markdown",
    "MarkdownField",
    "MarkdownFields",
    "Month",
    "Note",
    "PageAddress",
    "PastTime",
    "PlannedTime",
    "PrintedId",
    "Quantity",
    "SectionId",
    "Stage",
    "StatusId",
    "Term",
    "Text",
    "Texts",
    "ThemeId",
    "ThemeIds",
    "TimeZone",
    "Unit",
    "WholeNumber",
    "Year",
    "YesOrNo",
]

FUNDING_KINDS = (
    "allocated",
    "officer time",
    "contingency",
    "external",
    "not costed",
    "existing budget",
    "bid",
    "saving",
    "elsewhere",
    "estimate",
)
_KIND_SPELLINGS = {parsers.fold(kind): kind for kind in FUNDING_KINDS}
WITHOUT_AMOUNT = ("officer time", "not costed", "elsewhere")
"""Kinds of funding that take no amount."""
FUNDING_USES = ("capital", "revenue")
COMPLIANCE = ("partially compliant", "not compliant")
ABOUT = ("impact", "funding")
STAGES = ("waiting", "active", "done", "stalled", "ended", "unknown", "apart")
REFERS_TO = "x-refers-to"
"""The keyword under which a schema names the table whose ids a value is one of."""


# Compared by identity: typing puts annotations into sets, and a mapping cannot be hashed.
@dataclass(frozen=True, slots=True, eq=False)
class SchemaPair:
    """A value's two schemas: liberal where it is written, exact where it is published."""

    input_schema: Mapping[str, Any]
    output_schema: Mapping[str, Any]

    def __get_pydantic_json_schema__(
        self, core_schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        return dict(self.input_schema if handler.mode == "validation" else self.output_schema)


@dataclass(frozen=True, slots=True)
class OneOrMore:
    """A list, of which a single item may be written by itself."""

    def __get_pydantic_json_schema__(
        self, core_schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        listed: dict[str, Any] = handler(core_schema)
        return {"anyOf": [listed["items"], listed]} if handler.mode == "validation" else listed


_STRING = {"type": "string"}
_STRING_OR_NUMBER = {"type": ["string", "number"]}


def text(written: Mapping[str, Any] = _STRING, **published: object) -> SchemaPair:
    """Return the schemas of a value that is published as text."""
    return SchemaPair(written, {"type": "string", **published})


def choice(words: tuple[str, ...]) -> SchemaPair:
    """Return the schemas of a value that is one of a few words, written in any capitals."""
    return text({"anyOf": [{"enum": list(words)}, _STRING]}, enum=list(words))


def reference(table: str, *types: str) -> SchemaPair:
    """Return the schemas of a value that is the id of an item of one of the plan's tables."""
    return text({"type": list(types), REFERS_TO: table}, minLength=1, **{REFERS_TO: table})


def _item_of(table: str, noun: str) -> BeforeValidator:
    """Return the validator of a value that names an item of one of the plan's tables."""

    def parse(found: object, info: ValidationInfo[Any]) -> str:
        words = getattr(info.context, table)
        text = parsers.parse_text(found)
        if words is None:
            return parsers.fold(text)
        labels = list(words.labels.values())
        if table == "statuses":
            return parsers.parse_status(text, words.spellings, labels)
        known = words.spellings
        if parsers.fold(text) not in known and (
            "," in text or ";" in text or all(parsers.fold(w) in known for w in text.split())
        ):
            one = noun.replace("a ", "one ", 1)
            if table != "themes":
                raise ValueError(f"{quoted(text)} seems to be several. Write {one}.")
            raise ValueError(
                f"{quoted(text)} seems to be more than one theme. Write each on a line of its own"
                ' that starts with "- ".'
            )
        return parsers.parse_choice(text, words.spellings, labels, noun)

    return BeforeValidator(parse)


def _one_of(words: tuple[str, ...], noun: str) -> BeforeValidator:
    """Return the validator of a value that is one of a few words."""
    spellings = {parsers.fold(word): word for word in words}
    return BeforeValidator(lambda found: parsers.parse_choice(found, spellings, words, noun))


def _funding_kind(found: object) -> str:
    text = parsers.parse_text(found)
    folded = parsers.fold(text)
    if folded in _KIND_SPELLINGS:
        return _KIND_SPELLINGS[folded]
    if folded in FUNDING_USES:
        message = f'{quoted(text)} is not a kind of funding. Write "of: {folded}" beside it.'
        raise ValueError(message)
    words = folded.replace("-", " ")
    within = [kind for kind in FUNDING_KINDS if f" {kind} " in f" {words} "]
    if len(within) == 1:
        raise ValueError(
            f"{quoted(text)} is not a kind of funding. {one_of(FUNDING_KINDS)} Did you mean"
            f' "{within[0]}"?'
        )
    return parsers.parse_choice(text, _KIND_SPELLINGS, FUNDING_KINDS, "a kind of funding")


def _month(found: object) -> str:
    """Return a month by its name or the first three letters of it: `April` for `Apr`."""
    names = {parsers.fold(name): month for month in MONTHS for name in (month, month[:3])}
    return parsers.parse_choice(found, names, MONTHS, "a month")


def _compliance(found: object) -> str:
    text = parsers.parse_text(found)
    if parsers.fold(text) == "fully-compliant":
        raise ValueError(
            f"{quoted(text)} is more than tests by tools can show: they find about half of what"
            ' keeps people out. Write "partially compliant" and what is known under'
            ' "non_accessible".'
        )
    spellings = {parsers.fold(word): word for word in COMPLIANCE}
    return parsers.parse_choice(text, spellings, COMPLIANCE, "a state of compliance")


def _amount(found: object, info: ValidationInfo[Any]) -> Decimal:
    return parse_amount(found, info.context.currency)


def _funding_amount(found: object, info: ValidationInfo[Any]) -> Decimal:
    return parse_amount(found, info.context.currency, of_funding=True)


def _markdown(found: object, info: ValidationInfo[Any]) -> MarkdownText:
    """Return a body's text, which may be empty: that is a problem of its file, not of a field."""
    render: Callable[[str], MarkdownText] = info.context.markdown or MarkdownText
    return render(parsers.parse_body(found))


def _markdown_field(found: object, info: ValidationInfo[Any]) -> MarkdownText:
    return _markdown(parsers.parse_markdown(found), info)


def _note(found: object, info: ValidationInfo[Any]) -> MarkdownText:
    note: MarkdownText = info.context.notes.render(parse_note(found))
    return note


def _planned_time(found: object, info: ValidationInfo[Any]) -> When:
    return parse_planned_time(found, info.context.first_month)


def _past_time(found: object, info: ValidationInfo[Any]) -> When:
    return parse_past_time(found, info.context.first_month)


def _day(found: object) -> date:
    """Return the day of `2025-12-31` or `31 December 2025`; raise for what is not one day."""
    with suppress(ValueError):
        if day := parse_past_time(found, None).day:
            return day
    return parse_day(found)


def _time_of_plan(found: object, info: ValidationInfo[Any]) -> When:
    """Return when the plan begins or ends, which has a first and a last day."""
    try:
        time = _planned_time(found, info)
    except ValueError:
        return _past_time(found, info)  # which says what to write
    if time.first_day is None or time.last_day is None:
        raise ValueError(
            f"{quoted(found)} is not a date. Write the day, or the month and year, like 2026-03-31"
            " or March 2026."
        )
    return time


def _listed(found: object) -> object:
    """Return a single item as a list: `related: 4.2.1` is the list of that one."""
    return [found] if isinstance(found, str) else found


_TEXT = text({"type": ["string", "number", "boolean"]}, minLength=1)
_BODY = {"type": "string", "contentMediaType": "text/markdown"}

Text = Annotated[str, BeforeValidator(parsers.parse_words), _TEXT]
Term = Annotated[str, BeforeValidator(parsers.parse_term)]
Markdown = Annotated[MarkdownText, PlainValidator(_markdown), SchemaPair(_BODY, _BODY)]
Note = Annotated[
    MarkdownText,
    PlainValidator(_note),
    text({"type": ["string", "number", "boolean"]}, minLength=1, contentMediaType="text/markdown"),
]
MarkdownField = Annotated[MarkdownText, PlainValidator(_markdown_field), _TEXT]
Id = Annotated[
    str, BeforeValidator(parsers.parse_id), text(_STRING_OR_NUMBER, pattern=parsers.ID_PATTERN)
]
GroupId = Annotated[
    str,
    BeforeValidator(parsers.parse_group_id),
    text(_STRING_OR_NUMBER, pattern=parsers.ID_PATTERN),
]
PrintedId = Annotated[
    str,
    BeforeValidator(parsers.parse_action_id),
    text(_STRING_OR_NUMBER, minLength=1, maxLength=40),
]
ActionId = Annotated[PrintedId, reference("actions", "string", "number")]
Day = Annotated[
    date,
    BeforeValidator(_day),
    text({"type": "string"}, format="date"),
]
# As it is written: a plan with other times than days has no `format: date` in its schemas.
_TIME = text({**_STRING_OR_NUMBER, "pattern": r"^(?!\d{1,2}[/.-]\d{1,2}[/.-]\d)"}, format="date")
_AS_WRITTEN = PlainSerializer(str, return_type=str)
PlannedTime = Annotated[When, PlainValidator(_planned_time), _AS_WRITTEN, _TIME]
"""When something is to be."""
PastTime = Annotated[When, PlainValidator(_past_time), _AS_WRITTEN, _TIME]
"""When something was."""
FirstDay = Annotated[date, BeforeValidator(lambda x, info: _time_of_plan(x, info).first), _TIME]
LastDay = Annotated[date, BeforeValidator(lambda x, info: _time_of_plan(x, info).last), _TIME]
Year = Annotated[
    str,
    BeforeValidator(parse_year),
    text(_STRING_OR_NUMBER, pattern=r"^\d{4}(/\d{2})?( to \d{4}(/\d{2})?)?$"),
]
Address = Annotated[str, BeforeValidator(parse_address), text(format="iri")]
Digest = Annotated[str, BeforeValidator(parsers.parse_digest), text(pattern="^[0-9a-f]{64}$")]
WholeNumber = Annotated[
    int,
    BeforeValidator(parsers.parse_whole_number),
    SchemaPair({"type": ["string", "integer"]}, {"type": "integer", "minimum": 1}),
]
_EXACT = PlainSerializer(json_number, when_used="json")
_MONEY = SchemaPair(_STRING_OR_NUMBER, {"type": "number", "minimum": 0})
Amount = Annotated[Decimal, BeforeValidator(_amount), _EXACT, _MONEY]
FundingAmount = Annotated[Decimal, BeforeValidator(_funding_amount), _EXACT, _MONEY]
Quantity = Annotated[
    Number,
    PlainValidator(parse_number),
    _EXACT,
    SchemaPair(_STRING_OR_NUMBER, {"type": "number"}),
]
"""A number that is no money."""
Unit = Annotated[str, BeforeValidator(parse_unit), _TEXT]
Currency = Annotated[str, BeforeValidator(parse_currency), text(pattern="^[A-Z]{3}$")]
Domain = Annotated[str, BeforeValidator(parsers.parse_domain), text(format="hostname")]
IdsBegin = Annotated[str, BeforeValidator(parsers.parse_ids_begin), text(pattern="^(tag|urn):")]
TimeZone = Annotated[str, BeforeValidator(parsers.parse_time_zone), _TEXT]
PageAddress = Annotated[
    str,
    BeforeValidator(parsers.parse_page_address),
    text({"type": "string", "pattern": "^/"}, pattern="^/"),
]
YesOrNo = Annotated[
    bool,
    BeforeValidator(parsers.parse_yes_or_no),
    SchemaPair({"type": ["boolean", "string"]}, {"type": "boolean"}),
]
About = Annotated[str, _one_of(ABOUT, "what the site knows a part to be about"), choice(ABOUT)]
Month = Annotated[str, BeforeValidator(_month), choice(MONTHS)]
Compliance = Annotated[str, BeforeValidator(_compliance), choice(COMPLIANCE)]
FundingKind = Annotated[str, BeforeValidator(_funding_kind), choice(FUNDING_KINDS)]
FundingUse = Annotated[str, _one_of(FUNDING_USES, "what funding can be of"), choice(FUNDING_USES)]
Stage = Annotated[str, _one_of(STAGES, "a stage"), choice(STAGES)]
ThemeId = Annotated[
    str, _item_of("themes", "a theme of this plan"), reference("themes", "string", "number")
]
SectionId = Annotated[
    str, _item_of("sections", "a section of this plan"), reference("sections", "string", "number")
]
StatusId = Annotated[
    str, _item_of("statuses", "a status of this plan"), reference("statuses", "string")
]
ThemeIds = Annotated[tuple[ThemeId, ...], OneOrMore()]
FacetValue = Annotated[str, BeforeValidator(parsers.parse_facet_value), _TEXT]
FacetValues = Annotated[tuple[FacetValue, ...], BeforeValidator(_listed), OneOrMore()]
Texts = Annotated[tuple[Text, ...], BeforeValidator(_listed), OneOrMore()]
MarkdownFields = Annotated[tuple[MarkdownField, ...], BeforeValidator(_listed), OneOrMore()]
ActionIds = Annotated[tuple[ActionId, ...], BeforeValidator(_listed), OneOrMore()]
EvidenceItem = Annotated[
    EvidenceAddress,
    PlainValidator(parse_evidence),
    text(
        {
            "anyOf": [
                _STRING,
                {
                    "type": "object",
                    "properties": {"title": _STRING, "address": _STRING},
                    "required": ["address"],
                    "additionalProperties": False,
                },
            ]
        },
        format="iri",
    ),
]
Evidence = Annotated[tuple[EvidenceItem, ...], BeforeValidator(listed_evidence), OneOrMore()]
