"""The outline of a plan: what the site has pages for, as far as the content can be read."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Outline"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """What a plan has that gets a page of its own, even where the rest of it has problems."""

    actions: tuple[str, ...]
    """Ids, as the names of their files have them."""
    themes: tuple[str, ...]
    """Ids."""
    pages: tuple[str, ...]
    """Slugs of the pages of content/pages/."""
    has_statement: bool
    """Whether plan.yml has an accessibility statement."""
