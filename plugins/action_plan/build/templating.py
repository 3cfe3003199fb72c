"""The templates: what all of them share, and how a page is printed with one."""

from __future__ import annotations

from functools import cache
from typing import Any
from urllib.parse import urlsplit

from jinja2 import Environment
from jinja2.defaults import DEFAULT_NAMESPACE

from .. import formatting, urls
from ..views.frame import SiteFrame
from ..views.page import Page

__all__ = ["Templates"]


class Templates:
    """Prints pages with the templates of an environment."""

    def __init__(
        self,
        environment: Environment,
        site: SiteFrame,
        site_url: str,
        *,
        preview: bool,
    ) -> None:
        """Offer every template the site, its URL, and the filters that print values and links.

        `preview` makes links that work where the site is opened from disk. No template may have
        been loaded before.
        """
        link = urls.link_to_file if preview else urls.link
        environment.filters.update(
            formatting.filters(site.plan.currency),
            link=link,
            body=lambda html, root: html.html(root, link),
        )
        # Jinja looks through all global names at each import and each page, so that those of its
        # own, which no template needs, cost a tenth of printing.
        for name in DEFAULT_NAMESPACE:
            environment.globals.pop(name, None)
        environment.globals.update(site=site, SITEURL=site_url)
        self._base_url = site.hosting.base_url
        environment.globals.update(_shared_parts(environment))
        self._template = cache(lambda name: environment.get_template(f"{name}.html"))
        # The page for what is not found answers at any address, and so starts from the host;
        # a preview has no host.
        self._host_root = "./" if preview else urlsplit(site_url).path.rstrip("/") + "/"

    def render(self, page: Page[object]) -> str:
        """Return a page as HTML."""
        root = self._host_root if page.address == urls.NOT_FOUND else page.root
        return self._template(page.template).render(
            page=page, view=page.view, root=root, structured=page.structured(self._base_url)
        )


def _shared_parts(environment: Environment) -> dict[str, Any]:
    """Return what is alike on many pages, each printed once for each set of values.

    That is a third of what is printed on an action's page.
    """

    def macro(name: str) -> Any:
        return getattr(environment.get_template(f"components/{name}.html").module, name)

    marks: Any = environment.get_template("components/mark.html").module
    return {
        "crumbs": cache(macro("crumbs")),
        "footer": cache(macro("footer")),
        "header": cache(macro("header")),
        "mark_shapes": marks.shapes(),
    }
