"""The links by which officers change an action and residents correct it."""

from __future__ import annotations

import re
from html import unescape
from urllib.parse import parse_qs, urlsplit

from conftest import Project
from repository import Repository

LINK = re.compile(
    r'<a href="([^"]*)"(?: data-today="Europe/Dublin")?>'
    "(Report progress|Update this action|Suggest a correction on GitHub)</a>"
)


def links(project: Project, **env: str) -> dict[str, str]:
    """Return the links of a page, of a build with these settings."""
    done = project.action_plan("build", env=env)
    assert done.returncode == 0, done.stdout + done.stderr
    page = project.page("actions/A-7")
    return {words: unescape(address) for address, words in LINK.findall(page)}


def test_they_lead_to_the_repository_of_the_remote(harbour: Project) -> None:
    """GitHub's editor on the action's file; an issue with id, title and address filled in."""
    repository = Repository(harbour)
    repository.git("remote", "add", "origin", "git@github.com:harbour/plan.git")
    harbour.replace("pelicanconf.py", 'SITEURL = ""', 'SITEURL = "https://harbour.example/plan"')

    found = links(harbour)
    issue = urlsplit(found["Suggest a correction on GitHub"])

    assert found["Update this action"] == (
        "https://github.com/harbour/plan/edit/main/content/actions/A-7.md"
    )
    form = urlsplit(found["Report progress"])
    assert (form.netloc, form.path) == ("github.com", "/harbour/plan/issues/new")
    assert parse_qs(form.query) == {
        "template": ["status.yml"],
        "title": ['Progress of A-7 Repair the "old" quay <safely>'],
        "action": ["A-7"],
    }
    assert f"{issue.scheme}://{issue.netloc}{issue.path}" == (
        "https://github.com/harbour/plan/issues/new"
    )
    assert parse_qs(issue.query) == {
        "title": ["Correction to action A-7"],
        "body": [
            "What is wrong, and what should it say instead?\n\n\n\n"
            'A-7 Repair the "old" quay <safely>\nhttps://harbour.example/plan/actions/A-7/'
        ],
    }


def test_they_lead_to_the_repository_of_the_workflow(harbour: Project) -> None:
    Repository(harbour)

    found = links(harbour, GITHUB_REPOSITORY="council/fork", GITHUB_REF="refs/heads/live")

    assert found["Update this action"] == (
        "https://github.com/council/fork/edit/live/content/actions/A-7.md"
    )


def test_they_are_absent_where_no_repository_is_known(harbour: Project) -> None:
    assert links(harbour) == {}
    repository = Repository(harbour)
    repository.git("remote", "add", "origin", "/srv/git/plan.git")
    assert links(harbour) == {}
