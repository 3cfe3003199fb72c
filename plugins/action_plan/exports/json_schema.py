"""JSON Schemas: of the published files, exactly, and of the front matter, as liberal as it is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import product
from typing import Any

from ..content.fields import REFERS_TO
from ..content.models import Action, Plan
from ..views.tables import Definitions, Table
from .plan_json import FORMAT_VERSION

__all__ = [
    "action_file_schema",
    "front_matter_schema",
    "plan_schema",
    "published_definitions",
]

_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_SPACES = ("_", " ", "-")
"""Between the words of a field's name any of these may be written."""


def published_definitions(definitions: Definitions, tables: Iterable[Table]) -> Definitions:
    """Return the schemas of records with what the files have besides: what is worked out."""
    published = dict(definitions)
    for table in tables:
        # What actions have several of is published as the files have it.
        if table.owner is Action:
            continue
        definition = published[table.model.__name__]
        properties = dict(definition["properties"])
        for column in table.computed:
            kept = dict(column.schema)
            if not column.required:
                kept = {"anyOf": [kept, {"type": "null"}]}
            properties[column.name] = {"description": column.description, **kept}
        published[table.model.__name__] = {
            **definition,
            "properties": properties,
            "required": [*definition["required"], *(column.name for column in table.computed)],
        }
    return published


def plan_schema(root: str, published: Definitions) -> dict[str, Any]:
    """Return the schema of plan.json."""
    return _file_schema(
        root,
        published,
        "plan.schema.json",
        "plan.json: the whole plan",
        {
            "address": {"type": "string", "description": "The site's own address"},
            "plan": {"$ref": "#/$defs/Plan"},
            "actions": {"type": "array", "items": {"$ref": "#/$defs/Action"}},
        },
    )


def action_file_schema(root: str, published: Definitions) -> dict[str, Any]:
    """Return the schema of action.json."""
    text = {"type": "string"}
    whose = {"title": text, "publisher": text, "address": text, "data": text}
    return _file_schema(
        root,
        published,
        "action-file.schema.json",
        "action.json: one action of the plan",
        {
            "plan": _object({**whose, "licence": {"$ref": "#/$defs/NamedAddress"}}),
            "action": {"$ref": "#/$defs/Action"},
        },
    )


def _file_schema(
    root: str, published: Definitions, name: str, title: str, properties: Mapping[str, Any]
) -> dict[str, Any]:
    about = {"$schema": {"type": "string"}, "version": {"const": FORMAT_VERSION}}
    return {
        "$schema": _DIALECT,
        "$id": f"{root}data/{name}",
        "title": title,
        **_object({**about, **properties}),
        "$defs": published,
    }


def _object(properties: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": dict(properties),
        "required": list(properties),
        "additionalProperties": False,
    }


def front_matter_schema(plan: Plan, root: str) -> dict[str, Any]:
    """Return the schema of what stands between the `---` lines of an action's file.

    It refuses nothing that the site's own reader takes, but for capitals in the names of fields,
    and passes over much of what the reader refuses: `make check` has the last word. An amount is
    a whole number or has two decimals, with or without commas and the currency's sign; a date is
    YYYY-MM-DD and nothing else.
    """
    schema = Action.model_json_schema(mode="validation", ref_template="#/$defs/{model}")
    body = [name for name, field in schema["properties"].items() if "contentMediaType" in field]
    for name in body:
        del schema["properties"][name]
    schema["required"] = [name for name in schema["required"] if name not in body]
    offered = {
        "themes": [theme.id for theme in plan.themes],
        "sections": [section.id for section in plan.sections],
        "statuses": [status.label for status in plan.statuses],
    }
    for definition in (schema, *schema["$defs"].values()):
        definition["properties"] = {
            name: _offering(field, offered) for name, field in definition["properties"].items()
        }
        _take_other_spellings(definition)
    return {
        "$schema": _DIALECT,
        "$id": f"{root}data/action.schema.json",
        **schema,
        "title": "The front matter of an action's file",
        "description": " ".join((front_matter_schema.__doc__ or "").split()),
    }


def _offering(field: Mapping[str, Any], offered: Mapping[str, list[str]]) -> dict[str, Any]:
    """Return a field's schema with the plan's own words for editors to offer; others still pass."""
    words = offered.get(field.get(REFERS_TO, ""))
    if words is None:
        return dict(field)
    rest = {word: found for word, found in field.items() if word not in ("type", REFERS_TO)}
    return {**rest, "anyOf": [{"enum": words}, {"type": field["type"]}]}


def _take_other_spellings(definition: dict[str, Any]) -> None:
    """Let a field's words be joined by spaces and hyphens too: `printed as`, `status-note`."""
    properties = definition["properties"]
    spelt = {
        f"^{name.replace('_', '[ _-]')}$": field
        for name, field in properties.items()
        if "_" in name
    }
    if spelt:
        definition["patternProperties"] = spelt
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
        first + "".join(sign + word for sign, word in zip(signs, rest, strict=True))
        for signs in product(_SPACES, repeat=len(rest))
    ]
