"""From the form's commit to a pull request: what is found is ours, and nobody's work is lost."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from on_github import BODY, NEW, OWN, REF, Workflow, own

pytestmark = pytest.mark.remote

EDITED = BODY.replace("Done", "On hold")
A_COPY = {"isCrossRepository": True, "url": "https://github.com/harbour/plan/pull/11"}
A_PERSON = {"login": "mallory", "is_bot": False, "id": "x", "name": "github-actions"}


@pytest.fixture
def workflow(tmp_path: Path) -> Workflow:
    return Workflow(tmp_path)


def test_the_pull_request_says_what_residents_will_see(workflow: Workflow) -> None:
    """The branch is pushed; the text is the summary of changes, and says where it is checked."""
    workflow.propose()

    assert workflow.pushed() == workflow.git("rev-parse", REF).strip()
    (created,) = [(asked, given) for asked, given in workflow.asked if asked[1] == "create"]
    assert created[0] == [
        *("pr", "create", "--base", "main", "--head", "status/issue-12"),
        *("--title", "A-7: Done", "--body-file", "-"),
    ]
    assert (
        created[1]
        == """\
## What residents will see change

### Status

- **A-7 Repair the "old" quay &lt;safely&gt;**: Under way → **Done**
  - 1 December 2025, Done: The south side, too, is repaired. Evidence: \
`https://harbour.example/minutes/1-december`
  - status note, as before: “north side only”

### The overview

| Status | Before | After |
| --- | --: | --: |
| Planned | 1 | 1 |
| Under way | 1 | 0 |
| Done | 1 | 2 |
| On hold | 1 | 1 |
| All actions | 4 | 4 |

### Reviews and due dates

| Actions | Before | After |
| --- | --: | --: |
| Overdue for review | 2 | 1 |
| Late | 1 | 0 |

Asked for by @clerk. Closes #12.

The content with this change in it is checked, and a preview of the site built, in \
[the run of the form](https://github.com/harbour/plan/actions/runs/99): its summary says what was \
found, and has the preview at its end, under Artifacts. GitHub itself starts no checks for a pull \
request that a workflow opens. To have them here, too, press **Approve workflows to run** below, \
or close and reopen this pull request.
"""
    )
    assert workflow.comment() == (
        "The change is ready to be read and approved: https://github.com/harbour/plan/pull/14"
    )


@pytest.mark.parametrize("found", [[{}], [A_COPY, {}], [{"author": A_PERSON, "url": "x"}, {}]])
def test_an_edited_issue_brings_its_pull_request_up_to_date(
    workflow: Workflow, found: list[Mapping[str, object]]
) -> None:
    """The branch is made anew from main, and our pull request, where it is open, has the words."""
    workflow.propose()
    before = workflow.pushed()

    workflow.propose(EDITED, *found)

    assert workflow.git("log", "--format=%s", f"main..{workflow.pushed()}") == "A-7: On hold\n"
    assert workflow.on_pull_requests() == [["edit", OWN]]
    assert workflow.comment().endswith(OWN)
    assert before != workflow.pushed()


WRONG = BODY.replace("2025-12-01", "2027-12-01")
EMPTIED = "Wrong action, please ignore."


def edited(body_before: str) -> Callable[[dict[str, Any]], None]:
    """Return what makes of an event that of an edit."""

    def spoil(event: dict[str, Any]) -> None:
        event.update(action="edited", changes={"body": {"from": body_before}})

    return spoil


@pytest.mark.parametrize("body", [WRONG, EMPTIED, "", f"No.\n\n{BODY}"])
def test_an_issue_that_is_no_longer_right_makes_a_draft_of_its_pull_request(
    workflow: Workflow, body: str
) -> None:
    """So that nobody merges what its author has taken back; a comment says so."""
    workflow.propose()
    before = workflow.pushed()
    workflow.git("switch", "-q", "main")
    found = json.dumps([own(workflow)])

    done = workflow.run("answer-issue", body, spoil=edited(BODY), pr_list=found)

    assert done.returncode == 0, done.stdout
    assert [asked for asked, _ in workflow.asked if asked[:2] == ["pr", "ready"]] == [
        ["pr", "ready", "--undo", OWN]
    ]
    assert workflow.comment().startswith("Nothing was changed yet. Please fix this:\n\n- ")
    assert workflow.comment().endswith(
        f"\n\nIts pull request, {OWN}, has what it said before: it is a draft now, so that nobody"
        " merges it."
    )
    assert workflow.pushed() == before


def test_a_draft_that_github_refuses_is_named(workflow: Workflow) -> None:
    """Private repositories of some plans have no drafts."""
    workflow.propose()
    workflow.git("switch", "-q", "main")
    found = json.dumps([own(workflow)])

    done = workflow.run("answer-issue", WRONG, spoil=edited(BODY), pr_list=found, pr_ready=None)

    assert done.returncode == 0, done.stdout
    assert workflow.comment().endswith(
        f"Its pull request, {OWN}, has what it said before, and GitHub could not make a draft of"
        " it: do not merge it."
    )


def test_a_draft_becomes_ready_when_the_issue_is_right_again(workflow: Workflow) -> None:
    workflow.propose()

    workflow.propose(EDITED, {"isDraft": True})

    assert workflow.on_pull_requests() == [["edit", OWN], ["ready", OWN]]
    assert workflow.comment() == f"The change is ready to be read and approved: {OWN}"


def test_a_draft_that_stays_one_is_named(workflow: Workflow) -> None:
    workflow.propose()
    workflow.git("switch", "-q", "main")
    workflow.run("answer-issue", EDITED)
    found = json.dumps([{**own(workflow), "isDraft": True}])

    done = workflow.run("open-pull-request", EDITED, pr_list=found, pr_ready=None)

    assert done.returncode == 0, done.stdout
    assert workflow.comment() == (
        f"The change is ready to be read and approved: {OWN}\n\n"
        "GitHub could not end its being a draft: press “Ready for review” there."
    )


@pytest.mark.parametrize(
    "found", [{"author": {"login": "mallory"}}, {"headRefOid": "0" * 40}, {"isDraft": True}]
)
def test_only_our_own_pull_request_is_made_a_draft(
    workflow: Workflow, found: Mapping[str, object]
) -> None:
    """And only where it is none yet."""
    workflow.propose()
    workflow.git("switch", "-q", "main")
    listed = json.dumps([{**own(workflow), **found}])

    done = workflow.run("answer-issue", WRONG, spoil=edited(BODY), pr_list=listed)

    assert done.returncode == 0, done.stdout
    assert workflow.on_pull_requests() == []
    assert ("is a draft now" in workflow.comment()) is ("isDraft" in found)


def test_what_is_published_already_makes_a_draft_of_the_rest(workflow: Workflow) -> None:
    """The issue asks for what the plan has by now, and its pull request for something else."""
    workflow.propose()
    workflow.git("switch", "-q", "main")
    workflow.git("merge", "-q", "--ff-only", "status/issue-12")
    workflow.propose(EDITED.replace("2025-12-01", "2025-12-02"))
    workflow.git("switch", "-q", "main")

    workflow.run("answer-issue", BODY, spoil=edited(EDITED), pr_list=json.dumps([own(workflow)]))

    assert workflow.on_pull_requests() == [["ready", "--undo"]]
    assert workflow.comment().startswith("The action already has this update, so nothing was ch")


def test_github_may_be_late_to_see_what_was_pushed(workflow: Workflow) -> None:
    """Our pull request is known by the commit that was there before, too."""
    workflow.propose()

    workflow.propose(EDITED, {"headRefOid": workflow.pushed()})

    assert workflow.on_pull_requests() == [["edit", OWN]]


@pytest.mark.parametrize(
    "found",
    [
        A_COPY,
        {**A_COPY, "author": A_PERSON},
        {"author": A_PERSON},
        {"author": {**A_PERSON, "login": "github-actions"}},
        {"author": None},
        {"headRefOid": "0" * 40},
        {"headRefOid": ""},
        {"isCrossRepository": None},
    ],
    ids=str,
)
def test_a_pull_request_that_is_not_ours_is_left_alone(
    workflow: Workflow, found: Mapping[str, object]
) -> None:
    """By the branch's name GitHub finds those of other people's copies, too: we make our own."""
    workflow.propose(BODY, found)

    assert workflow.on_pull_requests() == [["create", "--base"]]
    assert workflow.comment() == f"The change is ready to be read and approved: {NEW}"


PERSON = ("-c", "user.name=R. Viewer", "-c", "user.email=viewer@example.org")
BOT = (
    *("-c", "user.name=github-actions[bot]"),
    *("-c", "user.email=41898282+github-actions[bot]@users.noreply.github.com"),
)


@pytest.mark.parametrize(
    "commands",
    [
        [(*PERSON, "commit", "-q", "--allow-empty", "-m", "Correct the note")],
        [(*PERSON, "commit", "-q", "--allow-empty", "--amend", "--no-edit")],
        [(*BOT, "commit", "-q", "--allow-empty", "-m", "Sort the fields")],
        [(*BOT, "commit", "-q", "--allow-empty", "-m", "X\n\nAsked for by clerk in issue 12.")],
        [(*PERSON, "commit", "-q", "--allow-empty", "-m", "X\n\nAsked for by clerk in issue 12.")],
        [("switch", "-q", "--orphan", "x"), (*PERSON, "commit", "-q", "--allow-empty", "-m", "X")],
        [
            ("switch", "-q", "--orphan", "x"),
            (*BOT, "commit", "-q", "--allow-empty", "-m", "Asked for by clerk in issue 12."),
        ],
        [("switch", "-q", "main")],
    ],
    ids=[
        "added",
        "amended",
        "by-a-robot",
        "as-if-ours",
        "signed",
        "root",
        "root-as-if-ours",
        "reset",
    ],
)
def test_what_somebody_else_committed_is_never_overwritten(
    workflow: Workflow, commands: list[tuple[str, ...]]
) -> None:
    """Nothing is pushed; a comment says whose commit is there and what can be done."""
    workflow.propose()
    for command in commands:
        workflow.git(*command)
    workflow.git("push", "-q", "--force", "origin", f"HEAD:{REF}")
    theirs, name = workflow.git("log", "-1", "--format=%H%n%an").splitlines()
    name = name.replace("[", "\\[").replace("]", "\\]")

    workflow.propose(EDITED, {})

    assert workflow.pushed() == theirs
    assert workflow.on_pull_requests() == []
    assert workflow.comment() == (
        "Somebody else has changed the branch `status/issue-12` since this form wrote it: the"
        f" newest commit there, `{theirs[:7]}`, is by {name}."
        " So that no work is lost, the branch and its pull request stay as they are, and what this"
        " issue says now is not in them. Make the change there yourself. Or, where nobody needs"
        " what was changed there, delete the branch; then choose Edit in the menu “…” at the top"
        " right of the issue, and save: the form makes a new one."
    )


def test_a_branch_that_was_deleted_is_made_anew(workflow: Workflow) -> None:
    """As the comment says; also from a main branch that has moved on."""
    workflow.propose()
    workflow.git("push", "-q", "origin", f":{REF}")
    workflow.git("switch", "-q", "main")
    workflow.git("commit", "-q", "--allow-empty", "-m", "Another change")

    workflow.propose(EDITED)

    assert workflow.git("log", "--format=%s", f"main..{workflow.pushed()}") == "A-7: On hold\n"


def test_names_like_that_of_the_branch_are_not_taken_for_it(workflow: Workflow) -> None:
    """A tag of the same name, here and there, and a branch whose name ends with its full name."""
    for ref in ("refs/tags/status/issue-12", f"refs/heads/x/{REF}"):
        workflow.git("update-ref", ref, "main")
        workflow.git("push", "-q", "origin", f"{ref}:{ref}")

    workflow.propose()
    workflow.propose(EDITED, {})

    assert workflow.git("log", "--format=%s", f"refs/heads/main..{workflow.pushed()}") == (
        "A-7: On hold\n"
    )
    assert workflow.on_pull_requests() == [["edit", OWN]]


def test_where_the_branch_cannot_be_asked_for_nothing_is_pushed(workflow: Workflow) -> None:
    """A remote that does not answer is not one without the branch."""
    workflow.run("answer-issue")
    workflow.git("remote", "set-url", "origin", str(workflow.folder / "nowhere"))

    done = workflow.run("open-pull-request", pr_list="[]", pr_create=NEW)

    assert done.returncode == 1
    assert "does not appear to be a git repository" in done.stdout + done.stderr
    assert workflow.asked == []


NOTES = """
closes #1 Fixes: #2, resolve harbour/plan#3 harbour/plan#4. (#5) é#6 Closes GH-7, gh-8, xGH-9
https://github.com/harbour/plan/issues/10 HTTPS://GitHub.com/harbour/plan/Pull/11/files
www.github.com/harbour/plan/discussions/12 https://git.council.example/a/b/issues/13#issuecomment-14
@octocat é@octocat 日@octocat (@octocat) _@octocat .@octocat/team ,@octocat, @15 #16
"""
ACTED_ON = re.compile(
    r"(?<![a-z0-9])@[a-z0-9]|#[0-9]|GH-[0-9]|/(issues|pull|discussions)/[0-9]", re.IGNORECASE
)


def test_no_word_of_an_issue_or_of_the_plan_has_github_act(workflow: Workflow) -> None:
    """Nobody is mentioned and no issue closed by what is written to GitHub, the commit included."""
    workflow.project.replace(
        "content/plan.yml", "label: Done", "label: 'Done, closes #17 @octocat'"
    )
    for name in ("A-7", "A-10", "US0113.1", "US0113.2"):
        path = workflow.project.action(name)
        text = path.read_text(encoding="utf-8")
        path.write_text(
            text.replace("status: Done", "status: 'Done, closes #17 @octocat'"), "utf-8"
        )
    workflow.git("commit", "-q", "-am", "Another label")
    body = BODY.replace("\nDone\n", "\nDone, closes #17 @octocat\n")

    workflow.propose(body.replace("The south side, too, is repaired.", NOTES))

    (text,) = [given for asked, given in workflow.asked if asked[:2] == ["pr", "create"]]
    (title,) = [
        asked[asked.index("--title") + 1] for asked, _ in workflow.asked if "--title" in asked
    ]
    message = workflow.git("log", "-1", "--format=%B", workflow.pushed())
    assert "octocat" in text
    assert title == "A-7: Done, closes #\u200b17 @\u200boctocat"
    assert ACTED_ON.findall(message) == []
    outside_code = re.sub(r"`[^`]*`", "", text)
    assert ACTED_ON.sub("!", outside_code).count("!") - outside_code.count("!") == 2
    assert "Asked for by @clerk. Closes #12.\n" in outside_code


def test_mail_addresses_stay_as_they_are(workflow: Workflow) -> None:
    workflow.propose(BODY.replace("The south side", "Ask clerk@harbour.example. The south side"))

    (text,) = [given for asked, given in workflow.asked if asked[:2] == ["pr", "create"]]
    assert "Ask clerk@harbour.example. The" in text
