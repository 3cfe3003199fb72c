"""Publishing, where nothing goes wrong: what is checked, committed, pushed and said."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from conftest import ROOT, tree
from sandbox import ADDRESS, Sandbox, git

pytestmark = pytest.mark.remote


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Sandbox:
    """A sandbox with nothing published yet; copied, never changed."""
    return Sandbox.make(tmp_path_factory.mktemp("plain"))


@pytest.fixture(scope="module")
def once(plain: Sandbox, tmp_path_factory: pytest.TempPathFactory) -> Sandbox:
    """A sandbox with one site published; copied, never changed."""
    sandbox = plain.copy(tmp_path_factory.mktemp("once") / "sandbox")
    sandbox.publish()
    return sandbox


@pytest.fixture
def sandbox(once: Sandbox, tmp_path: Path) -> Sandbox:
    """A sandbox of the test's own with one site published."""
    return once.copy(tmp_path / "sandbox")


def test_first_site(plain: Sandbox, tmp_path: Path) -> None:
    """The remote's site is the verified build to the byte; the message says from what."""
    sandbox = plain.copy(tmp_path / "sandbox")

    done = sandbox.publish()

    source = git(sandbox.clone, "rev-parse", "HEAD").decode().strip()
    assert sandbox.site() == tree(sandbox.clone / "output")
    assert sandbox.site()[".nojekyll"] == b""
    assert "CNAME" not in sandbox.site()
    assert done.stdout.splitlines()[-1] == f"Published {source[:12]} at {ADDRESS}/"
    assert sandbox.message().startswith(f"Publish {source[:12]}: The plan\n")
    assert f"\nSource: {source}\nAddress: {ADDRESS}/\n" in sandbox.message()
    assert git(sandbox.clone, "branch", "--format=%(refname:short)").decode().split() == ["main"]
    assert f'<link rel="canonical" href="{ADDRESS}/budget/">' in (
        sandbox.site()["budget/index.html"].decode()
    )


def test_nothing_is_committed_when_nothing_changed(sandbox: Sandbox) -> None:
    """A commit that changes no page publishes nothing."""
    before = sandbox.history()
    (sandbox.clone / "NOTES.md").write_text("Notes.\n", encoding="utf-8")
    sandbox.commit()

    done = sandbox.publish()

    assert f"The site is up to date; nothing has changed. {ADDRESS}/" in done.stdout
    assert sandbox.history() == before


def test_a_change_goes_on_top_of_the_history(sandbox: Sandbox) -> None:
    """The site before stays in the history, and the message says what residents see change."""
    before = sandbox.history()
    sandbox.change("content/actions/A-10.md", "title: Light the", "title: Light all of the")
    sandbox.commit("Say that it is all of the wall")

    done = sandbox.publish()

    assert sandbox.history()[1:] == before
    change = "the harbour wall” → “Light all of the harbour wall”"
    assert change in done.stdout
    assert change in sandbox.message()
    assert "## What residents will see change\n" in sandbox.message()
    assert "Say that it is all of the wall" in sandbox.message()
    assert "Changed" not in sandbox.message()


def test_dry_run_does_all_but_the_push(plain: Sandbox, tmp_path: Path) -> None:
    """Everything is checked, built and verified; the remote has nothing of it."""
    sandbox = plain.copy(tmp_path / "sandbox")

    done = sandbox.publish("--dry-run")

    assert f"Nothing was pushed (DRY_RUN). It would go to {ADDRESS}/" in done.stdout
    assert (sandbox.clone / "output" / ".nojekyll").is_file()
    assert git(sandbox.remote, "branch", "--format=%(refname:short)").decode().split() == ["main"]


def test_address_is_that_of_the_remote(plain: Sandbox, tmp_path: Path) -> None:
    """Without a word from anybody, GitHub's address of the repository is the site's."""
    sandbox = plain.copy(tmp_path / "sandbox")
    git(
        sandbox.clone,
        "config",
        f"url.{sandbox.remote}.insteadOf",
        "https://github.com/Harbour/plan.git",
    )
    git(sandbox.clone, "remote", "set-url", "origin", "https://github.com/Harbour/plan.git")

    done = sandbox.publish(SITEURL="")

    assert done.stdout.endswith(" at https://harbour.github.io/plan/\n")
    assert b'href="/plan/theme/site.css"' in sandbox.site()["404.html"]


def test_own_domain(sandbox: Sandbox) -> None:
    """A domain in plan.yml is the site's address, and CNAME says so at every publishing."""
    sandbox.change(
        "content/plan.yml", "currency: EUR", "currency: EUR\ndomain: Plan.Harbour.example"
    )
    sandbox.commit()

    first = sandbox.publish(SITEURL="")
    sandbox.change("content/actions/A-10.md", "title: Light the", "title: Light all of the")
    sandbox.commit()
    sandbox.publish(SITEURL="")

    assert first.stdout.endswith(" at https://plan.harbour.example/\n")
    assert sandbox.site()["CNAME"] == b"plan.harbour.example"
    assert sandbox.site() == tree(sandbox.clone / "output")
    assert len(sandbox.history()) == 3


def test_domain_of_the_live_site_is_kept(sandbox: Sandbox) -> None:
    """A domain set on GitHub alone, where it is in CNAME only, is not taken away."""
    git(sandbox.clone, "fetch", "--quiet", "origin", "gh-pages")
    git(sandbox.clone, "worktree", "add", "--quiet", "--detach", "../pages", "FETCH_HEAD")
    pages = sandbox.folder / "pages"
    (pages / "CNAME").write_text("site.harbour.example\n", encoding="utf-8")
    git(pages, "add", "CNAME")
    git(pages, "commit", "--quiet", "--message", "Create CNAME")
    git(pages, "push", "--quiet", "origin", "HEAD:gh-pages")

    done = sandbox.publish(SITEURL="")

    assert done.stdout.endswith(" at https://site.harbour.example/\n")
    assert sandbox.site()["CNAME"] == b"site.harbour.example"


def test_words_that_name_a_path_of_this_machine(sandbox: Sandbox) -> None:
    """Where the plan itself says them, they are no slip of the build."""
    path = f"See {sandbox.clone.resolve()}/plan.txt."
    sandbox.change("content/actions/A-10.md", "The wall can be seen at night.", path)
    sandbox.commit()

    sandbox.publish("--dry-run")


def test_address_that_moved(sandbox: Sandbox) -> None:
    """An action that goes needs a redirect, which then answers at the old address."""
    gone = sandbox.clone / "content" / "actions" / "US0113.1.md"
    gone.unlink()
    sandbox.commit()

    refused = sandbox.run("publish")
    redirect = "redirects:\n  - {from: /actions/US0113.1/, to: /actions/US0113.2/}\nglossary:"
    sandbox.change("content/plan.yml", "glossary:", redirect)
    sandbox.commit()
    sandbox.publish()

    assert refused.returncode == 1
    assert (
        "/actions/US0113.1/ is live today and would be gone. Put the page back, or say in"
        ' content/plan.yml where it went: "redirects:" with "- from: /actions/US0113.1/" and'
        ' "to:" the page in its place. To take it down for good:'
        " make publish GONE=/actions/US0113.1/\n"
    ) in refused.stderr
    page = sandbox.site()["actions/US0113.1/index.html"].decode()
    assert '<meta http-equiv="refresh" content="0; url=../../actions/US0113.2/">' in page
    assert f'<link rel="canonical" href="{ADDRESS}/actions/US0113.2/">' in page
    assert '<a href="../../actions/US0113.2/">' in page
    assert "Content-Security-Policy" in page


def test_address_that_goes_for_good(sandbox: Sandbox) -> None:
    """Who says so on purpose can take an address down."""
    (sandbox.clone / "content" / "actions" / "US0113.1.md").unlink()
    sandbox.commit()

    sandbox.publish("--gone", "/actions/US0113.1/")

    assert "actions/US0113.1/index.html" not in sandbox.site()


def test_rollback(sandbox: Sandbox) -> None:
    """The site before comes back as a commit of its own, once somebody has seen what changes."""
    before = sandbox.site()
    sandbox.change("content/actions/A-10.md", "title: Light the", "title: Light all of the")
    sandbox.commit("A mistake")
    sandbox.publish()
    after = sandbox.site()
    history = sandbox.history()

    unasked = sandbox.run("rollback")
    assert sandbox.history() == history
    done = sandbox.run("rollback", "--yes")

    assert unasked.returncode == 1
    assert unasked.stderr.splitlines() == [
        f"Not confirmed. To go ahead without being asked: make rollback TO={history[1][:12]} YES=1",
        "Nothing was published. The site that residents see is as it was.",
    ]
    assert done.returncode == 0, done.stderr
    assert "Changed " in done.stdout
    assert "/actions/A-10/" in done.stdout
    assert sandbox.site() == before
    assert sandbox.history()[1:] == history
    assert done.stdout.endswith(
        f" To take this rollback back: make rollback TO={history[0][:12]}\n"
    )
    assert sandbox.run("rollback", "--yes", f"--to={history[0][:12]}").returncode == 0
    assert sandbox.site() == after


def test_rollback_keeps_the_domain(sandbox: Sandbox) -> None:
    """A domain that came after the site before is not rolled back: the site would be gone."""
    sandbox.change(
        "content/plan.yml", "currency: EUR", "currency: EUR\ndomain: plan.harbour.example"
    )
    sandbox.commit()
    sandbox.publish()

    done = sandbox.run("rollback", "--yes")

    assert done.returncode == 0, done.stderr
    assert sandbox.site()["CNAME"] == b"plan.harbour.example"
    assert ".nojekyll" in sandbox.site()


@pytest.mark.parametrize(
    ("published", "said"),
    [
        (False, "Nothing is published yet, so there is nothing to go back to."),
        (True, "Only one site was ever published, so there is none to go back to."),
    ],
)
def test_rollback_to_nothing(
    plain: Sandbox, once: Sandbox, tmp_path: Path, *, published: bool, said: str
) -> None:
    """Where there is no site before, rollback says so."""
    sandbox = (once if published else plain).copy(tmp_path / "sandbox")

    done = sandbox.run("rollback", "--yes")

    assert done.returncode == 1
    assert done.stderr.splitlines()[0] == said


def test_make_publish(sandbox: Sandbox) -> None:
    """`make publish` and `make rollback` are the same commands, with what may be said to them."""
    (sandbox.clone / ".venv").symlink_to(ROOT / ".venv")
    for lock in ("requirements.txt", "pyproject.toml"):
        (sandbox.clone / lock).write_bytes((ROOT / lock).read_bytes())
    sandbox.commit()

    planned = git_make(sandbox, "publish", "DRY_RUN=1", "BRANCH=x", "REMOTE=y", "GONE=/a/ /b/")
    undone = git_make(sandbox, "rollback", "YES=1")

    given = '--branch="$BRANCH" --remote="${REMOTE:-origin}" --gone="$GONE"'
    assert f"-m action_plan publish --dry-run {given}" in planned
    assert '-m action_plan rollback --yes --to="$TO" --remote="${REMOTE:-origin}"' in undone


def git_make(sandbox: Sandbox, *arguments: str) -> str:
    """Return the commands that make would run."""
    done = subprocess.run(
        ["make", "--no-print-directory", "--dry-run", *arguments],
        cwd=sandbox.clone,
        capture_output=True,
        text=True,
        check=True,
    )
    return " ".join(done.stdout.replace("\\\n", " ").split())
