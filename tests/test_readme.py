"""README.md: what it shows is what happens."""

from __future__ import annotations

import re
from pathlib import Path

from conftest import FIRST, ROOT, Project

TEXT = (ROOT / "README.md").read_text(encoding="utf-8")
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")


def test_every_command_is_in_the_makefile() -> None:
    """Each `make …` that the README names, `make help` lists."""
    named = set(re.findall(r"(?:^|`)make ([a-z]+)", TEXT, re.MULTILINE))
    listed = set(re.findall(r"^([a-z-]+):.*## ", MAKEFILE, re.MULTILINE))

    assert {"serve", "test", "check", "status", "changes", "publish", "rollback"} <= named
    assert named <= listed


def test_every_file_it_links_to_is_there() -> None:
    """No link of the README leads nowhere."""
    links = [link for link in re.findall(r"\]\(([^)]+)\)", TEXT) if "://" not in link]

    assert len(links) >= 8
    assert [link for link in links if not (ROOT / link).exists()] == []


def test_the_example_action_is_right(tmp_path: Path) -> None:
    """The action it shows can be put into the plan as it stands."""
    project = Project(tmp_path / "project", FIRST)
    example = re.findall(r"```markdown\n(.*?)```", TEXT, re.DOTALL)[0]
    project.action("1.5.4").write_text(example, encoding="utf-8")

    checked = project.action_plan("check")

    assert checked.returncode == 0, checked.stdout
    assert "20 actions read, no problem found." in checked.stdout


def test_the_message_it_shows_is_the_checkers(tmp_path: Path) -> None:
    """What an officer's slip is answered with stands there to the letter."""
    project = Project(tmp_path / "project", FIRST)
    message = re.findall(r"^content/actions/.*$", TEXT, re.MULTILINE)[0]
    path = project.action("1.2.2")
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    lines[5] = "status: in progres\n"
    path.write_text("".join(lines), encoding="utf-8")

    assert message in project.action_plan("check").stdout.splitlines()


def test_the_status_command_it_shows_works(tmp_path: Path) -> None:
    """The update is written into the file, and the plan is still without a problem."""
    project = Project(tmp_path / "project", FIRST)
    given = re.findall(r'make status ID=(\S+) STATUS="([^"]+)" NOTE="([^"]+)"', TEXT)[0]
    action_id, status, note = given

    done = project.action_plan(
        "status", f"--id={action_id}", f"--status={status}", f"--note={note}"
    )

    assert done.returncode == 0, done.stdout + done.stderr
    assert note in project.action(action_id).read_text(encoding="utf-8")
    assert project.action_plan("check").returncode == 0
