"""Due dates of actions and milestones that moved with nothing that says why: problems."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from ..content.front_matter import Location, dotted, front_matter
from ..content.loading import PartialContent
from ..content.models import Action, Milestone
from ..content.parsers import fold
from ..content.when import When
from ..problems import Problem
from .matching import match

__all__ = ["unexplained_moves"]

_FIRST = ("first_due",)
_NO_UPDATE = (
    'was "{was}" until now, and no update says why it moved. Add an update with a date,'
    ' "due: {now}" and the reason in its note.'
)
_NO_UPDATE_NOR_FIRST = (
    'was "{was}" until now, and no update says why it moved. Add an update with a date,'
    ' "due: {now}" and the reason in its note, and write "first_due: {first}" at the top.'
)
_NO_FIRST = (
    'was "{was}" until now, and nothing says when it was due at first. Write "first_due: {first}".'
)
_NO_REASON = 'was "{was}" until now, and nothing says why it moved. Write the reason in its note.'
_NO_REASON_NOR_FIRST = (
    'was "{was}" until now, and nothing says why it moved. Write "first_due: {first}" and the'
    " reason in its note."
)


def unexplained_moves(
    before: PartialContent, after: PartialContent, folder: Path
) -> Iterator[Problem]:
    """Return each due date that moved with nothing that says why; `folder` is the later content's.

    The first due date of an action or a milestone that had none moves nothing.
    """
    for name, action in after.actions.items():
        earlier = before.actions.get(name)
        if earlier is None:
            continue
        found = list(_of_action(earlier, earlier.due, action)) if earlier.due else []
        found += _of_milestones(earlier, action)
        if found:
            path = folder / "actions" / f"{name}.md"
            text = path.read_text(encoding="utf-8-sig", errors="replace")
            block, _ = front_matter(path.name, text)
        for location, message in found:
            is_missing = location == _FIRST and location not in block.lines
            line = block.line(("due",) if is_missing else location)
            yield Problem(f"{folder.name}/actions/{name}.md", line, dotted(location), message)


def _of_action(before: Action, was: When, after: Action) -> Iterator[tuple[Location, str]]:
    first, now = before.first_due or was, after.due
    if now is None:
        yield (
            ("due",),
            f'was "{was}" until now, and is gone. Write it again; where another holds, add an'
            ' update with a date, "due: …" and the reason in its note.',
        )
    elif not _is_moved(was, now):
        if before.first_due and str(after.first_due) != str(before.first_due):
            yield _first_stays(before.first_due)
    elif all(update.due != now for update in after.updates):
        message = _NO_UPDATE if after.first_due == first else _NO_UPDATE_NOR_FIRST
        yield ("due",), message.format(was=was, now=now, first=first)
    elif str(after.first_due) != str(first):
        yield _first_stays(first)


def _is_moved(was: When, now: When) -> bool:
    """Whether a time is another one now, and not the same words or the same days."""
    return str(now) != str(was) and now.days != was.days


def _first_stays(first: When, location: Location = _FIRST) -> tuple[Location, str]:
    return location, f'is "{first}": what was due at first does not change. Write that.'


def _of_milestones(before: Action, after: Action) -> Iterator[tuple[Location, str]]:
    """Return the milestones, known by their titles, that moved and do not say why."""
    for known, index in _of_one_title(before.milestones, after.milestones):
        if known.due is None:
            continue
        milestone = after.milestones[index]
        was, now = known.due, milestone.due
        first = known.first_due or was
        is_moved = now is not None and _is_moved(was, now)
        is_explained = milestone.note not in (None, known.note)
        if now is None:
            yield (
                ("milestones", index, "due"),
                f'was "{was}" until now, and is gone. Write it again; where another holds, write'
                f' that, "first_due: {first}" and the reason in its note.',
            )
        elif is_moved and not (is_explained and milestone.first_due):
            if is_explained:
                message = _NO_FIRST
            elif str(milestone.first_due) == str(first):
                message = _NO_REASON
            else:
                message = _NO_REASON_NOR_FIRST
            yield ("milestones", index, "due"), message.format(was=was, first=first)
        elif (is_moved or known.first_due) and str(milestone.first_due) != str(first):
            yield _first_stays(first, ("milestones", index, "first_due"))


def _of_one_title(
    before: Sequence[Milestone], after: Sequence[Milestone]
) -> Iterator[tuple[Milestone, int]]:
    """Return each milestone that was there with the place of the one that it is now.

    Of several that have one title, that is the one most like it.
    """
    places: dict[str, list[int]] = {}
    for index, milestone in enumerate(after):
        places.setdefault(fold(milestone.title), []).append(index)
    for title, found in places.items():
        earlier = [milestone for milestone in before if fold(milestone.title) == title]
        pairs = match(earlier, [after[index] for index in found]).pairs
        yield from ((earlier[i], found[j]) for i, j in pairs)
