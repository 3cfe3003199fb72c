"""JSON Schemas: exact ones of the data files, a liberal one of the front matter."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from itertools import product
from typing import Any

from .. import urls
from ..content.fields import REFERS_TO
from ..content.front_matter import field_name
from ..content.models import FIRST_OF, Action, Measure
from ..content.plan_models import Facet
from ..views.tables import Definitions
from .context import ExportContext, ExportFile, json_file
from .plan_json import FORMAT_VERSION

__all__ = ["files"]

_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_SPACES = ("_", " ", "-")
"""Between the words of a field's name any of these may be written."""
_ABOUT_FRONT_MATTER = (
    "The front matter between the `---` lines of an action's file. This schema refuses nothing"
    " that the site's own reader takes, but for capitals in the names of fields, and passes over"
    " much of what the reader refuses: `make check` has the last word. An amount is written as"
    " people write it, like £1,250.50 or 1.2m; so is a time, like 2025-03-31, Q3 2025/26 or by"
    " March 2025, but never day and month in figures alone."
)


def files(context: ExportContext) -> Iterator[ExportFile]:
    """Return the schemas of plan.json, of action.json and of front matter."""
    yield json_file("plan.schema.json", partial(_plan_schema, context))
    yield json_file("action-file.schema.json", partial(_action_file_schema, context))
    yield json_file("action.schema.json", partial(_front_matter_schema, context))


def _output_definitions(context: ExportContext) -> Definitions:
    """Return the schemas of records with the computed values that the JSON files have."""
    definitions = dict(context.definitions)
    for table in context.tables:
        # What actions have several of is in the JSON files without anything computed.
        if table.owner in (Action, Measure):
            continue
        definition = definitions[table.model.__name__]
        properties = dict(definition["properties"])
        for column in table.computed:
            kept = dict(column.schema)
            if not column.required:
                kept = {"anyOf": [kept, {"type": "null"}]}
            properties[column.name] = {"description": column.description, **kept}
        definitions[table.model.__name__] = {
            **definition,
            "properties": properties,
            "required": [*definition["required"], *(column.name for column in table.computed)],
        }
    return definitions


def _plan_schema(context: ExportContext) -> dict[str, Any]:
    """Return the schema of plan.json."""
    return _file_schema(
        context,
        "plan.schema.json",
        "plan.json: the complete plan",
        {
            "address": {"type": "string", "description": "The site's own address"},
            "plan": {"$ref": "#/$defs/Plan"},
            "actions": {"type": "array", "items": {"$ref": "#/$defs/Action"}},
        },
    )


def _action_file_schema(context: ExportContext) -> dict[str, Any]:
    """Return the schema of action.json."""
    text = {"type": "string"}
    licence = {"$ref": "#/$defs/NamedAddress"}
    whose = {"title": text, "publisher": text, "address": text, "data": text}
    return _file_schema(
        context,
        "action-file.schema.json",
        "action.json: one action of the plan",
        {
            "plan": _object({**whose, "licence": {"anyOf": [licence, {"type": "null"}]}}),
            "action": {"$ref": "#/$defs/Action"},
        },
    )


def _file_schema(
    context: ExportContext, name: str, title: str, properties: Mapping[str, Any]
) -> dict[str, Any]:
    about = {"$schema": {"type": "string"}, "version": {"const": FORMAT_VERSION}}
    return {
        "$schema": _DIALECT,
        "$id": context.data_url + urls.data(name),
        "title": title,
        **_object({**about, **properties}),
        "$defs": _output_definitions(context),
    }


def _object(properties: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": dict(properties),
        "required": list(properties),
        "additionalProperties": False,
    }


def _front_matter_schema(context: ExportContext) -> dict[str, Any]:
    """Return the schema of the front matter of an action's file."""
    plan = context.plan
    schema = Action.model_json_schema(mode="validation", ref_template="#/$defs/{model}")
    body = ("text", "parts", "facets", *FIRST_OF)
    for name in body:
        del schema["properties"][name]
    schema["required"] = [name for name in schema["required"] if name not in body]
    schema["properties"] |= {field_name(facet.id): _facet(facet) for facet in plan.facets}
    offered = {
        "themes": [theme.id for theme in plan.themes],
        "sections": [section.id for section in plan.sections],
        "statuses": [status.label for status in plan.statuses],
    }
    for definition in (schema, *schema["$defs"].values()):
        definition["properties"] = {
            name: _offering(field, offered) for name, field in definition["properties"].items()
        }
        _accept_other_spellings(definition)
    for name in FIRST_OF.values():
        choices = schema["properties"][name]["anyOf"]
        each = {"anyOf": [choice for choice in choices if choice != {"type": "null"}]}
        schema["properties"][name]["anyOf"] = [*choices, {"type": "array", "items": each}]
    return {
        "$schema": _DIALECT,
        "$id": context.data_url + urls.data("action.schema.json"),
        **schema,
        "title": "The front matter of an action's file",
        "description": _ABOUT_FRONT_MATTER,
    }


def _facet(facet: Facet) -> dict[str, Any]:
    """Return the schema of the field that actions have for a facet."""
    each: dict[str, Any] = {"type": ["string", "number", "boolean"]}
    if facet.values:
        each = {"anyOf": [{"enum": list(facet.values)}, each]}
    choices = [each, {"type": "array", "items": each}]
    return {"description": facet.title, "anyOf": choices}


def _offering(field: Mapping[str, Any], offered: Mapping[str, list[str]]) -> dict[str, Any]:
    """Return a field's schema with the plan's own words for editors to offer; others still pass."""
    first, *others = field.get("anyOf", [field])
    words = offered.get(first.get(REFERS_TO, ""))
    if not words:
        return dict(field)
    rest = {word: found for word, found in field.items() if word not in ("type", REFERS_TO)}
    return {**rest, "anyOf": [{"enum": words}, {"type": first["type"]}, *others]}


def _accept_other_spellings(definition: dict[str, Any]) -> None:
    """Accept a field's words joined by spaces and hyphens, too: `printed as`, `status-note`."""
    properties = definition["properties"]
    spellings = {
        f"^{name.replace('_', '[ _-]')}$": field
        for name, field in properties.items()
        if "_" in name
    }
    if spellings:
        definition["patternProperties"] = spellings
    required = definition.get("required", [])
    joined = [name for name in required if "_" in name]
    if joined:
        definition["required"] = [name for name in required if "_" not in name]
        definition["allOf"] = [
            {"anyOf": [{"required": [spelling]} for spelling in _spellings(name)]}
            for name in joined
        ]


def _spellings(name: str) -> list[str]:
    first, *rest = name.split("_")
    return [
        first + "".join(space + word for space, word in zip(spaces, rest, strict=True))
        for spaces in product(_SPACES, repeat=len(rest))
    ]
