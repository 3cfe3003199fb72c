"""Ids as documents print them, and the addresses that are made from them once."""

from __future__ import annotations

import re
import shutil
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from action_plan.content import parsers
from action_plan.editing.record_update import record
from action_plan.editing.update_request import UpdateRequest
from action_plan.github.issue_form import LABELS, read_form
from action_plan.problems import ContentProblems
from conftest import HARBOUR_DAY, PLANS, Project, problems_of

IDS = PLANS / "ids" / "content"
TODAY = date(2026, 1, 1)
ADDRESSES = {
    "1(a)": "1-a",
    "1.9": "1.9",
    "1.10.1": "1.10.1",
    "005/24": "005-24",
    "B5+6": "b5-6",
    "M 1.2": "m-1.2",
    "Ü1": "u1",
    "Ω1": "%CF%891",
    "Ж-2": "%D0%B6-2",
}
"""In the order of the plan."""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Project:
    project = Project(tmp_path_factory.mktemp("ids") / "project", IDS)
    project.build(HARBOUR_DAY)
    return project


@pytest.mark.parametrize(
    ("action_id", "slug"),
    [
        ("US0113.1", "US0113.1"),
        ("A-7", "A-7"),
        ("a_b", "a_b"),
        ("005/24", "005-24"),
        ("B5+6", "b5-6"),
        ("Ü1", "u1"),
        ("Øst-Łódź 3", "ost-lodz-3"),
        ("Straße 4", "strasse-4"),
        ("Ώρα 1", "ώρα-1"),
        ("Й2", "й2"),
        ("क्षि-1", "क्षि-1"),
        ("1(a)", "1-a"),
        ("2.1/b)", "2.1-b"),
    ],
)
def test_an_address_is_made_from_an_id(action_id: str, slug: str) -> None:
    """What could be an address stays one, in capitals too; of other scripts every letter stays."""
    assert parsers.parse_action_id(action_id) == action_id
    assert parsers.action_slug(action_id) == slug


@pytest.mark.parametrize(
    "found", ["1.6.1.", "1.2.2 (new)", "/5", "a..b", "-a", "x" * 41, "a*b", "\U0001f600", "a/"]
)
def test_what_is_no_id_is_refused(found: str) -> None:
    with pytest.raises(ValueError, match=r"cannot be an id\. Write it as the document prints it"):
        parsers.parse_action_id(found)


@pytest.mark.parametrize(
    ("found", "kept"),
    [
        ("sea-wall_2", "sea-wall_2"),
        ("Énergie", "Energie"),
        ("И\u0306", "\u0419"),
        ("Οδοί.2", "Οδοί.2"),
        ("\u0935\u093e\u0926\u0947", "\u0935\u093e\u0926\u0947"),
        ("道路", "道路"),
    ],
)
def test_ids_of_themes_and_sections_have_letters_of_any_script(found: str, kept: str) -> None:
    assert parsers.parse_group_id(found) == kept
    assert re.search(parsers.ID_PATTERN, kept)


@pytest.mark.parametrize(
    "found", ["a-", "_β", "\u0301α", "α..β", "α β", "α/β", "я" * 41, "\U0001f600"]
)
def test_what_is_no_part_of_an_address_is_no_id(found: str) -> None:
    with pytest.raises(ValueError, match=r"cannot be an id\. Use letters, digits, dots"):
        parsers.parse_group_id(found)


@pytest.mark.parametrize("found", ["a b", "a/b", "-a", "a_", "a" * 41, "a?b", "a#"])
def test_the_pattern_of_ids_refuses_what_is_none(found: str) -> None:
    assert not re.search(parsers.ID_PATTERN, found)


def test_labels_lose_their_accents_and_no_letter() -> None:
    assert parsers.slugify("Non indiqué") == "non-indique"
    assert parsers.slugify("Ολοκληρώθηκε") == "ολοκληρώθηκε"
    assert parsers.slugify("Under way") == "under-way"


def test_each_page_is_at_its_address(built: Project) -> None:
    rows = built.rows("actions")

    assert {row["id"]: row["address"] for row in rows} == {
        action_id: f"/actions/{slug}/" for action_id, slug in ADDRESSES.items()
    }
    assert [row["id"] for row in rows] == list(ADDRESSES)
    for name in ("index.html", "action.json", "updates.atom"):
        assert (built.output / "actions" / "ω1" / name).is_file()
    assert (built.output / "embed" / "actions" / "ω1" / "index.html").is_file()


def test_pages_name_ids_as_the_document_does(built: Project) -> None:
    """In links and lists; anchors, which must be without spaces, have the address."""
    html = built.page("actions/005-24")
    plan = built.page("plan")

    assert '<a href="../../actions/b5-6/">B5+6 Busspur</a>' in html
    assert '<a href="../../actions/u1/">Ü1 Übergang</a>' in html
    assert '<a href="../../actions/%CF%891/">one more</a>' in html
    assert set(re.findall(r'id="action-([^"]*)"', plan)) == {
        *("1-a", "1.9", "1.10.1", "005-24", "b5-6", "m-1.2", "u1", "ω1", "ж-2"),
    }


def test_calendar_and_feeds_keep_the_address(built: Project) -> None:
    calendar = (built.output / "plan.ics").read_text("utf-8")
    feed = (built.output / "actions" / "ω1" / "updates.atom").read_text("utf-8")

    assert "UID:tag:example.org,2025-01-15:actions/%CF%891/due" in calendar
    assert "SUMMARY:Due: 005/24 Radweg am Fluss" in calendar
    assert "<id>tag:example.org,2025-01-15:actions/%CF%891/2025-03-01</id>" in feed


def test_redirects_lead_to_addresses_in_any_script(built: Project) -> None:
    for name in ("ψ1", "φ1"):
        html = built.page(f"actions/{name}")
        assert "../../actions/%CF%891/" in html


@pytest.mark.parametrize("asked", ["005/24", "005-24", "b5+6", "Ü1", "ü1", "ω1", "m 1.2"])
def test_an_update_names_the_action_by_its_id_or_its_file(asked: str) -> None:
    values = {"id": asked, "status": "no change", "note": "Reviewed.", "date": "2025-12-01"}

    recorded = record(IDS, [UpdateRequest(values, {name: name for name in values})])

    (changed,) = recorded.files.values()
    assert changed.action.updates[-1].note == "Reviewed."


@pytest.mark.parametrize("asked", ["B5/6", "005.24", "M1.2"])
def test_an_id_of_the_same_address_is_another(asked: str) -> None:
    values = {"id": asked, "status": "no change", "note": "Reviewed.", "date": "2025-12-01"}

    with pytest.raises(ContentProblems, match="is not an action"):
        record(IDS, [UpdateRequest(values, {name: name for name in values})])


@pytest.mark.parametrize("action_id", list(ADDRESSES))
def test_the_form_takes_every_id(action_id: str) -> None:
    answers = {"id": action_id, "status": "No change", "date": "2025-12-01", "note": "Reviewed."}
    body = "\n\n".join(f"### {LABELS[name]}\n\n{answer}" for name, answer in answers.items())
    request, problems = read_form(body, datetime(2025, 12, 1, 12, tzinfo=UTC))

    recorded = record(IDS, [request], problems)

    assert [file.action.id for file in recorded.files.values()] == [action_id]


@pytest.mark.parametrize(
    ("name", "action_id", "message"),
    [
        (
            "007.md",
            "005/24",
            '"005/24" is used twice: 005-24.md has it too.'
            ' This file is named 007.md: write "id: 007".',
        ),
        (
            "007.md",
            "005-24",
            '"005-24" and "005/24", the id in 005-24.md, would have one address,'
            ' /actions/005-24/. This file is named 007.md: write "id: 007".',
        ),
        ("007.md", "7/24", '"7/24" differs from the file\'s name. Rename the file to "7-24.md".'),
        ("7+24.md", "7+24", '"7+24" differs from the file\'s name. Rename the file to "7-24.md".'),
    ],
)
def test_no_two_ids_share_an_address(
    tmp_path: Path, name: str, action_id: str, message: str
) -> None:
    content = Path(shutil.copytree(IDS, tmp_path / "content"))
    text = (IDS / "actions" / "1.9.md").read_text("utf-8")
    changed = text.replace("id: 1.9", f"id: {action_id}")
    (content / "actions" / name).write_text(changed, encoding="utf-8")

    assert problems_of(content) == [f"content/actions/{name}:2: id: {message}"]
