"""The outline of a plan: what decides which files the site has, as far as it can be read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

__all__ = ["Outline"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """What a plan has that gets a file of its own, even where the rest of it has problems."""

    actions: tuple[str, ...]
    """Ids, as the names of their files have them."""
    themes: Mapping[str, int]
    """How many actions can be read of each theme, by its id."""
    sections: tuple[str, ...]
    """Ids."""
    statuses: tuple[str, ...]
    """Ids."""
    updates: int
    """How many updates can be read."""
    has_due_dates: bool
    """Whether an action has one."""
    pages: tuple[str, ...]
    """Slugs of the pages of content/pages/."""
    has_statement: bool
    """Whether plan.yml has an accessibility statement."""
    redirects: tuple[tuple[str, str], ...]
    """The old URL and the new one of each redirect, empty where it cannot be read."""
    source: tuple[str, ...]
    """The files of content/source/ that are published, by their names in that folder."""
