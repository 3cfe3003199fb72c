"""What action files say of each other: each has an id of its own, and names actions there are."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from functools import cache
from pathlib import Path

from ..messages import quoted, suggester
from ..natural_order import natural_key
from .folder import ContentFiles, name_in_addresses
from .models import Action, has_fields
from .parsers import action_slug, fold, says_nothing
from .record_file import RecordFile

__all__ = ["check_ids"]

_OR_NONE = " Write the id of one, or delete the line."
_BETWEEN_IDS = (re.compile(r" *[/&+–] *"), re.compile(r" *[/&+–-] *"))
"""What people write between two ids; ids may have hyphens themselves."""
_MOST_NAMED = 5
"""Ids of a circle that a message names."""


def check_ids(files: ContentFiles, actions: Mapping[Path, RecordFile[Action]]) -> None:
    """Note each id that differs from its file's name, and each one named that no action has."""
    # What a file is named after counts where its id cannot be read, or is not its own.
    ids = {_own_id(action_file.record, path) for path, action_file in actions.items()}
    # Their order decides between two ids that are equally near to what was written.
    near = suggester(lambda: sorted(ids, key=natural_key))
    by_title = cache(lambda: _ids_by_title(actions))
    for path, action_file in actions.items():
        action, block = action_file.record, action_file.block
        if has_fields(action, "id") and action.slug != name_in_addresses(path):
            files.report_field(block, ("id",), _differs(action, path, actions))
        for location, other in _named(action):
            if other not in ids:
                is_one = location == ("superseded_by",)
                hint = _by_title_or_words(other, by_title(), ids, is_one=is_one) or near(other)
                message = f"{quoted(other)} is not an action.{hint or _OR_NONE}"
                files.report_field(block, location, message)
    _check_replacements(files, actions)


def _ids_by_title(actions: Mapping[Path, RecordFile[Action]]) -> Mapping[str, str]:
    return {
        fold(action_file.record.title): _own_id(action_file.record, path)
        for path, action_file in actions.items()
        if has_fields(action_file.record, "title")
    }


def _by_title_or_words(
    found: str, by_title: Mapping[str, str], ids: Collection[str], *, is_one: bool
) -> str:
    """Return what to write for actions that are named by a title, or among other words."""
    title = fold(found)
    if says_nothing(found):
        return " Where there is none, delete the line."
    named = [by_title[title]] if title in by_title else [w for w in found.split() if w in ids]
    for between in _BETWEEN_IDS:
        named = named or [word for word in between.split(found) if word in ids]
    if len(named) > 1 and is_one:
        return ' Write one here, and the others below "related:".'
    if len(named) > 1:
        return ' Write each on a line of its own that starts with "- ".'
    return f" Did you mean {quoted(named[0])}?" if named else ""


def _check_replacements(files: ContentFiles, actions: Mapping[Path, RecordFile[Action]]) -> None:
    """Note each circle of actions that replace one another, once, at the first of them."""
    paths = {_own_id(action_file.record, path): path for path, action_file in actions.items()}
    replaced_by = {
        _own_id(action_file.record, path): action_file.record.superseded_by or ""
        for path, action_file in actions.items()
        if has_fields(action_file.record, "superseded_by")
    }
    for first, *others in _circles(replaced_by):
        names = [first, *others[: _MOST_NAMED - 1], *["…"] * (len(others) >= _MOST_NAMED), first]
        message = (
            f"the actions replace one another in a circle: {', '.join(names)}."
            ' Delete "superseded_by" from the one that is in force.'
        )
        files.report_field(actions[paths[first]].block, ("superseded_by",), message)


def _circles(replaced_by: Mapping[str, str]) -> Iterator[list[str]]:
    """Return each circle of two or more ids, begun at the first of them."""
    seen: set[str] = set()
    for start in sorted(replaced_by, key=natural_key):
        chain: list[str] = []
        other = start
        while other in replaced_by and other not in seen:
            seen.add(other)
            chain.append(other)
            other = replaced_by[other]
        if other in chain[:-1]:
            circle = chain[chain.index(other) :]
            first = circle.index(min(circle, key=natural_key))
            yield circle[first:] + circle[:first]


def _named(action: Action) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Return the other actions that an action names, and where."""
    if has_fields(action, "related"):
        for index, other in enumerate(action.related):
            yield ("related", index), other
    if has_fields(action, "superseded_by") and action.superseded_by is not None:
        yield ("superseded_by",), action.superseded_by


def _own_id(action: Action, path: Path) -> str:
    """Return an action's id, or what its file is named after where that is another."""
    is_own = has_fields(action, "id") and action.slug == name_in_addresses(path)
    return action.id if is_own else path.stem


def _is_alike(found: str, name: str) -> bool:
    """Whether an id differs from a name in a dash, a space, capitals, or words around it.

    Or in letters of another alphabet: a Cyrillic А looks like an A.
    """
    others = [a for a, b in zip(found, name, strict=False) if a != b]
    is_of_other_letters = len(found) == len(name) and not any(map(str.isascii, others))
    return is_of_other_letters or _letters(found) == _letters(name) or name in found.split()


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))


def _differs(action: Action, path: Path, actions: Mapping[Path, RecordFile[Action]]) -> str:
    """Return what to change where a file is not named after the id in it."""
    found = action.id
    name = f"{action.slug}.md"
    other = actions.get(path.with_name(name))
    is_slug = action_slug(path.stem) == path.stem
    if other is not None:
        theirs = _own_id(other.record, other.path)
        twice = f"{quoted(found)} is used twice: {name} has it too."
        if theirs != found:
            twice = (
                f"{quoted(found)} and {quoted(theirs)}, the id in {name}, would have one address,"
                f" /actions/{action.slug}/."
            )
        if is_slug:
            return f'{twice} This file is named {path.name}: write "id: {path.stem}".'
        return (
            f"{twice} Name this file after an id of its own, like 4.2.1.md, and write that id here."
        )
    is_alike = _is_alike(found, path.stem)
    if not is_slug or (action.slug != found and not is_alike):
        return f'{quoted(found)} differs from the file\'s name. Rename the file to "{name}".'
    return (
        f"{quoted(found)} differs from the file's name."
        f' Write "id: {path.stem}", or rename the file to {name}.'
    )
