"""The templates: how they are compiled, what all of them share, and how a page is printed."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

from jinja2 import Environment, FileSystemBytecodeCache
from jinja2.defaults import DEFAULT_NAMESPACE
from pelican import Pelican

from .. import formatting, urls
from ..views.frame import SiteFrame
from ..views.page import Page
from .settings import BUILD

__all__ = ["Templates", "keep_compiled_templates"]

_SHORT_HYPHENATED = re.compile(r"(?<![\w-])(\w{1,2}-\w{1,9}|\w{1,9}-\w{1,2})(?![\w-])")
"""Words in which a line that ends at the hyphen would leave a letter or two: `co-op`, `e-bike`."""

_PRINTED_ONCE = (
    ("mark", "mark"),
    ("mark", "shapes"),
    ("day", "day"),
    ("status", "tag"),
    ("note", "period"),
    ("print", "print"),
    ("provenance", "document"),
    ("provenance", "checksum"),
    ("crumbs", "crumbs"),
    ("header", "header"),
    ("footer", "footer"),
)
"""Macros that print the same on many pages, by their component; those that others call come first.

Each is printed once a build for each set of arguments, compared by value. Without this, printing
takes half as long again.
"""


def keep_compiled_templates(pelican: Pelican) -> None:
    """Have Jinja keep what it compiles in the theme's `__pycache__`, where that can be written.

    Compiling the templates takes longer than printing the pages of a small plan. What is compiled
    has the links of the site or of a preview in it, and so each of the two keeps its own.
    """
    folder = Path(pelican.theme) / "__pycache__"
    try:
        folder.mkdir(exist_ok=True)
    except OSError:
        return  # a theme that cannot be written to is compiled for each build
    if os.access(folder, os.W_OK):
        environment = dict(pelican.settings["JINJA_ENVIRONMENT"])
        kind = "preview" if pelican.settings[BUILD].settings.preview else "site"
        environment["bytecode_cache"] = FileSystemBytecodeCache(str(folder), f"{kind}-%s.cache")
        pelican.settings["JINJA_ENVIRONMENT"] = environment


class Templates:
    """Prints pages with the templates of an environment."""

    def __init__(
        self,
        environment: Environment,
        site: SiteFrame,
        records: Mapping[str, object],
        *,
        preview: bool,
    ) -> None:
        """Offer every template the site, and the filters that print values and links.

        Those of pages find the records, too, by their names. `preview` makes links that work where
        the site is opened from disk. No template may have been loaded before.
        """
        link = urls.link_to_file if preview else urls.link
        environment.filters.update(
            formatting.filters(site.plan.currency),
            link=link,
            body=lambda text, root, level=3: text.html.html(root, link, level),
            by_short_hyphenated=_SHORT_HYPHENATED.split,
        )
        # Jinja looks through all global names at each import on each page, so that only what
        # components need is one; no template needs those of its own.
        for name in DEFAULT_NAMESPACE:
            environment.globals.pop(name, None)
        environment.globals["site"] = site
        # Jinja keeps a component as one module for all templates that have the same globals.
        for component, macro in _PRINTED_ONCE:
            module = environment.get_template(f"components/{component}.html").module
            setattr(module, macro, cache(getattr(module, macro)))
        self._template = cache(environment.get_template)
        self._records = records
        # The page for what is not found answers at any address, and so starts from the host;
        # a preview has no host.
        self._base_url = site.hosting.base_url
        self._host_root = "./" if preview else urlsplit(self._base_url).path or "/"

    def render(self, page: Page[object]) -> str:
        """Return a page as HTML."""
        root = self._host_root if page.url == urls.NOT_FOUND else page.relative_root
        return self._template(f"{page.template}.html").render(
            page=page,
            view=page.view,
            root=root,
            structured=page.structured(self._base_url),
            **self._records,
        )

    def share_picture(self) -> str:
        """Return the picture that other sites show with a link, as SVG."""
        return self._template("share_picture.svg").render()
