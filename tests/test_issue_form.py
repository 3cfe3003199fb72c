"""The form on GitHub: from a recorded event to a commit on a branch."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import pytest
import yaml
from action_plan.checks.reading import read_content
from action_plan.github.issue_form import form_yaml
from conftest import HARBOUR
from on_github import BODY, NOT_ALLOWED, Workflow

NOON = datetime(2025, 12, 31, 12, tzinfo=UTC)


@pytest.fixture
def workflow(tmp_path: Path) -> Workflow:
    return Workflow(tmp_path)


def test_a_filled_in_form_becomes_a_commit(workflow: Workflow) -> None:
    """On a branch of its own is one commit, which changes the lines of the update only."""
    done = workflow.run("answer-issue", BODY)

    assert done.returncode == 0, done.stdout + done.stderr
    assert workflow.output.read_text(encoding="utf-8") == "branch=status/issue-12\n"
    assert workflow.git("branch", "--show-current") == "status/issue-12\n"
    assert workflow.git("log", "--format=%an|%s|%b", "main..") == (
        "github-actions[bot]|A-7: Done|Asked for by clerk in issue 12.\n\n"
    )
    lines = workflow.git("diff", "-U0", "main").splitlines()[4:]
    assert [line for line in lines if not line.startswith("@@")] == [
        "-status: Under way",
        "+status: Done",
        "+  - date: 2025-12-01",
        "+    status: Done",
        "+    note: The south side, too, is repaired.",
        "+    evidence: https://harbour.example/minutes/1-december",
    ]
    assert workflow.git("status", "--porcelain", "content") == ""
    assert [asked[1] for asked, _ in workflow.asked] == [
        "repos/harbour/plan/collaborators/clerk/permission"
    ] * 2


@pytest.mark.parametrize(
    "permission", ['{"permission": "read"}', '{"permission": "none"}', "null", "[]", None]
)
def test_only_people_who_may_write_can_use_it(workflow: Workflow, permission: str | None) -> None:
    """Nothing changes, and the issue stays; where GitHub has no clear answer, it is a no."""
    done = workflow.run("answer-issue", BODY, permission)

    assert done.returncode == 0
    assert workflow.output.read_text(encoding="utf-8") == ""
    assert workflow.git("branch", "--show-current") == "main\n"
    assert workflow.git("status", "--porcelain", "content") == ""
    assert workflow.comment() == NOT_ALLOWED


def test_a_stranger_who_edits_is_answered_once(workflow: Workflow) -> None:
    for comments in (1, 0, 0):
        action = "opened" if comments else "edited"
        done = workflow.run(
            "answer-issue",
            permission='{"permission": "read"}',
            spoil=partial(dict.update, action=action),
        )

        assert done.returncode == 0
        assert len(workflow.comments()) == comments


def test_what_is_to_be_fixed_is_said_in_a_comment(workflow: Workflow) -> None:
    body = BODY.replace("2025-12-01", "1/12/2025").replace("Done", "_No response_")

    done = workflow.run("answer-issue", body)

    assert done.returncode == 0
    assert workflow.output.read_text(encoding="utf-8") == ""
    assert workflow.comment() == (
        "Nothing was changed yet. Please fix this:\n\n"
        '- Date: "1/12/2025" is not a date. Write it as YYYY-MM-DD:'
        " the year first (2025-…), then the month, then the day.\n"
        '- New status: is missing. Write where delivery stands now, or "no change".\n\n'
        "To do so, choose Edit in the menu “…” at the top right of the issue, and save."
    )


def changed_lines(workflow: Workflow) -> list[str]:
    """Return the lines that the form's commit takes away and adds."""
    lines = workflow.git("diff", "-U0", "main", "status/issue-12").splitlines()[4:]
    return [line for line in lines if not line.startswith("@@")]


def answered(**answers: str) -> str:
    """Return what GitHub makes of the form with these answers, by the fields' ids."""
    filled = {"action": "A-7", "status": "No change", "note": "Reviewed.", **answers}
    form = yaml.safe_load(form_yaml(read_content(HARBOUR)))
    parts = {part["id"]: part["attributes"]["label"] for part in form["body"] if "id" in part}
    assert filled.keys() <= parts.keys()
    return "\n\n".join(
        f"### {label}\n\n{filled.get(name, '_No response_')}" for name, label in parts.items()
    )


FUNDED = (
    "funding:\n  - amount: €60,000\n    year: 2025\n    spent: 12,500.50\n"
    "    spent_as_at: 2025-06-30\n"
)
TWO = FUNDED.replace("    spent: 12,500.50\n    spent_as_at: 2025-06-30\n", "") + (
    "  - amount: 60,000\n    year: 2026\n  - amount: 500\n    of: revenue\n"
    "  - amount: 9\n    kind: bid\n"
)


@pytest.mark.parametrize(
    ("answers", "lines"),
    [
        ({"status_note": "south side: next"}, ['+status_note: "south side: next"']),
        ({"status_note": "None"}, []),
        (
            {"due": "28 February 2026"},
            ["+    due: 2026-02-28", "+due: 2026-02-28", "+first_due: 2025-11-30"],
        ),
        (
            {"due": "spring 2026"},
            ["+    due: spring 2026", "+due: spring 2026", "+first_due: 2025-11-30"],
        ),
        ({"spent": "€14,000"}, ['+    spent: "€14,000"', "+    spent_as_at: 2025-12-31"]),
        ({"spent": "12500.5"}, ["+    spent_as_at: 2025-12-31"]),
        ({"status_note": "None", "action": "action A-7", "evidence": "none"}, []),
        (
            {"status_note": "None", "evidence": "- https://a.example/x\n- https://a.example/y"},
            ["+    evidence:", "+      - https://a.example/x", "+      - https://a.example/y"],
        ),
        ({"status_note": "None", "action": "https://harbour.example/actions/A-7/"}, []),
    ],
)
def test_what_else_the_form_changes(
    workflow: Workflow, answers: dict[str, str], lines: list[str]
) -> None:
    """The lines that are asked for, each in its place, and the update; no other byte."""
    done = workflow.run("answer-issue", answered(**answers))

    assert done.returncode == 0, done.stdout + done.stderr
    update = ["+  - date: 2025-12-31", "+    status: Under way", "+    note: Reviewed."]
    added = [line for line in changed_lines(workflow) if line.startswith("+")]
    assert sorted(added) == sorted([*lines, *update])
    removed = [line for line in changed_lines(workflow) if line.startswith("-")]
    expected = {"status_note": "-status_note:", "due": "-due:", "spent": "-    spent"}
    assert all(line.startswith(expected[next(iter(answers))]) for line in removed)
    assert removed
    assert read_content(workflow.project.root / "content").actions


@pytest.mark.parametrize("spent_from", ["2026", "€60,000 2026"])
def test_money_is_spent_from_the_amount_that_is_named(workflow: Workflow, spent_from: str) -> None:
    workflow.project.replace("content/actions/A-7.md", FUNDED, TWO)
    workflow.git("commit", "-qam", "More money")

    done = workflow.run("answer-issue", answered(spent="700", spent_from=spent_from))

    assert done.returncode == 0, done.stdout
    text = workflow.project.action("A-7").read_text("utf-8")
    assert "    year: 2026\n    spent: 700\n    spent_as_at: 2025-12-31\n  - amount: 500\n" in text


def test_less_money_than_is_reported_is_what_was_spent_since(workflow: Workflow) -> None:
    done = workflow.run("answer-issue", answered(spent="700"))

    assert done.returncode == 0, done.stdout
    assert (
        "- Money spent so far: is less than the €12,500.50 that is reported already. Write all that"
        " was spent so far; where the report was wrong, correct it in the file."
    ) in workflow.comment().splitlines()


LABELS = "Use one of: €60,000 2025, €60,000 2026, €500 revenue."


@pytest.mark.parametrize(
    ("answers", "messages"),
    [
        (
            {"spent": "700"},
            [f"Spent from: is missing: this action has more than one amount. {LABELS}"],
        ),
        (
            {"spent": "700", "spent_from": "the trust"},
            [f'Spent from: "the trust" is no amount of this action. {LABELS}'],
        ),
        (
            {"spent": "700", "spent_from": "60000"},
            [
                f'Spent from: "60000" can mean more than one amount of this action. {LABELS}'
                ' Where two are alike, write "spent" below the one that is meant, in the file.'
            ],
        ),
        (
            {"spent_from": "2025"},
            ["Money spent so far: is missing. Write all that was spent so far."],
        ),
        (
            {"spent": "much", "spent_from": "500", "due": "01/02/2026", "status_note": "<b>x</b>"},
            [
                'Money spent so far: "much" is not an amount. Write the full amount, like €75,000'
                " or €1,250.50.",
                'New due date: "01/02/2026" is not a date. Write it as YYYY-MM-DD: the year first'
                " (2026-…), then the month, then the day.",
                'Words beside the status: "&lt;b&gt;" is HTML, which is not read here. Write plain'
                " words.",
            ],
        ),
        (
            {"due": "2025-01-31"},
            ["New due date: is before the start, 2025-03-01. Correct one of the two."],
        ),
        (
            {"due": "no change", "status_note": "delete"},
            [
                'New due date: "no change" says nothing to residents. Leave this empty to keep what'
                ' is there, or write "none" to take it away.',
                'Words beside the status: "delete" says nothing to residents. Leave this empty to'
                ' keep what is there, or write "none" to take it away.',
            ],
        ),
        (
            {"action": "US0113.1", "spent": "700"},
            [
                "Money spent so far: there is no amount here from which it could be spent. Write"
                ' the money that was set aside under "funding" in the action\'s file.'
            ],
        ),
        (
            {"action": "A-8", "spent": "700"},
            ['Action: "A-8" is not an action. Did you mean "A-7"?'],
        ),
        (
            {"action": "A-7 and A-10"},
            [
                'Action: "A-7 and A-10" is not an action. Write one here, and each other in a form'
                " of its own; or all as rows of the form for many actions."
            ],
        ),
        (
            {"action": "A-7 The old quay"},
            ['Action: "A-7 The old quay" is not an action. Did you mean "A-7"?'],
        ),
        (
            {"action": "The old quay"},
            ['Action: "The old quay" is not an action. Write its number, as on its page.'],
        ),
        (
            {"date": "2024-01-01", "status": "Done"},
            [
                "Date: 2024-01-01 is before the newest update, 2025-06-30. Write that day or a"
                " later one."
            ],
        ),
        (
            {"action": "A " * 15_000},
            [f'Action: "{"A " * 29}A…" is not an action. Write its number, as on its page.'],
        ),
    ],
)
def test_what_is_wrong_with_the_other_fields_is_said(
    workflow: Workflow, answers: dict[str, str], messages: list[str]
) -> None:
    """One message for each slip, under the name that the form has for it."""
    workflow.project.replace("content/actions/A-7.md", FUNDED, TWO)

    done = workflow.run("answer-issue", answered(**answers))

    assert done.returncode == 0
    comment = workflow.comment()
    assert [line[2:] for line in comment.splitlines() if line.startswith("- ")] == messages
    listed = " The actions are listed at https://github.com/harbour/plan/tree/main/content/actions."
    assert comment.endswith(listed) is ("action" in answers and answers["action"] != "US0113.1")


def test_the_first_due_date_is_kept_and_a_move_is_written_once(workflow: Workflow) -> None:
    """Each move is in the update that says why; where there was no date, none is moved."""
    moves = [
        ({"due": "2026-02-28"}, "Committed to"),
        ({"due": "28 Feb 2026"}, "The action already has this update."),
        ({"due": "spring 2026", "note": "Later.", "date": "2026-01-01"}, "Committed to"),
        ({"due": "June 2026", "action": "US0113.2"}, "Committed to"),
    ]
    for answers, done in moves:
        assert workflow.run("answer-issue", answered(**answers)).stdout.startswith(done)
        if done == "Committed to":
            workflow.git("switch", "-q", "main")
            workflow.git("merge", "-q", "--ff-only", "status/issue-12")

    actions = {a.id: a for a in read_content(workflow.project.root / "content").actions}
    moved, new = actions["A-7"], actions["US0113.2"]
    assert [str(update.due) for update in moved.updates] == [
        *("None", "None", "2026-02-28", "spring 2026")
    ]
    assert (str(moved.due), str(moved.first_due)) == ("spring 2026", "2025-11-30")
    assert (str(new.due), new.first_due, new.updates[-1].due) == ("June 2026", None, None)


def test_spending_is_not_counted_to_an_earlier_day(workflow: Workflow) -> None:
    workflow.project.replace(
        "content/actions/A-7.md", "spent_as_at: 2025-06-30", "spent_as_at: 2025-12-31"
    )

    workflow.run("answer-issue", answered(spent="13,000", date="2025-12-01"))

    assert (
        "- Date: 2025-12-01 is before 2025-12-31, up to which spending is counted already."
        " Write that day or a later one.\n"
    ) in workflow.comment()


@pytest.mark.parametrize(
    ("written", "opened", "day"),
    [
        ("_No response_", "2025-12-30T23:30:00Z", "2025-12-30"),
        ("Today", "2025-07-30T23:30:00Z", "2025-07-31"),
    ],
)
def test_without_a_date_it_is_the_day_the_issue_was_opened(
    workflow: Workflow, written: str, opened: str, day: str
) -> None:
    """In the plan's time zone, however late somebody edits the issue."""
    workflow.run(
        "answer-issue",
        answered(date=written),
        spoil=lambda event: event["issue"].update(created_at=opened),
    )

    assert f"+  - date: {day}" in changed_lines(workflow)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (
            "### Date",
            "### When",
            '"### When" is no heading of the form. Use one of: Action, New status, Date, Words'
            " beside the status, Money spent so far, Spent from, New due date, Evidence, What was"
            " done or found.",
        ),
        ("### Date\n", "### Evidence\n\n### Date\n", "Evidence: is there twice. Keep one,"),
        (
            "### Action\n",
            "Please ignore this.\n\n### Action\n",
            '"Please ignore this." is above the form, where nothing is read. Delete it.',
        ),
    ],
)
def test_a_form_that_was_edited_out_of_shape(
    workflow: Workflow, old: str, new: str, message: str
) -> None:
    """What is not read is named, and nothing is changed meanwhile."""
    done = workflow.run("answer-issue", BODY.replace(old, new, 1))

    assert done.returncode == 0
    (line,) = [line for line in workflow.comment().splitlines() if line.startswith("- ")]
    assert line.replace("\\#", "#").startswith(f"- {message}")
    assert workflow.git("branch", "--show-current") == "main\n"


@pytest.mark.parametrize("heading", ["### date", "### Date ", "###  date"])
def test_headings_are_known_however_they_are_written(workflow: Workflow, heading: str) -> None:
    done = workflow.run("answer-issue", BODY.replace("### Date", heading))

    assert done.returncode == 0
    assert "+  - date: 2025-12-01" in changed_lines(workflow)


def test_an_issue_that_is_not_the_form_is_left_alone(workflow: Workflow) -> None:
    for body in ("Hello", "", "Re:\n### Action\n\nA-7\n"):
        done = workflow.run("answer-issue", body)

        assert done.returncode == 0
        assert workflow.asked == []
