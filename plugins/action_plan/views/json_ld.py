"""Structured data for search engines (schema.org, as JSON-LD), fit for the pages' policy."""

from __future__ import annotations

import hashlib
import json
from base64 import b64encode
from collections.abc import Iterable
from typing import Any, NamedTuple

from markupsafe import Markup

__all__ = ["SCHEMA_ORG", "StructuredData", "breadcrumb", "structured_data"]

SCHEMA_ORG = "https://schema.org"
_ENCODER = json.JSONEncoder(ensure_ascii=False, sort_keys=True)


class StructuredData(NamedTuple):
    """JSON-LD as it stands in a page, and the hash by which the page's policy allows it."""

    text: Markup
    digest: str


def structured_data(value: dict[str, Any]) -> StructuredData:
    """Return a value as JSON without any sign that could end its element.

    The hash is that of https://www.w3.org/TR/CSP3/#grammardef-hash-source.
    """
    text = _ENCODER.encode(value)
    for sign in "<>&":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    digest = b64encode(hashlib.sha256(text.encode()).digest()).decode()
    return StructuredData(Markup(text), f"sha256-{digest}")  # noqa: S704 - no sign of HTML is left


def breadcrumb(steps: Iterable[tuple[str, str]], title: str) -> dict[str, Any]:
    """Return the way to a page from titles and addresses; the page itself stands last."""
    items: list[dict[str, Any]] = [{"name": name, "item": address} for name, address in steps]
    items.append({"name": title})
    return {
        "@context": SCHEMA_ORG,
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": position, **item}
            for position, item in enumerate(items, start=1)
        ],
    }
