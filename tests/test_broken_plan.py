"""One plan with everything wrong in it: the complete list of messages."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from action_plan.checks.reading import read_content
from action_plan.problems import ContentProblems
from conftest import ROOT, Project, tree

BROKEN = ROOT / "tests" / "plans" / "broken"
TODAY = date(2026, 1, 1)


def test_every_problem_is_told() -> None:
    """Each line of problems.txt, and none besides, in that order."""
    expected = (BROKEN / "problems.txt").read_text(encoding="utf-8").splitlines()

    with pytest.raises(ContentProblems) as caught:
        read_content(BROKEN / "content", TODAY)

    assert [str(problem) for problem in caught.value.problems] == expected


def test_command_prints_them_and_fails(tmp_path: Path) -> None:
    """`check` prints the same lines with their count; no traceback, and nothing is built."""
    project = Project(tmp_path / "broken", BROKEN / "content")
    expected = (BROKEN / "problems.txt").read_text(encoding="utf-8").splitlines()

    checked = project.action_plan("check")
    built = project.action_plan("build")

    assert checked.returncode == built.returncode == 1
    problems, remarks = checked.stdout.split("Probably not meant:\n")
    assert [line for line in problems.splitlines() if line.startswith("content/")] == expected
    assert "is before the plan's period" in remarks
    assert checked.stderr == f"{len(expected)} problems in 35 files.\n"
    assert f"{len(expected)} problems in 35 files. Nothing was built." in built.stdout
    assert "Traceback" not in checked.stderr + built.stderr + built.stdout
    assert not project.output.exists()


def test_two_hundred_bad_files_give_as_many_messages(tmp_path: Path) -> None:
    """200 files, each with its own mistake, give at least 200 messages in one run."""
    project = Project(tmp_path / "many", BROKEN / "content")
    source = project.action("B-4").read_text(encoding="utf-8")
    for path in (project.root / "content" / "actions").iterdir():
        if path.is_file():
            path.unlink()
    mistakes = (
        ("status: Under way", "status: Underway soon"),
        ("theme: green", "theme: grass"),
        ("date: 2025-02-01", "date: 01.02.2025"),
        ("note: Planned.", "note:"),
        ("title: Status", "titel: Status"),
        ("## Resources", "## Means"),
        ("The text.", "The <b>text."),
        ("section: main", "section main"),
    )
    for index in range(200):
        old, new = mistakes[index % len(mistakes)]
        path = project.action(f"B-{index + 100}")
        path.write_text(
            source.replace("id: B-4", f"id: B-{index + 100}").replace(old, new), encoding="utf-8"
        )

    checked = project.action_plan("check")
    lines = [line for line in checked.stdout.splitlines() if line.startswith("content/actions/B-")]

    assert checked.returncode == 1
    assert "Traceback" not in checked.stderr
    files = Counter(line.split(":")[0] for line in lines)
    assert len(files) == 200
    assert len(lines) >= 200


@pytest.mark.slow
@pytest.mark.parametrize("flags", [(), ("--fatal", "errors"), ("-d",)])
def test_pelican_itself_refuses(harbour: Project, flags: tuple[str, ...]) -> None:
    """Plain `pelican`, whatever flags it is given, says why and leaves the last good site."""
    assert harbour.pelican().returncode == 0
    before = tree(harbour.output)
    harbour.replace("content/actions/A-10.md", "status: Done\nfunding", "status: Finished\nfunding")

    refused = harbour.pelican(*flags)

    assert refused.returncode == 1
    assert 'content/actions/A-10.md:6: status: "Finished" is not a status' in refused.stdout
    if flags != ("-D",):  # that flag asks for the inside of the program
        assert "Traceback" not in refused.stdout + refused.stderr
    assert tree(harbour.output) == before
