"""The facets that a plan declares: on pages, in the data, and slips in them."""

from __future__ import annotations

import json
import re
import shutil
from html import unescape
from pathlib import Path

import pytest
from action_plan.checks.reading import read_content
from conftest import KLIMA, PLANS, Project, problems_of, replace_in
from test_declared import TODAY, actions


def test_facets_are_among_the_facts_of_an_action(built_klima: Project) -> None:
    """Without a link where lists are not narrowed by it."""
    facts = built_klima.page("actions/G-1").partition('id="facts"')[2].partition("</dl>")[0]

    assert re.findall(r"<dt>(.*?)</dt>", facts) == [
        *("Themes", "Section", "Priorität", "Stadtteil", "Pflicht", "Mannschaft", "Länge"),
        "Partners",
    ]
    assert "<dd>Grün</dd>" in facts
    assert "Priorität" not in built_klima.page("actions/E-1")


def test_lists_are_narrowed_by_facets(built_klima: Project) -> None:
    """By the values that actions have, in the plan's order; with the facet's name apart."""
    html = built_klima.page("actions")
    words = json.loads(unescape(html.partition('data-vocabulary="')[2].partition('"')[0]))

    narrowings = words["narrowings"]
    assert narrowings["prioritaet"] == [
        "Priorität",
        {
            "1": ["Priorität: 1", "{count} {noun}, Priorität: 1"],
            "3": ["Priorität: 3", "{count} {noun}, Priorität: 3"],
        },
        1,
    ]
    assert list(narrowings["Stadtteil"][1]) == ["alt-&-neu-<süd>", "nord"]
    assert list(narrowings["required-by-law"][1]) == ["yes", "no"]
    assert "mannschaft" not in narrowings
    assert "mannschaft=" not in html
    assert re.findall(r'<label class="ap-filter__label" for="([^"]*)">', html)[-5:-1] == [
        *("facet-prioritaet", "facet-Stadtteil", "facet-required-by-law", "facet-length"),
    ]
    assert "prioritaet=1 Stadtteil=nord Stadtteil=alt-&amp;-neu-&lt;süd&gt;" in html
    assert "Mannschaft: Grün" in html.partition("data-words=")[2]
    ids = re.findall(r' id="([^"]+)"', html)
    assert len(set(ids)) == len(ids)


def test_facets_are_columns_by_their_ids(built_klima: Project) -> None:
    table = {row["id"]: row for row in built_klima.rows("actions")}
    data = actions(built_klima)

    names = ["prioritaet", "Stadtteil", "required-by-law", "mannschaft", "length"]
    first = list(table["G-1"]).index(names[0])
    assert list(table["G-1"])[first : first + 5] == names
    assert [table["G-1"][name] for name in names] == [
        *("1", "Nord\nAlt & Neu <Süd>", "yes", "Grün", "1.200 m"),
    ]
    assert [data["V-1"][name] for name in names] == ["3", ["nord"], "no", [], None]
    assert data["E-1"]["prioritaet"] is None
    plan = built_klima.json("data/plan.json")["plan"]
    assert plan["facets"][0] == {
        "id": "prioritaet",
        "title": "Priorität",
        "values": ["1", "2", "3"],
        "several": False,
        "filter": True,
    }


def test_values_may_be_a_scale_of_signs(tmp_path: Path) -> None:
    """As costs are in many plans; what says that there is nothing is no value."""
    content = Path(shutil.copytree(PLANS / "bare" / "content", tmp_path / "content"))
    declared = "facets: [{id: cost, title: Cost, values: [$, $$, $$$]}, {id: good, title: Good}]\n"
    plan, action = content / "plan.yml", content / "actions" / "1.md"
    plan.write_text(f"{plan.read_text('utf-8')}\n{declared}", "utf-8")
    fields = "cost: $$\ngood: ++\n---\n"
    action.write_text(action.read_text("utf-8").removesuffix("---\n") + fields, "utf-8")

    assert read_content(content, TODAY).actions[0].facets == {"cost": ("$$",), "good": ("++",)}


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        (
            "prioritaet: 1",
            "prioritaet: 4",
            '11: prioritaet: "4" is not a value of "Priorität". Use one of: 1, 2, 3.',
        ),
        (
            "prioritaet: 1",
            "prioritaet:",
            "11: prioritaet: is empty. Write what the plan says, or delete the line. Use one of: 1,"
            " 2, 3.",
        ),
        (
            "prioritaet: 1",
            "prioritaet: [1, 2]",
            "11: prioritaet: takes one value, and 2 are written. Keep one.",
        ),
        (
            "prioritaet: 1",
            "prioritat: 1",
            '11: prioritat: is not a field here. Did you mean "prioritaet"?',
        ),
        (
            "mannschaft: grün",
            "mannschaft: Grünn",
            '16: mannschaft: "Grünn" is not a value of "Mannschaft". Use one of: Rot, Grün.'
            ' Did you mean "Grün"?',
        ),
        (
            "mannschaft: grün",
            "mannschaft: Rot, grün",
            '16: mannschaft: "Rot, grün" seems to be several. Write each on a line of its own that'
            ' starts with "- ".',
        ),
        (
            "  - Nord",
            "  - Nord\n  - nord",
            '14: stadtteil: "nord" is named twice. Keep one.',
        ),
        (
            "  - Nord",
            "  - n/a",
            "13: stadtteil: is empty. Write what the plan says, or delete the line.",
        ),
    ],
)
def test_a_slip_in_a_facet_is_answered_once(
    old: str, new: str, problem: str, tmp_path: Path
) -> None:
    content = Path(shutil.copytree(KLIMA, tmp_path / "content"))
    path = content / "actions" / "G-1.md"
    replace_in(path, old, new, 1)

    assert problems_of(content) == [f"content/actions/G-1.md:{problem}"]


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        (
            "title: Priorität",
            "titel: Priorität",
            '32: facets.titel: is not a field here. Did you mean "title"?',
        ),
        (
            "id: mannschaft",
            "id: wirkung",
            '35: facets.id: "wirkung" is used twice. Each needs its own.',
        ),
        (
            "id: mannschaft",
            "id: status note",
            '35: facets.id: "status note" cannot be an id. Use letters, digits, dots and'
            " hyphens, like 4.10.1 or A-7, at most 40 characters.",
        ),
        (
            "id: mannschaft",
            "id: status-note",
            '35: facets.id: "status-note" means something else in action files or in the data.'
            " Choose another id.",
        ),
        (
            "values: [Rot, Grün]",
            "values: [Grün, grün]",
            '35: facets.values: "grün" is named twice. Keep one.',
        ),
        (
            "several: yes}",
            "several: ja}",
            '33: facets.several: "ja" is neither yes nor no. Write "yes" or "no".',
        ),
    ],
)
def test_a_slip_where_a_facet_is_declared_is_answered_once(
    old: str, new: str, problem: str, tmp_path: Path
) -> None:
    """Actions are not blamed for it."""
    content = Path(shutil.copytree(KLIMA, tmp_path / "content"))
    path = content / "plan.yml"
    replace_in(path, old, new, 1)

    assert problems_of(content) == [f"content/plan.yml:{problem}"]


def test_a_value_renamed_in_the_plan_is_one_problem(tmp_path: Path) -> None:
    """It is at the place where it was renamed, and not in each of many actions."""
    content = Path(shutil.copytree(KLIMA, tmp_path / "content"))
    for path in (content / "actions").iterdir():
        text = re.sub(r"prioritaet: \d\n", "", path.read_text("utf-8"))
        path.write_text(text.replace("status: ", "prioritaet: 2\nstatus: ", 1), "utf-8")
    assert problems_of(content) == []
    plan = content / "plan.yml"
    replace_in(plan, "values: [1, 2, 3]", "values: [B]")

    assert problems_of(content) == [
        'content/plan.yml:32: facets.values: "2" is not a value of "Priorität". Use one of: B.'
        " 3 actions say it, first content/actions/E-1.md:6. If it was renamed here, rename it there"
        " too, or write here what was here before."
    ]
