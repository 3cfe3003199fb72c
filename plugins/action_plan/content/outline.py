"""The outline of a plan: what decides which files the site has, as far as it can be read."""

from __future__ import annotations

from collections.abc import Mapping

from ..frozen import frozen

__all__ = ["Outline"]


@frozen
class Outline:
    """What a plan has that gets a file of its own, even where the rest of it has problems."""

    actions: tuple[str, ...]
    """Ids as URLs and the names of their files have them."""
    themes: tuple[str | None, ...]
    """Ids in the order of plan.yml; `None` where one cannot be read."""
    actions_by_theme: Mapping[str, int]
    """How many actions say that they belong to a theme, by its id."""
    parts_by_action: Mapping[str, tuple[str, ...]]
    """The anchors of the parts of an action's page in which it says something, by its id."""
    sections: tuple[str | None, ...]
    """Ids in the order of plan.yml; `None` where one cannot be read."""
    actions_by_section: Mapping[str, int]
    """How many actions say that they are in a section, by its id."""
    statuses: tuple[str, ...]
    """Ids."""
    updates: int
    """How many updates can be read."""
    has_updates: bool
    """Whether there are any, be it some that cannot be read."""
    has_due_dates: bool
    """Whether an action has one, or a milestone."""
    filled: frozenset[str]
    """Lists that an action, or a measure of one, has something in: `milestones`, `readings`."""
    has_money: bool
    """Whether the plan says, or may say, anything of what pays for its actions."""
    has_sections: bool
    """Whether the plan has, or may have, sections."""
    has_reports: bool
    """Whether an action has, or may have, a status."""
    has_reviews: bool
    """Whether the plan promises, or may promise, reviews."""
    pages: tuple[str, ...]
    """Slugs of the pages of content/pages/."""
    has_statement: bool
    """Whether plan.yml has an accessibility statement."""
    redirects: tuple[tuple[str | None, str | None], ...]
    """The old URL and the new one of each redirect; `None` where it cannot be read."""
    source: tuple[str, ...]
    """The names of the files of content/source/, hidden ones left out; the document first."""
