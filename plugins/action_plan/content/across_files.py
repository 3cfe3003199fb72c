"""What shows only when all actions are read: ids, words that plan.yml lost, new actions."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from ..problems import Problem
from .financial_years import remark_on_financial_years
from .folder import ContentFiles, name_in_addresses
from .models import Action, Page, Record, has_fields
from .plan_changes import report_once
from .plan_file import PlanFile
from .record_file import RecordFile
from .references import check_ids
from .sample_plan import check_left_over

__all__ = ["check_across"]

_MANY = 10
"""Updates among which one that differs from all others is probably not meant."""
_SHARE = 5
"""One in how many actions is few enough to be an oversight."""
_TOKEN = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?")


def check_across(
    files: ContentFiles,
    plan_file: PlanFile,
    actions: Mapping[Path, RecordFile[Action]],
    pages: Mapping[Path, RecordFile[Page]],
) -> None:
    """Note what is wrong, or probably not meant, between the files of a content folder."""
    report_once(files, plan_file, actions)
    _report_needed(files, plan_file, actions)
    check_ids(files, actions)
    _remark_on_new_actions(files, plan_file, actions)
    _remark_on_actions_without_text(files, actions)
    _remark_on_copies(files, actions)
    remark_on_financial_years(files, plan_file, actions)
    _remark_on_unusual_updates(files, actions)
    check_left_over(files, plan_file, actions, pages)


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
