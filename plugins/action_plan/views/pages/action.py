"""One action: everything about it, and a small page of it for other sites."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from ... import urls
from ...hosting import Hosting
from ..embeds import embed
from ..page import HOME, Crumb, Page
from ..plan_index import ActionRef, ActionSummary, FeedLink, PlanIndex
from .actions import SHORT_TITLE

if TYPE_CHECKING:
    from ...content.markdown import SiteHtml
    from ...content.outline import Outline

__all__ = ["ActionDetail", "ActionText", "action_text", "page_urls", "pages"]

_EMBED_HEIGHT = 300
"""Pixels that the small page needs in a frame 320 pixels wide."""

_CORRECTION = """\
What is wrong, and what should it say instead?



{id} {title}
{url}"""


class ActionText(NamedTuple):
    """The document's own words for an action, as HTML."""

    text: SiteHtml
    impact: SiteHtml
    resources: SiteHtml


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionDetail:
    """What the page of one action shows; most of it is looked up when it is printed."""

    line: ActionSummary
    previous: ActionRef | None
    next: ActionRef | None
    plan_index: PlanIndex
    hosting: Hosting
    """Where the action can be changed."""

    @property
    def words(self) -> ActionText:
        """The document's own words."""
        return action_text(self.line)

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
        """Abbreviations on the page with their meanings."""
        return self.plan_index.content.glossary.terms(*self.line.texts)

    @property
    def without_evidence(self) -> bool:
        """Whether the action was carried out, and no update says where that can be seen."""
        return self.line.status.is_done and not any(entry.evidence for entry in self.line.history)

    @property
    def edit_url(self) -> str | None:
        """The URL at which the action's file is changed, where that is known."""
        repository = self.hosting.repository
        return repository.edit(f"actions/{self.line.link.id}.md") if repository else None

    @property
    def correction_url(self) -> str | None:
        """The URL at which a correction is suggested, the id and the page's URL filled in."""
        repository = self.hosting.repository
        if repository is None:
            return None
        link = self.line.link
        url = (self.hosting.base_url or "/") + link.url
        text = _CORRECTION.format(id=link.id, title=link.title, url=url)
        return repository.new_issue(f"Correction to action {link.id}", text)


def action_text(line: ActionSummary) -> ActionText:
    """Return an action's words as HTML."""
    action = line.action
    return ActionText(
        text=action.text.html,
        impact=action.intended_impact.html,
        resources=action.resources.html,
    )


def page_urls(outline: Outline) -> Iterator[str]:
    """Return the URL of each action."""
    return map(urls.action, outline.actions)


def pages(
    plan_index: PlanIndex, hosting: Hosting
) -> Iterator[Page[ActionDetail] | Page[ActionSummary]]:
    """Return the page of every action in the plan's order, each followed by the small one."""
    crumbs = {
        theme.id: (HOME, Crumb(SHORT_TITLE, urls.ACTIONS), Crumb(theme.title, theme.url))
        for theme in plan_index.themes.values()
    }
    links = [None, *(line.link for line in plan_index.lines), None]
    for line, previous, following in zip(plan_index.lines, links, links[2:], strict=False):
        link = line.link
        title = f"{link.title} – action {link.id}"
        summary = f"{line.status.label}. {line.action.text}"
        yield Page(
            url=link.url,
            template="action",
            title=title,
            summary=summary,
            crumbs=crumbs[line.theme.id],
            view=ActionDetail(
                line=line,
                previous=previous,
                next=following,
                plan_index=plan_index,
                hosting=hosting,
            ),
            updated=line.updated,
            feed=FeedLink(f"{link.id} {link.title}", urls.feed(link.url)),
            embed=embed(urls.embedded(link.id), title, _EMBED_HEIGHT, hosting.base_url),
        )
        yield Page(
            url=urls.embedded(link.id),
            template="embed_action",
            title=f"Action {link.id}: {link.title}",
            summary=summary,
            crumbs=(),
            view=line,
            updated=line.updated,
            canonical=link.url,
        )
