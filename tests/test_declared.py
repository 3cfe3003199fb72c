"""What a plan declares of its own, in its own language: the parts of texts."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
from datetime import date
from html import unescape
from itertools import pairwise
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from action_plan.checks.reading import read_content
from action_plan.problems import ContentProblems
from action_plan.views.pages.actions import _YES_OR_NO
from action_plan.views.tables import record_definitions, tables
from conftest import TESTS, Project

KLIMA = TESTS / "plans" / "klima" / "content"
TODAY = date(2026, 1, 1)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """Return the project of the plan, built once."""
    project = Project(tmp_path_factory.mktemp("built") / "klima", KLIMA)
    done = project.action_plan("build")
    assert done.returncode == 0, done.stdout + done.stderr
    return project


def page(project: Project, url: str) -> str:
    return (project.output / url / "index.html").read_text("utf-8")


def headings(html: str) -> list[str]:
    """Return the headings of a page in their order: `h2 Mittel`."""
    found = re.findall(r"<(h[1-6])\b[^>]*>(.*?)</\1>", html.partition("<main")[2], re.DOTALL)
    return [f"{level} {' '.join(re.sub('<[^>]*>', '', words).split())}" for level, words in found]


def rows(project: Project, table: str) -> list[dict[str, str]]:
    text = (project.output / "data" / f"{table}.csv").read_bytes().decode()
    return list(csv.DictReader(io.StringIO(text, newline="")))


def actions(project: Project) -> dict[str, dict[str, Any]]:
    plan = json.loads((project.output / "data" / "plan.json").read_text("utf-8"))
    return {action["id"]: action for action in plan["actions"]}


def test_parts_stand_below_their_titles_in_the_plans_order(built: Project) -> None:
    """What is about funding is beside the money; headings within texts are one level below."""
    assert headings(page(built, "actions/G-1"))[1:9] == [
        "h2 What was promised",
        "h3 Grundschulen",
        "h2 Erwartete Wirkung",
        "h2 Beiträge der Ämter",
        "h3 Schulamt",
        "h3 Bauamt",
        "h2 What pays for it",
        "h2 History",
    ]
    assert "50.000 Euro" in page(built, "actions/G-1").partition('id="pays"')[2]


def test_a_part_that_an_action_does_not_have_is_not_spoken_of(built: Project) -> None:
    html = page(built, "actions/E-1")

    assert "document’s words" not in html
    assert [words for words in headings(html) if words.startswith("h3")] == []
    assert not re.search("Wirkung|Mittel|Intended|Resources", html.partition("<main")[2])


@pytest.mark.parametrize("url", ["plan", "actions/G-1", "budget", "actions/V-1"])
def test_no_level_of_headings_is_skipped(built: Project, url: str) -> None:
    levels = [int(words[1]) for words in headings(page(built, url))]

    assert all(after <= before + 1 for before, after in pairwise(levels))
    ids = re.findall(r' id="([^"]+)"', page(built, url))
    assert len(set(ids)) == len(ids)


def test_the_whole_plan_has_the_headings_within_texts_below_their_action(built: Project) -> None:
    found = headings(page(built, "plan"))
    start = found.index("h4 G-1 Schulen dämmen")

    assert found[start : start + 4] == [
        "h4 G-1 Schulen dämmen",
        "h5 Grundschulen",
        "h5 Schulamt",
        "h5 Bauamt",
    ]


def test_the_budget_quotes_the_part_about_funding(built: Project) -> None:
    html = page(built, "budget")

    assert "Mittel des Landes." in html
    assert "120 Tonnen" not in html


def test_the_part_about_impact_is_looked_at_for_a_number(built: Project) -> None:
    html = page(built, "checkable")

    assert "“Erwartete Wirkung” in" in html


def test_parts_are_columns_by_their_ids(built: Project) -> None:
    """Of a plan that has no other parts, those that all plans had are not among them."""
    table = {row["id"]: row for row in rows(built, "actions")}
    names = list(table["G-1"])

    assert names[-5:] == ["wirkung", "beitraege", "mittel", "other_themes", "other_leads"]
    assert "intended_impact" not in names
    assert table["G-1"]["beitraege"] == (
        "### Schulamt\n\n'- Nennt die Schulen.\n\n### Bauamt\n\nPlant den Bau."
    )
    assert table["E-1"]["mittel"] == ""
    assert actions(built)["G-1"]["wirkung"] == "120 Tonnen weniger."
    assert "\n- Nennt" in actions(built)["G-1"]["beitraege"]
    assert actions(built)["E-1"]["wirkung"] is None


def test_no_declared_name_can_be_that_of_a_column_or_of_a_choice(tmp_path: Path) -> None:
    """Each is refused by name, so that no build ends in two columns of one name."""
    content = Path(shutil.copytree(KLIMA, tmp_path / "content"))
    columns = tables(record_definitions(), read_content(KLIMA, TODAY))[0].columns
    declared = {"wirkung", "beitraege", "mittel"}
    taken = {column.name for column in columns} - declared | _YES_OR_NO.keys()
    plan = content / "plan.yml"
    text = plan.read_text("utf-8")

    for name in sorted(taken):
        plan.write_text(text.replace("id: beitraege", f"id: {name}"), "utf-8")
        with pytest.raises(ContentProblems) as caught:
            read_content(content, TODAY)
        assert [problem.message for problem in caught.value.problems] == [
            f'"{name}" means something else in action files or in the data. Choose another id.'
        ]


def links(html: str) -> dict[str, str]:
    """Return where the links of a piece of a page lead, by their words."""
    found = re.findall(r'<a href="([^"]*)"[^>]*>(.*?)</a>', html)
    return {words: unescape(url) for url, words in found}


def test_an_action_of_several_themes_is_listed_in_each_and_counted_once(built: Project) -> None:
    energy, nature = page(built, "themes/energie"), page(built, "themes/natur")

    assert headings(energy)[-2:] == ["h2 Maßnahmen", "h2 Also in this theme"]
    own, _, also = energy.partition('id="also"')
    assert "Solardächer" in own
    assert "Schulen dämmen" not in own
    assert "Each of these is counted once, in the theme that is named first." in also
    assert "Schulen dämmen" in also
    assert "Ladesäulen" in also
    assert "Gebäude, Energie" in also
    assert headings(nature)[1:] == ["h2 Also in this theme"]
    assert [row["total"] for row in counted(built)] == ["1", "1", "1", "0", "3"]


def counted(project: Project) -> list[dict[str, str]]:
    """Return the rows of the table of actions by theme."""
    table = page(project, "status").partition("Actions by theme and status")[2]
    rows = re.findall(r"<tr>(.*?)</tr>", table.partition("</table>")[0], re.DOTALL)
    totals = [re.findall(r'data-label="All">(.*?)</td>', row) for row in rows]
    return [{"total": re.sub("<[^>]*>", "", found[0])} for found in totals if found]


def test_the_count_of_a_theme_leads_to_the_actions_that_are_counted(built: Project) -> None:
    """The list of a theme has more of them than are counted in it."""
    status = page(built, "status")

    assert "/actions/?counted=energie" in status
    assert "/actions/?theme=gebaeude" in status
    listed = page(built, "actions")
    assert 'data-theme="verkehr"' in listed
    assert 'data-named="theme=energie theme=natur ' in listed
    assert 'data-named="counted=energie"' in listed


def test_an_actions_page_names_every_theme_and_lead_and_partner(built: Project) -> None:
    facts = page(built, "actions/G-1").partition('id="facts"')[2].partition("</dl>")[0]

    assert "<dt>Themes</dt>" in facts
    assert links(facts) == {
        "Gebäude": "../../themes/gebaeude/",
        "Energie": "../../themes/energie/",
        "Maßnahmen": "../../actions/?section=massnahmen",
        "Bauamt": "../../actions/?lead=bauamt",
        "Amt für Schule, Sport": "../../actions/?lead=amt-f%C3%BCr-schule%2C-sport",
        "Stadtwerke": "../../actions/?partner=stadtwerke",
    }


def test_leads_and_partners_are_among_what_lists_are_narrowed_by(built: Project) -> None:
    """Each once, however it is written."""
    html = page(built, "actions")
    lead = html.partition('<label class="ap-filter__label" for="lead">')[2].partition("</select>")[
        0
    ]
    words = json.loads(unescape(html.partition('data-vocabulary="')[2].partition('"')[0]))

    assert re.findall(r'<option value="([^"]+)">([^<]+)', lead) == [
        ("yes", "With a lead"),
        ("no", "Without a lead"),
        ("amt-für-schule,-sport", "Amt für Schule, Sport"),
        ("bauamt", "Bauamt"),
    ]
    assert words["narrowings"]["lead"][1]["bauamt"][1] == "{count} {noun} led by “Bauamt”"
    assert words["narrowings"]["partner"] == [
        "Partner",
        {
            "land": ["Land", "{count} {noun} with “Land” as a partner"],
            "stadtwerke": ["Stadtwerke", "{count} {noun} with “Stadtwerke” as a partner"],
        },
    ]
    assert 'partner=stadtwerke"' in html
    assert "lead=bauamt lead=amt-für-schule,-sport partner=stadtwerke" in html
    assert "Amt für Schule, Sport" in html.partition("data-words=")[2]


def test_further_themes_and_leads_have_columns_where_a_plan_has_any(
    built: Project, built_harbour: Project
) -> None:
    table = {row["id"]: row for row in rows(built, "actions")}

    assert table["V-1"]["theme"] == "verkehr"
    assert table["V-1"]["other_themes"] == "energie\nnatur"
    assert table["G-1"]["lead"] == "Bauamt"
    assert table["G-1"]["other_leads"] == "Amt für Schule, Sport"
    assert actions(built)["V-1"]["other_themes"] == ["energie", "natur"]
    assert not {"other_themes", "other_leads"} & rows(built_harbour, "actions")[0].keys()
    schema = json.loads((built.output / "data" / "plan.schema.json").read_text("utf-8"))
    jsonschema.validate(
        json.loads((built.output / "data" / "plan.json").read_text("utf-8")), schema
    )


def test_the_feed_of_a_theme_has_the_updates_of_all_that_is_listed_in_it(built: Project) -> None:
    feed = (built.output / "themes" / "natur" / "updates.atom").read_text("utf-8")

    assert "Ladesäulen" in feed
