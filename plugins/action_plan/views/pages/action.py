"""One action: everything about it, and a small page of it for other sites."""

from __future__ import annotations

from collections.abc import Iterator

from ... import urls
from ...formatting import full_stop
from ...frozen import frozen
from ...hosting import Hosting
from ..action_facts import ActionFacts
from ..action_summary import ActionRef, ActionSummary, Link
from ..ask import Ask, ask, correction
from ..embeds import embed
from ..page import ACTIONS, HOME, Page, neighbours
from ..plan_index import DUE_DATE_PASSED, PlanIndex

__all__ = ["ActionDetail", "pages"]

_CORRECTION = """\
What is wrong, and what should it say instead?



{id} {title}
{url}"""


@frozen
class ActionDetail(ActionFacts):
    """What the page of one action shows; most of it is looked up when it is printed."""

    previous: Link | None
    next: Link | None
    hosting: Hosting
    """Where the action can be changed."""

    @property
    def says_more(self) -> bool:
        """Whether its page says more than its title, its facts and where they come from."""
        said = self.action.record
        of_record = (said.text, said.parts, said.milestones, said.measures, said.updates)
        return (
            any((*of_record, said.corrections, said.links))
            or self.says_what_pays
            or bool(self.terms)
        )

    @property
    def says_what_pays(self) -> bool:
        """Whether its page says what pays for it, be it that nothing is stated."""
        funding = self.action.funding
        is_expected = self.plan_index.has_money and not self.action.is_apart
        return is_expected or bool(funding.quoted or funding.lines)

    @property
    def text_title(self) -> str:
        """The heading of its text: what is set apart was not promised, or is so no more."""
        if not self.action.is_apart:
            return "What was promised"
        return "In full" if self.action.record.added else "In the document’s words"

    @property
    def late_note(self) -> str:
        """What is to be said of its due date, where the action may be late, else nothing."""
        return DUE_DATE_PASSED.format(which="this action") if self.action.may_be_late else ""

    @property
    def related(self) -> tuple[ActionRef, ...]:
        """The actions that belong with it."""
        return self.plan_index.related.get(self.action.link.id, ())

    @property
    def replaces(self) -> tuple[ActionRef, ...]:
        """The actions that it replaced."""
        return self.plan_index.replaces.get(self.action.link.id, ())

    @property
    def ask(self) -> tuple[Ask, ...]:
        """Whom to ask about it, with words to send."""
        return ask(self.plan_index.plan, self.action.link)

    @property
    def correction(self) -> Ask | None:
        """Whom to send a correction, without an account anywhere."""
        return correction(self.plan_index.plan, self.action.link, self._page_url)

    @property
    def terms(self) -> tuple[tuple[str, str], ...]:
        """Abbreviations on the page with their meanings."""
        return self.plan_index.content.glossary.terms(*self.action.texts)

    @property
    def without_evidence(self) -> bool:
        """Whether the action was carried out, and no update says where that can be seen."""
        return self.action.status.is_done and not any(
            entry.evidence or entry.documents for entry in self.action.history
        )

    @property
    def _page_url(self) -> str:
        """The complete URL of the page, or nothing where the site's is not known."""
        base_url = self.hosting.base_url
        return f"{base_url}{self.action.link.url}" if base_url else ""

    @property
    def edit_url(self) -> str | None:
        """The URL at which the action's file is changed, where that is known."""
        repository = self.hosting.repository
        return repository.edit(f"actions/{self.action.link.slug}.md") if repository else None

    @property
    def progress_url(self) -> str | None:
        """The URL of the form for its progress, its id filled in, where that is known."""
        repository = self.hosting.repository
        link = self.action.link
        return repository.progress_form(link.id, link.title) if repository else None

    @property
    def correction_url(self) -> str | None:
        """The URL at which a correction is suggested, the id and the page's URL filled in."""
        repository = self.hosting.repository
        if repository is None:
            return None
        link = self.action.link
        text = _CORRECTION.format(id=link.id, title=link.title, url=self._page_url).rstrip()
        return repository.new_issue(f"Correction to action {link.id}", text)


def pages(
    plan_index: PlanIndex, hosting: Hosting
) -> Iterator[Page[ActionDetail] | Page[ActionSummary]]:
    """Return the page of every action in the plan's order, each followed by the small one."""
    crumbs = {
        theme: (HOME, ACTIONS, Link(theme.title, theme.url)) for theme in plan_index.themes.values()
    }
    refs = (action.link for action in plan_index.actions)
    beside = neighbours(Link(f"{ref.id} {ref.title}", ref.url) for ref in refs)
    for action, (previous, following) in zip(plan_index.actions, beside, strict=True):
        link = action.link
        title = f"{link.title} – action {link.id}"
        titled = f"{link.title}{full_stop(link.title)}"
        in_words = action.record.text.html.words or titled
        if action.parts and not action.record.text:
            first = action.parts[0]
            behind = ":" if full_stop(first.part.title) else ""
            in_words = f"{first.part.title}{behind} {first.text.html.words}"
        label = action.status.label
        summary = f"{label}{full_stop(label)} {in_words}"
        yield Page(
            url=link.url,
            template="action",
            title=title,
            summary=summary,
            crumbs=crumbs[action.theme],
            view=ActionDetail(
                action=action,
                previous=previous,
                next=following,
                plan_index=plan_index,
                hosting=hosting,
            ),
            updated=action.updated,
            feed=Link(f"{link.id} {link.title}", urls.feed(link.url)),
            embed=embed(urls.embedded(link.slug), title, hosting.base_url),
        )
        yield Page(
            url=urls.embedded(link.slug),
            template="embed_action",
            title=f"Action {link.id}: {link.title}",
            summary=summary,
            crumbs=(),
            view=action,
            updated=action.updated,
            canonical=link.url,
        )
