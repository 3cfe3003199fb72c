"""What day it is: by the clock, or by SOURCE_DATE_EPOCH where that names a day."""

from __future__ import annotations

from datetime import date

import pytest
from action_plan import clock
from conftest import Project

ADVICE = "Set it to the seconds since 1970 as a whole number, like 1767225600, or unset it."


@pytest.mark.parametrize(
    ("epoch", "time_zone", "day"),
    [
        ("0", "UTC", date(1970, 1, 1)),
        ("1767225599", "UTC", date(2025, 12, 31)),
        ("1767225600", "UTC", date(2026, 1, 1)),
        ("1767225600", "America/New_York", date(2025, 12, 31)),
        ("7258118399", "UTC", date(2199, 12, 31)),
    ],
)
def test_the_day_is_that_of_the_variable_in_the_time_zone(
    monkeypatch: pytest.MonkeyPatch, epoch: str, time_zone: str, day: date
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)

    assert clock.today(time_zone) == day


@pytest.mark.parametrize(
    "epoch",
    ["soon", "-5", "1e9", "１２３", " 1", "7258118400", "253402300800", "99999999999999", "9" * 30],
)
def test_what_is_no_such_number_is_refused(monkeypatch: pytest.MonkeyPatch, epoch: str) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)

    with pytest.raises(clock.ClockError) as refusal:
        clock.today("UTC")

    assert str(refusal.value) == f'SOURCE_DATE_EPOCH is "{epoch.strip()}". {ADVICE}'


@pytest.mark.parametrize("command", ["check", "build", "changes", "publish", "overdue"])
def test_each_command_says_so_in_one_sentence(harbour: Project, command: str) -> None:
    harbour.run("git", "init", "-q")
    harbour.run("git", "remote", "add", "origin", ".")
    harbour.run("git", "add", "-A")
    harbour.run("git", "-c", "user.name=T", "-c", "user.email=t@example.org", "commit", "-qm", "x")

    done = harbour.action_plan(command, env={"SOURCE_DATE_EPOCH": "soon"})

    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == f'SOURCE_DATE_EPOCH is "soon". {ADVICE}\n'
