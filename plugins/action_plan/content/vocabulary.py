"""The words of a plan: what its themes, sections and statuses are called, and what else it says.

Records are validated with it, and rules look into it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from .markdown_text import MarkdownText
from .notes import NoteRenderer
from .parsers import fold

if TYPE_CHECKING:
    from .plan_models import Facet, Part

__all__ = ["Vocabulary", "Words"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """What the items of one of the plan's tables are called."""

    spellings: Mapping[str, str]
    """The id that each spelling means, as it is written and folded."""
    labels: Mapping[str, str]
    """The label of each id, in the order of the table."""

    @classmethod
    def spelled(cls, spellings: dict[str, str], labels: Mapping[str, str]) -> Words:
        """Return what items are called, by these spellings as they are and folded."""
        folded = {fold(spelling): item_id for spelling, item_id in spellings.items()}
        return cls(spellings=folded | spellings, labels=labels)

    def meant(self, written: str) -> str:
        """Return the id of the item that is called so, or what is written where none is."""
        return self.spellings.get(written) or self.spellings.get(fold(written)) or written


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary:
    """What validation and rules know of the plan; `None` is for what plan.yml does not say.

    It is the context that records are validated with.
    """

    themes: Words | None = None
    sections: Words | None = None
    statuses: Words | None = None
    parts: tuple[Part, ...] | None = None
    facets: tuple[Facet, ...] | None = None
    currency: str | None = None
    markdown: Callable[[str], MarkdownText] | None = None
    """Renders a Markdown text. Without it, texts have no HTML."""
    notes: NoteRenderer = field(default_factory=NoteRenderer)
    today: date = date.max
    """The day after which days are in the future."""
    period_start: date = date.min
    """The first day of the plan's period."""
    document_date: date = date.max
    """The day of the source document, or the first one that it may be of."""
    first_month: int | None = None
    """The month in which financial years begin: that of plan.yml, or of the period's first day."""
    unnamed_time_zone: str = ""
    """The time zone of that day, where plan.yml names none."""

    def status_label(self, status_id: str) -> str:
        """Return the label of a status, or its id where plan.yml has no such status."""
        return self.statuses.labels.get(status_id, status_id) if self.statuses else status_id
