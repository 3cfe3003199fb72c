"""Times as people write them: what each means, and when it is over."""

from __future__ import annotations

import re
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import pytest
import yaml
from action_plan.content.when import When, parse_past_time, parse_planned_time
from conftest import TESTS

TABLE: list[dict[str, Any]] = yaml.load(
    (TESTS / "times.yml").read_text(encoding="utf-8"),
    yaml.BaseLoader,  # noqa: S506 - texts only
)
MEANT = [
    (written, int(part["year begins"]) or None, *expected)
    for part in TABLE
    for written, expected in part.get("means", {}).items()
]
REFUSED = [
    (written, int(part["year begins"]) or None, message)
    for part in TABLE
    for written, message in part.get("refused", {}).items()
]


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        ("Within 12 weeks = 2025-10-06", "Within 12 weeks (6 October 2025)"),
        ("Year 1 = 2025/26", "Year 1 (2025/26)"),
        ("Erbyn Mawrth 2026 = by March 2026", "Erbyn Mawrth 2026"),
        ("Parhaus = ongoing", "Parhaus"),
    ],
)
def test_words_that_name_no_year_are_printed_with_what_they_mean(
    written: str, printed: str
) -> None:
    assert parse_planned_time(written, 4).in_words == printed


@pytest.mark.parametrize(("written", "month", "first", "last", "sentence"), MEANT)
def test_a_time_means_its_days(
    written: str, month: int | None, first: str, last: str, sentence: str
) -> None:
    """Each form in the table is read as the days beside it, and goes on with a sentence so."""
    when = parse_planned_time(written, month)

    assert str(when.first_day or "-") == first
    assert str(when.last_day or "-") == last
    assert when.in_sentence == sentence


@pytest.mark.parametrize(("written", "month", "message"), REFUSED)
def test_what_has_no_one_reading_is_refused(written: str, month: int | None, message: str) -> None:
    """The message names what was found, and what to write instead."""
    with pytest.raises(ValueError, match=re.escape(message)):
        parse_planned_time(written, month)


@pytest.mark.parametrize("written", ["by March 2025", "ongoing", "From Sept 2024"])
def test_what_was_has_two_ends(written: str) -> None:
    """Nothing happened by a day, or goes on happening: that is when something is to be."""
    with pytest.raises(ValueError, match="does not say when it was"):
        parse_past_time(written, 4)


def test_of_the_past_only_a_time_with_two_ends_is_offered() -> None:
    with pytest.raises(ValueError, match='Write only "March 2025" here'):
        parse_past_time("Ongoing until March 2025 (approx)", 4)


@pytest.mark.parametrize("written", ["31 March 2025", "2025-03-31", " “2025-03-31” "])
def test_a_day_is_printed_in_one_form(written: str) -> None:
    """However a day is written, it is the same day."""
    when = parse_past_time(written)

    assert when == When.on_day(date(2025, 3, 31))
    assert (str(when), when.in_words, when.key) == ("2025-03-31", "31 March 2025", "2025-03-31")


def test_another_time_keeps_its_words() -> None:
    """Words are shown as they are written; in addresses they are made plain."""
    when = parse_past_time("Q1  2024/25", 4)

    assert (str(when), when.in_words, when.key) == ("Q1 2024/25", "Q1 2024/25", "q1-2024-25")
    assert when.day is None


def test_times_are_ordered_by_their_last_days() -> None:
    """A month comes after each of its days but the last, and before the next."""
    written = ["2025-03-30", "March 2025", "2025-04-01", "Q2 2025", "spring 2026", "ongoing"]
    times = [parse_planned_time(text) for text in written]

    assert sorted(times, key=lambda when: (when.last, when.first)) == times
    assert max(times) == times[-1]


def test_a_text_that_is_long_takes_no_long_time_to_refuse() -> None:
    """A page pasted where a date belongs is refused like a word."""
    with pytest.raises(ValueError, match="is not a date"):
        parse_planned_time("by the end of " * 20_000, 4)


def test_parts_of_a_year_leave_no_day_out() -> None:
    """The quarters of a financial year follow one another without a gap."""
    quarters = [parse_planned_time(f"Q{number} 2025/26", 4) for number in (1, 2, 3, 4)]

    for before, after in pairwise(quarters):
        assert after.first - before.last == timedelta(days=1)
