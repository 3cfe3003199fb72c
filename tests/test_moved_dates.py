"""Due dates as a plan has them: late only after their end, and never moved in silence."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from action_plan.checks.reading import read_content
from action_plan.content.when import parse_planned_time
from action_plan.views.plan_index import PlanIndex
from conftest import HARBOUR_DAY, Project
from repository import Repository

MOVED = """\
  - date: Q3 2025
    note: The stone came late.
    due: by end of 2025
  - date: 2025-12-20
    note: The minutes name another day.
    due: 2025-12-31
    correction: yes
lead: Harbour"""


def move(harbour: Project) -> None:
    """Have the quay put off with its reason, and the record of that corrected."""
    file = "content/actions/A-7.md"
    harbour.replace(file, "due: 2025-11-30", "due: 2025-12-31\nfirst_due: 2025-11-30")
    harbour.replace(file, "lead: Harbour", MOVED)


@pytest.mark.parametrize(
    ("due", "last"),
    [
        ("2025-11-30", date(2025, 11, 30)),
        ("November 2025", date(2025, 11, 30)),
        ("Q3 2025", date(2025, 9, 30)),
        ("autumn 2025", date(2025, 11, 30)),
        ("2025", date(2025, 12, 31)),
        ("2025/26", date(2026, 12, 31)),
        ("by end of March 2025", date(2025, 3, 31)),
        ("early 2026", date(2026, 4, 30)),
    ],
)
def test_an_action_is_late_from_the_day_after_the_last(
    harbour: Project, due: str, last: date
) -> None:
    """On the last day of what is written it is not late yet."""
    harbour.replace("content/actions/A-7.md", "starts: 2025-03-01\ndue: 2025-11-30", f"due: {due}")
    content = read_content(harbour.root / "content", date(2027, 1, 1))

    late = {}
    for today in (last, last + timedelta(days=1)):
        object.__setattr__(content, "today", today)
        late[today] = [action.link.id for action in PlanIndex(content).late]

    assert late == {last: [], last + timedelta(days=1): ["A-7"]}
    assert parse_planned_time(due, 1).last == last


@pytest.mark.parametrize("due", ["ongoing", "Annually", "from March 2025"])
def test_what_goes_on_is_never_late(harbour: Project, due: str) -> None:
    """It is shown as written, and is in no calendar."""
    harbour.replace("content/actions/A-7.md", "due: 2025-11-30", f"due: {due}")

    harbour.build(HARBOUR_DAY)

    page = harbour.words("actions/A-7")
    assert f"Due {due}" in page
    assert "Late" not in page
    assert not (harbour.output / "plan.ics").exists()
    assert "Calendar" not in harbour.words("follow")


def test_a_date_that_moved_is_shown_with_its_reason(harbour: Project) -> None:
    """The page has the first date and each move; updates, feed and data have them, too."""
    move(harbour)
    other_wording = "  - {date: q3 2025, note: The lamps came.}\ncorrections:"
    harbour.replace("content/actions/A-10.md", "corrections:", other_wording)

    harbour.build(HARBOUR_DAY)

    page = harbour.words("actions/A-7")
    assert "Due at first 30 November 2025 ; moved once" in page
    assert "Due date moved: 30 November 2025 → became by end of 2025" in page
    assert "The stone came late." in page
    assert "Correction Due date corrected: by end of 2025 → became 31 December 2025" in page
    assert "Late: due on 31 December 2025 , yesterday" in page
    whole = harbour.words("plan")
    moved = "Due at first 30 November 2025 ; moved once, for the reasons in its history"
    assert f"{moved} (action A-7)" in whole
    updates = harbour.page("updates")
    assert '<h2 id="day-q3-2025">Q3 2025, also written q3 2025</h2>' in updates
    assert "Due date moved" in updates
    status = harbour.words("status")
    assert "The due date of 1 action was moved." in status
    assert "Due dates that were moved" in status
    feed = (harbour.output / "actions/A-7/updates.atom").read_text("utf-8")
    assert "due date moved, 30 November 2025 → by end of 2025" in feed
    assert "Correction: due date corrected, by end of 2025 → 31 December 2025" in feed
    assert len(set(re.findall("<id>(.*?)</id>", feed))) == feed.count("<id>")
    assert "<updated>2025-09-30T12:00:00" in feed


def test_the_data_has_times_as_they_are_written(harbour: Project) -> None:
    """A day is a date; of another time, `due_from` and `due_to` say which days it means."""
    harbour.replace("content/actions/A-7.md", "due: 2025-11-30", "due: by end of 2025")

    harbour.build(HARBOUR_DAY)

    quay, wall, *_ = harbour.rows("actions")
    assert [quay[name] for name in ("starts", "due", "due_from", "due_to")] == [
        "2025-03-01",
        "by end of 2025",
        "",
        "2025-12-31",
    ]
    assert wall["due_to"] == ""
    found = harbour.json("actions/A-7/action.json")["action"]
    assert (found["due"], found["due_to"]) == ("by end of 2025", "2025-12-31")
    package = harbour.json("data/datapackage.json")
    fields = package["resources"][0]["schema"]["fields"]
    types = {field["name"]: field["type"] for field in fields}
    assert (types["due"], types["due_to"]) == ("string", "date")
    assert (
        "due_to The last day on which it is due; it is late from the next day on"
        " date, YYYY-MM-DD; may be empty 2025-03-31"
    ) in harbour.words("data")
    calendar = (harbour.output / "plan.ics").read_text("utf-8")
    assert "DTSTART;VALUE=DATE:20251231" in calendar
    assert "DESCRIPTION:Due by end of 2025. Status: Under way" in calendar


def test_a_plan_of_days_has_no_column_more_for_them(built_harbour: Project) -> None:
    """Dates are typed as dates there."""
    package = built_harbour.json("data/datapackage.json")
    fields = package["resources"][0]["schema"]["fields"]

    types = {field["name"]: field["type"] for field in fields}

    assert types["due"] == "date"
    assert "due_to" not in types


def test_a_status_of_no_known_day_is_said_to_be_one(harbour: Project) -> None:
    """The plan says its status, and nobody knows since when; reviews do not count it."""
    path = harbour.action("A-7")
    text = path.read_text(encoding="utf-8")
    path.write_text(re.sub(r"updates:\n(?: .*\n)+", "", text), encoding="utf-8")

    harbour.build(HARBOUR_DAY)

    page = harbour.words("actions/A-7")
    assert "Reported as Under way ; the day is not known" in page
    assert "Overdue for review" not in page


def test_an_update_may_say_nothing_of_the_status(harbour: Project) -> None:
    """The status stays that of the newest report, with its day."""
    harbour.replace(
        "content/actions/A-7.md",
        "lead: Harbour",
        "  - {date: November 2025, note: The crane broke.}\nlead: Harbour",
    )

    harbour.build(HARBOUR_DAY)

    page = harbour.words("actions/A-7")
    assert "Status: Under way reported on 30 June 2025" in page
    assert "November 2025 The crane broke." in page
    feed = (harbour.output / "actions/A-7/updates.atom").read_text("utf-8")
    assert ": Update</title>" in feed


@pytest.mark.parametrize(
    ("due", "messages"),
    [
        (
            "due: 2027-06-30",
            [
                'content/actions/A-7.md:27: due: was "2025-11-30" until now, and no update says why'
                ' it moved. Add an update with a date, "due: 2027-06-30" and the reason in its'
                ' note, and write "first_due: 2025-11-30" at the top.',
            ],
        ),
        (
            "related: A-10",
            [
                'content/actions/A-7.md:1: due: was "2025-11-30" until now, and is gone. Write it'
                ' again; where another holds, add an update with a date, "due: …" and the reason'
                " in its note.",
            ],
        ),
        ("due: 30 November 2025", []),
    ],
)
def test_no_due_date_moves_in_silence(harbour: Project, due: str, messages: list[str]) -> None:
    """The check since a base refuses it; another form of the same day moves nothing."""
    repository = Repository(harbour)
    related = "\nrelated: A-10" if due.startswith("due") else ""
    harbour.replace("content/actions/A-7.md", "due: 2025-11-30\nrelated: A-10", due + related)

    done = harbour.action_plan("check", "--base=main")

    found = [line for line in done.stdout.splitlines() if line.startswith("content/")]
    assert found == messages
    assert done.returncode == bool(messages)
    assert ("Fix this: " in repository.changes("--base=HEAD")) is bool(messages)


def test_a_due_date_that_moves_with_its_reason_is_accepted(harbour: Project) -> None:
    """And the first date does not change again."""
    repository = Repository(harbour)
    move(harbour)
    accepted = harbour.action_plan("check", "--base=main")
    repository.commit()
    harbour.replace("content/actions/A-7.md", "first_due: 2025-11-30", "first_due: 2025-10-31")

    refused = harbour.action_plan("check", "--base=HEAD")

    assert accepted.returncode == 0, accepted.stdout
    assert refused.returncode == 1
    assert (
        'content/actions/A-7.md:35: first_due: is "2025-11-30": what was due at first does not'
        " change. Write that." in refused.stdout
    )


@pytest.mark.parametrize(
    ("begins", "due", "last"),
    [
        ("April", "2025/26", "2026-03-31"),
        ("April", "Q3 2025/26", "2025-12-31"),
        ("july", "by end of H1 2025/26", "2025-12-31"),
        ("January", "2025/26", "2026-12-31"),
    ],
)
def test_financial_years_begin_in_the_month_that_the_plan_says(
    harbour: Project, begins: str, due: str, last: str
) -> None:
    """Whatever month the plan's period begins in; nothing has to be remarked on then."""
    harbour.replace(
        "content/plan.yml", "review_every: 90", f"review_every: 90\nfinancial_year_begins: {begins}"
    )
    harbour.replace("content/actions/A-7.md", "due: 2025-11-30", f"due: {due}")

    content = read_content(harbour.root / "content", date(2026, 1, 1))

    assert content.remarks == ()
    assert str(content.actions[0].due and content.actions[0].due.last) == last


def test_a_financial_year_that_is_read_by_the_period_is_remarked_on(harbour: Project) -> None:
    """Once in a plan, where nobody can know that the reading is the one that is meant."""
    for action in ("A-7", "A-10"):
        harbour.replace(f"content/actions/{action}.md", "theme:", "starts: 2025/26\ntheme:")
    harbour.replace("content/actions/A-7.md", "starts: 2025-03-01\ndue: 2025-11-30\n", "")

    content = read_content(harbour.root / "content", date(2026, 1, 1))

    assert [str(remark) for remark in content.remarks] == [
        'content/plan.yml:3: period: "2025/26" in content/actions/A-7.md is read as 1 January 2025'
        " to 31 December 2026, as if financial years began in January, as the period does. Write in"
        ' which month they begin, like "financial_year_begins: April".'
    ]
