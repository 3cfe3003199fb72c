"""What a change of the plan's own words does to residents, beyond the words that differ."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from ..content.loading import Content
from ..content.models import Update
from ..content.plan_models import Plan, Status
from ..exports.tag_uris import entry_name, ids_begin_with
from ..formatting import count, day, noun_of, number
from ..views.action_summary import ActionSummary
from ..views.plan_index import PlanIndex
from .matching import match

__all__ = ["STAGE_COUNTS_AS", "WhatFollows", "what_follows"]

STAGE_COUNTS_AS: Mapping[str, str] = {
    "waiting": "not begun",
    "active": "under way",
    "done": "carried out",
    "stalled": "held up",
    "ended": "ended without being carried out",
    "unknown": "of unknown progress",
    "apart": "set apart, and part of no total",
}
"""What residents take an action for that has a status of a stage."""


class WhatFollows(NamedTuple):
    """What follows for residents from all that differs."""

    watched: tuple[tuple[str, int, int], ...]
    """How many actions are overdue for review, and late, before and after, where that changes."""
    effects: tuple[str, ...]
    """Sentences on changes whose words alone do not show it."""


def what_follows(before: Content | None, after: Content | None) -> WhatFollows:
    """Return what follows from a change; nothing where no site can be built of either state."""
    if before is None or after is None:
        return WhatFollows((), ())
    old, new = PlanIndex(before), PlanIndex(after)
    counts = (
        ("Overdue for review", len(old.overdue), len(new.overdue)),
        ("Late", len(old.late), len(new.late)),
    )
    return WhatFollows(
        watched=tuple(row for row in counts if row[1] != row[2]),
        effects=(
            *_late_milestones(old, new),
            *_reviews(old, new),
            *_stages(old, new),
            *_on_every_page(old.plan, new.plan, after.today),
            *_who_publishes(old.plan, new.plan),
            *_document(old, new),
            *_feeds(old, new),
        ),
    )


def _late_milestones(before: PlanIndex, after: PlanIndex) -> Iterator[str]:
    old, new = len(before.late_milestones), len(after.late_milestones)
    if old != new:
        yield f"Milestones that are late: {number(old)} before, {number(new)} after this change."


def _reviews(before: PlanIndex, after: PlanIndex) -> Iterator[str]:
    old = before.plan.review_every
    if old and after.plan.review_every and old != after.plan.review_every:
        plan = after.plan.model_copy(update={"review_every": old})
        by_the_old = len(PlanIndex(replace(after.content, plan=plan)).overdue)
        if by_the_old != len(after.overdue):
            yield (
                f"With the old time between reviews, {count(by_the_old, 'action')} would be overdue"
                " for review today; with the new one,"
                f" {count(len(after.overdue), 'action is', 'actions are')}."
            )


def _stages(before: PlanIndex, after: PlanIndex) -> Iterator[str]:
    for key, new in after.statuses.items():
        old = before.statuses.get(key)
        if old is None or old.stage == new.stage:
            continue
        number = sum(action.record.status == key for action in after.actions)
        yield (
            f"Actions that are “{new.label}” ({count(number, 'action')} today) count as"
            f" {STAGE_COUNTS_AS[new.stage]} from now on, and no longer as"
            f" {STAGE_COUNTS_AS[old.stage]}.{_no_longer_watched(old, new)}"
        )


def _no_longer_watched(old: Status, new: Status) -> str:
    if old.is_awaited == new.is_awaited:
        return ""
    if new.is_awaited:
        return " They can be late, and overdue for review."
    return " They are never late, and no review of them is overdue."


def _on_every_page(before: Plan, after: Plan, today: date) -> Iterator[str]:
    """Return what each page says from now on of the plan itself, or says no more."""
    old, new = before.consultation, after.consultation
    if new and (old is None or old.until != new.until):
        if today <= new.until:
            yield (
                "Each page says that this is a draft, and the consultation on it is open until"
                f" {day(new.until)}."
            )
        else:
            yield (
                "Each page says that this is a draft, and the consultation on it ended on"
                f" {day(new.until)}."
            )
    elif old and not new:
        yield "No page says any more that this is a draft."
    if after.closed and not before.closed:
        yield (
            f"Each page says that the plan is closed, and was kept until {day(after.closed.date)}."
            " No action is late any more, and no review overdue."
        )
    elif before.closed and not after.closed:
        yield (
            "No page says any more that the plan is closed. Actions can be late again, and reviews"
            " overdue."
        )


def _who_publishes(before: Plan, after: Plan) -> Iterator[str]:
    """Return what pages say no more, or from now on, of who publishes the site, and where it is."""
    if after.published_by and not before.published_by:
        yield "Each page says in its head that this is not the publisher's own site."
    elif before.published_by and not after.published_by:
        yield "No page says any more that this is not the publisher's own site."
    if before.domain and before.domain != after.domain:
        yield (
            f"The site is no longer at https://{before.domain}/: whoever saved an address there"
            " finds nothing any more."
        )
    if after.domain and before.domain != after.domain:
        yield (
            f"The site moves to https://{after.domain}/. Nobody can open it before that domain"
            " leads to where the site is published."
        )


def _document(before: PlanIndex, after: PlanIndex) -> Iterator[str]:
    old, new = before.plan.source_document, after.plan.source_document
    is_renamed = bool(old.file and new.file and old.file != new.file)
    if old.sha256 and new.sha256 and old.sha256 != new.sha256:
        yield (
            "Residents get another file as the document that the plan was taken from. Its checksum"
            " shows only that this file is meant. Open the file, and compare it with the one that"
            " the publisher has published."
        )
    elif is_renamed and not (old.sha256 and new.sha256):
        yield (
            "Residents get another file as the document that the plan was taken from. Open the"
            " file, and compare it with the one that the publisher has published."
        )
    if old.sha256 and new.file and not new.sha256:
        yield (
            "The source document has no checksum any more, by which residents see whether its file"
            " was changed."
        )
    if old.address and new.address and old.address != new.address:
        yield (
            "The source document's address is another one. Open it, and compare what is there with"
            " the file in content/source/."
        )


def _feeds(before: PlanIndex, after: PlanIndex) -> Iterator[str]:
    """Return whose entries get other ids: feed readers show these as new ones."""
    begin = ids_begin_with(before.plan)
    if begin != ids_begin_with(after.plan):
        yield (
            "Whoever follows a feed of this site gets all its entries again, as if new;"
            " and whoever has added the calendar may have each date in it twice."
            f" {_why_ids_change(before.plan, after.plan)} To keep the ids, write"
            f' "feed ids: {begin}" into content/plan.yml.'
        )
        return
    old = {action.link.id: action for action in before.actions}
    renewed = {
        action.link.id: number
        for action in after.actions
        if action.link.id in old and (number := _renewed(old[action.link.id], action))
    }
    if renewed:
        total = sum(renewed.values())
        yield (
            f"Whoever follows a feed of this site gets {count(total, 'entry', 'entries')} of"
            f" {noun_of(len(renewed), 'action')} {', '.join(renewed)} again, as if"
            " new: the ids of entries have the day of the update, and which of that day it is."
        )


def _why_ids_change(before: Plan, after: Plan) -> str:
    """Return the sentence that says what the ids of feeds are made of, which has changed."""
    if before.feed_ids != after.feed_ids:
        return 'The reason is that their ids begin with what "feed_ids" in content/plan.yml says.'
    if before.source_document.address or after.source_document.address:
        return (
            "The reason is that their ids begin with the host of the source document's address,"
            " and its date."
        )
    return (
        "The reason is that their ids are made of the plan's publisher and title, as its document"
        " has no address."
    )


def _renewed(before: ActionSummary, after: ActionSummary) -> int:
    """Return how many updates that were there already have entries with another id."""
    if before.history == after.history:
        return 0
    old, new = _named(before), _named(after)
    pairs = match([update for update, _ in old], [update for update, _ in new]).pairs
    return sum(old[i][1] != new[j][1] for i, j in pairs)


def _named(action: ActionSummary) -> list[tuple[Update, str]]:
    """Return each update, oldest first, with the name of its entry in feeds."""
    updates = sorted(action.record.updates, key=lambda update: update.date)
    names = map(entry_name, reversed(action.history))
    return list(zip(updates, names, strict=True))
