"""The page that answers at any URL where there is none."""

from __future__ import annotations

from collections.abc import Iterator

from ... import urls
from ...content.outline import Outline
from ...hosting import Hosting
from ..page import Page
from ..plan_index import PlanIndex

__all__ = ["page_urls", "pages"]


def page_urls(_outline: Outline) -> tuple[str, ...]:
    """Return no URL: there is no reason to link here."""
    return ()


def pages(_plan_index: PlanIndex, _hosting: Hosting) -> Iterator[Page[None]]:
    """Return the page."""
    yield Page(
        url=urls.NOT_FOUND,
        template="not_found",
        title="Page not found",
        summary="There is no page at this address.",
        view=None,
    )
