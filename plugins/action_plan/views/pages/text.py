"""The pages of content/pages/: what the plan's own people say about it and the site."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from ... import urls
from ...hosting import Hosting
from ..page import Menu, Page
from ..plan_index import PlanIndex

if TYPE_CHECKING:
    from ...content.markdown import SiteHtml
    from ...content.outline import Outline

__all__ = ["TextPage", "page_urls", "pages"]


class TextPage(NamedTuple):
    """What a page of content/pages/ shows."""

    summary: str | None
    text: SiteHtml


def page_urls(outline: Outline) -> Iterator[str]:
    """Return the URL of each page of content/pages/."""
    return map(urls.page, outline.pages)


def pages(plan_index: PlanIndex, _hosting: Hosting) -> Iterator[Page[TextPage]]:
    """Return every page of content/pages/."""
    content = plan_index.content
    for page in content.pages:
        yield Page(
            url=urls.page(page.slug),
            template="page",
            title=page.title,
            menu=Menu.ABOUT_PLAN,
            summary=page.summary or page.title,
            view=TextPage(page.summary, page.text.html),
        )
