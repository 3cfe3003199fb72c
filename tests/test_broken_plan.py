"""Plans with everything wrong in them: the complete list of messages of the rules.

Each folder `tests/plans/broken…` has in its problems.txt all that is said of it. What can be wrong
in one plan together is in `broken`; the others are without what would contradict it.
"""

from __future__ import annotations

import ast
import inspect
import re
import sys
from collections import Counter
from datetime import date
from pathlib import Path
from types import FrameType
from typing import Any

import pytest
from action_plan.checks.reading import read_content
from action_plan.content import plan_rules, rules
from action_plan.problems import ContentProblems
from conftest import PLANS, Project, tree
from test_contributing import PACKAGE, literals, said_of_broken_plans

BROKEN = PLANS / "broken"
ALL_BROKEN = sorted(PLANS.glob("broken*"))
TODAY = date(2026, 1, 1)

RULES = tuple(Path(inspect.getfile(module)) for module in (rules, plan_rules))
NOT_LISTED = frozenset(
    (
        *("body", "braces", "characters", "comments", "decoding", "fences", "first_lines"),
        *(
            "financial_years",
            "folder",
            "front_matter",
            "line_remarks",
            "markdown",
            "markdown_tables",
        ),
        *("measure_remarks", "money_remarks", "plan_file", "remarks", "residue"),
        *("sample_plan", "update_remarks", "yaml_problems"),
    )
)
"""The modules of remarks, and of how a file or a text is written: `tests/slips/` has those."""
LISTED = [
    module
    for module in sorted((PACKAGE / "content").glob("*.py"))
    if module.stem not in NOT_LISTED and any(literals(module, remarks=False))
]
"""The modules of which each message is in a list: the rules, and why a value is not accepted."""
UNREACHED = ("cannot be read: ….",)
"""What would be said if pydantic refused a value for a reason that is not known yet."""


def said_of(plan: Path) -> list[str]:
    """Return what is said of a broken plan that is to be published."""
    with pytest.raises(ContentProblems) as caught:
        read_content(plan / "content", TODAY, publishing=True)
    return [str(problem) for problem in caught.value.problems]


def listed(plan: Path) -> list[str]:
    return (plan / "problems.txt").read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize("plan", ALL_BROKEN, ids=lambda plan: plan.name)
def test_every_problem_is_told(plan: Path) -> None:
    """Each line of problems.txt, and none besides, in that order."""
    assert said_of(plan) == listed(plan)


@pytest.mark.parametrize("module", LISTED, ids=lambda path: path.stem)
def test_every_message_is_in_a_list(module: Path) -> None:
    """A new message needs a line in a problems.txt, as officers will read it."""
    lines = said_of_broken_plans()
    patterns = {
        text: re.compile(re.sub(r"…|\\{\w*\\}", ".*", re.escape(text)))
        for text in literals(module, remarks=False)
        if text not in UNREACHED
    }

    assert [text for text, said in patterns.items() if not any(map(said.search, lines))] == []


def test_every_rule_is_broken() -> None:
    """Each place at which a rule says something is reached, whatever the words are."""
    reached: set[tuple[str, int]] = set()
    files = frozenset(map(str, RULES))

    def trace(frame: FrameType, _event: str, _argument: Any) -> Any:
        if frame.f_code.co_filename not in files:
            return None
        reached.add((frame.f_code.co_filename, frame.f_lineno))
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        for plan in ALL_BROKEN:
            said_of(plan)
    finally:
        sys.settrace(before)

    silent = [
        f"{module.name}:{node.lineno}"
        for module in RULES
        for node in ast.walk(ast.parse(module.read_text(encoding="utf-8")))
        if isinstance(node, ast.Yield)
        and not any(
            (str(module), line) in reached
            for line in range(node.lineno, (node.end_lineno or 0) + 1)
        )
    ]
    assert silent == []


def test_command_prints_them_and_fails(tmp_path: Path) -> None:
    """`check` prints the same lines with their count; no traceback, and nothing is built."""
    project = Project(tmp_path / "broken", BROKEN / "content")
    expected = listed(BROKEN)

    checked = project.action_plan("check")
    built = project.action_plan("build")

    assert checked.returncode == built.returncode == 1
    problems, remarks = checked.stdout.split("Probably not meant:\n")
    assert [line for line in problems.splitlines() if line.startswith("content/")] == expected
    assert "begins with the id" in remarks
    assert checked.stderr == f"{len(expected)} problems in 57 files.\n"
    assert f"{len(expected)} problems in 57 files. Nothing was built." in built.stdout
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
