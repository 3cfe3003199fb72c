"""plan.ics: the days on which actions are due, for calendars (iCalendar, RFC 5545)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from functools import partial

from .. import urls
from ..views.plan_index import ActionSummary
from .context import ExportContext, ExportFile
from .tag_uris import tag_uri

__all__ = ["files"]

_OCTETS = 75
"""A line of a calendar has no more; the rest goes on in lines that start with a space."""


def files(context: ExportContext) -> Iterator[ExportFile]:
    """Return the calendar where an action has a due date."""
    due = [
        (item, due.last_day)
        for item in context.plan_index.actions
        if (due := item.record.due) and due.last_day
    ]
    if due:
        yield ExportFile(url=urls.CALENDAR, make=partial(_calendar, context, due))


def _calendar(context: ExportContext, due: Iterable[tuple[ActionSummary, date]]) -> str:
    plan = context.plan
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:-//{_escaped(plan.publisher)}//{_escaped(plan.title)}//EN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{_escaped(plan.title)}",
    ]
    for action, day in due:
        lines += _event(context, action, day)
    return "".join(f"{_folded(line)}\r\n" for line in [*lines, "END:VCALENDAR"])


def _event(context: ExportContext, action: ActionSummary, due: date) -> Iterator[str]:
    plan, record = context.plan, action.record
    yield "BEGIN:VEVENT"
    yield f"UID:{tag_uri(plan, action.link.url)}due"
    # When the event was last revised: on the day of the newest update, never by the clock.
    yield f"DTSTAMP:{_day((action.updated or plan.source_document.date).last)}T120000Z"
    yield f"DTSTART;VALUE=DATE:{_day(due)}"
    yield f"DTEND;VALUE=DATE:{_day(due + timedelta(days=1))}"
    due_words = "No longer due" if action.discontinued else "Due"
    yield f"SUMMARY:{_escaped(f'{due_words}: {action.link.id} {action.link.title}')}"
    words = f"Due {record.due.in_sentence}. " if record.due and record.due.text else ""
    yield f"DESCRIPTION:{_escaped(f'{words}Status: {action.status.label}')}"
    if action.discontinued:
        yield "STATUS:CANCELLED"
    yield f"CATEGORIES:{_escaped(action.theme.title)}"
    if context.base_url:
        yield f"URL:{context.base_url}{action.link.url}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _day(day: date) -> str:
    """Return a date in eight digits, which `strftime` does not write for early years."""
    return day.isoformat().replace("-", "")


def _escaped(text: str) -> str:
    for character in ("\\", ";", ","):
        text = text.replace(character, f"\\{character}")
    return text


def _folded(line: str) -> str:
    """Return a line in parts of at most 75 octets, none cut within a character."""
    parts, part, size = [], "", 0
    for character in line:
        width = len(character.encode())
        if size + width > _OCTETS:
            parts.append(part)
            # The space that starts the next line is one of its octets.
            part, size = "", 1
        part, size = part + character, size + width
    return "\r\n ".join([*parts, part])
