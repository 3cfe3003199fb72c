"""The money of the plan of edges, computed by hand, on its pages.

Allocated are 4,000 (E-1), 4,000 (E-2), 5,000 (E-3), 1,500 (E-4), 3,000 (E-6), 4,000 (E-10) and
2,500 (E-11): 24,000 in all; 5,000 of contingency (E-6) and another's 900 (E-11) are not counted.
"""

from __future__ import annotations

import pytest
from conftest import EDGES_DAY, Project, words
from test_figures import ids, page, table

REPLACED = "of which PLN 1,500 for an action that was replaced"
"""What is said beside each sum that E-4 has a part in, which E-5 replaced."""


def test_money_adds_up_by_theme_section_and_year(built_edges: Project) -> None:
    """Shares that fall on a half stay tenths; thirds are said to make 99%; half of one rounds up.

    Spent is what is reported of allocated money, as at the newest of its days.
    """
    html = page(built_edges, "budget")
    head = ["Share as a bar", "Amount", "Share", "Actions", "Spent"]
    total = ["Total", f"PLN 24,000 {REPLACED}", "PLN 6,200"]

    assert f"PLN 24,000 allocated, {REPLACED}; stated for 7 of 9 actions" in words(html)
    assert "For 2 actions no allocated amount is stated" in words(html)
    assert "PLN 6,200 is reported as spent by 31 December 2025, for 2 of 7 amounts;" in words(html)
    assert table(html, "Allocated by theme") == [
        ["Theme", *head],
        ["Trees", f"PLN 12,000 {REPLACED}", "50.0%", "4", "PLN 1,200.25"],
        ["Paths", "PLN 9,000", "37.5%", "2", "PLN 4,999.75"],
        ["Bins", "PLN 3,000", "12.5%", "1", "not reported"],
        ["Ponds", "none stated", "0.0%", "0"],
        total,
    ]
    assert table(html, "Allocated by section") == [
        ["Section", *head],
        ["By the water", "PLN 8,000", "33%", "2", "PLN 4,999.75"],
        ["On the land", f"PLN 8,000 {REPLACED}", "33%", "3", "not reported"],
        ["In the air", "PLN 8,000", "33%", "2", "PLN 1,200.25"],
        total,
    ]
    assert words(html).count("so they add up to 99% here.") == 1
    assert table(html, "Allocated by year") == [
        ["Year", *head],
        ["2025/26", f"PLN 14,500 {REPLACED}", "60%", "4", "PLN 6,200"],
        ["2026/27", "PLN 6,500", "27%", "2", "not reported"],
        ["No year stated", "PLN 3,000", "13%", "1", "not reported"],
        total,
    ]


def test_sums_say_what_is_for_actions_that_do_not_go_on(built_edges: Project) -> None:
    """E-4 was replaced: the first page and its theme's say so beside each sum it is part of."""
    home = words(page(built_edges, ""))

    assert f"PLN 24,000 allocated, {REPLACED}" in home
    assert f"5 actions, PLN 12,000 allocated, {REPLACED}" in home
    assert "3 actions, PLN 9,000 allocated, of" not in home
    assert f"PLN 12,000 allocated, {REPLACED}" in words(page(built_edges, "themes/trees"))
    assert "Replaced by E-5" in words(page(built_edges, "embed/actions/E-4"))


def test_every_line_of_money_is_listed_once(built_edges: Project) -> None:
    """The lines listed as allocated make the total; contingency and others' money stand apart."""
    html = page(built_edges, "budget")
    lines = table(html, "Amounts allocated, line by line")

    assert [(ids(line[0]), line[1:]) for line in lines[1:-1]] == [
        (["E-1"], ["2025/26", "PLN 4,000", "PLN 1,200.25 as at 31 December 2025"]),
        (["E-2"], ["2026/27", "PLN 4,000", "not reported"]),
        (
            ["E-3"],
            [
                "2025/26",
                "Paid when the path was opened",
                "PLN 5,000",
                "PLN 4,999.75 as at 30 September 2025",
            ],
        ),
        (["E-4"], ["2025/26", "PLN 1,500", "not reported"]),
        (["E-6"], ["not stated", "PLN 3,000", "not reported"]),
        (["E-10"], ["2025/26", "PLN 4,000", "not reported"]),
        (["E-11"], ["2026/27", "PLN 2,500", "not reported"]),
    ]
    assert lines[-1] == ["Total", f"PLN 24,000 {REPLACED}", "PLN 6,200"]
    assert table(html, "Other amounts")[1:] == [
        [
            "E-6 Bins at the landing stage",
            *("Contingency, 2026/27", "For floods", "PLN 5,000", "PLN 700 as at 20 February 2026"),
        ],
        [
            "E-11 A tree for each child",
            *("External, 2025/26", "The seed bank", "PLN 900", "not reported"),
        ],
    ]
    assert table(html, "2 actions with no allocated amount")[1:] == [
        [
            "E-5 A path among the treetops",
            "Not costed : An engineer is to be asked",
            "To be found.",
        ],
        ["E-8 Willows at the weir", "Nothing stated", "None."],
    ]
    also = table(html, "2 actions that have an amount, and also use what has none")
    assert also[1:] == [
        [
            "E-3 A path along the stream in addition to PLN 5,000",
            *("Officer time", "5,000 for gravel."),
        ],
        [
            "E-10 Lamps along the path in addition to PLN 4,000",
            "External : for lamps",
            "4,000 for lamps.",
        ],
    ]


def test_spending_is_a_column_only_where_some_is_reported(built_harbour: Project) -> None:
    """The other plan's outside money has no report, and so its table has no column for it."""
    other = table(page(built_harbour, "budget"), "Other amounts")

    assert other[0] == ["Action", "Kind", "Note", "Amount"]


@pytest.mark.parametrize(
    ("approved", "difference"),
    [
        ("20,000", "PLN 2,500 of the approved total is not allocated to an action"),
        ("17,500", "None: the amounts add up to the approved total"),
        ("17,000.50", "PLN 499.50 more is allocated than was approved"),
    ],
)
def test_the_approved_total_is_of_one_year(edges: Project, approved: str, difference: str) -> None:
    """Set against it are the 14,500 of its year and the 3,000 of no year, and no other money."""
    edges.replace("content/plan.yml", "amount: 20,000", f"amount: {approved}")

    edges.build(EDGES_DAY)

    facts = words(page(edges, "budget"))
    assert f"Approved for 2025/26 PLN {approved} (Board meeting of 3 March 2025)" in facts
    assert f"Allocated for 2025/26, or with no year stated PLN 17,500, {REPLACED}" in facts
    assert f"Difference {difference}" in facts
