"""Whatever need not be written can be left out, field by field and all at once."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from action_plan.content.models import Action, Record
from action_plan.content.plan_models import Plan
from action_plan.verification.built_site import Expected, site_findings
from conftest import EVERY_FIELD, HARBOUR, HARBOUR_DAY, Project, problems_of, words
from test_every_field import records_in

TODAY = date(2026, 1, 1)
FILE = "file: harbour-plan.txt"
SITE = "https://harbour.example/plan"
_NOT_WRITTEN = {
    "Action.text": "it is the body",
    "Action.parts": "they are in the body",
    "Action.facets": "each has the name that plan.yml declares",
    "Action.other_themes": "they are written below theme",
    "Action.other_leads": "they are written below lead",
    "Action.updates.correction": "no update of the two plans has it",
    "Plan.facets.filter": "no facet of the two plans has it",
}
"""Fields that cannot be taken out of the plans of the tests."""
NEEDED_BY_OTHERS = {
    "Plan.currency": "currency: is missing, and content/plan.yml has an amount",
    "Plan.sections": "sections: is missing, and content/actions/A-7.md has a section",
    "Plan.statuses": "statuses: is missing, and content/actions/A-7.md has a status",
    "Plan.source_document.file": "source_document.sha256: is the checksum of no file",
    "Plan.consultation.address": "consultation.title: has no address",
    "Plan.facets": "facet_id: is not a field here",
    "Plan.facets.several": "facet_id: takes one value",
    "Action.status": 'status: is missing. Write "status: ',
    "Action.first_due": "updates.due: is what .* at the top says",
    "Action.updates.due": "first_due: .* was moved",
    "Action.updates.note": 'note: is missing. Write "note"',
    "Action.milestones.due": "first_due: .* was moved, and the new date is missing",
    "Action.funding.amount": "has no amount|needs an amount",
    "Action.funding.kind": "has no amount",
    "Action.funding.spent": 'needs "spent"',
    "Action.funding.spent_as_at": "funding.spent: has no day",
}
"""What is said of a field of the small plan that others need."""


def optional_fields(model: type[Record], above: str) -> Iterator[str]:
    """Return the fields that need not be written, of a record and of those in it."""
    for name, field in model.model_fields.items():
        path = f"{above}.{field.alias or name}"
        if path in _NOT_WRITTEN:
            continue
        if not field.is_required():
            yield path
        for record in records_in(field.annotation):
            yield from optional_fields(record, path)


FIELDS = [path for model in (Plan, Action) for path in optional_fields(model, model.__name__)]


def without(found: Any, path: list[str]) -> bool:
    """Delete a field in a piece of YAML wherever it is, and return whether it was there."""
    if isinstance(found, list):
        return sum(without(item, path) for item in found) > 0
    if not isinstance(found, dict) or path[0] not in found:
        return False
    if len(path) > 1:
        return without(found[path[0]], path[1:])
    del found[path[0]]
    return True


def rewrite(content: Path, change: Callable[[str, Any], bool]) -> bool:
    """Change plan.yml, and the front matter of actions, and return whether anything changed."""
    changed = False
    for file in (content / "plan.yml", *sorted((content / "actions").glob("*.md"))):
        model = "Plan" if file.suffix == ".yml" else "Action"
        before, fence, rest = file.read_text("utf-8"), "", ""
        if model == "Action":
            fence, before, rest = before.split("---\n", 2)
            fence = "---\n"
        found = yaml.load(before, yaml.CBaseLoader)  # noqa: S506 - texts only
        if change(model, found):
            changed = True
            written = yaml.safe_dump(found, allow_unicode=True, sort_keys=False)
            file.write_text(f"{fence}{written}{fence}{rest}", encoding="utf-8")
    return changed


@pytest.mark.parametrize("field", FIELDS)
def test_a_field_can_be_left_out_or_the_one_that_needs_it_is_named(
    tmp_path: Path, field: str
) -> None:
    """In the small plan, or, where that has it nowhere, in the plan of every field."""
    model, *path = field.split(".")
    for source in (HARBOUR, EVERY_FIELD):
        content = Path(shutil.copytree(source, tmp_path / source.parent.name / "content"))
        if rewrite(content, lambda name, found: name == model and without(found, path)):
            break
    else:
        pytest.fail(f"no plan of the tests has {field}")

    problems = problems_of(content)

    if field in NEEDED_BY_OTHERS:
        assert problems
        assert all(re.search(NEEDED_BY_OTHERS[field], problem) for problem in problems), problems
    else:
        assert problems == []


@pytest.mark.parametrize(
    "fields",
    [
        FIELDS,
        ["Plan.introduction", "Plan.licence", "Plan.themes.summary", "Plan.statuses.meaning"],
        ["Plan.review_every"],
        ["Plan.sections", "Action.section"],
        ["Plan.currency", "Plan.approved_budget", "Action.funding"],
        ["Action.status", "Action.updates"],
        ["Action.updates"],
        ["Plan.source_document.file", "Plan.source_document.sha256", "Plan.source_document.date"],
        ["Plan.source_document.address", "Plan.source_document.sha256"],
    ],
    ids=lambda fields: "all" if fields is FIELDS else fields[0],
)
def test_a_site_is_built_without_what_can_be_left_out(tmp_path: Path, fields: list[str]) -> None:
    """Its links lead somewhere, its markup is sound, and nothing is printed in place of a value."""
    project = Project(tmp_path / "harbour", HARBOUR)
    paths = [field.split(".") for field in fields]

    def change(name: str, found: Any) -> bool:
        return sum(name == model and without(found, path) for model, *path in paths) > 0

    assert rewrite(project.root / "content", change)
    if fields is FIELDS:  # the only source of the document is gone with the others
        project.replace("content/plan.yml", "source_document:\n", f"source_document:\n  {FILE}\n")

    project.build(HARBOUR_DAY, SITEURL=SITE)

    assert site_findings(project.output, Expected(base_url=f"{SITE}/")) == []
    for path in project.output.rglob("*.html"):
        assert not re.search(
            r"\bNone\b(?! of|\.)|[,:] [.,;]|\(\)", words(path.read_text("utf-8"))
        ), path


@pytest.mark.parametrize("field", ["section", "status"])
def test_one_action_can_be_without_what_the_others_have(tmp_path: Path, field: str) -> None:
    """It is shown and counted as without it."""
    project = Project(tmp_path / "harbour", HARBOUR)
    path = project.action("A-10")
    kept = [
        line for line in path.read_text("utf-8").split("\n") if not line.startswith(f"{field}:")
    ]
    path.write_text("\n".join(kept), encoding="utf-8")
    if field == "status":
        text = re.sub("updates:\n(  -.*\n)+", "", path.read_text("utf-8"))
        path.write_text(text, encoding="utf-8")

    project.build(HARBOUR_DAY, SITEURL=SITE)

    assert site_findings(project.output, Expected(base_url=f"{SITE}/")) == []
    listed = project.words("actions")
    status = project.words("status")
    if field == "section":
        assert "Without a section A-10 Light the harbour wall" in listed
        assert "Without a section 0 0 1 Done 0 0 1 All" in status
        assert '<a href="../actions/?section=-">1</a>' in project.page("status")
    else:
        assert "A-10 Light the harbour wall Status: Not reported yet Harbour & quay" in listed
        assert "It is not reported yet where 1 action stands." in status
        assert "Not reported yet 25%" in status.replace(" 1 ", " ")
