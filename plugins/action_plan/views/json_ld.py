"""Structured data for search engines (schema.org, as JSON-LD), fit for the pages' policy."""

from __future__ import annotations

import hashlib
import json
from base64 import b64encode
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from markupsafe import Markup

__all__ = ["SCHEMA_ORG", "JsonLd", "StructuredData", "breadcrumb", "structured_data"]

SCHEMA_ORG = "https://schema.org"
JsonLd = Mapping[str, object]
_ENCODER = json.JSONEncoder(ensure_ascii=False, sort_keys=True)


class StructuredData(NamedTuple):
    """JSON-LD as a page holds it, and the hash by which the page's policy allows it."""

    text: Markup
    digest: str


def structured_data(value: JsonLd) -> StructuredData:
    """Return a value as JSON without any character that could end its element.

    The hash is that of https://www.w3.org/TR/CSP3/#grammardef-hash-source.
    """
    text = _ENCODER.encode(value)
    for character in "<>&":
        text = text.replace(character, f"\\u{ord(character):04x}")
    digest = b64encode(hashlib.sha256(text.encode()).digest()).decode()
    return StructuredData(Markup(text), f"sha256-{digest}")  # noqa: S704 - no markup is left in it


def breadcrumb(crumbs: Iterable[tuple[str, str]], title: str) -> JsonLd:
    """Return a breadcrumb from titles and URLs; the page itself comes last, without its URL."""
    items = [*({"name": name, "item": url} for name, url in crumbs), {"name": title}]
    return {
        "@context": SCHEMA_ORG,
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": position, **item}
            for position, item in enumerate(items, start=1)
        ],
    }
