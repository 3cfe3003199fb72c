"""Why something is not published, in sentences for whoever tried."""

from __future__ import annotations

__all__ = ["OVERTAKEN", "PUBLISHED_NOW", "UNCHANGED", "RefusedError"]

UNCHANGED = "Nothing was published. The site that residents see is as it was."
OVERTAKEN = "Nothing was published from here. Residents see what somebody else published."
PUBLISHED_NOW = "The new site is published."


class RefusedError(Exception):
    """Publishing cannot go on; says why and what to do, and what is known of the site now."""

    def __init__(self, *reasons: str) -> None:
        self.reasons = reasons
        self.outcome = UNCHANGED
        super().__init__(*reasons)

    @property
    def sentences(self) -> tuple[str, ...]:
        """All of it, in the order in which it is read."""
        return (*self.reasons, self.outcome)
