"""The weekly reminder: who is to act on what, in one issue that is kept."""

from __future__ import annotations

import json
import os
import re
import sys
from pathlib import Path
from urllib.parse import parse_qsl

import pytest
from conftest import HARBOUR_DAY, Project
from on_github import GH, Workflow
from repository import Repository


def test_who_is_to_act_on_what_is_listed(harbour: Project) -> None:
    """By lead, reviews and deadlines apart, what is overdue before what is soon.

    A deadline has no box to tick: a report does not end it. Words of the plan stay words.
    """
    harbour.replace("content/actions/US0113.1.md", "superseded_by: US0113.2", "lead: The *clerk*")
    harbour.replace("content/actions/US0113.2.md", "added: 2025-10-01", "due: 2026-01-31")
    harbour.replace(
        "content/actions/US0113.2.md",
        "date: 2025-10-01\n    status: Planned\n    note: Replaces the earlier wish.",
        "date: 2025-10-04\n    status: Planned\n    note: Replaces the earlier wish.",
    )

    done = harbour.action_plan("overdue")

    assert done.returncode == 0
    assert (
        done.stdout
        == """\
## Reviews

2 actions have had no update for more than 90 days. Residents see each of them marked as overdue.
1 action is to be reviewed within 30 days.

For each, say where it stands now; where nothing has changed, that too is an update ("No change"). \
CONTRIBUTING.md says how.

### Harbour master's office

- [ ] A-7 Repair the "old" quay &lt;safely&gt;: Under way, last report on 30 June 2025, 6 months ago

### The \\*clerk\\*

- [ ] US0113.1 Slow traffic by the school: On hold, last report on 1 February 2025, 11 months ago

### Lead not named

- [ ] US0113.2 Close the school street at school times: Planned, last report on 4 October 2025, \
review due by 2 January 2026

## Deadlines

1 action is late: past the day of being due, and not finished. Residents see it marked as late.
1 action is due within 30 days.

Say what is done, or the new due date and its reason. CONTRIBUTING.md says how.

### Harbour master's office

- A-7 Repair the "old" quay &lt;safely&gt;: Under way, due on 30 November 2025, 32 days ago

### Lead not named

- US0113.2 Close the school street at school times: Planned, due on 31 January 2026
"""
    )


@pytest.mark.parametrize(
    ("reviewed", "due", "listed"),
    [
        ("2025-10-03", "", ["review due by 1 January 2026"]),
        ("2025-11-02", "", ["review due by 31 January 2026"]),
        ("2025-11-03", "", []),
        ("2025-12-01", "due: 2026-01-01", ["due on 1 January 2026"]),
        ("2025-12-01", "due: By end of January 2026", ["due by end of January 2026"]),
        ("2025-12-01", "due: 2026-02-01", []),
    ],
)
def test_reminded_of_is_what_is_due_within_30_days(
    harbour: Project, reviewed: str, due: str, listed: list[str]
) -> None:
    """From today, 1 January 2026, on; what is done or replaced is not due."""
    path = harbour.action("US0113.2")
    text = path.read_text("utf-8").replace("2025-10-01", reviewed)
    path.write_text(text.replace("continues_into: 2026", due), "utf-8")
    harbour.replace("content/actions/A-10.md", "corrections:", "due: 2026-01-15\ncorrections:")

    done = harbour.action_plan("overdue")

    found = [line for line in done.stdout.splitlines() if "US0113.2" in line or "A-10" in line]
    assert [line.rpartition(", ")[2] for line in found] == listed


def test_a_time_in_words_goes_on_as_a_sentence_does(harbour: Project) -> None:
    harbour.replace("content/actions/A-7.md", "date: 2025-06-30", "date: In summer 2025")
    harbour.replace("content/actions/A-7.md", "due: 2025-11-30", "due: By end of November 2025")

    done = harbour.action_plan("overdue")

    assert ": Under way, last report in summer 2025, 4 months ago\n" in done.stdout
    assert ": Under way, due by end of November 2025, 32 days ago\n" in done.stdout


MILESTONES = """\
due: 2026-03-01
milestones:
  - title: Stones ordered
    due: 2025-11-30
    done: 2025-11-20
  - title: Divers *found*
    due: November 2025
    first_due: 2025-10-01
    note: The first had no time.
    lead: Fishers' guild
  - title: South side open
    due: 2026-01-31
  - title: Lamps lit
    due: 2026-02-01
  - title: Benches
"""


def test_a_milestone_is_reminded_of_before_and_after_it_is_due(harbour: Project) -> None:
    """Below its own lead, else the action's; one that is done, or due later, is not."""
    harbour.replace("content/actions/A-7.md", "due: 2025-11-30\n", MILESTONES)

    done = harbour.action_plan("overdue")

    assert (
        done.stdout.partition("## Deadlines")[2]
        == """\


1 milestone is late: past the day of being due, and not reported done.
1 milestone is due within 30 days.

That a milestone is done, or has moved, is written in the action's file: CONTRIBUTING.md says how.

### Fishers' guild

- Divers \\*found\\*, a milestone of A-7 Repair the "old" quay &lt;safely&gt;. \
Late: due in November 2025, 32 days ago, and not reported done. At first it was due on 1\
 October 2025.

### Harbour master's office

- South side open, a milestone of A-7 Repair the "old" quay &lt;safely&gt;. Due on 31 January 2026.
"""
    )


def test_a_milestone_opens_its_file_and_all_are_counted_in_the_title(tmp_path: Path) -> None:
    workflow = Workflow(tmp_path)
    due_soon = MILESTONES.replace("due: 2026-03-01", "due: 2026-01-31")
    workflow.project.replace("content/actions/A-7.md", "due: 2025-11-30\n", due_soon)
    late = "due: 2025-12-31"
    workflow.project.replace("content/actions/US0113.2.md", "continues_into: 2026", late)

    done = workflow.run("remind", issue_list="[]")

    assert done.stdout == (
        "2 actions are overdue for review; 1 action is late; 1 action is due within 30 days;"
        " 2 milestones are late or due soon\n"
    )
    ((_, text),) = [found for found in workflow.asked if found[0][:2] == ["issue", "create"]]
    assert "in the action's file: a click on it opens that." in text
    assert (
        '[South side open, a milestone of A-7 Repair the "old" quay &lt;safely&gt;]'
        "(<https://github.com/harbour/plan/edit/main/content/actions/A-7.md>). Due" in text
    )


def test_each_name_opens_the_form_with_the_day(harbour: Project) -> None:
    done = harbour.action_plan("overdue", env={"GITHUB_REPOSITORY": "harbour/plan"})
    assert "](<" not in done.stdout
    Repository(harbour)

    done = harbour.action_plan("overdue", env={"GITHUB_REPOSITORY": "harbour/plan"})

    links = re.findall(r"\]\(<https://github.com/harbour/plan/issues/new\?(.*)>\)", done.stdout)
    filled = [dict(parse_qsl(link)) for link in links]
    assert [(form["action"], form["date"]) for form in filled] == [
        ("A-7", "2026-01-01"),
        ("US0113.2", "2026-01-01"),
        ("A-7", "2026-01-01"),
    ]
    assert {form["template"] for form in filled} == {"status.yml"}
    assert "A click on an action opens the form, with today's date." in done.stdout


def test_that_none_is_overdue_is_said_of_unfinished_actions(harbour: Project) -> None:
    """Complete ones need no review, and so no update of late; neither do those replaced."""
    harbour.replace("content/plan.yml", "review_every: 90", "review_every: 900")
    harbour.replace("content/actions/A-7.md", "due: 2025-11-30", "due: 2026-02-01")

    done = harbour.action_plan("overdue")

    assert done.stdout == (
        "## Reviews\n\nNo action is overdue for review:"
        " each unfinished action has an update of the last 900 days."
        " An action that was replaced keeps its last status in every count,"
        " and is no longer reviewed.\n"
    )


OWN = {"number": 5, "state": "OPEN", "author": {"is_bot": True, "login": "app/github-actions"}}
CLOSED = {**OWN, "state": "CLOSED"}
STRANGERS = {**OWN, "number": 9, "author": {"is_bot": False, "login": "mallory", "id": "x"}}
NONE_OVERDUE = "1740787200"


@pytest.mark.parametrize(
    ("day", "found", "expected"),
    [
        (HARBOUR_DAY, [], ["create --label"]),
        (HARBOUR_DAY, [OWN], ["edit 5"]),
        (HARBOUR_DAY, [CLOSED], ["edit 5", "reopen 5"]),
        (HARBOUR_DAY, [STRANGERS], ["create --label"]),
        (HARBOUR_DAY, [{**STRANGERS, "author": None}, OWN], ["edit 5"]),
        (NONE_OVERDUE, [], []),
        (NONE_OVERDUE, [OWN], ["edit 5", "close 5"]),
        (NONE_OVERDUE, [CLOSED], ["edit 5"]),
        (NONE_OVERDUE, [STRANGERS], []),
    ],
)
def test_one_issue_is_kept(
    harbour: Project, tmp_path: Path, day: str, found: list[object], expected: list[str]
) -> None:
    """Opened when an action is overdue, brought up to date, and closed when none is.

    An issue of somebody else's, though it has the label, is left alone.
    """
    for name in ("A-7", "A-10", "US0113.2"):
        harbour.action(name).unlink()
    harbour.replace("content/actions/US0113.1.md", "superseded_by: US0113.2\n", "")
    (harbour.root / "content" / "pages" / "about.md").unlink()
    gh = tmp_path / "bin" / "gh"
    gh.parent.mkdir()
    gh.write_text(GH.format(python=sys.executable), encoding="utf-8")
    gh.chmod(0o755)
    log = tmp_path / "gh.log"

    done = harbour.action_plan(
        "remind",
        env={
            "PATH": f"{gh.parent}{os.pathsep}{os.environ['PATH']}",
            "SOURCE_DATE_EPOCH": day,
            "GH_LOG": str(log),
            "GH_ANSWERS": json.dumps({"issue list": json.dumps(found)}),
        },
    )
    asked = [json.loads(line) for line in log.read_text(encoding="utf-8").splitlines()]

    assert done.returncode == 0, done.stderr
    assert [words[:2] for words, _ in asked[:2]] == [["label", "create"], ["issue", "list"]]
    assert [" ".join(words[1:3]) for words, _ in asked[2:]] == expected
    none = "Nothing is due within 30 days"
    titles = {"1 action is overdue for review" if day == HARBOUR_DAY else none}
    assert {words[-3] for words, text in asked[2:] if text} <= titles
    if expected and day == HARBOUR_DAY:
        _, text = asked[2]
        assert text.startswith("## Reviews\n\n1 action has had no update for more than 90 days.")
        assert "- [ ] US0113.1 Slow traffic by the school: On hold" in text


def test_github_takes_the_reminder_of_a_long_plan(tmp_path: Path) -> None:
    """A text that is longer than an issue may be is cut behind a line, and says so."""
    workflow = Workflow(tmp_path)
    one = workflow.project.action("US0113.2").read_text("utf-8")
    for number in range(300):
        file = workflow.project.action(f"X-{number}")
        file.write_text(one.replace("US0113.2", f"X-{number}"), "utf-8")

    done = workflow.run("remind", issue_list="[]")

    assert done.stdout == "302 actions are overdue for review; 1 action is late\n"
    (text,) = [given for asked, given in workflow.asked if asked[:2] == ["issue", "create"]]
    assert len(text) <= 65_536
    *lines, last = text.rstrip("\n").split("\n")
    assert last == "There are more: the site's page on the status of the plan lists them all."
    assert lines[-1] == ""
    assert lines[-2].endswith(": Planned, last report on 1 October 2025, 3 months ago")
