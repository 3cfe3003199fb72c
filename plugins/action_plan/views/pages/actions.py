"""One action, the list of all, and the whole plan on one page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from ... import urls
from ..pagination import Series, in_series
from ..plan_index import (
    ActionLine,
    ActionLink,
    Catalogue,
    Evidence,
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

    line: ActionLine
    previous: ActionLink | None
    next: ActionLink | None
    catalogue: Catalogue
    hosting: Hosting | None
    """Says where the action can be changed."""

    @property
    def words(self) -> ActionText:
        """The document's own words."""
        return action_text(self.catalogue, self.line)

    @property
    def corrections(self) -> tuple[Correction, ...]:
        """Words that were damaged in the document."""
        return self.line.action.corrections

    @property
    def links(self) -> tuple[Evidence, ...]:
        """What else there is to read."""
        return tuple(Evidence(link.address, link.title) for link in self.line.action.links)

    @property
    def related(self) -> tuple[ActionLink, ...]:
        """The actions that belong with it."""
        return self.catalogue.related.get(self.line.link.id, ())

    @property
    def superseded_by(self) -> ActionLink | None:
        """The action that replaced it."""
        return self.catalogue.links.get(self.line.action.superseded_by or "")

    @property
    def replaces(self) -> tuple[ActionLink, ...]:
        """The actions that it replaced."""
        return self.catalogue.replaces.get(self.line.link.id, ())

    @property
    def terms(self) -> tuple[tuple[str, str], ...]:
        """Abbreviations on the page with what they stand for."""
        return self.catalogue.content.renderer.glossary.terms(*self.line.texts)

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
            f"{words}\n\n\n\n{link.id} {link.title}\n{self.hosting.root}{link.address}",
        )


class ActionList(NamedTuple):
    """What a page of the list of actions shows, and what the list can be narrowed by."""

    lines: tuple[ActionLine, ...]
    statuses: tuple[StatusTag, ...]
    themes: tuple[ThemeTag, ...]
    sections: tuple[SectionTag, ...]
    total: int
    """All actions, on whatever page."""
    series: Series | None


class PlanPart(NamedTuple):
    """One theme's actions within a section, with their words."""

    theme: ThemeTag
    actions: tuple[tuple[ActionLine, ActionText], ...]


class WholePlan(NamedTuple):
    """What a page of the whole plan shows: sections, in them themes, in them actions."""

    sections: tuple[tuple[SectionTag, tuple[PlanPart, ...]], ...]
    series: Series | None


def action_text(catalogue: Catalogue, line: ActionLine) -> ActionText:
    """Give an action's words as HTML."""
    render = catalogue.content.renderer.render
    action = line.action
    return ActionText(
        render(action.text).html,
        render(action.intended_impact).html,
        render(action.resources).html,
    )


def action_details(catalogue: Catalogue, hosting: Hosting | None = None) -> Iterator[ActionDetail]:
    """Give the page of every action, in the plan's order."""
    links = [None, *(line.link for line in catalogue.lines), None]
    for index, line in enumerate(catalogue.lines):
        yield ActionDetail(line, links[index], links[index + 2], catalogue, hosting)


def action_lists(catalogue: Catalogue) -> Iterator[ActionList]:
    """Give the list of all actions, page by page."""
    for series, lines in in_series(catalogue.lines, urls.ACTIONS, catalogue.ids):
        shown = {line.section.id for line in lines}
        yield ActionList(
            tuple(lines),
            tuple(catalogue.statuses.values()),
            tuple(catalogue.themes.values()),
            tuple(tag for tag in catalogue.sections.values() if series is None or tag.id in shown),
            len(catalogue.lines),
            series,
        )


def whole_plan(catalogue: Catalogue) -> Iterator[WholePlan]:
    """Give the whole plan as the document orders it, page by page where it is a long one.

    A theme is named where it has actions.
    """
    ordered = [line for lines in catalogue.by_section.values() for line in lines]
    ids = [line.link.id for line in ordered]
    for series, lines in in_series(ordered, urls.PLAN, ids):
        sections: dict[str, dict[str, list[tuple[ActionLine, ActionText]]]] = {}
        for line in lines:
            themes = sections.setdefault(line.section.id, {})
            themes.setdefault(line.theme.id, []).append((line, action_text(catalogue, line)))
        yield WholePlan(
            tuple(
                (
                    catalogue.sections[section_id],
                    tuple(
                        PlanPart(catalogue.themes[theme_id], tuple(members))
                        for theme_id, members in themes.items()
                    ),
                )
                for section_id, themes in sections.items()
            ),
            series,
        )
