"""The URL a site is published at, with a slash at its end: as somebody wrote it, or GitHub's."""

from __future__ import annotations

import re

from ..content.parsers import is_web_url
from ..messages import quoted

__all__ = ["pages_base_url", "parse_base_url"]

_REPOSITORY = re.compile(r"https://github\.com/(?P<owner>[^/]+)/(?P<name>[^/]+)")


def parse_base_url(site_url: str) -> str:
    """Return the base URL of a SITEURL that somebody wrote; raises `ValueError`."""
    url = site_url.strip().rstrip("/")
    if not is_web_url(url) or any(character in url for character in "?#'"):
        raise ValueError(
            f"SITEURL is {quoted(site_url)}, which is not the address of a site."
            " Write it like https://plan.example.org."
        )
    return f"{url}/"


def pages_base_url(repository: str | None) -> str:
    """Return the base URL at which GitHub Pages serves a repository, or nothing for another.

    `https://github.com/owner/plan` is served at `https://owner.github.io/plan/`, and a repository
    named `owner.github.io` at the root.
    """
    found = _REPOSITORY.fullmatch(repository or "")
    if found is None:
        return ""
    host = f"{found['owner'].casefold()}.github.io"
    path = "" if found["name"].casefold() == host else f"{found['name']}/"
    return f"https://{host}/{path}"
