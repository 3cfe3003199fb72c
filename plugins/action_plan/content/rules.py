"""The rules of an action that look at more than one field, or at the day.

Each is a function, and its docstring is the rule.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date

from ..messages import quoted
from .fields import WITHOUT_AMOUNT
from .front_matter import Location
from .models import Action, Record, Update, has_fields, items_with
from .parsers import fold
from .vocabulary import Vocabulary
from .when import When

__all__ = ["PAST_TIMES", "Violation", "broken_action_rules", "future_days", "newest_update"]

Violation = tuple[Location, str]
"""Where a rule is broken, and the message."""

PAST_TIMES = (("updates", "date"), ("funding", "spent_as_at"), ("milestones", "done"))
"""The lists of an action that say when something happened, each with the field that does."""


def broken_action_rules(action: Action, stem: str, vocabulary: Vocabulary) -> Iterator[Violation]:
    """Return every rule that an action, perhaps incomplete, breaks; `stem` is its file's."""
    for rule in _ACTION_RULES:
        yield from rule(action, vocabulary)
    yield from _names_other_actions_once(action, action.id if has_fields(action, "id") else stem)


def newest_update(updates: Sequence[Update]) -> Update:
    """Return the newest of one or more updates; of those of one day, the one written last."""
    return max(reversed(updates), key=lambda update: update.date.last)


def _status_is_that_of_the_newest_update(
    action: Action, vocabulary: Vocabulary
) -> Iterator[Violation]:
    """`status` must equal the status of the newest update that has one."""
    if not has_fields(action, "status", "updates"):
        return
    if not all(has_fields(update, "date", "status") for update in action.updates):
        return
    reports = [update for update in action.updates if update.status is not None]
    if not reports:
        return
    newest = newest_update(reports)
    of_that_day = {update.status for update in reports if update.date == newest.date}
    recorded = vocabulary.status_label(newest.status or "")
    if action.status is None:
        yield ("status",), f'is missing. Write "status: {recorded}", that of the newest update.'
    elif len(of_that_day) == 1 and action.status != newest.status:
        stated = vocabulary.status_label(action.status)
        yield from _other_status(action, newest, stated=stated, recorded=recorded)


def _other_status(
    action: Action, newest: Update, *, stated: str, recorded: str
) -> Iterator[Violation]:
    """The status that is `stated` at the top must be the one `recorded` by the newest update."""
    last, first_day = newest_update(action.updates), action.updates[0].date
    older = [
        index
        for index, update in enumerate(action.updates)
        if update.status == action.status and update.date < first_day
    ]
    if last.status is None:
        yield (
            ("updates", action.updates.index(last)),
            f'has no status, and the newest that has one, of {newest.date}, says "{recorded}".'
            f' Write "status: {stated}" here, or "status: {recorded}" at the top.',
        )
    elif older:
        yield (
            ("updates", older[-1], "date"),
            f"{action.updates[older[-1]].date} is before the newest update,"
            f' {newest.date}, which says "{recorded}". Check the year, or'
            f' write "status: {recorded}" at the top.',
        )
    else:
        yield (
            ("status",),
            f'must equal the status of the newest update: here "{stated}",'
            f' on {newest.date} "{recorded}".'
            f' Add an update with a date, the status "{stated}" and a note,'
            f' or write "status: {recorded}".',
        )


def _one_status_a_day(action: Action, vocabulary: Vocabulary) -> Iterator[Violation]:
    """Two updates on one date must have the same status."""
    seen: dict[When, str] = {}
    for index, update in items_with(action, "updates", "date", "status"):
        if update.status is None:
            continue
        first = seen.setdefault(update.date, update.status)
        if first != update.status:
            labels = [vocabulary.status_label(status) for status in (first, update.status)]
            yield (
                ("updates", index, "status"),
                f'two updates of {update.date} say "{labels[0]}" and "{labels[1]}".'
                " Keep the one that was true at the end of that time.",
            )


def _due_is_that_of_the_newest_update(
    action: Action, vocabulary: Vocabulary
) -> Iterator[Violation]:
    """`due` must equal that of the newest update that has one, and `first_due` be there then."""
    if not has_fields(action, "due", "first_due", "updates"):
        return
    if not all(has_fields(update, "date", "due") for update in action.updates):
        return
    moves = [update for update in action.updates if update.due is not None]
    if not moves:
        if action.first_due is not None and action.due != action.first_due:
            yield (
                ("first_due",),
                f"{action.first_due} was moved, and no update says so. Add an update with a date,"
                f' "due: {action.due or "…"}" and the reason in its note.',
            )
        return
    newest = newest_update(moves)
    place = ("updates", action.updates.index(newest), "due")
    if action.first_due is None and action.due != newest.due:
        yield (
            place,
            f'moves the date. At the top write "due: {newest.due}", and'
            f' "first_due: {action.due or "…"}", the date before any update moved it.',
        )
    elif action.first_due is None:
        yield (
            place,
            'is what "due" at the top says. Delete this line if no date was moved; else write'
            ' "first_due: …" at the top, the date before any update moved it.',
        )
    elif action.due is None:
        yield ("due",), f'is missing. Write "due: {newest.due}", that of the newest update.'
    elif action.due != newest.due:
        yield (
            ("due",),
            f'must equal "due" of the newest update that has one: here "{action.due}",'
            f' on {newest.date} "{newest.due}". Add an update with a date, the new "due" and the'
            f' reason in its note, or write "due: {newest.due}".',
        )


def _a_milestone_that_moved_is_due(action: Action, vocabulary: Vocabulary) -> Iterator[Violation]:
    """A milestone with the date when it was due at first must have the one that holds now."""
    for index, milestone in items_with(action, "milestones", "due", "first_due"):
        if milestone.first_due and not milestone.due:
            yield (
                ("milestones", index, "first_due"),
                f'{milestone.first_due} was moved, and the new date is missing. Write it as "due",'
                f' or write "due: {milestone.first_due}" here if nothing was moved.',
            )


def _an_update_has_a_note(action: Action, _vocabulary: Vocabulary) -> Iterator[Violation]:
    """An update needs a note, but for a status that was reported for a month, quarter or period."""
    for index, update in items_with(action, "updates", "date", "status", "note", "due"):
        is_rating = update.status is not None and update.date.day is None and update.due is None
        if update.note is None and not is_rating:
            yield (
                ("updates", index, "note"),
                'is missing. Write "note" with what was done or found, in one or two sentences, for'
                ' example "Training began.".',
            )


def _is_written_once(action: Action, vocabulary: Vocabulary) -> Iterator[Violation]:
    """No two updates may say the same."""
    if len(action.updates if has_fields(action, "updates") else ()) < 2:
        return
    seen: set[Update] = set()
    for index, update in items_with(action, "updates", *Update.model_fields):
        if update in seen:
            message = f"the update of {update.date} is there twice. Keep one."
            yield ("updates", index), message
        seen.add(update)


def _no_day_in_the_future(action: Action, vocabulary: Vocabulary) -> Iterator[Violation]:
    """What has happened must not be dated in the future: updates, spending, being added."""
    zone = vocabulary.unnamed_time_zone
    for within, record, name in _what_happened(action):
        yield from future_days(record, vocabulary.today, name, within=within, zone=zone)


def _what_happened(action: Action) -> Iterator[tuple[Location, Record, str]]:
    """Return the records that say when something happened: where they are, and in which field."""
    yield (), action, "added"
    for name, day in PAST_TIMES:
        for index, item in items_with(action, name, day):
            yield (name, index), item, day
    for index, measure in items_with(action, "measures"):
        if has_fields(measure, "baseline") and measure.baseline:
            yield ("measures", index, "baseline"), measure.baseline, "date"
        for place, reading in items_with(measure, "readings"):
            yield ("measures", index, "readings", place), reading, "date"


def future_days(
    record: Record, today: date, *names: str, within: Location = (), zone: str = ""
) -> Iterator[Violation]:
    """Return those fields of a record, itself found within another, that are days to come.

    `zone` is the time zone, where it is none that plan.yml names.
    """
    for name in names:
        found = getattr(record, name) if has_fields(record, name) else None
        first = found.first if isinstance(found, When) else found
        if first is not None and first > today:
            message = (
                f"{found} is in the future: today is {today.isoformat()}. Write the day it"
                " happened."
            )
            if zone and (first - today).days == 1:  # somewhere it may be tomorrow already
                message = (
                    f"{found} is in the future: today is {today.isoformat()} in {zone} (write"
                    ' "time_zone:" into content/plan.yml to have another). Write the day it'
                    " happened."
                )
            yield (*within, name), message


def _funding_is_an_amount_or_a_kind(action: Action, vocabulary: Vocabulary) -> Iterator[Violation]:
    """Allocated funding needs an amount; officer time and the like take none."""
    for index, line in items_with(action, "funding", "amount", "kind"):
        if line.kind == "allocated" and line.amount is None:
            yield (
                ("funding", index, "kind" if "kind" in line.model_fields_set else "amount"),
                'has no amount. Write "amount: …",'
                ' or a kind that needs none, like "kind: officer time".',
            )
        elif line.kind in WITHOUT_AMOUNT and line.amount is not None:
            yield (
                ("funding", index, "amount"),
                f'"{line.kind}" takes no amount.'
                ' Delete the amount, or write "kind: allocated" where money is set aside.',
            )


def _spent_money_is_of_an_amount_at_a_day(
    action: Action, vocabulary: Vocabulary
) -> Iterator[Violation]:
    """`spent` needs an amount and `spent_as_at`, and `spent_as_at` needs `spent`."""
    for index, line in items_with(action, "funding", "amount", "spent", "spent_as_at"):
        if line.spent is not None and line.amount is None:
            message = "needs an amount. Write the amount it was spent from."
            yield ("funding", index, "spent"), message
        if line.spent is not None and line.spent_as_at is None:
            yield (
                ("funding", index, "spent"),
                'has no day. Write "spent_as_at: YYYY-MM-DD", the day it was counted.',
            )
        if line.spent is None and line.spent_as_at is not None:
            message = 'needs "spent". Write how much was spent, or delete it.'
            yield ("funding", index, "spent_as_at"), message


def _one_value_a_time(action: Action, vocabulary: Vocabulary) -> Iterator[Violation]:
    """Two readings of a measure must not be of one time."""
    for index, measure in items_with(action, "measures"):
        seen = set()
        for place, reading in items_with(measure, "readings", "date"):
            if reading.date in seen:
                yield (
                    ("measures", index, "readings", place, "date"),
                    f"two readings are of {reading.date}. Keep the one that is right.",
                )
            seen.add(reading.date)


def _starts_before_it_is_due(action: Action, vocabulary: Vocabulary) -> Iterator[Violation]:
    """`due` must not be before `starts`."""
    if not has_fields(action, "starts", "due") or not action.starts or not action.due:
        return
    if action.due.last < action.starts.first:
        yield ("due",), f"is before the start, {action.starts}. Correct one of the two."


def _names_other_actions_once(action: Action, own_id: str) -> Iterator[Violation]:
    """`related` and `superseded_by` must name other actions, each once."""
    seen: set[str] = set()
    for index, other in enumerate(action.related if has_fields(action, "related") else ()):
        if other == own_id:
            yield ("related", index), "an action cannot be related to itself. Delete the id."
        elif other in seen:
            yield ("related", index), f"{quoted(other)} is named twice. Keep one."
        seen.add(other)
    if has_fields(action, "superseded_by") and action.superseded_by == own_id:
        yield ("superseded_by",), "an action cannot replace itself. Write the id of the new action."


def _themes_and_leads_are_named_once(action: Action, vocabulary: Vocabulary) -> Iterator[Violation]:
    """An action must not name a theme or a lead twice."""
    for first, others in (("theme", "other_themes"), ("lead", "other_leads")):
        if not has_fields(action, first, others):
            continue
        seen: set[str] = set()
        names = filter(None, (getattr(action, first), *getattr(action, others)))
        for index, name in enumerate(names):
            if fold(name) in seen:
                yield (first, index), f"{quoted(name)} is named twice. Keep one."
            seen.add(fold(name))


def _corrections_are_in_the_text(action: Action, vocabulary: Vocabulary) -> Iterator[Violation]:
    """A corrected word must be in the body."""
    if not has_fields(action, "text", "parts", "corrections") or not action.corrections:
        return
    body = " ".join(" ".join((action.text, *action.parts.values())).split())
    for index, correction in items_with(action, "corrections", "read"):
        if correction.read not in body:
            yield (
                ("corrections", index, "read"),
                f"{quoted(correction.read)} is not in the text below."
                " Write the word as the text has it, or delete the correction.",
            )


_ACTION_RULES: tuple[Callable[[Action, Vocabulary], Iterator[Violation]], ...] = (
    _status_is_that_of_the_newest_update,
    _one_status_a_day,
    _due_is_that_of_the_newest_update,
    _a_milestone_that_moved_is_due,
    _an_update_has_a_note,
    _is_written_once,
    _no_day_in_the_future,
    _funding_is_an_amount_or_a_kind,
    _spent_money_is_of_an_amount_at_a_day,
    _one_value_a_time,
    _starts_before_it_is_due,
    _themes_and_leads_are_named_once,
    _corrections_are_in_the_text,
)
