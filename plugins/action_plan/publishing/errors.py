"""Why something is not published, in sentences for whoever tried."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from ..messages import describe_os_error
from ..vcs.git import GitError

__all__ = ["EITHER_SITE", "UNCHANGED", "RefusedError", "refusing_with_reasons"]

UNCHANGED = "Nothing was published. The site that residents see is as it was."
EITHER_SITE = "The site that residents see is the old one or the new one, and complete."


class RefusedError(Exception):
    """Publishing cannot go on; carries sentences: why, what to do, and how the site is now."""

    def __init__(self, *reasons: str, outcome: str = UNCHANGED) -> None:
        self.sentences = (*reasons, outcome)
        super().__init__("\n".join(self.sentences))


@contextmanager
def refusing_with_reasons() -> Iterator[None]:
    """Raise `RefusedError` for what fails within: git or the system."""
    try:
        yield
    except GitError as error:
        raise RefusedError(f"git could not go on: {error.cause}.") from None
    except OSError as error:
        raise RefusedError(f"{describe_os_error(error)}.") from None
    except KeyboardInterrupt as stop:
        stop.add_note(EITHER_SITE)
        raise
