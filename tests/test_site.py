"""The site as built: every page, every link, the same bytes everywhere."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from conftest import HARBOUR, Project, tree
from write_golden import golden, golden_folder


@pytest.mark.parametrize("plan", ["edges", "harbour", "every-field"])
def test_plans_are_built_as_expected(plan: str, request: pytest.FixtureRequest) -> None:
    """The files chosen of a plan are, to the byte, what its golden folder has (`make golden`)."""
    project: Project = request.getfixturevalue(f"built_{plan.replace('-', '_')}")
    expected = tree(golden_folder(plan))

    built = golden(plan, project.output)

    assert sorted(built) == sorted(expected)
    for name, content in built.items():
        if name.endswith(".png"):
            assert content == expected[name], f"{name}: look at it"
        else:
            assert content.decode() == expected[name].decode(), name


def test_every_address_of_the_plan_answers(built_real: Project) -> None:
    """One page for each action and theme, and the pages every plan has."""
    files = set(tree(built_real.output))
    actions = {path.stem for path in (built_real.root / "content" / "actions").glob("*.md")}

    built = {
        Path(file).parent.name
        for file in files
        if file.startswith("actions/") and file.endswith("/index.html") and file.count("/") == 2
    }
    assert built == actions
    assert len(built) == 20
    for page in ("", "actions/", "status/", "budget/", "updates/", "plan/", "about/"):
        assert f"{page}index.html" in files
    for theme in ("economic-development", "social-economy"):
        assert f"themes/{theme}/index.html" in files
    assert {"404.html", "accessibility/index.html"} <= files
    assert "source/community-wealth-building-action-plan-2024-25.txt" in files


def test_figures_are_on_the_pages(built_real: Project) -> None:
    """The overview says 20, 13, 4 and 3; the summary says £256,700 over 9 actions."""
    status = built_real.words("status")
    budget = built_real.words("budget")

    assert "20 actions" in status
    for count, label in ((13, "In progress"), (4, "Not yet started"), (3, "Complete")):
        assert f"{label} {count}" in status or f"{count} {label}" in status
    assert "£256,700" in budget
    assert "9 of 20 actions" in budget
    for amount in ("£90,000", "£25,500", "£30,000", "£15,000", "£96,200", "£216,200", "£40,500"):
        assert amount in budget
    actions = built_real.words("actions")
    assert actions.index("1.9.1") < actions.index("1.10.1")


def test_titles_differ(built_real: Project) -> None:
    """No two pages have one title."""
    pages = (path.read_text("utf-8") for path in built_real.output.rglob("*.html"))
    titles = [page.partition("<title>")[2].partition("</title>")[0] for page in pages]

    assert len(set(titles)) == len(titles)


def test_text_is_escaped(built_harbour: Project) -> None:
    """What a title holds is shown, never obeyed."""
    html = built_harbour.page("actions/A-7")

    assert "<safely>" not in html
    assert "&lt;safely&gt;" in html


def test_pages_say_what_the_records_say(built_harbour: Project) -> None:
    """An action's page shows its status and since when, its history, money, corrections."""
    quay = built_harbour.words("actions/A-7")
    wall = built_harbour.words("actions/A-10")
    budget = built_harbour.words("budget")

    for said in (
        "Under way",
        "North side only",
        "30 June 2025",
        "€60,000",
        "€12,500.50",
        "The contract was let.",
        "Harbour master's office",
        "HTC boat club",
        "return on investment",
    ):
        assert said.casefold() in quay.casefold(), said
    assert "lumps" in wall
    assert "No evidence published yet" in wall
    for said in ("€5,000", "The lighthouse trust", "€100,000", "€22,500"):
        assert said in budget, said


def test_home_says_on_which_day_each_update_was(built_harbour: Project) -> None:
    """Updates of several days are each under its own day, the newest first."""
    home = built_harbour.words()
    latest = home[home.index("What changed last") :]

    days = ["1 October 2025", "10 September 2025", "30 June 2025", "2 May 2025", "1 February 2025"]
    places = [latest.index(day) for day in days]
    assert places == sorted(places)
    assert places[1] < latest.index("The lamps are lit.") < places[2]


def test_an_added_action_is_not_said_to_be_in_the_document(built_harbour: Project) -> None:
    """What joined the plan later says so; the others say where they are."""
    quay = built_harbour.words("actions/A-7")
    added = built_harbour.words("actions/US0113.2")

    assert "Added to the plan on 1 October 2025 . It is not in the source document ," in added
    assert "Number US0113.2 in the part" not in added
    assert "Number A-7 in the part “Promises” of" in quay


@pytest.mark.slow
def test_two_builds_are_the_same_bytes(tmp_path: Path) -> None:
    """Time zone, locale, hash seed, folder and working directory leave no trace."""
    here = Project(tmp_path / "here", HARBOUR)
    there = Project(tmp_path / "a place with spaces" / "there", HARBOUR)
    first = here.action_plan("build", env={"TZ": "UTC", "LC_ALL": "C", "PYTHONHASHSEED": "1"})
    second = there.pelican(
        *("-s", str(there.root / "pelicanconf.py"), "-o", str(there.output)),
        env={"TZ": "Pacific/Kiritimati", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "2"},
        cwd=tmp_path,
    )
    assert first.returncode == second.returncode == 0, first.stderr + second.stderr

    assert tree(here.output) == tree(there.output)


@pytest.mark.slow
def test_a_build_after_another_is_the_same_bytes(harbour: Project, tmp_path: Path) -> None:
    """Nothing of the build before is left in it, whatever happened there since."""
    assert harbour.action_plan("build").returncode == 0
    (harbour.output / "robots.txt").write_text("Disallow: /", encoding="utf-8")
    harbour.replace("content/actions/A-10.md", "title: Light", "title: Brightly light")
    alone = Project(tmp_path / "alone", harbour.root / "content")

    assert harbour.action_plan("build").returncode == 0
    assert alone.action_plan("build").returncode == 0

    assert tree(harbour.output) == tree(alone.output)


def test_a_page_that_is_gone_from_the_content_is_gone_from_the_output(harbour: Project) -> None:
    """A second build leaves nothing of what the first one had more."""
    assert harbour.action_plan("build").returncode == 0
    assert (harbour.output / "actions" / "US0113.1").is_dir()
    harbour.action("US0113.1").unlink()

    assert harbour.action_plan("build").returncode == 0
    assert not (harbour.output / "actions" / "US0113.1").exists()


def test_a_folder_that_is_not_ours_is_left_alone(harbour: Project) -> None:
    """Building into a folder with other files is refused, by command and by Pelican."""
    harbour.output.mkdir()
    (harbour.output / "thesis.txt").write_text("years of work", encoding="utf-8")

    built = harbour.action_plan("build")
    pelican = harbour.pelican("--log-handler", "plain")

    assert built.returncode == pelican.returncode == 1
    message = (
        f"{harbour.output}:1: this folder holds files that no build of this site has made, and"
        " they would be lost. Name a new or empty folder for the output."
    )
    assert built.stderr == f"{message}\n"
    assert message in pelican.stderr
    assert [path.name for path in harbour.output.iterdir()] == ["thesis.txt"]


@pytest.mark.slow
def test_a_failing_template_leaves_the_last_good_site(harbour: Project) -> None:
    """An error while pages are written replaces nothing, and leaves nothing half-made behind."""
    assert harbour.action_plan("build").returncode == 0
    before = tree(harbour.output)
    harbour.replace(
        "theme/templates/plan.html", "{% extends", "{{ nothing.of_the_kind }}{% extends"
    )

    failed = harbour.pelican("-q")

    assert failed.returncode == 1
    assert tree(harbour.output) == before
    assert not list(harbour.root.glob(".output*"))


def test_a_plugin_that_cannot_load_stops_the_build(harbour: Project) -> None:
    """Pelican would go on without it and exit 0, with a site that has no actions."""
    failed = harbour.run(sys.executable, "-m", "pelican", env={"PYTHONPATH": ""})

    assert failed.returncode == 1
    assert not harbour.output.exists()


def test_a_changed_source_document_stops_the_build(harbour: Project) -> None:
    """The document as received is what its checksum says it is."""
    harbour.replace("content/source/harbour-plan.txt", "adopted", "altered")

    checked = harbour.action_plan("check")

    assert checked.returncode == 1
    assert "content/plan.yml:19: source_document.sha256: content/source/harbour-plan.txt has" in (
        checked.stdout
    )
