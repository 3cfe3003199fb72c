"""Feeds: every update as an entry, for feed readers (Atom, RFC 4287)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime, time
from functools import partial
from html import escape
from zoneinfo import ZoneInfo

from .. import urls
from ..content.notes import is_plain
from ..content.plan_models import Plan
from ..formatting import day
from ..views.action_summary import IN_TIME, Group, UpdateEntry
from ..views.plan_index import PlanIndex
from .context import ExportContext, ExportFile
from .tag_uris import entry_name, tag_uri

__all__ = ["files"]

_START = '<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom">'
_ENTRIES = 200
"""Entries a feed of many actions has at least, where there are as many updates."""


def files(context: ExportContext) -> Iterator[ExportFile]:
    """Return the feeds of the plan, of each theme and of each action, the newest update first."""
    plan_index, title = context.plan_index, context.plan.title

    def file(page_url: str, title: str, entries: Callable[[], Iterable[UpdateEntry]]) -> ExportFile:
        make = partial(_feed, context, page_url, title, entries)
        return ExportFile(url=urls.feed(page_url), make=make)

    yield file(urls.HOME, title, lambda: _newest(plan_index.updates))
    for theme in plan_index.themes.values():
        of_theme = partial(_entries_of_theme, plan_index, theme)
        yield file(theme.url, f"{theme.title} – {title}", of_theme)
    for action in plan_index.actions:
        name = f"{action.link.id} {action.link.title} – {title}"
        yield file(action.link.url, name, partial(tuple, action.history))


def _feed(
    context: ExportContext, page_url: str, title: str, entries: Callable[[], Iterable[UpdateEntry]]
) -> str:
    """Return the feed of a page."""
    plan = context.plan
    tag = tag_uri(plan, "")
    url = urls.feed(page_url)
    # Where the site's URL is not known, links start from the feed itself, as Atom allows.
    root = context.base_url or urls.relative_root(url)
    shown = list(entries())
    newest = max((entry.date.last for entry in shown), default=plan.known_since.last)
    parts = [
        _START,
        _element("title", title),
        f'<link href="{escape(root + page_url)}" rel="alternate"/>',
        f'<link href="{escape(root + url)}" rel="self"/>' if context.base_url else "",
        _element("id", f"{tag}{page_url or 'updates'}"),
        _element("updated", _noon(plan, newest)),
        f"<author>{_element('name', plan.publisher)}</author>",
    ]
    if plan.licence:
        parts.append(_element("rights", f"{plan.licence.title}, {plan.licence.address}"))
    for entry in shown:
        parts += (
            "<entry>",
            _element("title", f"{entry.action.id} {entry.action.title}: {_change(entry)}"),
            f'<link href="{escape(root + entry.action.url)}" rel="alternate"/>',
            _element("updated", _noon(plan, entry.date.last)),
            _element("id", f"{tag}{entry_name(entry)}"),
            f'<content type="html">{escape(_content(entry, root), quote=False)}</content>',
            f'<category term="{escape(entry.status.label)}"/>' if entry.status else "",
            "</entry>",
        )
    return "".join((*parts, "</feed>\n"))


def _element(name: str, text: str) -> str:
    return f"<{name}>{escape(text, quote=False)}</{name}>"


def _noon(plan: Plan, day: date) -> str:
    """Return the middle of a day, which nearly all time zones have on that same date."""
    return datetime.combine(day, time(12), ZoneInfo(plan.time_zone)).isoformat()


def _entries_of_theme(plan_index: PlanIndex, theme: Group) -> list[UpdateEntry]:
    actions = (*plan_index.by_theme[theme], *plan_index.also_in_theme.get(theme, ()))
    entries = [entry for action in actions for entry in action.history]
    return _newest(sorted(entries, key=IN_TIME, reverse=True))


def _newest(entries: Iterable[UpdateEntry]) -> list[UpdateEntry]:
    """Return the newest entries, with all of the last day among them, so that none is missed."""
    kept: list[UpdateEntry] = []
    for entry in entries:
        if len(kept) >= _ENTRIES and entry.date.days != kept[-1].date.days:
            break
        kept.append(entry)
    return kept


def _change(entry: UpdateEntry) -> str:
    """Return in words what an update changes, or that it is one."""
    words = "; ".join(filter(None, (_status_change(entry), _due_change(entry))))
    if entry.correction:
        return f"Correction: {words}" if words else "Correction"
    return words or "Update"


def _status_change(entry: UpdateEntry) -> str:
    if entry.status is None:
        return ""
    if entry.before is None:
        return entry.status.label
    if entry.changed:
        return f"{entry.before.label} → {entry.status.label}"
    return f"{entry.status.label}, no change of status"


def _due_change(entry: UpdateEntry) -> str:
    if entry.due is None:
        return ""
    became = f"{day(entry.due_before)} → {day(entry.due)}" if entry.due_before else day(entry.due)
    return f"due date corrected, {became}" if entry.correction else f"due date moved, {became}"


def _content(entry: UpdateEntry, root: str) -> str:
    """Return an update as HTML: the change of status, the note and the evidence."""
    note = entry.note
    parts = [f"<p>{escape(_change(entry))}</p>"]
    if note:
        parts.append(f"<p>{escape(note)}</p>" if is_plain(note) else note.html.html(root))
    if entry.evidence:
        links = ", ".join(
            f'<a href="{escape(item.url)}">{escape(item.title)}</a>' for item in entry.evidence
        )
        parts.append(f"<p>Evidence: {links}</p>")
    if entry.documents:
        parts.append(f"<p>Evidence without a link: {escape('; '.join(entry.documents))}</p>")
    return "".join(parts)
