"""The commit a page names is the one that last changed the content, or none is named."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from action_plan.hosting import Repository
from action_plan.vcs.provenance import find_repository, find_revision, web_address

LATE_EVENING = "2026-03-31T23:30:00+00:00"
"""In Dublin it is 1 April already."""

Git = Callable[..., str]


@pytest.fixture
def git(tmp_path: Path) -> Git:
    """Return a way to run git in a new repository, with a day for what it commits."""

    def run(*arguments: str, at: str = LATE_EVENING, cwd: Path = tmp_path) -> str:
        done = subprocess.run(
            ["git", "-c", "user.name=A", "-c", "user.email=a@example.org", *arguments],
            cwd=cwd,
            env={
                "PATH": "/usr/local/bin:/usr/bin:/bin",
                "HOME": str(tmp_path),
                "GIT_CONFIG_NOSYSTEM": "1",
                "GIT_AUTHOR_DATE": at,
                "GIT_COMMITTER_DATE": at,
            },
            capture_output=True,
            text=True,
            check=True,
        )
        return done.stdout.strip()

    run("init", "--initial-branch=main")
    return run


def write(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path.parent


def commit(git: Git, message: str, at: str = LATE_EVENING) -> str:
    git("add", "--all")
    git("commit", "--message", message, at=at)
    return git("rev-parse", "HEAD")


def test_names_the_commit_that_changed_the_content(git: Git, tmp_path: Path) -> None:
    """A later commit that changed something else is not named; the day is that of the place."""
    content = write(tmp_path, "content/plan.yml", "title: A\n")
    changed = commit(git, "Change the content")
    write(tmp_path, "theme/site.css", "a{}\n")
    commit(git, "Change the theme", at="2026-05-01T12:00:00+00:00")

    revision = find_revision(content, "Europe/Dublin")

    assert revision is not None
    assert revision.commit == changed
    assert revision.short == changed[:7]
    assert revision.date == date(2026, 4, 1)
    assert not revision.uncommitted


def test_a_merge_of_something_else_is_not_named(git: Git, tmp_path: Path) -> None:
    """Merging a branch that changed the theme leaves the content's commit as it was."""
    content = write(tmp_path, "content/plan.yml", "title: A\n")
    changed = commit(git, "Change the content")
    git("switch", "--create", "theme")
    write(tmp_path, "theme/site.css", "a{}\n")
    commit(git, "Change the theme")
    git("switch", "main")
    write(tmp_path, "README.md", "A\n")
    commit(git, "Change the words")
    git("merge", "theme", "--message", "Merge")

    revision = find_revision(content, "UTC")

    assert revision is not None
    assert revision.commit == changed


@pytest.mark.parametrize("name", ["plan.yml", "actions/new.md"])
def test_says_that_changes_are_not_committed(git: Git, tmp_path: Path, name: str) -> None:
    """Content that was changed or added since the commit is said to be uncommitted."""
    content = write(tmp_path, "content/plan.yml", "title: A\n")
    commit(git, "Change the content")
    write(content, name, "title: B\n")

    revision = find_revision(content, "UTC")

    assert revision is not None
    assert revision.uncommitted


def test_nothing_is_said_without_version_control(git: Git, tmp_path: Path) -> None:
    """Before the first commit, and for a folder that is not committed, no commit is named."""
    write(tmp_path, "README.md", "A\n")
    content = write(tmp_path, "content/plan.yml", "title: A\n")
    before = find_revision(content, "UTC")
    git("add", "README.md")
    git("commit", "--message", "Words")

    assert before is None
    assert find_revision(content, "UTC") is None


def test_the_edge_of_a_shallow_clone_is_not_named(git: Git, tmp_path: Path) -> None:
    """A clone of depth 1 cannot know what its one commit changed; one deep enough can."""
    write(tmp_path, "content/plan.yml", "title: A\n")
    changed = commit(git, "Change the content")
    write(tmp_path, "theme/site.css", "a{}\n")
    commit(git, "Change the theme")
    write(tmp_path, "theme/site.css", "b{}\n")
    commit(git, "Change the theme again")
    for depth in (1, 2, 3):
        git("clone", f"--depth={depth}", tmp_path.as_uri(), str(tmp_path / f"clone-{depth}"))

    found = [find_revision(tmp_path / f"clone-{depth}" / "content", "UTC") for depth in (1, 2, 3)]

    assert found[:2] == [None, None]
    assert found[2] is not None
    assert found[2].commit == changed


def test_the_environment_of_a_hook_does_not_answer(
    git: Git, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """GIT_DIR, which git sets for hooks, does not make another repository answer."""
    content = write(tmp_path, "content/plan.yml", "title: A\n")
    changed = commit(git, "Change the content")
    monkeypatch.setenv("GIT_DIR", "/nowhere")

    revision = find_revision(content, "UTC")

    assert revision is not None
    assert revision.commit == changed


@pytest.mark.parametrize(
    ("remote", "address"),
    [
        ("https://github.com/council/plan", "https://github.com/council/plan"),
        ("https://github.com/council/plan.git", "https://github.com/council/plan"),
        ("https://x-access-token:secret@github.com/a/b.git", "https://github.com/a/b"),
        ("http://github.com/council/plan/", "https://github.com/council/plan"),
        ("git@github.com:council/plan.site.git", "https://github.com/council/plan.site"),
        ("github.com:council/plan", "https://github.com/council/plan"),
        ("ssh://git@github.com/council/plan.git", "https://github.com/council/plan"),
        ("ssh://git@ssh.github.com:443/council/plan.git", "https://github.com/council/plan"),
        ("git://github.com/council/plan", "https://github.com/council/plan"),
        ("https://github.com.example.org/council/plan", None),
        ("https://example.org/github.com/council/plan", None),
        ("/srv/git/plan.git", None),
        ("javascript:alert(1)//github.com/a/b", None),
        ("", None),
    ],
)
def test_web_address_of_a_remote(remote: str, address: str | None) -> None:
    """However GitHub's address is written, one web address comes of it, and no secret."""
    assert web_address(remote) == address


def test_repository_of_a_clone(git: Git, tmp_path: Path) -> None:
    """The remote has the address, its HEAD the branch, and git the folder."""
    content = write(tmp_path, "site/content/plan.yml", "title: A\n")
    commit(git, "Change the content")
    git("remote", "add", "origin", "git@github.com:council/plan.git")
    git("update-ref", "refs/remotes/origin/trunk", "HEAD")
    git("symbolic-ref", "refs/remotes/origin/HEAD", "refs/remotes/origin/trunk")

    repository = find_repository(content, {})

    assert repository == Repository("https://github.com/council/plan", "trunk", "site/content/")
    assert repository.commit("abc") == "https://github.com/council/plan/commit/abc"
    assert repository.edit("actions/A 1.md") == (
        "https://github.com/council/plan/edit/trunk/site/content/actions/A%201.md"
    )
    assert repository.history("plan.yml") == (
        "https://github.com/council/plan/commits/trunk/site/content/plan.yml"
    )


def test_repository_of_a_workflow(git: Git, tmp_path: Path) -> None:
    """In a workflow GitHub names the repository and the branch; a pull request, where it goes."""
    content = write(tmp_path, "content/plan.yml", "title: A\n")
    commit(git, "Change the content")
    workflow = {
        "GITHUB_SERVER_URL": "https://github.example.gov",
        "GITHUB_REPOSITORY": "council/plan",
        "GITHUB_REF": "refs/heads/live",
    }
    address = "https://github.example.gov/council/plan"

    assert find_repository(content, workflow) == Repository(address, "live")
    assert find_repository(
        content, {**workflow, "GITHUB_REF": "refs/pull/5/merge", "GITHUB_BASE_REF": "live"}
    ) == Repository(address, "live")
    assert find_repository(content, {}) is None


def test_no_repository_without_git(tmp_path: Path) -> None:
    """A folder that no repository holds has none, whatever the environment says."""
    assert find_repository(tmp_path, {"GITHUB_REPOSITORY": "council/plan"}) is None
    assert find_repository(tmp_path / "missing", {}) is None
