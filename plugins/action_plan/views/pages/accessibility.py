"""The accessibility statement, where the plan has one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from ... import urls
from ...hosting import Hosting
from ..page import Menu, Page
from ..plan_index import PlanIndex

if TYPE_CHECKING:
    from ...content.loading import Content
    from ...content.markdown import SiteHtml
    from ...content.models import Accessibility, NamedAddress
    from ...content.outline import Outline

__all__ = ["Statement", "TestedPart", "page_urls", "pages"]


@dataclass(frozen=True, slots=True, kw_only=True)
class TestedPart:
    """One test that the statement is based on."""

    date: date
    what: str
    how: SiteHtml


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """The statement, its Markdown rendered; `contact` is its own or else the plan's."""

    scope: SiteHtml
    contact: NamedAddress | None
    response_time: SiteHtml | None
    enforcement: SiteHtml
    compliance: str
    non_accessible: tuple[SiteHtml, ...]
    prepared: date
    reviewed: date
    tested: tuple[TestedPart, ...]
    not_tested: tuple[SiteHtml, ...]


def page_urls(outline: Outline) -> tuple[str, ...]:
    """Return the URL of the statement, if there is one."""
    return (urls.ACCESSIBILITY,) if outline.has_statement else ()


def pages(plan_index: PlanIndex, _hosting: Hosting) -> Iterator[Page[Statement]]:
    """Return the page of the statement, if there is one."""
    plan = plan_index.plan
    if plan.accessibility is not None:
        yield Page(
            url=urls.ACCESSIBILITY,
            template="accessibility",
            title="Accessibility statement",
            menu=Menu.ABOUT_SITE,
            summary=f"How accessible the site of the {plan.title} is,"
            " and what to do if you cannot use it.",
            view=_statement(plan_index.content, plan.accessibility),
        )


def _statement(content: Content, statement: Accessibility) -> Statement:
    return Statement(
        scope=statement.scope.html,
        contact=statement.contact or content.plan.contact,
        response_time=statement.response_time.html if statement.response_time else None,
        enforcement=statement.enforcement.html,
        compliance=statement.compliance,
        non_accessible=tuple(text.html for text in statement.non_accessible),
        prepared=statement.prepared,
        reviewed=statement.reviewed,
        tested=tuple(
            TestedPart(date=test.date, what=test.what, how=test.how.html)
            for test in statement.tested
        ),
        not_tested=tuple(text.html for text in statement.not_tested),
    )
