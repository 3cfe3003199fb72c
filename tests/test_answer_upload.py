"""Tables uploaded to content/incoming/: applied whole on their branch, or answered row by row."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from action_plan.checks.reading import read_content
from action_plan.content.folder import incoming_files
from action_plan.problems import ContentProblems
from conftest import Project, problems_of, tree
from on_github import Workflow

REF = "refs/heads/tester-patch-1"
TABLE = "id,status,note,date\nA-7,Done,All of it.,2025-12-01\nA-10,no change,Reviewed.,2025-12-02\n"


@pytest.fixture
def workflow(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workflow:
    monkeypatch.setenv("GITHUB_REF", REF)
    monkeypatch.setenv("GITHUB_SHA", "0123abc")
    return Workflow(tmp_path)


def upload(workflow: Workflow, table: str) -> None:
    """Push a branch with a table, as "Upload files" on GitHub does."""
    incoming = workflow.project.root / "content" / "incoming"
    incoming.mkdir()
    (incoming / "updates.csv").write_text(table, "utf-8")
    workflow.git("switch", "-q", "-c", REF.removeprefix("refs/heads/"))
    workflow.git("add", "content/incoming")
    workflow.git("commit", "-q", "-m", "Add files via upload")
    workflow.git("push", "-q", "origin", "HEAD")


def said(workflow: Workflow) -> str:
    """Return the comment on the commit of the upload."""
    ((asked, given),) = workflow.asked
    assert asked[:2] == ["api", "repos/harbour/plan/commits/0123abc/comments"]
    return str(json.loads(given)["body"])


def test_a_table_is_applied_whole_and_is_gone(workflow: Workflow) -> None:
    upload(workflow, TABLE)

    done = workflow.run("answer-upload")

    assert done.returncode == 0, done.stderr
    assert done.stdout == "Committed to tester-patch-1.\n"
    changed = workflow.git("diff", "--name-status", "main", f"origin/{REF.rpartition('/')[2]}")
    assert changed.split() == [*("M", "content/actions/A-10.md"), *("M", "content/actions/A-7.md")]
    assert workflow.git("log", "-1", "--format=%an: %s", "origin/tester-patch-1") == (
        "github-actions[bot]: Update 2 actions from an uploaded table\n"
    )
    assert workflow.output.read_text("utf-8") == "branch=tester-patch-1\n"
    assert "https://github.com/harbour/plan/actions/runs/99" in said(workflow)


def test_a_table_with_problems_is_answered_and_changes_nothing(workflow: Workflow) -> None:
    upload(workflow, TABLE.replace("A-10", "A-9"))
    before = tree(workflow.project.root / "content")

    done = workflow.run("answer-upload")

    assert done.returncode == 1
    assert said(workflow) == (
        "Nothing was changed yet. Please fix this:\n\n"
        '- updates.csv:3: id: "A-9" is not an action. Did you mean "A-7"?\n\n'
        "Correct the table, and upload it by the same name to the same folder of this branch."
    )
    assert tree(workflow.project.root / "content") == before
    assert workflow.output.read_text("utf-8") == ""


def test_a_branch_that_has_moved_on_is_left_as_it_is(workflow: Workflow) -> None:
    """Its newer upload is answered by a run of its own."""
    upload(workflow, TABLE)
    workflow.git("commit", "-q", "--allow-empty", "-m", "Newer")
    workflow.git("push", "-q", "origin", "HEAD")
    newer = workflow.git("rev-parse", "HEAD")
    workflow.git("reset", "-q", "--hard", "HEAD~1")

    done = workflow.run("answer-upload")

    assert done.returncode == 1
    assert workflow.git("ls-remote", "origin", REF).split() == [newer.strip(), REF]
    assert workflow.asked == []


@pytest.mark.parametrize("ref", ["refs/heads/main", "refs/tags/v1"])
def test_the_main_branch_is_never_written(
    workflow: Workflow, monkeypatch: pytest.MonkeyPatch, ref: str
) -> None:
    monkeypatch.setenv("GITHUB_REF", ref)
    upload(workflow, TABLE)

    assert workflow.run("answer-upload").stderr == "Tables are uploaded to a branch of their own.\n"


def test_a_table_that_is_not_applied_yet_is_a_problem_of_the_content(workflow: Workflow) -> None:
    upload(workflow, TABLE)

    with pytest.raises(ContentProblems) as caught:
        read_content(workflow.project.root / "content")

    assert [str(problem) for problem in caught.value.problems] == [
        "content/incoming/updates.csv:1: is a table of updates that are not in the plan yet. Run"
        " make status FILE=content/incoming/updates.csv, then delete the table. On GitHub, a branch"
        " of its own does both for it."
    ]


def test_tables_are_found_in_folders_and_behind_no_link(content: Path, tmp_path: Path) -> None:
    """What a link leads to is no upload, wherever the link is."""
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "updates.csv").write_text(TABLE, "utf-8")
    table = content / "incoming" / "May" / "all of it.csv"
    table.parent.mkdir(parents=True)
    table.write_text(TABLE, "utf-8")
    (content / "incoming" / "linked").symlink_to(elsewhere)
    (content / "incoming" / "linked.csv").symlink_to(elsewhere / "updates.csv")

    found = (incoming_files(content), problems_of(content))
    shutil.rmtree(content / "incoming")
    (content / "incoming").symlink_to(elsewhere)

    is_link = "is a symbolic link. Put what it leads to here itself."
    assert found[0] == [table]
    assert found[1] == [
        f"content/incoming/linked:1: {is_link}",
        f"content/incoming/linked.csv:1: {is_link}",
        "content/incoming/May/all of it.csv:1: is a table of updates that are not in the plan yet."
        " Run make status FILE='content/incoming/May/all of it.csv', then delete the table. On"
        " GitHub, a branch of its own does both for it.",
    ]
    assert incoming_files(content) == []
    assert problems_of(content) == [f"content/incoming:1: {is_link}"]


def test_no_table_is_read_through_a_link(harbour: Project) -> None:
    """Whoever applies an uploaded table by hand may have a stranger's branch."""
    (harbour.root / "private.csv").write_text(TABLE, "utf-8")
    (harbour.root / "content" / "incoming").mkdir()
    (harbour.root / "content" / "incoming" / "t.csv").symlink_to(harbour.root / "private.csv")

    done = harbour.action_plan("status", "--file=content/incoming/t.csv")

    assert done.returncode == 1
    assert done.stdout == "t.csv:1: is a symbolic link. Put what it leads to here itself.\n"
