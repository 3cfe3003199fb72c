"""The page that answers at any URL where there is none."""

from __future__ import annotations

from collections.abc import Iterator

from ... import urls
from ..page import Page
from ..plan_index import PlanIndex

__all__ = ["pages"]


def pages(_plan_index: PlanIndex, _hosting: object) -> Iterator[Page[None]]:
    """Return the page."""
    yield Page(
        url=urls.NOT_FOUND,
        template="not_found",
        title="Page not found",
        summary="There is no page at this address.",
        view=None,
    )
