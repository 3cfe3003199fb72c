"""One section of the document: what it says, and its actions by theme."""

from __future__ import annotations

from collections.abc import Iterator

from ...formatting import full_stop
from ...frozen import frozen
from ..action_summary import Group, GroupedActions, newest_day
from ..page import Page, neighbours, page_of_list
from ..pagination import Pagination, paginate
from ..plan_index import PlanIndex, grouped
from ..tally import Tally, tally
from ..verdict import Verdict, verdict

__all__ = ["SectionDetail", "pages"]


@frozen
class SectionDetail:
    """What a page of one section shows."""

    section: Group
    verdict: Verdict
    tally: Tally
    themes: GroupedActions
    """The themes that have actions in the section, with those of this page."""
    previous: Group | None
    """The section before it in the document."""
    next: Group | None
    pagination: Pagination


def pages(plan_index: PlanIndex, _hosting: object) -> Iterator[Page[SectionDetail]]:
    """Return the page of every section, and further pages of those with many actions."""
    sections = plan_index.sections.values()
    for section, (previous, following) in zip(sections, neighbours(sections), strict=True):
        actions = plan_index.by_section[section]
        figures = tally(plan_index, actions, section)
        in_words = verdict(plan_index, actions)
        for pagination, listed in paginate(actions, section.url):
            first = Page(
                url=section.url,
                template="section",
                title=section.title,
                summary=section.summary
                or f"{section.title}{full_stop(section.title)} {in_words.of_part}",
                view=SectionDetail(
                    section=section,
                    verdict=in_words,
                    tally=figures,
                    themes=tuple(grouped((action.theme, action) for action in listed).items()),
                    previous=previous,
                    next=following,
                    pagination=pagination,
                ),
                updated=newest_day(listed),
            )
            yield page_of_list(first, pagination)
