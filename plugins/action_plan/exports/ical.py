"""plan.ics: the days on which actions are due, for calendars (iCalendar, RFC 5545)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from ..views.plan_index import ActionSummary, PlanIndex
from .atom import tag

__all__ = ["calendar"]

_OCTETS = 75
"""A line of a calendar has no more; the rest goes on in lines that start with a space."""


def calendar(plan_index: PlanIndex, site: str) -> str | None:
    """Return the calendar, or `None` where no action has a due date."""
    due = [line for line in plan_index.lines if line.action.due]
    if not due:
        return None
    plan = plan_index.plan
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:-//{_escaped(plan.publisher)}//{_escaped(plan.title)}//EN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{_escaped(plan.title)}",
    ]
    for line in due:
        lines += _event(line, tag(plan, line.link.address), site)
    return "".join(f"{_folded(line)}\r\n" for line in [*lines, "END:VCALENDAR"])


def _event(line: ActionSummary, uid: str, site: str) -> Iterator[str]:
    due = line.action.due or date.max
    yield "BEGIN:VEVENT"
    yield f"UID:{uid}due"
    # When the event was last revised: that of the newest update, for the clock tells nothing.
    yield f"DTSTAMP:{line.updated:%Y%m%d}T120000Z"
    yield f"DTSTART;VALUE=DATE:{due:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{due + timedelta(days=1):%Y%m%d}"
    yield f"SUMMARY:{_escaped(f'Due: {line.link.id} {line.link.title}')}"
    yield f"DESCRIPTION:{_escaped(f'Status: {line.status.label}')}"
    yield f"CATEGORIES:{_escaped(line.theme.title)}"
    if site:
        yield f"URL:{site}{line.link.address}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _escaped(text: str) -> str:
    for sign in ("\\", ";", ","):
        text = text.replace(sign, f"\\{sign}")
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
