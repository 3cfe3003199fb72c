"""The list of actions as people narrow and search it, in a real browser."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import HARBOUR, HARBOUR_DAY, Project
from playwright.sync_api import Browser, Page
from serving import Served, serve


def shown(page: Page) -> list[str]:
    """Return the ids of the actions that the list shows, in its order."""
    found: list[str] = page.evaluate(
        """() => [...document.querySelectorAll("[data-words]")]
            .filter(action => action.checkVisibility())
            .map(action => action.querySelector(".ap-actions__id").textContent)"""
    )
    return found


def test_filter_shares_its_choice_by_the_address(real_site: Served) -> None:
    """Words and choices narrow the list, stand in the address, and the back button undoes them."""
    with real_site.page() as page:
        page.goto("actions/?status=complete")
        assert len(shown(page)) == 3
        assert page.locator("[role=status]").inner_text() == "3 of 20 actions"

        page.goto("actions/?q=credit+union")
        assert shown(page) == ["1.5.5"]
        assert page.get_by_label("Words or number").input_value() == "credit union"

        page.goto("actions/")
        assert len(shown(page)) == 20
        page.get_by_label("Theme", exact=True).select_option("land-and-property")
        assert page.url.endswith("actions/?theme=land-and-property")
        assert len(shown(page)) == 1
        page.go_back()
        assert len(shown(page)) == 20

        page.get_by_label("Amount", exact=True).select_option("yes")
        assert len(shown(page)) == 9
        page.get_by_role("searchbox").fill("nothing of this kind")
        page.keyboard.press("Enter")
        assert shown(page) == []
        assert page.get_by_text("No actions match.").is_visible()
        page.get_by_role("button", name="Clear all").click()
        assert len(shown(page)) == 20


def said(page: Page) -> str:
    """Return how many actions the list says that it shows."""
    return page.locator("[role=status]").inner_text()


def test_the_back_button_undoes_one_choice_after_the_other(real_site: Served) -> None:
    """Each choice and each search is an entry; words become one as soon as another is made."""
    with real_site.page() as page:
        page.goto("actions/")
        status = page.get_by_label("Status", exact=True)
        words = page.get_by_role("searchbox")
        status.select_option("complete")
        page.get_by_label("Theme", exact=True).select_option("social-economy")
        words.press_sequentially("bursar")
        page.wait_for_url("**/actions/?q=bursar&status=complete&theme=social-economy")
        words.press_sequentially("ies")
        page.get_by_label("Amount", exact=True).select_option("yes")
        assert page.url.endswith("?q=bursaries&status=complete&theme=social-economy&amount=yes")

        page.go_back()
        assert words.input_value() == "bursaries"
        assert page.get_by_label("Amount", exact=True).input_value() == ""
        page.go_back()
        assert words.input_value() == ""
        assert page.url.endswith("actions/?status=complete&theme=social-economy")
        page.go_back()
        assert page.url.endswith("actions/?status=complete")
        assert len(shown(page)) == 3
        page.go_back()
        assert len(shown(page)) == 20


def test_words_being_typed_outlast_a_link_within_the_page(real_site: Served) -> None:
    """To follow an anchor does not empty the form."""
    with real_site.page() as page:
        page.goto("actions/")
        page.get_by_role("searchbox").fill("credit union")
        page.evaluate("location.hash = 'themes'")
        page.wait_for_url("**/actions/?q=credit+union")

        assert page.get_by_role("searchbox").input_value() == "credit union"
        assert shown(page) == ["1.5.5"]


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("status=nope", "Status: “nope”"),
        ("theme=$%26", "Theme: “$&”"),
        ("section=nope", "Section: “nope”"),
        ("lead=maybe", "Lead: “maybe”"),
    ],
)
def test_a_choice_that_the_plan_does_not_have_is_named(
    real_site: Served, query: str, sentence: str
) -> None:
    """An old link to a status since renamed shows every action, and says why."""
    with real_site.page() as page:
        page.goto(f"actions/?{query}")
        remark = page.get_by_text("is not a choice of this plan, so it does not narrow the list.")

        assert remark.inner_text().startswith(sentence)
        assert (said(page), len(shown(page))) == ("20 actions", 20)
        page.get_by_label("Status", exact=True).select_option("complete")
        assert not remark.is_visible()
        assert page.url.endswith("actions/?status=complete")


@pytest.mark.parametrize(
    ("query", "count"),
    [("amount=no", 11), ("late=0", 20), ("amount=false", 11), ("amount=1", 9), ("amount=Yes", 9)],
)
def test_no_means_no(real_site: Served, query: str, count: int) -> None:
    """Links written by hand are understood."""
    with real_site.page() as page:
        page.goto(f"actions/?{query}")

        assert len(shown(page)) == count
        assert not page.locator("[data-unknown]").is_visible()


def test_a_section_can_be_chosen_wherever_it_begins(long_site: Served) -> None:
    """Links to a section of the third page show it, as the form does."""
    with long_site.page() as page:
        page.goto("actions/?section=land")
        page.get_by_text("3 of 503 actions").wait_for()
        assert page.get_by_label("Section", exact=True).input_value() == "land"
        assert shown(page) == ["L-501", "L-502", "L-503"]

        page.get_by_label("Section", exact=True).select_option("air")
        assert shown(page) == []
        assert page.get_by_text("No actions match.").is_visible()


def test_a_page_that_could_not_be_loaded_is_tried_again(long_site: Served) -> None:
    """Until all are there, nothing is said of actions that nobody has looked at."""
    with long_site.page() as page:
        page.route("**/page/3/", lambda route: route.abort())
        page.goto("actions/?q=tree+502")
        page.get_by_text("Found on this page: 0. The other pages could not be loaded").wait_for()
        assert not page.get_by_text("No actions match.").is_visible()
        assert page.get_by_role("navigation", name="Pages of this list").is_visible()

        page.unroute("**/page/3/")
        page.get_by_role("button", name="Search", exact=True).click()
        page.get_by_text("1 of 503 actions").wait_for()
        assert shown(page) == ["L-502"]


@pytest.mark.parametrize("body", ["<p>Log in to this network</p>", "<p data-found='99'></p>"])
def test_another_page_in_the_place_of_the_list_is_not_taken_for_it(
    long_site: Served, body: str
) -> None:
    """What a network or a newer site answers is as good as no answer; online again, it loads."""
    with long_site.page() as page:
        page.route("**/page/2/", lambda route: route.fulfill(body=body, content_type="text/html"))
        page.goto("actions/?q=tree+300")
        page.get_by_text("The other pages could not be loaded").wait_for()

        page.unroute("**/page/2/")
        page.evaluate("dispatchEvent(new Event('online'))")
        page.get_by_text("1 of 503 actions").wait_for()


@pytest.mark.parametrize(
    ("sort", "first"), [("id", "1.1.2"), ("money", "1.1.4"), ("updated", "1.1.2"), ("due", "1.1.2")]
)
def test_a_list_is_sorted(real_site: Served, sort: str, first: str) -> None:
    """Those with most money come first; equal ones stay in the plan's order."""
    with real_site.page() as page:
        page.goto(f"actions/?amount=yes&sort={sort}")
        found = shown(page)

        assert (len(found), found[0]) == (9, first)
        page.get_by_label("Sort by").select_option("")
        assert shown(page) == sorted(found, key=lambda action: [*map(int, action.split("."))])


@pytest.mark.parametrize(
    ("query", "heading", "chips", "count"),
    [
        ("status=complete", "3 complete actions", ["Complete"], "3 of 20 actions"),
        ("status=not-yet-started", "4 actions not yet started", ["Not yet started"], None),
        ("lead=no", "20 actions without a lead", ["Without a lead"], "20 actions"),
        ("theme=land-and-property", "1 action: Land and property", ["Land and property"], None),
        ("q=credit+union", "Actions that match “credit union”", [], "1 of 20 actions"),
        (
            "status=complete&amount=yes&theme=social-economy",
            "2 complete actions",
            ["Complete", "Social economy", "With an allocated amount"],
            "2 of 20 actions · Social economy · With an allocated amount",
        ),
    ],
)
def test_the_heading_and_chips_say_what_is_shown(
    real_site: Served, query: str, heading: str, chips: list[str], count: str | None
) -> None:
    """Also where only links lead to a choice; each chip takes its choice off."""
    with real_site.page(viewport={"width": 390, "height": 844}) as page:
        page.goto(f"actions/?{query}")
        assert page.get_by_role("heading", level=1).inner_text() == heading
        assert page.title().startswith(f"{heading} – ")
        buttons = page.get_by_role("button", name="Take off:")
        assert page.locator("[data-label]:visible").all_inner_texts() == chips
        if count:
            assert said(page) == count
        assert not page.get_by_label("Status", exact=True).is_visible()
        box = page.locator("[data-words]:visible").first.bounding_box()
        assert box is not None
        assert box["y"] < 844 - 48
        for _ in chips:
            buttons.first.click()
        assert buttons.count() == 0


def test_arrow_keys_in_a_choice_are_one_entry_of_the_history(real_site: Served) -> None:
    """The back button leads out of the list after one step for each field, not for each key."""
    with real_site.context() as visitor:  # new: browsers keep 50 entries
        page = visitor.new_page()
        page.goto("actions/")
        before = page.evaluate("history.length")
        page.get_by_label("Status", exact=True).focus()
        for _ in range(4):
            page.keyboard.press("ArrowDown")
        assert page.evaluate("history.length") == before + 1
        page.go_back()
        assert page.url.endswith("/actions/")
        assert len(shown(page)) == 20


@pytest.mark.parametrize("width", [320, 390])
def test_large_text_stays_on_a_phone(real_site: Served, width: int) -> None:
    """With letters of twice their size, nothing of the form leaves the screen."""
    with real_site.page(viewport={"width": width, "height": 844}) as page:
        page.goto("actions/?q=training&amount=no&lead=no")
        page.evaluate("document.documentElement.style.fontSize = '200%'")
        page.get_by_text("Narrow the list").click()

        assert page.evaluate("document.documentElement.scrollWidth") == width


def test_a_long_answer_is_shown_bit_by_bit(long_site: Served) -> None:
    with long_site.page() as page:
        page.goto("actions/?q=tree")
        page.get_by_text("503 actions", exact=True).wait_for()
        assert len(shown(page)) == 100
        page.get_by_role("button", name="Show more").click()
        assert len(shown(page)) == 200


@pytest.fixture(scope="module")
def klima_site(browser: Browser, built_klima: Project) -> Iterator[Served]:
    """Return the site of a plan with facets, several themes and several leads."""
    yield from serve(browser, built_klima.output)


@pytest.mark.parametrize(
    ("query", "heading", "found", "chip"),
    [
        ("lead=bauamt", "2 actions led by “Bauamt”", ["G-1", "V-1"], "Bauamt"),
        ("lead=no", "1 action without a lead", ["E-1"], "Without a lead"),
        ("partner=land", "1 action with “Land” as a partner", ["V-1"], "Land"),
        ("theme=energie", "3 actions: Energie", ["E-1", "G-1", "V-1"], "Energie"),
        ("counted=energie", "1 action: Energie", ["E-1"], "Energie"),
        ("required-by-law=yes", "1 action, Pflicht: yes", ["G-1"], "Pflicht: yes"),
        ("required-by-law=no", "1 action, Pflicht: no", ["V-1"], "Pflicht: no"),
        ("prioritaet=1", "1 action, Priorität: 1", ["G-1"], "Priorität: 1"),
        ("Stadtteil=nord", "2 actions, Stadtteil: Nord", ["G-1", "V-1"], "Stadtteil: Nord"),
        ("length=1.200-m", "1 action, Länge: 1.200 m", ["G-1"], "Länge: 1.200 m"),
    ],
)
def test_a_list_is_narrowed_by_what_actions_have_in_words_of_their_own(
    query: str, heading: str, found: list[str], chip: str, klima_site: Served
) -> None:
    """The list says by what; a button takes it off."""
    with klima_site.page() as page:
        page.goto(f"actions/?{query}")
        assert shown(page) == found
        assert page.locator("h1").inner_text() == heading
        button = page.get_by_role("button", name=f"Take off: {chip}")
        button.click()
        assert shown(page) == ["E-1", "G-1", "V-1"]
        assert page.url.endswith("/actions/")


def test_leads_and_facets_have_controls_and_are_searched(klima_site: Served) -> None:
    with klima_site.page() as page:
        page.goto("actions/")
        page.get_by_label("Lead", exact=True).select_option("Amt für Schule, Sport")
        assert shown(page) == ["G-1"]
        page.get_by_label("Pflicht", exact=True).select_option("no")
        assert shown(page) == []
        page.get_by_role("button", name="Clear all").click()
        page.get_by_role("searchbox").fill("stadtwerke")
        page.keyboard.press("Enter")
        assert sorted(shown(page)) == ["G-1", "V-1"]


def test_a_narrowed_list_is_a_file(real_site: Served) -> None:
    """It has the rows of the actions that are shown, and of all where nothing is narrowed."""
    with real_site.page(accept_downloads=True) as page:
        page.goto("actions/?amount=no")
        with page.expect_download() as download:
            page.get_by_role("link", name="Download these actions (CSV)").click()
        rows = download.value.path().read_text(encoding="utf-8-sig").splitlines()

        assert len(shown(page)) == 11
        with (real_site.output / "data" / "actions.csv").open(encoding="utf-8-sig") as file:
            everything = list(csv.DictReader(file))
        assert [row["id"] for row in csv.DictReader(rows)] == [
            row["id"] for row in everything if not row["allocated"]
        ]


def test_a_facet_may_be_named_like_what_a_form_has(browser: Browser, tmp_path: Path) -> None:
    """The field of the facet hides that: the script asks for it otherwise."""
    project = Project(tmp_path / "harbour", HARBOUR)
    project.replace(
        "content/plan.yml", "parts:", "facets:\n  - {id: elements, title: Elements}\nparts:"
    )
    project.replace("content/actions/A-7.md", "theme: harbour", "theme: harbour\nelements: Stone")
    project.build(HARBOUR_DAY)
    for site in serve(browser, project.output):
        with site.page() as page:
            page.goto("actions/?elements=stone")
            assert shown(page) == ["A-7"]
            page.get_by_role("button", name="Clear all").click()
            assert len(shown(page)) == 4


def test_lists_of_what_can_be_checked_are_as_long_as_is_said(full_site: Served) -> None:
    """What is set apart is part of no count, and so in none of them."""
    with full_site.page() as page:
        page.goto("checkable/")
        links = [
            (link.inner_text(), link.get_attribute("href")) for link in page.locator("td a").all()
        ]
        shown = {}
        for _, address in links:
            page.goto(f"checkable/{address}")
            shown[address] = page.get_by_role("heading", level=1).inner_text().partition(" ")[0]

    assert len(links) > 5
    assert {address: number for number, address in links} == shown
