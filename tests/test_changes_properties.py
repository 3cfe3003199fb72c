"""What `make changes` says of any two contents is true: compared with the records and both sites.

Contents are made by random edits of the small plans. `EXAMPLES=2000 pytest …` tries as many.
"""

from __future__ import annotations

import copy
import os
import re
import shutil
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from action_plan import urls
from action_plan.checks.reading import load_partial
from action_plan.content.fields import STAGES
from action_plan.content.loading import PartialContent
from action_plan.review.between import changes_between
from conftest import EDGES, EDGES_DAY, HARBOUR, Project, tree
from hypothesis import HealthCheck, Phase, assume, given, settings
from hypothesis import strategies as st

EXAMPLES = int(os.environ.get("EXAMPLES", "25"))
SETTINGS = settings(
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=(Phase.explicit, Phase.reuse, Phase.generate),  # a plan is small enough to be read
)
NOTHING = "Nothing that residents see changes."
BODY = ("text", "intended_impact", "resources")
HEADINGS = ("", "\n\n## Intended impact\n\n", "\n\n## Resources\n\n")
WORDS = ("boats", "the quay", "£5", "a\u0301", "á", "a", "\u0430", "not", "-", "1.", "*", "w" * 300)
GAPS = (" ", "\n", "\n\n", "  \n", "\n\n- ", "\n\n    ", "\n- ", "\u00a0")
PAIR = re.compile(r"“(.*)” → “(.*)”$", re.MULTILINE)
_UPDATE = re.compile(r"^(?:an update|backdated|\d|no longer)|^order of")


@dataclass
class Draft:
    """A content as values that can be edited, and be written as files."""

    plan: dict[str, Any]
    actions: dict[str, dict[str, Any]]
    pages: dict[str, dict[str, Any]]
    documents: dict[str, str]

    @classmethod
    def read(cls, folder: Path) -> Draft:
        """Return what a folder has."""
        return cls(
            plan=_load((folder / "plan.yml").read_text("utf-8")),
            actions={path.stem: _record(path) for path in sorted(folder.glob("actions/*.md"))},
            pages={path.stem: _record(path) for path in sorted(folder.glob("pages/*.md"))},
            documents={
                path.relative_to(folder / "source").as_posix(): path.read_text("utf-8")
                for path in sorted(folder.glob("source/**/*"))
                if path.is_file()
            },
        )

    def write(self, folder: Path) -> None:
        """Write it in place of a folder."""
        shutil.rmtree(folder, ignore_errors=True)
        files = {"plan.yml": _dump(self.plan)}
        for name, fields in self.actions.items():
            parts = (
                f"{heading}{fields[part]}"
                for part, heading in zip(BODY, HEADINGS, strict=True)
                if part in fields
            )
            front = {key: value for key, value in fields.items() if key not in BODY}
            files[f"actions/{name}.md"] = f"---\n{_dump(front)}---\n{''.join(parts)}\n"
        for name, fields in self.pages.items():
            front = {key: value for key, value in fields.items() if key != "text"}
            files[f"pages/{name}.md"] = f"---\n{_dump(front)}---\n{fields.get('text', '')}\n"
        files |= {f"source/{name}": text for name, text in self.documents.items()}
        for name, text in files.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(text, encoding="utf-8")


def _load(text: str) -> Any:
    return yaml.load(text, yaml.CBaseLoader)  # noqa: S506 - texts only


def _dump(values: object) -> str:
    return yaml.safe_dump(values, sort_keys=False, allow_unicode=True, default_style='"')


def _record(path: Path) -> dict[str, Any]:
    _, front, body = path.read_text("utf-8").split("---\n", 2)
    parts = re.split(r"\n## (?:Intended impact|Resources)\n", body)
    fields: dict[str, Any] = _load(front)
    return fields | {name: part.strip("\n") for name, part in zip(BODY, parts, strict=False)}


def _edit_text(data: st.DataObject, text: str) -> str:
    """Return a text with words or what is between them changed in one place."""
    parts = re.split(r"(\s+)", text)
    place = data.draw(st.integers(0, len(parts) - 1))
    parts[place] = data.draw(st.sampled_from((*WORDS, "") if place % 2 == 0 else GAPS))
    return "".join(parts).strip("\n") or "x"


def _edit_item(data: st.DataObject, item: Any) -> Any:
    """Return a value, or a record with one of its fields, changed."""
    if isinstance(item, str):
        return _edit_text(data, item)
    key = data.draw(st.sampled_from(sorted(item)))
    if isinstance(item[key], list):
        return item | {key: _edit_list(data, item[key])}
    days = ("2025-03-04", "2025-02-01", "2025-06-30", "2025-09-10")
    other = {
        "amount": st.sampled_from(("1", "15,000", "2,500.50")),
        "date": st.sampled_from(days),
        "kind": st.sampled_from(("officer time", "contingency", "not costed", "allocated")),
        "spent_as_at": st.sampled_from(days),
        "stage": st.sampled_from(STAGES),
        "year": st.sampled_from(("2024", "2025", "2025/26")),
    }
    if key in ("id", "status", "evidence", "from", "to", "address", "label"):
        return item
    return item | {key: data.draw(other[key]) if key in other else _edit_text(data, item[key])}


def _edit_list(data: st.DataObject, items: list[Any]) -> list[Any]:
    """Return a list with one item changed, moved, added or taken away."""
    how = data.draw(st.sampled_from(("change", "move", "add", "remove")))
    place, other = (data.draw(st.integers(0, max(len(items) - 1, 0))) for _ in range(2))
    items = copy.deepcopy(items)
    if not items:
        return items
    if how == "change":
        items[place] = _edit_item(data, items[place])
    elif how == "move":
        items.insert(other, items.pop(place))
    elif how == "add":
        items.insert(other, _edit_item(data, items[place]))
    elif len(items) > 1:
        del items[place]
    return items


def _edit_action(data: st.DataObject, draft: Draft) -> None:
    fields = draft.actions[data.draw(st.sampled_from(sorted(draft.actions)))]
    key = data.draw(st.sampled_from(sorted(fields.keys() - {"id", "added", "related"})))
    value = fields[key]
    statuses = [status["label"] for status in draft.plan["statuses"]]
    if key == "status":
        fields[key] = data.draw(st.sampled_from(statuses))
        fields["updates"][-1]["status"] = fields[key]
    elif key in ("theme", "section"):
        fields[key] = data.draw(st.sampled_from([item["id"] for item in draft.plan[f"{key}s"]]))
    elif key in ("starts", "due"):
        fields[key] = data.draw(st.sampled_from(("2025-03-02", "2025-10-01", "2025-11-30")))
    elif key == "superseded_by":
        del fields[key]
    elif isinstance(value, list):
        fields[key] = _edit_list(data, value)
        fields["status"] = max(fields["updates"], key=lambda update: update["date"])["status"]
    else:
        fields[key] = _edit_text(data, value)


def _edit_actions(data: st.DataObject, draft: Draft) -> None:
    name = data.draw(st.sampled_from(sorted(draft.actions)))
    if data.draw(st.booleans()) and len(draft.actions) > 2:
        del draft.actions[name]
    else:
        draft.actions["N-1"] = copy.deepcopy(draft.actions[name]) | {"id": "N-1"}


def _edit_page(data: st.DataObject, draft: Draft) -> None:
    if data.draw(st.booleans()) and draft.pages:
        fields = draft.pages[data.draw(st.sampled_from(sorted(draft.pages)))]
        key = data.draw(st.sampled_from(sorted(fields)))
        fields[key] = _edit_text(data, fields[key])
    elif data.draw(st.booleans()) and draft.pages:
        draft.pages.popitem()
    else:
        draft.pages["help"] = {"title": "Help", "text": "Ask."}


def _edit_plan(data: st.DataObject, draft: Draft) -> None:
    plan = draft.plan
    key = data.draw(st.sampled_from(sorted(plan)))
    if key == "currency":
        plan[key] = data.draw(st.sampled_from(("GBP", "EUR", "CHF")))
    elif key == "review_every":
        plan[key] = data.draw(st.sampled_from(("30", "60", "90")))
    elif key == "accessibility":
        del plan[key]
    elif key == "glossary":
        plan[key]["HTC"] = data.draw(st.sampled_from(("Harbour Town Council", "the council")))
    elif key in ("period", "source_document", "licence", "contact", "approved_budget"):
        plan[key] = _edit_item(data, plan[key])
    elif isinstance(plan[key], list):
        plan[key] = _edit_list(data, plan[key])
    elif key not in ("time_zone", "domain"):
        plan[key] = _edit_text(data, plan[key])


def _edit_documents(data: st.DataObject, draft: Draft) -> None:
    if "minutes.txt" in draft.documents and data.draw(st.booleans()):
        del draft.documents["minutes.txt"]
    else:
        draft.documents["minutes.txt"] = data.draw(st.sampled_from("xyz"))


EDITS: tuple[Callable[[st.DataObject, Draft], None], ...] = (
    *(_edit_action, _edit_action, _edit_action, _edit_action),
    *(_edit_actions, _edit_page, _edit_plan, _edit_plan, _edit_documents),
)


def _edited(data: st.DataObject, draft: Draft, most: int) -> Draft:
    draft = copy.deepcopy(draft)
    for edit in data.draw(st.lists(st.sampled_from(EDITS), max_size=most)):
        edit(data, draft)
    return draft


def _drawn(data: st.DataObject, before: Path, after: Path) -> None:
    """Write two contents, of which one is the other with some edits."""
    plan = Draft.read(data.draw(st.sampled_from((HARBOUR, EDGES))))
    first = _edited(data, plan, 3)
    first.write(before)
    _edited(data, first, 4).write(after)


def _state(folder: Path) -> tuple[PartialContent, tuple[object, ...]]:
    """Return what can be read of a folder, and all of it that residents see."""
    content = load_partial(folder)
    plan = content.plan and dict(content.plan)
    if plan:
        plan["redirects"] = sorted(plan["redirects"], key=lambda redirect: redirect.id)
    return content, (plan, content.actions, content.pages, tree(folder / "source"))


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, Path]]:
    """Return two folders for contents, which examples write into, as of one day."""
    top = tmp_path_factory.mktemp("contents")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOURCE_DATE_EPOCH", EDGES_DAY)
        yield top / "before" / "content", top / "after" / "content"


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """Return a project in which examples are built."""
    return Project(tmp_path_factory.mktemp("sites") / "project", HARBOUR)


@settings(SETTINGS, max_examples=EXAMPLES)
@given(data=st.data())
def test_nothing_is_said_of_nothing_alone_and_no_two_values_are_shown_alike(
    folders: tuple[Path, Path], data: st.DataObject
) -> None:
    """What differs is shown, before and after never look the same, and back is the other way."""
    _drawn(data, *folders)
    (before, old), (after, new) = map(_state, folders)

    text = changes_between(folders[0], folders[1])
    back = changes_between(folders[1], folders[0])

    is_whole = not (before.problems or after.problems)
    assert (NOTHING in text) == (is_whole and old == new), text
    if not (before.unreadable or after.unreadable):
        assert ("### " in text) == (old != new), text
    for first, last in PAIR.findall(text):
        assert first != last, text
    assert sorted(_rows(text)) == sorted((name, new, old) for name, old, new in _rows(back)), text
    assert sorted(_subjects(text)) == sorted(_subjects(back)), text


def _rows(text: str) -> list[tuple[str, ...]]:
    """Return what tables have before and after, each after the rest of its title."""
    rows = re.findall(r"^\| ([^|]+) \| ([^|]+) \| ([^|]+) \|", text, re.MULTILINE)
    return [(name.split()[0], old, new) for name, old, new in rows if old not in ("Before", "--:")]


def _subjects(text: str) -> list[str]:
    """Return what the lines are about, whichever way it changes."""
    lines = re.findall(r"^ *- ([^“:*\n]+?)(?:, new|, no longer there)?: ", text, re.MULTILINE)
    return [re.sub(r", \d+ of \d+", "", line) for line in lines if not _UPDATE.search(line)]


@settings(SETTINGS, max_examples=max(EXAMPLES // 10, 2))
@given(data=st.data())
def test_what_is_said_is_what_differs_between_the_two_sites(
    project: Project, folders: tuple[Path, Path], data: st.DataObject
) -> None:
    """Nothing is said where no file differs, and each action is named whose page does."""
    _drawn(data, *folders)
    contents = [_state(folder)[0] for folder in folders]
    assume(not any(content.problems for content in contents))
    before, after = (_site(project, folder) for folder in folders)

    text = changes_between(folders[0], folders[1])

    assert ("### " in text) == (before != after), text
    addresses = re.findall(r"^- `/([^`]*)`$", text.partition("### Addresses that")[2], re.MULTILINE)
    assert set(map(urls.save_as, addresses)) == before.keys() - after.keys(), text
    changed = {name for name in before.keys() | after.keys() if before.get(name) != after.get(name)}
    # Every page has the names of all pages, and the day of the newest update, in its footer.
    one_footer = "### Pages" not in text and len(set(map(_newest_day, contents))) == 1
    if "### The plan" not in text:
        for content in contents:
            for key in content.actions:
                files = {"action.json"} | ({"index.html"} if one_footer else set())
                if changed & {f"actions/{key}/{file}" for file in files}:
                    assert any(f"**{near} " in text for near in _near(contents, key)), (key, text)
            for slug in content.pages:
                is_named = f"- /{slug}/, " in text
                assert not is_named or f"{slug}/index.html" in changed, text
                assert not one_footer or f"{slug}/index.html" not in changed, text


def _newest_day(content: PartialContent) -> date:
    """Return the day of the newest update of all actions."""
    return max(update.date.last for action in content.actions.values() for update in action.updates)


def _near(contents: Iterable[PartialContent], key: str) -> set[str]:
    """Return an action and those whose names its page shows: related, and the next in order."""
    found = {key}
    for content in contents:
        keys = list(content.actions)
        place = keys.index(key) if key in keys else -2
        found |= {other for n, other in enumerate(keys) if abs(n - place) == 1}
        for other, action in content.actions.items():
            named = {*action.related, action.superseded_by} - {None}
            found |= {other} if key in named else set()
            found |= {name for name in named if name and other == key}
    return found


def _site(project: Project, content: Path) -> dict[str, bytes]:
    """Return every file of the site of a content."""
    shutil.rmtree(project.root / "content")
    shutil.copytree(content, project.root / "content")
    project.build(EDGES_DAY)
    return tree(project.output)
