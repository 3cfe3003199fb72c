"""What is on the published branch and in the remote is input, too: others can write there."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT, Project
from sandbox import Sandbox, git

pytestmark = pytest.mark.remote

MALLORY = ("-c", "user.name=Mallory", "-c", "user.email=mallory@example.org")
FOREIGN = "gh-pages was changed by other means than make publish: "
TAKE_OFF = (
    " To take that off the site: make rollback; then publish again."
    " What is to stay belongs into content/."
)


@pytest.fixture(scope="module")
def ready(tmp_path_factory: pytest.TempPathFactory) -> Sandbox:
    """A sandbox with a site published and a change to it committed; copied, never changed."""
    sandbox = Sandbox.make(tmp_path_factory.mktemp("ready") / "sandbox")
    sandbox.publish()
    sandbox.change("content/actions/A-10.md", "title: Light the", "title: Light all of the")
    sandbox.commit("All of the wall")
    return sandbox


@pytest.fixture
def sandbox(ready: Sandbox, tmp_path: Path) -> Sandbox:
    """A sandbox of the test's own."""
    return ready.copy(tmp_path / "sandbox")


def by_hand(sandbox: Sandbox, files: dict[str, str | None], message: str = "Upload") -> str:
    """Have somebody commit files to the published branch, without those that are `None`."""
    pages = sandbox.folder / "pages"
    if not pages.exists():
        git(sandbox.folder, "clone", "--quiet", "--branch=gh-pages", str(sandbox.remote), "pages")
    git(pages, "fetch", "--quiet", "origin", "gh-pages")
    git(pages, "reset", "--quiet", "--hard", "FETCH_HEAD")
    for name, text in files.items():
        if text is None:
            (pages / name).unlink()
        else:
            (pages / name).write_text(text, encoding="utf-8")
    git(pages, "add", "--all")
    git(pages, *MALLORY, "commit", "--quiet", f"--message={message}")
    git(pages, "push", "--quiet", "origin", "HEAD:refs/heads/gh-pages")
    return git(pages, "rev-parse", "--short=7", "HEAD").decode().strip()


def refusal(sandbox: Sandbox) -> str:
    """Return what publishing says first, which must be refused."""
    done = sandbox.run("publish")
    assert done.returncode == 1, done.stdout
    return done.stderr.splitlines()[0]


def test_what_a_stranger_put_there_is_named_and_taken_off(sandbox: Sandbox) -> None:
    """Commit, author and every file; nobody is asked to keep it, and rollback removes it."""
    site = sandbox.site()
    first = by_hand(sandbox, {"login.html": "<script>alert(1)</script>"})
    second = by_hand(sandbox, {"theme/filter.js": "alert(2)"}, "A fix\n\nof theirs")

    said = refusal(sandbox)

    assert re.sub(r" of [\d-]+ by", " of DAY by", said) == (
        f'{FOREIGN}{second} of DAY by "Mallory <mallory@example.org>", "A fix";'
        f' {first} of DAY by "Mallory <mallory@example.org>", "Upload".'
        f' Changed 2 files: "login.html", "theme/filter.js".{TAKE_OFF}'
    )
    assert sandbox.run("rollback", "--yes").returncode == 0
    assert sandbox.site() == site
    sandbox.publish()
    assert "login.html" not in sandbox.site()


def test_a_copied_message_shows(sandbox: Sandbox) -> None:
    """Amending a publication, or using its words again, makes no publication."""
    foreign = by_hand(sandbox, {"login.html": "Hello"}, sandbox.message())

    assert refusal(sandbox).startswith(f"{FOREIGN}{foreign} of ")


def test_a_stranger_may_take_it_back_by_hand(sandbox: Sandbox) -> None:
    """Where the files are as published again, there is nothing to refuse."""
    by_hand(sandbox, {"login.html": "Hello"})
    by_hand(sandbox, {"login.html": None}, "Revert")

    sandbox.publish()

    assert b"Light all of the" in sandbox.site()["actions/A-10/index.html"]


def test_a_rollback_passes_over_what_was_changed_by_hand(sandbox: Sandbox) -> None:
    """The site before is the one that was published, not a stranger's upon it."""
    site = sandbox.site()
    by_hand(sandbox, {"login.html": "Hello"})
    by_hand(sandbox, {"login.html": None}, "Revert")
    sandbox.publish()

    assert sandbox.run("rollback", "--yes").returncode == 0
    assert sandbox.site() == site


def test_a_branch_that_something_else_made(sandbox: Sandbox) -> None:
    """Its addresses are guarded, who made it is said, and so is how to take them down."""
    tree = git(sandbox.remote, "rev-parse", "gh-pages^{tree}").decode().strip()
    made = git(sandbox.remote, *MALLORY, "commit-tree", tree, "-m", "Site").decode().strip()
    git(sandbox.remote, "update-ref", "refs/heads/gh-pages", made)
    foreign = by_hand(sandbox, {"login.html": "Hello"})

    done = sandbox.run("publish")

    assert done.returncode == 1
    assert re.sub(r" of [\d-]+ by", " of DAY by", done.stderr.splitlines()[0]) == (
        "Warning: the last commit of gh-pages does not show that make publish made it:"
        f' {foreign} of DAY by "Mallory <mallory@example.org>", "Upload". It will be replaced.'
        " Pages of it that may go are named like this: make publish GONE=/page/"
    )
    assert "/login.html is live today and would be gone." in done.stderr
    sandbox.publish("--gone=/login.html")
    assert "login.html" not in sandbox.site()
    assert "Warning" not in sandbox.publish().stderr


@pytest.mark.parametrize(
    "text",
    [
        'evil.example/"><script>alert(1)</script>',
        "evil.example\nX-INJECT:1",
        "https://plan.example.org",
        "plan",
        "",
    ],
)
def test_a_domain_on_the_branch_must_be_one(sandbox: Sandbox, text: str) -> None:
    """What is none is quoted and refused; the domain of plan.yml is the way on."""
    by_hand(sandbox, {"CNAME": f"{text}\n"})

    said = refusal(sandbox)
    sandbox.change("content/plan.yml", "currency:", "domain: plan.harbour.example\ncurrency:")
    sandbox.commit()
    sandbox.publish()

    quoted = re.escape(" ".join(text.split()))
    assert re.fullmatch(
        rf'CNAME on gh-pages is "{quoted}", which is not a domain\. Write the site\'s domain into'
        r' content/plan\.yml \("domain:"\), or remove it in the repository\'s Settings, Pages,'
        r" Custom domain\.",
        said,
    )
    assert sandbox.site()["CNAME"] == b"plan.harbour.example"


def test_a_domain_set_by_hand_is_kept_and_said(sandbox: Sandbox) -> None:
    """GitHub itself commits it so; whoever publishes learns who did, once."""
    foreign = by_hand(sandbox, {"CNAME": "site.harbour.example\n"}, "Create CNAME")

    first = sandbox.publish()
    second = sandbox.publish()

    assert first.stderr.startswith(
        "Warning: the domain was changed on gh-pages by other means than make publish:"
        f" {foreign} of "
    )
    assert "The site is published at site.harbour.example." in first.stderr
    assert second.stderr == ""
    assert sandbox.site()["CNAME"] == b"site.harbour.example"


def test_a_rollback_does_not_keep_what_is_no_domain(sandbox: Sandbox) -> None:
    """The site that comes back is served where it was."""
    sandbox.change("content/plan.yml", "currency:", "domain: plan.harbour.example\ncurrency:")
    sandbox.commit()
    sandbox.publish()
    by_hand(sandbox, {"CNAME": "no domain\n", "login.html": "Hello"})

    done = sandbox.run("rollback", "--yes")

    assert done.returncode == 0
    assert done.stderr == (
        'CNAME on gh-pages is "no domain", which is not a domain. It is replaced by that of the'
        " site that comes back: plan.harbour.example.\n"
    )
    assert sandbox.site()["CNAME"] == b"plan.harbour.example"


def test_names_like_ours_stop_nothing(sandbox: Sandbox) -> None:
    """Branches that end like ours, and tags named as our branches and commits are."""
    main = git(sandbox.remote, "rev-parse", "main").decode().strip()
    first = sandbox.history()[0]
    for name in (
        *("heads/x/refs/heads/gh-pages", "heads/x/refs/heads/main", "heads/x/HEAD"),
        *("heads/gh-pages-being-published", f"heads/{first[:12]}"),
        *("tags/main", "tags/gh-pages", "tags/heads/main", "tags/origin/main", f"tags/{first}"),
    ):
        git(sandbox.remote, "update-ref", f"refs/{name}", f"{main}~1")
    git(sandbox.clone, "fetch", "--quiet", "--tags", "origin")

    published = sandbox.publish()
    rolled_back = sandbox.run("rollback", "--yes")

    assert published.stdout.splitlines()[-1].startswith("Published ")
    assert published.stderr == ""
    assert rolled_back.returncode == 0, rolled_back.stderr
    history = sandbox.history("refs/heads/gh-pages")
    assert len(history) == 3
    assert history[2] == first
    assert git(sandbox.clone, "for-each-ref", "--format=%(refname)", "refs/heads").split() == [
        b"refs/heads/main"
    ]


@pytest.mark.parametrize("command", [("publish",), ("rollback", "--yes")])
@pytest.mark.parametrize("name", ["--upload-pack=touch ran;", "elsewhere", "../remote.git", ""])
def test_a_remote_is_one_of_the_clone_s(
    sandbox: Sandbox, name: str, command: tuple[str, ...]
) -> None:
    """Nothing else that is written as its name is used, as an address or an option."""
    done = sandbox.run(*command, f"--remote={name}")

    assert done.returncode == 1
    assert done.stderr.startswith(f'There is no remote "{name}" to publish to. Run: git remote add')
    assert not (sandbox.clone / "ran").exists()


@pytest.mark.parametrize("name", ["gh-pages", "a b", "x:y", "../main", "main^"])
def test_a_branch_is_named_as_branches_are(sandbox: Sandbox, name: str) -> None:
    done = sandbox.run("publish", f"--branch={name}")

    assert done.returncode == 1
    assert done.stderr.splitlines()[0] == (
        f'BRANCH is "{name}", from which no site can be published.'
        " Name a branch that holds content/."
    )


@pytest.mark.parametrize("command", [("publish",), ("rollback", "--yes"), ("changes",)])
def test_a_clone_of_another_user_is_called_so(sandbox: Sandbox, command: tuple[str, ...]) -> None:
    """Git refuses to work there, which is not the same as no clone and no commit."""
    done = sandbox.run(*command, env={"GIT_TEST_ASSUME_DIFFERENT_OWNER": "1"})

    assert done.returncode == 1
    assert re.search(
        r": this clone belongs to another user, so git does not work in it\. If you trust it, run:"
        r" git config --global --add safe\.directory \S+/clone\.\n",
        done.stderr,
    )


def test_a_build_in_a_clone_of_another_user_says_what_it_lacks(sandbox: Sandbox) -> None:
    done = sandbox.run("build", env={"GIT_TEST_ASSUME_DIFFERENT_OWNER": "1"})

    assert done.returncode == 0
    assert (
        "\nThe pages do not say which commit they are built from:"
        " this clone belongs to another user, so git does not work in it."
    ) in done.stdout


def test_workers_do_not_hold_the_lock(sandbox: Sandbox) -> None:
    """Where publishing is killed and a process that it forked lives on, one can publish again."""
    script = (
        "import os, signal, sys\nfrom pathlib import Path\n"
        "from action_plan.publishing.remote import opened\n"
        "with opened(Path.cwd(), 'origin', print):\n"
        "    worker = os.fork()\n"
        "    if worker == 0:\n        os.close(1); signal.pause()\n"
        "    print(worker, flush=True)\n    os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    killed = subprocess.run(
        [sys.executable, "-c", script],
        cwd=sandbox.clone,
        env={**os.environ, "PYTHONPATH": str(ROOT / "plugins")},
        stdout=subprocess.PIPE,
        check=False,
    )
    worker = int(killed.stdout)

    try:
        assert sandbox.publish().stdout.splitlines()[-1].startswith("Published ")
    finally:
        os.kill(worker, signal.SIGKILL)


def test_a_name_of_two_things_is_not_guessed(harbour: Project) -> None:
    """Of a branch and a tag of one name, git would take the tag without a word."""
    git(harbour.root, "init", "--quiet", "--initial-branch=main")
    git(harbour.root, "add", "content")
    git(harbour.root, *MALLORY, "commit", "--quiet", "--message=The plan")
    git(harbour.root, "tag", "main")

    done = harbour.action_plan("changes", "--base=main")

    assert done.returncode == 1
    assert done.stderr == (
        'Nothing can be compared: "main" is the name of more than one thing here. Write which is'
        " meant: refs/heads/main or refs/tags/main.\n"
    )
    assert harbour.action_plan("changes", "--base=refs/heads/main").returncode == 0


def test_a_clone_that_lacks_a_file_is_called_so(harbour: Project) -> None:
    git(harbour.root, "init", "--quiet", "--initial-branch=main")
    git(harbour.root, "add", "content")
    git(harbour.root, *MALLORY, "commit", "--quiet", "--message=The plan")
    blob = git(harbour.root, "rev-parse", "HEAD:content/plan.yml").decode().strip()
    (harbour.root / ".git" / "objects" / blob[:2] / blob[2:]).unlink()

    done = harbour.action_plan("changes", "--base=HEAD")

    assert done.returncode == 1
    assert re.fullmatch(
        r"Nothing can be compared: this clone lacks the bytes of content/plan\.yml as of commit"
        r" [0-9a-f]{12}\. Clone it anew\.\n",
        done.stderr,
    )
