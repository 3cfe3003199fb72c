"""Links, redirects and slugs: every URL that the content names against those the site has."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from .. import urls
from ..content.loading import LoadedFolder
from ..content.validation import has_fields
from ..messages import quoted, suggester
from ..natural_order import natural_key
from ..views.registry import page_urls

__all__ = ["check_site_links"]


def check_site_links(loaded: LoadedFolder) -> None:
    """Note each link and redirect that leads nowhere, and what would hide a page of the site."""
    outline = loaded.outline
    known = page_urls(outline)
    # In this order, of two URLs that are equally near to what was written, the first is offered.
    near = suggester(lambda: sorted((f"/{url}" for url in known), key=natural_key))

    _check_slugs(loaded, page_urls(replace(outline, pages=())))
    for link in loaded.links:
        url = link.url.partition("?")[0]
        if url not in known:
            message = f"the link {quoted(link.written)} leads to no action or page here."
            loaded.files.report(link.path, f"{message}{near(f'/{url}')}", link.line)
    plan_file = loaded.plan_file
    redirects = plan_file.plan.redirects if has_fields(plan_file.plan, "redirects") else ()
    for index, redirect in enumerate(redirects):
        if has_fields(redirect, "from_") and redirect.old_address in known:
            message = (
                f"{quoted(redirect.from_)} is a page of this site, which a redirect would"
                " hide. Delete the redirect, or the page."
            )
            location = ("redirects", index, "from")
            loaded.files.report_field(plan_file.path, plan_file.block, location, message)
        if has_fields(redirect, "to") and redirect.new_address not in known:
            message = (
                f"{quoted(redirect.to)} is no action or page here.{near(redirect.to)}"
                " A redirect must lead to a page that is there."
            )
            location = ("redirects", index, "to")
            loaded.files.report_field(plan_file.path, plan_file.block, location, message)


def _check_slugs(loaded: LoadedFolder, own: Collection[str]) -> None:
    """A page's slug must not be that of a page that the site has by itself."""
    for path in loaded.pages:
        if path.stem in urls.RESERVED or urls.page(path.stem) in own:
            message = f"the site has a page of its own at /{path.stem}/. Rename the file."
            loaded.files.report(path, message)
