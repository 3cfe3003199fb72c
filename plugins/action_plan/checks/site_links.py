"""Links and redirects: every URL that the content names against the files that the site has."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from urllib.parse import unquote, urlsplit

from .. import urls
from ..content.loading import LoadedFolder
from ..content.models import has_fields
from ..content.record_file import Link
from ..messages import quoted, suggester
from ..natural_order import natural_key
from ..views.site_file import Kind, SiteFile
from .collisions import check_collisions, folded
from .documents import check_documents
from .site_files import served_files, site_files, theme_files

__all__ = ["check_site_links"]

_OF_THE_PLAN = ("themes/", "sections/", urls.ACCESSIBILITY)
"""How the URLs of pages begin that plan.yml decides on."""
_WEB_PORTS = (None, 80, 443)

Near = Callable[[str], str]
"""Returns the hint at the page whose URL is nearest to what is written."""


def check_site_links(loaded: LoadedFolder) -> None:
    """Note each link and redirect that leads nowhere, and each file in the place of another."""
    files = site_files(loaded.outline, theme_files(loaded.files.folder.parent / "theme"))
    served = served_files(files)
    # In this order, of two URLs that are equally near to what was written, the first is offered.
    near = suggester(
        lambda: sorted(
            (f"/{file.url}" for file in files if file.kind is Kind.PAGE), key=natural_key
        )
    )

    to_themselves = set(_check_redirects(loaded, served, near))
    check_collisions(loaded, (file for file in files if file.location[:2] not in to_themselves))
    check_documents(loaded)
    _check_links(loaded, served, near)


def _check_redirects(
    loaded: LoadedFolder, served: Mapping[str, SiteFile], near: Near
) -> Iterator[tuple[str, int]]:
    """Note each redirect that leads to no page; yield where those are that lead to themselves."""
    for index, (old, new) in enumerate(loaded.outline.redirects):
        target = served.get(urls.save_as(new)) if new is not None else None
        if new is None or (old != new and target and target.kind is Kind.PAGE):
            continue
        written = loaded.plan_file.plan.redirects[index].to
        if old is not None and folded(urls.save_as(old)) == folded(urls.save_as(new)):
            yield ("redirects", index)
            message = (
                f"{quoted(written)} leads to itself. Write the page that took its place, or delete"
                " the redirect."
            )
        else:
            message = (
                f"{quoted(written)} is no action or page here.{near(written)}"
                " A redirect must lead to a page that is there."
            )
        loaded.files.report_field(loaded.plan_file.block, ("redirects", index, "to"), message)


def _check_links(loaded: LoadedFolder, served: Mapping[str, SiteFile], near: Near) -> None:
    plan = loaded.plan_file.plan
    domain = plan.domain if has_fields(plan, "domain") else None
    for link in loaded.links:
        url = _url_here(link, domain)
        if url is None or (url.startswith(_OF_THE_PLAN) and not loaded.plan_file.block.is_readable):
            continue
        address, _, anchor = url.partition("#")
        address = address.partition("?")[0]
        found = served.get(urls.save_as(address))
        if found is None and link.is_complete:
            # Who opens a complete address without its last slash is sent on to the page.
            found = served.get(urls.save_as(f"{address}/"))
        if found is None:
            action = f"actions/{link.written.removesuffix('.md')}/"
            is_action = link.written.endswith(".md") and urls.save_as(action) in served
            hint = f' Did you mean "../actions/{link.written}"?' if is_action else ""
            problem = f"leads to no action or page here.{hint or near(f'/{address}')}"
        elif anchor and found.anchors and unquote(anchor) not in found.anchors:
            problem = (
                f"names no part that /{found.url} always has. Link to the page alone,"
                f" or to one of its parts: #{', #'.join(found.anchors)}."
            )
        else:
            continue
        loaded.files.report(link.path, f"the link {quoted(link.written)} {problem}", link.line)


def _url_here(link: Link, domain: str | None) -> str | None:
    """Return what a link means as a URL within the site, or `None` where it leads elsewhere."""
    if not link.is_complete:
        return link.url
    if domain is None:
        return None
    parts = urlsplit(link.url)
    if parts.hostname != domain or parts.port not in _WEB_PORTS:
        return None
    return parts._replace(scheme="", netloc="").geturl().removeprefix("/")
