"""Why something is not published, in sentences for whoever tried."""

from __future__ import annotations

__all__ = ["UNCHANGED", "RefusedError"]

UNCHANGED = "Nothing was published. The site that residents see is as it was."


class RefusedError(Exception):
    """Publishing cannot go on; carries sentences: why, what to do, and how the site is now."""

    def __init__(self, *reasons: str, outcome: str = UNCHANGED) -> None:
        self.sentences = (*reasons, outcome)
        super().__init__("\n".join(self.sentences))
