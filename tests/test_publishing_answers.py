"""A push has three answers: taken, refused, not known. What is said of each is true."""

from __future__ import annotations

import re
import signal
from pathlib import Path

import pytest
from failures import site_moved_on
from sandbox import Sandbox, git

pytestmark = pytest.mark.remote

LOST = "kill -HUP $$"
"""What happens to git alone, once the remote has taken the push."""
NOT_KNOWN = "It is not known whether residents see the old site or the new one"


@pytest.fixture(scope="module")
def ready(tmp_path_factory: pytest.TempPathFactory) -> Sandbox:
    """A sandbox with two sites published and a third committed; copied, never changed."""
    sandbox = Sandbox.make(tmp_path_factory.mktemp("ready") / "sandbox")
    sandbox.publish()
    sandbox.change("content/actions/A-10.md", "title: Light the", "title: Light half of the")
    sandbox.commit("Half")
    sandbox.publish()
    sandbox.change("content/actions/A-10.md", "title: Light half", "title: Light all")
    sandbox.commit("All")
    return sandbox


@pytest.fixture
def sandbox(ready: Sandbox, tmp_path: Path) -> Sandbox:
    """A sandbox of the test's own."""
    return ready.copy(tmp_path / "sandbox")


def lose_answers(sandbox: Sandbox, failing: int) -> None:
    """Have the remote take the push and git end then, and the questions after it fail so often."""
    sandbox.git_that(
        "push", after=f'echo {failing} > "{sandbox.folder}/failing"; {LOST}', once=True
    )
    script = sandbox.tools / "git"
    left = f'"{sandbox.folder}/failing"'
    script.write_text(
        script.read_text(encoding="utf-8").replace(
            "#!/bin/sh\n",
            "#!/bin/sh\n"
            'case " $* " in *" ls-remote "*)\n'
            f"  if [ -s {left} ] && [ $(cat {left}) -gt 0 ]; then\n"
            f"    echo $(($(cat {left}) - 1)) > {left}\n"
            '    echo "fatal: connection reset" >&2; exit 128\n  fi;;\nesac\n',
        ),
        encoding="utf-8",
    )


@pytest.mark.parametrize("failing", [0, 2])
def test_a_lost_answer_is_asked_for(sandbox: Sandbox, failing: int) -> None:
    """The site was published, and what changed is said as ever, though git and questions failed."""
    lose_answers(sandbox, failing)

    done = sandbox.run("publish")

    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    assert "“Light all of the harbour wall”" in done.stdout
    assert done.stdout.splitlines()[-1].startswith("Published ")
    assert len(sandbox.history()) == 3


def test_without_any_answer_nothing_is_claimed(sandbox: Sandbox) -> None:
    """Old or new is not known; the command that is named shows it, and going on does no harm."""
    lose_answers(sandbox, 3)

    done = sandbox.run("publish")

    assert done.returncode == 1
    said = done.stderr.splitlines()
    assert said[0] == (
        "The push to origin ended without an answer (git was ended by a signal: Hangup)."
        " It was asked 3 times what it has, and gave no answer (connection reset)."
    )
    assert said[1].startswith(NOT_KNOWN)
    assert "Published" not in done.stdout
    command, new = re.findall(r"To see: git (\S+ \S+ \S+) \(the new one is ([0-9a-f]+)\)", said[1])[
        0
    ]
    assert git(sandbox.clone, *command.split()).decode().startswith(new)
    assert "The site is up to date" in sandbox.publish().stdout
    assert len(sandbox.history()) == 3


def test_a_push_that_did_not_arrive_is_tried_again(sandbox: Sandbox) -> None:
    """Git ended before the remote had anything: it is asked, and has the old site."""
    sandbox.git_that("push", before="kill -TERM $$", once=True)

    done = sandbox.run("publish")

    assert done.returncode == 0
    assert done.stderr.splitlines() == [
        "The push to origin ended without an answer (git was ended by a signal: Terminated)."
        " Trying once more …"
    ]
    assert len(sandbox.history()) == 3


def test_pushes_that_never_arrive_are_not_called_refused(sandbox: Sandbox) -> None:
    """No rule of the remote is blamed, and no more is claimed than it was asked."""
    sandbox.git_that("push", before='echo "fatal: connection reset" >&2; exit 128')

    done = sandbox.run("publish")

    assert done.returncode == 1
    lost = "The push to origin ended without an answer (connection reset)."
    assert done.stderr.splitlines() == [
        f"{lost} Trying once more …",
        f"{lost} It was tried twice. Check the connection, then run: make publish",
        "When origin was asked, residents still saw the site as it was before.",
    ]


def test_git_ended_while_the_remote_is_read(sandbox: Sandbox) -> None:
    """Neither the connection nor anybody's rights are to blame."""
    sandbox.git_that("fetch", before="kill -HUP $$")

    done = sandbox.run("publish")

    assert done.stderr.splitlines()[0] == (
        "The remote origin cannot be read (git was ended by a signal: Hangup). Try again."
    )


def test_a_rollback_is_never_undone_by_repeating_it(sandbox: Sandbox) -> None:
    """Its answer is lost: what it says to do, and doing it again as before, both change nothing."""
    withdrawn, previous = sandbox.history()
    lose_answers(sandbox, 3)

    lost = sandbox.run("rollback", "--yes")
    back = sandbox.history()
    advised = re.findall(r"make rollback TO=([0-9a-f]+)\.", lost.stderr)
    as_advised = sandbox.run("rollback", "--yes", f"--to={advised[0]}")
    as_before = sandbox.run("rollback", "--yes")

    assert lost.returncode == 1
    assert NOT_KNOWN in lost.stderr
    assert "published again" not in lost.stdout
    assert len(back) == 3
    assert sandbox.site() == sandbox.site(previous)
    assert sandbox.history() == back
    assert (as_advised.returncode, as_before.returncode) == (0, 0)
    assert as_advised.stdout == (
        f"The site of {previous[:12]} is the live one already. Nothing was done.\n"
    )
    assert as_before.stdout.startswith(f"The site was rolled back already: {back[0][:7]} of ")
    assert f"To take that back: make rollback TO={withdrawn[:12]}." in as_before.stdout


def test_a_rollback_that_others_overtake_stops(sandbox: Sandbox) -> None:
    """The site that somebody published meanwhile is named, not rolled back unseen."""
    site_moved_on(sandbox)

    done = sandbox.run("rollback", "--yes")

    assert done.returncode == 1
    assert re.fullmatch(
        r"origin did not take the site \(fetch first\)\. Somebody has published meanwhile:"
        r' \w+ of [\d-]+ by "Other <other@example\.org>", "Other"\.'
        r" Look at the site before you go back from that\.\n"
        r"Nothing was published from here\. Residents see what somebody else published\.\n",
        done.stderr,
    )
    assert len(sandbox.history()) == 3


def test_rollbacks_name_the_sites_not_the_rollbacks(sandbox: Sandbox) -> None:
    """However often it goes back and forth, a subject has the two sites by their publications."""
    new, old = sandbox.history()
    subjects = []
    for commit in (old, new, old):
        assert sandbox.run("rollback", "--yes", f"--to={commit[:10]}").returncode == 0
        subjects.append(sandbox.message().splitlines()[0])

    assert subjects[0] == subjects[2]
    assert all(subject.count("Roll back") == 1 for subject in subjects)
    assert f"\nRestores: {old}\n" in sandbox.message()


@pytest.mark.parametrize("to", ["main", "abc", "0123456789", "--all"])
def test_a_rollback_goes_only_to_what_was_published(sandbox: Sandbox, to: str) -> None:
    done = sandbox.run("rollback", "--yes", f"--to={to}")

    assert done.stderr.splitlines()[0] == (
        f'TO is "{to}", which is not the commit of a site that was published. To name one,'
        " choose a commit from git log --oneline refs/remotes/origin/gh-pages, then:"
        " make rollback TO="
    )


def test_content_that_moved_on_during_the_push_is_said(sandbox: Sandbox) -> None:
    """The older commit is published, and said not to be the newest."""
    head = git(sandbox.clone, "rev-parse", "HEAD").decode().strip()
    sandbox.commit("Newer")
    git(sandbox.clone, "reset", "--quiet", "--hard", head)
    newer = git(sandbox.remote, "rev-parse", "main").decode().strip()
    inside = f'git --git-dir="{sandbox.remote}" update-ref refs/heads/main'
    git(sandbox.remote, "update-ref", "refs/heads/main", head)
    sandbox.git_that("push", before=f"{inside} {newer}", once=True)

    done = sandbox.run("publish")

    assert done.returncode == 0
    assert (
        "origin/main has changed meanwhile, and this site is not of its newest commit."
        " Run: git pull origin main, then publish again."
    ) in done.stdout


@pytest.mark.parametrize(
    ("step", "outcome"),
    [
        ("fetch", "Nothing was published. The site that residents see is as it was."),
        ("push", NOT_KNOWN),
    ],
)
def test_an_interruption_says_what_is_known_then(sandbox: Sandbox, step: str, outcome: str) -> None:
    """Before the push nothing was published; from then on, it is not known until asked."""
    sandbox.git_that(step, after="kill -INT $PPID; exec tail -f /dev/null")

    done = sandbox.run("publish")

    assert done.returncode == 128 + signal.SIGINT
    assert done.stderr.startswith(f"Interrupted. {outcome}")
    assert done.stderr.count("\n") == 1
