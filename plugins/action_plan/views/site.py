"""The site: what stands around every page, and the list of all pages."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from .. import addresses
from .accessibility import accessibility_statement
from .actions import action_details, action_lists, whole_plan
from .budget import budget_pages, budget_summary
from .catalogue import Catalogue
from .home import home
from .series import Series
from .status import status_overview
from .themes import theme_pages
from .updates import update_histories

if TYPE_CHECKING:
    from ..markup import SiteHtml
    from ..reading import Content
    from ..records import Plan

__all__ = ["REDIRECT", "Crumb", "PageView", "Site", "TextPage", "pages", "site"]

REDIRECT = "redirect"
"""The template of an address that has moved; its view is the page that took its place."""

_STATEMENT = "Accessibility statement"

_DESCRIPTION = 155
"""Characters that search engines show of a page's description."""


@dataclass(frozen=True, slots=True)
class Crumb:
    """A step on the way to a page."""

    title: str
    address: str


@dataclass(frozen=True, slots=True)
class Site:
    """What stands around every page."""

    plan: Plan
    navigation: tuple[Crumb, ...]
    about: tuple[Crumb, ...]
    """The pages of content/pages/, and the accessibility statement."""
    source_address: str
    today: date
    period_has_ended: bool
    terms: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class TextPage:
    """What a page of content/pages/ shows."""

    summary: str | None
    text: SiteHtml


@dataclass(frozen=True, slots=True)
class PageView:
    """One page: where it stands, the template that prints it, its title and what it shows."""

    address: str
    template: str
    title: str
    description: str
    crumbs: tuple[Crumb, ...]
    view: Any

    @property
    def file(self) -> str:
        """The file below the output folder."""
        return addresses.file_of(self.address)

    @property
    def root(self) -> str:
        """The way from the page to the site's root."""
        return addresses.root_from(self.address)


_HOME = Crumb("Home", addresses.HOME)
_ACTIONS = Crumb("Actions", addresses.ACTIONS)
_STATUS = Crumb("Status", addresses.STATUS)
_BUDGET = Crumb("Budget", addresses.BUDGET)
_UPDATES = Crumb("Updates", addresses.UPDATES)
_PLAN = Crumb("Whole plan", addresses.PLAN)


def site(content: Content) -> Site:
    """Give what stands around every page."""
    plan = content.plan
    glossary = content.renderer.glossary
    about = [Crumb(page.title, addresses.page(page.slug)) for page in content.pages]
    if plan.accessibility is not None:
        about.append(Crumb(_STATEMENT, addresses.ACCESSIBILITY))
    return Site(
        plan,
        (_HOME, _ACTIONS, _STATUS, _BUDGET, _UPDATES, _PLAN),
        tuple(about),
        addresses.source(plan.source_document.file),
        content.today,
        content.today > plan.period.end,
        tuple(sorted(glossary.words.items(), key=lambda item: item[0].casefold())),
    )


def pages(content: Content) -> Iterator[PageView]:
    """Give every page of the site, each with what it shows; those that have moved come last."""
    titles: dict[str, str] = {}
    for page in _own_pages(content):
        titles[page.address] = page.title
        yield page
    for redirect in content.plan.redirects:
        yield PageView(
            redirect.old_address,
            REDIRECT,
            "This page has moved",
            f"This page of the {content.plan.title} has a new address.",
            (_HOME,),
            Crumb(titles[redirect.new_address], redirect.new_address),
        )


def _own_pages(content: Content) -> Iterator[PageView]:
    catalogue = Catalogue(content)
    plan = content.plan
    status = status_overview(catalogue)
    budget = budget_summary(catalogue)
    yield PageView(
        addresses.HOME,
        "home",
        plan.title,
        _shortened(plan.introduction),
        (),
        home(catalogue, status, budget),
    )
    for actions in action_lists(catalogue):
        yield _of_series(
            actions.series,
            addresses.ACTIONS,
            "actions",
            "All actions",
            f"Every action of the {plan.title}: its theme, status and funding.",
            actions,
        )
    for detail in action_details(catalogue):
        line = detail.line
        yield PageView(
            line.link.address,
            "action",
            f"{line.link.title} – action {line.link.id}",
            _shortened(f"{line.status.label}. {line.action.text}"),
            (_HOME, _ACTIONS, Crumb(line.theme.title, line.theme.address)),
            detail,
        )
    for theme in theme_pages(catalogue):
        yield _of_series(
            theme.series,
            theme.theme.address,
            "theme",
            theme.theme.title,
            _shortened(theme.theme.summary),
            theme,
        )
    yield PageView(
        addresses.STATUS,
        "status",
        "Status overview",
        f"Where the actions of the {plan.title} stand, by theme and by section.",
        (_HOME,),
        status,
    )
    for money in budget_pages(catalogue, budget):
        yield _of_series(
            money.series,
            addresses.BUDGET,
            "budget",
            "Budget summary",
            f"The money the {plan.title} allocates, by theme, section and year, line by line.",
            money,
        )
    for history in update_histories(catalogue):
        yield _of_series(
            history.series,
            addresses.UPDATES,
            "updates",
            "Updates",
            f"Every recorded update of the {plan.title}, newest first.",
            history,
        )
    for whole in whole_plan(catalogue):
        yield _of_series(
            whole.series,
            addresses.PLAN,
            "plan",
            "The whole plan",
            f"The {plan.title} in full, to read through or to print.",
            whole,
        )
    for page in content.pages:
        yield PageView(
            addresses.page(page.slug),
            "page",
            page.title,
            _shortened(page.summary or page.title),
            (_HOME,),
            TextPage(page.summary, content.page_renderer.render(page.text, "pages").html),
        )
    if plan.accessibility is not None:
        yield PageView(
            addresses.ACCESSIBILITY,
            "accessibility",
            _STATEMENT,
            f"How accessible the site of the {plan.title} is, and what to do if you cannot use it.",
            (_HOME,),
            accessibility_statement(content, plan.accessibility),
        )
    yield PageView(
        addresses.NOT_FOUND,
        "not_found",
        "Page not found",
        "There is no page at this address.",
        (_HOME,),
        None,
    )


def _of_series(
    series: Series | None, address: str, template: str, title: str, description: str, view: Any
) -> PageView:
    """Give a list's page: the only one, the first, or one that the first leads to."""
    if series is None or series.number == 1:
        return PageView(address, template, title, description, (_HOME,), view)
    return PageView(
        series.address,
        template,
        f"{title}, page {series.number}",
        f"Page {series.number}. {description}",
        (_HOME, Crumb(title, address)),
        view,
    )


def _shortened(text: str) -> str:
    """Give the beginning of a text, cut at a word."""
    words = " ".join(text.split())
    if len(words) <= _DESCRIPTION:
        return words
    return words[: _DESCRIPTION - 1].rsplit(" ", 1)[0] + "…"
