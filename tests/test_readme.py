"""README.md: what it shows is what happens."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import textwrap
from pathlib import Path

import yaml
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
    """No link of the README leads nowhere; what it says of the content is said of the first."""
    links = [link for link in re.findall(r"\]\(([^)]+)\)", TEXT) if "://" not in link]

    def place(link: str) -> Path:
        path = link.partition("#")[0]
        return FIRST.parent / path if path.startswith("content/") else ROOT / path

    assert len(links) >= 8
    assert [link for link in links if not place(link).exists()] == []


def test_the_example_action_is_right(tmp_path: Path) -> None:
    """The action it shows can be put into the plan as it is."""
    project = Project(tmp_path / "project", FIRST)
    example = re.findall(r"```markdown\n(.*?)```", TEXT, re.DOTALL)[0]
    project.action("1.5.4").write_text(example, encoding="utf-8")

    checked = project.action_plan("check")

    assert checked.returncode == 0, checked.stdout
    assert "20 actions read, no problem found" in checked.stdout


def test_the_smallest_plan_it_shows_is_whole(tmp_path: Path) -> None:
    """With an action of the three fields that are needed, nothing is missing."""
    project = Project(tmp_path / "project", FIRST)
    shutil.rmtree(project.root / "content")
    actions = project.root / "content" / "actions"
    actions.mkdir(parents=True)
    plan = textwrap.dedent(re.findall(r"```yaml\n(.*?)```", TEXT, re.DOTALL)[0])
    (actions.parent / "plan.yml").write_text(plan, encoding="utf-8")
    action = "---\nid: 005/24\ntitle: Lamps\ntheme: energy\n---\n"
    (actions / "005-24.md").write_text(action, encoding="utf-8")

    checked = project.action_plan("check")

    assert checked.returncode == 0, checked.stdout
    assert checked.stdout.startswith("1 action read, no problem found")


def test_the_message_it_shows_is_the_checkers(tmp_path: Path) -> None:
    """What an officer's slip is answered with is there to the letter."""
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
    example = re.findall(r'make status ID=(\S+) STATUS="([^"]+)" NOTE="([^"]+)"', TEXT)[0]
    action_id, status, note = example

    done = project.action_plan(
        "status", f"--id={action_id}", f"--status={status}", f"--note={note}"
    )

    assert done.returncode == 0, done.stdout + done.stderr
    assert note in project.action(action_id).read_text(encoding="utf-8")
    assert project.action_plan("check").returncode == 0


def test_the_developers_page_names_what_is_there() -> None:
    """Every folder, module and file of plugins/README.md is where it says."""
    page = (ROOT / "plugins" / "README.md").read_text(encoding="utf-8")
    package = ROOT / "plugins" / "action_plan"
    rooms = [package, *(folder for folder in package.iterdir() if folder.is_dir())]
    named = re.findall(r"`([\w/]+(?:\.py|\.html|\.md|/))`", page)

    assert len(named) >= 30
    places = [ROOT, ROOT / "plugins", *rooms]
    assert [name for name in named if not any((place / name).exists() for place in places)] == []


def test_the_code_knows_its_version_and_the_changelog_has_it() -> None:
    """Between two releases it is the next one's, whose changes are still unreleased."""
    shown = subprocess.run(
        [sys.executable, "-m", "action_plan", "--version"],
        env={**os.environ, "PYTHONPATH": str(ROOT / "plugins")},
        capture_output=True,
        text=True,
        check=True,
    ).stdout.strip()
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")

    heading = "[Unreleased]" if ".dev" in shown else f"[{shown}] - "
    assert changelog.split("\n## ")[1].startswith(heading)


def test_pre_commit_runs_what_make_lint_runs() -> None:
    """One hook, and it is the command."""
    hooks = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text("utf-8"))["repos"]

    assert [hook["entry"] for repo in hooks for hook in repo["hooks"]] == ["make lint"]
