"""What many actions have wrong since plan.yml changed: it is said once, at plan.yml."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import chain
from pathlib import Path

from ..formatting import count
from ..problems import Problem
from .block import Location
from .folder import ContentFiles
from .models import Action, has_fields
from .plan_file import PlanFile
from .record_file import RecordFile

__all__ = ["report_once"]

_TABLES = {
    "status": ("statuses", "label"),
    "theme": ("themes", "id"),
    "section": ("sections", "id"),
    "parts": ("parts", "title"),
}
"""The table of plan.yml that a field names an item of, and what an item is called by."""
_FEWEST, _SHARE = 3, 5
"""Actions, and one in how many, that must have a word before it is plan.yml that has changed."""


def report_once(
    files: ContentFiles, plan_file: PlanFile, actions: Mapping[Path, RecordFile[Action]]
) -> None:
    """Put one problem at plan.yml in the place of those that many actions have since it changed."""
    _report_renamed(files, plan_file, actions)
    _report_changes(files, plan_file, actions)


def _report_renamed(
    files: ContentFiles, plan_file: PlanFile, actions: Mapping[Path, RecordFile[Action]]
) -> None:
    """Put one problem at plan.yml in the place of those that many actions have with one word."""
    alike: dict[tuple[str, str], list[Problem]] = defaultdict(list)
    facets = plan_file.facet_fields
    for problem in chain.from_iterable(file.problems for file in actions.values()):
        name = problem.field.rpartition(".")[2]
        cause = problem.cause
        if cause and cause.kind == "word" and (name in _TABLES or name in facets):
            alike[name, problem.message].append(problem)
        elif cause and cause.kind == "heading":
            alike["parts", problem.message].append(problem)
    records = [file.record for file in actions.values()] if alike else []
    for (name, message), found in alike.items():
        having = len({problem.path for problem in found})
        if not _are_many(having, actions):
            continue
        places = _places_in_plan(plan_file, name, facets.get(name))
        if name == "parts":
            meant = found[0].cause.name if found[0].cause else ""
            renamed = (place for place, item in places if item == meant)
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


def _are_many(having: int, actions: Collection[object]) -> bool:
    """Whether so many actions have a problem alike that it is one of plan.yml."""
    return having >= max(_FEWEST, len(actions) // _SHARE)


def _report_changes(
    files: ContentFiles, plan_file: PlanFile, actions: Mapping[Path, RecordFile[Action]]
) -> None:
    """Put one problem at plan.yml in the place of those of what it has or asks for no longer."""
    alike: dict[tuple[Location, str], list[Problem]] = defaultdict(list)
    for problem in chain.from_iterable(file.problems for file in actions.values()):
        if change := _change_of_plan(problem, plan_file):
            alike[change].append(problem)
    for (place, message), found in alike.items():
        having = len({problem.path for problem in found})
        if _are_many(having, actions):
            gone = frozenset(found)
            files.problems = [problem for problem in files.problems if problem not in gone]
            where = f"{count(having, 'action')} (first {found[0].path}:{found[0].line})"
            files.report_field(plan_file.block, place, f"{where} have {message}")


def _change_of_plan(problem: Problem, plan_file: PlanFile) -> tuple[Location, str] | None:
    """Return which field of plan.yml a problem of an action may come from, and what to do there."""
    kind, name = problem.cause or (None, "")
    if kind == "required":
        index = plan_file.each("parts", "title").index(name)
        message = f'no heading "## {name}". Write it in each, or "required: no" here.'
        return ("parts", index, "required"), message
    if kind == "field" and name in ("", *plan_file.facet_fields):
        return ("facets",), (
            f'the field "{problem.field}", and no facet has that id. If it was renamed here, rename'
            " it there too; else declare it here, or delete it there."
        )
    if kind == "currency":
        message = "amounts in another currency. Write here the one that they are in."
        return ("currency",), message
    return None


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
