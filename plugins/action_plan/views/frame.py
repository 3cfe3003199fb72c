"""What surrounds every page: whose plan it is, the menus, the source and the period."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from .. import urls
from ..content.fields import Stage
from ..content.models import Plan
from ..content.when import When
from ..hosting import Hosting
from .page import Menu, Page
from .plan_index import Link, PlanIndex
from .share_picture import SharePicture, share_picture

__all__ = ["SiteFrame", "site_frame"]


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteFrame:
    """What surrounds every page; templates know it as `site`."""

    plan: Plan
    navigation: tuple[Link, ...]
    """The main pages."""
    about: tuple[Link, ...]
    """The pages about the plan and about the site."""
    stages: frozenset[Stage]
    """The stages that a status has."""
    source_url: str
    period_has_ended: bool
    updated: When | None
    """The day of the newest update, or `None` where there is none."""
    terms: tuple[tuple[str, str], ...]
    """The plan's abbreviations with their meanings."""
    hosting: Hosting
    share_picture: SharePicture | None
    """What other sites show with a link to a page, where the site's URL is known."""


def site_frame(plan_index: PlanIndex, pages: Iterable[Page[object]], hosting: Hosting) -> SiteFrame:
    """Return what surrounds the pages of a site, with the links to those that a menu names."""
    content = plan_index.content
    menus: dict[Menu | None, list[Link]] = {menu: [] for menu in (None, *Menu)}
    for page in pages:
        menus[page.menu].append(page.link)
    return SiteFrame(
        plan=content.plan,
        navigation=tuple(menus[Menu.NAVIGATION]),
        about=(*menus[Menu.ABOUT_PLAN], *menus[Menu.ABOUT_SITE]),
        stages=frozenset(status.stage for status in content.plan.statuses),
        source_url=urls.source(content.plan.source_document.file),
        period_has_ended=content.today > content.plan.period.end,
        updated=plan_index.updated,
        terms=tuple(content.glossary.words.items()),
        hosting=hosting,
        share_picture=share_picture(plan_index) if hosting.base_url else None,
    )
