"""The registry of pages: every kind of page there is, and the URLs at which the site has one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Protocol

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


class PageKind(Protocol):
    """What a module of views/pages/ offers: its pages, and the URLs of those to link to."""

    def pages(self, plan_index: PlanIndex, hosting: Hosting, /) -> Iterator[Page[object]]:
        """Return the pages of this kind."""

    def page_urls(self, outline: Outline, /) -> Iterable[str]:
        """Return the URLs of the pages of this kind that links may lead to."""


_KINDS: tuple[PageKind, ...] = (
    *(home, actions, action, themes, status, budget, updates, whole_plan),
    *(data, text, accessibility, not_found),
)


def pages(plan_index: PlanIndex, hosting: Hosting) -> Iterator[Page[object]]:
    """Return every page of the site, each with what it shows; those that have moved come last."""
    titles: dict[str, str] = {}
    for kind in _KINDS:
        for page in kind.pages(plan_index, hosting):
            titles[page.url] = page.title
            yield page
    yield from redirects.pages(plan_index.plan, titles)


def page_urls(outline: Outline) -> frozenset[str]:
    """Return the URL of every page that links may lead to and redirects may not hide."""
    return frozenset(url for kind in _KINDS for url in kind.page_urls(outline))
