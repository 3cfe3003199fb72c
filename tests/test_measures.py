"""Measures: exact values in their table, and the same values in a small chart."""

from __future__ import annotations

import shutil
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from action_plan.checks.reading import read_content
from action_plan.content.amounts import parse_number
from action_plan.content.models import Measure
from action_plan.content.vocabulary import Vocabulary
from action_plan.views.measures import Chart, measure_items, measure_sums
from action_plan.views.plan_index import PlanIndex
from conftest import HARBOUR
from test_milestones import plan_index

BASELINE = {"value": "5", "date": "2024-01-01"}


def chart_of(**fields: object) -> Chart | None:
    """Return the chart of a measure."""
    measure = Measure.model_validate({"title": "Berths", **fields}, context=Vocabulary())
    (item,) = measure_items([measure])
    return item.chart


def test_a_chart_has_each_value_at_its_day() -> None:
    """From the baseline to the target; the axis begins at 0, and a target is off the line."""
    chart = chart_of(
        baseline={"value": "0", "date": "2024-01-01"},
        readings=[{"date": "2024-04-01", "value": "5"}, {"date": "2024-07-01", "value": "10"}],
        target={"value": "20", "due": "2024-12-30"},
    )

    assert chart is not None
    assert chart.line == "8,88 84,68 160,48"
    assert chart.to_target == "160,48 312,8"
    assert chart.zero == 88


def test_a_chart_with_interim_targets_has_the_way_that_was_planned() -> None:
    """From the baseline through each of them, beside the line of what was found."""
    fields = {
        "baseline": {"value": "0", "date": "2024-01-01"},
        "readings": [{"date": "2024-07-01", "value": "5"}],
        "interim_targets": [{"value": "10", "due": "2024-07-01"}],
        "target": {"value": "20", "due": "2024-12-30"},
    }
    chart = chart_of(**fields)
    of_targets = chart_of(interim_targets=fields["interim_targets"], target=fields["target"])

    assert chart is not None
    assert (chart.line, chart.to_target) == ("8,88 160,68", "8,88 160,48 312,8")
    assert of_targets is not None
    assert (of_targets.line, of_targets.to_target) == ("", "8,48 312,8")


def test_a_chart_of_values_below_0_has_its_axis_there() -> None:
    chart = chart_of(
        readings=[{"date": "2024-01-01", "value": "-10"}, {"date": "2025-01-01", "value": "10"}]
    )

    assert chart is not None
    assert (chart.line, chart.to_target, chart.zero) == ("8,88 312,8", "", 48)


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"target": {"value": "5", "due": "2025-01-01"}},
        {"baseline": {"value": "5"}, "target": {"value": "5", "due": "2025-01-01"}},
        {"baseline": BASELINE, "target": {"value": "5", "due": "ongoing"}},
        {"baseline": BASELINE, "target": {"value": "6", "due": "2024-01-01"}},
    ],
)
def test_no_chart_of_fewer_than_two_days(fields: dict[str, object]) -> None:
    assert chart_of(**fields) is None


def test_values_that_are_all_0_are_a_chart() -> None:
    chart = chart_of(
        readings=[{"date": "2024-01-01", "value": "0"}, {"date": "2025-01-01", "value": "0"}]
    )

    assert chart is not None
    assert chart.line == "8,88 312,88"


def test_interim_targets_are_in_the_order_of_time() -> None:
    """However they are written; those without a time come last."""
    times = [{"value": "1"}, {"value": "3", "due": "2025"}, {"value": "2", "due": "March 2024"}]
    fields = {"title": "Berths", "interim_targets": times}

    (item,) = measure_items([Measure.model_validate(fields, context=Vocabulary())])

    assert [str(row.value) for row in item.rows] == ["2", "3", "1"]


def test_targets_of_one_title_unit_and_time_are_added_up(tmp_path: Path) -> None:
    """Exactly, and not those of an action that another replaced."""
    index = plan_index(tmp_path / "one", date(2026, 1, 1))
    (found,) = measure_sums(index.actions)

    assert (found.title, found.unit) == ("Berths in use", "berths")
    assert str(found.due) == "by end of 2026"
    assert found.target == Decimal("1260.25")
    assert sums(tmp_path / "two", ("unit: berths\n", "unit: boats\n")) == 0
    assert sums(tmp_path / "three", ("due: by end of 2026}", "due: by end of 2027}")) == 0
    assert sums(tmp_path / "less", ("baseline: {value: 4,", "baseline: {value: 4000,")) == 0
    assert sums(tmp_path / "four", ("related: A-10\n", "superseded_by: A-10\n")) == 0


@pytest.mark.parametrize(
    ("title", "unit"),
    [
        ("Bursaries awarded", "bursaries"),
        ("New homes completed", "new homes"),
        ("Number of homes insulated", "homes"),
        ("The number of homes insulated", ""),
        ("No. of charging bays", "charging bays"),
        ("診断件数", "診断件数"),
        ("Abatement", "tonnes CO2e"),
        ("Heat saved", "MWh"),
        ("Retrofitted social housing", "homes"),
    ],
)
def test_what_can_be_added_up_is(tmp_path: Path, title: str, unit: str) -> None:
    assert sums_of(tmp_path, title, unit) == 1


@pytest.mark.parametrize(
    ("title", "unit"),
    [
        ("Overall passenger satisfaction", "%"),
        ("% of fleet electric", "%"),
        ("Per cent of homes insulated", "per cent"),
        ("Percent satisfied", "percent"),
        ("Relative likelihood of being appointed", "times"),
        ("Noise at the school", "dB"),
        ("dB at night", "dB"),
        ("Days to decide an application", "days"),
        ("Number of days to decide", ""),
        ("Working days lost", "working days"),
        ("Average speed", "km/h"),
        ("Homes per hectare", "homes"),
        ("Homes in each street", "homes"),
        ("Points of the survey", "points"),
        ("Percentage points gained", "percentage points"),
        ("Stars out of 5", "out of 5"),
        ("Complaints", "per 1,000"),
        ("Complaints", "complaints per 1,000"),
        ("£ of rent", "£"),
        ("Pounds of rent", "pounds"),
        ("Emissions", "tonnes per head"),
        ("Nitrogen dioxide", "µg/m³"),
        ("Concentration of nitrates", "mg"),
        ("Satisfaction", ""),
        ("Average number of homes", "homes"),
    ],
)
def test_shares_and_the_like_are_never_added_up(tmp_path: Path, title: str, unit: str) -> None:
    """Two of 90% are not 180%; and where the words leave it open, nothing is added."""
    assert sums_of(tmp_path, title, unit) == 0


def sums_of(folder: Path, title: str, unit: str) -> int:
    """Return how many sums a plan has of which two actions have the same measure."""
    content = Path(shutil.copytree(HARBOUR, folder / "content"))
    said = f'unit: "{unit}", ' if unit else ""
    measure = f'measures: [{{title: "{title}", {said}target: {{value: 90}}}}]\n'
    for name in ("A-7", "A-10"):
        path = content / "actions" / f"{name}.md"
        path.write_text(path.read_text("utf-8").replace("theme:", f"{measure}theme:", 1), "utf-8")
    return len(measure_sums(PlanIndex(read_content(content, date(2026, 1, 1))).actions))


def sums(folder: Path, edit: tuple[str, str]) -> int:
    index: PlanIndex = plan_index(folder, date(2026, 1, 1), edit)
    return len(measure_sums(index.actions))


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        *(("143,140", "143140"), ("-2.5", "-2.5"), ("−2.5", "-2.5"), ("1.2 million", "1200000")),
        *(("12 500,5", "12500.5"), ("1,420.5", "1420.5"), ("0.125", "0.125"), ("1.2340", "1.2340")),
        *(("-0", "0"), ("−0.0", "0.0"), ("-0.5", "-0.5")),
        ("1.234", '"1.234" can mean 1.2340 or 1,234. Write the one that is meant.'),
        ("7,50", '"7,50" can mean 7.50 or 7,500. Write the one that is meant.'),
        (
            "60%",
            '"60%" is not a number. Write only "60" here, and "%" as the "unit" of the measure.',
        ),
        (
            "5 m",
            '"5 m" is not a number. Write only "5" here, and "m" as the "unit" of the measure.',
        ),
        (
            "14 736 tCO2e",
            '"14 736 tCO2e" is not a number. Write only "14 736" here, and "tCO2e" as the "unit" of'
            " the measure.",
        ),
        *(
            (said, f'"{said}" is not a number. Write figures alone, like 1,250 or 12.5.')
            for said in ("4k", "4 bn", "4*", "4e2")
        ),
        ("ten", '"ten" is not a number. Write figures alone, like 1,250 or 12.5.'),
        (
            "0 → 60",
            '"0 → 60" is not one number. Write one alone, like 1,250 or 12.5, and in the title of'
            ' the measure what it means, such as "at least".',
        ),
        (
            "<40",
            '"<40" is not one number. Write one alone, like 1,250 or 12.5, and in the title of'
            ' the measure what it means, such as "at least".',
        ),
        ("1" * 16, f'"{"1" * 16}" has over 15 digits. Check the number.'),
    ],
)
def test_a_value_is_one_exact_number(written: str, expected: str) -> None:
    found: object
    try:
        found = parse_number(written)
    except ValueError as error:
        found = str(error)

    assert str(found) == expected
