"""Git as the commands use it: what it says, when it is ended, and what a commit may not do."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest
from action_plan.vcs import git as wrapper
from action_plan.vcs.git import Git, GitError, cause_of_failure
from conftest import Project, tree
from sandbox import git

CONTENT = b"---\nid: E-1\ntitle: Escaped\n---\n"


def stand_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str) -> Git:
    """Return git in a folder, with a script in place of the program."""
    program = tmp_path / "git"
    program.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    return Git(tmp_path)


@pytest.mark.parametrize(
    ("code", "printed", "cause"),
    [
        (128, "fatal: not a git repository: .git\n", "not a git repository: .git"),
        (1, "hint: x\nerror: failed to push some refs.\n", "failed to push some refs"),
        (1, "To x\n ! [rejected]  a -> b (fetch first)\nerror: failed\n", "fetch first"),
        (1, "remote: No publishing  today.\t\nfatal: hook\n", "No publishing today"),
        (1, "Something else.\n\n", "Something else"),
        (3, "", "git ended with code 3"),
        (-signal.SIGKILL, "fatal: x\n", "git was ended by a signal: Killed"),
    ],
)
def test_the_cause_is_the_most_telling_line(code: int, printed: str, cause: str) -> None:
    assert cause_of_failure(code, printed) == cause


def test_an_error_has_git_s_exit_code(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(GitError, match=r"^git says: no such thing\.$") as raised:
        stand_in(tmp_path, monkeypatch, "echo fatal: no such thing >&2; exit 7").run("status")

    assert raised.value.code == 7
    assert raised.value.cause == "no such thing"


@pytest.mark.parametrize(
    ("command", "limit"),
    [
        ("status", "TIMEOUT"),
        ("fetch", "LONG_TIMEOUT"),
        ("ls-remote", "LONG_TIMEOUT"),
        ("push", "LONG_TIMEOUT"),
    ],
)
def test_git_that_hangs_is_ended(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: str, limit: str
) -> None:
    """Each command has its limit: a longer one where it talks to a remote."""
    monkeypatch.setattr(wrapper, limit, 0.1)
    hanging = stand_in(tmp_path, monkeypatch, "exec tail -f /dev/null")

    with pytest.raises(GitError, match=r"^git gave no answer within 0\.1 seconds\.$") as raised:
        hanging.run(command)

    assert raised.value.code is None
    with pytest.raises(GitError):
        hanging.ask(command)


def test_a_machine_without_git_says_so(harbour: Project) -> None:
    done = harbour.action_plan("changes", env={"PATH": "/nonexistent"})

    assert done.returncode == 1
    assert done.stderr == "Nothing can be compared: git is not installed here.\n"


def test_text_is_git_s_own_whatever_a_hook_set(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No variable of a hook reaches git, names are not quoted, and input comes back as it is."""
    git(tmp_path, "init", "--quiet")
    (tmp_path / "Maßnahme.md").touch()
    for name in ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY"):
        monkeypatch.setenv(name, "/nowhere")

    assert Git(tmp_path).run("status", "--porcelain") == "?? Maßnahme.md"
    assert Git(tmp_path).run("stripspace", stdin="a\n") == "a"
    assert Git(tmp_path).run_bytes("stripspace", stdin=b"a\xff\n") == b"a\xff\n"


def write_tree(folder: Path, entries: dict[tuple[str, str], str]) -> str:
    """Write a tree as git itself never would, with any name, and return its id."""
    raw = b"".join(
        f"{mode} {name}\0".encode() + bytes.fromhex(entry)
        for (mode, name), entry in entries.items()
    )
    written = git(folder, "hash-object", "-t", "tree", "-w", "--stdin", "--literally", given=raw)
    return written.decode().strip()


def write_hostile_commit(folder: Path, outside: Path) -> str:
    """Write a commit of the content that tries each way out of a folder it is copied to."""
    file = git(folder, "hash-object", "-w", "--stdin", given=CONTENT).decode().strip()
    link = git(folder, "hash-object", "-w", "--stdin", given=os.fsencode(outside)).decode().strip()
    above = write_tree(folder, {("100644", "escaped.md"): file})
    beneath = above
    for _ in range(6):
        above = write_tree(folder, {("40000", ".."): above, ("100644", "escaped.md"): file})
    plan = git(folder, "rev-parse", "HEAD:content/plan.yml").decode().strip()
    actions = git(folder, "rev-parse", "HEAD:content/actions").decode().strip()
    content = write_tree(
        folder,
        {
            ("40000", ".."): above,
            ("100644", "../../../../escaped.md"): file,
            ("100644", f"{outside}/escaped.md"): file,
            ("40000", "actions"): actions,
            ("120000", "linked"): link,
            ("40000", "linked"): beneath,
            ("120000", "pages"): link,
            ("160000", "module"): git(folder, "rev-parse", "HEAD").decode().strip(),
            ("100644", "plan.yml"): plan,
        },
    )
    root = write_tree(folder, {("40000", "content"): content})
    return git(folder, "commit-tree", root, "-m", "Hostile").decode().strip()


@pytest.mark.parametrize("command", ["changes", "check"])
def test_nothing_of_a_commit_is_written_outside(
    harbour: Project, tmp_path: Path, command: str
) -> None:
    """A tree with `..`, links, slashes in names and a submodule leads nowhere."""
    git(harbour.root, "init", "--quiet", "--initial-branch=main")
    for name, value in (("user.name", "A"), ("user.email", "a@example.org")):
        git(harbour.root, "config", name, value)
    git(harbour.root, "add", "content")
    git(harbour.root, "commit", "--quiet", "--message", "The plan")
    temporary = tmp_path / "above" / "above" / "temporary"
    temporary.mkdir(parents=True)
    outside = tmp_path / "outside"
    outside.mkdir()
    commit = write_hostile_commit(harbour.root, outside)
    harbour.replace("content/actions/A-10.md", "theme: harbour", "theme: habour")

    done = harbour.action_plan(command, f"--base={commit}", env={"TMPDIR": str(temporary)})

    assert "Traceback" not in done.stderr
    assert "cannot be" not in done.stderr
    assert tree(tmp_path / "above") == {}
    assert tree(outside) == {}
    assert not [*tmp_path.rglob("escaped.md")]


def test_whoever_waits_for_a_remote_is_informed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A word after a while, once, and the end of the waiting after a time that it names."""
    monkeypatch.setattr(wrapper, "NOTICE_AFTER", 0.1)
    monkeypatch.setattr(wrapper, "LONG_TIMEOUT", 0.2)
    hanging = stand_in(tmp_path, monkeypatch, "exec tail -f /dev/null")
    said: list[str] = []

    with pytest.raises(GitError, match=r"no answer within 0\.2 seconds"):
        Git(hanging.folder, said.append).run("push")

    assert said == [
        "Still waiting for the remote to answer git push; it is given 0.2 seconds."
        " Ctrl-C ends the waiting."
    ]
