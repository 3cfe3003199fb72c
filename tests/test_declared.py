"""What a plan declares of its own, in its own language: parts; several themes and leads."""

from __future__ import annotations

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
from conftest import KLIMA, Project, words

TODAY = date(2026, 1, 1)


def headings(html: str) -> list[str]:
    """Return the headings of a page in their order: `h2 Mittel`."""
    found = re.findall(r"<(h[1-6])\b[^>]*>(.*?)</\1>", html.partition("<main")[2], re.DOTALL)
    return [f"{level} {words(text)}" for level, text in found]


def actions(project: Project) -> dict[str, dict[str, Any]]:
    """Return the actions of plan.json by their ids."""
    return {action["id"]: action for action in project.json("data/plan.json")["actions"]}


def test_parts_are_below_their_titles_in_the_plans_order(built_klima: Project) -> None:
    """What is about funding is beside the money; headings within texts are one level below."""
    assert headings(built_klima.page("actions/G-1"))[1:9] == [
        "h2 What was promised",
        "h3 Grundschulen",
        "h2 Erwartete Wirkung",
        "h2 Beiträge der Ämter",
        "h3 Schulamt",
        "h3 Bauamt",
        "h2 What pays for it",
        "h2 History",
    ]
    assert "50.000 Euro" in built_klima.page("actions/G-1").partition('id="pays"')[2]


def test_a_part_that_an_action_does_not_have_is_not_spoken_of(built_klima: Project) -> None:
    html = built_klima.page("actions/E-1")

    assert "document’s words" not in html
    assert [words for words in headings(html) if words.startswith("h3")] == []
    assert not re.search("Wirkung|Mittel|Intended|Resources", html.partition("<main")[2])


@pytest.mark.parametrize("url", ["plan", "actions/G-1", "budget", "actions/V-1"])
def test_no_level_of_headings_is_skipped(built_klima: Project, url: str) -> None:
    levels = [int(words[1]) for words in headings(built_klima.page(url))]

    assert all(after <= before + 1 for before, after in pairwise(levels))
    ids = re.findall(r' id="([^"]+)"', built_klima.page(url))
    assert len(set(ids)) == len(ids)


def test_the_whole_plan_has_the_headings_within_texts_below_their_action(
    built_klima: Project,
) -> None:
    found = headings(built_klima.page("plan"))
    start = found.index("h4 G-1 Schulen dämmen")

    assert found[start : start + 4] == [
        "h4 G-1 Schulen dämmen",
        "h5 Grundschulen",
        "h5 Schulamt",
        "h5 Bauamt",
    ]


def test_the_budget_quotes_the_part_about_funding(built_klima: Project) -> None:
    html = built_klima.page("budget")

    assert "Mittel des Landes." in html
    assert "120 Tonnen" not in html


def test_the_part_about_impact_is_looked_at_for_a_number(built_klima: Project) -> None:
    html = built_klima.page("checkable")

    assert "a number to reach, in the text under “Erwartete Wirkung”" in html


def test_parts_are_columns_by_their_ids(built_klima: Project) -> None:
    """Of a plan that has no other parts, those that all plans had are not among them."""
    table = {row["id"]: row for row in built_klima.rows("actions")}
    names = list(table["G-1"])

    assert names.index("mittel") == names.index("beitraege") + 1 == names.index("wirkung") + 2
    assert "intended_impact" not in names
    assert table["G-1"]["beitraege"] == (
        "### Schulamt\n\n'- Nennt die Schulen.\n\n### Bauamt\n\nPlant den Bau."
    )
    assert table["E-1"]["mittel"] == ""
    assert actions(built_klima)["G-1"]["wirkung"] == "120 Tonnen weniger."
    assert "\n- Nennt" in actions(built_klima)["G-1"]["beitraege"]
    assert actions(built_klima)["E-1"]["wirkung"] is None


def test_no_declared_name_can_be_that_of_a_column_or_of_a_choice(
    tmp_path: Path, built_klima: Project
) -> None:
    """Each is refused by name, so that no build ends in two columns of one name.

    Nor can one be what the address of a narrowed list has another meaning for.
    """
    content = Path(shutil.copytree(KLIMA, tmp_path / "content"))
    known = read_content(KLIMA, TODAY)
    columns = tables(record_definitions(only_days=True), known, only_days=True)[0].columns
    plan_words = known.plan
    declared = {part.id for part in plan_words.parts} | {f.id for f in plan_words.facets}
    controls = re.findall(r'<(?:input|select)\b[^>]* name="([^"]+)"', built_klima.page("actions"))
    names = {column.name for column in columns} | set(controls) | _YES_OR_NO.keys()
    plan = content / "plan.yml"
    text = plan.read_text("utf-8")

    for name in sorted(names - declared):
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


def test_an_action_of_several_themes_is_listed_in_each_and_counted_once(
    built_klima: Project,
) -> None:
    energy, nature = built_klima.page("themes/energie"), built_klima.page("themes/natur")

    assert headings(energy)[-2:] == ["h2 Maßnahmen", "h2 Also in this theme"]
    own, _, also = energy.partition('id="also"')
    assert "Solardächer" in own
    assert "Schulen dämmen" not in own
    assert "Each of these is counted once, in the theme that is named first." in also
    assert "Schulen dämmen" in also
    assert "Ladesäulen" in also
    assert "Gebäude, Energie" in also
    assert headings(nature)[1:] == ["h2 Also in this theme"]
    by_theme = built_klima.page("status").partition("Actions by theme and status")[2]
    totals = re.findall(r'data-label="All">(.*?)</td>', by_theme.partition("</table>")[0])
    assert list(map(words, totals)) == ["1", "1", "1", "3"]


def test_the_count_of_a_theme_leads_to_the_actions_that_are_counted(built_klima: Project) -> None:
    """The list of a theme has more of them than are counted in it."""
    status = built_klima.page("status")

    assert "/actions/?counted=energie" in status
    assert "/actions/?theme=gebaeude" in status
    listed = built_klima.page("actions")
    assert 'data-theme="verkehr"' in listed
    assert 'data-named="theme=energie theme=natur ' in listed
    assert 'data-named="counted=energie"' in listed


def test_an_actions_page_leads_to_the_actions_that_have_the_same(built_klima: Project) -> None:
    html = built_klima.page("actions/G-1")
    head = html.partition("<dt>Lead</dt>")[2].partition("</dl>")[0]
    facts = html.partition('id="facts"')[2].partition("</dl>")[0]

    assert "<dt>Themes</dt>" in facts
    assert links(head) | links(facts) == {
        "Gebäude": "../../themes/gebaeude/",
        "Energie": "../../themes/energie/",
        "Maßnahmen": "../../sections/massnahmen/",
        "1": "../../actions/?prioritaet=1",
        "Nord": "../../actions/?Stadtteil=nord",
        "Alt &amp; Neu &lt;Süd&gt;": "../../actions/?Stadtteil=alt-%26-neu-%3Cs%C3%BCd%3E",
        "yes": "../../actions/?required-by-law=yes",
        "1.200 m": "../../actions/?length=1.200-m",
        "Bauamt": "../../actions/?lead=bauamt",
        "Amt für Schule, Sport": "../../actions/?lead=amt-f%C3%BCr-schule%2C-sport",
        "Stadtwerke": "../../actions/?partner=stadtwerke",
    }


def test_leads_and_partners_are_among_what_lists_are_narrowed_by(built_klima: Project) -> None:
    """Each once, however it is written."""
    html = built_klima.page("actions")
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
    assert "lead=bauamt lead=amt-für-schule,-sport partner=stadtwerke" in html
    assert "Amt für Schule, Sport" in html.partition("data-words=")[2]


def test_further_themes_and_leads_have_columns_where_a_plan_has_any(
    built_klima: Project, built_harbour: Project
) -> None:
    table = {row["id"]: row for row in built_klima.rows("actions")}

    assert table["V-1"]["theme"] == "verkehr"
    assert table["V-1"]["other_themes"] == "energie\nnatur"
    assert table["G-1"]["lead"] == "Bauamt"
    assert table["G-1"]["other_leads"] == "Amt für Schule, Sport"
    assert actions(built_klima)["V-1"]["other_themes"] == ["energie", "natur"]
    assert not {"other_themes", "other_leads"} & built_harbour.rows("actions")[0].keys()
    schema = built_klima.json("data/plan.schema.json")
    jsonschema.validate(built_klima.json("data/plan.json"), schema)


def test_the_feed_of_a_theme_has_the_updates_of_all_that_is_listed_in_it(
    built_klima: Project,
) -> None:
    feed = (built_klima.output / "themes" / "natur" / "updates.atom").read_text("utf-8")

    assert "Ladesäulen" in feed


def test_the_schema_of_front_matter_has_the_fields_that_the_plan_declares(
    built_klima: Project,
) -> None:
    schema = built_klima.json("data/action.schema.json")
    fields = {
        "id": "X",
        "title": "X",
        "theme": ["gebaeude", "natur"],
        "section": "massnahmen",
        "status": "Läuft",
        "lead": ["A", "B"],
        "prioritaet": 1,
        "stadtteil": ["Nord", "Süd"],
        "updates": [{"date": "2025-02-01", "status": "Läuft", "note": "X"}],
    }

    jsonschema.validate({**fields, "required by law": True}, schema)
    with pytest.raises(jsonschema.ValidationError, match="priorität"):
        jsonschema.validate({**fields, "priorität": 1}, schema)
