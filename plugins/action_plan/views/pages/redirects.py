"""Pages at the URLs of those that have moved."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ... import urls
from ...content.plan_models import Plan
from ..action_summary import Link
from ..page import Page

__all__ = ["pages"]


def pages(plan: Plan, titles: Mapping[str, str]) -> Iterator[Page[Link]]:
    """Return a page for each redirect, and one for its small page if that has moved with it.

    `titles` are those of the site's other pages by their URLs.
    """
    for redirect in plan.redirects:
        for folder in (urls.HOME, urls.EMBED):
            new = folder + redirect.new_address
            if new in titles:
                yield Page(
                    url=folder + redirect.old_address,
                    template="redirect",
                    title="This page has moved",
                    summary=f"This page of the {plan.title} has a new address.",
                    view=Link(titles[new], new),
                    canonical=new,
                )
