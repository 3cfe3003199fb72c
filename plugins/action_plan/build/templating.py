"""The templates: what all of them share, and how a page is printed with one."""

from __future__ import annotations

from functools import cache
from urllib.parse import urlsplit

from jinja2 import Environment, Template
from markupsafe import Markup

from .. import formatting, urls
from ..views.page import PageView, Site

__all__ = ["Templates"]


class Templates:
    """Prints pages by an environment's templates."""

    def __init__(
        self, environment: Environment, site: Site, site_url: str, *, preview: bool
    ) -> None:
        """Give every template the site, its URL, and the filters that print values and links.

        `preview` makes links that work where the site is opened from disk.
        """
        link = urls.link_to_file if preview else urls.link
        environment.filters.update(
            formatting.filters(site.plan.currency),
            link=link,
            body=lambda html, root: html.html(root, link),
        )
        # Before any template is loaded: Jinja keeps the macros of a component only for templates
        # with the same globals.
        environment.globals.update(site=site, SITEURL=site_url)
        self._template = cache(lambda name: environment.get_template(f"{name}.html"))
        # The page for what is not found answers at any address, and so starts from the host;
        # a preview has no host.
        self._host_root = "./" if preview else urlsplit(site_url).path.rstrip("/") + "/"

    def render(self, page: PageView) -> str:
        """Return a page as HTML."""
        root = self._host_root if page.address == urls.NOT_FOUND else page.root
        return self._template(page.template).render(page=page, view=page.view, root=root)
