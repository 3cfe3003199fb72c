"""The address a site is published at, found where it is known."""

from __future__ import annotations

import re

from ..content.parsers import is_web_url
from ..messages import quoted

__all__ = ["checked_address", "pages_address"]

_REPOSITORY = re.compile(r"https://github\.com/(?P<owner>[^/]+)/(?P<name>[^/]+)")


def checked_address(written: str) -> str:
    """Return an address that somebody wrote, without a slash at its end; raises `ValueError`."""
    address = written.strip().rstrip("/")
    if not is_web_url(address) or any(character in address for character in "?#'"):
        raise ValueError(
            f"SITEURL is {quoted(written)}, which is not the address of a site."
            " Write it like https://plan.example.org."
        )
    return address


def pages_address(repository: str | None) -> str | None:
    """Return the address at which GitHub Pages serves a repository, or `None` where it is not one.

    `https://github.com/owner/plan` is served at `https://owner.github.io/plan`, and a repository
    named `owner.github.io` at the root.
    """
    found = _REPOSITORY.fullmatch(repository or "")
    if found is None:
        return None
    host = f"{found['owner'].casefold()}.github.io"
    return (
        f"https://{host}" if found["name"].casefold() == host else f"https://{host}/{found['name']}"
    )
