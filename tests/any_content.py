"""Contents of any kind: the small plans, cases and slips, with random edits at any place."""

from __future__ import annotations

import copy
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from action_plan.content.parsers import action_slug
from any_content_values import (
    ADDED,
    ADDRESSES,
    BLOCKS,
    DAYS,
    ENDINGS,
    NAMES,
    NOTES,
    OLD,
    PAGES,
    PLANS_OF_TIME,
    TEXTS,
    TIMES,
    TITLED,
    VALUES,
)
from conftest import EDGES, HARBOUR, PLANS
from hypothesis import strategies as st
from test_changes_properties import Draft

__all__ = ["draw_content"]


def _any(data: st.DataObject, pool: tuple[str, ...]) -> str:
    """Draw from a pool; half of the time one of its first, which are mostly fine."""
    return data.draw(st.sampled_from(pool[:6]) | st.sampled_from(pool))


@dataclass(slots=True)
class Place:
    """A value in a record: where it is, and the field that it is the value of."""

    within: Any
    key: Any
    field: str

    @property
    def value(self) -> Any:
        """The value that is there."""
        return self.within[self.key]

    @value.setter
    def value(self, value: Any) -> None:
        self.within[self.key] = value


def _places(within: Any, field: str = "") -> Iterator[Place]:
    """Return every place in a record, the records and lists in it included."""
    keys = within if isinstance(within, dict) else range(len(within))
    for key in keys:
        here = Place(within, key, str(key) if isinstance(within, dict) else field)
        yield here
        if isinstance(here.value, dict | list):
            yield from _places(here.value, here.field)


def _record(data: st.DataObject, draft: Draft) -> dict[str, Any]:
    """Return the plan, an action or a page."""
    kinds: list[list[dict[str, Any]]] = [[draft.plan], [*draft.actions.values()]]
    pages = [[*draft.pages.values()]] if draft.pages else []
    return data.draw(st.sampled_from(data.draw(st.sampled_from([*kinds, *pages]))))


def _edit_value(data: st.DataObject, draft: Draft) -> None:
    """Change a text at any place."""
    places = [place for place in _places(_record(data, draft)) if isinstance(place.value, str)]
    if not places:
        return
    place = data.draw(st.sampled_from(places))
    if place.field in VALUES and data.draw(st.integers(0, 9)):
        place.value = _any(data, VALUES[place.field])
    elif "\n" in place.value or place.field in ("text", "intended_impact", "resources"):
        link = f"[x]({_any(data, ADDRESSES)})"
        block = data.draw(st.sampled_from((_any(data, BLOCKS), link)))
        place.value = data.draw(
            st.sampled_from((f"{place.value}\n\n{block}", f"{block}\n\n{place.value}", block))
        )
    else:
        text = _any(data, TEXTS)
        words = place.value.split(" ")
        words.insert(data.draw(st.integers(0, len(words))), text)
        changed = (" ".join(words), text, place.value.upper(), place.value.lower())
        place.value = data.draw(st.sampled_from(changed))


def _edit_shape(data: st.DataObject, draft: Draft) -> None:
    """Take a value away, or turn, double or shorten a list."""
    places = [*_places(_record(data, draft))]
    if not places:
        return
    lists = [place for place in places if isinstance(place.value, list)]
    place = data.draw(st.sampled_from(data.draw(st.sampled_from((lists, lists, places))) or places))
    if isinstance(place.value, list) and place.value:
        items = place.value
        doubled = copy.deepcopy(items) + items
        changed: tuple[list[Any], ...] = (doubled[: len(items) + 1], items[::-1], items[1:], [])
        place.value = data.draw(st.sampled_from(changed))
    elif isinstance(place.within, dict):
        del place.within[place.key]
    else:
        place.value = _any(data, TEXTS)


def _edit_added(data: st.DataObject, draft: Draft) -> None:
    """Add fields that most contents have not."""
    kind, fields = data.draw(st.sampled_from(ADDED))
    records = {"plan": [draft.plan], "action": [*draft.actions.values()]}
    those = records.get(kind, [*draft.pages.values()])
    for record in data.draw(st.lists(st.sampled_from(those), max_size=2)) if those else ():
        record.update(copy.deepcopy(fields))


def _edit_history(data: st.DataObject, draft: Draft) -> None:
    """Add an update, perhaps without a status, with a new date, or as a correction."""
    fields = draft.actions[data.draw(st.sampled_from(sorted(draft.actions)))]
    updates = fields.setdefault("updates", [])
    if not isinstance(updates, list):
        return
    update: dict[str, Any] = {"date": _any(data, (*DAYS, *TIMES)), "note": _any(data, NOTES)}
    if data.draw(st.booleans()):
        update["documents"] = data.draw(st.sampled_from(["Minutes, item 7", ["A & *b*", "<c>"]]))
    evidence = [[TITLED], [TITLED, _any(data, ADDRESSES)], "https://a.example/, https://b.example/"]
    update |= data.draw(st.sampled_from([{}, *({"evidence": found} for found in evidence)]))
    if data.draw(st.booleans()) and "status" in fields:
        update["status"] = fields["status"]
    if data.draw(st.booleans()):
        fields.setdefault("first_due", "2024")
        fields["due"] = update["due"] = _any(data, (*PLANS_OF_TIME, *DAYS))
    if not data.draw(st.integers(0, 3)):
        update["correction"] = "yes"
    updates.insert(data.draw(st.integers(0, len(updates))), copy.deepcopy(update))


def _edit_keys(data: st.DataObject, draft: Draft) -> None:
    """Explain a term, or move an address."""
    if data.draw(st.booleans()):
        term, meaning = (_any(data, TEXTS) for _ in range(2))
        glossary = draft.plan.setdefault("glossary", {})
        if isinstance(glossary, dict):
            glossary[term] = meaning
    else:
        moved = draft.plan.setdefault("redirects", [])
        if isinstance(moved, list):
            moved.append({"from": _any(data, OLD), "to": _any(data, PAGES)})


def _edit_ids(data: st.DataObject, draft: Draft) -> None:
    """Name an action, theme, section or status otherwise wherever it is named."""
    new = _any(data, data.draw(st.sampled_from((NAMES, NAMES, TEXTS))))
    tables = ("themes", "sections", "statuses", "parts", "facets")
    listed = [draft.plan.get(name) for name in tables]
    known = [item for items in listed if isinstance(items, list) for item in items]
    files = {str(fields.get("id")): name for name, fields in draft.actions.items()}
    named = [str(item.get("id", item.get("label"))) for item in known if isinstance(item, dict)]
    old = data.draw(st.sampled_from([*files, *named]))
    new = data.draw(st.sampled_from((new, f"{old}{new}", old.swapcase())))
    for record in (draft.plan, *draft.actions.values(), *draft.pages.values()):
        for place in _places(record):
            if place.value == old:
                place.value = new
            elif isinstance(place.value, str):
                place.value = place.value.replace(f"{old}.md", f"{new}.md")
        if isinstance(record, dict) and old in record and old in named:
            record[new] = record.pop(old)
    slug = action_slug(new)
    if old in files and slug and len(slug) < 200:
        draft.actions[slug] = draft.actions.pop(files[old])


def _edit_files(data: st.DataObject, draft: Draft) -> None:
    """Add, double, rename or take away a file."""
    name = _any(data, NAMES)
    what = data.draw(st.sampled_from(("page", "action", "document", "source", "gone")))
    if what == "page":
        draft.pages[name] = {"title": data.draw(st.sampled_from((name, "Help"))), "text": "Ask."}
    elif what == "action":
        twin = copy.deepcopy(draft.actions[data.draw(st.sampled_from(sorted(draft.actions)))])
        draft.actions[action_slug(name) or "x"] = twin | {"id": name}
    elif what == "document":
        folder = data.draw(st.sampled_from(("", "a/", "A/", "index.html/", "é/", ".x/", "drafts/")))
        draft.documents[f"{folder}{name}{_any(data, ENDINGS)}"] = "A document.\n"
    elif what == "source" and isinstance(draft.plan.get("source_document"), dict):
        document = draft.plan["source_document"]
        new = f"{name}{_any(data, ENDINGS)}"
        if document.get("file") in draft.documents:
            draft.documents[new] = draft.documents.pop(document["file"])
            document["file"] = new
    elif len(draft.actions) > 1:
        draft.actions.pop(data.draw(st.sampled_from(sorted(draft.actions))))


EDITS: tuple[Callable[[st.DataObject, Draft], None], ...] = (
    *(_edit_value, _edit_value, _edit_value, _edit_shape),
    *(_edit_added, _edit_added, _edit_history, _edit_keys, _edit_ids, _edit_files),
)


def draw_content(data: st.DataObject, seeds: Path, content: Path) -> None:
    """Write a content in place of a folder: a plan, case or slip, with some edits."""
    others = (
        PLANS / name / "content" for name in ("every-field", "klima", "ids", "stages", "bare")
    )
    seed = data.draw(st.sampled_from((HARBOUR, EDGES, *others)))
    if not data.draw(st.integers(0, 2)):
        seed = data.draw(st.sampled_from(sorted(seeds.iterdir())))
    shutil.rmtree(content, ignore_errors=True)
    edits = data.draw(st.lists(st.sampled_from(EDITS), max_size=4))
    try:
        draft = Draft.read(seed)
    except (yaml.YAMLError, ValueError, TypeError):  # a seed that is no YAML has no places
        edits = []
    if not edits:
        shutil.copytree(seed, content)
        return
    for edit in edits:
        edit(data, draft)
    draft.write(content)
