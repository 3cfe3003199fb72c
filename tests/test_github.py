"""What is said on GitHub: annotations at lines, and the summary of a step."""

from __future__ import annotations

from pathlib import Path

import pytest
from action_plan.commands.workflow_log import add_to_summary, annotation_commands
from action_plan.problems import Problem
from conftest import Project
from repository import Repository


def test_problems_are_at_their_lines(harbour: Project, tmp_path: Path) -> None:
    """In the log as text, then as at most ten annotations; all of them in the summary."""
    summary = tmp_path / "summary.md"
    text = harbour.action("A-7").read_text(encoding="utf-8")
    harbour.action("A-7").write_text(
        text.replace("partners: ", "".join(f"k{n}: x\n" for n in range(12)) + "partners: "), "utf-8"
    )

    done = harbour.action_plan(
        "check", env={"GITHUB_ACTIONS": "true", "GITHUB_STEP_SUMMARY": str(summary)}
    )
    lines = done.stdout.splitlines()
    annotations = [line for line in lines if line.startswith("::error ")]

    assert done.returncode == 1
    assert lines[0].startswith("::stop-commands::")
    end = lines.index(f"::{lines[0].removeprefix('::stop-commands::')}::")
    assert sum(line.startswith("content/actions/A-7.md:") for line in lines[:end]) == 12
    assert "12 problems in 1 file." in lines[:end]
    assert lines[end + 1 : end + 11] == annotations
    stopped, empty, resumed = lines[end + 11 :]
    assert stopped.removeprefix("::stop-commands::") == resumed.strip(":") != lines[end].strip(":")
    assert empty == ""
    assert len(annotations) == 10
    assert annotations[0].startswith(
        "::error file=content/actions/A-7.md,line=25,title=Fix this::k0: is not a field here."
    )
    written = summary.read_text(encoding="utf-8")
    assert written.startswith("## Problems to fix\n\n12 problems in 1 file.\n")
    assert written.count("- `content/actions/A-7.md:") == 12


def test_content_cannot_give_commands(harbour: Project, tmp_path: Path) -> None:
    """Whatever a file says, GitHub's log takes it as text, and its summary as words."""
    summary = tmp_path / "summary.md"
    harbour.replace(
        "content/actions/A-7.md",
        "theme: harbour",
        'theme: "\\n::warning::\\n%0A::error::<script> ![i](x) @all #1 |"',
    )

    done = harbour.action_plan(
        "check", env={"GITHUB_ACTIONS": "true", "GITHUB_STEP_SUMMARY": str(summary)}
    )
    lines = done.stdout.splitlines()
    end = lines.index(f"::{lines[0].removeprefix('::stop-commands::')}::")
    after = lines[end + 1 : -3]
    report = summary.read_text(encoding="utf-8")

    assert len(after) == 1
    assert "\n" not in after[0]
    assert "%250A::error::<script>" in after[0]
    assert "<script>" not in report
    assert "!\\[i\\]" in report
    assert "@\u200ball" in report
    assert "#\u200b1" in report


def test_content_cannot_know_how_commands_are_resumed(harbour: Project) -> None:
    """The word that resumes them is another in each run, and so none that content can hold."""

    def stopped_by() -> str:
        done = harbour.action_plan("check", env={"GITHUB_ACTIONS": "true"})
        first, *others = done.stdout.splitlines()
        token = first.removeprefix("::stop-commands::")
        assert first != token
        assert len(token) == 32
        assert [line for line in others if token in line] == [f"::{token}::"]
        return token

    seen = stopped_by()
    harbour.replace("content/actions/A-7.md", "theme: harbour", f'theme: "::{seen}::"')

    assert stopped_by() != seen


@pytest.mark.parametrize(
    ("command", "broken"),
    [
        (["build"], "theme/templates/base.html"),
        (["status", "--id=##[error]x", "--status=::error::x"], ""),
        (["::error::x"], ""),
        (["serve", "--port=::error::x"], ""),
    ],
)
def test_no_word_of_a_command_is_outside_of_what_github_takes_as_text(
    harbour: Project, command: list[str], broken: str
) -> None:
    """Nor of errors of the system, wrong options and tracebacks."""
    if broken:
        harbour.replace(broken, "{% block main %}", "{{ '::error::x'.nothing }}{% block main %}")

    done = harbour.action_plan(*command, env={"GITHUB_ACTIONS": "true"})

    first, *lines, last = done.stdout.splitlines()
    assert done.returncode in (1, 2)
    assert done.stderr == ""
    assert lines
    assert first == f"::stop-commands::{last.strip(':')}"


def test_annotations_are_escaped_and_limited() -> None:
    problems = [Problem("a,b:c%.md", 3, "note", "50%\r\n::error::x")] * 11

    commands = annotation_commands(problems, "error", "Title: a, b")

    assert (
        commands
        == [
            "::error file=a%2Cb%3Ac%25.md,line=3,title=Title%3A a%2C b::note: 50%25%0D%0A::error::x"
        ]
        * 10
    )


def test_the_summary_is_cut_where_github_would_drop_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    summary = tmp_path / "summary.md"
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary))

    add_to_summary("A line of twenty one.\n" * 60_000)

    assert summary.stat().st_size < 1024 * 1024
    assert summary.read_text(encoding="utf-8").endswith(
        "A line of twenty one.\n\nThe rest is in the log of this step.\n\n"
    )


def test_problems_of_the_change_come_first(repository: Repository) -> None:
    """With a base, what the change brings is set apart from what was there before."""
    replace = repository.project.replace
    replace("content/actions/A-10.md", "theme: harbour", "theme: habour")
    repository.commit()
    replace("content/actions/A-10.md", "id: A-10\n", "# A comment moves the lines.\nid: A-10\n")
    replace("content/actions/US0113.1.md", "section: Wishes", "section: Wish")

    done = repository.project.action_plan("check", "--base=main")

    assert done.returncode == 1
    assert done.stdout.splitlines() == [
        "1 problem that this change brings:",
        'content/actions/US0113.1.md:5: section: "Wish" is not a section of this plan.'
        ' Use one of: promises, wishes, later. Did you mean "wishes"?',
        "There before:",
        'content/actions/A-10.md:5: theme: "habour" is not a theme of this plan.'
        ' Use one of: harbour, streets, sea-wall. Did you mean "harbour"?',
    ]


def test_without_the_base_all_problems_are_still_reported(repository: Repository) -> None:
    repository.project.replace("content/actions/A-10.md", "theme: harbour", "theme: habour")

    done = repository.project.action_plan("check", "--base=nowhere")

    assert done.returncode == 1
    assert done.stdout.startswith("content/actions/A-10.md:4: theme:")
    assert 'It is not known which problems are new: there is no commit "nowhere"' in done.stderr
