"""What shows only when all actions are read: ids, words that plan.yml lost, new actions."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from pathlib import Path

from ..formatting import count, day
from ..messages import names_choices, quoted, without_lines
from ..problems import Problem
from .folder import ContentFiles, name_in_addresses
from .models import Action, Page, Record, has_fields
from .plan_file import PlanFile
from .record_file import RecordFile
from .references import check_ids
from .sample_plan import check_left_over
from .when import When, is_of_a_financial_year

__all__ = ["check_across"]

_TABLES = {
    "status": ("statuses", "label"),
    "theme": ("themes", "id"),
    "section": ("sections", "id"),
    "parts": ("parts", "title"),
}
"""The table of plan.yml that a field names an item of, and what an item is called by."""
_UNKNOWN_HEADING = " is an unknown heading. "
_MANY = 10
"""Updates among which one that differs from all others is probably not meant."""
_FEWEST, _SHARE = 3, 5
"""Actions, and one in how many, that must have a word before it is plan.yml that has changed."""
_TOKEN = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?")


def check_across(
    files: ContentFiles,
    plan_file: PlanFile,
    actions: Mapping[Path, RecordFile[Action]],
    pages: Mapping[Path, RecordFile[Page]],
) -> None:
    """Note what is wrong, or probably not meant, between the files of a content folder."""
    _report_renamed_once(files, plan_file, actions)
    _report_needed(files, plan_file, actions)
    check_ids(files, actions)
    _remark_on_new_actions(files, plan_file, actions)
    _remark_on_actions_without_text(files, actions)
    _remark_on_copies(files, actions)
    _remark_on_financial_years(files, plan_file, actions)
    _remark_on_unusual_updates(files, actions)
    check_left_over(files, plan_file, actions, pages)


def _report_renamed_once(
    files: ContentFiles, plan_file: PlanFile, actions: Mapping[Path, RecordFile[Action]]
) -> None:
    """Put one problem at plan.yml in the place of those that many actions have with one word."""
    alike: dict[tuple[str, str], list[Problem]] = defaultdict(list)
    facets = plan_file.facet_fields
    for problem in chain.from_iterable(file.problems for file in actions.values()):
        name = problem.field.rpartition(".")[2]
        if (name in _TABLES or name in facets) and names_choices(problem.message):
            alike[name, without_lines(problem.message)].append(problem)
        elif not name and _UNKNOWN_HEADING in problem.message:
            alike["parts", problem.message].append(problem)
    records = [file.record for file in actions.values()] if alike else []
    for (name, message), found in alike.items():
        having = len({problem.path for problem in found})
        if having < max(_FEWEST, len(actions) // _SHARE):
            continue
        places = _places_in_plan(plan_file, name, facets.get(name))
        if name == "parts":
            renamed = (place for place, item in places if f'"## {item}"?' in message)
        else:
            used = set(_used(records, name, facets.get(name)))
            renamed = (place for place, item in places if item not in used)
        place = next(renamed, None)
        if place is None:  # where each is used, one may be missing
            if having * 2 < len(actions):
                continue
            place = (_TABLES[name][0] if name in _TABLES else "facets",)
        gone = frozenset(found)
        files.problems = [problem for problem in files.problems if problem not in gone]
        files.report_field(
            plan_file.block,
            place,
            f"{message} {count(having, 'action')} say it, first {found[0].path}:{found[0].line}."
            " If it was renamed here, rename it there too, or write here what was here before.",
        )


def _places_in_plan(
    plan_file: PlanFile, name: str, facet_id: str | None
) -> Iterator[tuple[tuple[str | int, ...], str | None]]:
    """Return each word that a field can have, and its place in plan.yml."""
    if name in _TABLES:
        table, key = _TABLES[name]
        value = key if name == "parts" else "id"
        for index, item in enumerate(plan_file.each(table, value, needed=key)):
            yield (table, index, key), item
    else:
        index = plan_file.each("facets", "id").index(facet_id)
        for place, value in enumerate(plan_file.each("facets", "values")[index] or ()):
            yield ("facets", index, "values", place), value


def _used(actions: Iterable[Action], name: str, facet_id: str | None) -> Iterator[str]:
    """Return each word that actions have for a status, a theme, a section or a facet."""
    for action in actions:
        if facet_id and has_fields(action, "facets"):
            yield from action.facets.get(facet_id, ())
        for record in (action, *(action.updates if has_fields(action, "updates") else ())):
            if has_fields(record, name):
                yield getattr(record, name)
        if name == "theme" and has_fields(action, "other_themes"):
            yield from action.other_themes


def _report_needed(
    files: ContentFiles, plan_file: PlanFile, actions: Mapping[Path, RecordFile[Action]]
) -> None:
    """Note what plan.yml may leave out, and must have for what is written elsewhere."""
    plan, block = plan_file.plan, plan_file.block
    needed = (
        ("currency", _has_amount, "an amount", 'Write "currency" with its code, like GBP.'),
        ("sections", _has_section, "a section", 'Write "sections" with "id" and "title" of each.'),
        ("statuses", _has_status, "a status", 'Write "statuses" with "label" and "stage" of each.'),
    )
    for name, has, what, remedy in needed:
        if not has_fields(plan, name) or block.values.get(name) or name in block.doubtful:
            continue
        having = (path for path, file in actions.items() if has(file.record))
        path = plan_file.path if has(plan) else next(having, None)
        if path is not None:
            message = f"is missing, and {files.name(path)} has {what}. {remedy}"
            files.report_field(block, (name,), message)


def _has_amount(record: Record) -> bool:
    """Whether an action, or the plan itself, says an amount of money."""
    budget = getattr(record, "approved_budget", None)
    lines = getattr(record, "funding", ())
    return budget is not None or any(
        getattr(line, name, None) is not None for line in lines for name in ("amount", "spent")
    )


def _has_section(record: Record) -> bool:
    return getattr(record, "section", None) is not None


def _has_status(record: Record) -> bool:
    updates = getattr(record, "updates", ())
    return any(getattr(part, "status", None) is not None for part in (record, *updates))


def _remark_on_new_actions(
    files: ContentFiles, plan_file: PlanFile, actions: Mapping[Path, RecordFile[Action]]
) -> None:
    """Note the actions that are in no text of the source document, and do not say since when."""
    document = plan_file.document_text
    records = [file.record for file in actions.values()] if document else []
    paths = {name_in_addresses(path): path for path in actions}
    for action in _not_in_the_document(records, document):
        if path := paths.get(action.slug):
            files.remark(
                path,
                f"{action.id} is not in the source document. If it joined the plan later, write"
                ' "added:" with the day it did.',
                actions[path].block.line(("id",)),
            )


def _not_in_the_document(actions: Iterable[Action], document: str) -> Iterator[Action]:
    """Return the actions that say of themselves to be in a document, and are not in its text.

    Nothing is known of a document that has not the ids of most actions.
    """
    known = set(_TOKEN.findall(document))

    def is_known(action_id: str) -> bool:
        # Of other characters than those of a token, such as "NE-3(a)", it is looked for as it is.
        return action_id in known or (not _TOKEN.fullmatch(action_id) and action_id in document)

    original = [a for a in actions if has_fields(a, "id", "added") and a.added is None]
    missing = [action for action in original if not is_known(action.id)]
    if len(missing) * 2 < len(original):
        yield from missing


def _remark_on_copies(files: ContentFiles, actions: Mapping[Path, RecordFile[Action]]) -> None:
    """Note the first action that has the title and the text of another one."""
    first: dict[tuple[str, str], Path] = {}
    for path, file in () if files.problems else actions.items():
        action = file.record
        if not has_fields(action, "title", "text") or not action.text:
            continue
        other = first.setdefault((action.title, action.text), path)
        if other is not path:
            message = f"title and text are those of {other.name}, too. Write this action's own."
            files.remark_field(file.block, ("id",), message)
            return  # of hundreds, one is enough to be asked about


def _remark_on_actions_without_text(
    files: ContentFiles, actions: Mapping[Path, RecordFile[Action]]
) -> None:
    """Note the actions that have no text, where nearly all others have one."""
    without = [
        path
        for path, file in actions.items()
        if not file.problems and has_fields(file.record, "text") and not file.record.text
    ]
    if len(without) * _SHARE <= len(actions):
        for path in without:
            message = "the action's text is missing, so that its title is all that is promised."
            files.remark(path, message, actions[path].block.line(("text",)))


def _remark_on_financial_years(
    files: ContentFiles, plan_file: PlanFile, actions: Mapping[Path, RecordFile[Action]]
) -> None:
    """Note a time that is read by a period of which financial years hardly follow."""
    month = plan_file.plan.guessed_month
    for path, file in actions.items() if month else ():
        for time in _times_of_financial_years(file.record):
            days = " to ".join(day(known) for known in (time.first_day, time.last_day) if known)
            files.remark_field(
                plan_file.block,
                ("period",),
                f"{quoted(time.text)} in {files.name(path)} is read as {days}, as if financial"
                f" years began in {month}, as the period does. Write in which month they begin,"
                ' like "financial_year_begins: April".',
            )
            return


def _times_of_financial_years(record: Record) -> Iterator[When]:
    """Return the times of a record, perhaps incomplete, whose days depend on financial years."""
    for value in record.__dict__.values():
        for item in value if isinstance(value, tuple) else (value,):
            if isinstance(item, When) and is_of_a_financial_year(item):
                yield item
            elif isinstance(item, Record):
                yield from _times_of_financial_years(item)


def _remark_on_unusual_updates(
    files: ContentFiles, actions: Mapping[Path, RecordFile[Action]]
) -> None:
    """Note what one update has of which all others, if there are many, have the opposite."""
    unusual: dict[str, list[Problem]] = defaultdict(list)
    for file in actions.values():
        for remark in file.unusual:
            unusual[remark.field].append(remark)
    alone = [found[0] for found in unusual.values() if len(found) == 1]
    records = [file.record for file in actions.values()] if alone else []
    if sum(len(r.updates) for r in records if has_fields(r, "updates")) >= _MANY:
        files.remarks += alone
