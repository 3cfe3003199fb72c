"""Pelican's writer of Atom feeds, but for its clock; it loads only where a feed is written."""

from __future__ import annotations

from datetime import datetime

from feedgenerator import Atom1Feed

__all__ = ["AtomFeed"]


class AtomFeed(Atom1Feed):  # type: ignore[misc] # Pelican's feedgenerator has no types
    """An Atom feed that is never dated by the clock, not even where it has no entries."""

    def latest_post_date(self) -> datetime:
        """Return the day of the newest entry, or that of the plan's source document."""
        days: list[datetime] = [item["updateddate"] for item in self.items]
        return max(days, default=self.feed["first_date"])
