"""Cells of tables: the same value is the same text in every file."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from action_plan.views.cells import cell


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        (True, "true"),
        (False, "false"),
        (date(2026, 3, 1), "2026-03-01"),
        (Decimal("10.00"), "10"),
        (Decimal("10.50"), "10.50"),
        (Decimal("1E+3"), "1000"),
        (7, "7"),
        (("a", "b"), "a\nb"),
        ((), ""),
        ("Plain text", "Plain text"),
        ("1 + 1", "1 + 1"),
    ],
)
def test_a_value_is_written_so_that_programs_read_it(value: Any, text: str) -> None:
    """ISO dates, plain numbers, one line for each value of a list, nothing for none."""
    assert cell(value) == text


@pytest.mark.parametrize("sign", [*"=+-@\t\r＝＋－＠﹦﹢﹣﹫"])
def test_no_text_is_a_formula(sign: str) -> None:
    """An apostrophe is before each character that a spreadsheet computes from."""
    assert cell(f"{sign}1") == f"'{sign}1"
    assert cell((f"{sign}1", "2")) == f"'{sign}1\n2"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("x;=1", "x;'=1"),
        ("x; =1;y;-2", "x; '=1;y;'-2"),
        ('x;"=1"', 'x;"\'=1"'),
        ('"=1"', '"\'=1"'),
        ("First:\n\n- one\n- two", "First:\n\n'- one\n'- two"),
        ("a\r\n+1", "a\r\n'+1"),
        (("a", "=1"), "a\n'=1"),
        ("x;y", "x;y"),
        ("a=1, b-2; c@d", "a=1, b-2; c@d"),
    ],
)
def test_no_part_of_a_text_is_a_formula(value: Any, text: str) -> None:
    """Where a semicolon divides cells, as in German, one begins behind each and at each line."""
    assert cell(value) == text
