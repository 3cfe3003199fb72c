"""The registry of pages: every kind of page there is, and the URLs at which the site has one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from .. import urls
from ..content.outline import Outline
from ..hosting import Hosting
from .page import Page
from .pages import (
    accessibility,
    action,
    actions,
    budget,
    checkable,
    data,
    follow,
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

Pages = Callable[[PlanIndex, Hosting], Iterator[Page[object]]]
Urls = Callable[[Outline], Iterable[str]]


def _always(url: str) -> Urls:
    return lambda _outline: (url,)


_KINDS: tuple[tuple[Pages, Urls], ...] = (
    (home.pages, _always(urls.HOME)),
    (actions.pages, _always(urls.ACTIONS)),
    (action.pages, lambda outline: map(urls.action, outline.actions)),
    (themes.pages, lambda outline: map(urls.theme, outline.themes)),
    (status.pages, _always(urls.STATUS)),
    (budget.pages, _always(urls.BUDGET)),
    (updates.pages, _always(urls.UPDATES)),
    (whole_plan.pages, _always(urls.PLAN)),
    (follow.pages, _always(urls.FOLLOW)),
    (checkable.pages, _always(urls.CHECKABLE)),
    (data.pages, _always(urls.DATA)),
    (text.pages, lambda outline: map(urls.page, outline.pages)),
    (accessibility.pages, lambda outline: [urls.ACCESSIBILITY] * outline.has_statement),
    (not_found.pages, lambda _outline: ()),
)
"""Each kind of page: its pages, and the URLs of those that links may lead to."""


def pages(plan_index: PlanIndex, hosting: Hosting) -> Iterator[Page[object]]:
    """Return every page of the site, each with what it shows; those that have moved come last."""
    titles: dict[str, str] = {}
    for kind, _ in _KINDS:
        for page in kind(plan_index, hosting):
            titles[page.url] = page.title
            yield page
    yield from redirects.pages(plan_index.plan, titles)


def page_urls(outline: Outline) -> frozenset[str]:
    """Return the URL of every page that links may lead to and redirects may not hide."""
    return frozenset(url for _, urls_of in _KINDS for url in urls_of(outline))
