"""How values look, in JSON Schema: as people may write them, and as the data files have them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import GetJsonSchemaHandler
from pydantic_core import CoreSchema

__all__ = ["REFERS_TO", "SchemaPair", "OneOrMore", "choice", "reference"]

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
    """A list, of which a single item may be written without the list around it."""

    def __get_pydantic_json_schema__(
        self, core_schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        listed: dict[str, Any] = handler(core_schema)
        return {"anyOf": [listed["items"], listed]} if handler.mode == "validation" else listed


def choice(words: tuple[str, ...]) -> SchemaPair:
    """Return the form of a value that is one of a few words: offered, but in any capitals."""
    offered = {"anyOf": [{"enum": list(words)}, {"type": "string"}]}
    return SchemaPair(offered, {"type": "string", "enum": list(words)})


def reference(table: str, *input_schema: str) -> SchemaPair:
    """Return the form of a value that names an item of one of the plan's tables by its id."""
    return SchemaPair(
        {"type": list(input_schema), REFERS_TO: table},
        {"type": "string", "minLength": 1, REFERS_TO: table},
    )
