"""The schemas of the open data and of front matter: what is published and written keeps to them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml
from conftest import Project

SITES = ["built_harbour", "built_real", "built_everything"]


@pytest.mark.parametrize("fixture", SITES)
def test_json_files_keep_to_their_schemas(fixture: str, request: pytest.FixtureRequest) -> None:
    """plan.json and every action.json are valid, with formats checked; unknown fields are not."""
    project: Project = request.getfixturevalue(fixture)
    checker = jsonschema.Draft202012Validator.FORMAT_CHECKER
    of_plan = project.json("data/plan.schema.json")
    of_action = project.json("data/action-file.schema.json")
    whole = jsonschema.Draft202012Validator(of_plan, format_checker=checker)
    one = jsonschema.Draft202012Validator(of_action, format_checker=checker)

    whole.check_schema(of_plan)
    whole.check_schema(of_action)
    plan = project.json("data/plan.json")
    assert list(whole.iter_errors(plan)) == []
    for action in plan["actions"]:
        assert list(one.iter_errors(project.json(f"actions/{action['id']}/action.json"))) == []
    plan["actions"][0]["unknown"] = 1
    plan["actions"][0]["funding"] = [{"amount": "10,000"}]
    assert {error.validator for error in whole.iter_errors(plan)} >= {
        "additionalProperties",
        "required",
    }


@pytest.mark.parametrize("fixture", SITES)
def test_the_schema_of_front_matter_takes_what_the_reader_takes(
    fixture: str, request: pytest.FixtureRequest
) -> None:
    """Every action's front matter is valid by it, as an editor's YAML reads it."""
    project: Project = request.getfixturevalue(fixture)
    schema = project.json("data/action.schema.json")
    validator = jsonschema.Draft202012Validator(schema)

    validator.check_schema(schema)
    for path in sorted((project.root / "content" / "actions").glob("*.md")):
        assert list(validator.iter_errors(front_matter(path))) == [], path.name


def front_matter(path: Path) -> Any:
    """Return front matter with numbers as numbers and days as text, as editors have it."""
    block = path.read_text(encoding="utf-8").split("---\n")[1]
    found = yaml.safe_load(block)
    return json.loads(json.dumps(found, default=str))


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"titel": "A"}, "additionalProperties"),
        ({"updates": [{"date": "01/02/2025", "status": "Done", "note": "A"}]}, "pattern"),
        ({"corrections": [{"read": "a"}]}, "anyOf"),
        ({"title": None}, "type"),
    ],
)
def test_the_schema_of_front_matter_finds_slips(
    built_harbour: Project, change: dict[str, Any], fault: str
) -> None:
    """A misspelled field, a date with two readings: editors underline them."""
    schema = built_harbour.json("data/action.schema.json")
    found = {**front_matter(built_harbour.action("A-7")), **change}

    errors = list(jsonschema.Draft202012Validator(schema).iter_errors(found))

    assert fault in {error.validator for error in errors}


def test_the_schema_of_front_matter_offers_the_plans_words(built_harbour: Project) -> None:
    """Statuses and themes are offered as they are written; other spellings still pass."""
    properties = built_harbour.json("data/action.schema.json")["properties"]

    assert properties["status"]["anyOf"][0]["enum"][:2] == ["Planned", "Under way"]
    assert properties["theme"]["anyOf"][0]["enum"] == ["harbour", "streets", "sea-wall"]
    assert "text" not in properties
