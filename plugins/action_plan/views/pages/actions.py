"""One action, the list of all, and the whole plan on one page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from ... import urls
from ..pagination import Pagination, paginate
from ..plan_index import (
    ActionRef,
    ActionSummary,
    Evidence,
    PlanIndex,
    SectionTag,
    StatusTag,
    ThemeTag,
)

if TYPE_CHECKING:
    from ...content.markdown import SiteHtml
    from ...content.models import Correction
    from ...hosting import Hosting

__all__ = [
    "ActionDetail", "ActionList", "ActionText", "PlanPart", "WholePlan", "action_details",
    "action_lists", "action_text", "whole_plan",
]  # fmt: skip


class ActionText(NamedTuple):
    """The document's own words for an action, as HTML."""

    text: SiteHtml
    impact: SiteHtml
    resources: SiteHtml


class ActionDetail(NamedTuple):
    """What the page of one action shows; most of it is looked up when it is printed."""

    line: ActionSummary
    previous: ActionRef | None
    next: ActionRef | None
    plan_index: PlanIndex
    hosting: Hosting | None
    """Says where the action can be changed."""

    @property
    def words(self) -> ActionText:
        """The document's own words."""
        return action_text(self.line)

    @property
    def corrections(self) -> tuple[Correction, ...]:
        """Words that were damaged in the document."""
        return self.line.action.corrections

    @property
    def links(self) -> tuple[Evidence, ...]:
        """What else there is to read."""
        return tuple(Evidence(link.address, link.title) for link in self.line.action.links)

    @property
    def related(self) -> tuple[ActionRef, ...]:
        """The actions that belong with it."""
        return self.plan_index.related.get(self.line.link.id, ())

    @property
    def superseded_by(self) -> ActionRef | None:
        """The action that replaced it."""
        return self.plan_index.links.get(self.line.action.superseded_by or "")

    @property
    def replaces(self) -> tuple[ActionRef, ...]:
        """The actions that it replaced."""
        return self.plan_index.replaces.get(self.line.link.id, ())

    @property
    def terms(self) -> tuple[tuple[str, str], ...]:
        """Abbreviations on the page with what they stand for."""
        return self.plan_index.content.glossary.terms(*self.line.texts)

    @property
    def lacks_evidence(self) -> bool:
        """The action is finished, and no update says where that can be seen."""
        finished = self.line.status.stage == "done"
        return finished and not any(entry.evidence for entry in self.line.history)

    @property
    def edit_address(self) -> str | None:
        """Where the action's file is changed, where that is known."""
        repository = self.hosting.repository if self.hosting else None
        return repository.edit(f"actions/{self.line.link.id}.md") if repository else None

    @property
    def correction_address(self) -> str | None:
        """Where a correction is suggested, the id and the page's address filled in."""
        if self.hosting is None or self.hosting.repository is None:
            return None
        link = self.line.link
        words = "What is wrong, and what should it say instead?"
        return self.hosting.repository.new_issue(
            f"Correction to action {link.id}",
            f"{words}\n\n\n\n{link.id} {link.title}\n{self.hosting.base_url or '/'}{link.address}",
        )


class ActionList(NamedTuple):
    """What a page of the list of actions shows, and what the list can be narrowed by."""

    lines: tuple[ActionSummary, ...]
    statuses: tuple[StatusTag, ...]
    themes: tuple[ThemeTag, ...]
    sections: tuple[SectionTag, ...]
    total: int
    """All actions, on whatever page."""
    series: Pagination | None


class PlanPart(NamedTuple):
    """One theme's actions within a section, with their words."""

    theme: ThemeTag
    actions: tuple[tuple[ActionSummary, ActionText], ...]


class WholePlan(NamedTuple):
    """What a page of the whole plan shows: sections, in them themes, in them actions."""

    sections: tuple[tuple[SectionTag, tuple[PlanPart, ...]], ...]
    series: Pagination | None


def action_text(line: ActionSummary) -> ActionText:
    """Return an action's words as HTML."""
    action = line.action
    return ActionText(action.text.html, action.intended_impact.html, action.resources.html)


def action_details(plan_index: PlanIndex, hosting: Hosting | None = None) -> Iterator[ActionDetail]:
    """Return the page of every action, in the plan's order."""
    links = [None, *(line.link for line in plan_index.lines), None]
    for index, line in enumerate(plan_index.lines):
        yield ActionDetail(line, links[index], links[index + 2], plan_index, hosting)


def action_lists(plan_index: PlanIndex) -> Iterator[ActionList]:
    """Return the list of all actions, page by page."""
    for series, lines in paginate(plan_index.lines, urls.ACTIONS, plan_index.ids):
        shown = {line.section.id for line in lines}
        yield ActionList(
            tuple(lines),
            tuple(plan_index.statuses.values()),
            tuple(plan_index.themes.values()),
            tuple(tag for tag in plan_index.sections.values() if series is None or tag.id in shown),
            len(plan_index.lines),
            series,
        )


def whole_plan(plan_index: PlanIndex) -> Iterator[WholePlan]:
    """Return the whole plan as the document orders it, page by page where it is a long one.

    A theme is named where it has actions.
    """
    ordered = [line for lines in plan_index.by_section.values() for line in lines]
    ids = [line.link.id for line in ordered]
    for series, lines in paginate(ordered, urls.PLAN, ids):
        sections: dict[str, dict[str, list[tuple[ActionSummary, ActionText]]]] = {}
        for line in lines:
            themes = sections.setdefault(line.section.id, {})
            themes.setdefault(line.theme.id, []).append((line, action_text(line)))
        yield WholePlan(
            tuple(
                (
                    plan_index.sections[section_id],
                    tuple(
                        PlanPart(plan_index.themes[theme_id], tuple(members))
                        for theme_id, members in themes.items()
                    ),
                )
                for section_id, themes in sections.items()
            ),
            series,
        )
