"""The registry of pages: every kind of page there is, and the files of each."""

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
    sections,
    status,
    text,
    themes,
    updates,
    whole_plan,
)
from .plan_index import PlanIndex
from .site_file import Kind, SiteFile, list_files, page_file
from .tables import table_names

__all__ = ["page_files", "pages"]

Pages = Callable[[PlanIndex, Hosting], Iterator[Page[object]]]
Files = Callable[[Outline], Iterable[SiteFile]]


def _list_of_actions(url: str, *anchors: str) -> Files:
    return lambda outline: list_files(page_file(url, *anchors), len(outline.actions))


def _budget_files(outline: Outline) -> Iterable[SiteFile]:
    return list_files(page_file(urls.BUDGET), len(outline.actions)) if outline.has_money else ()


def _updates_files(outline: Outline) -> Iterable[SiteFile]:
    return list_files(page_file(urls.UPDATES), outline.updates) if outline.has_updates else ()


def _action_files(outline: Outline) -> Iterator[SiteFile]:
    for slug in outline.actions:
        made_by = f"actions/{slug}.md"
        parts = (*outline.parts_by_action.get(slug, ()), "facts", "source")
        yield page_file(urls.action(slug), *parts, made_by=made_by, location=("id",))
        yield SiteFile(urls.embedded(slug), Kind.EMBED, made_by)


def _theme_files(outline: Outline) -> Iterator[SiteFile]:
    for theme in filter(None, outline.themes):
        first = page_file(urls.theme(theme), made_by="plan.yml")
        yield from list_files(first, outline.actions_by_theme[theme])


def _section_files(outline: Outline) -> Iterator[SiteFile]:
    for section in filter(None, outline.sections):
        first = page_file(urls.section(section), made_by="plan.yml")
        yield from list_files(first, outline.actions_by_section[section])


def _status_files(outline: Outline) -> Iterator[SiteFile]:
    has = {
        "all": True,
        "by-theme": outline.has_reports and len(outline.themes) > 1,
        "by-section": outline.has_reports and outline.has_sections,
        "overdue": outline.has_reviews,
        "statuses": True,
    }
    statuses = (f"status-{status}" for status in outline.statuses)
    parts = (*(part for part, is_there in has.items() if is_there), *statuses)
    yield page_file(urls.STATUS, *parts)
    yield SiteFile(urls.EMBED_STATUS, Kind.EMBED)


def _home_files(outline: Outline) -> Iterator[SiteFile]:
    yield page_file(urls.HOME, "themes", *(["latest"] if outline.has_updates else []))


def _follow_files(outline: Outline) -> Iterator[SiteFile]:
    yield page_file(urls.FOLLOW, "feeds", *(["here"] if outline.has_updates else []))


def _data_files(outline: Outline) -> Iterator[SiteFile]:
    parts = ("files", "feeds", "form", "columns", "source", *table_names(outline))
    yield page_file(urls.DATA, *parts)


def _text_files(outline: Outline) -> Iterator[SiteFile]:
    for slug in outline.pages:
        yield page_file(urls.page(slug), made_by=f"pages/{slug}.md")


def _statement_files(outline: Outline) -> Iterator[SiteFile]:
    if outline.has_statement:
        yield page_file(urls.ACCESSIBILITY, made_by="plan.yml")


def _redirect_files(outline: Outline) -> Iterator[SiteFile]:
    embedded = {urls.STATUS, *map(urls.action, outline.actions)}
    for index, (old, new) in enumerate(outline.redirects):
        if old is not None:
            location = ("redirects", index, "from")
            yield SiteFile(old, Kind.REDIRECT, "plan.yml", location, ("main",))
            if new in embedded:
                yield SiteFile(urls.EMBED + old, Kind.EMBED, "plan.yml", location)


_KINDS: tuple[tuple[Pages, Files], ...] = (
    (home.pages, _home_files),
    (actions.pages, _list_of_actions(urls.ACTIONS, "themes")),
    (action.pages, _action_files),
    (themes.pages, _theme_files),
    (sections.pages, _section_files),
    (status.pages, _status_files),
    (budget.pages, _budget_files),
    (updates.pages, _updates_files),
    (whole_plan.pages, _list_of_actions(urls.PLAN)),
    (follow.pages, _follow_files),
    (checkable.pages, lambda _outline: (page_file(urls.CHECKABLE, "elsewhere"),)),
    (data.pages, _data_files),
    (text.pages, _text_files),
    (accessibility.pages, _statement_files),
    (not_found.pages, lambda _outline: (SiteFile(urls.NOT_FOUND, Kind.NOT_FOUND),)),
)
"""Each kind of page: its pages, and their files before there are pages."""


def pages(plan_index: PlanIndex, hosting: Hosting) -> Iterator[Page[object]]:
    """Return every page of the site, each with what it shows; those that have moved come last."""
    titles: dict[str, str] = {}
    for kind, _ in _KINDS:
        for page in kind(plan_index, hosting):
            titles[page.url] = page.title
            yield page
    yield from redirects.pages(plan_index.plan, titles)


def page_files(outline: Outline) -> Iterator[SiteFile]:
    """Return the file of every page of the site, in the order of the pages."""
    for _, files in _KINDS:
        yield from files(outline)
    yield from _redirect_files(outline)
