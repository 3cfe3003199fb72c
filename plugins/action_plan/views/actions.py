"""One action, the list of all, and the whole plan on one page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from .. import addresses
from .catalogue import (
    ActionLine,
    ActionLink,
    Catalogue,
    Evidence,
    SectionTag,
    StatusTag,
    ThemeTag,
)
from .series import Series, in_series

if TYPE_CHECKING:
    from ..hosting import Hosting
    from ..markup import Glossary, SiteHtml
    from ..records import Correction
    from ..repository import Repository

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
    """What the page of one action shows."""

    line: ActionLine
    words: ActionText
    corrections: tuple[Correction, ...]
    links: tuple[Evidence, ...]
    previous: ActionLink | None
    next: ActionLink | None
    related: tuple[ActionLink, ...]
    superseded_by: ActionLink | None
    replaces: tuple[ActionLink, ...]
    lacks_evidence: bool
    """The action is finished, and no update says where that can be seen."""
    edit_address: str | None
    """Where the action's file is changed, where that is known."""
    correction_address: str | None
    """Where a correction is suggested, the id and the page's address filled in."""
    glossary: Glossary

    @property
    def terms(self) -> tuple[tuple[str, str], ...]:
        """Abbreviations on the page with what they stand for."""
        return self.glossary.terms(*self.line.texts)


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
    """Give the page of every action, in the plan's order.

    `hosting` says where an action can be changed.
    """
    repository = hosting.repository if hosting else None
    site = hosting.root if hosting else "/"
    lines = catalogue.lines
    glossary = catalogue.content.renderer.glossary
    for index, line in enumerate(lines):
        action = line.action
        finished = line.status.stage == "done"
        yield ActionDetail(
            line=line,
            words=action_text(catalogue, line),
            corrections=action.corrections,
            links=tuple(Evidence(link.address, link.title) for link in action.links),
            previous=lines[index - 1].link if index else None,
            next=lines[index + 1].link if index + 1 < len(lines) else None,
            related=catalogue.related.get(action.id, ()),
            superseded_by=catalogue.links.get(action.superseded_by or ""),
            replaces=catalogue.replaces.get(action.id, ()),
            lacks_evidence=finished and not any(entry.evidence for entry in line.history),
            edit_address=repository.edit(f"actions/{action.id}.md") if repository else None,
            correction_address=_correction(repository, line, site) if repository else None,
            glossary=glossary,
        )


def _correction(repository: Repository, line: ActionLine, site: str) -> str:
    link = line.link
    body = f"What is wrong, and what should it say instead?\n\n\n\n{link.id} {link.title}\n"
    return repository.new_issue(f"Correction to action {link.id}", f"{body}{site}{link.address}")


def action_lists(catalogue: Catalogue) -> Iterator[ActionList]:
    """Give the list of all actions, page by page."""
    for series, lines in in_series(catalogue.lines, addresses.ACTIONS, catalogue.ids):
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
    for series, lines in in_series(ordered, addresses.PLAN, ids):
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
