"""The outline of a plan: what decides which files the site has, as far as it can be read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import chain
from pathlib import Path

from ..frozen import frozen
from .folder import name_in_addresses
from .models import Action, Page, Record, has_fields
from .plan_file import PlanFile
from .plan_models import Part
from .record_file import RecordFile

__all__ = ["Outline", "outline"]


@frozen
class Outline:
    """What a plan has that gets a file of its own, even where the rest of it has problems."""

    actions: tuple[str, ...]
    """Ids as URLs and the names of their files have them."""
    themes: tuple[str | None, ...]
    """Ids in the order of plan.yml; `None` where one cannot be read."""
    actions_by_theme: Counter[str]
    """How many actions say that they belong to a theme, by its id."""
    parts_by_action: Mapping[str, tuple[str, ...]]
    """The anchors of the parts of an action's page in which it says something, by its id."""
    sections: tuple[str | None, ...]
    """Ids in the order of plan.yml; `None` where one cannot be read."""
    actions_by_section: Counter[str]
    """How many actions say that they are in a section, by its id."""
    statuses: tuple[str, ...]
    """Ids."""
    updates: int
    """How many updates can be read."""
    has_updates: bool
    """Whether there are any, be it some that cannot be read."""
    has_due_dates: bool
    """Whether an action has one, or a milestone."""
    filled: frozenset[str]
    """Lists that an action, or a measure of one, has something in: `milestones`, `readings`."""
    has_money: bool
    """Whether the plan says, or may say, anything of what pays for its actions."""
    has_sections: bool
    """Whether the plan has, or may have, sections."""
    has_reports: bool
    """Whether an action has, or may have, a status."""
    has_reviews: bool
    """Whether the plan promises, or may promise, reviews."""
    pages: tuple[str, ...]
    """Slugs of the pages of content/pages/."""
    has_statement: bool
    """Whether plan.yml has an accessibility statement."""
    redirects: tuple[tuple[str | None, str | None], ...]
    """The old URL and the new one of each redirect; `None` where it cannot be read."""
    source: tuple[str, ...]
    """The names of the files of content/source/, hidden ones left out; the document first."""


def outline(
    plan_file: PlanFile,
    actions: Mapping[Path, RecordFile[Action]],
    pages: Mapping[Path, RecordFile[Page]],
    source: Iterable[str],
    parts: Collection[Part],
) -> Outline:
    """Return the outline of what the files of a content folder say.

    `source` are the names of the files of content/source/, `parts` those of an action's text.
    """
    records = {name_in_addresses(path): file.record for path, file in actions.items()}
    known = records.values()
    has_money = plan_file.may_have("approved_budget") or _may_have_money(known, parts)
    old, new = (
        plan_file.each("redirects", value, needed=needed)
        for value, needed in (("old_address", "from_"), ("new_address", "to"))
    )
    return Outline(
        actions=tuple(records),
        themes=plan_file.each("themes", "id"),
        actions_by_theme=Counter(chain.from_iterable(map(_themes_of, known))),
        parts_by_action={
            name: tuple(_parts_of(record, parts, has_money=has_money))
            for name, record in records.items()
        },
        sections=plan_file.each("sections", "id"),
        actions_by_section=Counter(
            section for record in known if (section := getattr(record, "section", None))
        ),
        statuses=tuple(filter(None, plan_file.each("statuses", "id", needed="label"))),
        updates=sum(len(getattr(record, "updates", ())) for record in known),
        has_updates=_may_have(known, "updates"),
        has_money=has_money,
        has_sections=plan_file.may_have("sections"),
        has_reports=_may_have(known, "status"),
        has_reviews=plan_file.may_have("review_every"),
        filled=frozenset(_filled(known)),
        has_due_dates=any(map(_has_due_date, known)),
        pages=tuple(map(name_in_addresses, pages)),
        has_statement=plan_file.statement is not None,
        redirects=tuple(zip(old, new, strict=True)),
        source=tuple(sorted(source, key=lambda name: name != plan_file.document)),
    )


def _may_have(records: Collection[Record], name: str) -> bool:
    """Whether any of the records says something in a field, or cannot be read there."""
    return not records or any(getattr(record, name, "unknown") for record in records)


def _may_have_money(actions: Collection[Action], parts: Iterable[Part]) -> bool:
    """Whether an action says, or may say, anything of what pays for it."""
    of_money = {part.id for part in parts if part.about == "funding"}
    return _may_have(actions, "funding") or any(
        not of_money.isdisjoint(getattr(action, "parts", ())) for action in actions
    )


def _themes_of(action: Action) -> tuple[str, ...]:
    if not has_fields(action, "theme", "other_themes"):
        return ()
    return (action.theme, *action.other_themes)


def _parts_of(action: Action, parts: Iterable[Part], *, has_money: bool) -> Iterator[str]:
    """Yield the anchors of the parts of an action's page in which it says something.

    Where the plan says anything of money, the page of each action says whether it does.
    """
    said = [part for part in parts if part.id in getattr(action, "parts", ())]
    if _may_have([action], "text"):
        yield "promised"
    yield from (part.anchor for part in said if part.anchor)
    if has_money or any(part.about == "funding" for part in said):
        yield "pays"
    if _may_have([action], "updates"):
        yield "history"


def _has_due_date(action: Action) -> bool:
    dates = (getattr(each, "due", None) for each in (action, *getattr(action, "milestones", ())))
    return any(due is not None and due.last_day for due in dates)


def _filled(actions: Iterable[Action]) -> Iterator[str]:
    for action in actions:
        yield from (name for name in ("milestones", "measures") if getattr(action, name, ()))
        for measure in getattr(action, "measures", ()):
            lists = ("readings", "interim_targets")
            yield from (name for name in lists if getattr(measure, name, ()))
