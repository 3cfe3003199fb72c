"""A value that is gone, or of another kind than its field holds, is one problem in words."""

from __future__ import annotations

import copy
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from conftest import TESTS, problems_of

PLAN = TESTS / "plans" / "every-field" / "content"
NAMED_IN_SEVERAL_FILES = {("themes", 0), ("statuses", 0)}
"""What is a problem of each file that names it, where it is gone."""
Place = tuple[str | int, ...]


def places(found: Any, above: Place = ()) -> Iterator[tuple[Place, Any]]:
    """Return every value within a value, after its place."""
    items = found.items() if isinstance(found, dict) else enumerate(found)
    for key, item in items if isinstance(found, dict | list) else ():
        yield (*above, key), item
        yield from places(item, (*above, key))


def slips(written: Any) -> Iterator[tuple[str, Any]]:
    """Return what is written with one value gone, or of another kind: a mark, or a list."""
    for place, value in places(written):
        for slip in ("gone", '"' if isinstance(value, str) else []):
            if slip == "gone" and place in NAMED_IN_SEVERAL_FILES:
                continue
            changed = copy.deepcopy(written)
            record = changed
            for key in place[:-1]:
                record = record[key]
            if slip == "gone":
                del record[place[-1]]
            else:
                record[place[-1]] = slip
            yield f"{'.'.join(map(str, place))}: {slip}", changed


@pytest.mark.slow
@pytest.mark.parametrize("name", ["plan.yml", "actions/E-1.md"])
def test_a_value_that_is_gone_or_of_another_kind_is_one_problem(name: str, tmp_path: Path) -> None:
    content = Path(shutil.copytree(PLAN, tmp_path / "content"))
    text = (content / name).read_text(encoding="utf-8")
    front, fence, body = text.removeprefix("---\n").partition("\n---\n")
    written = yaml.load(front, yaml.CBaseLoader)  # noqa: S506 - texts only
    start = "---\n" if fence else ""

    answers = {}
    for slip, changed in slips(written):
        dumped = yaml.dump(changed, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False)
        (content / name).write_text(f"{start}{dumped.rstrip()}{fence}{body}", encoding="utf-8")
        if found := problems_of(content):
            answers[slip] = found

    assert len(answers) > 50
    assert {slip: said for slip, said in answers.items() if len(said) > 1} == {}
