"""Values: liberal in form, strict in meaning."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
import yaml
from action_plan.content import days, parsers
from action_plan.content.addresses import parse_address
from action_plan.content.amounts import parse_amount
from conftest import TESTS

AMOUNTS = yaml.load((TESTS / "amounts.yml").read_text("utf-8"), yaml.CBaseLoader)  # noqa: S506 - texts only


@pytest.mark.parametrize(
    ("currency", "written", "expected"),
    [
        (currency, written, expected)
        for currency, amounts in AMOUNTS.items()
        for expected, forms in amounts.items()
        for written in ([forms] if isinstance(forms, str) else forms)
    ],
)
def test_an_amount_has_one_meaning_or_is_refused(
    currency: str, written: str, expected: str
) -> None:
    """It is exact to the last digit; a message says what was found and what to write."""
    found: object
    try:
        found = parse_amount(written, "" if currency == "none" else currency, of_funding=True)
    except ValueError as error:
        found = str(error).removeprefix(f'"{written}" ')

    assert str(found) == expected


def test_what_is_not_funding_has_no_kind() -> None:
    """What is spent, or was approved in all, is an amount and no other words."""
    with pytest.raises(ValueError, match=r'^"TBC" is not an amount\. Write the full amount, like'):
        parse_amount("TBC", "GBP")


@pytest.mark.parametrize(
    ("written", "message"),
    [
        ("17/09/2024", '"17/09/2024" is not a date. Write it as YYYY-MM-DD: 2024-09-17.'),
        ("09/17/2024", '"09/17/2024" is not a date. Write it as YYYY-MM-DD: 2024-09-17.'),
        ("2024/09/17", '"2024/09/17" is not a date. Write it as YYYY-MM-DD: 2024-09-17.'),
        ("04.04.2024", '"04.04.2024" is not a date. Write it as YYYY-MM-DD: 2024-04-04.'),
        (
            "03/04/2024",
            '"03/04/2024" is not a date. Write it as YYYY-MM-DD:'
            " the year first (2024-…), then the month, then the day.",
        ),
        ("17 September", '"17 September" is not a date. Write it as YYYY-MM-DD, like 2024-09-17.'),
        ("2024-06", '"2024-06" is not a date. Write it as YYYY-MM-DD, like 2024-09-17.'),
        (
            "2024-17-09",
            '"2024-17-09" is not a day of the calendar.'
            " Check the year, month and day (YYYY-MM-DD). Did you mean 2024-09-17?",
        ),
    ],
)
def test_what_is_no_date(written: str, message: str) -> None:
    """A date that has two readings is never guessed at."""
    with pytest.raises(ValueError, match=r".") as caught:
        days.parse_day(written)

    assert str(caught.value) == message


def test_dates_years_and_spellings() -> None:
    """Forms that have one reading are read."""
    assert days.parse_day(" 2024-09-17 ") == date(2024, 9, 17)
    assert days.parse_year("24/25") == "2024/25"
    assert days.parse_year("2024-2025") == "2024/25"
    assert days.parse_year("2024") == "2024"
    assert days.parse_year("1999/00") == "1999/00"
    assert days.parse_year("25/26 to 27/28") == "2025/26 to 2027/28"
    assert days.parse_year("2025/26–2027/28") == "2025/26 to 2027/28"
    assert days.parse_year("2025 to 2027") == "2025 to 2027"
    assert (
        parsers.fold(" In_progress ")
        == parsers.fold("in-PROGRESS")
        == parsers.fold("“In  progress”")
    )
    assert parsers.slugify("Not yet started!") == "not-yet-started"
    assert parsers.parse_text("  two\n words\u00a0here ") == "two words here"


@pytest.mark.parametrize(
    "address",
    [
        *("https://münchen.example/x", "https://例え.example/", "https://пример.example/"),
        *("https://日本カナabc.example/", "https://xn--mnchen-3ya.example/", "HTTPS://A.Example/"),
        *(
            "https://[2a00:1450:4009::1]/x",
            "https://151.101.1.1:8000/x",
            "https://my_site.example.org?a=1#b",
        ),
        *("https://a.example/@user", "https://a.example/ä%0A", "mailto:o'brien+x@bücher.example"),
        "mailto:clerk@a.example?subject=About%20it",
    ],
)
def test_addresses_that_can_be_meant(address: str) -> None:
    assert parse_address(address) == address


@pytest.mark.parametrize(
    ("parse", "written"),
    [
        (days.parse_year, "2024/26"),
        (days.parse_year, "24"),
        (days.parse_year, "FY25"),
        (days.parse_year, "FY2024/25"),
        (days.parse_year, "2027/28 to 2025/26"),
        (days.parse_year, "2025/26 to 2025/26"),
        (days.parse_year, "2025 to 2027/28"),
        (parsers.parse_id, "../x"),
        (parsers.parse_id, "a..b"),
        (parsers.parse_id, "a b"),
        (parsers.parse_id, "-a"),
        (parsers.parse_id, "x" * 41),
        (parse_address, "javascript:alert(1)"),
        (parse_address, "data:text/html,x"),
        (parse_address, "www.example.org"),
        (parse_address, "https://"),
        (parse_address, "https://exa mple.org"),
        (parse_address, "https://[::1"),
        (parse_address, "https://harbour"),
        (parse_address, "https://a.example:0/"),
        (parse_address, "https://a.example:70000/"),
        (parse_address, "https://1.2.3/"),
        (parse_address, "https://2130706433/"),
        (parse_address, "https://0x7f.1/"),
        (parse_address, "https://１２７.0.0.1/"),
        (parse_address, "https://[fe80::1%25eth0]/"),
        (parse_address, "https://evil。example/"),
        (parse_address, "https://xn--a.example/"),
        (parse_address, "https://ex%61mple.org/"),
        (parse_address, "https:///x.example"),
        (parse_address, f"https://{'ä' * 60}.example/"),
        (parse_address, f"https://{'a.' * 130}example/"),
        (parse_address, "mailto:a@b"),
        (parse_address, "mailto:a@b.example,c@d.example"),
        (parse_address, "mailto:a@b.example?subject=x%0d%0aBcc:c@d.example"),
        (parse_address, "mailto:a@b.example?subject=x&cc=c@d.example"),
        (parse_address, "mailto:%61@b.example"),
        (parsers.parse_digest, "abc"),
        (parsers.parse_whole_number, "0"),
        (parsers.parse_text, ["a"]),
    ],
)
def test_what_is_refused(parse: Callable[[object], object], written: object) -> None:
    """What cannot be meant is refused with a sentence."""
    with pytest.raises(ValueError, match=r"\."):
        parse(written)
