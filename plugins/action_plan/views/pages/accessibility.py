"""The accessibility statement, where the plan has one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from ... import urls
from ...content.models import NamedAddress
from ...content.plan_models import Accessibility
from ..page import Menu, Page
from ..plan_index import PlanIndex

__all__ = ["Statement", "pages"]


class Statement(NamedTuple):
    """The statement, and who to tell what cannot be used, if anyone is named."""

    record: Accessibility
    contact: NamedAddress | None


def pages(plan_index: PlanIndex, _hosting: object) -> Iterator[Page[Statement]]:
    """Return the page of the statement, if there is one."""
    plan = plan_index.plan
    record = plan.accessibility
    if record is not None:
        yield Page(
            url=urls.ACCESSIBILITY,
            template="accessibility",
            title="Accessibility statement",
            menu=Menu.ABOUT_SITE,
            summary=f"How accessible the site of the {plan.title} is,"
            " and what to do if you cannot use it.",
            view=Statement(record=record, contact=record.contact or plan.contact),
        )
