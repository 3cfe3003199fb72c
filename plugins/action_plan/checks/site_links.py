"""Links, redirects and names of files: all that the content names against the files of the site."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from urllib.parse import unquote, urlsplit

from .. import urls
from ..content.front_matter import Block
from ..content.loading import LoadedFolder
from ..content.record_file import Link
from ..content.validation import has_fields
from ..messages import did_you_mean, quoted
from ..natural_order import natural_key
from ..views.site_file import Kind, SiteFile
from .site_files import collisions, served_files, site_files, theme_files

__all__ = ["check_site_links"]

Near = Callable[[str], str]
"""Returns the hint at the page whose URL is nearest to what is written."""


def check_site_links(loaded: LoadedFolder) -> None:
    """Note each link and redirect that leads nowhere, and each name that another file has."""
    files = site_files(loaded.outline, theme_files(loaded.files.folder.parent / "theme"))
    served = served_files(files)
    # In this order, of two URLs that are equally near to what was written, the first is offered.
    pages = cache(
        lambda: sorted(
            (f"/{file.url}" for file in files if file.kind is Kind.PAGE), key=natural_key
        )
    )

    def near(written: str) -> str:
        return did_you_mean(written, pages())

    for file, other in collisions(files):
        _report(loaded, file, _collision(loaded, file, other))
    _check_links(loaded, served, near)
    for index, (_, new) in enumerate(loaded.outline.redirects):
        target = served.get(urls.save_as(new)) if new is not None else None
        if new is not None and (target is None or target.kind is not Kind.PAGE):
            written = loaded.plan_file.plan.redirects[index].to
            message = (
                f"{quoted(written)} is no action or page here.{near(written)}"
                " A redirect must lead to a page that is there."
            )
            plan_file = loaded.plan_file
            location = ("redirects", index, "to")
            loaded.files.report_field(plan_file.path, plan_file.block, location, message)


def _check_links(loaded: LoadedFolder, served: Mapping[str, SiteFile], near: Near) -> None:
    plan = loaded.plan_file.plan
    domain = plan.domain if has_fields(plan, "domain") else None
    for link in loaded.links:
        url = _url_here(link, domain)
        if url is None:
            continue
        address, _, anchor = url.partition("#")
        address = address.partition("?")[0]
        found = served.get(urls.save_as(address))
        if found is None and link.is_complete:
            # Who opens a complete address without its last slash is sent on to the page.
            found = served.get(urls.save_as(f"{address}/"))
        if found is None:
            problem = f"leads to no action or page here.{near(f'/{address}')}"
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
    parts = urlsplit(link.url)
    if domain is None or parts.hostname != domain:
        return None
    return parts._replace(scheme="", netloc="").geturl().removeprefix("/")


def _report(loaded: LoadedFolder, file: SiteFile, message: str) -> None:
    """Note a problem of the file of the content that makes a file of the site."""
    path = loaded.files.folder / file.made_by
    block = Block()
    if path == loaded.plan_file.path:
        block = loaded.plan_file.block
    elif path in loaded.actions:
        block = Block(lines=loaded.actions[path].lines)
    if file.location:
        loaded.files.report_field(path, block, file.location, message)
    else:
        loaded.files.report(path, message)


def _collision(loaded: LoadedFolder, file: SiteFile, other: SiteFile) -> str:
    """Return what to change where two files of the site cannot be beside each other."""
    name = loaded.files.name(loaded.files.folder / other.made_by)
    folder = file.made_by.partition("/")[0]
    if file.kind is Kind.REDIRECT:
        return _collision_of_redirect(loaded, file, other)
    if folder == "source":
        return f"differs from {name} in capitals only. Rename one of the two."
    if folder == "actions":
        if other.made_by.startswith("actions/"):
            return f"differs from {name} in capitals only. Each needs its own id."
        return f"cannot be an id here, because {_own(other)}. Choose another."
    if other.made_by.startswith("pages/"):
        return f"differs from {name} in capitals only. Rename one of the two."
    return f"{_own(other)}. Rename the file."


def _collision_of_redirect(loaded: LoadedFolder, file: SiteFile, other: SiteFile) -> str:
    redirects = loaded.plan_file.plan.redirects
    written = quoted(redirects[int(file.location[1])].from_)
    is_same = file.save_as == other.save_as
    if other.kind is Kind.REDIRECT:
        other_written = quoted(redirects[int(other.location[1])].from_)
        if is_same:
            also = f", also as {other_written}" if other_written != written else ""
            return f"{written} is redirected twice{also}. Keep one of the two."
        if _folds_to(file, other):
            return f"{written} differs from {other_written} in capitals only. Keep one of the two."
        return (
            f"{written} and {other_written} cannot both be redirected: one is a file, which the"
            " other has as a folder. Keep one of the two."
        )
    if is_same:
        remedy = "Delete the redirect, or the page." if other.made_by else "Delete the redirect."
        return f"{written} is a page of this site, which a redirect would hide. {remedy}"
    if _folds_to(file, other):
        return (
            f"{written} differs from /{other.url}, a page of this site, in capitals only."
            " Delete the redirect."
        )
    return f"{written} cannot be redirected: {_own(other)}. Delete the redirect."


def _own(file: SiteFile) -> str:
    """Return what is in the way, as the end of a sentence."""
    if file.is_folder:
        return f"everything below /{file.url} is the site's own"
    noun = "file" if file.url and not file.url.endswith("/") else "page"
    return f"the site has a {noun} of its own at /{file.url}"


def _folds_to(file: SiteFile, other: SiteFile) -> bool:
    return file.save_as.casefold() == other.save_as.casefold()
