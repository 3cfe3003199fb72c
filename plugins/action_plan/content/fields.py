"""The types of fields: how a value is parsed, and its JSON Schemas, as written and as published."""

from __future__ import annotations

from collections.abc import Callable, Mapping
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

from ..formatting import CURRENCY_SYMBOLS
from ..messages import quoted
from . import parsers
from .markdown import MarkdownText

__all__ = [
    "COMPLIANCE",
    "FUNDING_KINDS",
    "REFERS_TO",
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
    "MarkdownField",
    "MarkdownFields",
    "PageAddress",
    "SectionId",
    "Stage",
    "StatusId",
    "Text",
    "Texts",
    "ThemeId",
    "TimeZone",
    "Vocabulary",
    "WholeNumber",
    "Year",
]

FUNDING_KINDS = ("allocated", "officer time", "contingency", "external", "not costed")
COMPLIANCE = ("partially compliant", "not compliant")
STAGES = ("waiting", "active", "done", "stalled", "ended")
_KINDS = {spelling: kind for kind in FUNDING_KINDS for spelling in (kind, parsers.fold(kind))}

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


def choice(words: tuple[str, ...]) -> SchemaPair:
    """Return the schemas of a value that is one of a few words, written in any capitals."""
    offered = {"anyOf": [{"enum": list(words)}, {"type": "string"}]}
    return SchemaPair(offered, {"type": "string", "enum": list(words)})


def reference(table: str, *types: str) -> SchemaPair:
    """Return the schemas of a value that is the id of an item of one of the plan's tables."""
    return SchemaPair(
        {"type": list(types), REFERS_TO: table},
        {"type": "string", "minLength": 1, REFERS_TO: table},
    )


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What validation knows of the plan; `None` stands for what plan.yml does not say."""

    action_themes: Mapping[str, str] | None = None
    """Ids by the spellings that mean them, as in `sections` and `statuses`."""
    sections: Mapping[str, str] | None = None
    statuses: Mapping[str, str] | None = None
    theme_labels: tuple[str, ...] = ()
    section_labels: tuple[str, ...] = ()
    status_labels: tuple[str, ...] = ()
    currency: str | None = None
    markdown: Callable[[str], MarkdownText] | None = None
    """Renders a Markdown text. Without it, texts have no HTML."""


def _choice(
    found: object, choices: Mapping[str, str] | None, labels: tuple[str, ...], noun: str
) -> str:
    if choices is None:
        return parsers.fold(parsers.parse_text(found))
    return parsers.parse_choice(found, choices, list(labels), noun)


def _vocabulary(info: ValidationInfo) -> Vocabulary:
    """Return the context of a validation, which `validate_record` hands over."""
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
    codes = {symbol: code for code, symbol in CURRENCY_SYMBOLS.items()}
    code = codes.get(text, text.upper())
    if len(code) != 3 or not code.isascii() or not code.isalpha():
        raise ValueError(f"{quoted(text)} is not a currency. Write its code, like GBP.")
    return code


def _markdown(found: object, info: ValidationInfo) -> MarkdownText:
    """Return a body's text, which may be empty: that is a problem of its file, not of a field."""
    if not isinstance(found, str):
        raise ValueError("must be one piece of text, not a list.")  # noqa: TRY004 - pydantic's contract
    render = _vocabulary(info).markdown or MarkdownText
    return render(found)


def _markdown_field(found: object, info: ValidationInfo) -> MarkdownText:
    return _markdown(parsers.parse_markdown(found), info)


def _listed(found: object) -> object:
    """Return a single item as a list: `related: 4.2.1` is the list of that one."""
    return [found] if isinstance(found, str) else found


_TEXT = SchemaPair({"type": ["string", "number", "boolean"]}, {"type": "string", "minLength": 1})
_BODY = {"type": "string", "contentMediaType": "text/markdown"}

Text = Annotated[str, BeforeValidator(parsers.parse_text), _TEXT]
Markdown = Annotated[MarkdownText, PlainValidator(_markdown), SchemaPair(_BODY, _BODY)]
MarkdownField = Annotated[MarkdownText, PlainValidator(_markdown_field), _TEXT]
Id = Annotated[
    str,
    BeforeValidator(parsers.parse_id),
    SchemaPair({"type": ["string", "number"]}, {"type": "string", "pattern": parsers.ID_PATTERN}),
]
ActionId = Annotated[Id, reference("actions", "string", "number")]
Day = Annotated[
    date,
    BeforeValidator(parsers.parse_day),
    SchemaPair(
        {"type": "string", "pattern": r"\d{4}-\d{2}-\d{2}"}, {"type": "string", "format": "date"}
    ),
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
TimeZone = Annotated[str, BeforeValidator(parsers.parse_time_zone), _TEXT]
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
MarkdownFields = Annotated[tuple[MarkdownField, ...], BeforeValidator(_listed), OneOrMore()]
ActionIds = Annotated[tuple[ActionId, ...], BeforeValidator(_listed), OneOrMore()]
Addresses = Annotated[tuple[Address, ...], BeforeValidator(_listed), OneOrMore()]
