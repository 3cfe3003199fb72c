"""What must hold before a plan is published, besides the rules that hold for every build."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from .rules import Violation
from .validation import has_fields

if TYPE_CHECKING:
    from .models import Plan

__all__ = ["broken_publishing_rules"]


def broken_publishing_rules(plan: Plan, today: date) -> Iterator[Violation]:
    """Return what a plan, perhaps with fields missing, lacks on a day to be published."""
    yield from _has_an_accessibility_statement(plan)
    yield from _statement_names_a_contact(plan)
    yield from _statement_was_reviewed_within_12_months(plan, today)


def _has_an_accessibility_statement(plan: Plan) -> Iterator[Violation]:
    """A public body's site must have an accessibility statement."""
    if has_fields(plan, "accessibility") and plan.accessibility is None:
        yield (
            ("accessibility",),
            "is missing, and no site of a public body may go without its statement."
            ' Write "accessibility:" with scope, contact, enforcement, compliance,'
            " non_accessible, prepared and reviewed.",
        )


def _statement_names_a_contact(plan: Plan) -> Iterator[Violation]:
    """Whoever cannot use the site must find somebody to tell."""
    if not has_fields(plan, "accessibility", "contact") or plan.accessibility is None:
        return
    if has_fields(plan.accessibility, "contact") and not plan.accessibility.contact and not plan.contact:
        yield (
            ("accessibility",),
            'names nobody to tell what cannot be used. Write "contact:" below it,'
            " with a title and an address.",
        )


def _statement_was_reviewed_within_12_months(plan: Plan, today: date) -> Iterator[Violation]:
    """The statement must have been reviewed within 12 months, and not in the future."""
    if not has_fields(plan, "accessibility") or plan.accessibility is None:
        return
    if not has_fields(plan.accessibility, "reviewed"):
        return
    reviewed = plan.accessibility.reviewed
    place = ("accessibility", "reviewed")
    if reviewed > today:
        message = "Write the day the statement was last compared with the site."
        yield place, f"{reviewed.isoformat()} is in the future. {message}"
    elif (reviewed.year + 1, reviewed.month, reviewed.day) < (today.year, today.month, today.day):
        yield (
            place,
            f"{reviewed.isoformat()} is over 12 months ago. Test the site again, correct the"
            " statement where it is no longer true, and write the day you did.",
        )
