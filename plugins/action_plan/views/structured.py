"""Structured data for search engines (schema.org, as JSON-LD), fit for the pages' policy."""

from __future__ import annotations

import hashlib
import json
from base64 import b64encode
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, NamedTuple

from markupsafe import Markup

from .. import addresses
from .catalogue import Catalogue

if TYPE_CHECKING:
    from ..data.tables import Table

__all__ = ["StructuredData", "breadcrumb", "dataset", "structured_data"]

_CONTEXT = "https://schema.org"
_ENCODER = json.JSONEncoder(ensure_ascii=False, sort_keys=True)


class StructuredData(NamedTuple):
    """JSON-LD as it stands in a page, and the hash by which the page's policy allows it."""

    text: Markup
    digest: str


def structured_data(value: dict[str, Any]) -> StructuredData:
    """Give a value as JSON without any sign that could end its element.

    The hash is that of https://www.w3.org/TR/CSP3/#grammardef-hash-source.
    """
    text = _ENCODER.encode(value)
    for sign in "<>&":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    digest = b64encode(hashlib.sha256(text.encode()).digest()).decode()
    return StructuredData(Markup(text), f"sha256-{digest}")  # noqa: S704 - no sign of HTML is left


def breadcrumb(steps: Iterable[tuple[str, str]], title: str) -> dict[str, Any]:
    """Give the way to a page from titles and addresses; the page itself stands last."""
    items: list[dict[str, Any]] = [{"name": name, "item": address} for name, address in steps]
    items.append({"name": title})
    return {
        "@context": _CONTEXT,
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": position, **item}
            for position, item in enumerate(items, start=1)
        ],
    }


def dataset(catalogue: Catalogue, tables: Iterable[Table], root: str) -> dict[str, Any]:
    """Give the description of the open data; `root` stands before the site's addresses."""
    plan = catalogue.plan
    files = [
        ("plan.json", "application/json"),
        *((f"{table.name}.csv", "text/csv") for table in tables),
        ("plan.xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    ]
    return {
        "@context": _CONTEXT,
        "@type": "Dataset",
        "name": plan.title,
        "description": plan.introduction,
        "url": f"{root}{addresses.DATA}",
        "license": plan.licence.address,
        "creator": {"@type": "Organization", "name": plan.publisher},
        "isBasedOn": plan.source_document.address,
        "temporalCoverage": f"{plan.period.start}/{plan.period.end}",
        "dateModified": catalogue.updates[0].date.isoformat(),
        "isAccessibleForFree": True,
        "distribution": [
            {
                "@type": "DataDownload",
                "name": name,
                "contentUrl": f"{root}{addresses.data(name)}",
                "encodingFormat": encoding,
            }
            for name, encoding in files
        ],
    }
