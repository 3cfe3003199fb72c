"""Where the site is published and where its content is kept, as far as that is known."""

from __future__ import annotations

from dataclasses import dataclass

from .vcs.provenance import Revision
from .vcs.repository import Repository

__all__ = ["Hosting"]


@dataclass(frozen=True, slots=True)
class Hosting:
    """The site's address, the commit its content comes from and the repository of that."""

    site: str = ""
    """The site's address with a slash behind it, or empty where it is not known."""
    revision: Revision | None = None
    repository: Repository | None = None

    @property
    def root(self) -> str:
        """What stands before an address in data: that of the site, or `/` where none is known."""
        return self.site or "/"

    @property
    def commit(self) -> str | None:
        """The address of the commit that last changed the content."""
        if self.revision is None or self.repository is None:
            return None
        return self.repository.commit(self.revision.commit)
