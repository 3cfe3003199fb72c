"""The accessibility statement: what its page shows."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from ...content.loading import Content
    from ...content.markdown import SiteHtml
    from ...content.models import Accessibility, NamedAddress

__all__ = ["Statement", "TestLine", "accessibility_statement"]


class TestLine(NamedTuple):
    """One test behind the statement."""

    date: date
    what: str
    how: SiteHtml


class Statement(NamedTuple):
    """The statement, its Markdown rendered; `contact` is its own or else the plan's."""

    scope: SiteHtml
    contact: NamedAddress | None
    response_time: SiteHtml | None
    enforcement: SiteHtml
    compliance: str
    non_accessible: tuple[SiteHtml, ...]
    prepared: date
    reviewed: date
    tested: tuple[TestLine, ...]
    not_tested: tuple[SiteHtml, ...]


def accessibility_statement(content: Content, statement: Accessibility) -> Statement:
    """Return what the page of the accessibility statement shows."""
    return Statement(
        statement.scope.html,
        statement.contact or content.plan.contact,
        statement.response_time.html if statement.response_time else None,
        statement.enforcement.html,
        statement.compliance,
        tuple(text.html for text in statement.non_accessible),
        statement.prepared,
        statement.reviewed,
        tuple(TestLine(test.date, test.what, test.how.html) for test in statement.tested),
        tuple(text.html for text in statement.not_tested),
    )
