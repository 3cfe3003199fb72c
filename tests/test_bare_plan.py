"""A plan that says no more than what is required: its site says nothing else either."""

from __future__ import annotations

import json
import re
import shutil
from dataclasses import replace
from datetime import date
from html import unescape
from itertools import pairwise
from pathlib import Path

import pytest
from action_plan.checks.reading import read_content
from action_plan.checks.site_files import served_files, site_files
from action_plan.editing.record_update import record
from action_plan.editing.update_request import COLUMNS, UpdateRequest
from action_plan.github.issue_form import form_yaml
from action_plan.github.reminder import overdue_text
from action_plan.hosting import Hosting
from action_plan.review.between import changes_between
from action_plan.verification.built_site import Expected, site_findings
from action_plan.views.pages import checkable, home, status, themes
from action_plan.views.plan_index import PlanIndex
from conftest import HARBOUR_DAY, PLANS, Project, tree, words
from jsonschema import Draft202012Validator

BARE = PLANS / "bare" / "content"
TODAY = date(2026, 1, 1)
SITE = "https://lower-mill.example/plan"
FIRST_REPORT = """\
---
id: 1
title: Mend the path to the mill
theme: paths
status: Begun
updates:
  - date: 2026-01-01
    status: Begun
    note: Stones were brought.
---
"""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """Return the project of the plan, built once with the site's address known."""
    project = Project(tmp_path_factory.mktemp("built") / "bare", BARE)
    project.build(HARBOUR_DAY, SITEURL=SITE)
    return project


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """Return a copy of the plan."""
    return Path(shutil.copytree(BARE, tmp_path / "content"))


def test_a_publisher_that_the_title_names_is_not_named_twice(
    tmp_path: Path, built: Project
) -> None:
    in_short = "The Promises for Lower Mill of Lower Mill Parish Council."
    assert f'<meta name="description" content="{in_short}">' in pages(built)["index.html"]
    of_theme = '<meta name="description" content="Paths. Actions of the Promises for Lower Mill.">'
    assert of_theme in pages(built)["themes/paths/index.html"]
    (without,) = (
        page.summary
        for page in themes.pages(PlanIndex(replace(read_content(BARE), actions=())), Hosting())
        if page.title == "Paths"
    )
    assert without == "Paths."
    project = Project(tmp_path / "bare", BARE)
    project.replace(
        "content/plan.yml", "title: Promises", "title: Lower Mill parish council’s promises"
    )
    project.build(HARBOUR_DAY)
    home = (project.output / "index.html").read_text("utf-8")

    title = "Lower Mill parish council’s promises for Lower Mill"
    assert f"<title>{title}</title>" in home
    assert f'<meta name="description" content="The {title}.">' in home


def pages(project: Project) -> dict[str, str]:
    """Return every page by its name, as HTML."""
    return {
        name: page.decode() for name, page in tree(project.output).items() if name.endswith(".html")
    }


def reported(content: Path, **values: str) -> None:
    """Record an update of action 1 as a form or a table asks for it."""
    request = UpdateRequest({"id": "1", **values}, {name: name for name in COLUMNS})
    for path, changed in record(content, [request]).contents.items():
        path.write_bytes(changed)


@pytest.mark.parametrize(
    ("silent", "note_only", "is_first"), [((), (), True), (("3",), (), False), ((), ("3",), False)]
)
def test_home_says_that_nothing_changed_since_all_was_first_reported(
    content: Path, silent: tuple[str, ...], note_only: tuple[str, ...], is_first: bool
) -> None:
    """Of one day's updates it says so only where each is a status, and each action has one."""
    for path in (content / "actions").iterdir():
        fields = "" if path.stem in note_only else "status: Begun, "
        update = f"updates: [{{date: 2026-01-01, {fields}note: Stones were brought.}}]\n"
        status = "status: Begun\n" if fields else ""
        before, title, after = path.read_text("utf-8").partition("title:")
        if path.stem not in silent:
            path.write_text(f"{before}{status}{update}{title}{after}", "utf-8")

    (page,) = home.pages(PlanIndex(read_content(content, TODAY)), Hosting())

    assert page.view.latest_is_first is is_first


def test_the_site_has_the_pages_that_the_plan_has_something_for(built: Project) -> None:
    """No budget and no updates: neither page, nor menu, nor sitemap."""
    names = {name for name in tree(built.output) if name.endswith(".html")}
    menu = re.findall(r'class="ap-header__link" href="([^"]*)"', pages(built)["index.html"])
    sitemap = (built.output / "sitemap.xml").read_text("utf-8")

    assert {name.removesuffix("index.html") for name in names if "/actions/" not in f"/{name}"} == {
        *("", "404.html", "checkable/", "data/", "embed/status/", "follow/", "plan/", "status/"),
        *("themes/hall/", "themes/paths/"),
    }
    assert menu == ["./", "./actions/", "./status/", "./plan/"]
    assert "budget" not in sitemap
    assert "updates" not in sitemap


def test_the_register_has_the_files_that_are_built(built: Project) -> None:
    """Links and redirects are checked by it before there are files."""
    registered = served_files(site_files(read_content(BARE, TODAY).outline))
    files = {name for name in tree(built.output) if not name.startswith("theme/")}

    assert files == {
        *(name for name in registered if not name.startswith("theme/")),
        "sitemap.xml",
    }


def test_the_built_site_is_whole(built: Project) -> None:
    """Every link and anchor leads somewhere, and the markup is as it must be to be published."""
    assert site_findings(built.output, Expected(base_url=f"{SITE}/")) == []


@pytest.mark.parametrize(
    "absent",
    [
        *("£", "€", "budget", "Budget", "Spending", "allocated for", "No allocated"),
        *("overdue", "Overdue", "review", "late", "None.", "Section", "section", "Licence"),
        *(
            "licence",
            "0 update",
            "Newest update",
            "Intended impact",
            "History",
            "What was promised",
        ),
        *("Abbreviations", "Amount, largest first", "Due date, earliest first", " – ."),
    ],
)
def test_no_page_says_anything_of_what_the_plan_does_not_say(built: Project, absent: str) -> None:
    """But for the page of files, which are alike for every plan."""
    saying = [
        path.relative_to(built.output).as_posix()
        for path in sorted(built.output.rglob("*.html"))
        if path.parent.name != "data"
        and absent in words(path.read_text("utf-8")).replace("later reports", "")
    ]

    expected = ["actions/4/index.html"] if absent == "What was promised" else []
    assert saying == expected


def test_the_list_is_narrowed_by_nothing_that_the_plan_does_not_have(built: Project) -> None:
    """Neither by money, reviews and evidence, nor by words that people have for the lack of it."""
    page = pages(built)["actions/index.html"]
    words = json.loads(unescape(page.partition('data-vocabulary="')[2].partition('"')[0]))

    assert words["narrowings"].keys() == {"status", "theme", "section", "lead", "due"}
    assert {choice.partition("=")[0] for choice in words["choices"].values()} == {
        *("status", "lead", "due"),
    }
    assert words["choices"]["no report"] == words["choices"]["not reported"] == "status=-"


def test_what_is_counted_is_what_the_plan_could_say(built: Project) -> None:
    counted = built.words("checkable")

    assert "Who is to do it 0 4 By when it is to be done 0 4 What others ask" in counted
    assert "4 actions : who leads, a team or a role, as “lead” 4 actions : when" in counted
    assert "say who is to do what and by when." in pages(built)["checkable/index.html"]


def test_what_is_not_reported_yet_is_said_so(built: Project) -> None:
    """In the verdict, at the marks, at each action and on the page of statuses; in no chart."""
    home, status = built.words(), built.words("status")
    action = built.words("actions/1")

    assert "It is not reported yet where any of the 4 actions stands." in home
    assert "1 Mend the path to the mill, Not reported yet" in home
    assert "Action 1 Mend the path to the mill Status: Not reported yet Lead" in action
    assert "All 4 actions 4 Not reported yet" in status
    assert "Lead The plan names nobody Due The plan gives no date" in action
    assert [name for name, page in pages(built).items() if "ap-bar__part" in page] == []


def test_statuses_are_not_counted_by_section_where_none_is_reported(content: Path) -> None:
    """A table of one column would say no more than that."""
    plan, action = content / "plan.yml", content / "actions" / "1.md"
    section = "sections:\n  - {id: water, title: By the water}\n"
    plan.write_text(plan.read_text("utf-8") + section, encoding="utf-8")
    text = action.read_text("utf-8").replace("theme: paths", "theme: paths\nsection: water", 1)
    action.write_text(text, encoding="utf-8")

    page, _ = status.pages(PlanIndex(read_content(content, TODAY)), Hosting())

    assert (page.view.by_theme, page.view.by_section) == ((), ())
    assert page.summary == "Where the actions in the Promises for Lower Mill stand."


def test_statuses_are_counted_by_theme_once_one_is_reported(content: Path) -> None:
    reported(content, status="Begun", note="Stones were brought.", date="2026-01-01")

    page, _ = status.pages(PlanIndex(read_content(content, TODAY)), Hosting())

    assert [group.title for group, _ in page.view.by_theme] == ["Paths", "Village hall"]
    assert page.summary == "Where the actions in the Promises for Lower Mill stand, by theme."
    assert page.view.verdict.delivery.endswith("It is not reported yet where 3 actions stand.")


def test_the_title_is_the_promise_and_is_printed_once(built: Project) -> None:
    page = pages(built)["actions/1/index.html"]
    main = page.partition("<main")[2].partition("</main>")[0]
    shown = re.sub(r"<details>.*?</details>|<details .*?</details>", "", main, flags=re.DOTALL)

    assert shown.count("Mend the path to the mill") == 1
    assert 'content="Not reported yet. Mend the path to the mill."' in page


def test_headings_go_down_one_level_at_a_time(built: Project) -> None:
    """Also on pages whose lists have no sections above them."""
    for name, page in pages(built).items():
        levels = [int(level) for level in re.findall(r"<h([1-6])\b", page)]
        assert levels[0] == 1, name
        assert levels.count(1) == 1, name
        assert all(below <= above + 1 for above, below in pairwise(levels)), name


def test_no_element_is_empty(built: Project) -> None:
    """No cell, entry, list, section or paragraph with nothing in it."""
    empty = re.compile(
        r"<(td|th|dd|dt|li|ul|ol|dl|p|h[1-6]|section|a|details)\b(?![^>]* hidden)[^>]*>\s*</\1>"
    )

    found = {name: match[0] for name, page in pages(built).items() if (match := empty.search(page))}

    # The list that a script fills has nothing to show without one.
    assert found == {"actions/index.html": '<ol class="ap-actions"></ol>'}


def test_tables_with_nothing_in_them_are_among_the_other_files(built: Project) -> None:
    """They keep their addresses, which programs rely on."""
    files, _, others = built.words("data").partition("The other files")

    assert "actions.csv : 4 rows" in files
    assert "funding.csv" not in files
    assert "funding.csv : 0 rows" in others


def test_the_data_files_are_valid(built: Project) -> None:
    """plan.json and action.json by their schemas; what is not said is null."""
    plan = built.json("data/plan.json")
    action = built.json("actions/1/action.json")
    for found, schema in ((plan, "plan.schema.json"), (action, "action-file.schema.json")):
        Draft202012Validator(built.json(f"data/{schema}")).validate(found)
    package = built.json("data/datapackage.json")

    assert [plan["plan"][name] for name in ("currency", "review_every", "licence")] == [None] * 3
    assert [action["action"][name] for name in ("status", "updated", "text")] == [None, None, ""]
    assert action["action"]["overdue_for_review"] is None
    assert package.keys().isdisjoint({"licenses", "description"})


def test_the_form_and_the_reminder_are_of_what_the_plan_has() -> None:
    content = read_content(BARE, TODAY)

    assert "“No change” says that it was reviewed.\n" in form_yaml(content).replace('"\n', "\n")
    assert overdue_text(content) == "Nothing is due within 30 days.\n"


def test_the_first_report_of_an_action_can_be_recorded(content: Path) -> None:
    """Into a file that has neither a status nor updates, and without a currency in the plan."""
    reported(content, status="Begun", note="Stones were brought.", date="2026-01-01")

    assert (content / "actions" / "1.md").read_text("utf-8") == FIRST_REPORT


def test_changes_say_what_is_reported_first(content: Path) -> None:
    reported(content, status="Begun", note="Stones were brought.", date="2026-01-01")

    assert changes_between(BARE, content) == (
        "## What residents will see change\n\n"
        "### Status\n\n"
        "- **1 Mend the path to the mill**: Not reported yet → **Begun**\n"
        "  - 1 January 2026, Begun: Stones were brought.\n\n"
        "### The overview\n\n"
        "| Status | Before | After |\n| --- | --: | --: |\n"
        "| Begun | 0 | 1 |\n| Not reported yet | 4 | 3 |\n| All actions | 4 | 4 |\n"
    )


def test_what_can_be_checked_speaks_of_reports_and_money_only_where_there_are_any(
    content: Path,
) -> None:
    """What the page says it counts is what its table counts."""

    def said() -> tuple[str, str]:
        (page,) = checkable.pages(PlanIndex(read_content(content, TODAY)), Hosting())
        return page.view.lead.partition(".")[0], page.summary

    in_all = "How many actions of the Promises for Lower Mill say who is to do what"
    promise = "A promise can be checked where it says who is to do what"
    assert said() == (f"{promise} and by when", f"{in_all} and by when.")
    reported(content, status="Begun", note="Stones were brought.", date="2026-01-01")
    assert said() == (
        f"{promise} and by when, and where later reports come with evidence",
        f"{in_all}, by when and with what evidence.",
    )
    with (content / "plan.yml").open("a", encoding="utf-8") as plan:
        plan.write("currency: GBP\n")
    action = content / "actions" / "2.md"
    action.write_text(
        action.read_text("utf-8").replace("title:", "funding: [{amount: 5}]\ntitle:", 1), "utf-8"
    )
    assert said() == (
        f"{promise}, by when and with what money, and where later reports come with evidence",
        f"{in_all}, by when, with what money and with what evidence.",
    )
