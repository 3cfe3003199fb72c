"""What a content folder may hold, and what is said of one that cannot be read."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from action_plan.checks.reading import read_content
from action_plan.problems import ContentProblems
from conftest import Project, tree


@pytest.mark.parametrize(
    ("link", "target"),
    [
        ("content/actions/A-7.md", "/etc/hostname"),
        ("content/actions/A-7.md", "A-7.md"),
        ("content/actions/A-7.md", "../plan.yml/nothing"),
        ("content/actions/A-7.md", "../pages"),
        ("content/actions", "../elsewhere"),
        ("content/source/hostname.txt", "/etc/hostname"),
        ("content/source/deep", "/etc"),
        ("content/pages", "../elsewhere"),
        ("content/plan.yml", "/etc/hostname"),
        ("content", "elsewhere"),
    ],
)
def test_symbolic_links_are_refused(harbour: Project, link: str, target: str) -> None:
    """A link anywhere in the content is a problem, and nothing that it leads to is read."""
    path = harbour.root / link
    elsewhere = harbour.root / "elsewhere"
    if path.is_dir():
        shutil.move(path, elsewhere)
    elif path.exists():
        path.unlink()
    path.symlink_to(target)

    done = harbour.action_plan("check")
    built = harbour.action_plan("build")

    assert done.returncode == built.returncode == 1
    message = f"{link}:1: is a symbolic link. Put what it leads to here itself."
    assert message in done.stdout.splitlines()
    assert not harbour.output.exists()


@pytest.mark.parametrize(
    "link",
    [
        "theme",
        "theme/static/files/logo.png",
        "theme/static/files/more",
        "theme/templates/base.html",
        ".github",
        ".github/ISSUE_TEMPLATE",
        ".github/ISSUE_TEMPLATE/status.yml",
        ".github/workflows/publish.yml",
        "pelicanconf.py",
        "publishconf.py",
    ],
)
def test_symbolic_links_beside_the_content_are_refused(harbour: Project, link: str) -> None:
    """Nothing is read, written or published that a link leads to, whoever put it there."""
    assert harbour.action_plan("forms").returncode == 0
    path = harbour.root / link
    elsewhere = harbour.root / "elsewhere"
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.exists():
        shutil.move(path, elsewhere)
    else:
        elsewhere.write_text("PRIVATE", encoding="utf-8")
    path.symlink_to(elsewhere)
    before = tree(elsewhere) if elsewhere.is_dir() else elsewhere.read_bytes()

    done = [harbour.action_plan(*command) for command in (["check"], ["forms"], ["build"])]

    message = f"{link}:1: is a symbolic link. Put what it leads to here itself."
    for command in done:
        assert command.returncode == 1
        assert message in (command.stdout + command.stderr).splitlines()
    assert done[0].stdout == f"{message}\n"
    assert not harbour.output.exists()
    assert before == (tree(elsewhere) if elsewhere.is_dir() else elsewhere.read_bytes())


def test_a_theme_elsewhere_has_no_links_either(harbour: Project) -> None:
    """By whichever settings it is named."""
    shutil.copytree(harbour.root / "theme", harbour.root / "other")
    link = harbour.root / "other" / "static" / "files" / "logo.png"
    link.symlink_to("/etc/hostname")
    harbour.replace("pelicanconf.py", 'THEME = "theme"', 'THEME = "other"')

    done = harbour.action_plan("build")

    assert done.returncode == 1
    assert done.stderr == (
        f"{link} is a symbolic link. Put what it leads to here itself. Nothing was built.\n"
    )
    assert not harbour.output.exists()


def test_a_folder_that_is_not_there_is_reported(harbour: Project) -> None:
    """Whoever runs a command in another folder is answered, with no traceback."""
    shutil.rmtree(harbour.root / "content")

    checked = harbour.action_plan("check")
    built = harbour.action_plan("build")

    assert checked.returncode == built.returncode == 1
    assert "content:1: is missing. Run this in the folder of the project." in checked.stdout
    assert "Traceback" not in checked.stderr + built.stderr


def test_a_folder_that_cannot_be_read_is_a_problem(
    harbour: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is reported beside all others."""
    scandir = os.scandir

    def refuses(folder: Path) -> object:
        if Path(folder).name == "actions":
            raise PermissionError(13, "Permission denied", str(folder))
        return scandir(folder)

    monkeypatch.setattr(os, "scandir", refuses)

    with pytest.raises(ContentProblems) as caught:
        read_content(harbour.root / "content")

    reported = [str(problem) for problem in caught.value.problems]
    assert "content/actions:1: cannot be read: Permission denied." in reported


@pytest.mark.parametrize("name", ["page.html", "picture.svg", "sheet.XML", "code.js", "noending"])
def test_source_files_that_could_run_are_refused(harbour: Project, name: str) -> None:
    """content/source/ is published as it is, so nothing may stand in it that a browser runs."""
    (harbour.root / "content" / "source" / name).write_text("<script>alert(1)</script>")

    done = harbour.action_plan("check")

    assert done.stdout.splitlines() == [
        f"content/source/{name}:1: would be published as it is, and could run in a reader's"
        " browser. Save it as PDF or plain text, or move it elsewhere."
    ]


@pytest.mark.parametrize("action_id", ["../A-7", "..", "A-7\\..\\x", ".hidden", "%2e%2e"])
def test_ids_with_signs_of_paths_are_refused(harbour: Project, action_id: str) -> None:
    """An id becomes a folder of the site, so nothing of a path may stand in it."""
    harbour.replace("content/actions/A-10.md", "id: A-10", f"id: '{action_id}'")

    done = harbour.action_plan("check")

    assert done.returncode == 1
    assert "cannot be an id. Write it as the document prints it" in done.stdout


def test_large_files_are_refused(harbour: Project) -> None:
    """A file over 1 MiB is not read."""
    with harbour.action("A-10").open("a", encoding="utf-8") as file:
        file.write("x" * 1024 * 1024)

    done = harbour.action_plan("check")

    assert done.stdout.splitlines()[0] == (
        "content/actions/A-10.md:1: the file is 1.0 MiB large. Keep it under 1 MiB."
    )
