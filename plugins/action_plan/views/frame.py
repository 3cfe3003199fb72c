"""What surrounds every page: whose plan it is, the menus, the source and the period."""

from __future__ import annotations

from collections.abc import Iterable

from .. import urls
from ..content.fields import Stage
from ..content.plan_models import Plan
from ..content.when import When
from ..frozen import frozen
from ..hosting import Hosting
from .action_summary import Link
from .page import Menu, Page
from .plan_index import PlanIndex
from .share_picture import SharePicture, share_picture

__all__ = ["SiteFrame", "site_frame"]


@frozen
class SiteFrame:
    """What surrounds every page; templates know it as `site`."""

    plan: Plan
    navigation: tuple[Link, ...]
    """The main pages."""
    about: tuple[Link, ...]
    """The pages about the plan and about the site."""
    stages: frozenset[Stage]
    """The stages that a status has, or what takes the place of one."""
    source_url: str
    """The document as received, or nothing where the site has no file of it."""
    period_has_ended: bool
    consultation_has_ended: bool
    has_updates: bool
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
    document, consultation = content.plan.source_document, content.plan.consultation
    menus: dict[Menu | None, list[Link]] = {menu: [] for menu in (None, *Menu)}
    for page in pages:
        menus[page.menu].append(page.link)
    return SiteFrame(
        plan=content.plan,
        navigation=tuple(menus[Menu.NAVIGATION]),
        about=(*menus[Menu.ABOUT_PLAN], *menus[Menu.ABOUT_SITE]),
        stages=frozenset(status.stage for status in plan_index.statuses.values()),
        source_url=urls.source(document.file) if document.file else "",
        period_has_ended=content.today > content.plan.period.end,
        consultation_has_ended=bool(consultation and content.today > consultation.until),
        has_updates=bool(plan_index.updates),
        updated=plan_index.updated,
        terms=tuple(content.glossary.words.items()),
        hosting=hosting,
        share_picture=share_picture(plan_index) if hosting.base_url else None,
    )
