"""The URL of a published site: as somebody wrote it, or GitHub's of the repository."""

from __future__ import annotations

import pytest
from action_plan.hosting import pages_base_url
from action_plan.publishing.remote import parse_base_url


@pytest.mark.parametrize(
    ("repository", "base_url"),
    [
        ("https://github.com/Owner/plan", "https://owner.github.io/plan/"),
        ("https://github.com/Owner/Owner.github.io", "https://owner.github.io/"),
        ("https://git.example/owner/plan", ""),
        (None, ""),
    ],
)
def test_base_url_of_pages(repository: str | None, base_url: str) -> None:
    """GitHub serves a repository under its owner's host; of other servers nothing is known."""
    assert pages_base_url(repository) == base_url


@pytest.mark.parametrize("site_url", ["https://plan.example/a", " https://plan.example/a/ "])
def test_base_url_has_one_slash_at_its_end(site_url: str) -> None:
    assert parse_base_url(site_url) == "https://plan.example/a/"


@pytest.mark.parametrize(
    "site_url",
    [
        *("plan.example", "ftp://plan.example", "https://a/?q", "https://a b", "https://[x"),
        *("", "mailto:a@plan.example", "https://a/#b", "https://a:0/", "https://", "https://a/<"),
    ],
)
def test_what_is_no_site_url_is_refused_with_what_to_write(site_url: str) -> None:
    with pytest.raises(ValueError, match="which is not the address of a site"):
        parse_base_url(site_url)
