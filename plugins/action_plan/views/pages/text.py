"""The pages of content/pages/: what the plan's own people say about it and the site."""

from __future__ import annotations

from collections.abc import Iterator

from ... import urls
from ...content import models
from ..page import Menu, Page
from ..plan_index import PlanIndex

__all__ = ["pages"]


def pages(plan_index: PlanIndex, _hosting: object) -> Iterator[Page[models.Page]]:
    """Return every page of content/pages/."""
    for page in plan_index.content.pages:
        yield Page(
            url=urls.page(page.slug),
            template="page",
            title=page.title,
            menu=Menu.ABOUT_PLAN,
            summary=page.summary or page.title,
            view=page,
        )
