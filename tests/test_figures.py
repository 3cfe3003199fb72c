"""The figures of the plan of edges, computed by hand, on its pages and in its files.

Of its 9 actions, as of 1 March 2026, 3 are under way, 1 planned, 1 on hold, 2 done and 2 abandoned.
"""

from __future__ import annotations

import re

import pytest
from conftest import EDGES_DAY, Project, words


def page(project: Project, address: str) -> str:
    """Return the HTML of a page between its header and its footer."""
    html = project.page(address)
    return html[html.index("<main") : html.index("</main>")]


def part(html: str, heading: str) -> str:
    """Return the words of a page from a heading to the end of its section."""
    found = re.search(rf"<h\d[^>]*>{re.escape(heading)}</h\d>(.*?)</section>", html, re.DOTALL)
    assert found, heading
    return words(found[1])


def table(html: str, caption: str) -> list[list[str]]:
    """Return the words of each cell of a table, row by row; empty ones are left out."""
    found = re.search(
        rf"<caption>(?:<h3[^>]*>)?{re.escape(caption)}(?:</h3>)?</caption>(.*?)</table>",
        html,
        re.DOTALL,
    )
    assert found, caption
    rows = re.findall(r"<tr>(.*?)</tr>", found[1], re.DOTALL)
    cells = [re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.DOTALL) for row in rows]
    return [[text for text in map(words, row) if text] for row in cells]


def bars(html: str) -> list[list[tuple[str, str, str]]]:
    """Return the parts of each bar of statuses: stage, where it starts and how wide it is."""
    return [
        re.findall(r'<rect class="[^"]*--(\w+)" x="([\d.]+)%" width="([\d.]+)%"', svg)
        for svg in re.findall(r"<svg[^>]*>(.*?)</svg>", html, re.DOTALL)
        if 'x="' in svg
    ]


def ids(text: str) -> list[str]:
    """Return the ids of actions in the order in which a text has them."""
    return re.findall(r"\bE-\d+\b", text)


ALL = [
    ("active", "0.00", "33.33"),
    ("waiting", "33.33", "11.11"),
    ("stalled", "44.44", "11.12"),
    ("done", "55.56", "22.22"),
    ("ended", "77.78", "22.22"),
]
BY_THEME = [
    [("active", "0.00", "60.00"), ("ended", "60.00", "40.00")],
    [("waiting", "0.00", "20.00"), ("done", "20.00", "40.00")],
    [("stalled", "0.00", "20.00")],
]
"""The largest theme, of 5 actions, fills the chart; those of 3 and 1 fill three and one fifths."""


def test_status_counts(built_edges: Project) -> None:
    """Statuses in the plan's order by themes and sections in theirs; ninths make 99%."""
    html = page(built_edges, "status")

    head = ["Under way", "Planned", "On hold", "Done", "Abandoned", "All"]
    foot = ["All", "3 Under way 33%", "1 Planned 11%", "1 On hold 11%", "2 Done 22%"]
    foot += ["2 Abandoned 22%", "9"]
    assert table(html, "Actions by theme and status") == [
        ["Theme", *head],
        ["Trees", "3 Under way", "0", "0", "0", "2 Abandoned", "5"],
        ["Paths", "0", "1 Planned", "0", "2 Done", "0", "3"],
        ["Bins", "0", "0", "1 On hold", "0", "0", "1"],
        ["Ponds", "0", "0", "0", "0", "0", "0"],
        foot,
    ]
    assert table(html, "Actions by section and status") == [
        ["Section", *head],
        ["By the water", "0", "0", "1 On hold", "1 Done", "1 Abandoned", "3"],
        ["On the land", "2 Under way", "0", "0", "0", "1 Abandoned", "3"],
        ["In the air", "1 Under way", "1 Planned", "0", "1 Done", "0", "3"],
        foot,
    ]
    assert "Percentages are rounded to whole numbers, so they add up to 99% here." in words(html)


def test_bars_are_as_wide_as_what_they_count(built_edges: Project) -> None:
    """The largest theme is as wide as the chart, the others in proportion; a theme's own is full.

    Each part starts where the one before ends, and has its number in its middle.
    """
    assert bars(page(built_edges, "status")) == [ALL, *BY_THEME]
    assert bars(page(built_edges, "themes/paths")) == [
        [("waiting", "0.00", "33.33"), ("done", "33.33", "66.67")]
    ]
    assert bars(page(built_edges, "embed/status")) == [ALL]
    numbers = r'<text [^>]*x="([\d.]+)%"[^>]*>(\d+)</text>'
    assert re.findall(numbers, page(built_edges, "themes/paths")) == [
        ("16.665", "1"),
        ("66.665", "2"),
    ]


def test_reviews_are_overdue_on_the_day_after_the_last(built_edges: Project) -> None:
    """60 days after its last update E-1 is due for review; E-2, a day longer silent, is overdue.

    What is done or abandoned is never overdue. The longest silent comes first.
    """
    overdue = part(page(built_edges, "status"), "Overdue for review")

    assert overdue.startswith("3 actions not finished and without an update for more than 60 days.")
    assert ids(overdue) == ["E-6", "E-5", "E-2"]
    assert re.findall(r"1 action was last reported on ([^,]+), (.+? ago)", overdue) == [
        ("1 March 2025", "1 year ago"),
        ("15 June 2025", "8 months ago"),
        ("30 December 2025", "2 months ago"),
    ]
    assert "3 overdue for review" in words(page(built_edges, ""))
    for action_id in ("E-1", "E-3", "E-4", "E-8", "E-10", "E-11"):
        assert "Overdue" not in page(built_edges, f"actions/{action_id}"), action_id
    for theme in ("trees", "paths", "bins"):
        assert "1 action overdue for review" in words(page(built_edges, f"themes/{theme}"))


def test_a_replaced_action_is_not_reviewed_and_no_longer_due(edges: Project) -> None:
    """Its date stays in calendars, as one that was called off; so does that of a stopped one."""
    edges.replace("content/actions/E-2.md", "theme: trees", "theme: trees\nsuperseded_by: E-1")
    for action_id in ("E-2", "E-8"):
        edges.replace(
            f"content/actions/{action_id}.md", "theme: trees", "theme: trees\ndue: 2026-05-01"
        )
    edges.build(EDGES_DAY)
    overdue = part(page(edges, "status"), "Overdue for review")
    calendar = (edges.output / "plan.ics").read_text("utf-8").replace("\n ", "")

    assert ids(overdue) == ["E-6", "E-5"]
    assert overdue.endswith(
        "An action that was replaced keeps its last status in every count,"
        " and is no longer reviewed."
    )
    assert ids(calendar) == ids("E-1 E-1 E-2 E-2 E-8 E-8")
    assert calendar.count("SUMMARY:No longer due: E-") == calendar.count("STATUS:CANCELLED") == 2
    assert calendar.count("SUMMARY:Due: E-1 ") == 1


def test_sections_come_in_the_order_of_the_document(built_edges: Project) -> None:
    """The list, a theme and the whole plan go by sections, the plan then by themes; then by ids.

    Its themes are in the order of plan.yml, as they are everywhere.
    """
    in_order = ["E-8", "E-3", "E-6", "E-2", "E-4", "E-11", "E-1", "E-5", "E-10"]
    plan = page(built_edges, "plan")
    trees = page(built_edges, "themes/trees")

    rows = table(plan, "Every action and where it stands")[1:]
    assert [ids(row[0]) for row in rows] == [[action_id] for action_id in in_order]
    assert [row[-1] for row in rows] == [
        *("–", "PLN 5,000", "PLN 3,000", "PLN 4,000", "PLN 1,500", "PLN 2,500"),
        *("PLN 4,000", "–", "PLN 4,000"),
    ]
    assert re.findall(r"<h2[^>]*>(?:<a[^>]*>)?([^<]+)(?:</a>)?</h2>", plan) == [
        *("Contents", "By the water", "On the land", "In the air"),
    ]
    assert re.findall(r"<h3[^>]*>([^<]+)</h3>", plan) == [
        *("Trees", "Paths", "Bins", "Trees", "Trees", "Paths"),
    ]
    assert re.findall(r'<h4[^>]* id="action-([^"]+)"', plan) == in_order
    assert re.findall(r"<h2[^>]*>([^<]+)</h2>", trees) == [
        "By the water",
        "On the land",
        "In the air",
    ]
    trees, listed = (
        words(html).replace("Replaced by E-5", "") for html in (trees, page(built_edges, "actions"))
    )
    assert ids(trees) == ["E-8", "E-2", "E-4", "E-11", "E-1"]
    assert ids(listed) == ["E-3", "E-6", "E-8", *in_order[3:]]


def test_updates_come_newest_first(built_edges: Project) -> None:
    """Of one action and day the last written comes first; each says what it changed."""
    latest = part(page(built_edges, ""), "What changed last")
    history = part(page(built_edges, "actions/E-11"), "History")
    updates = page(built_edges, "updates")

    assert ids(latest) == ["E-11", "E-11", "E-11", "E-1", "E-2"]
    assert latest.startswith("1 March 2026")
    assert re.findall(r'"ap-history__head"><a[^>]*>(E-\d+)', updates) == [
        *("E-11", "E-11", "E-11", "E-1", "E-2", "E-10", "E-1", "E-10", "E-3", "E-5", "E-11"),
        *("E-4", "E-1", "E-3", "E-4", "E-6", "E-8"),
    ]
    assert "17 updates, newest first." in words(updates)
    assert history.index("second tree") < history.index("first tree") < history.index("list of")
    assert "Planned → became Under way The first tree is planted." in history
    assert "Status: Under way no change of status The second tree is planted." in history


def test_a_status_is_that_of_a_day_on_which_it_was_reported(built_edges: Project) -> None:
    """No page says since when it holds, which nobody knows; the status note follows it."""
    for action_id, reported in (
        ("E-1", "Under way reported on 31 December 2025, first on 1 October 2025"),
        ("E-2", "Under way reported on 30 December 2025; first row planted"),
        ("E-11", "Under way reported on 1 March 2026"),
    ):
        head = words(page(built_edges, f"actions/{action_id}"))
        assert f"Status: {reported}" in head
        assert "since" not in head.partition("What was promised")[0]


@pytest.mark.parametrize(
    ("action_id", "is_lacking"), [("E-3", True), ("E-10", False), ("E-4", False), ("E-8", False)]
)
def test_only_what_is_done_lacks_evidence(
    built_edges: Project, action_id: str, is_lacking: bool
) -> None:
    """A done action without evidence says so; an abandoned one has nothing to show."""
    html = page(built_edges, f"actions/{action_id}")

    assert ("No evidence published yet." in html) is is_lacking


def test_actions_that_replace_others_and_belong_together(built_edges: Project) -> None:
    """Both pages say so, whichever of the two files does."""
    assert "Replaced by E-5 A path among the treetops ." in words(page(built_edges, "actions/E-4"))
    related = {
        action_id: part(page(built_edges, f"actions/{action_id}"), "Related actions")
        for action_id in ("E-5", "E-2", "E-1", "E-8")
    }
    assert related["E-5"].startswith("Replaces E-4 A hedge of yew")
    assert ids(related["E-2"])[:2] == ["E-8", "E-1"]
    assert ids(related["E-1"])[:1] == ids(related["E-8"])[:1] == ["E-2"]


def test_descriptions_are_cut_at_a_word(built_edges: Project) -> None:
    """A page is described in at most 155 characters, those of E-1 in full; E-2 has more."""
    found = {
        action_id: re.findall(
            r'<meta name="description" content="([^"]*)">',
            built_edges.page(f"actions/{action_id}"),
        )[0]
        for action_id in ("E-1", "E-2")
    }

    assert len(found["E-1"]) == 155
    assert found["E-1"].endswith("counted there in the spring")
    assert len(found["E-2"]) <= 155
    assert found["E-2"].endswith("the town look after a…")


def test_home_says_that_nothing_has_changed_yet(built_real: Project) -> None:
    """Where all updates are of one day, there is no change to show."""
    latest = part(page(built_real, ""), "What changed last")

    assert latest == (
        "Each action was given its first status on 17 September 2024 ."
        " No update has been made since. See the 20 updates of that day"
    )


def test_an_action_may_be_due_on_the_day_it_starts(built_edges: Project) -> None:
    """The one day is accepted, shown as both, and is in the calendar."""
    facts = words(page(built_edges, "actions/E-1"))
    calendar = (built_edges.output / "plan.ics").read_text(encoding="utf-8")

    assert "Planned start 1 October 2025" in facts
    assert "Due 1 October 2025" in facts
    assert calendar.count("DTSTART;VALUE=DATE:20251001") == 1


def test_the_period_ends_after_its_last_day(edges: Project) -> None:
    """On the last day of the period no page says that it is over; on the next, home does."""
    edges.build(EDGES_DAY)
    assert "ended" not in words(page(edges, ""))

    edges.build(str(int(EDGES_DAY) + 86_400))

    assert "ended on 1 March 2026" in words(page(edges, ""))


def test_moved_pages_lead_to_their_new_addresses(built_edges: Project) -> None:
    """An old address has a page that leads on, and so has the small page of an action."""
    for old, new in (
        ("green", "../themes/trees/"),
        ("actions/E-7", "../../actions/E-8/"),
        ("embed/actions/E-7", "../../../embed/actions/E-8/"),
    ):
        html = built_edges.page(old)
        assert f'url={new}"' in html, old
        assert f'href="{new}"' in html, old


def test_data_files_have_the_same_figures(built_edges: Project) -> None:
    """The tables and plan.json count, sum and date as the pages do."""
    funding = built_edges.rows("funding")
    assert [(row["action"], row["amount"]) for row in funding if row["counted"] == "true"] == [
        *(("E-1", "4000"), ("E-2", "4000"), ("E-3", "5000"), ("E-4", "1500"), ("E-6", "3000")),
        *(("E-10", "4000"), ("E-11", "2500")),
    ]
    assert [row["kind"] for row in funding if row["counted"] == "false"] == [
        *("officer time", "not costed", "contingency", "external", "external"),
    ]
    actions = {row["id"]: row for row in built_edges.rows("actions")}
    assert [row["allocated"] for row in actions.values()] == [
        *("4000", "4000", "5000", "1500", "", "3000", "", "4000", "2500"),
    ]
    assert (actions["E-1"]["status_since"], actions["E-1"]["updated"]) == (
        *("2025-10-01", "2025-12-31"),
    )
    assert [row["note"] for row in built_edges.rows("updates") if row["action"] == "E-11"] == [
        *("Parents were asked.", "The list of children is complete."),
        *("The first tree is planted.", "The second tree is planted."),
    ]
    plan = built_edges.json("data/plan.json")
    assert [action["id"] for action in plan["actions"]] == [*actions]
    assert [section["id"] for section in plan["plan"]["sections"]] == ["water", "land", "air"]
