"""What pages say of their source, and the small pages that other sites frame."""

from __future__ import annotations

import hashlib
import html
import re
import subprocess

import pytest
from conftest import HARBOUR, Project, tree, words

SITE = "https://council.example/plan"


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """Return the small plan's project, built for a known address."""
    project = Project(tmp_path_factory.mktemp("published") / "harbour", HARBOUR)
    build(project, SITEURL=SITE)
    return project


def build(project: Project, **environment: str) -> None:
    done = project.action_plan("build", "--settings", "publishconf.py", env=environment)
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_source_document_is_served_as_received(published: Project) -> None:
    """To the byte, under the checksum that the page of data prints."""
    received = (published.root / "content" / "source" / "harbour-plan.txt").read_bytes()
    digest = hashlib.sha256(received).hexdigest()

    assert (published.output / "source" / "harbour-plan.txt").read_bytes() == received
    assert digest in published.page("data")
    assert digest not in published.page("actions/A-10")


def test_an_action_says_where_it_is_in_the_document(published: Project) -> None:
    """Its number as printed, its theme, its part, the document's date, and each correction."""
    found = published.words("actions/A-10")

    assert (
        "Number A-10 in the part “Promises” of the document as received , 15 January 2025 ."
    ) in found
    assert "Reads “lamps”; the document as received has “lumps”." in found


def test_an_action_can_be_cited(published: Project, built_harbour: Project) -> None:
    """Who, what, which number, of when and where; no address where the site has none."""
    reference = (
        "Harbour Town Council, “Light the harbour wall”, action A-10 of the Harbour Town Plan,"
        " last updated 10 September 2025."
    )

    assert f"{reference} {SITE}/actions/A-10/" in published.words("actions/A-10")
    assert reference in built_harbour.words("actions/A-10")
    assert "actions/A-10/ " not in built_harbour.words("actions/A-10")


def test_small_pages_are_small_and_lead_out_of_the_frame(published: Project) -> None:
    """No navigation, no script; every link opens the whole page outside the frame."""
    for file, title in (
        ("embed/status", "Where the 4 actions stand"),
        ("embed/actions/A-7", 'Repair the "old" quay <safely>'),
    ):
        found = published.page(file)
        assert title in words(found)
        assert "<nav" not in found
        assert "<script" not in found
        links = re.findall(r"<a [^>]+>", found)
        assert links
        assert all('target="_top"' in link for link in links)
        assert '<meta name="generator" content="action_plan">' in found
    assert "Status: Under way reported on 30 June 2025; north side only" in published.words(
        "embed/actions/A-7"
    )
    assert "€60,000 allocated" in published.words("embed/actions/A-7")


@pytest.mark.parametrize(
    ("file", "frame"),
    [("status", "embed/status/"), ("actions/A-7", "embed/actions/A-7/")],
)
def test_the_line_to_copy_frames_the_small_page(published: Project, file: str, frame: str) -> None:
    """It is whole HTML with a title, and its address is that of a page there is."""
    snippet = re.search(r"&lt;iframe .*?&lt;/iframe&gt;", published.page(file))

    assert snippet is not None
    line = html.unescape(snippet[0])
    assert f'src="{SITE}/{frame}"' in line
    assert 'title="' in line
    assert (published.output / frame / "index.html").is_file()


def test_no_line_to_copy_without_an_address(built_harbour: Project) -> None:
    """A frame needs a whole address; where the site has none, none is shown."""
    assert "iframe" not in built_harbour.page("status")
    assert "iframe" not in built_harbour.page("actions/A-7")


def commit(project: Project, message: str, day: str) -> str:
    """Commit all of a project on a day; returns the commit."""
    # The day is noon, so that it is the same in the plan's time zone.
    moment = f"{day}T12:00:00+00:00"
    for command in (
        ["init", "--quiet", "--initial-branch=main"],
        ["add", "--all"],
        ["commit", "--quiet", "--message", message],
    ):
        subprocess.run(
            ["git", "-c", "user.name=A", "-c", "user.email=a@example.org", *command],
            cwd=project.root,
            env={
                "PATH": "/usr/local/bin:/usr/bin:/bin",
                "HOME": str(project.root),
                "GIT_AUTHOR_DATE": moment,
                "GIT_COMMITTER_DATE": moment,
            },
            check=True,
        )
    head = project.run("git", "rev-parse", "HEAD")
    return head.stdout.strip()


def test_every_page_names_the_commit_that_changed_the_content(harbour: Project) -> None:
    """Not the later one that changed the theme; linked where the repository is known."""
    (harbour.root / ".gitignore").write_text("/output/\n/.output.*\n", encoding="utf-8")
    changed = commit(harbour, "The plan", "2025-11-03")
    harbour.replace("theme/templates/page.html", 'style="page"', 'style="sheet"')
    commit(harbour, "The theme", "2025-11-20")
    github = {"GITHUB_SERVER_URL": "https://github.com", "GITHUB_REPOSITORY": "council/plan"}
    build(harbour, SITEURL=SITE, **github)
    pages = [path for path in harbour.output.rglob("*.html") if "embed" not in path.parts]

    assert len(pages) == 21
    for path in pages:
        foot = path.read_text(encoding="utf-8").partition("<footer")[2]
        assert "Newest update: 1 October 2025 ." in words(foot)
        assert f"Made from commit {changed[:7]} of 3 November 2025 ." in words(foot), path
        assert f'href="https://github.com/council/plan/commit/{changed}"' in foot
    first = tree(harbour.output)
    # Another day, another place, a dirty theme: the same bytes.
    build(harbour, SITEURL=SITE, TZ="Asia/Tokyo", LC_ALL="C.UTF-8", **github)
    assert tree(harbour.output) == first


def test_a_page_says_that_changes_are_not_committed(harbour: Project) -> None:
    """What is shown is not that commit's: the foot says so, and links nothing it does not know."""
    (harbour.root / ".gitignore").write_text("/output/\n/.output.*\n", encoding="utf-8")
    changed = commit(harbour, "The plan", "2025-11-03")
    harbour.replace("content/actions/A-10.md", "The lamps are lit.", "The lamps shine.")
    build(harbour, GITHUB_REPOSITORY="")

    foot = harbour.page("about").partition("<footer")[2]

    assert (
        f"Made from commit {changed[:7]} of 3 November 2025 , with later changes not yet committed."
    ) in words(foot)
    assert "github.com" not in foot


def test_no_commit_is_named_without_version_control(built_harbour: Project) -> None:
    """A folder without git says nothing, rather than the day of the build."""
    assert "Made from commit" not in built_harbour.page("about")
