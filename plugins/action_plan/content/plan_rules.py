"""The rules of the plan that look at more than one field, or at the day.

Each is a function, and its docstring is the rule.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from ..messages import quoted
from .front_matter import field_name
from .models import Action, has_fields, items_with
from .parsers import NO_CHANGE, fold
from .plan_models import Plan
from .rules import Violation, future_days

__all__ = ["Violation", "broken_plan_rules", "broken_publishing_rules", "future_plan_days"]

_NAMES_TAKEN = frozenset(
    (
        *("address", "allocated", "discontinued", "late", "overdue_for_review", "status_since"),
        *("updated", "again", "aim", "amount", "counted", "evidence", "overdue", "partner", "q"),
        *("sort", "main", "partly", "themes"),
    )
)
"""Columns of the data that are no fields of actions, and what their list has by that name."""


_TWICE = "{} is used twice. Each needs its own."


def broken_plan_rules(plan: Plan) -> Iterator[Violation]:
    """Return every rule that plan.yml, perhaps with fields missing, breaks."""
    for rule in _PLAN_RULES:
        yield from rule(plan)


def broken_publishing_rules(plan: Plan, today: date) -> Iterator[Violation]:
    """Return every rule that a plan, perhaps with fields missing, breaks if published today."""
    yield from _has_an_accessibility_statement(plan)
    yield from _statement_names_a_contact(plan)
    yield from _statement_was_reviewed_within_12_months(plan, today)


def _part(plan: Plan, name: str, *needed: str) -> Any:
    """Return a record within the plan that has these fields, or `None`."""
    part = getattr(plan, name) if has_fields(plan, name) else None
    return part if part is not None and has_fields(part, *needed) else None


def _period_ends_after_it_starts(plan: Plan) -> Iterator[Violation]:
    """The period must not end before it starts."""
    period = _part(plan, "period", "start", "end")
    if period and period.end < period.start:
        yield (
            ("period", "end"),
            f"{period.end.isoformat()} is before the start, {period.start.isoformat()}."
            " Correct one of the two.",
        )


def _whoever_publishes_is_named_once(plan: Plan) -> Iterator[Violation]:
    """`published_by` must be somebody else than the publisher of the plan."""
    other = _part(plan, "published_by", "title")
    if other and has_fields(plan, "publisher") and fold(other.title) == fold(plan.publisher):
        yield (
            ("published_by", "title"),
            f'{quoted(other.title)} is the publisher of the plan. Delete "published_by:", which is'
            " for a site that somebody else publishes.",
        )


def _ids_are_used_once(plan: Plan) -> Iterator[Violation]:
    """Each section, theme, status, part and facet must have an id of its own."""
    for name in ("sections", "themes", "statuses", "parts", "facets"):
        seen: set[str] = set()
        key = "label" if name == "statuses" else "id"
        for index, item in items_with(plan, name, key):
            item_id = item.id.casefold()
            if not item_id:
                message = (
                    f"{quoted(item.label)} has no letter or digit for its address. Write words."
                )
                yield (name, index, key), message
            elif item_id in seen:
                message = _TWICE.format(quoted(getattr(item, key)))
                yield (name, index, key), message
            seen.add(item_id)


def _titles_mean_one_thing(plan: Plan) -> Iterator[Violation]:
    """No two sections, themes, parts or facets may have a title or an id that names both."""
    for name in ("sections", "themes", "parts", "facets"):
        items = list(items_with(plan, name, "id", "title"))
        taken: dict[str, str] = {}
        for _, item in items:
            taken.setdefault(fold(item.id), item.id)
        for index, item in items:
            if taken.setdefault(fold(item.title), item.id) != item.id:
                message = _TWICE.format(quoted(item.title))
                yield (name, index, "title"), message


def _source_document_can_be_found(plan: Plan) -> Iterator[Violation]:
    """The source document must have an address or a file, and a checksum only with its file."""
    document = _part(plan, "source_document", "address", "file", "sha256")
    if document and not document.file:
        if document.sha256:
            message = 'is the checksum of no file. Write "file:" with its name in content/source/.'
            yield ("source_document", "sha256"), message
        elif not document.address:
            yield (
                ("source_document",),
                'has neither "address" nor "file". Write "address:" with where it was published,'
                ' or "file:" with its name in content/source/.',
            )


def _consultation_says_how_to_answer(plan: Plan) -> Iterator[Violation]:
    """A consultation must say how people answer it, and a title must have its address."""
    consultation = _part(plan, "consultation", "title", "address", "how")
    if consultation and not consultation.address:
        if consultation.title:
            yield ("consultation", "title"), 'has no address. Write "address:" below it.'
        elif not consultation.how:
            yield (
                ("consultation",),
                'does not say how people answer. Write "how:" in a sentence, or "title:" and'
                ' "address:" of where they do.',
            )


def _names_are_free(plan: Plan) -> Iterator[Violation]:
    """A part or a facet must not have the name of anything else."""
    parts: set[str] = set()
    for table in ("parts", "facets"):
        for index, item in items_with(plan, table, "id"):
            name = field_name(item.id)
            if name in Action.model_fields or name in _NAMES_TAKEN:
                message = (
                    f"{quoted(item.id)} means something else in action files or in the data."
                    " Choose another id."
                )
                yield (table, index, "id"), message
            elif table == "parts":
                parts.add(name)
            elif name in parts:
                yield (table, index, "id"), _TWICE.format(quoted(item.id))


def _no_two_parts_are_about_one_thing(plan: Plan) -> Iterator[Violation]:
    """A part must not be about what another is about."""
    about: set[str] = set()
    for index, part in items_with(plan, "parts", "about"):
        if part.about in about:
            message = f"another part is about {part.about} already. Keep one, and delete this line."
            yield ("parts", index, "about"), message
        elif part.about:
            about.add(part.about)


def _part_titles_are_plain(plan: Plan) -> Iterator[Violation]:
    """The title of a part must not have what makes it a heading in action files."""
    for index, part in items_with(plan, "parts", "title"):
        words = part.title.lstrip("# ")
        if words and part.title.startswith("#"):
            message = f'{quoted(part.title)} has marks of a heading. Write "{words}".'
            yield ("parts", index, "title"), message


def _values_are_listed_once(plan: Plan) -> Iterator[Violation]:
    """No two values of a facet may be written alike."""
    for index, facet in items_with(plan, "facets", "values"):
        seen: set[str] = set()
        values = facet.values
        if len(values) == 1 and any(mark in values[0] for mark in ",;/"):
            message = (
                f"{quoted(values[0])} is one value. Write each of several on a line of its own that"
                ' starts with "- ".'
            )
            yield ("facets", index, "values"), message
        for place, value in enumerate(values):
            if fold(value) in seen:
                message = f"{quoted(value)} is named twice. Keep one."
                yield ("facets", index, "values", place), message
            seen.add(fold(value))


def _no_status_is_called_no_change(plan: Plan) -> Iterator[Violation]:
    """A status must not be called as what officers ask for where the status stays."""
    for index, status in items_with(plan, "statuses", "label"):
        if fold(status.label) == fold(NO_CHANGE):
            yield (
                ("statuses", index, "label"),
                f"{quoted(status.label)} is what officers write where a status stays."
                " Choose other words.",
            )


def _statement_is_prepared_before_it_is_reviewed(plan: Plan) -> Iterator[Violation]:
    """The accessibility statement must not be reviewed before it is prepared."""
    statement = _part(plan, "accessibility", "prepared", "reviewed")
    if statement and statement.reviewed < statement.prepared:
        yield (
            ("accessibility", "reviewed"),
            f"{statement.reviewed.isoformat()} is before the day it was prepared,"
            f" {statement.prepared.isoformat()}. Correct one of the two.",
        )


def _has_an_accessibility_statement(plan: Plan) -> Iterator[Violation]:
    """A public body's site must have an accessibility statement."""
    if has_fields(plan, "accessibility") and plan.accessibility is None:
        yield (
            ("accessibility",),
            "is missing, and no site of a public body may go without its statement."
            ' Write "accessibility:" with scope, contact, enforcement, compliance,'
            " non_accessible, prepared and reviewed.",
        )


def _statement_names_a_contact(plan: Plan) -> Iterator[Violation]:
    """People who cannot use the site must find somebody to contact."""
    statement = _part(plan, "accessibility", "contact")
    if statement and not statement.contact and has_fields(plan, "contact") and not plan.contact:
        yield (
            ("accessibility",),
            'names nobody to tell what cannot be used. Write "contact:" below it,'
            " with a title and an address.",
        )


def future_plan_days(plan: Plan, today: date) -> Iterator[Violation]:
    """Return where what has happened to the plan is dated in the future, which it must not be."""
    for name in ("source_document", "closed"):
        if record := _part(plan, name):
            yield from future_days(record, today, "date", within=(name,))
    if statement := _part(plan, "accessibility"):
        place = ("accessibility",)
        yield from future_days(statement, today, "prepared", "reviewed", within=place)
        for index, test in items_with(statement, "tested"):
            yield from future_days(test, today, "date", within=(*place, "tested", index))


def _statement_was_reviewed_within_12_months(plan: Plan, today: date) -> Iterator[Violation]:
    """The statement must have been reviewed within 12 months."""
    statement = _part(plan, "accessibility", "reviewed")
    if statement is None:
        return
    reviewed = statement.reviewed
    if (reviewed.year + 1, reviewed.month, reviewed.day) < (today.year, today.month, today.day):
        yield (
            ("accessibility", "reviewed"),
            f"{reviewed.isoformat()} is over 12 months ago. Test the site again, correct the"
            " statement where it is no longer true, and write the day you did.",
        )


_PLAN_RULES: tuple[Callable[[Plan], Iterator[Violation]], ...] = (
    _period_ends_after_it_starts,
    _whoever_publishes_is_named_once,
    _ids_are_used_once,
    _titles_mean_one_thing,
    _source_document_can_be_found,
    _consultation_says_how_to_answer,
    _names_are_free,
    _no_two_parts_are_about_one_thing,
    _part_titles_are_plain,
    _values_are_listed_once,
    _no_status_is_called_no_change,
    _statement_is_prepared_before_it_is_reviewed,
)
