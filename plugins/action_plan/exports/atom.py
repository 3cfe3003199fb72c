"""Feeds: every update as an entry, for feed readers (Atom, RFC 4287)."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time
from functools import partial
from html import escape
from zoneinfo import ZoneInfo

from feedgenerator import Atom1Feed

from .. import urls
from ..views.plan_index import ActionSummary, Group, UpdateEntry
from .context import ExportContext, ExportFile
from .tag_uris import tag_uri

__all__ = ["files"]

_ENTRIES = 200
"""Entries a feed of many actions has at least, where there are as many updates."""


def files(context: ExportContext) -> Iterator[ExportFile]:
    """Return the feeds of the plan, of each theme and of each action."""
    feeds = _Feeds(context)
    yield ExportFile(url=urls.feed(), make=feeds.of_plan)
    for theme in context.plan_index.themes.values():
        yield ExportFile(url=urls.feed(theme.url), make=partial(feeds.of_theme, theme))
    for action in context.plan_index.actions:
        yield ExportFile(url=urls.feed(action.link.url), make=partial(feeds.of_action, action))


class _Feed(Atom1Feed):  # type: ignore[misc] # Pelican's feedgenerator has no types
    """An Atom feed that is never dated by the clock, not even where it has no entries."""

    def latest_post_date(self) -> datetime:
        """Return the day of the newest entry, or that of the plan's source document."""
        days: list[datetime] = [item["updateddate"] for item in self.items]
        return max(days, default=self.feed["first_date"])


class _Feeds:
    """The feeds of one plan."""

    def __init__(self, context: ExportContext) -> None:
        self._plan_index = context.plan_index
        self._plan = context.plan
        self._base_url = context.base_url
        self._zone = ZoneInfo(self._plan.time_zone)
        self._tag = tag_uri(self._plan, "")

    def of_plan(self) -> str:
        """Return the feed of all updates, the newest first."""
        return self._feed(urls.HOME, self._plan.title, _newest(self._plan_index.updates))

    def of_theme(self, theme: Group) -> str:
        """Return the feed of a theme's updates, the newest first."""
        actions = self._plan_index.by_theme[theme]
        entries = [entry for action in actions for entry in action.history]
        entries.sort(key=lambda entry: entry.date, reverse=True)
        return self._feed(theme.url, f"{theme.title} – {self._plan.title}", _newest(entries))

    def of_action(self, action: ActionSummary) -> str:
        """Return the feed of an action's updates, the newest first."""
        title = f"{action.link.id} {action.link.title} – {self._plan.title}"
        return self._feed(action.link.url, title, action.history)

    def _feed(self, page_url: str, title: str, entries: Iterable[UpdateEntry]) -> str:
        url = urls.feed(page_url)
        # Where the site's URL is not known, links start from the feed itself, as Atom allows.
        root = self._base_url or urls.relative_root(url)
        feed = _Feed(
            title=title,
            link=f"{root}{page_url}",
            description=None,
            author_name=self._plan.publisher,
            feed_url=f"{root}{url}" if self._base_url else None,
            feed_guid=f"{self._tag}{page_url or 'updates'}",
            feed_copyright=f"{self._plan.licence.title}, {self._plan.licence.address}",
            first_date=self._noon(self._plan.source_document.date),
        )
        for entry in entries:
            feed.add_item(
                title=_title(entry),
                link=f"{root}{entry.action.url}",
                description=None,
                content=_content(entry),
                unique_id=f"{self._tag}{_entry_name(entry)}",
                updateddate=self._noon(entry.date),
                categories=[entry.status.label],
            )
        text = io.StringIO()
        feed.write(text, "utf-8")
        return f"{text.getvalue()}\n"

    def _noon(self, day: date) -> datetime:
        """Return the middle of a day, which nearly all time zones have on that same date."""
        return datetime.combine(day, time(12), self._zone)


def _entry_name(entry: UpdateEntry) -> str:
    """Return a name that no other update has: its action and day, and which of that day's it is."""
    which = f"/{entry.number}" if entry.number > 1 else ""
    return f"{entry.action.url}{entry.date.isoformat()}{which}"


def _newest(entries: Iterable[UpdateEntry]) -> list[UpdateEntry]:
    """Return the newest entries, with all of the last day among them, so that none is missed."""
    kept: list[UpdateEntry] = []
    for entry in entries:
        if len(kept) >= _ENTRIES and entry.date != kept[-1].date:
            break
        kept.append(entry)
    return kept


def _change(entry: UpdateEntry) -> str:
    if entry.before is None:
        return entry.status.label
    if entry.changed:
        return f"{entry.before.label} → {entry.status.label}"
    return f"{entry.status.label}, no change of status"


def _title(entry: UpdateEntry) -> str:
    return f"{entry.action.id} {entry.action.title}: {_change(entry)}"


def _content(entry: UpdateEntry) -> str:
    """Return an update as HTML: the change of status, the note and the evidence."""
    parts = [f"<p>{escape(_change(entry))}</p>", f"<p>{escape(entry.note)}</p>"]
    if entry.evidence:
        links = ", ".join(
            f'<a href="{escape(item.url)}">{escape(item.title)}</a>' for item in entry.evidence
        )
        parts.append(f"<p>Evidence: {links}</p>")
    return "".join(parts)
