"""plan.ics: days on which actions and milestones are due, for calendars (iCalendar, RFC 5545)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from functools import partial
from typing import NamedTuple

from .. import urls
from ..content.parsers import slugify
from ..content.plan_models import Plan
from ..content.when import When
from ..formatting import day, full_stop
from ..views.action_summary import ActionSummary
from .context import ExportContext, ExportFile
from .tag_uris import tag_uri

__all__ = ["files"]

_OCTETS = 75
"""A line of a calendar has no more; the rest goes on in lines that start with a space."""


class _Event(NamedTuple):
    """What is due on a day."""

    day: date
    uid: str
    """The end of its id, which stays where other dates come and go."""
    summary: str
    time: str
    """When it is due in words, where that is no day."""
    anchor: str = ""
    """The part of the action's page that is about it."""


def files(context: ExportContext) -> Iterator[ExportFile]:
    """Return the calendar where an action or a milestone has a due date."""
    due = [(item, event) for item in context.plan_index.actions for event in _events(item)]
    if due:
        yield ExportFile(url=urls.CALENDAR, make=partial(_calendar, context, due))


def _events(action: ActionSummary) -> Iterator[_Event]:
    """Return what of an action is due: the action itself, and its milestones."""
    name = f"{action.link.id} {action.link.title}"
    state = "No longer due" if action.discontinued else "Due"
    is_done = action.status.is_done and not action.discontinued
    if (due := action.record.due) and due.last_day:
        title = f"{'Done' if is_done else state}: {name}"
        yield _Event(due.last_day, "due", title, _in_words(due))
    seen: Counter[str] = Counter()
    for item in action.milestones:
        title, due = item.record.title, item.record.due
        slug = slugify(title)
        seen[slug] += 1
        if due and due.last_day:
            not_done = "not reported done" if is_done else state.lower()
            where = "done" if item.state == "done" else not_done
            again = f"-{seen[slug]}" if seen[slug] > 1 else ""
            uid = f"milestone-{slug}{again}"
            summary = f"Milestone {where}: {title} ({name})"
            yield _Event(due.last_day, uid, summary, _in_words(due), "#milestones")


def _standing(plan: Plan, before: str) -> str:
    """Return whether the plan is a draft or no longer kept: a calendar has no page that says so."""
    if plan.closed:
        return f"{full_stop(before)} The plan was kept until {day(plan.closed.date)}."
    return f"{full_stop(before)} The plan is a draft." if plan.consultation else ""


def _in_words(due: When) -> str:
    return f"Due {due.in_sentence}. " if due.text else ""


def _calendar(context: ExportContext, due: Iterable[tuple[ActionSummary, _Event]]) -> str:
    plan = context.plan
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:-//{_escaped(plan.publisher)}//{_escaped(plan.title)}//EN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{_escaped(plan.title)}",
    ]
    for action, event in due:
        lines += _event(context, action, event)
    return "".join(f"{_folded(line)}\r\n" for line in [*lines, "END:VCALENDAR"])


def _event(context: ExportContext, action: ActionSummary, event: _Event) -> Iterator[str]:
    plan = context.plan
    yield "BEGIN:VEVENT"
    yield f"UID:{tag_uri(plan, action.link.url)}{event.uid}"
    # When the event was last revised: on the day of the newest update, never by the clock.
    yield f"DTSTAMP:{_day((action.updated or plan.known_since).last)}T120000Z"
    yield f"DTSTART;VALUE=DATE:{_day(event.day)}"
    yield f"DTEND;VALUE=DATE:{_day(event.day + timedelta(days=1))}"
    yield f"SUMMARY:{_escaped(event.summary)}"
    says = f"{event.time}Status: {action.status.label}{_standing(plan, action.status.label)}"
    yield f"DESCRIPTION:{_escaped(says)}"
    if action.discontinued:
        yield "STATUS:CANCELLED"
    yield f"CATEGORIES:{_escaped(action.theme.title)}"
    if context.base_url:
        yield f"URL:{context.base_url}{action.link.url}{event.anchor}"
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
