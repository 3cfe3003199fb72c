"""Publishing, where nothing goes wrong: what is checked, committed, pushed and said."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from conftest import ROOT, tree
from workshop import ADDRESS, Workshop, git

pytestmark = pytest.mark.remote


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Workshop:
    """A workshop with nothing published yet; copied, never changed."""
    return Workshop.make(tmp_path_factory.mktemp("plain"))


@pytest.fixture(scope="module")
def once(plain: Workshop, tmp_path_factory: pytest.TempPathFactory) -> Workshop:
    """A workshop with one site published; copied, never changed."""
    shop = plain.copy(tmp_path_factory.mktemp("once") / "shop")
    shop.publish()
    return shop


@pytest.fixture
def shop(once: Workshop, tmp_path: Path) -> Workshop:
    """A workshop of the test's own with one site published."""
    return once.copy(tmp_path / "shop")


def test_first_site(plain: Workshop, tmp_path: Path) -> None:
    """The remote's site is the verified build to the byte; the message says from what."""
    shop = plain.copy(tmp_path / "shop")

    done = shop.publish()

    source = git(shop.clone, "rev-parse", "HEAD").decode().strip()
    assert shop.site() == tree(shop.clone / "output")
    assert shop.site()[".nojekyll"] == b""
    assert "CNAME" not in shop.site()
    assert done.stdout.splitlines()[-1] == f"Published {source[:12]} at {ADDRESS}/"
    assert shop.message().startswith(f"Publish {source[:12]}: The plan\n")
    assert f"\nSource: {source}\nAddress: {ADDRESS}/\n" in shop.message()
    assert git(shop.clone, "branch", "--format=%(refname:short)").decode().split() == ["main"]
    assert f'<link rel="canonical" href="{ADDRESS}/budget/">' in (
        shop.site()["budget/index.html"].decode()
    )


def test_nothing_is_committed_when_nothing_changed(shop: Workshop) -> None:
    """A commit that changes no page publishes nothing."""
    before = shop.history()
    (shop.clone / "NOTES.md").write_text("Notes.\n", encoding="utf-8")
    shop.commit()

    done = shop.publish()

    assert f"The site is up to date; nothing has changed. {ADDRESS}/" in done.stdout
    assert shop.history() == before


def test_a_change_goes_on_top_of_the_history(shop: Workshop) -> None:
    """The site before stays in the history, and the message says what residents see change."""
    before = shop.history()
    shop.change("content/actions/A-10.md", "title: Light the", "title: Light all of the")
    shop.commit("Say that it is all of the wall")

    done = shop.publish()

    assert shop.history()[1:] == before
    told = "the harbour wall” → “Light all of the harbour wall”"
    assert told in done.stdout
    assert told in shop.message()
    assert "## What residents will see change\n" in shop.message()
    assert "Say that it is all of the wall" in shop.message()
    assert "Changed" not in shop.message()


def test_dry_run_does_all_but_the_push(plain: Workshop, tmp_path: Path) -> None:
    """Everything is checked, built and verified; the remote has nothing of it."""
    shop = plain.copy(tmp_path / "shop")

    done = shop.publish("--dry-run")

    assert f"Nothing was pushed (DRY_RUN). It would go to {ADDRESS}/" in done.stdout
    assert (shop.clone / "output" / ".nojekyll").is_file()
    assert git(shop.remote, "branch", "--format=%(refname:short)").decode().split() == ["main"]


def test_address_is_that_of_the_remote(plain: Workshop, tmp_path: Path) -> None:
    """Without a word from anybody, GitHub's address of the repository is the site's."""
    shop = plain.copy(tmp_path / "shop")
    git(shop.clone, "config", f"url.{shop.remote}.insteadOf", "https://github.com/Harbour/plan.git")
    git(shop.clone, "remote", "set-url", "origin", "https://github.com/Harbour/plan.git")

    done = shop.publish(SITEURL="")

    assert done.stdout.endswith(" at https://harbour.github.io/plan/\n")
    assert b'href="/plan/theme/site.css"' in shop.site()["404.html"]


def test_own_domain(shop: Workshop) -> None:
    """A domain in plan.yml is the site's address, and CNAME says so at every publishing."""
    shop.change("content/plan.yml", "currency: EUR", "currency: EUR\ndomain: Plan.Harbour.example")
    shop.commit()

    first = shop.publish(SITEURL="")
    shop.change("content/actions/A-10.md", "title: Light the", "title: Light all of the")
    shop.commit()
    shop.publish(SITEURL="")

    assert first.stdout.endswith(" at https://plan.harbour.example/\n")
    assert shop.site()["CNAME"] == b"plan.harbour.example"
    assert shop.site() == tree(shop.clone / "output")
    assert len(shop.history()) == 3


def test_domain_of_the_live_site_is_kept(shop: Workshop) -> None:
    """A domain set on GitHub alone, where it stands in CNAME only, is not taken away."""
    git(shop.clone, "fetch", "--quiet", "origin", "gh-pages")
    git(shop.clone, "worktree", "add", "--quiet", "--detach", "../pages", "FETCH_HEAD")
    pages = shop.folder / "pages"
    (pages / "CNAME").write_text("site.harbour.example\n", encoding="utf-8")
    git(pages, "add", "CNAME")
    git(pages, "commit", "--quiet", "--message", "Create CNAME")
    git(pages, "push", "--quiet", "origin", "HEAD:gh-pages")

    done = shop.publish(SITEURL="")

    assert done.stdout.endswith(" at https://site.harbour.example/\n")
    assert shop.site()["CNAME"] == b"site.harbour.example"


def test_address_that_moved(shop: Workshop) -> None:
    """An action that goes needs a redirect, which then answers at the old address."""
    gone = shop.clone / "content" / "actions" / "US0113.1.md"
    gone.unlink()
    shop.commit()

    refused = shop.run("publish")
    redirect = "redirects:\n  - {from: /actions/US0113.1/, to: /actions/US0113.2/}\nglossary:"
    shop.change("content/plan.yml", "glossary:", redirect)
    shop.commit()
    shop.publish()

    assert refused.returncode == 1
    assert (
        "/actions/US0113.1/ is live today and would be gone. Put the page back, or say in"
        ' content/plan.yml where it went: "redirects:" with "- from: /actions/US0113.1/" and'
        ' "to:" the page in its place. To take it down for good:'
        " make publish GONE=/actions/US0113.1/\n"
    ) in refused.stderr
    page = shop.site()["actions/US0113.1/index.html"].decode()
    assert '<meta http-equiv="refresh" content="0; url=../../actions/US0113.2/">' in page
    assert f'<link rel="canonical" href="{ADDRESS}/actions/US0113.2/">' in page
    assert '<a href="../../actions/US0113.2/">' in page
    assert "Content-Security-Policy" in page


def test_address_that_goes_for_good(shop: Workshop) -> None:
    """Who says so on purpose can take an address down."""
    (shop.clone / "content" / "actions" / "US0113.1.md").unlink()
    shop.commit()

    shop.publish("--gone", "/actions/US0113.1/")

    assert "actions/US0113.1/index.html" not in shop.site()


def test_rollback(shop: Workshop) -> None:
    """The site before comes back as a commit of its own, once somebody has seen what changes."""
    before = shop.site()
    shop.change("content/actions/A-10.md", "title: Light the", "title: Light all of the")
    shop.commit("A mistake")
    shop.publish()
    after = shop.site()
    history = shop.history()

    unasked = shop.run("rollback")
    assert shop.history() == history
    done = shop.run("rollback", "--yes")

    assert unasked.returncode == 1
    assert unasked.stderr.splitlines() == [
        "Not confirmed. To go ahead without being asked: make rollback YES=1",
        "Nothing was published. The site that residents see is as it was.",
    ]
    assert done.returncode == 0, done.stderr
    assert "Changed " in done.stdout
    assert "/actions/A-10/" in done.stdout
    assert shop.site() == before
    assert shop.history()[1:] == history
    assert shop.run("rollback", "--yes").returncode == 0
    assert shop.site() == after


def test_rollback_keeps_the_domain(shop: Workshop) -> None:
    """A domain that came after the site before is not rolled back: the site would be gone."""
    shop.change("content/plan.yml", "currency: EUR", "currency: EUR\ndomain: plan.harbour.example")
    shop.commit()
    shop.publish()

    done = shop.run("rollback", "--yes")

    assert done.returncode == 0, done.stderr
    assert shop.site()["CNAME"] == b"plan.harbour.example"
    assert ".nojekyll" in shop.site()


@pytest.mark.parametrize(
    ("published", "said"),
    [
        (False, "Nothing is published yet, so there is nothing to go back to."),
        (True, "Only one site was ever published, so there is none to go back to."),
    ],
)
def test_rollback_to_nothing(
    plain: Workshop, once: Workshop, tmp_path: Path, *, published: bool, said: str
) -> None:
    """Where there is no site before, rollback says so."""
    shop = (once if published else plain).copy(tmp_path / "shop")

    done = shop.run("rollback", "--yes")

    assert done.returncode == 1
    assert done.stderr.splitlines()[0] == said


def test_make_publish(shop: Workshop) -> None:
    """`make publish` and `make rollback` are the same commands, with what may be said to them."""
    (shop.clone / ".venv").symlink_to(ROOT / ".venv")
    for lock in ("requirements.txt", "pyproject.toml"):
        (shop.clone / lock).write_bytes((ROOT / lock).read_bytes())
    shop.commit()

    planned = git_make(shop, "publish", "DRY_RUN=1", "BRANCH=x", "REMOTE=y", "GONE=/a/ /b/")
    undone = git_make(shop, "rollback", "YES=1")

    given = '--branch="$BRANCH" --remote="${REMOTE:-origin}" --gone="$GONE"'
    assert f"-m action_plan publish --dry-run {given}" in planned
    assert '-m action_plan rollback --yes --remote="${REMOTE:-origin}"' in undone


def git_make(shop: Workshop, *arguments: str) -> str:
    """Return the commands that make would run."""
    done = subprocess.run(
        ["make", "--no-print-directory", "--dry-run", *arguments],
        cwd=shop.clone,
        capture_output=True,
        text=True,
        check=True,
    )
    return " ".join(done.stdout.replace("\\\n", " ").split())
