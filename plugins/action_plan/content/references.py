"""What files say of each other: ids, related actions, and links in bodies."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

from .folder import ContentFiles
from .front_matter import Block
from .plan_file import PlanFile
from ..messages import did_you_mean, quoted
from ..natural_order import natural_key
from .models import Action
from .validation import has_fields
from .parsers import parse_id

__all__ = ["SiteLink", "check_ids", "check_links", "check_redirects"]


class SiteLink(NamedTuple):
    """A link in a body to a page of the site: where it stands, what it means, how it is written."""

    path: Path
    line: int
    address: str
    written: str


def check_ids(
    files: ContentFiles, actions: Mapping[Path, Action], block_of: Callable[[Path], Block]
) -> None:
    """An id must equal its file's name, and `related` and `superseded_by` must name actions.

    `block_of` gives a file's front matter, for the lines of what is wrong there.
    """
    ids = {path.stem for path in actions}
    choices = cache(lambda: _in_order(ids))
    folded: dict[str, Path] = {}
    for path, action in actions.items():
        first = folded.setdefault(path.stem.casefold(), path)
        if first is not path:
            message = f"differs from {files.name(first)} in capitals only. Give each its own id."
            files.report_field(path, block_of(path), ("id",), message)
        if has_fields(action, "id") and action.id != path.stem:
            files.report_field(path, block_of(path), ("id",), _differs(action.id, path, ids))
        for location, other in _named(action):
            if other not in ids:
                near = did_you_mean(other, choices())
                message = f"{quoted(other)} is not an action.{near}"
                files.report_field(path, block_of(path), location, message)


def _in_order(names: Iterable[str]) -> list[str]:
    """Return names in the order people count, which decides between two that are as near."""
    return sorted(names, key=natural_key)


def _named(action: Action) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Return the other actions that an action names, and where."""
    if has_fields(action, "related"):
        for index, other in enumerate(action.related):
            yield ("related", index), other
    if has_fields(action, "superseded_by") and action.superseded_by is not None:
        yield ("superseded_by",), action.superseded_by


def _differs(found: str, path: Path, ids: Collection[str]) -> str:
    """Say how an id and its file's name are made one."""
    try:
        parse_id(path.stem)
    except ValueError:
        if found in ids:
            return (
                f"{quoted(found)} is used twice: {found}.md has it too."
                " Name this file after an id of its own, like 4.2.1.md, and write that id here."
            )
        return f'{quoted(found)} differs from the file\'s name. Rename the file to "{found}.md".'
    if found in ids:
        return (
            f"{quoted(found)} is used twice: {found}.md has it too."
            f' This file is named {path.name}: write "id: {path.stem}".'
        )
    return (
        f"{quoted(found)} differs from the file's name."
        f' Write "id: {path.stem}", or rename the file to {found}.md.'
    )


def check_links(files: ContentFiles, links: Collection[SiteLink], known: Collection[str]) -> None:
    """A link in a body must lead to an action or a page of the site."""
    choices = cache(lambda: _in_order(f"/{address}" for address in known))
    for link in links:
        address = link.address.partition("?")[0]
        if address not in known:
            near = did_you_mean(f"/{address}", choices())
            message = f"the link {quoted(link.written)} leads to no action or page here.{near}"
            files.report(link.path, message, link.line)


def check_redirects(files: ContentFiles, plan_file: PlanFile, known: Collection[str]) -> None:
    """A redirect must start at an address that no page has, and lead to one that a page has."""
    choices = cache(lambda: _in_order(f"/{address}" for address in known))
    redirects = plan_file.plan.redirects if has_fields(plan_file.plan, "redirects") else ()
    for index, redirect in enumerate(redirects):
        if has_fields(redirect, "from_") and redirect.old_address in known:
            message = (
                f"{quoted(redirect.from_)} is a page of this site, which a redirect would"
                " hide. Delete the redirect, or the page."
            )
            place = ("redirects", index, "from")
            files.report_field(plan_file.path, plan_file.block, place, message)
        if has_fields(redirect, "to") and redirect.new_address not in known:
            message = (
                f"{quoted(redirect.to)} is no action or page here."
                f"{did_you_mean(redirect.to, choices())}"
                " A redirect must lead to a page that is there."
            )
            place = ("redirects", index, "to")
            files.report_field(plan_file.path, plan_file.block, place, message)
