"""The site: what stands around every page, and the list of all pages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from .. import urls
from ..hosting import Hosting
from .embeds import Embed, embed
from .json_ld import StructuredData, breadcrumb, structured_data
from .pages.accessibility import accessibility_statement
from .pages.actions import action_details, action_lists, whole_plan
from .pages.budget import budget_pages, budget_summary
from .pages.home import home
from .pages.status import status_overview
from .pages.themes import theme_pages
from .pages.updates import update_histories
from .pagination import Pagination
from .plan_index import ActionSummary, FeedLink, PlanIndex

if TYPE_CHECKING:
    from ..content.loading import Content
    from ..content.markdown import SiteHtml
    from ..content.models import Plan

__all__ = ["Crumb", "OpenData", "PageView", "Site", "TextPage", "pages", "site"]

_STATEMENT = "Accessibility statement"

_DESCRIPTION = 155
"""Characters that search engines show of a page's description."""


class Crumb(NamedTuple):
    """A step on the way to a page."""

    title: str
    address: str


class Site(NamedTuple):
    """What stands around every page."""

    plan: Plan
    navigation: tuple[Crumb, ...]
    about: tuple[Crumb, ...]
    """The pages of content/pages/, the open data, and the accessibility statement."""
    source_address: str
    today: date
    period_has_ended: bool
    terms: tuple[tuple[str, str], ...]
    hosting: Hosting


class TextPage(NamedTuple):
    """What a page of content/pages/ shows."""

    summary: str | None
    text: SiteHtml


class OpenData(NamedTuple):
    """The open data, told by who writes it: what its page shows, and what search engines get."""

    view: Any
    about: Any
    """The dataset as JSON-LD."""


class PageView(NamedTuple):
    """One page: where it stands, the template that prints it, its title and what it shows."""

    address: str
    template: str
    title: str
    summary: str
    """What it shows, in one sentence or by its first words."""
    crumbs: tuple[Crumb, ...]
    view: Any
    updated: date | None = None
    """The day of the newest update that the page shows."""
    feed: FeedLink | None = None
    """The feed of what the page is about; that of the plan belongs to every page."""
    embed: Embed | None = None
    """How other sites can show what the page is about, where it has a small page for that."""
    canonical: str | None = None
    """The address of the page that stands for this one with search engines, if another does."""
    about: Any = None
    """What the page tells search engines besides the way to it, as JSON-LD."""

    @property
    def description(self) -> str:
        """The beginning of the summary, cut at a word."""
        words = " ".join(self.summary.split())
        if len(words) <= _DESCRIPTION:
            return words
        return words[: _DESCRIPTION - 1].rsplit(" ", 1)[0] + "…"

    @property
    def listed(self) -> bool:
        """Whether search engines are to find the page."""
        return self.canonical is None and self.address != urls.NOT_FOUND

    def structured(self, site: str) -> tuple[StructuredData, ...]:
        """Return what the page tells search engines: the way to it, and what it is about.

        `site` is the site's address with a slash behind it, or empty where none is known.
        """
        start = site or self.root
        way = [(crumb.title, start + crumb.address) for crumb in self.crumbs]
        told = [breadcrumb(way, self.title)] if way else []
        return tuple(map(structured_data, [*told, *([self.about] if self.about else [])]))

    @property
    def under(self) -> str:
        """The address of the main page that this one is, or stands below: `actions/`."""
        first, slash, _ = self.address.partition("/")
        return first + slash

    @property
    def file(self) -> str:
        """The file below the output folder."""
        return urls.save_as(self.address)

    @property
    def root(self) -> str:
        """The way from the page to the site's root."""
        return urls.relative_root(self.address)


_HOME = Crumb("Home", urls.HOME)
_ACTIONS = Crumb("Actions", urls.ACTIONS)
_STATUS = Crumb("Status", urls.STATUS)
_BUDGET = Crumb("Budget", urls.BUDGET)
_UPDATES = Crumb("Updates", urls.UPDATES)
_PLAN = Crumb("Whole plan", urls.PLAN)
_DATA = Crumb("Open data", urls.DATA)
_EMBED_ACTION_HEIGHT = 300
_EMBED_STATUS_HEIGHT = 300
"""Pixels that the small pages need in a frame 320 pixels wide."""


def site(content: Content, hosting: Hosting) -> Site:
    """Return what stands around every page."""
    plan = content.plan
    glossary = content.glossary
    about = [Crumb(page.title, urls.page(page.slug)) for page in content.pages]
    about.append(_DATA)
    if plan.accessibility is not None:
        about.append(Crumb(_STATEMENT, urls.ACCESSIBILITY))
    return Site(
        plan,
        (_HOME, _ACTIONS, _STATUS, _BUDGET, _UPDATES, _PLAN),
        tuple(about),
        urls.source(plan.source_document.file),
        content.today,
        content.today > plan.period.end,
        tuple(glossary.words.items()),
        hosting,
    )


def pages(plan_index: PlanIndex, hosting: Hosting, data: OpenData) -> Iterator[PageView]:
    """Return every page of the site, each with what it shows; those that have moved come last."""
    titles: dict[str, str] = {}
    for page in _pages(plan_index, hosting, data):
        titles[page.address] = page.title
        yield page
    for redirect in plan_index.plan.redirects:
        for folder in ("", urls.EMBED):
            new = folder + redirect.new_address
            if new in titles:
                yield PageView(
                    folder + redirect.old_address,
                    "redirect",
                    "This page has moved",
                    f"This page of the {plan_index.plan.title} has a new address.",
                    (_HOME,),
                    Crumb(titles[new], new),
                    canonical=new,
                )


def _pages(plan_index: PlanIndex, hosting: Hosting, data: OpenData) -> Iterator[PageView]:
    content = plan_index.content
    plan = plan_index.plan
    newest = plan_index.updates[0].date
    status = status_overview(plan_index)
    budget = budget_summary(plan_index)
    yield PageView(
        urls.HOME,
        "home",
        plan.title,
        plan.introduction,
        (),
        home(plan_index, status, budget),
        newest,
    )
    for actions in action_lists(plan_index):
        yield _of_series(
            actions.series,
            urls.ACTIONS,
            "actions",
            "All actions",
            f"Every action of the {plan.title}: its theme, status and funding.",
            actions,
            _newest(actions.lines),
        )
    way = {
        theme.id: (_HOME, _ACTIONS, Crumb(theme.title, theme.address))
        for theme in plan_index.themes.values()
    }
    for detail in action_details(plan_index, hosting):
        line = detail.line
        yield PageView(
            line.link.address,
            "action",
            f"{line.link.title} – action {line.link.id}",
            f"{line.status.label}. {line.action.text}",
            way[line.theme.id],
            detail,
            line.updated,
            FeedLink(f"{line.link.id} {line.link.title}", urls.feed(line.link.address)),
            _embed_of_action(line, hosting),
        )
        yield PageView(
            urls.embedded(line.link.id),
            "embed_action",
            f"Action {line.link.id}: {line.link.title}",
            f"{line.status.label}. {line.action.text}",
            (),
            line,
            line.updated,
            canonical=line.link.address,
        )
    for theme in theme_pages(plan_index):
        yield _of_series(
            theme.series,
            theme.theme.address,
            "theme",
            theme.theme.title,
            theme.theme.summary,
            theme,
            _newest(line for _, lines in theme.sections for line in lines),
            FeedLink(theme.theme.title, urls.feed(theme.theme.address)),
        )
    yield PageView(
        urls.STATUS,
        "status",
        "Status overview",
        f"Where the actions of the {plan.title} stand, by theme and by section.",
        (_HOME,),
        status,
        newest,
        embed=_embed_of_status(plan, hosting),
    )
    yield PageView(
        urls.EMBED_STATUS,
        "embed_status",
        f"Status of the {plan.title}",
        f"Where the actions of the {plan.title} stand.",
        (),
        status,
        newest,
        canonical=urls.STATUS,
    )
    for money in budget_pages(plan_index, budget):
        yield _of_series(
            money.series,
            urls.BUDGET,
            "budget",
            "Budget summary",
            f"The money the {plan.title} allocates, by theme, section and year, line by line.",
            money,
        )
    for history in update_histories(plan_index):
        yield _of_series(
            history.series,
            urls.UPDATES,
            "updates",
            "Updates",
            f"Every recorded update of the {plan.title}, newest first.",
            history,
            history.days[0].date,
        )
    for whole in whole_plan(plan_index):
        yield _of_series(
            whole.series,
            urls.PLAN,
            "plan",
            "The whole plan",
            f"The {plan.title} in full, to read through or to print.",
            whole,
            _newest(
                line for _, parts in whole.sections for part in parts for line, _ in part.actions
            ),
        )
    yield PageView(
        urls.DATA,
        "data",
        "Open data",
        f"The {plan.title} as files for spreadsheets and programs, and what they hold.",
        (_HOME,),
        data.view,
        newest,
        about=data.about,
    )
    for page in content.pages:
        yield PageView(
            urls.page(page.slug),
            "page",
            page.title,
            page.summary or page.title,
            (_HOME,),
            TextPage(page.summary, page.text.html),
        )
    if plan.accessibility is not None:
        yield PageView(
            urls.ACCESSIBILITY,
            "accessibility",
            _STATEMENT,
            f"How accessible the site of the {plan.title} is, and what to do if you cannot use it.",
            (_HOME,),
            accessibility_statement(content, plan.accessibility),
        )
    yield PageView(
        urls.NOT_FOUND,
        "not_found",
        "Page not found",
        "There is no page at this address.",
        (_HOME,),
        None,
    )


def _embed_of_action(line: ActionSummary, hosting: Hosting) -> Embed | None:
    return embed(
        urls.embedded(line.link.id),
        f"{line.link.title} – action {line.link.id}",
        _EMBED_ACTION_HEIGHT,
        hosting.base_url,
    )


def _embed_of_status(plan: Plan, hosting: Hosting) -> Embed | None:
    title = f"Status of the {plan.title}"
    return embed(urls.EMBED_STATUS, title, _EMBED_STATUS_HEIGHT, hosting.base_url)


def _of_series(
    series: Pagination | None,
    address: str,
    template: str,
    title: str,
    summary: str,
    view: Any,
    updated: date | None = None,
    feed: FeedLink | None = None,
) -> PageView:
    """Return a list's page: the only one, the first, or one that the first leads to."""
    if series is None or series.number == 1:
        return PageView(address, template, title, summary, (_HOME,), view, updated, feed)
    return PageView(
        series.address,
        template,
        f"{title}, page {series.number}",
        f"Page {series.number}. {summary}",
        (_HOME, Crumb(title, address)),
        view,
        updated,
        feed,
    )


def _newest(lines: Iterable[ActionSummary]) -> date | None:
    """Return the day of the newest update of actions, if there are any."""
    return max((line.updated for line in lines), default=None)
