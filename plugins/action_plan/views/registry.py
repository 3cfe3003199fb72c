"""The registry of pages: every kind of page there is, and the URLs at which the site has one."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from .. import urls
from ..content.outline import Outline
from ..hosting import Hosting
from .page import Page
from .pages import (
    accessibility,
    action,
    actions,
    budget,
    data,
    home,
    not_found,
    redirects,
    status,
    text,
    themes,
    updates,
    whole_plan,
)
from .plan_index import PlanIndex

__all__ = ["page_urls", "pages"]

_KINDS: tuple[Callable[[PlanIndex, Hosting], Iterator[Page[object]]], ...] = (
    *(home.pages, actions.pages, action.pages, themes.pages, status.pages, budget.pages),
    *(updates.pages, whole_plan.pages, data.pages, text.pages, accessibility.pages),
    not_found.pages,
)


def pages(plan_index: PlanIndex, hosting: Hosting) -> Iterator[Page[object]]:
    """Return every page of the site, each with what it shows; those that have moved come last."""
    titles: dict[str, str] = {}
    for kind in _KINDS:
        for page in kind(plan_index, hosting):
            titles[page.url] = page.title
            yield page
    yield from redirects.pages(plan_index.plan, titles)


def page_urls(outline: Outline) -> frozenset[str]:
    """Return the URL of every page that links may lead to and redirects may not hide."""
    return urls.STANDING.union(
        map(urls.action, outline.actions),
        map(urls.theme, outline.themes),
        map(urls.page, outline.pages),
        (urls.ACCESSIBILITY,) if outline.has_statement else (),
    )
